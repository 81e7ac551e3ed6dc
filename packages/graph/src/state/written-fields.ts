/** Which fields an object that is handed to a store has, and where each value stands. */
import type { WriteOperators } from '@dist-lint/libraries';
import { soleOf, type Expr, type ObjectProp } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { FunctionNumber, LinkedModule, Placed } from '../program.ts';
import { property } from '../slots.ts';
import { entities } from './entities.ts';
import { membersSet, pushedTo } from './filled-later.ts';
import { handedParameters } from './handed-parameters.ts';
import { literalsOf } from './literals.ts';
import { propertyKey } from './property-keys.ts';

export interface FieldValue {
  field: string;
  /** Where it is named. */
  at: { module: LinkedModule; function: number; span: { at: number; end: number } };
  /** What is written; absent when the store computes it. */
  value?: Placed;
  /** The store computes it from the value before. */
  atomic?: true;
  /** The names below the field, where a part of it is meant: `id` of `'meta.id'`. */
  path?: string;
  /** Of a condition: it is asked in some cases only. */
  sometimes?: true;
}

export interface WrittenFields {
  fields: readonly FieldValue[];
  /** Some fields come from parameters: what callers hand over. */
  from: readonly HandedFields[];
  /** There may be others that nobody can tell. */
  isOpen: boolean;
}

export interface HandedFields {
  function: FunctionNumber;
  index: number;
  path: readonly string[];
}

const NONE: WrittenFields = { fields: [], from: [], isOpen: false };
const UNKNOWN: WrittenFields = { fields: [], from: [], isOpen: true };
/** Variables, spreads and branches followed. */
const DEEPEST = 8;
const MOST_RETURNS = 4;

interface Reading {
  program: Program;
  operators: WriteOperators | undefined;
  depth: number;
  /** Variables that are being read: `data = { ...data, at }` adds to what it was. */
  within: readonly string[];
}

/** @param operators how the library spells what is computed in the store; absent where every key is a field */
export function writtenFields(program: Program, placed: Placed, operators?: WriteOperators): WrittenFields {
  return read({ program, operators, depth: 0, within: [] }, placed);
}

function read(reading: Reading, placed: Placed): WrittenFields {
  const { module, function: fn, expr } = placed;
  const inner = (each: Expr): WrittenFields => below(reading, { module, function: fn, expr: each });
  switch (expr.k) {
    case 'object':
      return all(expr.props.map((prop) => ofProp(reading, placed, prop)));
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
      return ofVariable(reading, placed, expr.v);
    case 'member':
      return ofMember(reading, placed, expr);
    case 'result':
      return ofResult(reading, placed, expr.id);
    default:
      return UNKNOWN;
  }
}

function below(reading: Reading, placed: Placed, operators = reading.operators): WrittenFields {
  return reading.depth >= DEEPEST ? UNKNOWN : read({ ...reading, operators, depth: reading.depth + 1 }, placed);
}

export function all(parts: readonly WrittenFields[]): WrittenFields {
  return { fields: parts.flatMap(({ fields }) => fields), from: parts.flatMap(({ from }) => from), isOpen: parts.some(({ isOpen }) => isOpen) };
}

function ofProp(reading: Reading, { module, function: fn }: Placed, prop: ObjectProp): WrittenFields {
  const { program, operators } = reading;
  const value: Placed = { module, function: fn, expr: prop.value };
  if (prop.value.k === 'spread') return below(reading, value);
  const key = propertyKey(program, value, prop);
  if (key === undefined) return UNKNOWN;
  const group = operators?.groups?.[key];
  if (group) {
    const inGroup = below({ ...reading, operators: undefined }, value);
    return group === 'set' ? inGroup : { ...inGroup, fields: inGroup.fields.map(({ field, at }) => ({ field, at, atomic: true as const })) };
  }
  const at = { module, function: fn, span: { at: prop.at, end: prop.at + Math.max(1, key.length) } };
  const [field = key, ...path] = key.split('.');
  return { fields: [{ field, at, ...(path.length > 0 ? { path: path.join('.') } : {}), ...written(program, value, operators) }], from: [], isOpen: false };
}

/** Also of a word that is one of several with the same meaning: `{ [sign]: amount }`, where it is `increment` or `decrement`. */
function howStored(program: Program, { module, function: fn }: Placed, { key, computed }: ObjectProp, operators: NonNullable<WriteOperators['values']>): 'set' | 'atomic' | undefined {
  const keys = key !== undefined ? [key] : computed ? (literalsOf(program, { module, function: fn, expr: computed }) ?? []) : [];
  return soleOf(new Set(keys.map((each) => (typeof each === 'string' ? operators[each] : undefined))));
}

/** `{ increment: 1 }`, `{ set: 'paid' }`, sql`n + 1`, or the value itself. */
function written(program: Program, value: Placed, operators: WriteOperators | undefined): Pick<FieldValue, 'value' | 'atomic'> {
  const { module, function: fn, expr } = value;
  if (operators?.values && expr.k === 'object' && expr.props.length === 1) {
    const [prop] = expr.props;
    const how = prop && howStored(program, value, prop, operators.values);
    if (prop && how === 'set') return { value: { module, function: fn, expr: prop.value } };
    if (how === 'atomic') return { atomic: true };
  }
  const call = expr.k === 'result' ? program.call(module, fn, expr.id) : undefined;
  const isRaw = call?.externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.expression === true);
  return isRaw ? { atomic: true } : { value };
}

