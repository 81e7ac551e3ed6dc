import type { Finding, Report, RuleInfo } from '@dist-lint/model';
import { comparisonSentences, onlyNew, staleEntries } from './comparison.ts';
import { byImportance } from './importance.ts';
import { logLines } from './log-lines.ts';
import { counted, grouped } from './numbers.ts';
import { gapCounts, hidden, verdict } from './sentences.ts';
import { visible } from './visible.ts';

/** For a coding agent's context window: terse, whole findings only, and what to do about them. At most 8,000 characters. */
export function agent(whole: Report): string {
  const report = onlyNew(whole);
  const head = [`${report.tool.name} ${report.tool.version}: ${verdict(report)}. Paths count from the root; run the commands there.`, ...incomplete(report), ...comparison(report), ...(report.hidden === 0 ? [] : [hidden(report)]), ...gaps(report)];
  const parts: string[] = [];
  const told = new Set<string>();
  let used = length(head) + ROOM_FOR_REST;
  let shown = 0;
  for (const finding of byImportance(report.findings)) {
    const lines = [...(told.has(finding.rule) ? [] : advice(finding.rule, report.rules)), ...block(finding, shown + 1)];
    used += length(lines);
    if (used > MOST_CHARACTERS) break;
    told.add(finding.rule);
    parts.push(...lines);
    shown++;
  }
  return logLines(`${[...head, ...parts, ...rest(report.findings.length - shown)].join('\n')}\n`);
}

const MOST_CHARACTERS = 8000;
const ROOM_FOR_REST = 200;
const MOST_STEPS = 12;

/** Once a rule, before its first finding. */
function advice(name: string, rules: readonly RuleInfo[]): string[] {
  const rule = rules.find((each) => each.name === name);
  const todo = rule === undefined ? '' : firstSentences(rule.help.todo);
  return [
    '',
    `rule ${visible(name, 80)}`,
    ...(todo === '' ? [] : [`  do: ${todo}`]),
    `  if intended, on the line above: // dist-lint-disable-next-line ${visible(name, 80)} -- <reason>`,
  ];
}

function block({ rule, severity, precision, message, path, file, line, column }: Finding, number: number): string[] {
  const steps = path.slice(0, MOST_STEPS).map((step, index) => `  ${index + 1}. ${visible(step.file, 200)}:${step.line} ${visible(step.message, 200)}`);
  const more = path.length - steps.length;
  const isBelowDefault = severity === 'info' || precision !== 'high';
  return [
    '',
    `[${number}] ${visible(rule, 80)} ${severity}/${precision} ${visible(file, 200)}:${line}:${column}`,
    `  ${visible(message, 500)}`,
    ...steps,
    ...(more > 0 ? [`  … ${counted(more, 'more step')}`] : []),
    `  verify: npx dist-lint${operand(file)} --rule ${visible(rule, 80)}${isBelowDefault ? ' --preset all' : ''}`,
  ];
}

/** A path as a shell takes it for one word; one that cannot be shown whole is left out, which checks everything. */
function operand(file: string): string {
  if (visible(file, 200) !== file) return '';
  const path = file.startsWith('-') ? `./${file}` : file;
  return ` ${/^[\w./@+-]+$/.test(path) ? path : `'${path.replace(/'/g, `'\\''`)}'`}`;
}

/** Two sentences say enough to begin; the rest is in the rule's page. */
function firstSentences(markdown: string): string {
  const [paragraph = ''] = markdown.trim().split(/\n\s*\n/);
  const sentences = visible(paragraph.replace(/\s+/g, ' ')).split(/(?<=[.!?]) (?=[A-Z`])/);
  return visible(sentences.slice(0, 2).join(' '), 400);
}

function incomplete(report: Report): string[] {
  if (report.incomplete.length === 0) return [];
  const shown = report.incomplete.slice(0, 3).map((sentence) => `  ${visible(visible(sentence), 300)}`);
  return ['INCOMPLETE: the analysis did not finish; there may be more than is shown.', ...shown, ...(report.incomplete.length > 3 ? [`  … and ${grouped(report.incomplete.length - 3)} more`] : [])];
}

function comparison(report: Report): string[] {
  return [...comparisonSentences(report), ...staleEntries(report.comparison?.baseline?.stale ?? [], 5).map((line) => `  ${visible(line, 300)}`)];
}

function gaps(report: Report): string[] {
  return report.gaps.length === 0 ? [] : [`not understood, so not checked: ${visible(gapCounts(report.gaps), 500)}`];
}

function rest(left: number): string[] {
  return left === 0 ? [] : ['', `${counted(left, 'more finding')} not shown here, the least important: npx dist-lint --format json --preset all`];
}

function length(lines: readonly string[]): number {
  return lines.reduce((total, line) => total + line.length + 1, 0);
}
