/** What a program does to rows, as lines of text, for tests. */
import { libraries } from '@dist-lint/libraries';
import type { Program } from '../link.ts';
import { linkTexts } from '../linked-texts.test.setup.ts';
import { stateAccesses } from './state-accesses.ts';
import type { StateAccess } from './state-model.ts';

/** One line an access: where it is decided, what it does to which cell, and what guards it. */
export function accessesIn(files: string | Record<string, string>, how: StateAccess['how'] = 'write'): string[] {
  return accessLines(linkTexts(typeof files === 'string' ? { 'main.ts': files } : files, {}, { libraries }), how);
}

export function accessLines(program: Program, how: StateAccess['how'] = 'write'): string[] {
  const accesses = stateAccesses(program);
  const found = program.modules.all.flatMap((module) => accesses.in(module)).filter((each) => each.how === how);
  return found.map(({ cell, operation, module, function: fn, literals, guard, by }) => {
    const guards = Object.entries(guard).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => (value === true ? key : `${key} ${JSON.stringify(value)}`));
    const stored = by ? `by ${by.module.facts.functions[by.function]?.name ?? ''}` : '';
    return [`${module.facts.functions[fn]?.name ?? ''}: ${operation} ${cell.name}`, literals ? literals.join('|') : '?', ...guards, stored].filter(Boolean).join(' ');
  });
}
