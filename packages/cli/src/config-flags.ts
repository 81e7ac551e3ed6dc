import type { Arguments } from './arguments.ts';

/** Which configuration is meant, and whether its code may run. */
export function configFlags(given: Arguments): { config?: string; safe?: true } {
  const config = given.value('config');
  return { ...(config === undefined ? {} : { config }), ...(given.has('safe') ? { safe: true } : {}) };
}
