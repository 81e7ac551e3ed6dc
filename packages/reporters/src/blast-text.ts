import type { BlastReport } from '@dist-lint/model';
import { changeText } from './blast-change-text.ts';
import type { Drawn } from './blast-lines.ts';
import { overviewText } from './blast-overview-text.ts';
import { blastGaps, INCOMPLETE } from './blast-sentences.ts';
import { targetText } from './blast-target-text.ts';
import { wrap } from './columns.ts';
import type { RenderOptions } from './formats.ts';
import { logLines } from './log-lines.ts';
import { paints } from './paint.ts';
import { visible } from './visible.ts';

/** Blast radius for people: what it comes to first, then the evidence, then what was not seen. */
export function blastText(report: BlastReport, { color, width: given }: Pick<RenderOptions, 'color' | 'width'>): string {
  const drawn: Drawn = { paint: paints(color), width: Math.min(120, Math.max(40, given)) };
  const { overview, targets = [], change, incomplete } = report;
  const { paint, width } = drawn;
  const blocks = [
    incomplete.length === 0 ? [] : [paint.red(paint.bold(INCOMPLETE)), ...incomplete.flatMap((each) => wrap(visible(each), width - 2).map((line) => `  ${line}`))],
    ...(overview === undefined ? [] : overviewText(overview, report, drawn)),
    ...targets.flatMap((loss) => targetText(loss, drawn)),
    ...(change === undefined ? [] : changeText(change, drawn)),
    blastGaps(report).flatMap((each) => wrap(each, width)).map((line) => paint.dim(line)),
  ];
  return logLines(`${blocks.filter((block) => block.length > 0).map((block) => block.join('\n')).join('\n\n')}\n`);
}
