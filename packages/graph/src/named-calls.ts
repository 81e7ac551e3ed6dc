/** Calls that are told by how they are spelled. */
import type { CallStep } from '@dist-lint/model';

/** Under these names, functions are registered for an event. */
export const LISTENING: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'addEventListener', 'prependListener']);

/** `setTimeout(work, 100)`: what it is handed runs once, later. */
export function isTimeout({ callee }: Pick<CallStep, 'callee'>): boolean {
  return callee.k === 'global' && callee.name === 'setTimeout';
}
