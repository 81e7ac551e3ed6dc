/**
 * Answers that know what they rest on.
 *
 * While an answer is computed, a frame notes what of which modules it looks at and which kept answers it takes up;
 * their reasons become its own. A change tells every set of reasons that holds what changed, so whether an answer still
 * holds is one comparison. The cost of a change is that of the sets it is in; of an answer, the size of its set.
 *
 * In a circle an answer is taken up before it is done, when its reasons are not known yet. Who takes it
 * up awaits it, and has its reasons from the time it is done.
 */
import type { LinkedModule } from './program.ts';
import { push, type Memo, type Table, type Tracker } from './tracking.ts';

/** What an answer may rest on: a table that all modules write to, or a part of what one module says. */
type Reason = number;

/** Tables come first, then for each module its body and its imports, then names of exports as they are asked for. */
const TABLES = 16;
const KINDS = 3;

/** A set of reasons, made once. */
interface Reasons {
  /** Ascending. */
  all: readonly Reason[];
  /** When some of them changed last, a time of the clock. */
  newest: number;
  /** Told when some of them change: the parts of tables that rest on them. */
  readonly parts: Set<{ mayBeGone(): void }>;
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
  module: number;
  /** It does not hold any more, and another is on its way. */
  isGone?: true;
  mayBeGone(): void;
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
  /** By reason, the sets that hold it. */
  const resting: Reasons[][] = [];
  const names: Map<string, Reason>[] = [];
  let namesKnown = 0;
  const marks: number[] = [];
  const memos: { drop(module: number): void }[] = [];
  /** By reason: reads what of a table has changed. */
  const tables: (() => void)[] = [];
  let mark = 0;
  /** Goes on with every change of a module, and of a table that follows from it. */
  let clock = 1;
  /** Goes on with every change of a module. */
  let epoch = 1;

  const bodyOf = (module: number): Reason => TABLES + KINDS * module;
  function nameOf(module: number, name: string): Reason {
    const known = (names[module] ??= new Map()).get(name);
    if (known !== undefined) return known;
    const reason = bodyOf(namesKnown) + 2;
    namesKnown += 1;
    names[module].set(name, reason);
    return reason;
  }
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
    for (const each of reasons) {
      versions[each] = clock;
      for (const set of resting[each] ?? []) {
        set.newest = clock;
        for (const part of set.parts) part.mayBeGone();
      }
    }
  }

  function holds(answer: Answer<unknown>): boolean {
    const { since } = answer;
    if (since === NEVER) return false;
    const reasons = reasonsSoFar(answer);
    if (!reasons) return true;
    for (const each of reasons.all) {
      if (each >= TABLES) break;
      tables[each]?.();
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
    const reasons: Reasons = { all, newest: 0, parts: new Set() };
    for (const each of all) {
      reasons.newest = Math.max(reasons.newest, versions[each] ?? 0);
      (resting[each] ??= []).push(reasons);
    }
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
    /** In the order of modules. */
    const byKey = new Map<K, { value: V; part: Part<K, V> }[]>();
    /** Modules whose part may not hold any more. */
    const doubtful = new Set<number>();
    /** Modules whose part awaits something that is being computed. */
    const awaiting = new Set<number>();
    /** Other tables that parts ask for. */
    const asked = new Set<Reason>();
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
        for (let round = 0; round < ROUNDS && replaceParts(modules()); round += 1);
      } finally {
        reading = false;
      }
      read = started;
    }

    /** Whether something was in doubt. */
    function replaceParts(all: readonly LinkedModule[]): boolean {
      for (const other of asked) tables[other]?.();
      for (let number = parts.length; number < all.length; number += 1) doubtful.add(number);
      const numbers = [...new Set([...doubtful, ...awaiting])].sort((a, b) => a - b);
      // Who asks meanwhile is not told what a module said before.
      for (const number of numbers) {
        const part = parts[number];
        if (part && !holds(part)) part.isGone = true;
      }
      let keysChanged = false;
      for (const number of numbers) {
        const module = all[number];
        const before = parts[number];
        if (!module) continue;
        if (before && !before.isGone && holds(before)) {
          settle(before);
          continue;
        }
        if (before) before.isGone = true;
        const part: Part<K, V> = { value: [], since: clock, module: number, mayBeGone: () => doubtful.add(number) };
        frames.push({ own: [], taken: new Set(), awaits: undefined }); // what is asked on the way is nobody's reason but the part's
        try {
          compute(part, () => [...contribute(module)]);
        } finally {
          frames.pop();
        }
        put(part, before);
        keysChanged ||= (before?.value.length ?? 0) !== part.value.length || part.value.some(([key], index) => key !== before?.value[index]?.[0]);
        if (keysChanged && asksItself) keysChanged = tellOthers();
      }
      if (keysChanged) tellOthers();
      return doubtful.size > 0;
    }

    function put(part: Part<K, V>, before: Part<K, V> | undefined): void {
      parts[part.module] = part;
      settle(part);
      if (before) {
        before.reasons?.parts.delete(before);
        for (const key of new Set(before.value.map(([key]) => key))) byKey.set(key, (byKey.get(key) ?? []).filter((each) => each.part !== before));
      }
      for (const [key, value] of part.value) {
        push(byKey, key, { value, part });
        const list = byKey.get(key) ?? [];
        if ((list.at(-2)?.part.module ?? 0) > part.module) list.sort((a, b) => a.part.module - b.part.module);
      }
    }

    /** A part that holds is told when that is in doubt again. */
    function settle(part: Part<K, V>): void {
      doubtful.delete(part.module);
      if (part.awaits) awaiting.add(part.module);
      else awaiting.delete(part.module);
      part.reasons?.parts.add(part);
      for (const each of part.reasons?.all ?? []) {
        if (each >= TABLES) break;
        if (each !== reason) asked.add(each);
      }
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
    readBody: ({ number }) => note(bodyOf(number)),
    readImports: ({ number }) => note(bodyOf(number) + 1),
    readExport: ({ number }, name) => note(nameOf(number, name)),
    changed({ number }, { imports, exports }) {
      epoch += 1;
      moved([bodyOf(number), ...(imports ? [bodyOf(number) + 1] : []), ...exports.flatMap((name) => names[number]?.get(name) ?? [])]);
      for (const each of memos) each.drop(number);
    },
  };
}

/** So often a table is read again at once because what one part says is asked for by another. */
const ROUNDS = 4;
