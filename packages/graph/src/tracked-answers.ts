/** Answers while they are computed and afterwards: what rests on what, and which of them hold. */

/** What answers rest on. */
export interface Ground {
  /** Those that hold, and some that do not any more. */
  dependents: Answer<unknown>[];
  /** How many there may be before those that do not hold are dropped. */
  room: number;
}

export interface Answer<V> extends Ground {
  value: V;
  isDone: boolean;
  isStale: boolean;
  /** One bit for each table that it rests on, directly or not. */
  tables: number;
}

/** What one module says for a table. */
export interface Part<K, V> extends Answer<(readonly [K, V])[]> {
  module: number;
  /** What rests on it holds until it is read again and says something else: whoever asks has the table read first. */
  isFirm: boolean;
  /** Something that it rests on does not hold any more. */
  isDoubted: boolean;
  mayBeGone(): void;
}

/** Notes what rests on what, for all memos and tables of a tracker. */
export interface Notes {
  /** Reads what of a table has changed, if it was read. */
  readonly tables: (() => void)[];
  /** Lets go of what rests on parts that are doubted. */
  readonly loosenings: (() => void)[];
  /** Goes on with every change of a module, and of a table that follows from it. */
  readonly clock: number;
  /** The answer that is being computed; none where what is asked is nobody's reason. */
  asking(): Answer<unknown> | undefined;
  /** What is asked on the way is nobody's reason. */
  aside(by: () => void): void;
  /** The answer that is being computed rests on this. */
  note(ground: Ground): void;
  /** It rests on another answer, and on what that rests on. */
  take(taken: Answer<unknown>): void;
  /** Nothing of this holds any more, nor what rests on it. */
  spread(answers: Answer<unknown>[]): void;
  /** What rests on these does not hold any more. */
  moved(grounds: readonly (Ground | undefined)[]): void;
  /** A module changed. Firm parts keep what rests on them: not where the numbers that they say may be nobody's any more, which nobody may ask about. */
  movedBy(grounds: readonly (Ground | undefined)[], keepsFirm: boolean): void;
  /** Whether it still does, once the tables that it rests on have been read anew. */
  holds(answer: Answer<unknown>): boolean;
  compute<V>(answer: Answer<V>, by: () => V): V;
}

const ROOM = 8;
const ALL_TABLES = -1;

export function notes(): Notes {
  /** What is being computed, the innermost last; undefined where what is asked is nobody's reason. */
  const frames: (Answer<unknown> | undefined)[] = [];
  const tables: (() => void)[] = [];
  const loosenings: (() => void)[] = [];
  /** See {@link Notes.movedBy}. */
  let firm = true;
  let clock = 1;

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

  function spread(answers: Answer<unknown>[]): void {
    const queue = [...answers];
    for (let each = queue.pop(); each; each = queue.pop()) {
      if (each.isStale) continue;
      if (isPart(each)) {
        each.isDoubted = true;
        each.mayBeGone();
        if (each.isFirm && firm) continue;
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

  return {
    tables, loosenings, note, take, spread, moved, holds, compute,
    get clock() {
      return clock;
    },
    asking: () => frames.at(-1),
    aside(by) {
      frames.push(undefined);
      try {
        by();
      } finally {
        frames.pop();
      }
    },
    movedBy(grounds, keepsFirm) {
      firm = keepsFirm;
      if (!firm) for (const loosen of loosenings) loosen();
      moved(grounds);
      firm = true;
    },
  };
}

export function ground(): Ground {
  return { dependents: [], room: ROOM };
}

export function begun<V>(value: V): Answer<V> {
  return { dependents: [], room: ROOM, value, isDone: false, isStale: false, tables: 0 };
}

function isPart(answer: Answer<unknown>): answer is Part<unknown, unknown> {
  return 'mayBeGone' in answer;
}
