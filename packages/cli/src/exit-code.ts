import type { Report, Severity } from '@dist-lint/model';

/** What a run ends with; the same for every format. */
export const exitCode = {
  /** Nothing at or above `--fail-on`. */
  ok: 0,
  findings: 1,
  userError: 2,
  /** The analysis could not be completed: whatever it found, it may have missed more. */
  incomplete: 3,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export type FailOn = Severity | 'never';

const RANK: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** The verdict on a report. Findings that were there before do not count; a baseline that lists what is no longer found does: it only shrinks. */
export function verdict(report: Report, failOn: FailOn): ExitCode {
  if (report.incomplete.length > 0) return exitCode.incomplete;
  if (failOn === 'never') return exitCode.ok;
  const isFailing = report.findings.some(({ status, severity }) => status === 'new' && RANK[severity] >= RANK[failOn]);
  const isStale = (report.comparison?.baseline?.stale.length ?? 0) > 0;
  return isFailing || isStale ? exitCode.findings : exitCode.ok;
}
