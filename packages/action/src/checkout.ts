import { existsSync, realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { UserError } from '@dist-lint/model';
import { git } from './git.ts';
import { type Environment, input, needed } from './inputs.ts';

/**
 * The folder to analyse, and the top of its checkout, from which GitHub counts paths.
 *
 * @throws {UserError} `bad-input`
 */
export function checkout(env: Environment): { folder: string; top: string } {
  const workspace = realpathSync(needed(env, 'GITHUB_WORKSPACE'));
  const asked = resolve(workspace, input(env, 'working-directory'));
  if (!existsSync(asked)) throw new UserError('bad-input', `There is no folder ${input(env, 'working-directory')}.`, 'Check out the repository in a step before.');
  const folder = realpathSync(asked);
  const top = git(folder, ['rev-parse', '--show-toplevel']);
  const isWithin = top !== undefined && existsSync(top) && `${realpathSync(top)}${sep}`.startsWith(`${workspace}${sep}`);
  return { folder, top: isWithin ? realpathSync(top) : workspace };
}
