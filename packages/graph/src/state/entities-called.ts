/** Entities that a call makes: `pgTable('orders', { … })`, `model('Order', schema)`, `sequelize.define('Order', { … })`. */
import type { EntityFacts } from '@dist-lint/libraries';
import { soleOf, type CallStep, type Expr } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { lineAndColumn, type LinkedModule, type Placed } from '../program.ts';
import type { CallSite, ObjectValue, Value } from '../values.ts';
import { columnAt, columnOf, rowsAt, type Column, type Row } from './column-facts.ts';
import { decoratedFields, tableName } from './entities-decorated.ts';
import { withImplied } from './implied-fields.ts';
import { callOf, nameAt, placedAt } from './row-slots.ts';
import type { Entity, EntityField } from './state-model.ts';
import { memberType, valuesOfType } from './type-values.ts';

const DEEPEST = 6;
/** Properties looked at for one entity. */
const MOST_PROPERTIES = 5_000;

/** How the fields of one entity are read. */
interface Reading {
  said: EntityFacts;
  /** The types whose members tell what values fields take. */
  types: readonly Value[];
  depth: number;
  left: { properties: number };
}

export function calledEntities(program: Program, module: LinkedModule): Entity[] {
  const names = namesOfCalls(module);
  return module.index.calls.flatMap((calls, fn) =>
    calls.flatMap((call) => {
      if (!call) return [];
      const site: CallSite = { module, function: fn, call };
      const row = rowsAt(program, site).find(({ facts }) => facts.entity && !facts.entity.part && !facts.entity.tables);
      const said = row?.facts.entity;
      if (!row || !said) return [];
      const name = said.name === undefined ? names.get(`${fn} ${call.id}`) : nameAt(program, site, row.callee, said.name);
      if (name === undefined || name === '*') return [];
      const { fields, table } = declaredBy(program, site, row, 0, { properties: MOST_PROPERTIES });
      return [{
        name,
        ...(table === undefined ? {} : { table }),
        package: module.input.package,
        store: said.store ?? row.library,
        fields,
        path: module.path,
        line: lineAndColumn(module.facts.lineStarts, call.at)[0],
      }];
    }));
}

/** By function and call: the variable to which the call's result is bound, at once or after calls that it is chained to. */
function namesOfCalls(module: LinkedModule): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  module.index.assignments.forEach((assignments, id) => {
    const name = module.facts.variables[id]?.name;
    for (const { function: fn, value, path } of assignments ?? []) {
      if (name === undefined || path.length > 0) continue;
      for (let each: Expr | undefined = value; each?.k === 'result'; ) {
        const call: CallStep | undefined = module.index.calls[fn]?.[each.id];
        if (call) names.set(`${fn} ${call.id}`, name);
        each = call?.callee.k === 'member' ? call.callee.of : undefined;
      }
    }
  });
  return names;
}

interface Declared {
  table?: string;
  fields: EntityField[];
}

/** What a call that makes an entity, or the fields of one, declares. */
function declaredBy(program: Program, site: CallSite, row: Row, depth: number, left: Reading['left']): Declared {
  const said = row.facts.entity ?? {};
  const placed = said.fields === undefined ? undefined : placedAt(program, site, row.callee, said.fields, undefined);
  const inner = placed ? declaredIn(program, placed, { said, types: owners(program, site, row), depth, left }) : { fields: [] };
  const fields = withImplied(program, site, row.callee, said.implied, inner.fields);
  const { table = inner.table } = tableName(program, site, row, said.table, said.schema);
  return { fields, ...(table === undefined ? {} : { table }) };
}

function owners(program: Program, { module, call }: CallSite, { facts, callee }: Row): readonly Value[] {
  const typed = facts.entity?.typed;
  if (typed === 'this') return callee.receiver ? [callee.receiver] : [];
  const type = call.typeArgs?.[Number(/^<(\d+)>$/.exec(typed ?? '')?.[1] ?? -1)];
  return type ? program.link.type(module, type) : [];
}

