/** Whether what was read is changed in place before it is written back: `payment.status = 'done'` of an element of `order.payments`. */
import type { Expr, Step } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { someStep } from '../../walk.ts';
import { MUTATES } from './changes.ts';
import type { Frame } from './frames.ts';
import { plain } from './row-conditions.ts';
import { partsOfRows, type Origin } from './value-origins.ts';

/** Functions within the one that writes, and within those. */
const DEEPEST = 3;

/** By the function itself, or by one that it hands to a call: `payments.forEach((each) => { each.mode = 'captured'; })`. */
export function isChangedInPlace(program: Program, frame: Frame, origin: Origin, field: string, before: number, depth = 0): boolean {
  const found = someStep(frame.module.facts.functions[frame.function]?.body ?? [], (step) => {
    const changed = step.at < before ? changedBy(step) : undefined;
    return changed !== undefined && isPartOf(program, frame, changed, origin, field);
  });
  return found || (depth < DEEPEST && (frame.module.index.children[frame.function] ?? []).some((child) => isChangedInPlace(program, { module: frame.module, function: child, lexical: frame }, origin, field, before, depth + 1)));
}

/** The object that a step sets a member of, or puts something into. */
function changedBy(step: Step): Expr | undefined {
  if (step.s === 'assign') return step.to.k === 'member' || step.to.k === 'index' ? step.to.of : undefined;
  if (step.s === 'delete') return step.target.k === 'member' || step.target.k === 'index' ? step.target.of : undefined;
  if (step.s !== 'call' || step.callee.k !== 'member') return undefined;
  if (MUTATES.has(step.callee.name)) return step.callee.of;
  return step.callee.name === 'assign' && step.callee.of.k === 'global' && step.callee.of.name === 'Object' ? step.args[0] : undefined;
}

function isPartOf(program: Program, frame: Frame, expr: Expr, origin: Origin, field: string): boolean {
  return partsOfRows(program, frame, expr).origins.some(({ row, path }) => row.call === origin.row.call && plain(path[0] ?? '') === plain(field));
}
