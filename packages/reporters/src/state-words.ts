/** What is said of state, in words; names in them are untrusted. */
import { groupBy, type StateField, type StateGuard, type StateInventory, type StateOwner, type StateReader, type StateRow, type StateTransition, type StateWriter } from '@dist-lint/model';
import { counted, grouped } from './numbers.ts';

const KINDS: Record<StateRow['kind'], string> = { entity: 'table', class: 'class', module: 'module', key: 'key', file: 'file', environment: 'environment', global: 'global' };

/** `table, Prisma`, `class, in memory`. */
export function kindWords({ kind, store }: StateRow): string {
  return `${KINDS[kind]}, ${store === '' ? 'in memory' : store}`;
}

export function ownerWords(owner: StateOwner | undefined): string {
  return owner === undefined ? 'nobody stands out' : `${owner.unit} (${owner.because})`;
}

/** `services/orders 5, services/billing 2 (1 created, 1 deleted)`. */
export function writerWords(writers: readonly StateWriter[]): string[] {
  return writers.map(({ unit, changes, creates, deletes }) => {
    const others = [...(creates > 0 ? [`${grouped(creates)} created`] : []), ...(deletes > 0 ? [`${grouped(deletes)} deleted`] : [])].join(', ');
    return changes === 0 ? `${unit} (${others})` : `${unit} ${grouped(changes)}${others === '' ? '' : ` (${others})`}`;
  });
}

export function readerWords(readers: readonly StateReader[]): string[] {
  return readers.length === 0 ? ['nobody in sight'] : readers.map(({ unit, reads }) => `${unit} ${grouped(reads)}`);
}

export const GUARDS: Readonly<Record<StateGuard, string>> = {
  atomic: 'atomic', conditional: 'conditional', versioned: 'versioned', isolated: 'locked or serializable',
  unknown: 'under a condition that varies', looked: 'after a look in memory', unguarded: 'unguarded',
};

/** `3 of 7 unguarded, 2 atomic, 2 conditional`; nothing where nothing changes. */
export function guardWords(guards: StateRow['guards'], noun?: string): string {
  const found = Object.entries(guards ?? {}) as [StateGuard, number][];
  const all = found.reduce((sum, [, count]) => sum + count, 0);
  const sorted = [...found.filter(([guard]) => guard === 'unguarded'), ...found.filter(([guard]) => guard !== 'unguarded')];
  return sorted.map(([guard, count], index) => `${grouped(count)}${index === 0 ? ` of ${noun === undefined ? grouped(all) : counted(all, noun)}` : ''} ${GUARDS[guard]}`).join(', ');
}

/** How many parts change a field; nobody minds that several set the time of something. */
export function changers({ writers, isMoment }: Pick<StateField, 'writers' | 'isMoment'>): number {
  return isMoment ? 0 : writers.filter(({ changes }) => changes > 0).length;
}

/** What an audit looks at: state machines, and what several parts change. */
export function isTold(field: StateField): boolean {
  return field.machine !== undefined || changers(field) > 1;
}

/** Several parts change it, and in some places nobody can tell which fields. */
export function isWholeTold({ fields, writers, unknownFields }: StateRow): boolean {
  return fields.some(isTold) || (unknownFields > 0 && writers.filter(({ changes }) => changes > 0).length > 1);
}

/** So few that somebody asked for them: all of their fields and places are told. */
export function isClose({ state, target }: StateInventory): boolean {
  return target !== undefined && state.length <= 3;
}

/** Transitions that are the same but for their places, those without protection first. */
export interface TransitionGroup {
  from: string | undefined;
  to: string;
  isStart: boolean;
  guard: StateGuard | undefined;
  places: readonly StateTransition[];
}

export function transitionGroups(transitions: readonly StateTransition[]): TransitionGroup[] {
  const found = new Map<string, TransitionGroup & { places: StateTransition[] }>();
  for (const each of transitions) {
    const key = JSON.stringify([each.isStart, each.from ?? null, each.to, each.guard ?? null]);
    const group = found.get(key);
    if (group) group.places.push(each);
    else found.set(key, { from: each.isStart ? undefined : each.from, to: each.to, isStart: each.isStart, guard: each.guard, places: [each] });
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** Least protected first, what makes a row last; else as the code has it. */
function rank({ guard, isStart }: TransitionGroup): number {
  if (isStart) return 4;
  return guard === 'unguarded' ? 0 : guard === 'looked' ? 1 : guard === 'unknown' ? 2 : 3;
}

/** `any → 'paid'`, `new → 'pending'`; `? → 'paid'` where it is looked at, and what for cannot be told. */
export function transitionWords({ from, to, ...group }: Pick<TransitionGroup, 'from' | 'to' | 'isStart' | 'guard'>): string {
  const before = beforeOf({ from, ...group });
  return `${before === 'named' ? `'${from ?? ''}'` : BEFORE[before]} → '${to}'`;
}

const BEFORE = { new: 'new', any: 'any', some: '?' } as const;

/** What a transition starts from: `some` where the state before is looked at, and nobody can tell for which. */
export function beforeOf({ from, isStart, guard }: Pick<TransitionGroup, 'from' | 'isStart' | 'guard'>): 'new' | 'named' | 'any' | 'some' {
  if (isStart) return 'new';
  if (from !== undefined) return 'named';
  return guard === 'conditional' || guard === 'unknown' || guard === 'looked' ? 'some' : 'any';
}

/** What people call it where it is one of many: a module's variables by their file. */
export function shortNames({ kind, name, fields }: StateRow): string[] {
  return kind === 'module' ? fields.map((field) => `${name}#${field.name}`) : [name];
}

/** `state machine, 4 states: 'pending', 'paid'`, and who changes it. */
export function fieldWords(field: StateField): string {
  const parts = changers(field);
  const guards = guardWords(field.guards, 'change');
  return [
    ...(field.machine === undefined ? [] : [`machine of ${counted(field.machine.states.length, 'state')}`]),
    field.isMoment ? 'the time of something' : parts === 0 ? 'set on creation alone' : parts === 1 ? `changed by ${field.writers.find(({ changes }) => changes > 0)?.unit ?? ''}` : `changed by ${grouped(parts)} parts`,
    ...(guards === '' ? [] : [guards]),
  ].join('; ');
}

/** Machines by themselves; other fields that the same parts change together. */
export function fieldGroups(fields: readonly StateField[]): (readonly [StateField, ...StateField[]])[] {
  const keyOf = (field: StateField): string =>
    field.machine !== undefined || changers(field) < 2 ? field.id : JSON.stringify(field.writers.filter(({ changes }) => changes > 0).map(({ unit }) => unit).sort());
  return [...groupBy(fields, keyOf).values()];
}
