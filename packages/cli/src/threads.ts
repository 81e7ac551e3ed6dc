import { UserError } from '@dist-lint/model';
import type { Arguments } from './arguments.ts';

const MOST = 256;

/** @throws {UserError} `invalid-flag-value` */
export function parseThreads(given: Arguments): number | undefined {
  const text = given.value('threads');
  if (text === undefined) return undefined;
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MOST) throw new UserError('invalid-flag-value', `--threads cannot be '${text}'.`, `A whole number from 1 to ${MOST}.`);
  return count;
}
