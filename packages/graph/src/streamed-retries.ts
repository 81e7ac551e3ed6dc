/**
 * Streams that are gone through again when they have failed: `try { for await (const event of feed) … } catch { await sleep(1000); return listen(); }`,
 * and those that a generator hands on: `yield* feed`.
 */
import type { CallStep, LoopStep, Step, YieldStep } from '@dist-lint/model';
import { leaves } from './attempt-steps.ts';
import { attemptRun, type AttemptRun, type Course } from './attempt-run.ts';
import type { Program } from './link.ts';
import { takesNext } from './next-items.ts';
import type { OwnRetry } from './own-retry.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { isRetried, spanOf, type Candidate } from './retry-candidates.ts';
import { innermostTry, isSameInput } from './same-attempt.ts';
import { forEachStep, someExpr } from './walk.ts';

/** A loop or a function as a retry of a stream that it goes through, which fails where it is gone through. */
export function asStreamed(program: Program, module: LinkedModule, fn: number, { form, steps, loop, leadsBack }: Candidate): OwnRetry | undefined {
  const generic: Scope = { module, function: fn };
  for (const stream of streamsIn(steps, loop)) {
    const handler = innermostTry(steps, stream.at)?.handler;
    if (!handler || leaves(handler.body) && !leadsBack || (loop && (!isSameInput(module, fn, loop, asCall(stream)) || takesNext(module, fn, loop, loop.body) || countsItems(loop)))) continue;
    const runOf = (ends: 'throw' | 'end', scope: Scope, enough?: number): Course => {
      const rounds: AttemptRun['rounds'] = { loop: stream, ends };
      return attemptRun(program, { steps, scope, how: ends === 'throw' ? 'throw' : 'pass', isAttempt: () => false, rounds, ...(leadsBack ? { again: module.functionBase + fn, leadsBack } : {}), ...(enough === undefined ? {} : { enough }) });
    };
    const once = runOf('throw', generic, 2);
    if (!isRetried(once) || once.isRenewed || once.isOther) continue;
    const course = runOf('throw', generic);
    const ended = runOf('end', generic);
    return {
      form, module, function: fn, span: spanOf(stream), escapes: course.ends === 'throw' || course.ends === 'stop', attempts: [],
      ...(leadsBack ? { leadsBack } : {}),
      // A stream that has come to its end is opened anew, too.
      ...(isRetried(ended) ? { goesOn: { waits: ended.waits.some(({ ms }) => ms !== 0) } } : {}),
      course: (scope) => (scope.given || scope.outer ? runOf('throw', scope) : course),
    };
  }
  return undefined;
}

function streamsIn(steps: readonly Step[], around: LoopStep | undefined): (LoopStep | YieldStep)[] {
  const found: (LoopStep | YieldStep)[] = [];
  forEachStep(steps, (step) => {
    // A generator that hands on to itself goes through something else.
    if (step.s === 'yield' && step.all && around) found.push(step);
    if (step.s === 'loop' && step.kind === 'await-of' && step !== around) found.push(step);
    // Another loop around it goes through others.
    return step === around || step.s !== 'loop';
  });
  return found;
}

/** `for (let i = 0; i < parts.length; i++)`. */
function countsItems({ kind, test }: LoopStep): boolean {
  return kind === 'for' && test !== undefined && someExpr(test, (each) => each.k === 'member' && each.name === 'length');
}

/** What it goes through, as what a call is given. */
function asCall(stream: LoopStep | YieldStep): CallStep {
  const { at, end } = stream;
  const over = stream.s === 'yield' ? stream.value : stream.over;
  return { s: 'call', id: -1, callee: { k: 'unknown' }, args: over ? [over] : [], nameAt: at, at, end };
}
