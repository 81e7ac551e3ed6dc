import type { Program } from '../link.ts';
import type { StateAccess } from './state-model.ts';

/** It writes the time at which something happens, or that it has not: who writes it last is right. */
export function isMoment(program: Program, { value, literals }: StateAccess): boolean {
  if (literals?.every((each) => each === null)) return true;
  return value !== undefined && program.link.evaluate(value.module, value.function, value.expr).some((each) => each.is === 'external' && /^Date\b/.test(each.path));
}
