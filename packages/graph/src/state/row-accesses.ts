/** Reads and writes of rows and documents, by entity and field. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { StateAccess } from './state-model.ts';

export function rowAccesses(_program: Program, _module: LinkedModule): readonly StateAccess[] {
  return [];
}
