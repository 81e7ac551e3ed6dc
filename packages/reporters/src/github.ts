import type { Finding, Report, Severity } from '@dist-lint/model';
import { comparisonSentences, staleEntries, staleSentence } from './comparison.ts';
import { byImportance } from './importance.ts';
import { gapCounts, severityCounts, verdict } from './sentences.ts';
import { visible } from './visible.ts';

/** Workflow commands, which GitHub Actions shows as annotations of the changed files. Only what is new is annotated. */
export function github(report: Report): string {
  const fresh = byImportance(report.findings.filter(({ status }) => status === 'new'));
  const special = [...incomplete(report), ...stale(report), ...gaps(report)];
  const left: Record<Severity, number> = { error: MOST_OF_A_LEVEL, warning: MOST_OF_A_LEVEL, info: MOST_OF_A_LEVEL };
  for (const { severity } of special) left[severity]--;
  const annotated: Finding[] = [];
  const silent: Finding[] = [];
  for (const finding of fresh) (left[finding.severity]-- > 0 ? annotated : silent).push(finding);

  const lines = [...special.map(({ line }) => line), ...annotated.map(annotation)];
  if (silent.length > 0) lines.push(`dist-lint: not annotated, because GitHub shows ${MOST_OF_A_LEVEL} of a level: ${severityCounts(silent)}`);
  const existing = report.findings.length - fresh.length;
  if (existing > 0) lines.push(`dist-lint: not annotated, because they were there before: ${existing}`);
  lines.push(...comparisonSentences({ ...report, ...(report.comparison && { comparison: { ...report.comparison, existing: 0 } }) }).map((sentence) => `dist-lint: ${sentence}`));
  if (report.findings.length === 0) lines.push(`dist-lint: ${verdict(report)}.`);
  return `${lines.join('\n')}\n`;
}

/** What GitHub shows of each level in one step. */
const MOST_OF_A_LEVEL = 10;
/** Longer evidence does not fit an annotation. */
const MOST_STEPS = 20;
const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

function annotation({ rule, severity, precision, message, path, ...at }: Finding): string {
  const steps = path.slice(0, MOST_STEPS).map((step, index) => `${index + 1}. ${visible(step.file)}:${step.line}:${step.column} ${visible(step.message, 500)}`);
  const more = path.length > MOST_STEPS ? [`… ${path.length - MOST_STEPS} more steps`] : [];
  const title = precision === 'high' ? rule : `${rule} (${precision} precision)`;
  // GitHub ignores columns of a place that spans lines.
  const columns = at.line === at.endLine ? [`col=${at.column}`, `endColumn=${at.endColumn}`] : [];
  const properties = [`file=${property(at.file)}`, `line=${at.line}`, `endLine=${at.endLine}`, ...columns, `title=${property(visible(title))}`];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data([visible(message), ...steps, ...more].join('\n'))}`;
}

interface Special {
  severity: Severity;
  line: string;
}

/** One annotation for all of it, so that it costs the findings one place. */
function incomplete(report: Report): Special[] {
  if (report.incomplete.length === 0) return [];
  const text = ['The analysis could not be completed, so there may be more than is shown.', ...report.incomplete.map((sentence) => visible(sentence))];
  return [{ severity: 'error', line: `::error title=dist-lint%3A incomplete::${data(text.join('\n'))}` }];
}

/** An entry is of a file that may be gone: it is not annotated where it was. */
function stale({ comparison }: Report): Special[] {
  const baseline = comparison?.baseline;
  if (baseline === undefined || baseline.stale.length === 0) return [];
  return [{ severity: 'error', line: `::error title=dist-lint%3A baseline::${data([...staleSentence(baseline), ...staleEntries(baseline.stale, MOST_STEPS)].join('\n'))}` }];
}

function gaps(report: Report): Special[] {
  if (report.gaps.length === 0) return [];
  return [{ severity: 'info', line: `::notice title=dist-lint%3A gaps::${data(`Not understood, and therefore not checked: ${gapCounts(report.gaps)}`)}` }];
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/** A path is kept as it is, or its file would not be found; only what a log would obey besides line breaks is shown. */
function property(text: string): string {
  const shown = text.replace(/[^\r\n]+/g, (part) => visible(part));
  return data(shown).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
