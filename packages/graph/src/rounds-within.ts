/** Loops in what is attempted that go round a counted number of times with a wait, though nobody can tell for which failures. */
import { delayOf } from './delays.ts';
import type { Program } from './link.ts';
import { ownRetries } from './own-retries.ts';
import type { OwnRetry } from './own-retry.ts';
import type { FunctionNumber } from './program.ts';

/** Functions that call functions are followed this deep. */
const DEEPEST = 4;

export function mayWaitWithin(program: Program, { module, function: fn, attempts }: OwnRetry): boolean {
  const seen = new Set<FunctionNumber>([module.functionBase + fn]);
  let next = program.calls(module, fn)
    .filter(({ call }) => attempts.some(({ at, end }) => call.at >= at && call.end <= end))
    .flatMap(({ functions }) => functions.map(({ number }) => number));
  for (let depth = 0; depth < DEEPEST && next.length > 0; depth += 1) {
    const now = next.filter((number) => !seen.has(number));
    now.forEach((number) => seen.add(number));
    if (now.some((number) => goesRound(program, number))) return true;
    next = now.flatMap((number) => {
      const { module: home, id } = program.modules.function(number);
      return program.calls(home, id).flatMap(({ call, functions }) => (call.awaited || call.fate === 'returned' ? functions.map((each) => each.number) : []));
    });
  }
  return false;
}

function goesRound(program: Program, number: FunctionNumber): boolean {
  const { module, id } = program.modules.function(number);
  return ownRetries(program, module, id).some((retry) => {
    if (!retry.goesOn) return false;
    const { attempts, waits, bound } = retry.course({ module, function: id });
    return typeof attempts === 'number' && attempts > 1 && bound === 'count' && delayOf(waits, attempts).kind !== 'none';
  });
}
