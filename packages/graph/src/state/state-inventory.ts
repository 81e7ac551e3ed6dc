/** All state that the program changes: cells that are told together, with what is done to each of them. */
import { groupBy } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { isMoment } from './moments.ts';
import { stateAccesses } from './state-accesses.ts';
import { isStateLike, stateMachine, type StateMachine } from './state-machines.ts';
import type { StateAccess, StateCell } from './state-model.ts';
import { isChange, ownershipAmong, storedBy, type Ownership } from './state-owners.ts';

export interface StateGroup {
  /** The beginning that its cells' ids have in common. */
  id: string;
  /** `Order`, `product:`, `CartService`; of a single key or file its whole name. */
  name: string;
  cells: readonly StateCell[];
  /** Those of cells whose field is known. */
  fields: readonly StateGroupField[];
  /** Those of the whole, or of fields that nobody can tell. */
  whole: readonly StateAccess[];
  /** Of the whole, a place that changes several fields taken once. */
  ownership: Ownership;
}

export interface StateGroupField {
  cell: StateCell;
  accesses: readonly StateAccess[];
  ownership: Ownership;
  /** Of a field that is declared as words or called a state, and changes. */
  machine?: StateMachine;
  /** Nothing but the time of something is written. */
  isMoment: boolean;
}

/** In no order that means anything. Cells that nobody writes are no part of it. */
export function stateInventory(program: Program, isWanted: (cell: StateCell) => boolean = () => true): StateGroup[] {
  return [...groupBy(stateAccesses(program).cells(), groupIdOf)].flatMap(([id, all]) => {
    const cells = all.filter(isWanted);
    const [first] = cells;
    if (!first) return [];
    if (first.kind === 'environment' || first.kind === 'global') return byProgram(program, first);
    return [groupFrom(program, id, first, cells.map((cell) => ({ cell, accesses: stateAccesses(program).of(cell.id) })))];
  });
}

/** Tables of two packages may have one name; keys of two libraries may, too. */
export function groupIdOf({ id, kind, field, of, store }: StateCell): string {
  switch (kind) {
    case 'key':
      return `kv:${store}:${of}`;
    case 'environment':
    case 'global':
    case 'file':
      return id;
    default:
      return id.endsWith(field) ? id.slice(0, id.length - field.length).replace(/[.#]$/, '') : id;
  }
}

/** What two packages set under one name is set in two programs, which know nothing of each other. */
function byProgram(program: Program, cell: StateCell): StateGroup[] {
  const packages = groupBy(stateAccesses(program).of(cell.id), (access) => storedBy(access).input.package);
  const writing = [...packages].filter(([, accesses]) => accesses.some(({ how }) => how === 'write'));
  return writing.map(([path, accesses]) => groupFrom(program, writing.length === 1 ? cell.id : `${cell.id}@${path}`, cell, [{ cell, accesses }]));
}

function groupFrom(program: Program, id: string, first: StateCell, found: readonly { cell: StateCell; accesses: readonly StateAccess[] }[]): StateGroup {
  const cells = found.map(({ cell }) => cell);
  const fields = found.filter(({ cell: { kind, field } }) => kind !== 'column' || field !== '*').map(({ cell, accesses }) => fieldFrom(program, cell, accesses));
  const whole = first.kind === 'column' ? stateAccesses(program).of(`${id}.*`) : [];
  const accesses = [...fields.flatMap((each) => each.accesses), ...whole];
  return {
    id, cells, fields, whole,
    name: cells.length > 1 || first.kind === 'column' || first.kind === 'field' || first.kind === 'variable' ? first.of : first.name,
    ownership: ownershipAmong(program, cells.find(({ declared }) => declared) ?? first, oncePerPlace(accesses)),
  };
}

/** One of each place: a call that writes several fields is one write. */
export function oncePerPlace(accesses: readonly StateAccess[]): StateAccess[] {
  const places = new Map<string, StateAccess>();
  for (const access of accesses) {
    const { module, function: fn, call, span, how, operation } = access;
    const key = `${how} ${operation} ${module.number} ${fn} ${call === undefined ? `at ${span.at}` : `call ${call}`}`;
    if (!places.has(key)) places.set(key, access);
  }
  return [...places.values()];
}

function fieldFrom(program: Program, cell: StateCell, accesses: readonly StateAccess[]): StateGroupField {
  const changes = accesses.filter(isChange);
  // What people run by hand says nothing of how the program goes from state to state.
  const own = accesses.filter((each) => !program.settings.isAside(storedBy(each).path));
  const machine = own.some(isChange) && isMachine(cell, own.filter(isChange)) ? stateMachine(cell, own) : undefined;
  return {
    cell, accesses, ownership: ownershipAmong(program, cell, accesses), ...(machine ? { machine } : {}),
    isMoment: changes.every((each) => isMoment(program, each)) && changes.some(({ literals }) => !literals),
  };
}

/** A role or a plan is one of several words, too: it is a state where code looks from which one it goes to the next. */
function isMachine({ field, states }: StateCell, changes: readonly StateAccess[]): boolean {
  return isStateLike(field) || (states !== undefined && changes.some(({ guard: { from, looked } }) => [...(from ?? []), ...(looked ?? [])].some((each) => typeof each === 'string')));
}
