/** What the author of a change should be able to answer before it is merged. */
import { isHardWork, reach, type SystemGraph } from '@dist-lint/graph';
import type { ChangedState, ChangeReport, ReviewQuestion } from '@dist-lint/model';
import { blastNodes } from './nodes.ts';
import type { Sides } from './sides.ts';
import { accessorsOf } from './state-accessors.ts';

/** Most of one kind; who has answered these has thought of the others. */
const MOST = 5;

/** Memory of a process. */
const WITHIN = /^(mod|cls|global):/;

/** Most important first: what was safe and no longer is, then what is new. */
export function questionsOf(report: Omit<ChangeReport, 'questions'>, sides: Sides): ReviewQuestion[] {
  const { dependencies, fallbacksLost, points, state, entries } = report;
  const few = <T, Q extends ReviewQuestion>(list: readonly T[], ask: (each: T) => Q): Q[] => list.slice(0, MOST).map(ask);
  return [
    ...few(fallbacksLost, ({ entry, resource }) => ({ about: 'fallback' as const, entry, resource })),
    ...few(dependencies.filter(({ change, strength }) => change === 'added' && strength === 'hard'), ({ resource, ways }) => ({
      about: 'resource' as const, resource, entries: ways.filter(({ path }) => path.every(({ strength }) => strength === 'hard')).map(({ entry }) => entry),
    })),
    ...few(points.filter(({ change }) => change === 'added'), ({ node, lost, of }) => ({ about: 'spof' as const, node, lost, of })),
    ...few(unwritten(sides), (question) => question),
    // In one process nothing is written while something else is. What is newly written somewhere counts first.
    ...few(onePerThing(state.filter(({ cell, otherWriters }) => otherWriters.length > 0 && !WITHIN.test(cell.id)).sort((a, b) => Number(isNewlyWritten(sides, b)) - Number(isNewlyWritten(sides, a)))), ({ cell, writers, otherWriters }) => ({ about: 'writer' as const, cell, writers: [...writers, ...otherWriters] })),
    ...few(entries.flatMap(({ change, entry }) => {
      const resources = change === 'added' ? resourcesOf(sides.head, entry.id) : [];
      return resources.length > 0 ? [{ entry, resources }] : [];
    }), (each) => ({ about: 'entry' as const, ...each })),
  ];
}

/** Whether one of the writers that have changed did not write it before. */
function isNewlyWritten({ base, head, before }: Sides, { cell, writers }: ChangedState): boolean {
  const to = before(head.number(cell.id) ?? -1);
  const known = to === undefined ? [] : accessorsOf(base, to, 'writes');
  return writers.some(({ id }) => !known.includes(before(head.number(id) ?? -1) ?? -1));
}

/** Of several fields of a table the first. */
function onePerThing(state: readonly ChangedState[]): ChangedState[] {
  const seen = new Set<string>();
  return state.filter(({ cell }) => {
    const thing = cell.id.slice(0, Math.max(0, cell.id.lastIndexOf('.'))) || cell.id;
    return seen.size !== seen.add(thing).size;
  });
}

/** State that nobody writes any more, and somebody still reads. */
function unwritten({ base, head, now }: Sides): ReviewQuestion[] {
  return base.nodes.flatMap(({ kind }, old): ReviewQuestion[] => {
    const cell = kind === 'state' ? now(old) : undefined;
    if (cell === undefined || accessorsOf(base, old, 'writes').length === 0 || accessorsOf(head, cell, 'writes').length > 0) return [];
    const readers = accessorsOf(head, cell, 'reads');
    const [node] = blastNodes(head, [cell]);
    return node && readers.length > 0 ? [{ about: 'removed', node, readers: blastNodes(head, readers) }] : [];
  });
}

function resourcesOf(head: SystemGraph, entry: string) {
  const number = head.number(entry);
  if (number === undefined) return [];
  const { order } = reach(head, [number], 'from', isHardWork);
  return blastNodes(head, order.filter((node) => head.nodes[node]?.kind === 'resource'));
}
