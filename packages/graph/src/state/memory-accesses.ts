/** Reads and writes of what a process holds in memory beyond a call. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { StateAccess } from './state-model.ts';

export function memoryAccesses(_program: Program, _module: LinkedModule): readonly StateAccess[] {
  return [];
}
