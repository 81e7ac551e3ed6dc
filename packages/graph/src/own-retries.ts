/** Retries that code writes by hand: loops and functions that attempt the same work again when it has failed. */
import type { CallStep, Expr, LoopStep, Step, TryStep } from '@dist-lint/model';
import { leaves, NOBODY, TELLING } from './attempt-steps.ts';
import { attemptRun, type AttemptRun, type Course } from './attempt-run.ts';
import { failureValues } from './failure-values.ts';
import { insideHandler } from './handlers.ts';
import type { Program } from './link.ts';
import type { Scope } from './plain-values.ts';
import { innermostTry, isClearedFirst, isOfTurn, isSameInput, usesAny } from './same-attempt.ts';
import { intervalOf } from './intervals.ts';
import { isFailureListener, toldOfFailure } from './failure-listeners.ts';
import { movedOnTheWay } from './carried-values.ts';
import { functionsBack } from './ways-back.ts';
import type { LinkedModule } from './program.ts';
import { promiseFate } from './promises.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import type { ReachedEffect } from './summaries.ts';
import type { Memo } from './tracking.ts';
import type { Wait } from './waits.ts';
import { boundNames, forEachStep, innerBodies, someExpr, triesAround } from './walk.ts';

export interface OwnRetry {
  /** `event`: a listener for the end of what it made begins anew. */
  form: 'loop' | 'recursion' | 'event';
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  /** The loop's keyword, or what is attempted. */
  span: { at: number; end: number };
  /** The calls that are attempted again. */
  attempts: readonly CallStep[];
  /** It goes round after success, too: work of its own, and no attempt of anybody's. Whether a turn that succeeds waits. */
  goesOn?: { waits: boolean };
  /** An interval runs it, whatever comes out. */
  isInterval?: true;
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
  const leadsBack = functionsBack(program, module, fn);
  const every = intervalOf(program, module, fn);
  if (leadsBack || every) {
    const made = asRetry(program, module, fn, { form: 'recursion', steps: fact.body, leadsBack: leadsBack ?? NOBODY, every });
    if (made) found.push(made);
  }
  forEachStep(fact.body, (step) => {
    if (step.s !== 'loop' || step.kind === 'in' || step.kind === 'await-of') return;
    const made = asRetry(program, module, fn, { form: 'loop', steps: [step], loop: step });
    if (made) found.push(made);
  });
  return found;
}

interface Candidate {
  form: 'loop' | 'recursion';
  steps: readonly Step[];
  loop?: LoopStep;
  leadsBack?: ReadonlySet<number>;
  every?: Wait | undefined;
}

