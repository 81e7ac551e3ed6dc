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

/** The strongly connected components, what is needed first: Tarjan's algorithm. */
function circlesOf(parts: ReadonlyMap<string, Part>): string[][] {
  const circles: string[][] = [];
  const order = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const visit = (key: string): number => {
    const own = order.size;
    order.set(key, own);
    open.push(key);
    isOpen.add(key);
    let low = own;
    for (const need of parts.get(key)?.needs ?? []) {
      if (!parts.has(need)) continue;
      if (!order.has(need)) low = Math.min(low, visit(need));
      else if (isOpen.has(need)) low = Math.min(low, order.get(need) ?? low);
    }
    if (low === own) {
      const circle = open.splice(open.lastIndexOf(key));
      for (const each of circle) isOpen.delete(each);
      circles.push(circle);
    }
    return low;
  };
  for (const key of parts.keys()) if (!order.has(key)) visit(key);
  return circles;
}
