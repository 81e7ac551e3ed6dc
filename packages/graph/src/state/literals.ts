/** The literals an expression may have, when it can have nothing else. */
import type { Program } from '../link.ts';
import type { Placed } from '../program.ts';
import type { StateAccess } from './state-model.ts';
import { parameterOf } from './written-fields.ts';
import { property } from '../slots.ts';

type Literal = NonNullable<StateAccess['literals']>[number];

/** Branches and calls followed. */
const DEEPEST = 6;
/** Calls of one function whose arguments are looked at. */
const MOST_CALLS = 40;

/** Undefined when some of it is not a literal. Constants, enum members, both sides of a branch, and what all callers hand over are followed. */
export function literalsOf(program: Program, { module, function: fn, expr }: Placed, depth = 0): readonly Literal[] | undefined {
  if (depth > DEEPEST) return undefined;
  if (expr.k === 'literal') return [expr.value];
  if (expr.k === 'op' && (expr.op === '?:' || expr.op === '??' || expr.op === '||')) {
    return together((expr.op === '?:' ? expr.args.slice(1) : expr.args).map((each) => literalsOf(program, { module, function: fn, expr: each }, depth + 1)));
  }
  if (expr.k === 'var' && module.facts.variables[expr.v]?.kind === 'param') return handed(program, { module, function: fn, expr }, expr.v, depth);
  const values = program.link.evaluate(module, fn, expr);
  const found = values.flatMap((value): Literal[] => (value.is === 'literal' ? [value.value] : []));
  return found.length > 0 && found.length === values.length ? [...new Set(found)] : undefined;
}

function together(parts: readonly (readonly Literal[] | undefined)[]): readonly Literal[] | undefined {
  const known = parts.flatMap((each) => each ?? []);
  return parts.length > 0 && parts.every((each) => each !== undefined) ? [...new Set(known)] : undefined;
}

/** What the callers of a function hand over for one of its parameters. */
function handed(program: Program, { module }: Placed, variable: number, depth: number): readonly Literal[] | undefined {
  const owner = module.facts.variables[variable]?.function ?? 0;
  const place = parameterOf(module, owner, variable);
  const callers = program.callers(module.functionBase + owner).filter((each) => !program.link.isExempt(each.module.path));
  if (!place || callers.length > MOST_CALLS) return undefined;
  const fallback = module.facts.functions[owner]?.params[place.index]?.default;
  return together(callers.map(({ module: at, function: caller, resolved }) => {
    const arg = resolved.call.args[place.index] ?? (place.path.length === 0 ? fallback : undefined);
    if (!arg || resolved.call.args.slice(0, place.index).some(({ k }) => k === 'spread')) return undefined;
    const given = property(program.link, { module: arg === fallback ? module : at, function: arg === fallback ? owner : caller, expr: arg }, place.path);
    return given && literalsOf(program, given, depth + 1);
  }));
}
