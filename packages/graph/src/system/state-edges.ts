/** Functions that read and write state, and where it is declared. Cells that nobody writes are left out. */
import type { Program } from '../link.ts';
import { stateAccesses } from '../state/state-accesses.ts';
import type { GraphBuilder } from './graph-builder.ts';

export function stateEdges(program: Program, builder: GraphBuilder): void {
  const accesses = stateAccesses(program);
  const numbers = new Map<string, number>();
  for (const { id, name, declared } of accesses.cells()) {
    const place = declared?.module ? { module: declared.module, ...(declared.span ? { at: declared.span.at } : {}) } : {};
    const number = builder.node('state', id, name, place);
    numbers.set(id, number);
    if (declared?.module) builder.edge(builder.node('module', declared.module.path, declared.module.path), number, 'contains');
  }
  for (const module of program.modules.all) {
    for (const access of accesses.in(module)) {
      const number = numbers.get(access.cell.id);
      const { module: at, function: fn, span } = access.by ?? access;
      const from = builder.ofFunction(at.functionBase + fn);
      if (number !== undefined && from !== undefined) builder.edge(from, number, access.how === 'read' ? 'reads' : 'writes', { strength: 'hard', module: at, at: span.at, end: span.end });
    }
  }
}
