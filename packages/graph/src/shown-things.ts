/** Things that are shown to somebody, who closes them: that is no failure. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { callBehind } from './made-of.ts';
import type { LinkedModule } from './program.ts';
import { failureListeners } from './failure-listeners.ts';
import { someExpr } from './walk.ts';
import { isWork } from './work.ts';

/**
 * A call that is told by an `onClose` alone, and shows something: it is handed an element, or it is a function of the program
 * that does no work of its own, so that there is no connection which could be closed.
 */
export function isShown(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  const resolved = program.call(module, fn, call.id);
  const told = resolved ? failureListeners(resolved) : [];
  if (!resolved || told.length === 0 || !told.every(({ at }) => /\.(on_?)?closed?$/i.test(at))) return false;
  const isElement = (each: Expr): boolean => callBehind(module, fn, each)?.kind === 'jsx';
  if (call.args.some((arg) => someExpr(arg, isElement))) return true;
  const { functions, externals, parameter, unseen } = resolved;
  return call.kind === undefined && functions.length > 0 && externals.length === 0 && !parameter && unseen === undefined &&
    functions.every(({ number }) => !program.modules.function(number).fact.bodiless && program.summary(number).invokes.length === 0 && !program.summary(number).effects.some(isWork));
}