function asRetry(program: Program, module: LinkedModule, fn: number, { form, steps, loop, leadsBack, every }: Candidate): OwnRetry | undefined {
  const number = module.functionBase + fn;
  if (loop && !mayLeave(loop) && (loop.kind === 'of' || triesIn(loop.body).length === 0)) return undefined;
  const calls = (loop ? callsOf([...(loop.head ?? []), ...loop.body]) : callsOf(steps)).filter((call) => !insideHandler(steps, call.at));
  const isSelf = (call: CallStep): boolean => program.call(module, fn, call.id)?.functions.some((target) => target.number === number) === true;
  const moved = leadsBack ? movedOnTheWay(program, { module, function: fn, leadsBack }) : undefined;
  const works = calls.filter((call) => !isSelf(call) && isAttempted(program, program.call(module, fn, call.id)) &&
    (loop ? isSameInput(module, fn, loop, call) : !usesAny(module, fn, call, moved ?? new Set()) && !isClearedFirst(module, steps, call)));
  const listeners = leadsBack ? calls.filter((call) => isFailureListener(program.call(module, fn, call.id))) : [];
  const generic: Scope = { module, function: fn };
  /** Whoever calls it may say anything: whether it tries again at all is asked of no particular call. */
  const open: Scope = { ...generic, isHidden: true };
  const budget = { left: MOST_STEPS };
  const back = leadsBack ? { again: number, leadsBack, every } : {};
  const runOf = (call: CallStep, how: AttemptRun['how'], scope: Scope, enough?: number): Course =>
    attemptRun(program, { steps, scope, isAttempt: (each) => each === call, how, ...back, ...(enough === undefined ? {} : { enough, budget }) });
  // What is attempted in one `try` is tried again together.
  const verdicts = new Map<unknown, boolean>();
  const isTried = (call: CallStep, how: AttemptRun['how']): boolean => {
    const around = innermostTry(steps, call.at);
    const key = how === 'throw' ? around : undefined;
    const known = key && verdicts.get(key);
    if (known !== undefined) return known;
    if (how === 'throw' && !around && !leadsBack && promiseFate(program, module, fn, call).handlers.length === 0) return false;
    if (how === 'throw' && !leadsBack && around && triesAround(steps, call.at).every(({ handler }) => !handler || leaves(handler.body)) && promiseFate(program, module, fn, call).handlers.length === 0) return false;
    if ((how === 'result' || how === 'throttled') && !isTested(steps, call) && (!leadsBack || failureValues(program, module, fn, call).failed.size === 0)) return false;
    const course = runOf(call, how, open, 2);
    const found = isRetried(course) && (how === 'throw' || how === 'listener' || course.isLookedAt) && !isRetried(runOf(call, 'pass', open, 2));
    if (key) verdicts.set(key, found);
    return found;
  };
  for (const [how, among] of [['throw', works], ['result', works], ['throttled', works], ['listener', listeners]] as const) {
    const tried = among.slice(0, MOST_WORKS).filter((call) => isTried(call, how));
    const [first] = tried;
    if (!first) continue;
    const course = runOf(first, how, generic);
    if (course.attempts === 1 && runOf(first, how, open).attempts === 1) continue;
    const isResult = how === 'result' || how === 'throttled';
    const escapes = how !== 'listener' && (course.ends === 'throw' || course.ends === 'stop' || isResult || throwsAfter(module.facts.functions[fn]?.body ?? [], loop?.end ?? Infinity));
    const isTold = leadsBack !== undefined && how === 'throw' && toldOfFailure(program, module, fn, first).length > 0;
    return {
      form: how === 'listener' || isTold ? 'event' : form, ...(every ? { isInterval: true } : {}), module, function: fn, span: spanOf(loop ?? first), escapes,
      attempts: how === 'listener' ? connecting(works, first) : tried,
      course: (scope) => ((scope.given || scope.outer) && !isWithin(scope.given?.scope) ? runOf(first, how, scope) : course),
    };
  }
  return loop ? goingOn(works) : every ? undefined : comingBack(works);

  /** `try { await poll(); setTimeout(tick, 60_000); } catch { tick(); }`: what has failed comes back another way. */
  function comingBack(among: readonly CallStep[]): OwnRetry | undefined {
    const body = module.facts.functions[fn] ?? { at: 0, end: 0 };
    for (const call of among.slice(0, MOST_WORKS)) {
      if (isOfTurn(module, fn, body, call) || (!innermostTry(steps, call.at) && promiseFate(program, module, fn, call).handlers.length === 0)) continue;
      const course = runOf(call, 'throw', generic);
      if (!isRetried(course)) continue;
      const passing = runOf(call, 'pass', generic);
      const [wait] = course.waits;
      const [rest] = passing.waits;
      // What runs again after the same time, whatever came out, was never a retry.
      if (!isRetried(passing) || (course.attempts === 'unbounded' && wait?.ms === rest?.ms && course.waits.every(({ ms }) => ms === wait?.ms))) continue;
      return {
        form, module, function: fn, span: spanOf(call), escapes: false, attempts: [call],
        goesOn: { waits: rest?.ms !== 0 },
        course: (scope) => ((scope.given || scope.outer) && !isWithin(scope.given?.scope) ? runOf(call, 'throw', scope) : course),
      };
    }
    return undefined;
  }

  /** The way back calls with counts of its own: those of a later attempt. */
  function isWithin(from: Scope | undefined): boolean {
    return from !== undefined && leadsBack !== undefined && from.module === module && (from.function === fn || leadsBack.has(from.function));
  }

  /** `while (true) { try { await poll() } catch { … } }`. */
  function goingOn(among: readonly CallStep[]): OwnRetry | undefined {
    const first = among.find((call) => loop && innermostTry(steps, call.at) && !isOfTurn(module, fn, loop, call) && isRetried(runOf(call, 'throw', generic, 2)));
    if (!first || !loop || loop.kind === 'of') return undefined;
    const course = runOf(first, 'throw', generic);
    if (course.attempts === 1 || (typeof course.attempts === 'number' && loop.kind === 'for')) return undefined;
    const passing = attemptRun(program, { steps, scope: generic, isAttempt: (each) => each === first, how: 'pass' });
    return {
      form: 'loop', module, function: fn, span: spanOf(loop), escapes: false, attempts: [first],
      goesOn: { waits: passing.waits.some(({ ms }) => ms !== 0) },
      course: (scope) => (scope.given || scope.outer ? runOf(first, 'throw', scope) : course),
    };
  }
}

