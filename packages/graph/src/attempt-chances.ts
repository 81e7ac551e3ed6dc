/** Whether it is worth a run of attempts to let a call fail: cheap questions whose no is certain. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { toldOfFailure, errorCallbacks } from './failure-listeners.ts';
import { keeperOf } from './attempt-outcome.ts';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import { promiseFate } from './promises.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { boundNames, forEachStep, innerBodies, operands, someExpr } from './walk.ts';

/** Something on the way may keep what the call throws, or is told of it. */
export function mayBeKept(program: Program, module: LinkedModule, fn: number, bodies: readonly (readonly Step[])[], call: CallStep): boolean {
  if (bodies.some(hasTry)) return true;
  const { handlers, settled, final } = promiseFate(program, module, fn, call);
  if (settled || handlers.length > 0 || keeperOf({ program, module, current: { module, function: fn } }, final) !== undefined) return true;
  const resolved = program.call(module, fn, call.id);
  return (resolved !== undefined && errorCallbacks(resolved).length > 0) || toldOfFailure(program, module, fn, call).length > 0;
}

function hasTry(steps: readonly Step[]): boolean {
  return steps.some((step) => step.s === 'try' || innerBodies(step).some(hasTry));
}

/**
 * Some test on the way may look at what the call gives, or at what is made of that. What another function is handed of it, that
 * function alone looks at (see `givenBy`), unless it is the promise itself, whose failure it may keep.
 */
export function mayBeLookedAt(program: Program, module: LinkedModule, fn: number, bodies: readonly (readonly Step[])[], call: CallStep): boolean {
  const { final } = promiseFate(program, module, fn, call);
  // What is chained on it takes it along.
  if (final !== call) return true;
  const variables = new Set<number>();
  const results = new Set<number>([call.id]);
  const isPromise = (arg: Expr): boolean => !call.awaited && arg.k === 'result' && arg.id === call.id;
  const comesFrom = (expr: Expr, isOwn: boolean): boolean => someExpr(expr, (each) => (each.k === 'var' && variables.has(each.v)) || (isOwn && each.k === 'result' && results.has(each.id)));
  for (let before = -1; before !== variables.size + results.size; ) {
    before = variables.size + results.size;
    bodies.forEach((body, index) => {
      const isOwn = index === 0;
      forEachStep(body, (step) => {
        if (step.s === 'call' && isOwn && (comesFrom(step.callee, isOwn) || step.args.some(isPromise))) results.add(step.id);
        if (step.s === 'assign' && comesFrom(step.value, isOwn)) for (const { variable } of boundNames(step.to)) variables.add(variable);
      });
    });
  }
  let found = false as boolean;
  bodies.forEach((body, index) => forEachStep(body, (step) => {
    found ||= (step.s === 'if' || step.s === 'loop' || step.s === 'switch') && operands(step).some((each) => comesFrom(each, index === 0)) && !(step.s === 'if' && index === 0 && onlyLogs(step.then) && onlyLogs(step.else));
    return !found;
  }));
  return found;

  /** Whatever a test says, nothing comes of it: a run of attempts does not ask it either. */
  function onlyLogs(steps: readonly Step[]): boolean {
    return steps.every((step) => step.s === 'call' && !step.awaited && isLog(program.call(module, fn, step.id)));
  }

  function isLog(resolved: ResolvedCall | undefined): boolean {
    return resolved !== undefined && resolved.functions.length === 0 && resolved.handed.length === 0 && resolved.externals.length > 0 &&
      resolved.externals.every((each) => program.link.libraries.symbol(each.package, each.path)?.facts.effects?.every(({ kind }) => kind === 'log') === true);
  }
}
