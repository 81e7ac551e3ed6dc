/** The literals an expression may have, when it can have nothing else. */
import type { Expr } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { namedParameterOf } from '../parameter-of.ts';
import type { LinkedModule, Placed } from '../program.ts';
import { property } from '../slots.ts';
import type { StateAccess } from './state-model.ts';

export type Literal = NonNullable<StateAccess['literals']>[number];

/** Branches, names and calls followed. */
const DEEPEST = 6;
/** Calls of one function whose arguments are looked at. */
const MOST_CALLS = 40;

/** Undefined when some of it is not a literal. Constants, enum members, both sides of a branch, and what all callers hand over are followed. */
export function literalsOf(program: Program, { module, function: fn, expr }: Placed, depth = 0): readonly Literal[] | undefined {
  if (depth > DEEPEST) return undefined;
  switch (expr.k) {
    case 'literal':
      return [expr.value];
    case 'template':
      return expr.values.length === 0 ? [expr.parts.join('')] : undefined;
    case 'op':
      return chosen(program, { module, function: fn, expr }, expr, depth);
    case 'var':
      return named(program, { module, function: fn, expr }, expr.v, depth);
    case 'member':
      // What else a field may have been given is not seen here.
      return program.link.evaluate(module, fn, expr.of).every(({ is }) => is === 'enum' || is === 'object' || is === 'class') ? evaluated(program, module, fn, expr) : undefined;
    default:
      return evaluated(program, module, fn, expr);
  }
}

function chosen(program: Program, { module, function: fn }: Placed, { op, args }: Extract<Expr, { k: 'op' }>, depth: number): readonly Literal[] | undefined {
  const each = (list: readonly Expr[]): (readonly Literal[] | undefined)[] => list.map((expr) => literalsOf(program, { module, function: fn, expr }, depth + 1));
  if (op === '-' && args.length === 1) return each(args)[0]?.map((value) => (typeof value === 'number' ? -value : value));
  if (op === '?:') return together(each(args.slice(1)));
  return op === '??' || op === '||' ? together(each(args)) : undefined;
}

/** All that a variable is ever given. */
function named(program: Program, placed: Placed, variable: number, depth: number): readonly Literal[] | undefined {
  const { module } = placed;
  switch (module.facts.variables[variable]?.kind) {
    case 'param':
      return handed(program, placed, variable, depth);
    case 'import': {
      const found = program.exports.import(module, variable, 'value');
      return found?.is === 'variable' ? named(program, { module: found.module, function: 0, expr: { k: 'var', v: found.variable } }, found.variable, depth + 1) : undefined;
    }
    default: {
      const assignments = module.index.assignments[variable] ?? [];
      const fact = module.facts.variables[variable];
      if (assignments.length === 0 || assignments.length <= (fact?.writes ?? 0) || assignments.some(({ path, item }) => path.length > 0 || item)) {
        return (fact?.writes ?? 0) > 0 ? undefined : evaluated(program, module, placed.function, placed.expr);
      }
      return together(assignments.map((each) => literalsOf(program, { module, function: each.function, expr: each.value }, depth + 1)));
    }
  }
}

function evaluated(program: Program, module: LinkedModule, fn: number, expr: Expr): readonly Literal[] | undefined {
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
  const place = namedParameterOf(module, variable);
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
