/** Rows that nobody else can be at: made a moment ago by the only ones who lead here, or about to go. */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { literalsOf } from '../literals.ts';
import { rowCalls } from '../row-calls.ts';
import { storedFields, type Write } from './changes.ts';
import { argumentOf, chainOf, entityOf, numberOf, partOf, scopeFrame, type Frame, type Framed } from './frames.ts';
import { conditionsOf } from './row-conditions.ts';
import { isSameRow } from './row-keys.ts';
import type { Origin } from './value-origins.ts';

const DEEPEST = 6;
const MOST_CALLERS = 12;

/** The key by which it is read comes from a row that was created on all ways that lead here: nobody else knows it yet. */
export function isJustMade(program: Program, origin: Origin): boolean {
  return conditionsOf(program, origin.frame, origin.row).some(({ value }) => value !== undefined && isOfNewRow(program, value, [], 0));
}

function isOfNewRow(program: Program, { frame, expr }: Framed, path: readonly string[], depth: number): boolean {
  if (depth > DEEPEST) return false;
  const next = (inner: Expr, at: Frame = frame, below = path): boolean => isOfNewRow(program, { frame: at, expr: inner }, below, depth + 1);
  switch (expr.k) {
    case 'member':
      return next(expr.of, frame, [expr.name, ...path]);
    case 'awaited':
      return next(expr.of);
    case 'result':
      return isCreation(program, frame, expr.id, depth);
    case 'object': {
      const part = path.length > 0 ? partOf(program, { frame, expr }, path) : undefined;
      return part !== undefined && isOfNewRow(program, part, [], depth + 1);
    }
    case 'var': {
      const handed = argumentOf(frame, expr.v);
      if (handed === 'handed') return isOfCallers(program, frame, expr, path, depth);
      if (handed) return next(handed.expr, handed.frame, [...handed.path, ...path]);
      const only = soleOf(frame.module.index.assignments[expr.v]);
      return only !== undefined && !only.item && next(only.value, scopeFrame(frame, only.function), [...only.path, ...path]);
    }
    default:
      return false;
  }
}

/** All who call hand over what they have just created. */
function isOfCallers(program: Program, frame: Frame, expr: Expr, path: readonly string[], depth: number): boolean {
  const number = numberOf(frame);
  const callers = program.callers(number).filter(({ module }) => !program.link.isExempt(module.path));
  if (callers.length === 0 || callers.length > MOST_CALLERS || program.entryPointsOf(number).length > 0) return false;
  return callers.every(({ module, function: fn, resolved: { call } }) => isOfNewRow(program, { frame: { ...frame, entered: { from: { module, function: fn }, call } }, expr }, path, depth + 1));
}

function isCreation(program: Program, frame: Frame, id: number, depth: number): boolean {
  const { module, function: fn } = frame;
  const resolved = program.call(module, fn, id);
  const rows = rowCalls(program, module, fn).filter(({ call, effect }) => effect.kind === 'db-write' && resolved && chainOf(frame, resolved.call).includes(call));
  if (rows.length > 0) return rows.every(({ effect }) => effect.operation === 'create');
  if (!resolved || resolved.functions.length === 0 || resolved.externals.length > 0) return false;
  return resolved.functions.every(({ number }) => {
    const place = program.modules.function(number);
    const inner: Frame = { module: place.module, function: place.id, entered: { from: frame, call: resolved.call } };
    const returned = place.module.index.returns[place.id] ?? [];
    return returned.length > 0 && returned.every((each) => isOfNewRow(program, { frame: inner, expr: each }, [], depth + 1));
  });
}

/** The write itself retires the row, or the function that leads to it deletes the row afterwards. */
export function isAboutToGo(program: Program, root: Frame, after: number, write: Write, origin: Origin): boolean {
  const retires = storedFields(program, write).some(({ field, value }) => RETIRED.test(field) && value !== undefined && isSet(program, value));
  return retires || rowCalls(program, root.module, root.function).some((row) =>
    row.effect.kind === 'db-write' && row.effect.operation === 'delete' && row.call.at > after && entityOf(program, root, row) === entityOf(program, origin.frame, origin.row)
    && isSameRow(program, origin, { frame: root, conditions: conditionsOf(program, root, row) }) === 'same');
}

/** As people call what stays in the table and is no longer there for anybody; what is archived comes back. */
const RETIRED = /^(is_?)?(soft_?)?(deleted|removed)(_?(at|on))?$/i;

function isSet(program: Program, { frame, expr }: Framed): boolean {
  const { module, function: fn } = frame;
  if (expr.k === 'result') return module.index.calls[fn]?.[expr.id]?.kind === 'new';
  return literalsOf(program, { module, function: fn, expr })?.every((each) => each === true) ?? false;
}
