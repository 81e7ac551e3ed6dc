/** What a report says of findings that were there before. */
import type { BaselineEntry, Comparison, Report } from '@dist-lint/model';
import { counted, grouped } from './numbers.ts';
import { visible } from './visible.ts';

/** The report without the findings that were there before: for people, who are told how many there are. */
export function onlyNew(report: Report): Report {
  return { ...report, findings: report.findings.filter(({ status }) => status === 'new') };
}

/** How a format writes what is not its own words. */
interface Words {
  name(text: string): string;
  code(text: string): string;
}

const PLAIN: Words = { name: (text) => visible(text, 200), code: (text) => `\`${visible(text, 300)}\`` };

/** One sentence each, for people; none when the findings were compared with nothing. Text is safe to show. */
export function comparisonSentences({ comparison }: Report, words: Words = PLAIN): string[] {
  if (comparison === undefined) return [];
  const { existing, base, baseline } = comparison;
  return [
    ...(existing === 0 ? [] : [`${counted(existing, 'existing finding')} ${existing === 1 ? 'is' : 'are'} not shown.`]),
    ...(base === undefined || base.fixed === 0 ? [] : [`${counted(base.fixed, 'finding')} of ${words.name(base.ref)} ${base.fixed === 1 ? 'is' : 'are'} fixed.`]),
    ...(baseline === undefined ? [] : [...updated(baseline, words), ...staleSentence(baseline, words)]),
  ];
}

/** At most so many entries, each as one line of text that is safe to show, and how many more there are. */
export function staleEntries(entries: readonly BaselineEntry[], most: number): string[] {
  const shown = entries.slice(0, most).map(({ rule, file, message }) => `${visible(rule, 80)}  ${visible(file, 200)}  ${visible(message, 200)}`);
  return [...shown, ...(entries.length > shown.length ? [`… and ${grouped(entries.length - shown.length)} more`] : [])];
}

type Baseline = NonNullable<Comparison['baseline']>;

function updated({ file, updated: done }: Baseline, { name }: Words): string[] {
  if (done === undefined) return [];
  const { added, removed, moved } = done;
  if (added + removed + moved === 0) return [`The baseline ${name(file)} is as it was.`];
  const others = [...(removed === 0 ? [] : [`${grouped(removed)} removed from it`]), ...(moved === 0 ? [] : [`${grouped(moved)} moved within it`])];
  return [`${counted(added, 'finding')} added to the baseline ${name(file)}${others.length === 0 ? '' : `, ${others.join(', ')}`}.`];
}

export function staleSentence({ file, stale }: Baseline, { name, code }: Words = PLAIN): string[] {
  if (stale.length === 0) return [];
  const [entries, are, them] = stale.length === 1 ? ['entry', 'is', 'it'] : ['entries', 'are', 'them'];
  return [`${grouped(stale.length)} ${entries} of the baseline ${name(file)} ${are} no longer found: ${code(`dist-lint check --baseline ${file} --update-baseline`)} removes ${them}.`];
}
