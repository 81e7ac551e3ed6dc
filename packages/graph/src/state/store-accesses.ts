/** Reads and writes of keys in caches and stores, and of files, by the fixed part of their name. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { StateAccess } from './state-model.ts';

export function storeAccesses(_program: Program, _module: LinkedModule): readonly StateAccess[] {
  return [];
}
