import type { Finding, Report, Severity } from '@dist-lint/model';
import { wrap } from './columns.ts';
import { comparisonSentences, onlyNew, staleEntries } from './comparison.ts';
import { coverage } from './coverage.ts';
import type { RenderOptions } from './formats.ts';
import { logLines } from './log-lines.ts';
import { counted, grouped } from './numbers.ts';
import { type Paint, paints } from './paint.ts';
import { bySeverity, textFinding } from './text-finding.ts';
import { hidden, verdict } from './sentences.ts';
import { visible } from './visible.ts';

/** The report for people, in a terminal or a build log. */
export function text(whole: Report, given: RenderOptions): string {
  const report = onlyNew(whole);
  const options = { ...given, width: Math.max(40, given.width) };
  const paint = paints(options.color);
  const blocks = [
    ...[...byFile(report.findings)].map(([file, findings]) => [
      paint.underline(visible(file)),
      '',
      ...findings.flatMap((finding, index) => [...(index === 0 ? [] : ['']), ...textFinding(finding, report.excerpts[file], paint, options)]),
    ]),
    incomplete(report, paint, options),
    [...conclusion(report, paint, options), ...comparison(report, options), ...(report.hidden === 0 ? [] : wrap(hidden(report), options.width)), ...coverage(report, paint, options)],
  ];
  return logLines(`${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`);
}

function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = files.get(finding.file);
    if (known === undefined) files.set(finding.file, [finding]);
    else known.push(finding);
  }
  return files;
}

/** Loud, because what follows is not the whole truth. */
function incomplete(report: Report, paint: Paint, { width }: RenderOptions): string[] {
  if (report.incomplete.length === 0) return [];
  return [
    paint.red(paint.bold('INCOMPLETE: the analysis did not finish, so there may be more than is shown.')),
    ...report.incomplete.flatMap((sentence) => wrap(visible(sentence), width - 2).map((line) => `  ${line}`)),
  ];
}

function comparison(report: Report, { width, verbose }: RenderOptions): string[] {
  const stale = staleEntries(report.comparison?.baseline?.stale ?? [], verbose ? Infinity : MOST_STALE);
  return [...comparisonSentences(report).flatMap((sentence) => wrap(sentence, width)), ...stale.map((line) => `  ${line}`)];
}

const MOST_STALE = 20;

function conclusion(report: Report, paint: Paint, { width }: RenderOptions): string[] {
  const { findings, summary } = report;
  const suppressed = report.suppressed === 0 ? '' : ` (${grouped(report.suppressed)} suppressed by comment)`;
  if (findings.length > 0) {
    const files = new Set(findings.map(({ file }) => file)).size;
    return [`${severities(summary.findings, paint)} in ${counted(files, 'file')}${suppressed}`];
  }
  return wrap(`${verdict(report)}${suppressed}.`, width);
}

function severities(counts: Record<Severity, number>, paint: Paint): string {
  const order: Severity[] = ['error', 'warning', 'info'];
  return order
    .filter((severity) => counts[severity] > 0)
    .map((severity) => bySeverity(severity, paint)(severity === 'info' ? `${grouped(counts.info)} info` : counted(counts[severity], severity)))
    .join(', ');
}
