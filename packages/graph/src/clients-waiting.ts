/** Whether the client through which something is done waits and tries again by itself, or connects anew, before it fails. */
import type { Program } from './link.ts';

/** Of a symbol as effects name it: `ioredis#Redis.hset`. */
export function waitsByItself(program: Program, symbol: string): boolean {
  const [from = '', path = ''] = symbol.split('#');
  const [made] = path.split('.');
  const library = program.link.libraries.libraryOf(from);
  if (!library || made === undefined || made === '') return false;
  return Object.entries(library.symbols).some(([key, { retries, returns }]) =>
    retries !== undefined && (retries.of === 'connection' || retries.of === 'calls') && retries.delay.first > 0 && (returns === made || key.split('|').includes(made)));
}
