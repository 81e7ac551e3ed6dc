/** Retries that code writes by hand: loops and functions that attempt the same work again when it has failed. */
import type { CallStep, Expr, LoopStep, Step } from '@dist-lint/model';
import { attemptRun, type AttemptRun, type Course } from './attempt-run.ts';
import { insideHandler } from './handlers.ts';
import type { Program } from './link.ts';
import { type Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import type { ReachedEffect } from './summaries.ts';
import type { Memo } from './tracking.ts';
import { boundNames, forEachStep, innerBodies, someExpr } from './walk.ts';

export interface OwnRetry {
  form: 'loop' | 'recursion';
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  /** The loop's keyword, or the call that begins anew. */
  span: { at: number; end: number };
  /** The calls that are attempted again. */
  attempts: readonly CallStep[];
  /** When the last attempt fails, the function fails: its callers may try again. */
  escapes: boolean;
  /** What it does when every attempt fails, in a run of its function. */
  course(scope: Scope): Course;
}

/** Work that may fail and is worth another attempt. */
const WORK: ReadonlySet<ReachedEffect['kind']> = new Set([
  'network', 'db-read', 'db-write', 'db-transaction', 'cache-read', 'cache-write', 'cache-invalidate', 'enqueue', 'consume', 'process', 'connect', 'file-read', 'file-write', 'lock', 'unseen',
] satisfies ReachedEffect['kind'][]);

/** Effects on the other side of a boundary. */
export const isWork = ({ kind }: Pick<ReachedEffect, 'kind'>): boolean => WORK.has(kind);

const kept = new WeakMap<Program, Memo<number, readonly OwnRetry[]>>();

/** The retries of one function, the outer before the inner. */
export function ownRetries(program: Program, module: LinkedModule, fn: number): readonly OwnRetry[] {
  let memo = kept.get(program);
  if (!memo) kept.set(program, (memo = program.tracker.memo()));
  return memo.get(module, fn) ?? memo.fill(module, fn, [], () => read(program, module, fn));
}

function read(program: Program, module: LinkedModule, fn: number): OwnRetry[] {
  const fact = module.facts.functions[fn];
  if (!fact || fact.bodiless) return [];
  const found: OwnRetry[] = [];
  const recursion = selfCalls(program, module, fn);
  if (recursion.length > 0) {
    const made = asRetry(program, module, fn, { form: 'recursion', steps: fact.body, again: recursion, at: recursion[0] as CallStep });
    if (made) found.push(made);
  }
  forEachStep(fact.body, (step) => {
    if (step.s !== 'loop' || step.kind === 'in' || step.kind === 'await-of') return;
    const made = asRetry(program, module, fn, { form: 'loop', steps: [step], again: [], at: step });
    if (made) found.push(made);
  });
  return found;
}

interface Candidate {
  form: OwnRetry['form'];
  steps: readonly Step[];
  again: readonly CallStep[];
  at: Step;
}

function asRetry(program: Program, module: LinkedModule, fn: number, { form, steps, again, at }: Candidate): OwnRetry | undefined {
  const loop = form === 'loop' ? (at as LoopStep) : undefined;
  const calls = (loop ? callsOf([...(loop.head ?? []), ...loop.body]) : callsOf(steps)).filter((call) => !again.includes(call) && !insideHandler(steps, call.at));
  const works = calls.filter((call) => isAttempted(program, program.call(module, fn, call.id)) && (!loop || isSameInput(module, fn, loop, call)));
  if (works.length === 0) return undefined;
  const isAgain = (call: CallStep): boolean => again.includes(call);
  const generic: Scope = { module, function: fn };
  const runOf = (call: CallStep, how: AttemptRun['how'], scope: Scope): Course => attemptRun(program, { steps, scope, isAttempt: (each) => each === call, isAgain, how });
  for (const how of ['throw', 'result'] as const) {
    const tried = works.filter((call) => isRetried(runOf(call, how, generic)) && !isRetried(runOf(call, 'pass', generic)));
    const [first] = tried;
    if (!first) continue;
    const course = runOf(first, how, generic);
    const end = loop ? loop.end : Infinity;
    const escapes = course.ends === 'throw' || course.ends === 'stop' || how === 'result' || throwsAfter(module.facts.functions[fn]?.body ?? [], end);
    return { form, module, function: fn, span: spanOf(at), attempts: tried, escapes, course: (scope) => runOf(first, how, scope) };
  }
  return undefined;
}

function isRetried({ attempts }: Course): boolean {
  return typeof attempts === 'string' || attempts > 1;
}

function spanOf(step: Step): { at: number; end: number } {
  if (step.s === 'call') return { at: step.nameAt, end: Math.max(step.nameAt + 1, Math.min(step.end, step.nameAt + 40)) };
  const width = step.s === 'loop' ? (step.kind === 'do' ? 2 : step.kind === 'while' ? 5 : 3) : 1;
  return { at: step.at, end: Math.min(step.end, step.at + width) };
}

/** Calls in these steps, without those of loops in them. */
function callsOf(steps: readonly Step[]): CallStep[] {
  const found: CallStep[] = [];
  forEachStep(steps, (step) => {
    if (step.s === 'call') found.push(step);
    return step.s !== 'loop';
  });
  return found;
}

function isAttempted(program: Program, resolved: ResolvedCall | undefined): boolean {
  if (!resolved || resolved.call.kind === 'jsx' || resolved.call.kind === 'import') return false;
  if (resolved.parameter) return true;
  for (const { package: from, path } of resolved.externals) {
    if (program.link.libraries.symbol(from, path)?.facts.effects?.some(isWork)) return true;
  }
  if (resolved.functions.some(({ number }) => program.summary(number).effects.some(isWork) || program.summary(number).invokes.length > 0)) return true;
  if (resolved.handed.some(({ functions, row }) => row?.runs !== 'later' && functions.some(({ number }) => program.summary(number).effects.some(isWork)))) return true;
  return resolved.call.awaited === true && resolved.functions.length === 0 && (resolved.externals.length === 0 || resolved.unseen !== undefined);
}

/** Calls of a function to itself, in its own body or in functions that run after a failure or a wait. */
function selfCalls(program: Program, module: LinkedModule, fn: number): CallStep[] {
  const number = module.functionBase + fn;
  return program.calls(module, fn).filter(({ functions }) => functions.some((target) => target.number === number)).map(({ call }) => call);
}

/**
 * Whether each turn attempts the same: what the call is given is neither the loop's item, nor picked by its counter, nor
 * carried on from turn to turn, as pages are.
 */
function isSameInput(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep): boolean {
  const items = new Set(loop.item ? boundNames(loop.item).map(({ variable }) => variable) : []);
  const counters = new Set<number>();
  for (const step of [...(loop.init ?? []), ...(loop.update ?? [])]) if (step.s === 'assign') for (const { variable } of boundNames(step.to)) counters.add(variable);
  const carried = carriedFrom(module, fn, loop, call);
  const seen = new Set<number>();
  const varies = (expr: Expr): boolean =>
    someExpr(expr, (each) => {
      if (each.k === 'function') return functionVaries(module, each.function, (inner) => varies(inner));
      if (each.k !== 'var') return false;
      if (items.has(each.v)) return true;
      if (seen.has(each.v)) return false;
      seen.add(each.v);
      return (module.index.assignments[each.v] ?? []).some(({ value, function: at, at: place }) => at === fn && place >= loop.at && place < loop.end && varies(value));
    });
  const picks = (expr: Expr): boolean => someExpr(expr, (each) => {
    const [of] = each.k === 'index' ? [each.index] : [];
    const inText = each.k === 'template' ? each.values : each.k === 'op' && each.op === '+' ? each.args : each.k === 'object' ? each.props.map(({ value }) => value) : [];
    return [...(of ? [of] : []), ...inText].some((inner) => someExpr(inner, (leaf) => leaf.k === 'var' && (carried.has(leaf.v) || (counters.has(leaf.v) && !isTurnNumber(module, leaf.v)))));
  });
  return ![...call.args, call.callee].some((arg) => varies(arg) || picks(arg));
}

/** A number of the turn that is sent along is no pick. */
function isTurnNumber(module: LinkedModule, variable: number): boolean {
  return /attempt|retr|tries|^try/i.test(module.facts.variables[variable]?.name ?? '');
}

/** Variables that take something over from the call's result: a cursor, a page. */
function carriedFrom(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep): ReadonlySet<number> {
  const found = new Set<number>();
  const comesFromCall = (expr: Expr, depth: number): boolean =>
    someExpr(expr, (each) => {
      if (each.k === 'result') return each.id === call.id;
      if (each.k !== 'var' || depth > 4) return false;
      return (module.index.assignments[each.v] ?? []).some((bound) => bound.function === fn && bound.at >= loop.at && bound.at < loop.end && comesFromCall(bound.value, depth + 1));
    });
  forEachStep([...loop.body, ...(loop.update ?? [])], (step) => {
    if (step.s === 'assign' && !step.declares && comesFromCall(step.value, 0)) for (const { variable } of boundNames(step.to)) found.add(variable);
  });
  return found;
}

/** Whether a function written in place uses what differs from turn to turn. */
function functionVaries(module: LinkedModule, id: number, varies: (expr: Expr) => boolean): boolean {
  return (module.index.calls[id] ?? []).some((call) => call !== undefined && [call.callee, ...call.args].some((each) => each.k !== 'function' && varies(each)));
}

function throwsAfter(steps: readonly Step[], end: number): boolean {
  return steps.some((step) => (step.s === 'throw' && step.at >= end) || innerBodies(step).some((inner) => throwsAfter(inner, end)));
}
