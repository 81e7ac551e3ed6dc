/** Whether a loop or a function attempts something again that has failed, and what it does then. */
import type { CallStep, LoopStep, Step, TryStep } from '@dist-lint/model';
import { nameSpan } from './call-spans.ts';
import { keeperOf } from './attempt-outcome.ts';
import { mayBeKept, mayBeLookedAt } from './attempt-chances.ts';
import { attemptRun, type AttemptRun, type Course } from './attempt-run.ts';
import { laterWait, waitsInstead } from './attempt-later.ts';
import { leaves } from './attempt-steps.ts';
import { callsOf, connecting, isAttempted, isTested, mayFailAtWork, mayLeave, saysItself, triesIn } from './attempted-calls.ts';
import { isCaughtOnTheWay, movedOnTheWay } from './carried-values.ts';
import { isClearedFirst } from './cleared-first.ts';
import { errorCallbacks, isFailureListener, toldOfFailure } from './failure-listeners.ts';
import { insideHandler } from './handlers.ts';
import type { Program } from './link.ts';
import { isLimitOfCallers } from './limits-of-callers.ts';
import { asksByNumber, beginsWithNext, takesNext, turnsToItem } from './next-items.ts';
import { listensToNext, listensToStanding } from './listened-things.ts';
import { isOfOtherObject } from './other-object.ts';
import { once } from './once.ts';
import type { OwnRetry } from './own-retry.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { promiseFate } from './promises.ts';
import { isLasting, mayBeRefused, statusesIn } from './refusals.ts';
import { afterAttempt, innermostTry, isOfTurn, isSameInput, usesAny } from './same-attempt.ts';
import type { Wait } from './waits.ts';
import { innerBodies, triesAround } from './walk.ts';

/** How an attempt fails. */
type Fate = Pick<AttemptRun, 'how' | 'status' | 'isWhole'>;

export interface Candidate {
  form: 'loop' | 'recursion';
  steps: readonly Step[];
  loop?: LoopStep;
  leadsBack?: ReadonlySet<number>;
  every?: Wait | undefined;
  /** What is asked: whether it begins anew when what it made ends later. Else, whether it does when an attempt fails. */
  isListening?: boolean;
  /** What has failed may come back another way than what has not. */
  mayComeBack?: boolean;
}

