/**
 * Answers that know what they rest on, so that after one module changes only what asked about it is
 * computed again. A run that reads the tree once keeps answers without their reasons, which costs nothing.
 *
 * While an answer is computed, a frame notes which modules it looks at and which kept answers it takes up;
 * their reasons become its own. An answer holds until something it rests on gets a newer version.
 *
 * In a circle an answer is taken up before it is done, when its reasons are not known yet. Who takes it
 * up awaits it, and has its reasons from the time it is done.
 */
import type { LinkedModule } from './program.ts';

/** What an answer may rest on: a table that all modules write to, what a module says within itself, or its imports and exports alone. */
type Reason = number;

/** Tables come first; see {@link bodyOf}. */
const TABLES = 16;

/** Answers by key. Keys that are objects of a module's facts are kept with the module and go with it. */
export interface Memo<K, V> {
  /** The kept answer, if it still holds. Asked for while it is being computed: what it is meanwhile. */
  get(module: LinkedModule | undefined, key: K): V | undefined;
  /** Computes and keeps. */
  fill(module: LinkedModule | undefined, key: K, meanwhile: V, compute: () => V): V;
  forget(module: LinkedModule | undefined, key: K): void;
}

/** What all modules together say under a key, in the order of modules. */
export interface Table<K, V> {
  get(key: K): readonly V[];
  has(key: K): boolean;
  values(): readonly V[];
}

export interface Tracker {
  /** Grows with every change; whoever keeps answers of its own asks whether it is still the same. */
  readonly epoch: number;
  memo<K, V>(): Memo<K, V>;
  /** `contribute` is asked for each module; keys are compared by identity. */
  table<K, V>(modules: () => readonly LinkedModule[], contribute: (module: LinkedModule) => Iterable<readonly [K, V]>): Table<K, V>;
  /** Notes that a module is looked at. */
  readBody(module: { number: number }): void;
  readOutline(module: { number: number }): void;
  /** A module changed: `outline` tells whether its imports and exports did. */
  changed(module: { number: number }, outline: boolean): void;
}

/** Keeps every answer for good. */
export function untracked(): Tracker {
  return {
    epoch: 0,
    memo: plainMemo,
    table: plainTable,
    readBody: () => undefined,
    readOutline: () => undefined,
    changed: () => {
      throw new Error('what is linked without tracking does not change');
    },
  };
}

function plainTable<K, V>(modules: () => readonly LinkedModule[], contribute: (module: LinkedModule) => Iterable<readonly [K, V]>): Table<K, V> {
  let all: Map<K, V[]> | undefined;
  const read = (): Map<K, V[]> => {
    if (all) return all;
    all = new Map<K, V[]>(); // asked for again meanwhile: what is there so far
    for (const module of modules()) for (const [key, value] of contribute(module)) push(all, key, value);
    return all;
  };
  return { get: (key) => read().get(key) ?? [], has: (key) => read().has(key), values: () => [...read().values()].flat() };
}

function plainMemo<K, V>(): Memo<K, V> {
  const known = new Map<K, V>();
  const byModule: (Map<K, V> | undefined)[] = [];
  const of = (module: LinkedModule | undefined): Map<K, V> => (module ? (byModule[module.number] ??= new Map<K, V>()) : known);
  return {
    get: (module, key) => of(module).get(key),
    fill(module, key, meanwhile, compute) {
      const answers = of(module);
      answers.set(key, meanwhile);
      const found = compute();
      answers.set(key, found);
      return found;
    },
    forget: (module, key) => void of(module).delete(key),
  };
}

/** A set of reasons, made once. */
interface Reasons {
  all: readonly Reason[];
  /** The newest version among them, as of `asked`, a time of the clock. */
  newest: number;
  asked: number;
}

interface Answer<V> {
  value: V;
  /** Absent while it is being computed. */
  reasons?: Reasons;
  /** Time of the clock when its computation began; {@link NEVER} when it failed. */
  since: number;
  /** What it took up before that was done, and is perhaps still not. */
  awaits?: ReadonlySet<Answer<unknown>> | undefined;
}

const NEVER = -1;

