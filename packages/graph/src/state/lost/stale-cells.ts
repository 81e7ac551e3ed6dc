/**
 * What a process holds, read before an `await` and written after it from what was read, or after a test that may no longer
 * hold. Whoever came in between is undone, or does the same once more.
 */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { nameSpan } from '../../call-spans.ts';
import { exits } from '../../control-flow.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { boundNames, forEachExpr, someExpr } from '../../walk.ts';
import { leftOver, type LeftOver } from './made-things.ts';
import { protectedAt } from './protection.ts';
import type { Place } from './row-places.ts';
import { mayRunTwice } from './runs-at-once.ts';
import { cellOf, type SharedCell } from './shared-cells.ts';
import { awaitBetween, callOf, isAwait, isWaitedFor, mayPrecede, operandsOf, stepsInOrder, type Ordered } from './steps-in-order.ts';

export interface StaleCell {
  cell: string;
  /** `update`: written from what was read; `check`: changed after a test; `made`: made by each that finds nothing; `marked`: set when it was done; `entered`: set for as long as work goes on that follows; `computed`: the same for an entry of a container. */
  how: 'update' | 'check' | 'made' | 'marked' | 'entered' | 'computed';
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

interface CellWrite {
  at: Ordered;
  cell: SharedCell;
  value: Expr;
  /** `n += …`, `n++`. */
  compound: boolean;
  /** An entry of a container: its key. */
  key?: Expr;
}

const COMPOUND: ReadonlySet<string> = new Set(['+=', '-=', '*=', '/=', '%=', '**=', '|=', '&=', '^=', '++', '--', '<<=', '>>=']);

function cellWrites(program: Program, module: LinkedModule, fn: number, at: Ordered): CellWrite[] {
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

interface Stale {
  how: StaleCell['how'];
  read: Ordered;
  waits: Ordered;
}

function readsCell(program: Program, module: LinkedModule, fn: number, cell: SharedCell): (expr: Expr) => boolean {
  return (expr) => (expr.k === 'var' || expr.k === 'member') && cellOf(program, module, fn, expr)?.id === cell.id;
}

/** The new value is made from one that was read before the last `await`. */
function staleRead(program: Program, module: LinkedModule, fn: number, order: readonly Ordered[], write: CellWrite): Stale | undefined {
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

function variablesIn(expr: Expr): Set<number> {
  const found = new Set<number>();
  forEachExpr(expr, (each) => {
    if (each.k === 'var') found.add(each.v);
  });
  return found;
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

/** A test of the cell decides whether it is written, and there is an `await` in between. */
function staleTest(program: Program, module: LinkedModule, fn: number, order: readonly Ordered[], write: CellWrite): Stale | undefined {
  const isCell = readsCell(program, module, fn, write.cell);
  const holdsCell = (expr: Expr): boolean => someExpr(expr, (each) => isCell(each) || (each.k === 'result' && isLookup(module, fn, each.id, isCell)) || (each.k === 'var' && isLookedUp(module, fn, each.v, isCell)));
  const tests = order.filter((each) => each.index < write.at.index && each.step.s === 'if' && holdsCell(each.step.test) && decides(each, write.at));
  const test = tests.at(-1);
  if (!test || test.step.s !== 'if') return undefined;
  // Within the write itself: `token = await issue()` comes after the wait.
  const waits = order.slice(test.index + 1, write.at.index).find((each) => isAwait(each) && mayPrecede(each, write.at));
  if (!waits) return undefined;
  const between = order.slice(test.index + 1, waits.index);
  if (between.some((each) => cellWrites(program, module, fn, each).length > 0)) return undefined;
  if (isUnderWay(program, module, fn, order, waits, write.cell)) return undefined;
  const how = kindOf(module, fn, test.step, write, (expr) => isCell(expr) || (expr.k === 'var' && isLookedUp(module, fn, expr.v, isCell)));
  if (!how) return undefined;
  return { how: how === 'marked' && isTakenBack(program, module, fn, order, write) ? 'entered' : how, read: test, waits };
}

/** The same function takes it back: it says that something goes on, and not that it was done. */
function isTakenBack(program: Program, module: LinkedModule, fn: number, order: readonly Ordered[], { at, cell }: CellWrite): boolean {
  return order.slice(at.index + 1).some((each) => mayPrecede(at, each) && cellWrites(program, module, fn, each).some((other) => other.cell.id === cell.id && other.value.k === 'literal' && !other.value.value));
}

function isLookup(module: LinkedModule, fn: number, id: number, isCell: (expr: Expr) => boolean): boolean {
  const call = callOf(module, fn, id);
  return call?.callee.k === 'member' && (call.callee.name === 'has' || call.callee.name === 'get') && isCell(call.callee.of);
}

/** A local name of the cell, or of an entry of it. */
function isLookedUp(module: LinkedModule, fn: number, variable: number, isCell: (expr: Expr) => boolean): boolean {
  if (module.facts.variables[variable]?.function !== fn) return false;
  const [only, ...more] = module.index.assignments[variable] ?? [];
  if (!only || more.length > 0 || only.path.length > 0) return false;
  return isCell(only.value) || (only.value.k === 'index' && isCell(only.value.of)) || (only.value.k === 'result' && isLookup(module, fn, only.value.id, isCell));
}

/** The write lies in a branch of the test, or the test leaves when it does not hold. */
function decides({ step, within }: Ordered, write: Ordered): boolean {
  if (step.s !== 'if') return false;
  if (write.within.some((each) => each.step === step)) return true;
  if (within.some(({ step: holder, body }) => write.within.find((each) => each.step === holder)?.body !== body)) return false;
  return [step.then, step.else].some((branch) => branch.length > 0 && exits(branch, () => 0).every(({ how }) => how !== 'end'));
}

/** Something else of the process was tested and set before the wait: whoever comes later sees that it is under way. */
function isUnderWay(program: Program, module: LinkedModule, fn: number, order: readonly Ordered[], waits: Ordered, cell: SharedCell): boolean {
  const before = order.slice(0, waits.index);
  const set = before.flatMap((each) => cellWrites(program, module, fn, each)).filter((each) => each.cell.id !== cell.id);
  return set.some((each) => before.some((step) => step.step.s === 'if' && operandsOf(step).some((operand) => someExpr(operand, (expr) => (expr.k === 'var' || expr.k === 'member') && cellOf(program, module, fn, expr)?.id === each.cell.id))));
}

function kindOf(module: LinkedModule, fn: number, test: Extract<Step, { s: 'if' }>, write: CellWrite, isCell: (expr: Expr) => boolean): StaleCell['how'] | undefined {
  const isCompared = someExpr(test.test, (each) => each.k === 'op' && ['<', '>', '<=', '>='].includes(each.op) && each.args.some(isCell));
  if (write.compound) return isCompared ? 'check' : undefined;
  const { value } = write;
  const isMade = isWaitedFor(module, fn, value) || [...variablesIn(value)].some((v) => module.facts.variables[v]?.function === fn && (module.index.assignments[v] ?? []).some((each) => each.function === fn && isWaitedFor(module, fn, each.value)));
  if (write.key) return isMade ? 'computed' : undefined;
  const isFlag = value.k === 'literal' && value.value === true;
  if (!isMade && !isFlag) return undefined;
  // Whoever computes an answer once more, and does not make a thing, does no harm.
  if (value.k === 'op' && !['??', '||', '?:'].includes(value.op)) return absentAt(test, write, isCell) ? 'computed' : undefined;
  return absentAt(test, write, isCell) ? (isFlag ? 'marked' : 'made') : undefined;
}

function absentAt(test: Extract<Step, { s: 'if' }>, write: CellWrite, isCell: (expr: Expr) => boolean): boolean {
  const isIn = write.at.within.some(({ step, body }) => step === test && body === test.then);
  // Absent where it is written: `!client`, `client === undefined`, or left at once when it is there.
  return absent(test.test, isIn, isCell);
}

/** Whether a test, held to be true or not, says that the cell holds nothing (any more). */
function absent(test: Expr, holds: boolean, isCell: (expr: Expr) => boolean): boolean {
  if (test.k === 'op' && test.op === '!') return test.args[0] !== undefined && absent(test.args[0], !holds, isCell);
  if (test.k === 'op' && (test.op === '||' || test.op === '&&')) return test.args.some((each) => absent(each, holds, isCell));
  if (test.k === 'op' && ['===', '==', '!==', '!='].includes(test.op)) {
    const [left, right] = test.args;
    const isNothing = right !== undefined && ((right.k === 'global' && right.name === 'undefined') || (right.k === 'literal' && (right.value === null || right.value === false)));
    return left !== undefined && isCell(left) && isNothing && test.op.startsWith('=') === holds;
  }
  return !holds && (isCell(test) || (test.k === 'member' && isCell(test.of)));
}
