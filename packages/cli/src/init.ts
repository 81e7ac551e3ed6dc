import { UserError } from '@dist-lint/model';
import { counted, visible } from '@dist-lint/reporters';
import type { Arguments } from './arguments.ts';
import { applyChanges } from './apply-changes.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type Change, initPlan, type Step } from './init-plan.ts';
import type { Io } from './io.ts';

/** `dist-lint init`: shows how this root would be set up, and does it when told to. */
export async function init(given: Arguments, io: Io): Promise<ExitCode> {
  if (given.operands.length > 0) {
    throw new UserError('init-takes-no-path', `init takes no path, but has '${given.operands[0] as string}'.`, 'Run it in the folder that is meant; it sets up the root around it.');
  }
  // Loaded on demand, as everywhere: `--version` and `--help` answer without the engine.
  const { findRoot } = await import('@dist-lint/engine');
  const root = findRoot(io.cwd);
  const steps = initPlan(root);
  const changes = steps.flatMap(({ change }) => change ?? []);
  await io.stdout.write(steps.map(drawn).join('\n'));
  if (changes.length === 0) await io.stdout.write(`\n${ending(steps) || 'There is nothing to write.\n'}`);
  else if (!given.has('yes') && !(await agrees(io, changes.length))) await io.stdout.write(`\nNothing was written. Add --yes to write ${counted(changes.length, 'file')}.\n`);
  else {
    applyChanges(root, changes);
    await io.stdout.write(`\n${changes.map((change) => `${isNew(change) ? 'wrote' : 'changed'} ${change.path}\n`).join('')}${ending(steps)}`);
  }
  return exitCode.ok;
}

function drawn({ about, note, lines, change }: Step): string {
  const what = change === undefined ? (note ?? '') : isNew(change) ? `new file ${change.path}` : `two lines for ${change.path}`;
  const mark = change === undefined ? '' : '+ ';
  return `${about}: ${visible(what)}${lines.length > 0 && change === undefined ? ':' : ''}\n${lines.map((line) => `    ${mark}${visible(line)}`.trimEnd() + '\n').join('')}`;
}

/** What is not done yet, the command without which nothing works last. */
function ending(steps: readonly Step[]): string {
  const left = steps.flatMap(({ about, left: what }) => (what === undefined ? [] : `  ${about}: ${visible(what)}\n`));
  const next = steps.flatMap(({ next: command }) => (command === undefined ? [] : `Next: ${visible(command)}\n`));
  return [...(left.length > 0 ? ['Left to you, as shown above:\n', ...left] : []), ...next].join('');
}

function isNew(change: Change): boolean {
  return change.before === undefined;
}

async function agrees(io: Io, files: number): Promise<boolean> {
  const answer = await io.ask?.(`\nWrite ${counted(files, 'file')}? [y/N] `);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}
