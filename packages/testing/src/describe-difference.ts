import type { Finding } from '@dist-lint/model';
import type { Difference } from './compare.ts';

/** What a person needs to see which side is wrong: the place, the line, the message and its evidence. */
export function describeDifference(title: string, difference: Difference, texts: ReadonlyMap<string, string>): string {
  const source = (file: string, line: number): string[] => {
    const text = texts.get(file)?.split(/\r?\n/)[line - 1];
    return text === undefined ? [] : [`      ${line} | ${text.trim()}`];
  };
  const { missing, unexpected, reworded } = difference;
  return [
    `${title}: the findings are not the marked ones.`,
    ...section('Marked, but not found', missing, (mark) => [
      `    ${mark.file}:${mark.line}  ${mark.rule}${mark.message === undefined ? '' : ` ~ "${mark.message}"`}`,
      ...source(mark.file, mark.line),
    ]),
    ...section('Found, but not marked', unexpected, (finding) => [...headline(finding), ...source(finding.file, finding.line), ...evidence(finding)]),
    ...section('Found where marked, in other words', reworded, ({ mark, finding }) => [
      ...headline(finding),
      `      the mark asks for: "${mark.message ?? ''}"`,
    ]),
  ].join('\n');
}

function section<T>(title: string, items: readonly T[], lines: (item: T) => string[]): string[] {
  return items.length === 0 ? [] : ['', `  ${title} (${items.length}):`, ...items.flatMap(lines)];
}

function headline(finding: Finding): string[] {
  return [
    `    ${finding.file}:${finding.line}:${finding.column}  ${finding.rule}  ${finding.severity}, ${finding.precision} precision`,
    `      ${finding.message}`,
  ];
}

function evidence(finding: Finding): string[] {
  return finding.path.map((step, index) => `      ${index + 1}. ${step.file}:${step.line}  ${step.message}`);
}