/** What one module says for a table. */
interface Part<K, V> extends Answer<(readonly [K, V])[]> {
  /** It does not hold any more, and another is on its way. */
  isGone?: true;
}

interface Frame {
  own: Reason[];
  taken: Set<Reasons>;
  awaits: Set<Answer<unknown>> | undefined;
}

/** Keeps answers with their reasons. */
export function tracked(): Tracker {
  const versions: number[] = [];
  const frames: Frame[] = [];
  const made = new Map<number, Reasons[]>();
  const marks: number[] = [];
  const memos: { drop(module: number): void }[] = [];
  /** By reason: reads what of a table has changed. */
  const tables: (() => void)[] = [];
  /** What changed at the last times of the clock. */
  const latest: (readonly Reason[])[] = [];
  let mark = 0;
  /** Goes on with every change of a module, and of a table that follows from it. */
  let clock = 1;
  /** Goes on with every change of a module. */
  let epoch = 1;

  const note = (reason: Reason): void => {
    const frame = frames.at(-1);
    if (frame && frame.own.at(-1) !== reason) frame.own.push(reason);
  };
  function take(answer: Answer<unknown>): void {
    const frame = frames.at(-1);
    if (!frame) return;
    const reasons = reasonsSoFar(answer);
    if (reasons) frame.taken.add(reasons);
    for (const each of reasons ? (answer.awaits ?? []) : [answer]) (frame.awaits ??= new Set()).add(each);
  }

  /** With those of all that it awaited and that are done by now. Afterwards it awaits only what is being computed. */
  function reasonsSoFar(answer: Answer<unknown>): Reasons | undefined {
    const { awaits } = answer;
    if (!answer.reasons || !awaits || ![...awaits].some(({ reasons }) => reasons)) return answer.reasons;
    const taken = new Set([answer.reasons]);
    const left = new Set<Answer<unknown>>();
    for (const each of awaits) {
      const reasons = reasonsSoFar(each);
      if (reasons) taken.add(reasons);
      for (const other of reasons ? (each.awaits ?? []) : [each]) left.add(other);
    }
    answer.awaits = left.size > 0 ? left : undefined;
    return (answer.reasons = reasonsOf({ own: [], taken }));
  }

  function moved(reasons: readonly Reason[]): void {
    clock += 1;
    for (const each of reasons) versions[each] = clock;
    latest[clock % LATEST] = reasons;
  }

  function holds(answer: Answer<unknown>): boolean {
    const { since } = answer;
    if (since === NEVER) return false;
    const reasons = reasonsSoFar(answer);
    if (!reasons) return true;
    if (reasons.asked !== clock) {
      for (const each of reasons.all) {
        if (each >= TABLES) break;
        tables[each]?.();
      }
      if (clock - reasons.asked <= LATEST) {
        // A keystroke changes two reasons at most, and an answer may rest on thousands.
        for (let time = reasons.asked + 1; time <= clock; time += 1) if (latest[time % LATEST]?.some((each) => includes(reasons.all, each))) reasons.newest = time;
      } else for (const each of reasons.all) reasons.newest = Math.max(reasons.newest, versions[each] ?? 0);
      reasons.asked = clock;
    }
    return reasons.newest <= since;
  }

  function compute<V>(answer: Answer<V>, by: () => V): V {
    const frame: Frame = { own: [], taken: new Set(), awaits: undefined };
    frames.push(frame);
    answer.since = clock;
    try {
      answer.value = by();
    } catch (error) {
      answer.since = NEVER;
      throw error;
    } finally {
      frames.pop();
      answer.reasons = reasonsOf(frame);
      frame.awaits?.delete(answer);
      if (frame.awaits && frame.awaits.size > 0) answer.awaits = frame.awaits;
      take(answer);
    }
    return answer.value;
  }

  /** The union, sorted, and the same object for the same set. */
  function reasonsOf({ own, taken }: Pick<Frame, 'own' | 'taken'>): Reasons {
    mark += 1;
    const all: Reason[] = [];
    const add = (reason: Reason): void => {
      if (marks[reason] === mark) return;
      marks[reason] = mark;
      all.push(reason);
    };
    own.forEach(add);
    for (const each of taken) each.all.forEach(add);
    all.sort((a, b) => a - b);
    let hash = all.length;
    for (const each of all) hash = (Math.imul(hash, 31) + each) | 0;
    const alike = made.get(hash);
    const same = alike?.find((each) => each.all.length === all.length && each.all.every((reason, index) => reason === all[index]));
    if (same) return same;
    const reasons: Reasons = { all, newest: 0, asked: 0 };
    if (alike) alike.push(reasons);
    else made.set(hash, [reasons]);
    return reasons;
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
        const answer: Answer<V> = { value: meanwhile, since: clock };
        of(module).set(key, answer);
        return compute(answer, by);
      },
      forget: (module, key) => void of(module).delete(key),
    };
  }

  function table<K, V>(modules: () => readonly LinkedModule[], contribute: (module: LinkedModule) => Iterable<readonly [K, V]>): Table<K, V> {
    const reason = tables.push(refresh) - 1;
    const parts: (Part<K, V> | undefined)[] = [];
    let byKey = new Map<K, { value: V; part: Part<K, V> }[]>();
    /** Time of the clock when it was last read, 0 for never. */
    let read = 0;
    let reading = false;
    /** Some of its parts ask for others. */
    let asksItself = false;

    function refresh(): void {
      if (reading) asksItself = true;
      if (read === clock || reading) return;
      const started = clock;
      reading = true;
      try {
        replaceParts();
      } finally {
        reading = false;
      }
      read = started;
    }

    function replaceParts(): void {
      const all = modules();
      // Who asks meanwhile is not told what a module said before.
      for (const { number } of all) {
        const part = parts[number];
        if (part && !holds(part)) part.isGone = true;
      }
      let isNew = false;
      let keysChanged = false;
      for (const module of all) {
        const before = parts[module.number];
        if (before && !before.isGone && holds(before)) continue;
        if (before) before.isGone = true;
        const part: Part<K, V> = { value: [], since: clock };
        frames.push({ own: [], taken: new Set(), awaits: undefined }); // what is asked on the way is nobody's reason but the part's
        try {
          compute(part, () => [...contribute(module)]);
        } finally {
          frames.pop();
        }
        parts[module.number] = part;
        for (const [key, value] of part.value) push(byKey, key, { value, part });
        isNew ||= before !== undefined && (before.value.length > 0 || part.value.length > 0);
        keysChanged ||= (before?.value.length ?? 0) !== part.value.length || part.value.some(([key], index) => key !== before?.value[index]?.[0]);
        if (keysChanged && asksItself) keysChanged = tellOthers();
      }
      if (isNew) {
        byKey = new Map();
        for (const { number } of all) {
          const part = parts[number];
          if (part) for (const [key, value] of part.value) push(byKey, key, { value, part });
        }
      }
      if (keysChanged) tellOthers();
    }

    /** Whoever asked for a key that was not there asks again. */
    function tellOthers(): false {
      if (read !== 0) moved([reason]);
      return false;
    }

    return {
      get(key) {
        refresh();
        note(reason);
        return (byKey.get(key) ?? []).flatMap(({ value, part }) => {
          if (part.isGone) return [];
          take(part);
          return [value];
        });
      },
      has(key) {
        refresh();
        note(reason);
        return byKey.get(key)?.some(({ part }) => !part.isGone) ?? false;
      },
      values() {
        refresh();
        note(reason);
        return parts.flatMap((part) => {
          if (!part || part.isGone) return [];
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
    readBody: ({ number }) => note(TABLES + 2 * number),
    readOutline: ({ number }) => note(TABLES + 2 * number + 1),
    changed({ number }, outline) {
      epoch += 1;
      const body = TABLES + 2 * number;
      moved(outline ? [body, body + 1] : [body]);
      for (const each of memos) each.drop(number);
    },
  };
}

/** So many changes are looked through one by one; after more of them all that an answer rests on is looked at. */
const LATEST = 16;

/** @param sorted ascending */
function includes(sorted: readonly Reason[], wanted: Reason): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] as Reason;
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
