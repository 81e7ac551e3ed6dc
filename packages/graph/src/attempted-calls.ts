/** Calls in loops and functions, as attempts: which do work, and what looks at what they give. */
import type { CallStep, Expr, LoopStep, Step, TryStep } from '@dist-lint/model';
import { TELLING } from './attempt-steps.ts';
import { keeperOf } from './attempt-outcome.ts';
import { toldOfFailure } from './failure-listeners.ts';
import { givenInsteadBy, type GivenInstead } from './given-instead.ts';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import { promiseFate } from './promises.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { mayThrow } from './summaries.ts';
import { asksUnknown } from './unknown-work.ts';
import { boundNames, forEachStep, innerBodies, someExpr, someStep } from './walk.ts';
import { isWork } from './work.ts';

/** Work that may fail and be attempted again. */
export function isAttempted(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  const resolved = program.call(module, fn, call.id);
  if (!resolved || call.kind === 'jsx' || call.kind === 'import' || asksPerson(program, resolved)) return false;
  // `Promise.race([operation(), timedOut])`: whoever waits for the race waits for it.
  const { final, handlers } = promiseFate(program, module, fn, call);
  if (resolved.parameter && (final.awaited || final.fate === 'returned' || handlers.length > 0) && !isSettler(program, resolved.parameter.function)) return true;
  // Who goes through what it gives is told of its failures: `yield* work()`, `for await (const row of work())`.
  if (resolved.parameter && isGoneThrough(module, fn, call)) return true;
  for (const { package: from, path } of resolved.externals) {
    if (program.link.libraries.symbol(from, path)?.facts.effects?.some(isWork)) return true;
  }
  if (resolved.functions.some(({ number }) => program.summary(number).effects.some(isWork) || program.summary(number).invokes.length > 0)) return true;
  if (resolved.handed.some(({ functions, row }) => row?.runs !== 'later' && functions.some(({ number }) => program.summary(number).effects.some(isWork) || (row?.runs === 'now' && program.summary(number).invokes.length > 0)))) return true;
  const isWaitedFor = call.awaited === true || (final.awaited === true && call.kind !== 'new') || keeperOf({ program, module, current: { module, function: fn } }, final)?.awaited === true;
  const isUnknown = resolved.externals.every(({ package: from, path }) => program.link.libraries.symbol(from, path) === undefined);
  // Those who listen are told how it went: `provider.on('connectionLost', …)`, `provider.connect()`.
  const isListenedTo = !call.kind && toldOfFailure(program, module, fn, call).length > 0;
  if (isWaitedFor && resolved.functions.some(({ number }) => asksUnknown(program, number, 'anywhere'))) return true;
  return (isWaitedFor || isListenedTo) && resolved.functions.length === 0 && (isUnknown || resolved.unseen !== undefined);
}

function isGoneThrough(module: LinkedModule, fn: number, { id }: CallStep): boolean {
  return someStep(module.facts.functions[fn]?.body ?? [], (step) => {
    const of = step.s === 'yield' && step.all ? step.value : step.s === 'loop' && step.kind === 'await-of' ? step.over : undefined;
    return of?.k === 'result' && of.id === id;
  });
}

/** Somebody at a terminal is asked, by it or by what it calls. */
export function asksPerson(program: Program, resolved: ResolvedCall | undefined): boolean {
  if (!resolved) return false;
  const { functions, externals } = resolved;
  return externals.some(({ package: from, path }) => program.link.libraries.symbol(from, path)?.facts.effects?.some(({ kind }) => kind === 'ask')) ||
    functions.some(({ number }) => program.summary(number).effects.some(({ kind }) => kind === 'ask'));
}

/**
 * Its work may be what throws: not, where a function of the program keeps each failure of its work to itself, and throws nothing
 * of its own where it works.
 */
export function mayFailAtWork(program: Program, { functions, externals, parameter, unseen }: ResolvedCall): boolean {
  if (functions.length === 0 || externals.length > 0 || parameter || unseen !== undefined) return true;
  return functions.some(({ number }) => {
    const { effects, invokes } = program.summary(number);
    // Nobody sees what is only declared.
    return program.modules.function(number).fact.bodiless || effects.some((effect) => isWork(effect) && effect.escapes) || invokes.some(({ escapes }) => escapes) || asksUnknown(program, number, 'open') || throwsAtWork(program, number, new Set());
  });
}

