/** What is mended in one place is told once. */
import { groupBy } from '@dist-lint/model';
import { stakeOf } from './field-stakes.ts';
import type { LostRow } from './lost-row.ts';

/** The first of a function's writes of a field, and of one write of several fields the gravest. */
export function oncePerWrite(found: readonly LostRow[]): LostRow[] {
  // The first of a function's writes of a field stands for the others.
  const first = new Map<string, LostRow>();
  for (const each of [...found].sort((a, b) => a.write.span.at - b.write.span.at)) {
    // What goes back as it was, goes back together.
    const key = `${each.write.module.number} ${each.write.function} ${each.entity}.${each.how === 'kept' ? '' : each.field}`;
    if (!first.has(key)) first.set(key, each);
  }
  return together([...first.values()]);
}

/** One write that loses several fields is mended once: the one at which most is at stake stands for the others. */
function together(found: readonly LostRow[]): LostRow[] {
  const writes = groupBy(found, ({ write, call, entity, how }) => `${write.module.number} ${call.at} ${entity} ${how}`);
  return [...writes.values()].map((list) => {
    const [main = list[0]] = [...list].sort((a, b) => weightOf(b) - weightOf(a));
    return { ...main, others: list.filter((each) => each !== main).map(({ field }) => field) };
  });
}

function weightOf({ field, isArithmetic, isList }: LostRow): number {
  return isList ? 0 : Number(isArithmetic) + Number(stakeOf(field) !== 'other');
}
