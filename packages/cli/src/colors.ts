import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/** Whether to colour what goes to standard output: as asked, else as the environment says, else when it is a terminal. */
export function wantsColor(given: Arguments, { stdout, env }: Io): boolean {
  if (given.has('no-color')) return false;
  if (given.has('color')) return true;
  if (isSet(env['NO_COLOR'])) return false;
  if (isSet(env['FORCE_COLOR'])) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return stdout.isTTY && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
