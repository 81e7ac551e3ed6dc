/**
 * What is left over when a thing is made twice: a connection that nobody closes, a listener that hears everything twice. An answer
 * that is computed twice, a token, a module that is loaded: nothing is left over, and who comes second has the same.
 */
import { soleOf, type CallStep, type Expr, type Target } from '@dist-lint/model';
import { callEffects } from '../../effects.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { someExpr, someStep } from '../../walk.ts';
import { cellOf, type SharedCell } from './shared-cells.ts';
import { isAwait, operandsOf, stepsInOrder, type Ordered } from './steps-in-order.ts';

export type LeftOver = 'connection' | 'server' | 'process' | 'row' | 'listener' | 'timer' | 'thing that has to be closed';

/** Functions below the one that makes it. */
const DEEPEST = 3;

/** What each of those leaves behind who take the steps between a test and the write that ends them. */
export function leftOver(program: Program, module: LinkedModule, fn: number, steps: readonly Ordered[], cell: SharedCell): LeftOver | undefined {
  for (const { step } of steps) {
    const found = step.s === 'call' ? leftBy(program, module, fn, step, 0) : undefined;
    if (found) return found;
  }
  return isClosed(program, module, cell) ? 'thing that has to be closed' : undefined;
}

function leftBy(program: Program, module: LinkedModule, fn: number, call: CallStep, depth: number): LeftOver | undefined {
  const resolved = program.call(module, fn, call.id);
  const { callee } = call;
  if (callee.k === 'global' && callee.name === 'setInterval') return isOneTimer(module, fn, call, depth) ? undefined : 'timer';
  if (callee.k === 'member' && LISTENS.has(callee.name) && call.args.length >= 2) return 'listener';
  for (const external of resolved?.externals ?? []) {
    for (const { effect, kind } of callEffects(program.link, { module, function: fn, call }, external)) {
      if (kind === 'connect' && !isConstant(program, module, fn, call)) return 'connection';
      if (kind === 'listen') return 'server';
      if (kind === 'process') return 'process';
      if (kind === 'db-write' && effect.operation === 'create') return 'row';
    }
  }
  if (depth === DEEPEST) return undefined;
  for (const { number } of resolved?.functions ?? []) {
    const place = program.modules.function(number);
    for (const each of place.module.index.calls[place.id] ?? []) {
      const found = each && leftBy(program, place.module, place.id, each, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

/** The function stops the one before, or starts none where it sees one, with no wait in between. */
function isOneTimer(module: LinkedModule, fn: number, call: CallStep, depth: number): boolean {
  const isBefore = ({ at }: { at: number }): boolean => at < call.at;
  if ((module.index.calls[fn] ?? []).some((each) => each && isBefore(each) && each.callee.k === 'global' && each.callee.name === 'clearInterval')) return true;
  // Of the function with the wait itself, the test is the one in question.
  if (depth === 0) return false;
  const order = stepsInOrder(module, fn);
  const kept = order.flatMap(({ step }) => (step.s === 'assign' && step.value.k === 'result' && step.value.id === call.id ? [step.to] : []));
  return order.some((test) => test.step.s === 'if' && isBefore(test.step) && operandsOf(test).some((operand) => someExpr(operand, (expr) => kept.some((to) => isSamePlace(to, expr))))
    && !order.some((each) => each.index > test.index && isBefore(each.step) && isAwait(each)));
}

function isSamePlace(to: Target, expr: Expr): boolean {
  if (to.k === 'var') return expr.k === 'var' && expr.v === to.v;
  return to.k === 'member' && expr.k === 'member' && expr.name === to.name && expr.of.k === to.of.k;
}

/** A client that a module makes once connects as often as it is told, and is one all the same. */
function isConstant(program: Program, module: LinkedModule, fn: number, { callee }: CallStep): boolean {
  if (callee.k !== 'member') return false;
  const values = program.link.evaluate(module, fn, callee.of);
  return values.length > 0 && values.every((value) => (value.is === 'external' || value.is === 'instance') && value.made?.function === 0);
}

const LISTENS: ReadonlySet<string> = new Set(['on', 'addListener', 'addEventListener', 'subscribe']);

/** Its module closes what the cell holds: whoever is overwritten there is closed by nobody. */
function isClosed(program: Program, module: LinkedModule, cell: SharedCell): boolean {
  return module.facts.functions.some(({ body }, fn) => someStep(body, (step) => {
    if (step.s !== 'call' || step.callee.k !== 'member' || !CLOSES.has(step.callee.name)) return false;
    const { of } = step.callee;
    const only = soleOf(of.k === 'var' ? module.index.assignments[of.v] : undefined);
    return [of, ...(only ? [only.value] : [])].some((each) => cellOf(program, module, fn, each)?.id === cell.id);
  }));
}

const CLOSES: ReadonlySet<string> = new Set(['close', 'end', 'destroy', 'disconnect', 'quit', 'kill', 'terminate', 'dispose', 'shutdown', 'unsubscribe', 'release', 'logout']);
