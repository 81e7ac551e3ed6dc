import { expect, test } from 'vitest';
import { lower } from '@dist-lint/frontend';
import type { Resolution } from '@dist-lint/model';
import { ReplaceableModule, type ModuleSource } from './linked-modules.ts';
import type { Tracker } from './tracking.ts';

test('another place of a declaration is nothing to other modules', () => {
  expect(changes(source(`export const id = 1;`), source(`\n\nexport const id = 2;`))).toEqual([false]);
});

test.each([
  ['a new export', source(`export const id = 1;`), source(`export const id = 1;\nexport const name = '';`)],
  ['an export of another kind', source(`const id = 1;\nexport { id };`), source(`type id = 1;\nexport { id };`)],
  ['an export that is an expression', source(`export default { id: 1 };`), source(`export default { id: 2 };`)],
  ["an import of another place, be it called 'end'", source(`export * from 'end';`, { to: 'external', package: 'end' }), source(`export * from 'end';`, { to: 'module', path: 'src/end.ts' })],
])('%s is something to them', (_, before, after) => {
  expect(changes(before, after)).toEqual([true]);
});

function source(text: string, end?: Resolution): ModuleSource {
  const result = lower(text, 'ts');
  if (!('facts' in result)) throw new Error(result.gap.message);
  return { facts: result.facts, input: { path: 'src/order.ts', package: '', options: {}, resolutions: end ? { end } : {} } };
}

/** Of each change that the tracker is told of, whether it is one of the outline. */
function changes(before: ModuleSource, after: ModuleSource): boolean[] {
  const told: boolean[] = [];
  const tracker: Pick<Tracker, 'changed'> = { changed: (_, outline) => void told.push(outline) };
  new ReplaceableModule(before, 0, tracker as Tracker).replace(after);
  return told;
}
