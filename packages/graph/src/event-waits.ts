/** Functions that give a promise which somebody else settles later: `new Promise((resolve) => this.waiting.set(id, resolve))`. */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { LISTENING } from './named-calls.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { someExpr, someStep } from './walk.ts';

/** Functions that hand on what others give are followed this deep. */
const DEEPEST = 3;

/** What it gives on some way is a promise that is settled by an event, itself or by a function that it asks. */
export function awaitsEvent(program: Program, number: FunctionNumber, depth = 0): boolean {
  const { module, id } = program.modules.function(number);
  return (module.index.returns[id] ?? []).some((expr) => isLater(program, module, id, expr, depth));
}

function isLater(program: Program, module: LinkedModule, fn: number, expr: Expr, depth: number): boolean {
  if (expr.k === 'awaited') return isLater(program, module, fn, expr.of, depth);
  if (expr.k === 'var') {
    const only = soleOf(module.index.assignments[expr.v]);
    return only !== undefined && only.function === fn && only.path.length === 0 && isLater(program, module, fn, only.value, depth);
  }
  const call = expr.k === 'result' ? module.index.calls[fn]?.[expr.id] : undefined;
  if (!call) return false;
  const [executor] = call.args;
  if (call.kind === 'new') return call.callee.k === 'global' && call.callee.name === 'Promise' && executor?.k === 'function' && keepsResolve(module, executor.function);
  const { functions = [], externals = [] } = program.call(module, fn, call.id) ?? {};
  return depth < DEEPEST && functions.length > 0 && externals.length === 0 && functions.every(({ number }) => awaitsEvent(program, number, depth + 1));
}

/** What settles the promise is put somewhere for others to call, or registered for an event. */
function keepsResolve(module: LinkedModule, executor: number): boolean {
  const fact = module.facts.functions[executor];
  const target = fact?.params[0]?.target;
  if (!fact || target?.k !== 'var') return false;
  const isIt = (expr: Expr): boolean => someExpr(expr, (each) => each.k === 'var' && each.v === target.v);
  return someStep(fact.body, (step) => {
    if (step.s === 'assign') return isIt(step.value);
    return step.s === 'call' && step.callee.k === 'member' && KEEPING.has(step.callee.name) && step.args.some(isIt);
  });
}

const KEEPING = new Set([...LISTENING, 'push', 'set', 'add', 'unshift', 'enqueue']);
