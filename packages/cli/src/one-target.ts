import { UserError } from '@dist-lint/model';
import type { Arguments } from './arguments.ts';

/**
 * What a command is narrowed to; nothing when nothing was named.
 *
 * @throws UserError `<command>-one-target`, `empty-path`
 */
export function oneTarget({ command, operands }: Arguments, hint: string): { target?: string } {
  const [target, ...more] = operands;
  if (more.length > 0) throw new UserError(`${command.name}-one-target`, `${command.name} takes one target, but has ${operands.length}.`, hint);
  if (target === '') throw emptyTarget();
  return target === undefined ? {} : { target };
}

export function emptyTarget(): UserError {
  return new UserError('empty-path', 'The target is empty.', 'Leave it out for the whole program; a shell variable may be unset.');
}
