/** Which parameters of functions hold what a call sends: `query(text)`, `query({ text })`, `send(normalised(statement))`, `store(order.data)`. */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { namedParameterOf } from '../parameter-of.ts';
import type { LinkedModule, Placed } from '../program.ts';

export interface HandedParameter {
  /** Of the module of the expression. */
  function: number;
  index: number;
  /** Names below the parameter. */
  path: readonly string[];
}

/** Variables, members and calls followed. */
const DEEPEST = 8;
const MOST_RETURNS = 4;

/** @param path names below the expression, under which it is */
export function handedParameters(program: Program, placed: Placed, path: readonly string[] = []): readonly HandedParameter[] {
  const found = parametersBehind(program, placed, path, 0);
  // The same parameter may be the text, or hold it: `typeof statement === 'string' ? { text: statement } : statement`.
  return [...new Map(found.map((each) => [`${each.function} ${each.index}`, each])).values()];
}

function parametersBehind(program: Program, { module, function: fn, expr }: Placed, path: readonly string[], depth: number): HandedParameter[] {
  if (depth > DEEPEST) return [];
  const inner = (each: Expr | undefined, below: readonly string[] = path): HandedParameter[] => (each ? parametersBehind(program, { module, function: fn, expr: each }, below, depth + 1) : []);
  switch (expr.k) {
    case 'var':
      return ofVariable(program, module, expr.v, path, depth);
    case 'member':
      return inner(expr.of, [expr.name, ...path]);
    case 'awaited':
    case 'spread':
      return inner(expr.of);
    case 'object': {
      const [key, ...below] = path;
      const prop = expr.props.find((each) => each.key === key);
      return key === undefined ? [] : prop ? inner(prop.value, below) : expr.props.flatMap(({ value }) => (value.k === 'spread' ? inner(value.of) : []));
    }
    case 'op':
      if (expr.op === '?:') return expr.args.slice(1).flatMap((each) => inner(each));
      return expr.op === '??' || expr.op === '||' ? expr.args.flatMap((each) => inner(each)) : [];
    case 'result':
      return ofResult(program, { module, function: fn, expr }, expr.id, path, depth);
    default:
      return [];
  }
}

function ofVariable(program: Program, module: LinkedModule, variable: number, path: readonly string[], depth: number): HandedParameter[] {
  const fact = module.facts.variables[variable];
  const assigned = (module.index.assignments[variable] ?? []).filter(({ item }) => !item);
  const given = fact?.kind === 'param' ? namedParameterOf(module, variable) : undefined;
  return [
    ...(fact && given ? [{ function: fact.function, index: given.index, path: [...given.path, ...path] }] : []),
    ...assigned.flatMap((each) => parametersBehind(program, { module, function: each.function, expr: each.value }, [...each.path, ...path], depth + 1)),
  ];
}

/** What a function of the program makes of what it is handed. */
function ofResult(program: Program, { module, function: fn }: Placed, id: number, path: readonly string[], depth: number): HandedParameter[] {
  const resolved = program.call(module, fn, id);
  const callee = soleOf(resolved?.functions);
  if (!resolved || !callee || resolved.externals.length > 0) return [];
  const place = program.modules.function(callee.number);
  const returned = place.module.index.returns[place.id] ?? [];
  if (returned.length > MOST_RETURNS) return [];
  return returned.flatMap((expr) => parametersBehind(program, { module: place.module, function: place.id, expr }, path, depth + 1)).flatMap((each) => {
    const arg = each.function === place.id ? resolved.call.args[each.index] : undefined;
    return arg ? parametersBehind(program, { module, function: fn, expr: arg }, each.path, depth + 1) : [];
  });
}
