import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckOptions, Preset } from '@dist-lint/engine';
import { type Precision, type Report, type Severity, nearest, UserError } from '@dist-lint/model';
import { counted, formats, render, staleSentence, visible } from '@dist-lint/reporters';
import { type Arguments, invalidChoice } from './arguments.ts';
import { wantsColor } from './colors.ts';
import type { Engine } from './engine.ts';
import { type ExitCode, exitCode, type FailOn, verdict } from './exit-code.ts';
import { configFlags } from './config-flags.ts';
import { commands } from './flags.ts';
import type { Io } from './io.ts';
import { parseRuleOptions } from './option-values.ts';
import { outputFile } from './output-file.ts';
import { progressLine } from './progress.ts';
import { parseThreads } from './threads.ts';

/** `dist-lint [check] [paths…]`: analyses, prints the report, and ends with the verdict on it. */
export async function check(given: Arguments, io: Io, engine: Engine): Promise<ExitCode> {
  const format = given.value('format') ?? 'text';
  if (!Object.hasOwn(formats, format)) throw invalidChoice('unknown-format', 'format', format, Object.keys(formats).sort());
  refuseUnknownCommand(given, io.cwd);
  const options = checkOptions(given, io.cwd);
  const path = given.value('output');
  const file = path === undefined || path === '-' ? undefined : outputFile(path, io.cwd);

  const progress = progressLine(io);
  const { report, failOn } = await engine
    .check({ ...options, ...(progress === undefined ? {} : { onProgress: progress.update }) })
    .finally(() => progress?.clear());

  const drawn = render(report, format, {
    color: file === undefined ? wantsColor(given, io) : given.has('color'),
    width: io.stdout.columns ?? 100,
    verbose: given.has('verbose'),
  });
  if (file === undefined) await io.stdout.write(drawn);
  else file.write(drawn);

  const code = verdict(report, (given.value('fail-on') ?? failOn ?? 'error') as FailOn);
  await io.stderr.write(aside(report, code, { format, path: file === undefined ? undefined : path }));
  return code;
}

/** A word that is neither a command nor a path was probably meant as a command. */
function refuseUnknownCommand({ isNamed, operands }: Arguments, cwd: string): void {
  if (operands.includes('')) throw new UserError('empty-path', 'A path is empty.', 'Leave it out to analyse the current folder; a shell variable may be unset.');
  const [word] = operands;
  if (isNamed || word === undefined || !/^[a-z][a-z-]*$/.test(word) || existsSync(resolve(cwd, word))) return;
  const names = commands.map(({ name }) => name);
  const meant = nearest(word, names);
  const hint = meant === undefined ? `Commands: ${names.join(', ')}.` : `Did you mean '${meant}'?`;
  throw new UserError('unknown-command', `'${word}' is neither a command nor a file or folder here.`, `${hint} \`dist-lint --help\` tells more.`);
}

function checkOptions(given: Arguments, cwd: string): CheckOptions {
  const rules = given.values('rule').flatMap((names) => names.split(',')).filter((name) => name !== '');
  const preset = given.value('preset') as Preset | undefined;
  const minSeverity = given.value('min-severity') as Severity | undefined;
  const minPrecision = given.value('min-precision') as Precision | undefined;
  const base = given.value('base');
  const baseline = given.value('baseline');
  const ruleOptions = parseRuleOptions(given.values('option'));
  const threads = parseThreads(given);
  return {
    paths: given.operands,
    cwd,
    ...(rules.length === 0 ? {} : { rules }),
    ...(preset === undefined ? {} : { preset }),
    ...(minSeverity === undefined ? {} : { minSeverity }),
    ...(minPrecision === undefined ? {} : { minPrecision }),
    ...(Object.keys(ruleOptions).length === 0 ? {} : { ruleOptions }),
    ...(threads === undefined ? {} : { threads }),
    ...(base === undefined ? {} : { base }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(given.has('update-baseline') ? { updateBaseline: true } : {}),
    ...(given.has('allow-growth') ? { allowGrowth: true } : {}),
    ...(given.has('no-cache') ? { cache: false } : {}),
    ...configFlags(given),
  };
}

/** What somebody who does not see the report needs in order to understand the exit code. */
function aside(report: Report, code: ExitCode, { format, path }: { format: string; path: string | undefined }): string {
  const lines: string[] = [];
  const { error, warning, info } = report.summary.findings;
  if (path !== undefined) lines.push(`dist-lint: ${counted(error, 'error')}, ${counted(warning, 'warning')}, ${info} info; the report is in ${visible(path)}`);
  if (code === exitCode.incomplete && !(format === 'text' && path === undefined)) {
    lines.push('dist-lint: the analysis could not be completed:', ...report.incomplete.map((sentence) => `  ${visible(sentence)}`));
  }
  const baseline = report.comparison?.baseline;
  // These formats have no place for it, or nobody sees it there.
  if (baseline !== undefined && (path !== undefined || format !== 'text')) lines.push(...staleSentence(baseline).map((sentence) => `dist-lint: ${sentence}`));
  return lines.map((line) => `${line}\n`).join('');
}
