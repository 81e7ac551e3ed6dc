/** What all modules say under a key, kept with what rests on it: read again where a module changed, and told to those who asked. */
import { addTo } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';
import { begun, ground, type Ground, type Notes, type Part } from './tracked-answers.ts';
import type { Table } from './tracking.ts';

interface Said<K, V> {
  value: V;
  part: Part<K, V>;
}

/** So often a table is read again at once because what one part says is asked for by another. */
const ROUNDS = 4;
const MOST_TABLES = 32;

export function trackedTable<K, V>(notes: Notes, modules: () => readonly LinkedModule[], contribute: (module: LinkedModule) => Iterable<readonly [K, V]>, same?: (a: V, b: V) => boolean): Table<K, V> {
  const { tables, loosenings, note, take, spread, moved, compute } = notes;
  // One that nobody has asked for yet is not read on account of others: it would be, in the middle of a circle.
  if (tables.length === MOST_TABLES) throw new Error(`There are more than ${MOST_TABLES} tables: an answer has one bit for each, and would not know of the next.`);
  const bit = 1 << (tables.push(() => { if (read !== 0) refresh(); }) - 1);
  /** Of those who asked for everything. */
  const whole = ground();
  /** Of those who asked for a key, whether it is there or not. */
  const keys = new Map<K, Ground>();
  const parts: (Part<K, V> | undefined)[] = [];
  /** In the order of modules. */
  const byKey = new Map<K, Said<K, V>[]>();
  /** Modules whose part does not hold any more. */
  const gone = new Set<number>();
  /** The other tables that parts ask for, one bit each. */
  let others = 0;
  /** Time of the clock when it was last read, 0 for never. */
  let read = 0;
  let reading = false;
  /** Some of its parts ask for others. */
  let asksItself = false;

  loosenings.push(() => spread([...gone].flatMap((number) => parts[number] ?? [])));

  function refresh(): void {
    if (reading) asksItself = true;
    if (read === notes.clock || reading) return;
    const started = notes.clock;
    reading = true;
    try {
      for (let round = 0; round < ROUNDS && replaceParts(modules()); round += 1);
    } finally {
      reading = false;
    }
    read = started;
  }

  /** Whether there is more to do. Who asks meanwhile is not told what a module said before. */
  function replaceParts(all: readonly LinkedModule[]): boolean {
    for (let left = others & ~bit, each = 0; left !== 0 && each < tables.length; left >>>= 1, each += 1) if (left & 1) tables[each]?.();
    for (let number = parts.length; number < all.length; number += 1) gone.add(number);
    const changed = new Set<K>();
    for (const number of [...gone].sort((a, b) => a - b)) {
      const module = all[number];
      if (!module) continue;
      const part: Part<K, V> = { ...begun<(readonly [K, V])[]>([]), module: number, isFirm: same !== undefined, isDoubted: false, mayBeGone: () => gone.add(number) };
      // What is asked on the way is nobody's reason but the part's.
      notes.aside(() => compute(part, () => [...contribute(module)]));
      const before = parts[number];
      put(part, before);
      if (before?.isFirm) takeOver(part, before);
      for (const key of onlyIn(part, before)) changed.add(key);
      for (const key of onlyIn(before, part)) changed.add(key);
      if (asksItself) tellOthers(changed);
    }
    tellOthers(changed);
    return gone.size > 0;
  }

  function put(part: Part<K, V>, before: Part<K, V> | undefined): void {
    parts[part.module] = part;
    others |= part.tables;
    if (!part.isDoubted) gone.delete(part.module);
    const own = new Map<K, Said<K, V>[]>();
    for (const [key] of before?.value ?? []) own.set(key, []);
    for (const [key, value] of part.value) addTo(own, key, { value, part });
    for (const [key, said] of own) {
      const list = byKey.get(key) ?? [];
      const from = placeOf(list, part.module);
      list.splice(from, placeOf(list, part.module + 1) - from, ...said);
      byKey.set(key, list);
    }
  }

  /** What rests on what a module said before rests on what it says now if that is the same, and does not hold otherwise. */
  function takeOver(part: Part<K, V>, before: Part<K, V>): void {
    const isSame = part.value.length === before.value.length && part.value.every(([key, value], at) => {
      const other = before.value[at];
      return other !== undefined && other[0] === key && same?.(other[1], value) === true;
    });
    if (isSame) {
      part.dependents.push(...before.dependents);
      part.room = Math.max(part.room, 2 * part.dependents.length);
    } else moved([before]);
  }

  /** Whoever asked for a key asks again if a module names it that did not before, or does not any more. */
  function tellOthers(changed: Set<K>): void {
    if (read !== 0 && changed.size > 0) moved([whole, ...[...changed].map((key) => keys.get(key))]);
    changed.clear();
  }

  function ask(): boolean {
    refresh();
    const answer = notes.asking();
    if (answer) answer.tables |= bit;
    return answer !== undefined;
  }

  function askFor(key: K): void {
    if (!ask()) return;
    let known = keys.get(key);
    if (!known) keys.set(key, (known = ground()));
    note(known);
  }

  return {
    get(key) {
      askFor(key);
      return (byKey.get(key) ?? []).flatMap(({ value, part }) => {
        if (part.isStale) return [];
        take(part);
        return [value];
      });
    },
    has(key) {
      askFor(key);
      return byKey.get(key)?.some(({ part }) => !part.isStale) ?? false;
    },
    values() {
      if (ask()) note(whole);
      return parts.flatMap((part) => {
        if (!part || part.isStale) return [];
        take(part);
        return part.value.map(([, value]) => value);
      });
    },
  };
}

/** The index of the first that a module, or one after it, says. */
function placeOf(list: readonly Said<unknown, unknown>[], module: number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((list[middle]?.part.module ?? 0) < module) from = middle + 1;
    else to = middle;
  }
  return from;
}

function onlyIn<K>(part: Part<K, unknown> | undefined, other: Part<K, unknown> | undefined): K[] {
  if (!part || part.value.length === 0) return [];
  const known = new Set(other?.value.map(([key]) => key));
  return part.value.flatMap(([key]) => (known.has(key) ? [] : [key]));
}