/** Some function throws out of it that works, as `if (!response.ok) throw` does. */
function throwsAtWork(program: Program, number: number, seen: Set<number>): boolean {
  if (seen.has(number) || seen.size > MOST_LOOKED_INTO || !program.summary(number).effects.some(isWork)) return false;
  seen.add(number);
  const { module, id, fact } = program.modules.function(number);
  const walk = (steps: readonly Step[]): boolean => steps.some((step) => {
    if (step.s === 'throw') return true;
    if (step.s === 'call') {
      const resolved = program.call(module, id, step.id);
      return beginsProcess(program, resolved) || (resolved?.functions ?? []).some((target) => throwsAtWork(program, target.number, seen));
    }
    if (step.s === 'try' && step.handler && !mayThrow(program, module, id, step.handler.body)) return walk(step.handler.body) || walk(step.finally ?? []);
    return innerBodies(step).some(walk);
  });
  return walk(fact.body);
}

/** A process tells later how it went; what cannot even be begun is thrown. */
function beginsProcess({ link }: Program, resolved: ResolvedCall | undefined): boolean {
  return resolved?.externals.some(({ package: from, path }) => link.libraries.symbol(from, path)?.facts.effects?.some(({ kind }) => kind === 'process')) === true;
}

const MOST_LOOKED_INTO = 30;

/** It is a function of the program that gives something else when its work fails. */
export function saysItself(program: Program, resolved: ResolvedCall | undefined): GivenInstead | undefined {
  return givenInsteadBy(program, resolved)?.instead;
}

/** Whether some test looks at what a call says of its success: `response.ok`, `{ error }`. */
export function isTested(steps: readonly Step[], call: CallStep): boolean {
  /** Variables that hold what it gives, and those that hold how it went. */
  const given = new Set<number>();
  const told = new Set<number>();
  const isGiven = (expr: Expr): boolean => (expr.k === 'result' && expr.id === call.id) || (expr.k === 'var' && given.has(expr.v)) || (expr.k === 'awaited' && isGiven(expr.of));
  const looks = (test: Expr | undefined): boolean => test !== undefined && someExpr(test, (each) => (each.k === 'member' && TELLING.test(each.name) && isGiven(each.of)) || (each.k === 'var' && told.has(each.v)));
  let found = false;
  forEachStep(steps, (step) => {
    if (step.s === 'assign' && isGiven(step.value)) for (const { variable, path } of boundNames(step.to)) (path.length === 0 ? given : TELLING.test(path[0] as string) ? told : new Set<number>()).add(variable);
    if (step.s === 'call' && step !== call && step.callee.k === 'member' && isGiven(step.callee.of) && /^(then|catch|finally)$/.test(step.callee.name)) found ||= isTested(steps, step);
    found ||= ((step.s === 'if' || step.s === 'loop') && looks(step.test)) || (step.s === 'switch' && looks(step.on));
    return !found;
  });
  return found;
}

/** Calls in these steps, without those of loops in them. */
export function callsOf(steps: readonly Step[]): CallStep[] {
  const found: CallStep[] = [];
  forEachStep(steps, (step) => {
    if (step.s === 'call') found.push(step);
    return step.s !== 'loop';
  });
  return found;
}

/** What is attempted when a listener for its end begins anew: what is called before it, else the registration itself. */
export function connecting(works: readonly CallStep[], listener: CallStep): readonly CallStep[] {
  const before = works.filter(({ at }) => at < listener.at);
  return before.length > 0 ? before : [listener];
}

/** Whether success could end a loop: it has a way out, or a test that its body may change. */
export function mayLeave({ kind, test, body, update = [] }: LoopStep): boolean {
  const hasTest = kind !== 'of' && test !== undefined && test.k !== 'literal';
  return (hasTest && (kind !== 'for' || update.length === 0)) || hasExit(body);
}

function hasExit(steps: readonly Step[]): boolean {
  return steps.some((step) => step.s === 'return' || step.s === 'break' || step.s === 'assign' && !step.declares && step.to.k === 'var' || innerBodies(step).some(hasExit));
}

export function triesIn(steps: readonly Step[]): TryStep[] {
  return steps.flatMap((step) => [...(step.s === 'try' && step.handler ? [step] : []), ...innerBodies(step).flatMap(triesIn)]);
}

/** The function that a promise is made with: what it is given settles the promise. */
function isSettler(program: Program, number: number): boolean {
  const { module, id } = program.modules.function(number);
  const call = module.index.passedTo[id]?.call;
  return call?.kind === 'new' && call.callee.k === 'global' && call.callee.name === 'Promise';
}
