/**
 * Whether the failure of work comes out of a function through what handles it on the way: what a handler rethrows for some
 * failures of its own, or when it has failed itself, is not that of the work.
 */
import type { CallStep, CatchFact, Expr, Step } from '@dist-lint/model';
import { failuresWith, both, type FailureKind } from './failure-kinds.ts';
import { BAD, leaves } from './attempt-steps.ts';
import { awaitedLater, escapesLater } from './held-promises.ts';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import { isAsync, promiseFate } from './promises.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { mayThrow, swallows } from './summaries.ts';
import { boundNames, forEachStep, innerBodies, someExpr, someStep, triesAround } from './walk.ts';

/** Whether the failure of a call leaves its function. */
export function failureEscapes(program: Program, module: LinkedModule, fn: number, resolved: ResolvedCall): boolean {
  if (!resultComesOut(program, module, fn, resolved)) return false;
  const fate = promiseFate(program, module, fn, resolved.call);
  if (fate.settled || fate.handlers.some(({ expr }) => swallows(program, module, fn, expr))) return false;
  if (isAsync(program, resolved) && fate.floating) return false;
  if (fate.returned) return true;
  const passes = (handler: CatchFact): boolean => letsPass(program, module, fn, handler);
  const held = isAsync(program, resolved) ? awaitedLater(module, fn, fate.final) : undefined;
  if (held) return escapesLater(module.facts.functions[fn]?.body ?? [], held, passes);
  const tries = triesAround(module.facts.functions[fn]?.body ?? [], resolved.call.at);
  return tries.every((step) => !step.handler || passes(step.handler));
}

/** Whether a handler lets a failure from outside pass, as it came or as another one. */
function letsPass(program: Program, module: LinkedModule, fn: number, handler: CatchFact): boolean {
  if (!mayThrow(program, module, fn, handler.body)) return false;
  const failures = new Set((handler.param ? boundNames(handler.param) : []).map(({ variable }) => variable));
  const asking = { program, scope: { module, function: fn }, failures };
  let found = false as boolean;
  let isSeen = false as boolean;
  const walk = (steps: readonly Step[], guard: FailureKind | undefined): void => {
    let left = guard;
    for (const step of steps) {
      if (step.s === 'throw') {
        isSeen = true;
        found ||= left !== 'own';
      } else if (step.s === 'if') {
        walk(step.then, both(left, failuresWith(asking, step.test, true)));
        walk(step.else, both(left, failuresWith(asking, step.test, false)));
        if (leaves(step.then)) left = both(left, failuresWith(asking, step.test, false));
      } else if (step.s === 'try') {
        // What is thrown there when something else has failed, too, is another matter.
        walk(step.body, left);
        walk(step.finally ?? [], left);
        isSeen ||= step.handler !== undefined && mayThrow(program, module, fn, step.handler.body);
      } else innerBodies(step).forEach((inner) => { walk(inner, left); });
    }
  };
  walk(handler.body, undefined);
  // It throws by what it calls.
  return found || !isSeen;
}

/**
 * Whether a failure that a client gives back in its result, as `{ data, error }`, may come out of the function: it is handed on,
 * or something is thrown by what it says.
 */
function resultComesOut(program: Program, module: LinkedModule, fn: number, { call, externals, functions }: ResolvedCall): boolean {
  const isResult = functions.length === 0 && externals.length > 0 && externals.every(({ package: from, path }) => {
    const facts = program.link.libraries.symbol(from, path)?.facts;
    return facts?.fails === 'result' && facts.errorIn !== 'ok';
  });
  if (!isResult) return true;
  const body = module.facts.functions[fn]?.body ?? [];
  const calls = new Set([call.id]);
  /** Variables that hold it, or something of it; and those that hold the whole, or the error. */
  const held = new Set<number>();
  const telling = new Set<number>();
  const comesFrom = (expr: Expr | undefined): boolean => expr !== undefined && someExpr(expr, (each) => (each.k === 'var' && held.has(each.v)) || (each.k === 'result' && calls.has(each.id)));
  const isWhole = (expr: Expr): boolean => (expr.k === 'result' && calls.has(expr.id)) || (expr.k === 'awaited' && isWhole(expr.of));
  for (let before = -1; before !== calls.size + held.size; ) {
    before = calls.size + held.size;
    forEachStep(body, (step) => {
      if (step.s === 'assign' && comesFrom(step.value)) {
        for (const { variable, path } of boundNames(step.to)) {
          held.add(variable);
          if (isWhole(step.value) && (path.length === 0 || BAD.test(path[0] as string))) telling.add(variable);
        }
      }
      if (step.s === 'call' && step.callee.k === 'member' && isWhole(step.callee.of)) calls.add(step.id);
    });
  }
  const isTelling = (expr: Expr): boolean => isWhole(expr) || (expr.k === 'var' && telling.has(expr.v)) || (expr.k === 'member' && BAD.test(expr.name) && isTelling(expr.of));
  const throws = (steps: readonly Step[]): boolean => mayThrow(program, module, fn, steps);
  return someStep(body, (step) => {
    if (step.s === 'call') return step !== call && ((step.callee.k === 'member' && THROWING.test(step.callee.name) && comesFrom(step.callee.of)) || (step.args.some(isTelling) && isToldTo(program, module, fn, step)));
    if (step.s === 'return' || step.s === 'throw') return comesFrom(step.value);
    return step.s === 'if' && comesFrom(step.test) && (throws(step.then) || throws(step.else));
  });
}

/** `supabase.from('orders').select().throwOnError()`. */
const THROWING = /^(throwOnError|unwrap|orThrow)$/;

/** A function that is handed it, and may throw: `assertFound(result)`. */
function isToldTo(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  const { functions = [], externals = [] } = program.call(module, fn, call.id) ?? {};
  if (functions.length === 0) return call.callee.k !== 'member' && externals.every((each) => program.link.libraries.symbol(each.package, each.path) === undefined);
  return functions.some(({ number }) => {
    const place = program.modules.function(number);
    return mayThrow(program, place.module, place.id, place.fact.body);
  });
}
