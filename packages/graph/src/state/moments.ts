import type { Program } from '../link.ts';
import type { StateAccess } from './state-model.ts';

/** It writes the time at which something happens: who writes it last is right. */
export function isMoment(program: Program, { value }: StateAccess): boolean {
  return value !== undefined && program.link.evaluate(value.module, value.function, value.expr).some((each) => each.is === 'external' && /^Date\b/.test(each.path));
}
