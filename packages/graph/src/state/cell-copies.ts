/** Copies of rows elsewhere: a key, file or variable that is written with what was read from a table in the same function. */
import type { Expr } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule, Placed } from '../program.ts';
import { slotExpr } from '../slots.ts';
import { stateAccesses } from './state-accesses.ts';
import type { StateAccess } from './state-model.ts';

export interface CellCopy {
  /** The write that stores the copy. */
  write: StateAccess;
  /** The read that it comes from. */
  read: StateAccess;
}

/** Copies that a module makes, as far as effects prove them. What other functions hand over is not followed. */
export function cellCopies(program: Program, module: LinkedModule): readonly CellCopy[] {
  const accesses = stateAccesses(program).in(module);
  const reads = accesses.filter(({ how, cell, by }) => how === 'read' && cell.kind === 'column' && !by);
  if (reads.length === 0) return [];
  return accesses.flatMap((write) => {
    if (write.how !== 'write' || write.cell.kind === 'column' || !write.value) return [];
    const { value } = write;
    const calls = new Set<number>();
    collect(program, value, calls, 0);
    return reads.filter((read) => read.function === value.function && value.module === module && read.call !== undefined && calls.has(read.call)).map((read): CellCopy => ({ write, read }));
  });
}

/** Variables, calls and literals followed. */
const DEEPEST = 8;

/** The calls of the function that a value comes from, whole or in part. */
function collect(program: Program, { module, function: fn, expr }: Placed, calls: Set<number>, depth: number): void {
  if (depth > DEEPEST) return;
  const into = (each: Expr | undefined): void => {
    if (each) collect(program, { module, function: fn, expr: each }, calls, depth + 1);
  };
  switch (expr.k) {
    case 'awaited':
    case 'spread':
    case 'member':
    case 'index':
      return into(expr.of);
    case 'object':
      return expr.props.forEach(({ value }) => into(value));
    case 'array':
      return expr.items.forEach(into);
    case 'op':
      // What a branch asks about is not what it gives.
      if (expr.op === '?:') return expr.args.slice(1).forEach(into);
      if (expr.op === '&&') return into(expr.args.at(-1));
      return expr.op === '??' || expr.op === '||' ? expr.args.forEach(into) : undefined;
    case 'var':
      return (module.index.assignments[expr.v] ?? []).filter((each) => each.function === fn).forEach(({ value }) => into(value));
    case 'result':
      return ofCall(program, module, fn, expr.id, calls, into);
    default:
  }
}

function ofCall(program: Program, module: LinkedModule, fn: number, id: number, calls: Set<number>, into: (expr: Expr | undefined) => void): void {
  calls.add(id);
  const resolved = program.call(module, fn, id);
  if (!resolved) return;
  for (const external of resolved.externals) {
    const slot = program.link.libraries.symbol(external.package, external.path)?.facts.copies;
    const copied = slot === undefined ? undefined : slotExpr(program.link, { module, function: fn, call: resolved.call }, external, slot);
    if (copied?.module === module && copied.function === fn) into(copied.expr);
  }
  // `Order.findById(id).lean()`: what a library is asked of its own query is the query's answer.
  const { callee } = resolved.call;
  if (callee.k === 'member' && resolved.externals.length > 0 && resolved.functions.length === 0 && callee.of.k === 'result') into(callee.of);
}