/** An object that is made and filled in the function, or one that it was handed. */
function ofVariable(reading: Reading, { module, function: fn }: Placed, variable: number): WrittenFields {
  const key = `${module.number} ${variable}`;
  if (reading.within.includes(key)) return NONE;
  const inside = { ...reading, within: [...reading.within, key] };
  const fact = module.facts.variables[variable];
  const added = membersSet(module, fn).filter((each) => each.variable === variable).map(({ field, span, value }): FieldValue => ({
    field, at: { module, function: fn, span }, value: { module, function: fn, expr: value },
  }));
  const made = (module.index.assignments[variable] ?? []).filter(({ item }) => !item).map(({ value, path, function: at }): WrittenFields =>
    below(inside, { module, function: at, expr: path.reduce<Expr>((of, name) => ({ k: 'member', of, name }), value) }));
  const parts = [...(fact?.kind === 'param' ? [handed(reading.program, { module, function: fn, expr: { k: 'var', v: variable } })] : []), ...made];
  if (parts.length === 0) return { ...UNKNOWN, fields: added };
  return all([...parts, ...pushedTo(module, variable).map((each) => below(inside, each)), { ...NONE, fields: added }]);
}

/** What callers hand over, where that is what it is. */
function handed(program: Program, placed: Placed): WrittenFields {
  const from = handedParameters(program, placed).map(({ function: fn, index, path }): HandedFields => ({ function: placed.module.functionBase + fn, index, path }));
  return from.length === 0 ? UNKNOWN : { fields: [], from, isOpen: false };
}

function ofMember(reading: Reading, { module, function: fn, expr }: Placed, { of, name }: Extract<Expr, { k: 'member' }>): WrittenFields {
  const held = property(reading.program.link, { module, function: fn, expr: of }, [name]);
  return held ? below(reading, held) : handed(reading.program, { module, function: fn, expr });
}

/** What a function of the program returns, or what a library's function was handed to make it: `repo.create({ … })`. */
function ofResult(reading: Reading, { module, function: fn }: Placed, id: number): WrittenFields {
  const { program } = reading;
  const resolved = program.call(module, fn, id);
  if (!resolved) return UNKNOWN;
  const { functions, externals, call } = resolved;
  const inArgs = (args: readonly Expr[]): WrittenFields => all(args.map((expr) => below(reading, { module, function: fn, expr })));
  const rows = externals.map((each) => program.link.libraries.symbol(each.package, each.path)?.facts);
  const fills = rows.find((row) => row?.fills !== undefined)?.fills;
  if (fills !== undefined) return call.args[Number(fills)] ? inArgs(call.args.slice(Number(fills), Number(fills) + 1)) : UNKNOWN;
  // `Object.assign({}, defaults, order)`
  if (rows.length === 1 && rows[0]?.returns === 'args') return inArgs(call.args);
  const made = call.kind === 'new' && call.args[0] ? ofConstructor(reading, { module, function: fn, expr: { k: 'result', id } }, call.args[0]) : undefined;
  if (made) return made;
  if (functions.length === 1 && functions[0] && externals.length === 0) {
    const place = program.modules.function(functions[0].number);
    const found = returnedBy(reading, functions[0].number);
    const own = found.from.filter((each) => each.function === place.module.functionBase + place.id);
    // Its own parameters mean something else to those who call us.
    const given = own.map(({ index, path }) => {
      const arg = call.args[index] && property(program.link, { module, function: fn, expr: call.args[index] }, path);
      return arg ? below(reading, arg) : UNKNOWN;
    });
    return all([{ ...found, from: [], isOpen: found.isOpen || own.length < found.from.length }, ...given]);
  }
  // `items.map((item) => ({ … }))`: what the function gives for each.
  const [mapper] = call.callee.k === 'member' && (call.callee.name === 'map' || call.callee.name === 'flatMap') ? resolved.handed.flatMap((each) => (each.at === '0' ? each.functions : [])) : [];
  if (!mapper) return UNKNOWN;
  const found = returnedBy(reading, mapper.number);
  return { ...found, from: found.from.filter((each) => each.function !== mapper.number), isOpen: found.isOpen || found.from.some((each) => each.function === mapper.number) };
}

/** `new Order({ … })` of an entity: what is named like its columns becomes them, however its constructor does that. */
function ofConstructor(reading: Reading, { module, function: fn, expr }: Placed, given: Expr): WrittenFields | undefined {
  const made = soleOf(reading.program.link.evaluate(module, fn, expr));
  if (made?.is !== 'instance') return undefined;
  const place = reading.program.modules.class(made.number);
  const entity = entities(reading.program).named(place.fact.name, place.module);
  if (!entity) return undefined;
  const { fields } = below(reading, { module, function: fn, expr: given });
  return { fields: fields.filter(({ field }) => entity.fields.some(({ name }) => name === field)), from: [], isOpen: true };
}

function returnedBy(reading: Reading, number: FunctionNumber): WrittenFields {
  const { module, id } = reading.program.modules.function(number);
  const returned = module.index.returns[id] ?? [];
  if (returned.length === 0 || returned.length > MOST_RETURNS) return UNKNOWN;
  return all(returned.map((expr) => below(reading, { module, function: id, expr })));
}
