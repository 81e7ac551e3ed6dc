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
import { begun, ground, notes, type Answer, type Ground } from './tracked-answers.ts';
import { trackedTable } from './tracked-tables.ts';
import type { Memo, Tracker } from './tracking.ts';

/** Keeps answers with what rests on them. */
export function tracked(): Tracker {
  const kept = notes();
  const { note, take, holds, compute } = kept;
  const bodies: Ground[] = [];
  const imports: Ground[] = [];
  const exported: Map<string, Ground>[] = [];
  const memos: { drop(module: number): void }[] = [];
  /** Goes on with every change of a module. */
  let epoch = 1;

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

  return {
    get epoch() {
      return epoch;
    },
    memo,
    table: (modules, contribute, same) => trackedTable(kept, modules, contribute, same),
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
      const grounds = [bodies[number], ...(outline.imports ? [imports[number]] : []), ...outline.exports.map((name) => exported[number]?.get(name))];
      kept.movedBy(grounds, outline.renumbered !== true);
      for (const each of memos) each.drop(number);
    },
  };
}
