import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@dist-lint/model';
import { writeArtifact } from './artifact.ts';
import { findBase } from './base.ts';
import { checkout } from './checkout.ts';
import { pullRequest } from './event.ts';
import { findDistLint } from './find-dist-lint.ts';
import { type Environment, input, isOn, needed, words } from './inputs.ts';
import { type JobLog, setOutput } from './job-log.ts';
import { readReport } from './read-report.ts';
import { rootOf } from './root-of.ts';
import { type Run, runDistLint } from './run-dist-lint.ts';
import { underFolder } from './sarif-paths.ts';

/** Runs dist-lint and leaves what came of it for the steps after. It succeeds whenever there is a verdict, whatever that is. */
export async function analyse(env: Environment, log: JobLog): Promise<number> {
  try {
    setOutput(env, 'exit-code', String(await analysis(env, log)));
    return 0;
  } catch (error) {
    if (error instanceof UserError) setOutput(env, 'exit-code', '2');
    throw error;
  }
}

async function analysis(env: Environment, log: JobLog): Promise<number> {
  // Said first, so that a mistake in any of them costs no analysis.
  for (const name of ['annotations', 'summary', 'comment']) isOn(env, name);
  const { folder, top } = checkout(env);
  const isSafe = isOn(env, 'safe');
  const [withReach, withSarif] = [isOn(env, 'blast-radius'), isOn(env, 'sarif')];
  const checking = checkArguments(env, isSafe);
  const temporary = needed(env, 'RUNNER_TEMP');
  const pull = pullRequest(env);
  const base = findBase(input(env, 'base'), folder, pull, log);
  const script = findDistLint({ folder, top, version: input(env, 'version'), isSafe, temporary }, log);
  const run: Run = { script, folder, nodeOptions: input(env, 'node-options') };
  const compared = base === undefined ? [] : ['--base', base];

  const kept = mkdtempSync(join(temporary, 'dist-lint-'));
  const file = join(kept, 'report.json');
  const failOn = input(env, 'fail-on');
  const code = await runDistLint(run, ['check', ...compared, ...checking, ...(failOn === '' ? [] : ['--fail-on', failOn]), '--format', 'json', '--output', file]);
  // Without a report there is nothing to show, and what was found is unknown.
  if (!existsSync(file)) return code === 2 ? 2 : 3;
  const report = readReport(readFileSync(file, 'utf8'));
  if (report === undefined) {
    log.error('What dist-lint wrote is no report that this action knows.');
    return 3;
  }

  const reach = join(kept, 'blast-radius.md');
  if (base !== undefined && withReach) {
    const ended = await runDistLint(run, ['blast-radius', '--base', base, ...(isSafe ? ['--safe'] : []), '--format', 'markdown', '--output', reach]);
    if (ended > 1) log.notice('What the change can reach is not known: dist-lint blast-radius says why in this step.');
  }
  if (withSarif) await writeSarif(run, [...compared, ...checking], join(kept, 'report.sarif'), rootOf(report.findings, folder, top), env);

  const fresh = report.findings.filter(({ status }) => status === 'new');
  setOutput(env, 'folder', kept);
  setOutput(env, 'report', file);
  setOutput(env, 'base', base ?? '');
  setOutput(env, 'errors', String(fresh.filter(({ severity }) => severity === 'error').length));
  setOutput(env, 'warnings', String(fresh.filter(({ severity }) => severity === 'warning').length));
  if (pull !== undefined) {
    const handedOver = join(kept, 'comment');
    mkdirSync(handedOver);
    writeArtifact(handedOver, pull.number, report, existsSync(reach) ? readFileSync(reach, 'utf8') : '');
    setOutput(env, 'comment-folder', handedOver);
  }
  return [0, 1, 2].includes(code) ? code : 3;
}

/** What the action says itself, so that a second saying would contradict it. */
const OURS = /^(?:--format|--output|--base|--fail-on)(?:=|$)/;

function checkArguments(env: Environment, isSafe: boolean): string[] {
  const args = words(input(env, 'args'));
  const ours = args.find((word) => OURS.test(word));
  if (ours !== undefined) throw new UserError('bad-input', `The input args has ${ours}.`, 'base and fail-on are inputs of their own; format and output are said by the action.');
  return [...(isSafe && !args.includes('--safe') ? ['--safe'] : []), ...args];
}

/** A second run, most of it from the cache of the first: code scanning gives the verdict on it. */
async function writeSarif(run: Run, args: readonly string[], file: string, prefix: string, env: Environment): Promise<void> {
  await runDistLint(run, ['check', ...args, '--fail-on', 'never', '--format', 'sarif', '--output', file]);
  if (!existsSync(file)) return;
  if (prefix !== '') writeFileSync(file, underFolder(readFileSync(file, 'utf8'), prefix));
  setOutput(env, 'sarif', file);
}
