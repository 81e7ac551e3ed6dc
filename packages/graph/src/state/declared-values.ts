/** The values that an enum or a list of constants allows. Undefined when one of them cannot be read. */
import { soleOf } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule, Placed } from '../program.ts';
import type { ObjectValue, Value } from '../values.ts';

export type States = readonly string[] | undefined;

const DEEPEST = 8;

/** `['open', 'paid']`, `OrderStatus`, `Object.values(OrderStatus)`, `() => OrderStatus`. */
export function valuesOf(program: Program, placed: Placed, depth = 0): States {
  const { budget } = program.link;
  if (depth > DEEPEST || !budget.enter()) return undefined;
  try {
    return valuesOfExpr(program, placed, depth);
  } finally {
    budget.leave();
  }
}

function valuesOfExpr(program: Program, placed: Placed, depth: number): States {
  const { module, function: fn, expr } = placed;
  if (expr.k === 'array') {
    return joined(expr.items.map((item) => (item.k === 'spread' ? valuesOf(program, { ...placed, expr: item.of }, depth + 1) : textsOf(program, { ...placed, expr: item }))));
  }
  if (expr.k === 'result') {
    const call = module.index.calls[fn]?.[expr.id];
    const [of] = call?.args ?? [];
    if (call?.callee.k === 'member' && call.callee.of.k === 'global' && call.callee.of.name === 'Object' && call.callee.name === 'values' && of) {
      return valuesOf(program, { ...placed, expr: of }, depth + 1);
    }
  }
  if (expr.k === 'var' && module.facts.variables[expr.v]?.kind === 'import') return importedValues(program, module, expr.v, depth);
  const constant = expr.k === 'var' ? soleAssignment(module, expr.v) : undefined;
  if (constant) return valuesOf(program, constant, depth + 1);
  const values = program.link.evaluate(module, fn, expr);
  const [value] = values;
  return value && values.length === 1 ? valuesOfValue(program, value, depth) : undefined;
}

/** A list has to be read where it stands: as a value it is an array of anything. */
function importedValues(program: Program, module: LinkedModule, variable: number, depth: number): States {
  const found = program.exports.import(module, variable, 'value');
  if (found?.is === 'expression') return valuesOf(program, found.placed, depth + 1);
  if (found?.is !== 'variable') return undefined;
  const constant = soleAssignment(found.module, found.variable);
  if (constant) return valuesOf(program, constant, depth + 1);
  const values = program.link.variable(found.module, found.variable);
  return values.length === 1 && values[0] ? valuesOfValue(program, values[0], depth) : undefined;
}

/** What a constant is set to, once. */
function soleAssignment(module: LinkedModule, variable: number): Placed | undefined {
  const fact = module.facts.variables[variable];
  const assignment = soleOf(module.index.assignments[variable]);
  if (fact?.kind !== 'const' || !assignment || assignment.path.length > 0 || assignment.item) return undefined;
  return { module, function: assignment.function, expr: assignment.value };
}

export function valuesOfEnum(module: LinkedModule, index: number): States {
  return texts((module.facts.enums[index]?.members ?? []).map(({ value }) => value));
}

function valuesOfValue(program: Program, value: Value, depth: number): States {
  switch (value.is) {
    case 'enum':
      return valuesOfEnum(value.module, value.index);
    case 'object':
      return valuesOfObject(program, value, depth);
    case 'function': {
      const { module, id } = program.modules.function(value.number);
      const returned = soleOf(module.index.returns[id]);
      return returned ? valuesOf(program, { module, function: id, expr: returned }, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}

/** `{ Open: 'open', Paid: 'paid' } as const`. */
function valuesOfObject(program: Program, { module, function: fn, expr }: ObjectValue, depth: number): States {
  if (expr.props.length === 0) return undefined;
  return joined(expr.props.map((prop) =>
    prop.value.k === 'spread'
      ? valuesOf(program, { module, function: fn, expr: prop.value.of }, depth + 1)
      : textsOf(program, { module, function: fn, expr: prop.value })));
}

/** The texts that an expression may be. */
export function textsOf(program: Program, { module, function: fn, expr }: Placed): States {
  const values = program.link.evaluate(module, fn, expr);
  if (values.length === 0) return undefined;
  return texts(values.map((value) => (value.is === 'literal' ? value.value : undefined)));
}

function texts(values: readonly unknown[]): States {
  const found = values.filter((value) => typeof value === 'string');
  return found.length === values.length && found.length > 0 ? [...new Set(found)] : undefined;
}

export function joined(lists: readonly States[]): States {
  if (lists.length === 0 || lists.includes(undefined)) return undefined;
  return [...new Set(lists.flatMap((list) => list ?? []))];
}
