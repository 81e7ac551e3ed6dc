/** Groups of state cells as rows of the inventory: places, units with counts, guards, transitions. */
import {
  cellCopies, groupIdOf, guardKind, isChange, locate, oncePerPlace, storedBy, units,
  type CellCopy, type LinkedModule, type Ownership, type Program, type StateAccess, type StateCell, type StateGroup, type StateGroupField,
} from '@dist-lint/graph';
import { addTo, byCodeUnit, soleOf, type StateCopy, type StateField, type StateGuard, type StateKind, type StateMachineInfo, type StatePlace, type StateReader, type StateRow, type StateWrite, type StateWriter } from '@dist-lint/model';

/** Most at risk first: fields that many units change, state machines, changes without protection. */
export function stateRows(program: Program, groups: readonly StateGroup[]): StateRow[] {
  const copies = copiesBySource(program);
  return groups.map((group) => rowOf(program, group, copies.get(group.id) ?? [])).sort(byRisk);
}

function rowOf(program: Program, { id, name, cells, fields, whole, ownership }: StateGroup, copies: readonly CellCopy[]): StateRow {
  const [first] = cells as readonly [StateCell, ...StateCell[]];
  const declared = cells.find((cell) => cell.declared)?.declared;
  const accesses = oncePerPlace([...fields.flatMap((field) => field.accesses), ...whole]);
  const writers = writersOf(program, ownership, accesses);
  const lasting = fields.filter(({ isMoment }) => !isMoment).flatMap((field) => field.accesses);
  return {
    id, name, kind: KINDS[first.kind], store: first.store,
    ...(declared ? { declared: { file: declared.path, line: declared.line } } : {}),
    ...ownerOf(ownership, writers), writers, readers: readersOf(program, accesses),
    ...(isRow(first) ? { guards: strongest(program, lasting) } : {}),
    fields: fields.map((field) => fieldOf(program, field)).sort(byRiskOfField),
    unknownFields: oncePerPlace(whole.filter(({ how, operation }) => how === 'write' && operation !== 'delete')).length,
    copies: copyPlaces(copies),
  };
}

const KINDS: Record<StateCell['kind'], StateKind> = { column: 'entity', variable: 'module', field: 'class', key: 'key', file: 'file', environment: 'environment', global: 'global' };

/** In a process nobody writes in between without an `await`, and a key or file is mostly overwritten on purpose: nothing is said of their protection. */
function isRow({ kind }: StateCell): boolean {
  return kind === 'column';
}

function fieldOf(program: Program, { cell, accesses, ownership, machine, isMoment }: StateGroupField): StateField {
  const writes = accesses.filter(({ how }) => how === 'write');
  const hasGuards = isRow(cell) && !isMoment;
  const writers = writersOf(program, ownership, oncePerPlace(accesses));
  return {
    name: cell.field, id: cell.id, ...ownerOf(ownership, writers), writers, readers: readersOf(program, oncePerPlace(accesses)),
    ...(hasGuards ? { guards: strongest(program, writes) } : {}),
    isMoment,
    ...(machine ? { machine: machineOf(program, machine, hasGuards) } : {}),
    writes: writes.map((each) => writeOf(program, each, hasGuards)),
  };
}

function machineOf(program: Program, { states, transitions, unknown }: NonNullable<StateGroupField['machine']>, hasGuards: boolean): StateMachineInfo {
  const unitOf = units(program);
  return {
    states, unknown: unknown.length,
    transitions: transitions.map(({ from, to, access }) => ({
      ...(from === undefined ? {} : { from }), to, isStart: access.operation === 'create',
      ...(hasGuards && isChange(access) ? { guard: guardKind(access) } : {}),
      unit: unitOf(storedBy(access)), ...placeOf(access.module, access.span),
    })),
  };
}

function writeOf(program: Program, access: StateAccess, hasGuards: boolean): StateWrite {
  const { module, function: fn, span, operation, literals, by } = access;
  const fact = module.facts.functions[fn];
  const stored = storedBy(access);
  return {
    ...placeOf(module, span), function: fact === undefined || fact.kind === 'module' ? 'module' : fact.name,
    unit: units(program)(stored), operation: operation === 'read' ? 'update' : operation,
    ...(literals ? { literals } : {}), ...(hasGuards && isChange(access) ? { guard: guardKind(access) } : {}),
    aside: program.settings.isAside(stored.path),
    ...(by ? { storedAt: placeOf(by.module, by.span) } : {}),
  };
}

/** Where nothing changes and one part alone adds and removes, that is the owner. */
function ownerOf({ owner, because }: Ownership, writers: readonly StateWriter[]): Pick<StateRow, 'owner'> {
  const only = soleOf(writers);
  if (owner === undefined || because === undefined) return only ? { owner: { unit: only.unit, because: 'writes alone' } } : {};
  return { owner: { unit: owner, because } };
}