/** The fields that an expression holds: an object literal, what a function returns, a class, or a part that was made. */
function declaredIn(program: Program, { module, function: fn, expr }: Placed, reading: Reading): Declared {
  if (reading.depth > DEEPEST) return { fields: [] };
  for (const value of program.link.evaluate(module, fn, expr)) {
    const found = declaredInValue(program, value, reading);
    if (found) return found;
  }
  return { fields: [] };
}

function declaredInValue(program: Program, value: Value, reading: Reading): Declared | undefined {
  switch (value.is) {
    case 'object':
      return { fields: [...fieldsOf(program, value, reading, '')] };
    case 'class':
      return { fields: decoratedFields(program, program.modules.class(value.number)) };
    case 'function': {
      const { module, id } = program.modules.function(value.number);
      const returned = soleOf(module.index.returns[id]);
      return returned ? declaredIn(program, { module, function: id, expr: returned }, deeper(reading)) : undefined;
    }
    case 'external': {
      const { made } = value;
      const row = made && partRow(program, made, 0);
      return row && declaredBy(program, row.site, row.row, reading.depth + 1, reading.left);
    }
    default:
      return undefined;
  }
}

/** The call that made a part, through those that were chained to it: `new Schema({ … }).index({ … })`. */
function partRow(program: Program, site: CallSite, depth: number): { site: CallSite; row: Row } | undefined {
  const row = rowsAt(program, site).find(({ facts }) => facts.entity?.part);
  if (row) return { site, row };
  const { callee } = site.call;
  if (callee.k !== 'member' || depth > DEEPEST) return undefined;
  for (const value of program.link.evaluate(site.module, site.function, callee.of)) {
    if (value.is === 'external' && value.made && value.made.call !== site.call) return partRow(program, value.made, depth + 1);
  }
  return undefined;
}

function* fieldsOf(program: Program, { module, function: fn, expr }: ObjectValue, reading: Reading, prefix: string): Iterable<EntityField> {
  const { said, types } = reading;
  for (const { key: literal, computed, value, kind } of expr.props) {
    if ((reading.left.properties -= 1) < 0) return;
    const placed: Placed = { module, function: fn, expr: value };
    if (value.k === 'spread') {
      yield* declaredIn(program, { ...placed, expr: value.of }, deeper(reading)).fields.map((field) => ({ ...field, name: prefix + field.name }));
      continue;
    }
    const key = literal ?? (computed && literalOf(program, { ...placed, expr: computed }));
    if (key === undefined || kind) continue;
    const name = prefix + key;
    yield { name, ...withDeclaredValues(program, columnOfField(program, placed, said), types, key) };
    const inner = said.leaf === undefined ? undefined : nested(program, placed, said.leaf);
    if (inner && reading.depth < DEEPEST) yield* fieldsOf(program, inner, { ...deeper(reading), types: types.flatMap((type) => program.link.member(type, key)) }, `${name}.`);
  }
}

function deeper(reading: Reading): Reading {
  return { ...reading, depth: reading.depth + 1 };
}

function columnOfField(program: Program, placed: Placed, said: EntityFacts): Column {
  const made = columnOf(program, placed);
  if (said.column) {
    const site = callOf(placed);
    return { ...made, ...columnAt(program, site, { is: 'external', package: '', path: '' }, said.column) };
  }
  // Where columns are calls, one that cannot be read may have any name.
  return made ?? { column: '*' };
}

function withDeclaredValues(program: Program, column: Column, types: readonly Value[], key: string): Column {
  if (column.values) return column;
  for (const owner of types) {
    const type = memberType(program, owner, key);
    const values = type && valuesOfType(program, type);
    if (values) return { ...column, values };
  }
  return column;
}

/** `{ street: String, city: String }`, which says no type of its own. */
function nested(program: Program, { module, function: fn, expr }: Placed, leaf: string): ObjectValue | undefined {
  const [value] = program.link.evaluate(module, fn, expr);
  if (value?.is !== 'object' || value.expr.props.length === 0) return undefined;
  return value.expr.props.some(({ key, value: each }) => key === leaf || each.k === 'spread') ? undefined : value;
}

function literalOf(program: Program, { module, function: fn, expr }: Placed): string | undefined {
  const values = program.link.evaluate(module, fn, expr);
  const [value] = values;
  return values.length === 1 && value?.is === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