export function asRetry(program: Program, module: LinkedModule, fn: number, { form, steps, loop, leadsBack, every, isListening = false, mayComeBack = false }: Candidate): OwnRetry | undefined {
  const number = module.functionBase + fn;
  if (leadsBack && beginsWithNext(module, fn, steps)) return undefined;
  if (loop && !mayLeave(loop) && (loop.kind === 'of' || triesIn(loop.body).length === 0)) return undefined;
  const calls = (loop ? callsOf([...(loop.head ?? []), ...loop.body]) : callsOf(steps)).filter((call) => !insideHandler(steps, call.at));
  /** Where its failure comes out. */
  const failsAt = (call: CallStep): number => laterWait(module, fn, call)?.at ?? call.at;
  const isSelf = (call: CallStep): boolean => program.call(module, fn, call.id)?.functions.some((target) => target.number === number && !isOfOtherObject(program, module, fn, call, number)) === true;
  const moved = leadsBack ? movedOnTheWay(program, { module, function: fn, leadsBack }) : undefined;
  const attempted = calls.filter((call) => !isSelf(call) && isAttempted(program, module, fn, call));
  // Of what is begun under a name and waited for in a race, the race says how it went.
  const begun = new Map(attempted.map((call) => [call, waitsInstead(module, fn, call, attempted)] as const));
  const works = attempted.filter((call) => begun.get(call) === undefined).filter((call) =>
    (loop ? isSameInput(module, fn, loop, call) && !turnsToItem(module, fn, loop, attempted, call) : !usesAny(module, fn, call, moved ?? new Set()) && !isClearedFirst(module, fn, steps, call)));
  const listeners = isListening ? calls.filter((call) => isFailureListener(program.call(module, fn, call.id)) && !listensToNext(module, fn, steps, call)) : [];
  if (isListening && listeners.length === 0) return undefined;
  const throwsOut = once((call: CallStep): boolean => mayThrowOut(program, module, fn, call));
  const generic: Scope = { module, function: fn };
  const hidden = untold(module, fn);
  const bodies = [steps, ...[...(leadsBack ?? [])].map((id) => module.facts.functions[id]?.body ?? [])];
  const runOf = (call: CallStep, fate: Fate, scope: Scope, enough?: Pick<AttemptRun, 'enough' | 'budget'>): Course =>
    attemptRun(program, { steps, scope, isAttempt: (each) => each === call, ...fate, ...(leadsBack ? { again: number, leadsBack, every } : {}), ...enough });
  for (const [fate, among] of fatesOf()) {
    const { how } = fate;
    const budget = { left: MOST_STEPS };
    // What is attempted in one `try` is tried again together.
    const verdicts = new Map<unknown, boolean>();
    const isTried = (call: CallStep, scope: Scope): boolean => {
      if (how === 'throw' && !throwsOut(call)) return false;
      const around = innermostTry(steps, failsAt(call));
      const key = how === 'throw' ? around : undefined;
      const known = key && verdicts.get(key);
      if (known !== undefined) return known;
      if (how === 'throw' && (leadsBack ? !every && !mayBeKept(program, module, fn, bodies, call) : !mayHandle(call, around))) return false;
      if (how !== 'throw' && how !== 'listener' && !mayBeLookedAt(program, module, fn, bodies, call)) return false;
      if ((how === 'result' || how === 'throttled') && !isTested(steps, call) && !saysItself(program, program.call(module, fn, call.id))) return false;
      const course = runOf(call, fate, scope, { enough: 2, budget });
      const found = isRetried(course) && !course.isRenewed && (how === 'throw' || how === 'listener' || course.isLookedAt) && !isRetried(runOf(call, { ...fate, how: how === 'refused' ? 'taken' : 'pass' }, scope, { enough: 2, budget }));
      // What is not come to says nothing of what stands beside it.
      if (key && course.attempts !== 0) verdicts.set(key, found);
      return found;
    };
    const worth = among.slice(0, MOST_WORKS);
    const usual = worth.filter((call) => isTried(call, generic));
    verdicts.clear();
    // An option that is off by default may turn it on.
    const tried = usual.length > 0 ? usual : worth.filter((call) => isTried(call, hidden));
    const isOff = usual.length === 0;
    const [first] = tried;
    if (!first) continue;
    const runIn = (scope: Scope): Course => {
      const told = runOf(first, fate, scope);
      const isOpen = told.attempts === 'unbounded' && told.bound === 'none' && isLimitOfCallers(program, scope, steps);
      const course = isOpen ? runOf(first, fate, hidden) : told;
      // Whoever called it anew goes on after it, and may do so once more.
      const isCaught = typeof course.attempts === 'number' && leadsBack !== undefined && isCaughtOnTheWay(program, module, fn, leadsBack);
      if (isCaught) return { ...course, attempts: 'unknown', bound: 'count' };
      const isConflict = how === 'result' && saysItself(program, program.call(module, fn, first.id))?.isConflict;
      return how === 'refused' || isConflict || isLasting(fate.status) ? { ...course, narrow: 'own' } : course;
    };
    const isInner = (module.facts.functions[fn]?.parent ?? 0) > 0;
    const course = runIn(isOff && isInner ? hidden : generic);
    if (course.attempts === 1 && !isOff) continue;
    const isResult = how !== 'throw' && how !== 'listener';
    const escapes = how !== 'listener' && (course.ends === 'throw' || course.ends === 'stop' || isResult || throwsAfter(module.facts.functions[fn]?.body ?? [], loop?.end ?? Infinity));
    const isTold = leadsBack !== undefined && how === 'throw' && toldOfFailure(program, module, fn, first).length > 0;
    return {
      form: how === 'listener' || isTold ? 'event' : form, ...(every ? { isInterval: true as const } : {}), ...(how === 'listener' && listensToStanding(module, fn, first) ? { isOfStanding: true as const } : {}), ...(leadsBack ? { leadsBack } : {}),
      module, function: fn, span: spanOf(loop ?? first), escapes,
      attempts: how === 'listener' ? connecting(works, first) : [...tried, ...attempted.filter((call) => tried.some((each) => begun.get(call) === each))],
      course: (scope) => (isRun(scope) ? runIn(isOff && isInner && !scope.outer && hidden.outer ? { ...scope, outer: hidden.outer } : scope) : course),
    };
  }
  const ever = loop && goingOn(works);
  // What is done beside a page and goes round whatever happens says nothing of the page.
  return loop ? (ever?.goesOn?.waits ? ever : (goingOn(paged(loop), true) ?? ever)) : mayComeBack ? comingBack(works) : undefined;

  /** It says what the function is given. The way back calls with counts of its own: those of a later attempt. */
  function isRun({ given, outer }: Scope): boolean {
    const from = given?.scope;
    const isWithin = from !== undefined && leadsBack !== undefined && from.module === module && (from.function === fn || leadsBack.has(from.function));
    return (given !== undefined || outer !== undefined) && !isWithin;
  }

  /** The ways in which an attempt may fail, with what may fail so. */
  function fatesOf(): [Fate, readonly CallStep[]][] {
    if (isListening) return [[{ how: 'listener' }, listeners]];
    const refused = (whole: 'whole' | 'part'): CallStep[] => works.filter((call) => mayBeRefused(program, generic, program.call(module, fn, call.id), whole));
    return [
      [{ how: 'throw' }, works], [{ how: 'result' }, works], [{ how: 'throttled' }, works],
      ...statusesIn(steps).map((status): [Fate, readonly CallStep[]] => [{ how: 'result', status }, works]),
      [{ how: 'refused' }, refused('part')], [{ how: 'refused', isWhole: true }, refused('whole')],
    ];
  }

  /** Something around a call, or on its promise, may keep its failure. */
  function mayHandle(call: CallStep, around: TryStep | undefined): boolean {
    if (around && triesAround(steps, failsAt(call)).some(({ handler }) => handler && !leaves(handler.body))) return true;
    const { handlers, final } = promiseFate(program, module, fn, call);
    return handlers.length > 0 || keeperOf({ program, module, current: generic }, final) !== undefined;
  }

  /** `try { await poll(); setTimeout(tick, 60_000); } catch { tick(); }`: what has failed comes back another way. */
  function comingBack(among: readonly CallStep[]): OwnRetry | undefined {
    const body = module.facts.functions[fn] ?? { at: 0, end: 0 };
    for (const call of among.slice(0, MOST_WORKS)) {
      if (isOfTurn(module, fn, body, call) || (!innermostTry(steps, call.at) && promiseFate(program, module, fn, call).handlers.length === 0)) continue;
      const course = runOf(call, { how: 'throw' }, generic);
      if (!isRetried(course) || course.isOther) continue;
      const passing = runOf(call, { how: 'pass' }, generic);
      const [wait] = course.waits;
      const [rest] = passing.waits;
      // What runs again after the same time, whatever came out, was never a retry.
      if (!isRetried(passing) || (course.attempts === 'unbounded' && wait?.ms === rest?.ms && course.waits.every(({ ms }) => ms === wait?.ms))) continue;
      return {
        form, module, function: fn, span: spanOf(call), escapes: false, attempts: [call],
        goesOn: { waits: rest?.ms !== 0 },
        course: (scope) => (isRun(scope) ? runOf(call, { how: 'throw' }, scope) : course),
      };
    }
    return undefined;
  }

  /** What each turn that succeeds carries on, one that fails asks for again: `page = await read(page.next)`. */
  function paged(around: LoopStep): readonly CallStep[] {
    return around.kind === 'of' ? [] : attempted.filter((call) => !works.includes(call) && isSameInput(module, fn, around, call, afterAttempt(steps, call)));
  }

  /** `while (true) { try { await poll() } catch { … } }`. */
  function goingOn(among: readonly CallStep[], carries = false): OwnRetry | undefined {
    const budget = { left: MOST_STEPS };
    const first = among.find((call) => loop && innermostTry(steps, call.at) && !isOfTurn(module, fn, loop, call, afterAttempt(steps, call)) && isRetried(runOf(call, { how: 'throw' }, generic, { enough: 2, budget })));
    if (!first || !loop || loop.kind === 'of' || takesNext(module, fn, loop, innermostTry(steps, first.at)?.body ?? [])) return undefined;
    if (asksByNumber(module, loop, innermostTry(steps, first.at)?.body ?? [])) return undefined;
    const course = runOf(first, { how: 'throw' }, generic);
    if (course.attempts === 1 || (typeof course.attempts === 'number' && loop.kind === 'for')) return undefined;
    const passing = attemptRun(program, { steps, scope: generic, isAttempt: (each) => each === first, how: 'pass' });
    return {
      form: 'loop', module, function: fn, span: spanOf(loop), escapes: false, attempts: [first],
      goesOn: { waits: passing.waits.some(({ ms }) => ms !== 0), ...(carries ? { carries: true as const } : {}) },
      course: (scope) => (scope.given || scope.outer ? runOf(first, { how: 'throw' }, scope) : course),
    };
  }
}

