import type { BlastOverview, BlastReport } from '@dist-lint/model';
import { fallbackItem, graphBlock, nodesCell } from './blast-markdown-items.ts';
import { overviewSentence } from './blast-sentences.ts';
import { fallbackWords, nameOf, ofAll, SPOF } from './blast-words.ts';
import { type Block, folded, type Page } from './markdown-room.ts';
import { codeCell } from './markdown-table.ts';
import { codeSpan } from './markdown-text.ts';
import { counted, grouped } from './numbers.ts';
import { saidMarkdown } from './said.ts';

/** The dependency mapping and the table of change, for a design document. */
export function overviewMarkdown(overview: BlastOverview, report: BlastReport): Page {
  const { runtime, change, changeLeftOut } = overview;
  const left = changeLeftOut === 0 ? '' : `${counted(changeLeftOut, 'module')} that every entry point can avoid ${changeLeftOut === 1 ? 'is' : 'are'} left out.`;
  const fallbacks = runtime.flatMap(({ node, fallbacks: all }) => all.map((each) => `- ${codeSpan(nameOf(node), 100)}: ${fallbackItem(each)}`));
  return {
    head: `**${saidMarkdown(overviewSentence(overview, report), 100)}**`,
    blocks: [
      ...tableBlock('Dependency mapping', 'rows of the dependency mapping', 1, ['Component', 'Depends On', 'Depended On By', 'Fallback?', 'Entry points lost', 'SPOF?'],
        runtime.map((row) => [codeCell(nameOf(row.node)), nodesCell(row.dependsOn), nodesCell(row.dependedOnBy), fallbackWords(row), ofAll(row.lost, row.of), row.spof === 'yes' ? `**${SPOF.yes}**` : SPOF[row.spof]])),
      ...tableBlock('Modules that entry points cannot avoid', 'modules', 2, ['Module', 'Unavoidable', 'Reached', 'Loaded by', 'Gate to'],
        change.map((row) => [codeCell(nameOf(row.module)), ofAll(row.unavoidable, row.of), ofAll(row.reached, row.of), grouped(row.loadedBy), nodesCell(row.gateTo)]), left),
      ...(fallbacks.length === 0 ? [] : [folded(`Fallbacks (${grouped(fallbacks.length)})`, { what: 'fallbacks', rank: 3, items: fallbacks })]),
      ...graphBlock(report.drawing),
    ],
  };
}

export function tableBlock(title: string, what: string, rank: number, head: readonly string[], rows: readonly (readonly string[])[], after = ''): Block[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [first, ...others] = rows.map(line);
  return first === undefined ? [] : [{ what, rank, before: title === '' ? '' : `### ${title}`, items: [[line(head), line(head.map(() => '---')), first].join('\n'), ...others], after }];
}
