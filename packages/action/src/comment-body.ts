import type { Report } from '@dist-lint/model';
import { markdown } from '@dist-lint/reporters';
import { UserError } from '@dist-lint/model';

/** GitHub refuses a longer comment. */
const MOST_CHARACTERS = 65_536;

/** Begins every comment of ours; a comment that quotes it begins with something else. */
export function marker(id: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) throw new UserError('bad-input', `The input comment-id is no such name: ${id}`, 'Lower-case letters, digits and dashes.');
  return `<!-- dist-lint:report ${id} -->`;
}

/** Nothing when there is nothing to tell: no new finding, a whole analysis, and nothing about what the change can reach. */
export function isQuiet(report: Report, reach: string): boolean {
  return report.incomplete.length === 0 && report.summary.modules > 0 && !report.findings.some(({ status }) => status === 'new') && reach.trim() === '';
}

/** A comment within GitHub's limit. The report leaves out its least important findings by itself; what the change can reach comes last, whole or not at all. */
export function commentBody(id: string, report: Report, reach: string, notes: readonly string[] = []): string {
  const head = [marker(id), markdown(report).trim(), ...notes].join('\n\n');
  const whole = reach.trim() === '' ? head : `${head}\n\n${reach.trim()}`;
  if (whole.length <= MOST_CHARACTERS) return whole;
  return `${head}\n\nWhat the change can reach is left out for lack of room: the job summary has it.`;
}
