import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdown } from '@dist-lint/reporters';
import { type Environment, needed } from './inputs.ts';
import type { JobLog } from './job-log.ts';
import { readReport } from './read-report.ts';

/** What GitHub takes of a step's summary, in bytes; of a longer one it shows nothing. */
const MOST_BYTES = 1024 * 1024;

/** The report, and what the change can reach, as the job's summary. */
export function summarise(env: Environment, log: JobLog): number {
  const folder = needed(env, 'DIST_LINT_FOLDER');
  const report = readReport(readFileSync(join(folder, 'report.json'), 'utf8'));
  if (report === undefined) return 0;
  const reach = join(folder, 'blast-radius.md');
  const whole = [markdown(report), ...(existsSync(reach) ? [readFileSync(reach, 'utf8')] : [])].join('\n');
  const cut = withinBytes(whole, MOST_BYTES);
  if (cut !== whole) log.notice('The summary is cut: GitHub takes 1 MiB. The output report has the path of the whole.');
  appendFileSync(needed(env, 'GITHUB_STEP_SUMMARY'), cut);
  return 0;
}

/** The first lines that fit, and a line that says that there was more. */
export function withinBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const bytes = Buffer.from(text).subarray(0, most - ROOM);
  const kept = bytes.subarray(0, bytes.lastIndexOf(10) + 1).toString('utf8');
  // What was open is closed: else the notice would be code, or folded away.
  const fences = kept.match(/^```/gm)?.length ?? 0;
  const folds = (kept.match(/^<details>/gm)?.length ?? 0) - (kept.match(/^<\/details>/gm)?.length ?? 0);
  return `${kept}${fences % 2 === 1 ? '```\n' : ''}${'\n</details>\n'.repeat(Math.min(Math.max(0, folds), 9))}\n**Cut for lack of room: GitHub takes 1 MiB.**\n`;
}

const ROOM = 400;
