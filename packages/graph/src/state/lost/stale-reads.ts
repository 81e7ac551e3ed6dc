/** Reads of what a process holds from which it is written later: there is an `await` in between. */
import type { Expr } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { boundNames, forEachExpr, someExpr, variablesIn } from '../../walk.ts';
import { readsCell, type CellWrite } from './cell-writes.ts';
import { awaitBetween, callOf, isWaitedFor, operandsOf, type Ordered } from './steps-in-order.ts';

export interface StaleRead {
  how: 'update';
  read: Ordered;
  waits: Ordered;
}

/** The new value is made from one that was read before the last `await`. */
export function staleRead(program: Program, module: LinkedModule, fn: number, order: readonly Ordered[], write: CellWrite): StaleRead | undefined {
  const isCell = readsCell(program, module, fn, write.cell);
  const awaited = (expr: Expr): Ordered | undefined => {
    let found: Ordered | undefined;
    forEachExpr(expr, (each) => {
      if (!found && each.k === 'result') found = order.find(({ step }) => step.s === 'call' && step.id === each.id && step.awaited === true);
      if (!found && each.k === 'awaited') found = order.find(({ step }) => step.s === 'await' && step.at >= write.at.step.at && step.end <= write.at.step.end);
    });
    return found;
  };
  // `total += await size()`: the old total was read first.
  const wait = awaited(write.value);
  const lies = (each: Ordered): boolean => each.step.at >= write.at.step.at && each.step.end <= write.at.step.end;
  if (wait && lies(wait) && (write.compound || (!fillsIn(write.value, isCell) && readsBefore(write.value, isCell, (each) => isWaitedFor(module, fn, each))))) return { how: 'update', read: write.at, waits: wait };
  // `pending = [...batch, ...pending]`: what others wrote meanwhile is read with it.
  if (someExpr(write.value, isCell)) return undefined;
  for (const variable of variablesIn(write.value)) {
    const fact = module.facts.variables[variable];
    if (fact?.function !== fn || fact.kind === 'param') continue;
    for (const read of order) {
      if (read.index >= write.at.index || read.step.s !== 'assign') continue;
      if (!boundNames(read.step.to).some((each) => each.variable === variable) || !copies(module, fn, read.step.value, isCell)) continue;
      const waits = awaitBetween(order, read, write.at);
      if (!waits || isReadAgain(order, waits, write.at, isCell) || isOverwritten(order, read, write.at, variable)) continue;
      // What is put back as it was is a way to restore it.
      if (write.value.k === 'var' || saysTheSame(write.value, variable)) continue;
      return { how: 'update', read, waits };
    }
  }
  return undefined;
}

/** `{ task: old.task, isReady: true }`: what is not as it was is the same for whoever comes, and so nobody's is lost to another who does it. */
function saysTheSame(value: Expr, old: number): boolean {
  const isPart = (expr: Expr): boolean => (expr.k === 'member' ? isPart(expr.of) : expr.k === 'var' && expr.v === old);
  return value.k === 'object' && value.props.length > 0 && value.props.every(({ key, value: each }) => key !== undefined && (each.k === 'literal' || isPart(each)));
}

/** A value of the cell: itself, a part, or something computed from it without a wait; not what a call made of it. */
function copies(module: LinkedModule, fn: number, value: Expr, isCell: (expr: Expr) => boolean): boolean {
  if (value.k === 'result') {
    const call = callOf(module, fn, value.id);
    return call?.callee.k === 'member' && call.callee.name === 'get' && call.awaited !== true && isCell(call.callee.of);
  }
  if (value.k === 'op' && (value.op === '??' || value.op === '||')) return value.args.some((each) => copies(module, fn, each, isCell));
  if (value.k === 'array' || value.k === 'object') return someExpr(value, (each) => each.k === 'spread' && isCell(each.of));
  return isCell(value) || (value.k === 'op' && value.args.some((each) => copies(module, fn, each, isCell))) || (value.k === 'index' && isCell(value.of));
}

/** `branch = branch || (await main())`: where something was read there is no wait. */
function fillsIn(value: Expr, isCell: (expr: Expr) => boolean): boolean {
  return value.k === 'op' && (value.op === '??' || value.op === '||') && value.args[0] !== undefined && isCell(value.args[0]);
}

/** In the order of evaluation, the first stands left of the second. */
function readsBefore(expr: Expr, first: (expr: Expr) => boolean, second: (expr: Expr) => boolean): boolean {
  let seen = false;
  let found = false;
  forEachExpr(expr, (each) => {
    if (first(each)) seen = true;
    else if (seen && (each.k === 'result' || each.k === 'awaited') && second(each)) found = true;
  });
  return found;
}

function isReadAgain(order: readonly Ordered[], from: Ordered, to: Ordered, isCell: (expr: Expr) => boolean): boolean {
  return order.slice(from.index + 1, to.index).some((each) => (each.step.s === 'if' || each.step.s === 'loop') && operandsOf(each).some((operand) => someExpr(operand, isCell)));
}

function isOverwritten(order: readonly Ordered[], from: Ordered, to: Ordered, variable: number): boolean {
  return order.slice(from.index + 1, to.index).some(({ step }) => step.s === 'assign' && step.op === '=' && boundNames(step.to).some((each) => each.variable === variable));
}
