/**
 * Reads and writes of rows and documents, by entity and field.
 *
 * A repository that writes what it is handed does not say which fields: they are read at the calls that hand them over,
 * through at most {@link MOST_HOPS} functions; so is the entity of a generic base class. Each access stands where its
 * field is decided, and `by` is the call that stores it.
 */
import type { Library } from '@dist-lint/libraries';
import type { CallStep } from '@dist-lint/model';
import { nameSpan } from '../call-spans.ts';
import type { Program } from '../link.ts';
import type { LinkedModule, Placed } from '../program.ts';
import type { Memo } from '../tracking.ts';
import { columnCell } from './column-cells.ts';
import { ANY_FIELD } from './condition-words.ts';
import { conditionsAfter, conditionsBehind, conditionsIn } from './conditions.ts';
import { entities } from './entities.ts';
import { aroundCall } from './guards.ts';
import { rowAssignments } from './row-assignments.ts';
import { rowCalls, type RowCall } from './row-calls.ts';
import { nestedWrites } from './nested-writes.ts';
import { isMadeAnew } from './row-made.ts';
import { othersThan } from './shared-rows.ts';
import type { Entity, Guard, RowsWhere, StateAccess, StateCell } from './state-model.ts';
import { sqlAccesses } from './sql-accesses.ts';
import { fieldsOf, followed, type Followed, type RowSite, type Write } from './row-writes.ts';
import type { FieldValue, WrittenFields } from './written-fields.ts';
import { askedWords, wordsOf } from './words.ts';
import { once } from '../once.ts';

/** What the calls of a module store and read, wherever that is decided. */
export function rowAccesses(program: Program, module: LinkedModule): readonly StateAccess[] {
  const all = kept(program);
  const calls = module.facts.functions.flatMap((_, fn) => rowCalls(program, module, fn).flatMap((row, index) => {
    const { call, effect, target } = row;
    if (effect.sql !== undefined) return sqlAccesses(program, module, fn, row, nameSpan(call), aroundCall(program, module, fn, call));
    return target === '' ? [] : all.from({ module, function: fn, index });
  }));
  return [...calls, ...rowAssignments(program, module)];
}

const kept = once((program: Program): Followed<StateAccess> => followed(program, (write, row, site) => (row.effect.kind === 'db-read' ? read(program, row, write) : written(program, row, write, aroundRow(program, row, site)))));
const memoOf = once((program: Program): Memo<CallStep, Guard> => program.tracker.memo());

function aroundRow(program: Program, { call, effect }: RowCall, { module, function: fn }: RowSite): Guard {
  const memo = memoOf(program);
  const around = memo.get(module, call) ?? memo.fill(module, call, {}, () => aroundCall(program, module, fn, call));
  return effect.missed === 'throws' ? { ...around, checked: true } : around;
}

const NO_FIELDS: WrittenFields = { fields: [], from: [], isOpen: false };

