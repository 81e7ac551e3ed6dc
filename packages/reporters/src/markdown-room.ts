/** Markdown of a page with a limit: what matters least gives way first, and it is told. */
import { grouped } from './numbers.ts';

/** A part of the page; it may be shortened from the end. */
export interface Block {
  /** What is told when it is cut: `ways`, `the graph`. */
  what: string;
  /** The lower, the longer it stays; the order on the page is that of the list. */
  rank: number;
  before: string;
  items: readonly string[];
  after: string;
}

/** One view as a page: a head that always stays, and blocks that give way when there is no room. */
export interface Page {
  head: string;
  blocks: readonly Block[];
}

/** Below GitHub's limit of 65,536 for a comment, with room for what is put around. */
export const MOST_CHARACTERS = 59_000;

/** The blocks that fit below a head that has to stay, and what was cut of which. */
export function fitted(head: string, blocks: readonly Block[], room = MOST_CHARACTERS): { page: string; cut: string[] } {
  let left = room - head.length;
  const kept = new Map<Block, number>();
  for (const block of [...blocks].sort((a, b) => a.rank - b.rank)) {
    let used = block.before.length + block.after.length + FRAME;
    let count = 0;
    for (const item of block.items) {
      if (used + item.length + 1 > left) break;
      used += item.length + 1;
      count++;
    }
    if (count === 0) continue;
    kept.set(block, count);
    left -= used;
  }
  const shown = blocks.flatMap((block) => {
    const count = kept.get(block);
    return count === undefined ? [] : [[block.before, block.items.slice(0, count).join('\n'), block.after].filter((part) => part !== '').join('\n\n')];
  });
  const cut = blocks.flatMap((block) => {
    const gone = block.items.length - (kept.get(block) ?? 0);
    return gone === 0 ? [] : [block.items.length === 1 ? block.what : `${grouped(gone)} of ${grouped(block.items.length)} ${block.what}`];
  });
  return { page: [head, ...shown].join('\n\n'), cut };
}

/** Empty lines around a block. */
const FRAME = 8;

/** A part that a reader opens; the summary is our own words. */
export function folded(summary: string, block: Omit<Block, 'before' | 'after'>): Block {
  return { ...block, before: `<details><summary>${summary}</summary>`, after: '</details>' };
}
