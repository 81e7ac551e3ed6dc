/** What a program does to state, as lines of text, for tests. */
import { programOf } from '../marked-calls.test.setup.ts';
import { lineAndColumn } from '../program.ts';
import { memoryAccesses } from './memory-accesses.ts';
import type { StateAccess } from './state-model.ts';

/** `main.ts:3 set cls:main.ts#Cart.open 'yes'|'no' looked('no') mutex`, in the order of modules and places. */
export function memoryLines(files: string | Record<string, string>, how: 'write' | 'read' = 'write'): string[] {
  const program = programOf(files, {}, [], (path) => path.endsWith('.test.ts'));
  return program.modules.all.flatMap((module) => memoryAccesses(program, module).filter((access) => access.how === how).toSorted((a, b) => a.span.at - b.span.at).map(lineOf));
}

function lineOf({ module, span, operation, cell, literals, guard }: StateAccess): string {
  const [line] = lineAndColumn(module.facts.lineStarts, span.at);
  return [
    `${module.path}:${line}`, operation, cell.id,
    literals && literals.map((value) => JSON.stringify(value)).join('|'),
    guard.atomic && 'atomic',
    guard.looked && `looked(${guard.looked.map((value) => JSON.stringify(value)).join('|')})`,
    guard.lock,
  ].filter(Boolean).join(' ');
}
