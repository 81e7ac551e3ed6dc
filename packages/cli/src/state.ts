import type { StateOptions } from '@dist-lint/engine';
import { type StateInventory, UserError } from '@dist-lint/model';
import { counted, renderState, stateFormats, visible } from '@dist-lint/reporters';
import { type Arguments, invalidChoice } from './arguments.ts';
import { wantsColor } from './colors.ts';
import { configFlags } from './config-flags.ts';
import type { Engine } from './engine.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { outputFile } from './output-file.ts';
import { progressLine } from './progress.ts';
import { parseThreads } from './threads.ts';

/** `dist-lint state [target]`: the inventory of state. It judges nothing, so it ends with 0. */
export async function state(given: Arguments, io: Io, engine: Engine): Promise<ExitCode> {
  const format = given.value('format') ?? 'text';
  if (!Object.hasOwn(stateFormats, format)) throw invalidChoice('unknown-format', 'format', format, Object.keys(stateFormats).sort());
  const options = stateOptions(given, io.cwd);
  const path = given.value('output');
  const file = path === undefined || path === '-' ? undefined : outputFile(path, io.cwd);

  const progress = progressLine(io);
  const inventory = await engine
    .state({ ...options, ...(progress === undefined ? {} : { onProgress: progress.update }) })
    .finally(() => progress?.clear());

  const drawn = renderState(inventory, format, { color: file === undefined ? wantsColor(given, io) : given.has('color'), width: io.stdout.columns ?? 100 });
  if (file === undefined) await io.stdout.write(drawn);
  else file.write(drawn);

  await io.stderr.write(aside(inventory, { isText: format === 'text', path: file === undefined ? undefined : path }));
  return inventory.incomplete.length > 0 ? exitCode.incomplete : exitCode.ok;
}

function stateOptions(given: Arguments, cwd: string): StateOptions {
  const [target, ...more] = given.operands;
  if (more.length > 0) throw new UserError('state-one-target', `state takes one target, but has ${given.operands.length}.`, 'Name one entity, ENTITY.FIELD, key, file, folder or FILE#NAME; quote what holds blanks or an asterisk.');
  if (target === '') throw new UserError('empty-path', 'The target is empty.', 'Leave it out for the whole program; a shell variable may be unset.');
  const threads = parseThreads(given);
  return {
    cwd,
    ...(target === undefined ? {} : { target }),
    ...(threads === undefined ? {} : { threads }),
    ...(given.has('no-cache') ? { cache: false } : {}),
    ...configFlags(given),
  };
}

/** What somebody who does not see the report needs in order to understand the exit code. */
function aside({ counts, incomplete }: StateInventory, { isText, path }: { isText: boolean; path: string | undefined }): string {
  const lines: string[] = [];
  if (path !== undefined) lines.push(`dist-lint: ${counted(counts.state, 'piece')} of state, ${counted(counts.machines, 'state machine')}; the report is in ${visible(path)}`);
  if (incomplete.length > 0 && !(isText && path === undefined)) lines.push('dist-lint: the analysis could not be completed:', ...incomplete.map((sentence) => `  ${visible(sentence)}`));
  return lines.map((line) => `${line}\n`).join('');
}
