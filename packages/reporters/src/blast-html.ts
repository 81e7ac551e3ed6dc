import type { BlastReport } from '@dist-lint/model';
import { blastGaps, INCOMPLETE, overviewSentence } from './blast-sentences.ts';
import { lossSentence } from './blast-words.ts';
import { changeSentence } from './change-sentences.ts';
import { graphHtml } from './graph-html.ts';
import { saidText } from './said.ts';

/** Blast radius as one interactive page: the verdict, and the graph to ask further. */
export function blastHtml(report: BlastReport, options: { nodes?: number }): string {
  const { overview, targets = [], change, incomplete, counts, drawing } = report;
  const says = [
    ...(incomplete.length === 0 ? [] : [INCOMPLETE, ...incomplete]),
    ...(overview === undefined ? [] : [saidText(overviewSentence(overview, report))]),
    ...targets.map((loss) => saidText(lossSentence(loss))),
    ...(change === undefined ? [] : [saidText(changeSentence(change)), `Against ${change.base.ref} (${change.base.commit}).`]),
    ...blastGaps(report),
  ];
  return graphHtml(drawing, { title: 'dist-lint blast-radius', says, entries: counts.entries }, options);
}
