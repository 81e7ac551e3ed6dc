/**
 * What a process holds, read before an `await` and written after it from what was read, or after a test that may no longer
 * hold. Whoever came in between is undone, or does the same once more.
 */
import type { CallStep } from '@dist-lint/model';
import { nameSpan } from '../../call-spans.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { cellWrites, type CellWrite } from './cell-writes.ts';
import { leftOver, type LeftOver } from './made-things.ts';
import { protectedAt } from './protection.ts';
import type { Place } from './row-places.ts';
import { mayRunTwice } from './runs-at-once.ts';
import { staleRead, type StaleRead } from './stale-reads.ts';
import { staleTest, type StaleTest } from './stale-tests.ts';
import { isAwait, stepsInOrder, type Ordered } from './steps-in-order.ts';

export interface StaleCell {
  cell: string;
  /** `update`: written from what was read; else see {@link StaleTest}. */
  how: (StaleRead | StaleTest)['how'];
  /** What is left over of all but one; of `marked` it may be unknown. */
  left?: LeftOver;
  /** Some of the ways that lead to it hold others off. */
  isHeldAtTimes: boolean;
  read: Place;
  waits: Place;
  write: Place;
}

export function staleCells(program: Program, module: LinkedModule): StaleCell[] {
  if (program.link.isExempt(module.path)) return [];
  return module.facts.functions.flatMap((fact, fn) => {
    if (fn === 0 || !fact.async || fact.kind === 'constructor') return [];
    const order = stepsInOrder(module, fn);
    if (!order.some(isAwait)) return [];
    const found = order.flatMap((write) => cellWrites(program, module, fn, write).flatMap((each) => judge(program, module, fn, order, each) ?? []));
    if (found.length === 0 || !mayRunTwice(program, module.functionBase + fn)) return [];
    return [...new Map(found.map((each) => [each.cell, each])).values()];
  });
}

function judge(program: Program, module: LinkedModule, fn: number, order: readonly Ordered[], write: CellWrite): StaleCell | undefined {
  const stale = staleRead(program, module, fn, order, write) ?? staleTest(program, module, fn, order, write);
  if (!stale) return undefined;
  const { step } = write.at;
  const near = { ...(stale.waits.step.s === 'call' ? stale.waits.step : NO_CALL), at: step.at, end: step.end };
  const protection = protectedAt(program, { module, function: fn }, near);
  if (protection === 'held' || protection === 'presumed' || protection === 'turns') return undefined;
  const place = ({ step: each }: Ordered): Place => ({ module, function: fn, span: each.s === 'call' ? nameSpan(each) : { at: each.at, end: Math.min(each.end, each.at + 60) } });
  const left = stale.how === 'update' || stale.how === 'check' || stale.how === 'entered' ? undefined : leftOver(program, module, fn, order.slice(stale.read.index + 1, write.at.index + 1), write.cell);
  // Whoever makes the same again, and leaves nothing behind, does no harm.
  if (!left && (stale.how === 'made' || stale.how === 'computed')) return undefined;
  return { cell: write.cell.name, how: stale.how, ...(left ? { left } : {}), isHeldAtTimes: protection === 'some', read: place(stale.read), waits: place(stale.waits), write: place(write.at) };
}

const NO_CALL: CallStep = { s: 'call', id: -1, callee: { k: 'unknown' }, nameAt: 0, args: [], at: 0, end: 0 };
