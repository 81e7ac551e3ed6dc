/**
 * Reads and writes of rows and documents, by entity and field.
 *
 * A repository that writes what it is handed does not say which fields: they are read at the calls that hand them over,
 * through at most {@link MOST_HOPS} functions; so is the entity of a generic base class. Each access stands where its
 * field is decided, and `by` is the call that stores it.
 */
import { nameSpan } from '../call-spans.ts';
import { classEnvironment } from '../generics.ts';
import type { Program } from '../link.ts';
import type { FunctionNumber, LinkedModule, Placed } from '../program.ts';
import { property, valueName } from '../slots.ts';
import type { Value } from '../values.ts';
import { columnCell } from './column-cells.ts';
import { conditionsBehind, conditionsIn } from './conditions.ts';
import { entities } from './entities.ts';
import { aroundCall } from './guards.ts';
import { literalsOf } from './literals.ts';
import { rowAssignments } from './row-assignments.ts';
import { rowCalls, type RowCall } from './row-calls.ts';
import type { Entity, Guard, StateAccess } from './state-model.ts';
import { sqlAccesses } from './sql-accesses.ts';
import { writtenFields, type FieldValue, type WrittenFields } from './written-fields.ts';

/** Functions between the one that decides and the one that stores. */
const MOST_HOPS = 3;
/** Calls of one function that are looked at for what they hand over. */
const MOST_CALLS = 400;

/** What is stored, seen from one function. */
interface Write {
  module: LinkedModule;
  function: number;
  /** The word in this function that stores it, or leads there. */
  span: { at: number; end: number };
  call?: number;
  entity: string;
  payload: Placed | undefined;
  where: Placed | undefined;
  hops: number;
  /** The call that stores it, where that is in another function. A generic base stores for whoever calls it, as a client does. */
  by?: NonNullable<StateAccess['by']>;
}

/** What the calls of a module store and read, wherever that is decided. */
export function rowAccesses(program: Program, module: LinkedModule): readonly StateAccess[] {
  const calls = module.facts.functions.flatMap((_, fn) => rowCalls(program, module, fn).flatMap((each) => accessesOf(program, module, fn, each)));
  return [...calls, ...rowAssignments(program, module)];
}

function accessesOf(program: Program, module: LinkedModule, fn: number, row: RowCall): StateAccess[] {
  const { call, effect, target, payload, where } = row;
  const span = nameSpan(call);
  if (effect.sql !== undefined) return sqlAccesses(program, module, fn, row, span, aroundCall(program, module, fn, call));
  if (target === '') return [];
  const begin: Write = { module, function: fn, span, call: call.id, entity: target, payload, where, hops: 0 };
  if (effect.kind === 'db-read') return followed(program, begin, row).flatMap((each) => read(program, row, each));
  const around = { ...aroundCall(program, module, fn, call), ...(effect.missed === 'throws' ? { checked: true as const } : {}) };
  return followed(program, begin, row).flatMap((each) => written(program, row, each, around));
}

/** Seen from the functions that decide it: this one, or those that call it. */
function followed(program: Program, write: Write, row: RowCall): Write[] {
  const { module, function: fn, entity, hops } = write;
  const number = module.functionBase + fn;
  const isGeneric = /^<.+>$/.test(entity);
  const fields = write.payload && writtenFields(program, write.payload, row.library.operators);
  const isHanded = fields?.from?.function === number;
  if ((!isGeneric && !isHanded) || hops === MOST_HOPS) return isGeneric ? [] : [write];
  const callers = program.callers(number).filter(({ module: at }) => !program.link.isExempt(at.path));
  if (callers.length === 0 || callers.length > MOST_CALLS) return isGeneric ? [] : [write];
  const found = callers.flatMap(({ module: at, function: caller, resolved }) => {
    const self = resolved.functions.find((each) => each.number === number)?.self;
    const named = isGeneric ? entityFor(program, number, entity, self) : entity;
    if (named === '') return [];
    const hand = (placed: Placed | undefined): Placed | undefined => placed && handedOver(program, placed, number, { module: at, function: caller, args: resolved.call.args });
    const { call } = resolved;
    const next: Write = {
      module: at, function: caller, call: call.id, span: nameSpan(call),
      entity: named, payload: hand(write.payload), where: hand(write.where), hops: hops + 1,
      ...(isGeneric ? {} : { by: write.by ?? { module, function: fn, span: write.span } }),
    };
    return followed(program, next, row);
  });
  // What it fills in by itself is decided here.
  return isHanded && fields.fields.length > 0 && !isGeneric ? [...found, write] : found;
}

/** What a type parameter stands for on the object that a method is called on. */
function entityFor(program: Program, number: FunctionNumber, parameter: string, self: Value | undefined): string {
  const { module, fact } = program.modules.function(number);
  if (!self || fact.class === undefined) return '';
  const values = classEnvironment(program.link, self, module.classBase + fact.class)?.get(parameter.slice(1, -1)) ?? [];
  return values.map((value) => valueName(program.link, value)).find(Boolean) ?? '';
}

