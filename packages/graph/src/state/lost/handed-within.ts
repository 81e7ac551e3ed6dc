/** Functions that stand where they are handed over, and run within the function around them: `$transaction(async (tx) => …)`. */
import type { LinkedModule } from '../../program.ts';

/** A function and those that are handed over within it, in the order of their numbers. */
export function withHanded({ index }: LinkedModule, fn: number): readonly number[] {
  const found = [fn];
  for (const each of found) found.push(...(index.children[each] ?? []).filter((child) => index.passedTo[child]?.function === each)); // grows meanwhile
  return found.sort((a, b) => a - b);
}

/** The function around those that are handed over where they stand. */
export function outermost({ index }: LinkedModule, fn: number): number {
  let each = fn;
  for (let passed = index.passedTo[each]; passed; passed = index.passedTo[each]) each = passed.function;
  return each;
}
