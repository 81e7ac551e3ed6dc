/** Where a call is pointed at. */
import type { CallStep, Span } from '@dist-lint/model';

/** Of a call whose callee is more than a name, such as a template or a function made on the spot. */
const WIDEST = 40;

/** The word of a call that a person would point at: the last name of its callee. At least one character. */
export function nameSpan({ nameAt, end, callee }: Pick<CallStep, 'nameAt' | 'end' | 'callee'>): Span {
  const width = callee.k === 'member' ? callee.name.length : WIDEST;
  return { at: nameAt, end: Math.max(nameAt + 1, Math.min(end, nameAt + width)) };
}
