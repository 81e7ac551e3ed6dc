/**
 * Answers that know what rests on them.
 *
 * While an answer is computed, whatever it looks at notes it: a part of a module, a table, another kept answer. A change
 * goes up along these notes, and what it reaches does not hold any more. An answer that does not hold is never taken up
 * again, so each goes this way once: the cost of a change is at most that of having computed what it reaches.
 *
 * In a circle an answer is taken up before it is done. It notes who did so like anybody else.
 */
import type { LinkedModule } from './program.ts';
import { push, type Memo, type Table, type Tracker } from './tracking.ts';

/** What answers rest on. */
interface Ground {
  /** Those that hold, and some that do not any more. */
  dependents: Answer<unknown>[];
  /** How many there may be before those that do not hold are dropped. */
  room: number;
}

interface Answer<V> extends Ground {
  value: V;
  isDone: boolean;
  isStale: boolean;
  /** One bit for each table that it rests on, directly or not. */
  tables: number;
}

/** What one module says for a table. */
interface Part<K, V> extends Answer<(readonly [K, V])[]> {
  module: number;
  /** What rests on it holds until it is read again and says something else: whoever asks has the table read first. */
  isFirm: boolean;
  /** Something that it rests on does not hold any more. */
  isDoubted: boolean;
  mayBeGone(): void;
}

interface Said<K, V> {
  value: V;
  part: Part<K, V>;
}

const ROOM = 8;
/** So often a table is read again at once because what one part says is asked for by another. */
const ROUNDS = 4;
const ALL_TABLES = -1;
const MOST_TABLES = 32;

/** Keeps answers with what rests on them. */
export function tracked(): Tracker {
  /** What is being computed, the innermost last; undefined where what is asked is nobody's reason. */
  const frames: (Answer<unknown> | undefined)[] = [];
  const bodies: Ground[] = [];
  const imports: Ground[] = [];
  const exported: Map<string, Ground>[] = [];
  const memos: { drop(module: number): void }[] = [];
  /** Reads what of a table has changed, if it was read. */
  const tables: (() => void)[] = [];
  /** Lets go of what rests on parts that are doubted. */
  const loosenings: (() => void)[] = [];
  /** Firm parts keep what rests on them: not where the numbers that they say may be nobody's any more, which nobody may ask about. */
  let keepsFirm = true;
  /** Goes on with every change of a module, and of a table that follows from it. */
  let clock = 1;
  /** Goes on with every change of a module. */
  let epoch = 1;

  function note(ground: Ground): void {
    const answer = frames.at(-1);
    if (!answer || ground.dependents.at(-1) === answer) return;
    if (ground.dependents.length >= ground.room) {
      ground.dependents = ground.dependents.filter(({ isStale }) => !isStale);
      ground.room = Math.max(ROOM, 2 * ground.dependents.length);
    }
    ground.dependents.push(answer);
  }

  function take(taken: Answer<unknown>): void {
    const answer = frames.at(-1);
    if (!answer) return;
    note(taken);
    // What an answer rests on that is not done yet is not known.
    answer.tables |= taken.isDone ? taken.tables : ALL_TABLES;
    if (taken.isStale) spread([answer]);
  }

  /** Nothing of this holds any more, nor what rests on it. */
  function spread(answers: Answer<unknown>[]): void {
    const queue = [...answers];
    for (let each = queue.pop(); each; each = queue.pop()) {
      if (each.isStale) continue;
      if (isPart(each)) {
        each.isDoubted = true;
        each.mayBeGone();
        if (each.isFirm && keepsFirm) continue;
      }
      each.isStale = true;
      for (const dependent of each.dependents) if (!dependent.isStale) queue.push(dependent);
      each.dependents = [];
    }
  }

  function moved(grounds: readonly (Ground | undefined)[]): void {
    clock += 1;
    for (const ground of grounds) {
      if (!ground) continue;
      const { dependents } = ground;
      ground.dependents = [];
      spread(dependents);
    }
  }

  function holds(answer: Answer<unknown>): boolean {
    if (!answer.isDone) return true;
    for (let left = answer.tables, table = 0; left !== 0 && table < tables.length && !answer.isStale; left >>>= 1, table += 1) if (left & 1) tables[table]?.();
    return !answer.isStale;
  }

  function compute<V>(answer: Answer<V>, by: () => V): V {
    frames.push(answer);
    try {
      answer.value = by();
    } catch (error) {
      spread([answer]);
      throw error;
    } finally {
      frames.pop();
      answer.isDone = true;
      take(answer);
    }
    return answer.value;
  }

  function memo<K, V>(): Memo<K, V> {
    const known = new Map<K, Answer<V>>();
    const byModule: (Map<K, Answer<V>> | undefined)[] = [];
    memos.push({ drop: (module) => void (byModule[module] = undefined) });
    const of = (module: LinkedModule | undefined) => (module ? (byModule[module.number] ??= new Map<K, Answer<V>>()) : known);
    return {
      get(module, key) {
        const answer = of(module).get(key);
        if (!answer || !holds(answer)) return undefined;
        take(answer);
        return answer.value;
      },
      fill(module, key, meanwhile, by) {
        const answer = begun(meanwhile);
        of(module).set(key, answer);
        return compute(answer, by);
      },
      forget: (module, key) => void of(module).delete(key),
    };
  }

  function table<K, V>(modules: () => readonly LinkedModule[], contribute: (module: LinkedModule) => Iterable<readonly [K, V]>, same?: (a: V, b: V) => boolean): Table<K, V> {
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
      if (read === clock || reading) return;
      const started = clock;
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
        frames.push(undefined); // what is asked on the way is nobody's reason but the part's
        try {
          compute(part, () => [...contribute(module)]);
        } finally {
          frames.pop();
        }
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
      for (const [key, value] of part.value) push(own, key, { value, part });
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
      const answer = frames.at(-1);
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

  return {
    get epoch() {
      return epoch;
    },
    memo,
    table,
    readBody: ({ number }) => note((bodies[number] ??= ground())),
    readImports: ({ number }) => note((imports[number] ??= ground())),
    readExport({ number }, name) {
      const names = (exported[number] ??= new Map());
      let known = names.get(name);
      if (!known) names.set(name, (known = ground()));
      note(known);
    },
    changed({ number }, outline) {
      epoch += 1;
      keepsFirm = outline.renumbered !== true;
      if (!keepsFirm) for (const loosen of loosenings) loosen();
      moved([bodies[number], ...(outline.imports ? [imports[number]] : []), ...outline.exports.map((name) => exported[number]?.get(name))]);
      keepsFirm = true;
      for (const each of memos) each.drop(number);
    },
  };
}

function ground(): Ground {
  return { dependents: [], room: ROOM };
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

function begun<V>(value: V): Answer<V> {
  return { dependents: [], room: ROOM, value, isDone: false, isStale: false, tables: 0 };
}

function isPart(answer: Answer<unknown>): answer is Part<unknown, unknown> {
  return 'mayBeGone' in answer;
}
