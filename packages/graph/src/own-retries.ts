/** Retries that code writes by hand: loops and functions that attempt the same work again when it has failed, and calls that are written out once more. */
import type { LoopStep } from '@dist-lint/model';
import { NOBODY } from './attempt-steps.ts';
import { forkedAgain } from './forked-again.ts';
import { intervalOf } from './intervals.ts';
import type { Program } from './link.ts';
import type { OwnRetry } from './own-retry.ts';
import type { LinkedModule } from './program.ts';
import { interceptedRequests } from './request-interceptors.ts';
import { asRetry } from './retry-candidates.ts';
import { asRounds } from './retry-rounds.ts';
import { secondAttempts } from './second-attempts.ts';
import { asStreamed } from './streamed-retries.ts';
import type { Memo } from './tracking.ts';
import { forEachStep } from './walk.ts';
import { functionsBack } from './ways-back.ts';
import { once } from './once.ts';

const memoOf = once((program: Program): Memo<number, readonly OwnRetry[]> => program.tracker.memo());

export type { OwnRetry } from './own-retry.ts';

/** The retries of one function, the outer before the inner. */
export function ownRetries(program: Program, module: LinkedModule, fn: number): readonly OwnRetry[] {
  const memo = memoOf(program);
  return memo.get(module, fn) ?? memo.fill(module, fn, [], () => read(program, module, fn));
}

function read(program: Program, module: LinkedModule, fn: number): OwnRetry[] {
  const fact = module.facts.functions[fn];
  if (!fact || fact.bodiless) return [];
  const found: OwnRetry[] = [];
  const leadsBack = functionsBack(program, module, fn);
  const every = intervalOf(program, module, fn);
  if (leadsBack || every) {
    const back = { form: 'recursion' as const, steps: fact.body, leadsBack: leadsBack ?? NOBODY, every };
    // A function may connect again both when it cannot and when what it made ends later.
    const told = asRetry(program, module, fn, { ...back, isListening: true });
    const made = asRetry(program, module, fn, { ...back, mayComeBack: !every && !told });
    found.push(...[made, told].filter((each) => each !== undefined));
    const streamed = made || told || every ? undefined : asStreamed(program, module, fn, back);
    if (streamed) found.push(streamed);
  }
  const loops: { loop: LoopStep; made: OwnRetry | undefined }[] = [];
  forEachStep(fact.body, (step) => {
    if (step.s !== 'loop' || step.kind === 'in' || step.kind === 'await-of') return;
    loops.push({ loop: step, made: asRetry(program, module, fn, { form: 'loop', steps: [step], loop: step }) });
  });
  for (const each of loops) each.made ??= asStreamed(program, module, fn, { form: 'loop', steps: [each.loop], loop: each.loop });
  // The inner before the outer, which may attempt what those make of their attempts.
  for (const each of loops.toReversed()) each.made ??= asRounds(program, module, fn, each.loop, loops);
  return [...found, ...loops.flatMap(({ made }) => made ?? []), ...secondAttempts(program, module, fn), ...interceptedRequests(program, module, fn), ...forkedAgain(program, module, fn)];
}
