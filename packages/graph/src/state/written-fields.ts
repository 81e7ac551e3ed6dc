/** Which fields an object that is handed to a store has, and where each value stands. */
import type { WriteOperators } from '@dist-lint/libraries';
import type { Expr, ObjectProp } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { FunctionNumber, LinkedModule, Placed } from '../program.ts';
import { textOf } from '../slots.ts';
import { forEachStep } from '../walk.ts';

export interface FieldValue {
  field: string;
  /** Where it is named. */
  at: { module: LinkedModule; function: number; span: { at: number; end: number } };
  /** What is written; absent when the store computes it. */
  value?: Placed;
  /** The store computes it from the value before. */
  atomic?: true;
}

export interface WrittenFields {
  fields: readonly FieldValue[];
  /** Some fields come from a parameter: what callers hand over. */
  from?: { function: FunctionNumber; index: number; path: readonly string[] };
  /** There may be others that nobody can tell. */
  isOpen: boolean;
}

const NONE: WrittenFields = { fields: [], isOpen: false };
const UNKNOWN: WrittenFields = { fields: [], isOpen: true };
/** Variables, spreads and branches followed. */
const DEEPEST = 8;

/** @param operators how the library spells what is computed in the store; absent where every key is a field */
export function writtenFields(program: Program, placed: Placed, operators?: WriteOperators, depth = 0): WrittenFields {
  const { module, function: fn, expr } = placed;
  const inner = (each: Expr): WrittenFields => writtenFields(program, { module, function: fn, expr: each }, operators, depth + 1);
  if (depth > DEEPEST) return UNKNOWN;
  switch (expr.k) {
    case 'object':
      return all(expr.props.map((prop) => ofProp(program, placed, prop, operators, depth)));
    case 'array':
      return all(expr.items.map(inner));
    case 'spread':
    case 'awaited':
      return inner(expr.of);
    case 'literal':
      return NONE;
    case 'op':
      if (expr.op === '?:') return all(expr.args.slice(1).map(inner));
      if (expr.op === '??' || expr.op === '||') return all(expr.args.map(inner));
      return expr.op === '&&' ? inner(expr.args.at(-1) ?? { k: 'unknown' }) : UNKNOWN;
    case 'var':
      return ofVariable(program, placed, expr.v, operators, depth);
    case 'result':
      return ofResult(program, placed, expr.id, operators, depth);
    default:
      return UNKNOWN;
  }
}

function all(parts: readonly WrittenFields[]): WrittenFields {
  const from = parts.find((each) => each.from)?.from;
  return { fields: parts.flatMap(({ fields }) => fields), isOpen: parts.some(({ isOpen }) => isOpen), ...(from ? { from } : {}) };
}

function ofProp(program: Program, { module, function: fn }: Placed, prop: ObjectProp, operators: WriteOperators | undefined, depth: number): WrittenFields {
  const value: Placed = { module, function: fn, expr: prop.value };
  if (prop.value.k === 'spread') return writtenFields(program, value, operators, depth + 1);
  const key = prop.key ?? (prop.computed ? textOf(program.link, module, fn, prop.computed) : '');
  if (key === '' || key.includes('*')) return UNKNOWN;
  const group = operators?.groups?.[key];
  if (group) {
    const below = writtenFields(program, value, undefined, depth + 1);
    return group === 'set' ? below : { ...below, fields: below.fields.map(({ field, at }) => ({ field, at, atomic: true as const })) };
  }
  const at = { module, function: fn, span: { at: prop.at, end: prop.at + Math.max(1, key.length) } };
  const [field = key] = key.split('.');
  return { fields: [{ field, at, ...written(program, value, operators) }], isOpen: false };
}

/** `{ increment: 1 }`, `{ set: 'paid' }`, sql`n + 1`, or the value itself. */
function written(program: Program, value: Placed, operators: WriteOperators | undefined): Pick<FieldValue, 'value' | 'atomic'> {
  const { module, function: fn, expr } = value;
  if (operators?.values && expr.k === 'object' && expr.props.length === 1) {
    const [prop] = expr.props;
    const how = prop?.key === undefined ? undefined : operators.values[prop.key];
    if (prop && how === 'set') return { value: { module, function: fn, expr: prop.value } };
    if (how === 'atomic') return { atomic: true };
  }
  const call = expr.k === 'result' ? program.call(module, fn, expr.id) : undefined;
  const isRaw = call?.externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.expression === true);
  return isRaw ? { atomic: true } : { value };
}

