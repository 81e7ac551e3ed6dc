/** What a test asks of a field of a row that was read. */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { forEachExpr } from '../../walk.ts';
import type { Literal } from '../literals.ts';
import { constantsOf, unconverted } from './asked-constants.ts';
import { scopeFrame, type Frame } from './frames.ts';
import { conditionsOf, plain } from './row-conditions.ts';
import { partsOfRows, type Origin } from './value-origins.ts';

/** Functions of the program that a test asks: `isFinal(order.status)`. */
const DEEPEST = 2;

export type Form = 'compared' | 'equal' | 'unequal' | 'set' | 'unset';

export interface Asked {
  origin: Origin;
  /** What holds of the field where the place behind the test is reached. */
  form: Form;
  literals?: readonly Literal[];
}

/** @param when whether the test holds where the place behind it is reached */
export function asksOf(program: Program, frame: Frame, test: Expr, field: string, when: boolean, depth = 0): Asked | undefined {
  let found: Asked | undefined;
  const visit = (expr: Expr, holds: boolean): void => {
    if (found) return;
    if (expr.k === 'op' && expr.op === '!') return expr.args[0] && visit(expr.args[0], !holds);
    if (expr.k === 'op' && (expr.op === '&&' || expr.op === '||')) return expr.args.forEach((each) => visit(each, holds));
    if (expr.k === 'op' && ['<', '>', '<=', '>='].includes(expr.op)) {
      const origin = expr.args.map((each) => within(program, frame, each, field)).find(Boolean);
      if (origin) found = { origin, form: 'compared' };
    } else if (expr.k === 'op' && ['===', '!==', '==', '!='].includes(expr.op)) {
      found = compared(program, frame, expr, field, holds);
    } else if (expr.k === 'result') {
      found = called(program, frame, expr.id, field, holds, depth);
    } else if (expr.k === 'member' || expr.k === 'var') {
      const origin = partOf(program, frame, expr, field);
      found = origin ? { origin, form: holds ? 'set' : 'unset' } : holds ? readWith(program, frame, expr, field) : undefined;
    }
  };
  visit(test, when);
  return found;
}

function compared(program: Program, frame: Frame, { op, args: [left, right] }: Extract<Expr, { k: 'op' }>, field: string, holds: boolean): Asked | undefined {
  if (!left || !right) return undefined;
  const isEqual = op.startsWith('=') === holds;
  const literals = constantsOf(program, frame, right);
  const isNothing = right.k === 'global' && right.name === 'undefined' || literals?.length === 1 && literals[0] === null;
  const origin = partOf(program, frame, left, field);
  if (!origin) return isNothing && !isEqual ? readWith(program, frame, left, field) : undefined;
  if (isNothing) return { origin, form: isEqual ? 'unset' : 'set' };
  return literals ? { origin, form: isEqual ? 'equal' : 'unequal', literals } : undefined;
}

function called(program: Program, frame: Frame, id: number, field: string, holds: boolean, depth: number): Asked | undefined {
  const call = frame.module.index.calls[frame.function]?.[id];
  // `['draft', 'open'].includes(order.status)`
  if (call?.callee.k === 'member' && call.callee.name === 'includes' && call.args[0]) {
    const origin = partOf(program, frame, call.args[0], field);
    const literals = origin ? listed(program, frame, call.callee.of) : undefined;
    return origin && literals ? { origin, form: holds ? 'equal' : 'unequal', literals } : undefined;
  }
  const target = soleOf(program.call(frame.module, frame.function, id)?.functions);
  if (!call || !target || depth >= DEEPEST) return undefined;
  const { module, id: fn } = program.modules.function(target.number);
  const only = soleOf(module.index.returns[fn]);
  return only ? asksOf(program, { module, function: fn, entered: { from: frame, call } }, only, field, holds, depth + 1) : undefined;
}

/** The items of a list, given where it is asked or under a name. */
function listed(program: Program, frame: Frame, list: Expr): readonly Literal[] | undefined {
  if (list.k === 'var') {
    const only = soleOf(frame.module.index.assignments[list.v]);
    return only && only.path.length === 0 && !only.item && only.value.k === 'array' ? listed(program, scopeFrame(frame, only.function), only.value) : undefined;
  }
  if (list.k !== 'array' || list.items.length === 0) return undefined;
  const literals = list.items.map((each) => constantsOf(program, frame, each));
  return literals.every((each) => each !== undefined) ? literals.flat() : undefined;
}

/** The row is there, and was asked for with the field: `findFirst({ where: { code, used: false } })`. */
function readWith(program: Program, frame: Frame, expr: Expr, field: string): Asked | undefined {
  const origin = partsOfRows(program, frame, expr).origins.find(({ path }) => path.length === 0);
  const condition = origin && conditionsOf(program, origin.frame, origin.row).find((each) => each.field !== undefined && plain(each.field) === plain(field));
  const literals = condition?.value && constantsOf(program, condition.value.frame, condition.value.expr);
  const only = soleOf(literals);
  if (!origin || only === undefined) return undefined;
  if (only === null || only === false) return { origin, form: 'unset' };
  return only === true ? { origin, form: 'set' } : { origin, form: 'equal', literals: [only] };
}

function partOf(program: Program, frame: Frame, expr: Expr, field: string): Origin | undefined {
  const asked = unconverted(frame, expr);
  if (asked.k !== 'member' && asked.k !== 'var') return undefined;
  return partsOfRows(program, frame, asked).origins.find(({ path }) => path.length === 1 && plain(path[0] ?? '') === plain(field));
}

function within(program: Program, frame: Frame, expr: Expr, field: string): Origin | undefined {
  let found: Origin | undefined;
  forEachExpr(expr, (each) => {
    found ??= partOf(program, frame, each, field);
  });
  return found;
}
