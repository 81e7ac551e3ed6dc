/** Claims: a write that hits for one of several, who is told so and goes on alone. */
import type { CallStep } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { rowCalls, type RowCall } from '../row-calls.ts';
import { storedFields } from './changes.ts';
import { chainOf, type Frame } from './frames.ts';
import { conditionsOf, isAbout } from './row-conditions.ts';

/** An earlier conditional write on the same entity whose outcome is looked at: whoever gets past it has the row for itself. */
export function isClaimed(program: Program, frame: Frame, before: CallStep, isSameEntity: (target: string) => boolean): boolean {
  return rowCalls(program, frame.module, frame.function).some((row) => {
    if (row.effect.kind !== 'db-write' || row.call.at >= before.at || !isSameEntity(row.target) || row.call.fate === 'dropped') return false;
    return (row.where?.expr.k === 'object' && row.where.expr.props.length > 1) || leavesWhatItAsksFor(program, frame, row);
  });
}

/** `UPDATE … SET status = 'busy' WHERE id = … AND status <> 'busy'`: of several at once one hits. */
function leavesWhatItAsksFor(program: Program, frame: Frame, row: RowCall): boolean {
  const asked = conditionsOf(program, frame, row);
  return asked.length > 1 && !isUnwatched(frame, row.call) && storedFields(program, { frame, row }).some((stored) => asked.some(({ field }) => field !== undefined && isAbout(field, stored.field)));
}

/** Nobody looks at what a write gives back. */
export function isUnwatched(frame: Frame, call: CallStep): boolean {
  const last = chainOf(frame, call).at(-1) ?? call;
  return last.fate === 'dropped' || last.fate === 'void';
}
