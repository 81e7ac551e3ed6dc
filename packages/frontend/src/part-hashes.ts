/**
 * Hashes of texts that need one another: the hash of a part holds its own text and the hashes of what it needs. Parts in a
 * circle need all of each other, so each of them has the texts of the whole circle in its hash: in linear time, where going
 * round from each part would try every way through the circle.
 */
import { createHash } from 'node:crypto';

export interface Part {
  text: string[];
  /** Keys of other parts that it names. */
  needs: Set<string>;
}

/** By key. */
export function partHashes(parts: ReadonlyMap<string, Part>): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  // Circles come after what they need.
  for (const circle of circlesOf(parts)) {
    const inside = new Set(circle);
    const shared = createHash('sha256');
    for (const key of [...circle].sort()) {
      const { text, needs } = parts.get(key) ?? { text: [], needs: [] };
      const known = [...needs].sort().map((need) => `\0${need}\0${inside.has(need) ? '' : hashes.get(need) ?? ''}`);
      shared.update(`${key}\0${text.join('\0')}${known.join('')}\0`);
    }
    const hash = shared.digest('hex').slice(0, 16);
    for (const key of circle) hashes.set(key, circle.length === 1 ? hash : `${hash} ${key}`);
  }
  return hashes;
}

/** The strongly connected components, what is needed first: Tarjan's algorithm, without recursion, as files may be long chains. */
function circlesOf(parts: ReadonlyMap<string, Part>): string[][] {
  const circles: string[][] = [];
  const states = new Map<string, State>();
  const open: string[] = [];
  const work: { own: State; needs: Iterator<string> }[] = [];
  const enter = (key: string): void => {
    const own: State = { key, order: states.size, low: states.size, isOpen: true };
    states.set(key, own);
    open.push(key);
    work.push({ own, needs: (parts.get(key)?.needs ?? NOTHING).values() });
  };
  for (const key of parts.keys()) {
    if (!states.has(key)) enter(key);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const { own, needs } = frame;
      const next = needs.next();
      if (next.done !== true) {
        const state = states.get(next.value);
        if (state?.isOpen) own.low = Math.min(own.low, state.order);
        else if (!state && parts.has(next.value)) enter(next.value);
        continue;
      }
      work.pop();
      const needing = work.at(-1)?.own;
      if (needing) needing.low = Math.min(needing.low, own.low);
      if (own.low !== own.order) continue;
      const circle = open.splice(open.lastIndexOf(own.key));
      for (const each of circle) (states.get(each) as State).isOpen = false;
      circles.push(circle);
    }
  }
  return circles;
}

interface State {
  key: string;
  order: number;
  /** The first in order that is still open and that it leads back to. */
  low: number;
  isOpen: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();
