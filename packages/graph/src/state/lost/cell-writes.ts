/** Where what a process holds is written and read. */
import type { Expr } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { cellOf, type SharedCell } from './shared-cells.ts';
import type { Ordered } from './steps-in-order.ts';

export interface CellWrite {
  at: Ordered;
  cell: SharedCell;
  value: Expr;
  /** `n += …`, `n++`. */
  compound: boolean;
  /** An entry of a container: its key. */
  key?: Expr;
}

const COMPOUND: ReadonlySet<string> = new Set(['+=', '-=', '*=', '/=', '%=', '**=', '|=', '&=', '^=', '++', '--', '<<=', '>>=']);

export function cellWrites(program: Program, module: LinkedModule, fn: number, at: Ordered): CellWrite[] {
  const { step } = at;
  if (step.s === 'assign' && (step.to.k === 'var' || step.to.k === 'member' || step.to.k === 'index')) {
    const cell = cellOf(program, module, fn, step.to);
    return cell ? [{ at, cell, value: step.value, compound: COMPOUND.has(step.op), ...(step.to.k === 'index' ? { key: step.to.index } : {}) }] : [];
  }
  // A method of the program's own that is called `set` keeps what it is given wherever it likes.
  if (step.s === 'call' && step.callee.k === 'member' && step.callee.name === 'set' && step.args.length >= 2 && program.call(module, fn, step.id)?.functions.length === 0) {
    const cell = cellOf(program, module, fn, step.callee.of);
    return cell && step.args[0] && step.args[1] ? [{ at, cell, value: step.args[1], compound: false, key: step.args[0] }] : [];
  }
  return [];
}

export function readsCell(program: Program, module: LinkedModule, fn: number, cell: SharedCell): (expr: Expr) => boolean {
  return (expr) => (expr.k === 'var' || expr.k === 'member') && cellOf(program, module, fn, expr)?.id === cell.id;
}
