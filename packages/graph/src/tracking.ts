/**
 * Answers that are kept. In a program that changes they know what they rest on (`tracked.ts`), so that after one module
 * changes only what asked about it is computed again. A run that reads the tree once keeps answers without their reasons,
 * which costs nothing.
 */
import { addTo } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';

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
  /**
   * `contribute` is asked for each module; keys are compared by identity.
   * @param same for values that say all by themselves and hold nothing of a module's facts: who asked for them need not
   * ask again when a module that changed says the same as before
   */
  table<K, V>(modules: () => readonly LinkedModule[], contribute: (module: LinkedModule) => Iterable<readonly [K, V]>, same?: (a: V, b: V) => boolean): Table<K, V>;
  /** Notes what of a module is looked at. */
  readBody(module: Numbered): void;
  readImports(module: Numbered): void;
  readExport(module: Numbered, name: string): void;
  /** A module's text changed. */
  changed(module: Numbered, outline: OutlineChange): void;
}

type Numbered = Pick<LinkedModule, 'number'>;

/** What other modules see of a change. */
export interface OutlineChange {
  /** Whether the imports are others now. */
  imports: boolean;
  /** Names that are exported now and were not, or not any more, or as something else. */
  exports: readonly string[];
  /** Whether it has another number of classes now: then some of their numbers are nobody's any more. */
  renumbered?: boolean;
}

/** Keeps every answer for good. */
export function untracked(): Tracker {
  return {
    epoch: 0,
    memo: plainMemo,
    table: plainTable,
    readBody: () => undefined,
    readImports: () => undefined,
    readExport: () => undefined,
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
    for (const module of modules()) for (const [key, value] of contribute(module)) addTo(all, key, value);
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
