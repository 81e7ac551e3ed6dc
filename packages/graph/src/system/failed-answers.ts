/** Handlers that keep a failure and yet make the work fail: they answer with it, give the message back, or throw later. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { saysFailure } from '../failed-values.ts';
import { statusOf } from '../signals.ts';
import { forEachStep, innerBodies, operands, someExpr } from '../walk.ts';

const DEEPEST = 2;

/**
 * Whether some steps make a failure the answer: `next(error)`, `reject(error)`, status 500, `nack`.
 *
 * @param isAnswer what they return is the answer to a request, and may say that it failed
 */
export function tellsFailure(program: Program, module: LinkedModule, fn: number, steps: readonly Step[], isAnswer = false, depth = 0): boolean {
  let found = false;
  forEachStep(steps, (step) => {
    if (found) return false;
    if (step.s === 'call') found = callTells(program, module, fn, step, depth);
    else if (isAnswer && step.s === 'return' && step.value?.k === 'object') found = saysFailure(step.value);
    return !found;
  });
  return found;
}

function callTells(program: Program, module: LinkedModule, fn: number, call: CallStep, depth: number): boolean {
  const resolved = program.call(module, fn, call.id);
  if (!resolved) return false;
  if (call.callee.k === 'var' && module.facts.variables[call.callee.v]?.kind === 'param' && call.args.length > 0) return true;
  for (const external of resolved.externals) {
    for (const effect of program.link.libraries.symbol(external.package, external.path)?.facts.effects ?? []) {
      if (effect.kind === 'nack' || effect.kind === 'dead-letter') return true;
      // `stream.emit('failure', error)`: those who listen learn of it.
      if (effect.kind === 'emit' && call.args.some((arg) => arg.k === 'var' && TOLD.has(module.facts.variables[arg.v]?.kind ?? ''))) return true;
      if (effect.kind !== 'respond') continue;
      const status = statusOf(program, module, fn, call, effect);
      if (effect.status !== undefined && (status === undefined || status >= 400)) return true;
    }
  }
  return depth < DEEPEST && resolved.functions.some(({ number }) => {
    const tells = program.summary(number).effects.some(({ kind }) => kind === 'nack' || kind === 'dead-letter' || kind === 'respond');
    const place = program.modules.function(number);
    return tells && tellsFailure(program, place.module, place.id, place.fact.body, false, depth + 1);
  });
}

/** What holds the error in a handler. */
const TOLD: ReadonlySet<string> = new Set(['param', 'catch']);

/** A handler, or a result that tells of failures. */
interface Kept {
  at: number;
  body: readonly Step[];
  result?: number;
}

/** Whether what a handler keeps is thrown further on: `failures.push(error)`, and then `if (failures.length > 0) throw …`. */
export function collectsToThrow(module: LinkedModule, fn: number, body: readonly Step[], { at, body: handled, result }: Kept): boolean {
  const kept = new Set<number>();
  forEachStep(handled, (step) => {
    if (step.s === 'assign' && step.to.k === 'var' && !step.declares) kept.add(step.to.v);
    if (step.s === 'call' && step.callee.k === 'member' && step.callee.of.k === 'var' && COLLECTS.test(step.callee.name)) kept.add(step.callee.of.v);
  });
  if (kept.size === 0 && result === undefined) return false;
  forEachStep(body, (step) => {
    if (step.s !== 'assign' || step.to.k !== 'var' || kept.has(step.to.v)) return;
    if (someExpr(step.value, (each) => isKept(each) || comesFrom(module, fn, each, isKept))) kept.add(step.to.v);
  });
  let thrown = false;
  forEachStep(body, (step) => {
    if (step.at < at || thrown) return;
    if (step.s === 'if' && mentionsKept(step.test) && innerBodies(step).some(throws)) thrown = true;
    if (step.s === 'throw' && mentionsKept(step.value)) thrown = true;
  });
  return thrown;

  function isKept(expr: Expr): boolean {
    return (expr.k === 'var' && kept.has(expr.v)) || (expr.k === 'result' && expr.id === result);
  }
  function mentionsKept(expr: Expr): boolean {
    return someExpr(expr, (each) => isKept(each) || comesFrom(module, fn, each, isKept));
  }
}

const COLLECTS = /^(push|unshift|add|set)$/;

/** `results.filter(isRejected).map(reasonOf)`: calls on what is asked for. */
function comesFrom(module: LinkedModule, fn: number, expr: Expr, is: (expr: Expr) => boolean, depth = 0): boolean {
  const call = expr.k === 'result' ? module.index.calls[fn]?.[expr.id] : undefined;
  return call !== undefined && depth < DEEPEST_CHAIN && operands(call).some((operand) => someExpr(operand, (each) => is(each) || comesFrom(module, fn, each, is, depth + 1)));
}

const DEEPEST_CHAIN = 6;

function throws(steps: readonly Step[]): boolean {
  let found = false;
  forEachStep(steps, (step) => {
    if (step.s === 'throw') found = true;
  });
  return found;
}