/** Those that change it in the order of ownership, then those that only add and remove. Scripts and migrations are no part of the code base that changes it. */
function writersOf(program: Program, { writers }: Ownership, accesses: readonly StateAccess[]): StateWriter[] {
  const unitOf = units(program);
  const found = new Map<string, StateWriter>(writers.map(({ unit }) => [unit, { unit, changes: 0, creates: 0, deletes: 0 }]));
  for (const access of accesses) {
    const module = storedBy(access);
    if (access.how !== 'write' || program.settings.isAside(module.path)) continue;
    const unit = unitOf(module);
    const before = found.get(unit) ?? { unit, changes: 0, creates: 0, deletes: 0 };
    const key = access.operation === 'create' ? 'creates' : access.operation === 'delete' ? 'deletes' : 'changes';
    found.set(unit, { ...before, [key]: before[key] + 1 });
  }
  const changing = new Set(writers.map(({ unit }) => unit));
  const others = [...found.values()].filter(({ unit }) => !changing.has(unit)).sort((a, b) => b.creates + b.deletes - a.creates - a.deletes || byCodeUnit(a.unit, b.unit));
  return [...writers.flatMap(({ unit }) => found.get(unit) ?? []), ...others];
}

function readersOf(program: Program, accesses: readonly StateAccess[]): StateReader[] {
  const unitOf = units(program);
  const found = new Map<string, number>();
  for (const access of accesses) {
    const module = storedBy(access);
    if (access.how !== 'read' || program.settings.isAside(module.path)) continue;
    const unit = unitOf(module);
    found.set(unit, (found.get(unit) ?? 0) + 1);
  }
  return [...found].map(([unit, reads]) => ({ unit, reads })).sort((a, b) => b.reads - a.reads || byCodeUnit(a.unit, b.unit));
}

const STRONGEST: readonly StateGuard[] = ['atomic', 'conditional', 'versioned', 'isolated', 'unknown', 'looked', 'unguarded'];

/** A call that writes several fields counts once, with the best that protects one of them. What people run by hand is left out, as among writers. */
function strongest(program: Program, accesses: readonly StateAccess[]): Partial<Record<StateGuard, number>> {
  const sorted = accesses.filter((each) => isChange(each) && !program.settings.isAside(storedBy(each).path)).sort((a, b) => STRONGEST.indexOf(guardKind(a)) - STRONGEST.indexOf(guardKind(b)));
  return counted(oncePerPlace(sorted).map(guardKind));
}

function counted(kinds: readonly StateGuard[]): Partial<Record<StateGuard, number>> {
  const found = STRONGEST.map((kind) => [kind, kinds.filter((each) => each === kind).length] as const);
  return Object.fromEntries(found.filter(([, count]) => count > 0));
}

/** By the group that was read. */
function copiesBySource(program: Program): Map<string, CellCopy[]> {
  const found = new Map<string, CellCopy[]>();
  for (const module of program.modules.all) {
    for (const copy of cellCopies(program, module)) {
      addTo(found, groupIdOf(copy.read.cell), copy);
    }
  }
  return found;
}

function copyPlaces(copies: readonly CellCopy[]): StateCopy[] {
  const places = new Map(copies.map(({ write: { cell, module, span } }): [string, StateCopy] => {
    const place = placeOf(module, span);
    return [`${cell.id} ${place.file} ${place.line} ${place.column}`, { id: cell.id, name: cell.name, store: cell.store, ...place }];
  }));
  return [...places.values()].sort((a, b) => byCodeUnit(a.file, b.file) || a.line - b.line || a.column - b.column || byCodeUnit(a.id, b.id));
}

function placeOf(module: LinkedModule, span: { at: number; end: number }): StatePlace {
  const { file, line, column } = locate(module, span);
  return { file, line, column };
}

/** How many parts change a field, and what the last writer rightly sets is changed by none. */
export function changersOf({ writers, isMoment }: StateField): number {
  return isMoment ? 0 : writers.filter(({ changes }) => changes > 0).length;
}

function byRiskOfField(a: StateField, b: StateField): number {
  return changersOf(b) - changersOf(a) || Number(b.machine !== undefined) - Number(a.machine !== undefined) || (b.guards?.unguarded ?? 0) - (a.guards?.unguarded ?? 0) || byCodeUnit(a.id, b.id);
}

function byRisk(a: StateRow, b: StateRow): number {
  const [[one], [other]] = [a.fields, b.fields];
  const isMachine = (row: StateRow): number => Number(row.fields.some(({ machine }) => machine !== undefined));
  return (other ? changersOf(other) : 0) - (one ? changersOf(one) : 0) || isMachine(b) - isMachine(a) || (b.guards?.unguarded ?? 0) - (a.guards?.unguarded ?? 0) || byCodeUnit(a.id, b.id);
}