/** What a callee keeps to itself is nobody else's reason to try again. */
function mayThrowOut(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  const resolved = program.call(module, fn, call.id);
  if (!resolved) return true;
  // It says nothing to whoever calls it: its failure is told to listeners, if there are any.
  const isSilent = resolved.functions.length === 0 && resolved.externals.length > 0 && resolved.externals.every(({ package: from, path }) => SILENT.has(program.link.libraries.symbol(from, path)?.facts.fails ?? ''));
  if (isSilent && errorCallbacks(resolved).every(({ functions }) => functions.length === 0) && toldOfFailure(program, module, fn, call).length === 0) return false;
  return mayFailAtWork(program, resolved);
}

/** Steps run to see whether anything in a loop or a function is tried again, for each way to fail. */
const MOST_STEPS = 2_000;
/** How calls fail that do not tell their caller. */
const SILENT: ReadonlySet<string> = new Set(['never', 'callback']);
/** Calls of one loop that are looked at; more are a program of their own. */
const MOST_WORKS = 24;

/**
 * A run of a function of which nothing is known that it was told, and nothing of those around it: what an option that is
 * off by default may turn on.
 */
function untold(module: LinkedModule, fn: number): Scope {
  const parent = module.facts.functions[fn]?.parent ?? -1;
  return { module, function: fn, isHidden: true, ...(parent > 0 ? { outer: untold(module, parent) } : {}) };
}

export function isRetried({ attempts }: Course): boolean {
  return typeof attempts === 'string' || attempts > 1;
}

export function spanOf(step: Step): { at: number; end: number } {
  if (step.s === 'call') return nameSpan(step);
  const width = step.s === 'loop' ? (step.kind === 'do' ? 2 : step.kind === 'while' ? 5 : 3) : 1;
  return { at: step.at, end: Math.min(step.end, step.at + width) };
}

export function throwsAfter(steps: readonly Step[], end: number): boolean {
  return steps.some((step) => (step.s === 'throw' && step.at >= end) || innerBodies(step).some((inner) => throwsAfter(inner, end)));
}
