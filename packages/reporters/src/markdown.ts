import type { Finding, Report } from '@dist-lint/model';
import { comparisonSentences, onlyNew, staleEntries } from './comparison.ts';
import { byImportance } from './importance.ts';
import { codeSpan, escaped, sentence } from './markdown-text.ts';
import { counted, grouped } from './numbers.ts';
import { hidden, severityCounts, verdict } from './sentences.ts';

/** For a job summary or a comment. The least important findings are left out where there is no room, and it says so. */
export function markdown(whole: Report): string {
  const report = onlyNew(whole);
  const head = [headline(report), incomplete(report), comparison(report), hidden(report), table(report.findings)].filter((block) => block !== '').join('\n\n');
  const foot = gaps(report);
  const blocks = fitting(byImportance(report.findings).map(block), MOST_CHARACTERS - head.length - foot.length - ROOM_FOR_FRAME);
  const left = report.findings.length - blocks.length;
  const open = blocks.slice(0, OPEN);
  const folded = blocks.slice(OPEN);
  return `${[
    head,
    ...open,
    ...(folded.length === 0 ? [] : [`<details><summary>${counted(folded.length, 'more finding')}</summary>`, ...folded, '</details>']),
    ...(left === 0 ? [] : [`${counted(left, 'finding')} of least importance left out for lack of room; \`dist-lint --format json\` has all.`]),
    foot,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

/** Below GitHub's limit of 65,536 for a comment, with room for what is put around. */
const MOST_CHARACTERS = 60_000;
const ROOM_FOR_FRAME = 500;
/** Findings that are not folded away. */
const OPEN = 5;
const MOST_RULES = 30;
const MOST_GAPS = 20;
const MOST_STEPS = 14;
const MOST_STALE = 20;

function headline(report: Report): string {
  const suppressed = report.suppressed === 0 ? '' : ` (${grouped(report.suppressed)} suppressed by comment)`;
  return `**dist-lint: ${verdict(report)}${suppressed}**`;
}

function incomplete(report: Report): string {
  if (report.incomplete.length === 0) return '';
  const shown = report.incomplete.slice(0, 5).map((each) => `- ${escaped(each, 200)}`);
  const more = report.incomplete.length - shown.length;
  return ['**INCOMPLETE: the analysis did not finish, so there may be more than is shown.**', '', ...shown, ...(more > 0 ? [`- … and ${grouped(more)} more`] : [])].join('\n');
}

function comparison(report: Report): string {
  const stale = staleEntries(report.comparison?.baseline?.stale ?? [], MOST_STALE).map((line) => `- ${escaped(line, 400)}`);
  return [comparisonSentences(report, { name: (text) => codeSpan(text, 200), code: (text) => codeSpan(text, 300) }).join(' '), ...(stale.length === 0 ? [] : ['', ...stale])].join('\n');
}

function table(findings: readonly Finding[]): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  if (rules.length === 0) return '';
  const rows = rules.slice(0, MOST_RULES).map((name) => `| ${escaped(name, 60)} | ${severityCounts(findings.filter(({ rule }) => rule === name))} |`);
  const more = rules.length - rows.length;
  return ['| Rule | Findings |', '| --- | --- |', ...rows, ...(more > 0 ? [`| … ${grouped(more)} more rules | |`] : [])].join('\n');
}

function block({ rule, severity, precision, message, path, ...at }: Finding): string {
  const steps = path.slice(0, MOST_STEPS).map((step, index) => `${index + 1}. ${codeSpan(`${step.file}:${step.line}`, 300)} ${sentence(step.message, 300)}`);
  const more = path.length - steps.length;
  return [
    `**${severity}** ${escaped(rule, 80)} at ${codeSpan(`${at.file}:${at.line}:${at.column}`, 300)}${precision === 'high' ? '' : ` (${precision} precision)`}`,
    '',
    sentence(message),
    ...(steps.length === 0 ? [] : ['', ...steps]),
    ...(more > 0 ? ['', `… ${counted(more, 'more step')}`] : []),
  ].join('\n');
}

/** From the first on, until one does not fit. */
function fitting(blocks: readonly string[], room: number): string[] {
  let used = 0;
  const end = blocks.findIndex((each) => (used += each.length + 2) > room);
  return end === -1 ? [...blocks] : blocks.slice(0, end);
}

function gaps(report: Report): string {
  if (report.gaps.length === 0) return '';
  const shown = report.gaps.slice(0, MOST_GAPS).map(({ kind, count, samples }) => {
    const [sample] = samples;
    return `- ${grouped(count)} ${escaped(kind, 40)}${sample === undefined ? '' : `, such as ${codeSpan(`${sample.file}:${sample.line}`, 150)}`}`;
  });
  const more = report.gaps.length - shown.length;
  return ['Not understood, and therefore not checked:', '', ...shown, ...(more > 0 ? [`- … ${grouped(more)} more kinds`] : [])].join('\n');
}
