import type { BlastNode, BlastReport, TargetLoss } from '@dist-lint/model';
import { fallbackItem, graphBlock, nodeItem, wayItem } from './blast-markdown-items.ts';
import { apartSentence, kindOf, lossSentence, nameOf } from './blast-words.ts';
import { type Block, folded, type Page } from './markdown-room.ts';
import { escaped } from './markdown-text.ts';
import { counted, grouped } from './numbers.ts';
import { said, saidMarkdown, saidNames } from './said.ts';

/** The deletion test of each target: the verdict, then what calls it, what it outputs to, what is lost and what goes on. */
export function targetMarkdown(targets: readonly TargetLoss[], { drawing }: BlastReport): Page {
  return {
    head: targets.map((loss) => `**${saidMarkdown(lossSentence(loss), 100)}**`).join('\n\n'),
    blocks: [...targets.flatMap((loss) => lossBlocks(loss, targets.length > 1)), ...graphBlock(drawing)],
  };
}

/** Names in one sentence. */
const MOST_NAMED = 5;

function lossBlocks(loss: TargetLoss, isOneOfMany: boolean): Block[] {
  const { target, callers, outputs, lost, spared, state, loading } = loss;
  const apart = apartSentence(loss);
  const title: Block = { what: 'titles', rank: 0, before: '', items: [`### ${nodeItem(target)}, ${escaped(kindOf(target))}`], after: '' };
  const open = (question: string, what: string, rank: number, items: readonly string[]): Block[] => (items.length === 0 ? [] : [{ what, rank, before: `**${question}**`, items, after: '' }]);
  const closed = (question: string, what: string, rank: number, nodes: readonly BlastNode[]): Block[] =>
    (nodes.length === 0 ? [] : [folded(`${question} ${grouped(nodes.length)}`, { what, rank, items: nodes.map((node) => `- ${nodeItem(node)}`) })]);
  return [
    ...(isOneOfMany ? [title] : []),
    ...open(`What happens to its dependents? ${counted(lost.length, 'entry point')} lost, the nearest first`, 'lost entry points', 1, lost.map((way) => wayItem(way))),
    ...open(`Which have a fallback? ${counted(spared.length, 'entry point')} ${spared.length === 1 ? 'goes' : 'go'} on without it`, 'entry points that go on', 2, spared.map((way) => wayItem(way, `<br>${fallbackItem(way.fallback)}`))),
    ...open('Whose state does it write?', 'pieces of state', 3, state.map(({ cell, readers, writers, entries }) => {
      const read = readers.length === 0 ? said`nobody else is seen to read it` : said`read by ${saidNames(readers.map(nameOf), MOST_NAMED)}`;
      const on = entries.length === 0 ? [] : said`, on the way of ${saidNames(entries.map(nameOf), MOST_NAMED)}`;
      const others = writers.length === 0 ? [] : said`; still written by ${saidNames(writers.map(nameOf), MOST_NAMED)}`;
      return `- ${nodeItem(cell)}: ${saidMarkdown([...read, ...on, ...others], 100)}`;
    })),
    ...closed('What calls it?', 'callers', 4, callers),
    ...closed('What does it output to?', 'outputs', 5, outputs),
    ...closed('What cannot be loaded without it?', 'modules that cannot be loaded', 6, loading),
    ...(apart === '' ? [] : [{ what: 'a note', rank: 0, before: '', items: [apart], after: '' }]),
  ];
}
