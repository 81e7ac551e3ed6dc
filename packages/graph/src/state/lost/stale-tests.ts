/** Tests of what a process holds that may no longer hold when it is written: there is an `await` in between. */
import { soleOf, type Expr, type IfStep } from '@dist-lint/model';
import { exits } from '../../control-flow.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { someExpr, variablesIn } from '../../walk.ts';
import { cellWrites, readsCell, type CellWrite } from './cell-writes.ts';
import { cellOf, type SharedCell } from './shared-cells.ts';
import { callOf, isAwait, isWaitedFor, mayPrecede, operandsOf, type Ordered } from './steps-in-order.ts';

export interface StaleTest {
  /** `check`: changed after a test; `made`: made by each that finds nothing; `marked`: set when it was done; `entered`: set for as long as work goes on that follows; `computed`: the same as `made` for an entry of a container. */
  how: 'check' | 'made' | 'marked' | 'entered' | 'computed';
  read: Ordered;
  waits: Ordered;
}

/** A test of the cell decides whether it is written, and there is an `await` in between. */
export function staleTest(program: Program, module: LinkedModule, fn: number, order: readonly Ordered[], write: CellWrite): StaleTest | undefined {
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
  const only = soleOf(module.index.assignments[variable]);
  if (!only || only.path.length > 0) return false;
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

function kindOf(module: LinkedModule, fn: number, test: IfStep, write: CellWrite, isCell: (expr: Expr) => boolean): StaleTest['how'] | undefined {
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

function absentAt(test: IfStep, write: CellWrite, isCell: (expr: Expr) => boolean): boolean {
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