function triesIn(steps: readonly Step[]): TryStep[] {
  return steps.flatMap((step) => [...(step.s === 'try' && step.handler ? [step] : []), ...innerBodies(step).flatMap(triesIn)]);
}

/** Whether success could end a loop: it has a way out, or a test that its body may change. */
function mayLeave({ kind, test, body, update = [] }: LoopStep): boolean {
  const hasTest = kind !== 'of' && test !== undefined && test.k !== 'literal';
  return (hasTest && (kind !== 'for' || update.length === 0)) || hasExit(body);
}

function hasExit(steps: readonly Step[]): boolean {
  return steps.some((step) => step.s === 'return' || step.s === 'break' || step.s === 'assign' && !step.declares && step.to.k === 'var' || innerBodies(step).some(hasExit));
}

/** Whether some test looks at what a call says of its success: `response.ok`, `{ error }`. */
function isTested(steps: readonly Step[], call: CallStep): boolean {
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

/** Steps run to see whether anything in a loop or a function is tried again. */
const MOST_STEPS = 10_000;
/** Calls of one loop that are looked at; more are a program of their own. */
const MOST_WORKS = 24;

/** What is attempted when a listener for its end begins anew: what is called before it, else the registration itself. */
function connecting(works: readonly CallStep[], listener: CallStep): readonly CallStep[] {
  const before = works.filter(({ at }) => at < listener.at);
  return before.length > 0 ? before : [listener];
}

function isRetried({ attempts }: Course): boolean {
  return typeof attempts === 'string' || attempts > 1;
}

function spanOf(step: Step): { at: number; end: number } {
  if (step.s === 'call') return { at: step.nameAt, end: Math.max(step.nameAt + 1, Math.min(step.end, step.nameAt + 40)) };
  const width = step.s === 'loop' ? (step.kind === 'do' ? 2 : step.kind === 'while' ? 5 : 3) : 1;
  return { at: step.at, end: Math.min(step.end, step.at + width) };
}

/** The function that a promise is made with: what it is given settles the promise. */
function isSettler(program: Program, number: number): boolean {
  const { module, id } = program.modules.function(number);
  const call = module.index.passedTo[id]?.call;
  return call?.kind === 'new' && call.callee.k === 'global' && call.callee.name === 'Promise';
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
  if (resolved.parameter && (resolved.call.awaited || resolved.call.fate === 'returned') && !isSettler(program, resolved.parameter.function)) return true;
  for (const { package: from, path } of resolved.externals) {
    if (program.link.libraries.symbol(from, path)?.facts.effects?.some(isWork)) return true;
  }
  if (resolved.functions.some(({ number }) => program.summary(number).effects.some(isWork) || program.summary(number).invokes.length > 0)) return true;
  if (resolved.handed.some(({ functions, row }) => row?.runs !== 'later' && functions.some(({ number }) => program.summary(number).effects.some(isWork)))) return true;
  return resolved.call.awaited === true && resolved.functions.length === 0 && (resolved.externals.length === 0 || resolved.unseen !== undefined);
}

function throwsAfter(steps: readonly Step[], end: number): boolean {
  return steps.some((step) => (step.s === 'throw' && step.at >= end) || innerBodies(step).some((inner) => throwsAfter(inner, end)));
}
