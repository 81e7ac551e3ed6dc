/** Rows that a transaction has written before it reads them: until it ends, nobody else writes them. */
import type { CallStep } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { aroundCall } from '../guards.ts';
import { rowCalls } from '../row-calls.ts';
import type { Frame } from './frames.ts';
import { keyText } from './key-text.ts';
import { conditionsOf, plain, type Condition } from './row-conditions.ts';
import { mayPrecede, stepsInOrder, type Ordered } from './steps-in-order.ts';

/** An earlier write of the same function, in the same transaction and by the same key, on all ways to the read. */
export function isHeldByWrite(program: Program, frame: Frame, read: CallStep, conditions: readonly Condition[], isSameEntity: (target: string) => boolean): boolean {
  const { module, function: fn } = frame;
  const order = stepsInOrder(module, fn);
  const to = order.find(({ step }) => step === read);
  return to !== undefined && rowCalls(program, module, fn).some((row) => {
    if (row.effect.kind !== 'db-write' || row.effect.operation === 'create' || row.call.at >= read.at || !isSameEntity(row.target)) return false;
    const from = order.find(({ step }) => step === row.call);
    if (!from || !isOnAllWays(from, to) || !mayPrecede(from, to) || !aroundCall(program, module, fn, row.call).transaction || !aroundCall(program, module, fn, read).transaction) return false;
    const keys = conditionsOf(program, frame, row);
    return keys.length > 0 && keys.every((key) => conditions.some((each) => isSameKey(key, each)));
  });
}

/** Nothing but what also holds the read decides whether it takes place. */
function isOnAllWays(from: Ordered, to: Ordered): boolean {
  return from.within.every(({ step, body }) => step.s === 'try' || to.within.some((each) => each.step === step && each.body === body));
}

function isSameKey(one: Condition, other: Condition): boolean {
  if (one.field === undefined || other.field === undefined || plain(one.field) !== plain(other.field) || !one.value || !other.value) return false;
  const [mine, theirs] = [one, other].map(({ value }) => value && keyText(value.frame, value.expr));
  return mine !== undefined && mine === theirs;
}
