/** Waits that a signal breaks off, and what becomes of a run of attempts then: `await sleep(1000, signal)`. */
import type { CallStep, Expr, Step, TypeFact } from '@dist-lint/model';
import { resolvedOf, scopeNow, type AttemptState } from './attempt-state.ts';
import type { Program } from './link.ts';
import { parameterOf } from './parameter-of.ts';
import { isGiven } from './plain-scope.ts';
import { plainReading } from './plain-values.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { someExpr, someStep, triesAround } from './walk.ts';

/** It is awaited, handed a signal that may be there, and rejects once that is aborted; and nothing around it keeps that. */
export function isAbortable(now: AttemptState, call: CallStep): boolean {
  const { program, module, current } = now;
  if (!call.awaited || now.isAttempt(call) || !call.args.some((arg) => mayBeSignal(now, arg))) return false;
  if (triesAround(module.facts.functions[current.function]?.body ?? [], call.at).some(({ handler }) => handler !== undefined)) return false;
  const { functions = [], externals = [] } = resolvedOf(now, call) ?? {};
  if (functions.length > 0) return functions.every(({ number }) => rejectsOnAbort(program, number));
  return externals.length > 0 && externals.every(({ package: from, path }) => program.link.libraries.symbol(from, path)?.facts.effects?.some(({ kind }) => kind === 'timer') === true);
}

/** A signal, or options with one; not one that is known not to be given. */
function mayBeSignal(now: AttemptState, arg: Expr): boolean {
  if (arg.k === 'object') return arg.props.some(({ key, value }) => key === 'signal' && mayBeSignal(now, value));
  if (arg.k === 'member' ? arg.name !== 'signal' : arg.k !== 'var' || !isSignal(now.module, arg.v)) return false;
  const known = now.scope.given ? plainReading(now.program.link, scopeNow(now), arg) : undefined;
  return known === undefined || isGiven(known);
}

function isSignal(module: LinkedModule, variable: number): boolean {
  const place = parameterOf(module, variable);
  const param = place && module.facts.functions[module.facts.variables[variable]?.function ?? 0]?.params[place.index];
  if (!place || !param) return false;
  return place.path.length > 0 ? place.path.at(-1) === 'signal' : isSignalType(param.type);
}

function isSignalType(type: TypeFact | undefined): boolean {
  return type?.t === 'union' ? type.of.some(isSignalType) : type?.t === 'ref' && type.name === 'AbortSignal';
}

/** It looks at a signal or listens to it, and throws or rejects. */
function rejectsOnAbort(program: Program, number: FunctionNumber): boolean {
  const { module, fact } = program.modules.function(number);
  const within = module.facts.functions.filter(({ at, end }) => at >= fact.at && end <= fact.end);
  const rejecters = new Set(module.facts.functions.flatMap(({ at, end, params: [, reject] }, id) =>
    (at >= fact.at && end <= fact.end && module.index.passedTo[id]?.call.kind === 'new' && reject?.target.k === 'var' ? [reject.target.v] : [])));
  const listens = (step: Step): boolean => step.s === 'call' && step.args[0]?.k === 'literal' && step.args[0].value === 'abort';
  const looks = (step: Step): boolean => step.s === 'if' && asksSignal(step.test);
  const fails = (step: Step): boolean => step.s === 'throw' || (step.s === 'call' && step.callee.k === 'var' && rejecters.has(step.callee.v));
  return within.some(({ body }) => someStep(body, (step) => listens(step) || looks(step))) && within.some(({ body }) => someStep(body, fails));
}

/** It asks whether it is to stop. */
export function asksSignal(test: Expr): boolean {
  return someExpr(test, (each) => each.k === 'member' && ABORTED.has(each.name));
}

const ABORTED: ReadonlySet<string> = new Set(['aborted', 'isCancelled', 'cancelled', 'isCancellationRequested']);