function written(program: Program, row: RowCall, write: Write, around: Guard): StateAccess[] {
  const { module, function: fn, span, by } = write;
  const { effect, library } = row;
  const [entity, spelled] = [entities(program).named(write.entity, module), entities(program).nameFor(write.entity)];
  const all = effect.operation === 'delete' ? NO_FIELDS : fieldsOf(program, row, write);
  const { fields } = all;
  const asked = conditionsOf(program, row, write);
  const isCreated = effect.operation === 'create' || (effect.operation === 'upsert' && (isMadeAnew(program, row.payload ? [row.payload] : [], entity, all) || isMadeAnew(program, write.payload ?? [], entity, all)));
  const operation: StateAccess['operation'] = isCreated ? 'create' : effect.operation === 'upsert' || effect.operation === 'delete' ? effect.operation : 'update';
  const base = { how: 'write' as const, operation, via: `${row.external.path} of ${library.name}`, ...(by ? { by } : {}) };
  // What is made has no state before.
  const conditions = operation === 'create' ? [] : asked;
  const rows = rowsWhere(program, [...asked, ...(operation === 'create' ? fields : [])], library, (field) => columnCell(entity, spelled, field, library.name));
  const found = fields.map((each): StateAccess => {
    const cell = columnCell(entity, spelled, each.field, library.name);
    const literals = each.value && wordsOf(program, each.value, library, cell);
    const isHere = each.at.module === module && each.at.function === fn;
    return {
      ...base, cell, module: each.at.module, function: each.at.function, span: each.at.span,
      ...(isHere && write.call !== undefined ? { call: write.call } : {}), ...(isHere || by ? {} : { by: { module, function: fn, span } }),
      ...(each.value ? { value: each.value } : {}), ...(literals ? { literals } : {}),
      guard: guardOf(program, each, fields, conditions, { entity, library, cell }, around), ...othersThan(cell.field, rows),
    };
  });
  if (found.length > 0) return [...found, ...nestedWrites(program, library, entity, fields, base, around)];
  return [...found, { ...base, cell: columnCell(entity, spelled, '*', library.name), module, function: fn, span, ...(write.call === undefined ? {} : { call: write.call }), guard: effect.atomic ? { ...around, atomic: true } : around }];
}

function rowsWhere(program: Program, named: readonly FieldValue[], library: Library, cellOf: (field: string) => StateCell): readonly RowsWhere[] {
  return named.flatMap(({ field, value, sometimes }) => {
    if (sometimes) return [];
    const cell = cellOf(field);
    const literals = value && askedWords(program, value, library, cell);
    return literals ? [{ field: cell.field, literals }] : [];
  });
}

function conditionsOf(program: Program, row: RowCall, { where }: Write): readonly FieldValue[] {
  const { effect, external, library } = row;
  const chained = [...conditionsBehind(program, external), ...(effect.lazy ? conditionsAfter(program, row) : [])];
  return [...where.flatMap((each) => conditionsIn(program, each, library.operators)), ...chained];
}

function guardOf(program: Program, { field, atomic }: FieldValue, fields: readonly FieldValue[], conditions: readonly FieldValue[], { entity, library, cell }: { entity: Entity | undefined; library: Library; cell: StateCell }, around: Guard): Guard {
  const named = conditions.filter((each) => each.field === field || each.field === ANY_FIELD);
  const same = named.find((each) => !each.sometimes);
  const raised = new Set(fields.filter((each) => each.atomic || (each.value && isRaised(each.value))).map((each) => each.field));
  const versions = conditions.filter((each) => !each.sometimes && (raised.has(each.field) || entity?.fields.some(({ name, isVersion }) => isVersion && name === each.field)));
  const isVersioned = versions.length > 0 && !versions.some((each) => each.field === field);
  return {
    ...around,
    ...(atomic ? { atomic: true as const } : {}),
    ...(same ? { from: (same.value && askedWords(program, same.value, library, cell)) ?? [] } : named.length > 0 ? { open: true as const } : {}),
    ...(isVersioned ? { version: true as const } : {}),
  };
}

/** `version: order.version + 1` */
function isRaised({ expr }: Placed): boolean {
  return expr.k === 'op' && expr.op === '+' && expr.args.some((each) => each.k === 'literal' && each.value === 1);
}

function read(program: Program, row: RowCall, write: Write): StateAccess[] {
  const { module, function: fn, span, by } = write;
  const [entity, spelled] = [entities(program).named(write.entity, module), entities(program).nameFor(write.entity)];
  const base = { how: 'read' as const, operation: 'read' as const, module, function: fn, guard: {}, via: `${row.external.path} of ${row.library.name}`, ...(write.call === undefined ? {} : { call: write.call }), ...(by ? { by } : {}) };
  const conditions = conditionsOf(program, row, write).filter(({ field: asked }) => asked !== ANY_FIELD);
  return [
    { ...base, cell: columnCell(entity, spelled, '*', row.library.name), span },
    ...conditions.map((each): StateAccess => ({ ...base, cell: columnCell(entity, spelled, each.field, row.library.name), span: each.at.span })),
  ];
}
