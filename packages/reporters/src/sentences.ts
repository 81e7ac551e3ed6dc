import type { GapKind, Report, Severity } from '@dist-lint/model';
import { counted, grouped } from './numbers.ts';
import { visible } from './visible.ts';

/** `1 error, 2 warnings, 3 info`, leaving out what there is none of; empty without findings. */
export function severityCounts(findings: readonly { severity: Severity }[]): string {
  const order: Severity[] = ['error', 'warning', 'info'];
  return order
    .map((severity) => ({ severity, count: findings.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => (severity === 'info' ? `${grouped(count)} info` : counted(count, severity)))
    .join(', ');
}

/** `2 syntax-error, 14 unresolved-call`. */
export function gapCounts(gaps: readonly GapKind[]): string {
  return gaps.map(({ kind, count }) => `${grouped(count)} ${visible(kind)}`).join(', ');
}

/** That something was found and is not shown, and how to see it; empty when there is nothing. */
export function hidden({ hidden: count, hiddenBelow }: Report): string {
  if (count === 0) return '';
  const [are, them] = count === 1 ? ['is', 'it'] : ['are', 'them'];
  const below = hiddenBelow === undefined ? 'what is asked for' : `the preset '${hiddenBelow}'`;
  return `${counted(count, 'finding')} below ${below} ${are} not shown: --preset all${hiddenBelow === undefined ? ' alone' : ''} shows ${them}.`;
}

/** The verdict. Never more than was found out: nothing read, nothing finished and nothing understood are not "no findings". */
export function verdict({ findings, summary, gaps, skipped, incomplete, comparison }: Report): string {
  if (findings.length > 0) return `${severityCounts(findings)} in ${counted(new Set(findings.map(({ file }) => file)).size, 'file')}`;
  if (summary.modules === 0 && gaps.length > 0) return 'Nothing was analysed: what was found could not be read';
  if (summary.modules === 0 && skipped.length > 0) return 'Nothing was analysed: no TypeScript or JavaScript files found besides what was left out';
  if (summary.modules === 0) return 'Nothing was analysed: no TypeScript or JavaScript files found';
  if (summary.targets === 0) return 'Nothing was checked: no TypeScript or JavaScript files in what was asked for';
  if (incomplete.length > 0) return 'No findings before the analysis ended';
  const none = comparison === undefined ? 'No findings' : 'No new findings';
  if (gaps.length > 0) return `${none} in what was understood of ${counted(summary.targets, 'module')}`;
  return `${none} in ${counted(summary.targets, 'module')}`;
}
