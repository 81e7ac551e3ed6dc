import type { BlastReport } from '@dist-lint/model';
import { changeMarkdown } from './blast-change-markdown.ts';
import { overviewMarkdown } from './blast-overview-markdown.ts';
import { blastGaps, INCOMPLETE } from './blast-sentences.ts';
import { targetMarkdown } from './blast-target-markdown.ts';
import { escaped } from './markdown-text.ts';
import { fitted, type Page } from './markdown-room.ts';
import { grouped } from './numbers.ts';

/** Blast radius for a comment on a pull request or for an audit's document, with room to spare below GitHub's limit. */
export function blastMarkdown(report: BlastReport): string {
  const { head, blocks } = pageOf(report);
  const gaps = blastGaps(report);
  const { page, cut } = fitted([head, incomplete(report)].filter((part) => part !== '').join('\n\n'), blocks);
  const foot = [
    ...(cut.length === 0 ? [] : [`Cut for lack of room: ${cut.join(', ')}. \`--format json\` has all.`]),
    ...(gaps.length === 0 ? [] : [`<sub>${gaps.join(' ')}</sub>`]),
  ];
  return `${[page, ...foot].join('\n\n')}\n`;
}

function pageOf(report: BlastReport): Page {
  const { overview, targets, change } = report;
  if (change !== undefined) return changeMarkdown(change, report);
  return overview === undefined ? targetMarkdown(targets ?? [], report) : overviewMarkdown(overview, report);
}

const MOST_SENTENCES = 5;

function incomplete({ incomplete: all }: BlastReport): string {
  if (all.length === 0) return '';
  const more = all.length - MOST_SENTENCES;
  return [`**${INCOMPLETE}**`, '', ...all.slice(0, MOST_SENTENCES).map((each) => `- ${escaped(each, 200)}`), ...(more > 0 ? [`- and ${grouped(more)} more`] : [])].join('\n');
}
