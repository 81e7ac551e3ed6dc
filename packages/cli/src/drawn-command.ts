import type { CheckOptions } from '@dist-lint/engine';
import { visible } from '@dist-lint/reporters';
import { type Arguments, invalidChoice } from './arguments.ts';
import { wantsColor } from './colors.ts';
import { configFlags } from './config-flags.ts';
import type { Engine } from './engine.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { outputFile } from './output-file.ts';
import { progressLine } from './progress.ts';
import { parseThreads } from './threads.ts';

/** What every command takes that analyses a tree. */
export type TreeOptions = Pick<CheckOptions, 'cwd' | 'config' | 'safe' | 'threads' | 'cache' | 'onProgress'>;

/** A command that asks one question of the engine and draws the answer: it judges nothing. */
export interface DrawnCommand<Options extends TreeOptions, Answer extends { incomplete: readonly string[] }> {
  formats: Readonly<Record<string, unknown>>;
  defaultFormat: string;
  /** @throws UserError for what was typed. */
  options(given: Arguments, tree: TreeOptions, format: string): Options;
  ask(engine: Engine, options: Options): Promise<Answer>;
  draw(answer: Answer, format: string, options: { color: boolean; width: number }, given: Arguments): string;
  /** The answer in a few words, for somebody who does not see the report. */
  told(answer: Answer): string;
}

/** Asks, draws, writes, and ends with 0, or with 3 when the answer is not the whole truth. */
export async function runDrawn<Options extends TreeOptions, Answer extends { incomplete: readonly string[] }>(
  command: DrawnCommand<Options, Answer>, given: Arguments, io: Io, engine: Engine,
): Promise<ExitCode> {
  const format = given.value('format') ?? command.defaultFormat;
  if (!Object.hasOwn(command.formats, format)) throw invalidChoice('unknown-format', 'format', format, Object.keys(command.formats).sort());
  const options = command.options(given, treeOptions(given, io.cwd), format);
  const path = given.value('output');
  const file = path === undefined || path === '-' ? undefined : outputFile(path, io.cwd);

  const progress = progressLine(io);
  const answer = await command.ask(engine, { ...options, ...(progress === undefined ? {} : { onProgress: progress.update }) }).finally(() => progress?.clear());

  const drawn = command.draw(answer, format, { color: file === undefined ? wantsColor(given, io) : given.has('color'), width: io.stdout.columns ?? 100 }, given);
  if (file === undefined) await io.stdout.write(drawn);
  else file.write(drawn);

  const lines: string[] = [];
  if (file !== undefined && path !== undefined) lines.push(`dist-lint: ${command.told(answer)}; the report is in ${visible(path)}`);
  const isSeen = format === 'text' && file === undefined;
  if (answer.incomplete.length > 0 && !isSeen) lines.push('dist-lint: the analysis could not be completed:', ...answer.incomplete.map((sentence) => `  ${visible(sentence)}`));
  await io.stderr.write(lines.map((line) => `${line}\n`).join(''));
  return answer.incomplete.length > 0 ? exitCode.incomplete : exitCode.ok;
}

function treeOptions(given: Arguments, cwd: string): TreeOptions {
  const threads = parseThreads(given);
  return {
    cwd,
    ...(threads === undefined ? {} : { threads }),
    ...(given.has('no-cache') ? { cache: false } : {}),
    ...configFlags(given),
  };
}
