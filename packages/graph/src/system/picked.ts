/**
 * Functions that stand in an object or list and are picked from it at run time by whom they are handed to:
 * `dispatch(request, response, { GET: list, POST: add })`, where `dispatch` runs `handlers[request.method]`.
 */
import type { Expr } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { parameterBehind, type ResolvedCall } from '../resolved-calls.ts';
import type { FunctionNumber, LinkedModule } from '../program.ts';

export interface Pick {
  module: LinkedModule;
  function: number;
  resolved: ResolvedCall;
}

/** Locals that are followed. */
const DEEPEST = 4;

/** The call by which a function runs what it picks from what it is handed at a place: `2.GET`. */
export function pickedBy(program: Program, fn: FunctionNumber, at: string): Pick | undefined {
  const [index, ...path] = at.split('.');
  if (path.length === 0) return undefined;
  const { module, id } = program.modules.function(fn);
  for (const resolved of program.calls(module, id)) {
    const from = pickedFrom(module, resolved.call.callee, 0);
    const place = from && parameterBehind(program.link, module, id, from.of);
    if (place?.function === fn && String(place.index) === index && [...place.path, '*'].length === path.length && place.path.every((name, position) => name === path[position])) return { module, function: id, resolved };
  }
  return undefined;
}

/** The object of which an expression is a member whose name is known at run time alone. */
function pickedFrom(module: LinkedModule, expr: Expr, depth: number): { of: Expr } | undefined {
  if (expr.k === 'index') return expr.index.k === 'literal' ? undefined : { of: expr.of };
  if (expr.k !== 'var' || depth === DEEPEST || module.facts.variables[expr.v]?.kind !== 'const') return undefined;
  const [only, ...more] = module.index.assignments[expr.v] ?? [];
  return only && more.length === 0 && only.path.length === 0 && only.item !== true ? pickedFrom(module, only.value, depth + 1) : undefined;
}