/** What a function was handed, where the expression is one of its parameters (or a part of one); else the expression itself. */
function handedOver(program: Program, placed: Placed, number: FunctionNumber, caller: { module: LinkedModule; function: number; args: readonly Placed['expr'][] }): Placed {
  const from = writtenFields(program, placed).from;
  if (!from || from.function !== number) return placed;
  const arg = caller.args[from.index];
  if (!arg || caller.args.slice(0, from.index).some(({ k }) => k === 'spread')) return placed;
  const at: Placed = { module: caller.module, function: caller.function, expr: arg };
  return from.path.length === 0 ? at : (property(program.link, at, from.path) ?? placed);
}

function written(program: Program, row: RowCall, write: Write, around: Guard): StateAccess[] {
  const { module, function: fn, span, by } = write;
  const { effect, library } = row;
  const entity = entities(program).named(write.entity, module);
  const { fields, isOpen } = fieldsOf(program, row, write);
  const conditions = conditionsOf(program, row, write);
  const operation: StateAccess['operation'] = effect.operation === 'create' || effect.operation === 'upsert' || effect.operation === 'delete' ? effect.operation : 'update';
  const base = { how: 'write' as const, operation, via: `${row.external.path} of ${library.name}`, ...(by ? { by } : {}) };
  const found = fields.map((each): StateAccess => {
    const cell = columnCell(entity, write.entity, each.field, library.name);
    const literals = each.value && (literalsOf(program, each.value) ?? generatedWord(program, each.value, library.packages, cell.states));
    return {
      ...base, cell, module: each.at.module, function: each.at.function, span: each.at.span,
      ...(each.at.module === module && each.at.function === fn && write.call !== undefined ? { call: write.call } : {}),
      ...(each.value ? { value: each.value } : {}), ...(literals ? { literals } : {}),
      guard: guardOf(program, each, fields, conditions, entity, around),
    };
  });
  if (fields.length > 0 && !isOpen) return found;
  if (fields.length > 0 && operation !== 'delete') return found;
  return [...found, { ...base, cell: columnCell(entity, write.entity, '*', library.name), module, function: fn, span, ...(write.call === undefined ? {} : { call: write.call }), guard: effect.atomic ? { ...around, atomic: true } : around }];
}

/** `OrderStatus.PAID` of a generated client: the schema says which words there are. */
function generatedWord(program: Program, { module, function: fn, expr }: Placed, packages: readonly string[], states: readonly string[] = []): readonly string[] | undefined {
  const values = program.link.evaluate(module, fn, expr);
  const words = values.flatMap((value) => (value.is === 'external' && packages.includes(value.package) ? [value.path.slice(value.path.lastIndexOf('.') + 1)] : []));
  return words.length > 0 && words.length === values.length && words.every((word) => states.includes(word)) ? words : undefined;
}

function conditionsOf(program: Program, { library, external }: RowCall, { where }: Write): readonly FieldValue[] {
  return [...(where ? conditionsIn(program, where, library.operators) : []), ...conditionsBehind(program, external)];
}

function fieldsOf(program: Program, { effect, library }: RowCall, { payload }: Write): WrittenFields {
  if (effect.operation === 'delete' || !payload) return { fields: [], isOpen: effect.operation !== 'delete' };
  return writtenFields(program, payload, library.operators);
}

function guardOf(program: Program, { field, atomic }: FieldValue, fields: readonly FieldValue[], conditions: readonly FieldValue[], entity: Entity | undefined, around: Guard): Guard {
  const same = conditions.find((each) => each.field === field);
  const raised = new Set(fields.filter((each) => each.atomic || (each.value && isRaised(each.value))).map((each) => each.field));
  const versions = conditions.filter((each) => raised.has(each.field) || entity?.fields.some(({ name, isVersion }) => isVersion && name === each.field));
  const isVersioned = versions.length > 0 && !versions.some((each) => each.field === field);
  return {
    ...around,
    ...(atomic ? { atomic: true as const } : {}),
    ...(same ? { from: (same.value && literalsOf(program, same.value)) ?? [] } : {}),
    ...(isVersioned ? { version: true as const } : {}),
  };
}

/** `version: order.version + 1` */
function isRaised({ expr }: Placed): boolean {
  return expr.k === 'op' && expr.op === '+' && expr.args.some((each) => each.k === 'literal' && each.value === 1);
}

function read(program: Program, row: RowCall, write: Write): StateAccess[] {
  const { module, function: fn, span, by } = write;
  const entity = entities(program).named(write.entity, module);
  const base = { how: 'read' as const, operation: 'read' as const, module, function: fn, guard: {}, via: `${row.external.path} of ${row.library.name}`, ...(write.call === undefined ? {} : { call: write.call }), ...(by ? { by } : {}) };
  const conditions = conditionsOf(program, row, write);
  return [
    { ...base, cell: columnCell(entity, write.entity, '*', row.library.name), span },
    ...conditions.map((each): StateAccess => ({ ...base, cell: columnCell(entity, write.entity, each.field, row.library.name), span: each.at.span })),
  ];
}
