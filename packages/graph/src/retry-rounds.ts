/** Loops around loops that attempt: each of their turns is a round of attempts. */
import type { LoopStep } from '@dist-lint/model';
import { attemptRun, type AttemptRun, type Course } from './attempt-run.ts';
import { mayLeave } from './attempted-calls.ts';
import type { Program } from './link.ts';
import type { OwnRetry } from './own-retry.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { isRetried, spanOf, throwsAfter } from './retry-candidates.ts';
import { isSameInput } from './same-attempt.ts';

interface Looped {
  loop: LoopStep;
  made: OwnRetry | undefined;
}

/** A loop as a retry of the rounds that a loop in it makes, if it goes on when a round has failed, and ends when one has not. */
export function asRounds(program: Program, module: LinkedModule, fn: number, outer: LoopStep, loops: readonly Looped[]): OwnRetry | undefined {
  const { loop, made } = loops.find((each) => each.made && each.loop !== outer && each.loop.at >= outer.at && each.loop.end <= outer.end) ?? {};
  if (!loop || !made || made.goesOn || !mayLeave(outer) || !made.attempts.every((call) => isSameInput(module, fn, outer, call))) return undefined;
  const generic: Scope = { module, function: fn };
  const runOf = (how: 'throw' | 'pass', scope: Scope, enough?: number): Course => {
    const rounds: AttemptRun['rounds'] = how === 'pass' ? undefined : { loop, ends: made.course(scope).ends };
    return attemptRun(program, { steps: [outer], scope, how, isAttempt: (call) => call === made.attempts[0], ...(rounds ? { rounds } : {}), ...(enough === undefined ? {} : { enough }) });
  };
  const once = runOf('throw', generic, 2);
  if (!isRetried(once) || once.isRenewed || isRetried(runOf('pass', generic, 2))) return undefined;
  const course = runOf('throw', generic);
  const escapes = course.ends === 'throw' || course.ends === 'stop' || throwsAfter(module.facts.functions[fn]?.body ?? [], outer.end);
  return {
    form: 'loop', module, function: fn, span: spanOf(outer), escapes, attempts: made.attempts,
    course: (scope) => (scope.given || scope.outer ? runOf('throw', scope) : course),
  };
}
