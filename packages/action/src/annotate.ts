import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Report, Severity } from '@dist-lint/model';
import { byImportance, github as drawn, severityCounts } from '@dist-lint/reporters';
import { checkout } from './checkout.ts';
import { type ChangedLines, isChanged } from './changed-lines.ts';
import { pullRequest } from './event.ts';
import { gitHub, GitHubError } from './github-api.ts';
import { type Environment, needed } from './inputs.ts';
import type { JobLog } from './job-log.ts';
import { diffSince, pullRequestFiles } from './pull-request-files.ts';
import { readReport } from './read-report.ts';
import { rootOf } from './root-of.ts';

/** Marks what is new on changed lines; what is elsewhere, or beyond what GitHub shows, is counted. It fails nothing. */
export async function annotate(env: Environment, log: JobLog): Promise<number> {
  const report = readReport(readFileSync(join(needed(env, 'DIST_LINT_FOLDER'), 'report.json'), 'utf8'));
  if (report === undefined) return 0;
  const { folder, top } = checkout(env);
  const prefix = rootOf(report.findings, folder, top);
  const changed = await changedLines(env, top, log);
  if (changed === 'unknown') return 0;

  const fresh = byImportance(report.findings.filter(({ status }) => status === 'new').map((finding) => under(prefix, finding)));
  const eligible = changed === undefined ? fresh : fresh.filter((finding) => isChanged(changed, finding));
  const shown = mostOfEach(eligible, report);
  log.commands(drawn({ ...report, findings: shown }));
  const rest = fresh.filter((finding) => !shown.includes(finding));
  if (rest.length > 0) log.notice(`Not marked: ${severityCounts(rest)}${changed === undefined ? '' : ', on lines that the change does not touch or beyond what GitHub shows'}. The job summary has them.`);
  return 0;
}

/** What GitHub shows of each kind in one step, less the error and the notice that tell of the analysis, and the one that counts. */
function mostOfEach(findings: readonly Finding[], { incomplete }: Report): Finding[] {
  const left: Record<Severity, number> = { error: incomplete.length > 0 ? 9 : 10, warning: 10, info: 8 };
  return findings.filter(({ severity }) => left[severity]-- > 0);
}

function under(prefix: string, finding: Finding): Finding {
  const place = <T extends { file: string }>(at: T): T => (prefix === '' ? at : { ...at, file: `${prefix}/${at.file}` });
  return { ...place(finding), path: finding.path.map(place) };
}

/** Nothing where the run is for no change: then every line counts. */
async function changedLines(env: Environment, top: string, log: JobLog): Promise<ChangedLines | 'unknown' | undefined> {
  const pull = pullRequest(env);
  const base = env['DIST_LINT_BASE'] ?? '';
  if (pull === undefined && base === '') return undefined;
  const since = base === '' ? pull?.base ?? '' : base;
  let why = '';
  if (pull !== undefined) {
    try {
      return await pullRequestFiles(gitHub(env), pull.number, top, since);
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      why = error.message;
    }
  }
  const changed = diffSince(top, since);
  if (changed !== undefined) return changed;
  log.warning(`Nothing is marked, because nobody says which lines have changed. ${why} The checkout has not the commits to compare, either: give actions/checkout fetch-depth: 0. The job summary has the findings.`);
  return 'unknown';
}