/** An object that is made and filled in the function, or one that it was handed. */
function ofVariable(program: Program, { module, function: fn }: Placed, variable: number, operators: WriteOperators | undefined, depth: number): WrittenFields {
  const fact = module.facts.variables[variable];
  const added = membersSet(program, module, fn).filter((each) => each.variable === variable).map(({ field, span, value }): FieldValue => ({
    field, at: { module, function: fn, span }, value: { module, function: fn, expr: value },
  }));
  const assigned = (module.index.assignments[variable] ?? []).filter(({ item }) => !item);
  if (fact?.kind === 'param' && assigned.length === 0) {
    const place = parameterOf(module, fact.function, variable);
    return { fields: added, isOpen: place === undefined, ...(place ? { from: { function: module.functionBase + fact.function, ...place } } : {}) };
  }
  const pushed = pushedTo(module, fn, variable).map((expr) => writtenFields(program, { module, function: fn, expr }, operators, depth + 1));
  const made = assigned.map(({ value, path, function: at }): WrittenFields => (path.length === 0 ? writtenFields(program, { module, function: at, expr: value }, operators, depth + 1) : UNKNOWN));
  const known = made.length === 0 ? UNKNOWN : all([...made, ...pushed]);
  return { ...known, fields: [...known.fields, ...added] };
}

/** `rows.push({ … })` in the same function. */
function pushedTo(module: LinkedModule, fn: number, variable: number): readonly Expr[] {
  return (module.index.calls[fn] ?? []).flatMap((call) => (call?.callee.k === 'member' && call.callee.name === 'push' && call.callee.of.k === 'var' && call.callee.of.v === variable ? call.args : []));
}

/** Where a parameter, or a name that a parameter's pattern binds, comes from. */
export function parameterOf(module: LinkedModule, fn: number, variable: number): { index: number; path: readonly string[] } | undefined {
  const params = module.facts.functions[fn]?.params ?? [];
  for (const [index, { target, rest }] of params.entries()) {
    if (rest) continue;
    if (target.k === 'var' && target.v === variable) return { index, path: [] };
    if (target.k !== 'object-pattern') continue;
    const prop = target.props.find((each) => each.to.k === 'var' && each.to.v === variable);
    if (prop?.key !== undefined) return { index, path: [prop.key] };
  }
  return undefined;
}

/** What a function of the program returns, or what a library's function was handed to make it: `repo.create({ … })`. */
function ofResult(program: Program, { module, function: fn }: Placed, id: number, operators: WriteOperators | undefined, depth: number): WrittenFields {
  const resolved = program.call(module, fn, id);
  if (!resolved) return UNKNOWN;
  const { functions, externals, call } = resolved;
  if (functions.length === 1 && functions[0] && externals.length === 0) {
    const place = program.modules.function(functions[0].number);
    const returned = place.module.index.returns[place.id] ?? [];
    if (returned.length === 0 || returned.length > 4) return UNKNOWN;
    const found = all(returned.map((expr) => writtenFields(program, { module: place.module, function: place.id, expr }, operators, depth + 2)));
    // Its own parameters mean something else to those who call us.
    return { fields: found.fields, isOpen: found.isOpen || found.from !== undefined };
  }
  // `items.map((item) => ({ … }))`: what the function gives for each.
  const [mapper] = call.callee.k === 'member' && (call.callee.name === 'map' || call.callee.name === 'flatMap') ? resolved.handed.flatMap((each) => (each.at === '0' ? each.functions : [])) : [];
  if (mapper) {
    const place = program.modules.function(mapper.number);
    return all((place.module.index.returns[place.id] ?? []).map((expr) => writtenFields(program, { module: place.module, function: place.id, expr }, operators, depth + 1)));
  }
  const makes = externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.fills !== undefined);
  return makes && call.args[0] ? writtenFields(program, { module, function: fn, expr: call.args[0] }, operators, depth + 1) : UNKNOWN;
}

interface MemberSet {
  variable: number;
  field: string;
  value: Expr;
  span: { at: number; end: number };
}

/** `order.status = 'paid'`, for every variable of a function. */
export function membersSet(_program: Program, module: LinkedModule, fn: number): readonly MemberSet[] {
  const found: MemberSet[] = [];
  forEachStep(module.facts.functions[fn]?.body ?? [], (step) => {
    if (step.s !== 'assign' || step.op !== '=' || step.to.k !== 'member' || step.to.of.k !== 'var') return;
    found.push({ variable: step.to.of.v, field: step.to.name, value: step.value, span: { at: step.at, end: step.end } });
  });
  return found;
}
