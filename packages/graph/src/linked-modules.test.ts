import { expect, test } from 'vitest';
import { lower } from '@dist-lint/frontend';
import type { Resolution } from '@dist-lint/model';
import { ReplaceableModule, type ModuleSource } from './linked-modules.ts';
import type { OutlineChange, Tracker } from './tracking.ts';

test('another place of a declaration is nothing to other modules', () => {
  expect(change(source(`export const id = 1;`), source(`\n\nexport const id = 2;`))).toEqual({ imports: false, exports: [], renumbered: false });
});

test('a class more gives other numbers to those behind it', () => {
  expect(change(source(`class Order {}`), source(`class Line {}\nclass Order {}`))).toEqual({ imports: false, exports: [], renumbered: true });
});

test.each([
  ['a new export', source(`export const id = 1;`), source(`export const id = 1;\nexport const name = '';`), { imports: false, exports: ['name'] }],
  ['an export less', source(`export const id = 1, name = '';`), source(`export const id = 1;`), { imports: false, exports: ['name'] }],
  ['an export of another kind', source(`const id = 1;\nexport { id };`), source(`type id = 1;\nexport { id };`), { imports: false, exports: ['id'] }],
  ['another variable under the name', source(`const a = 1, b = 2;\nexport { a as id, b };`), source(`const a = 1, b = 2;\nexport { b as id, b };`), { imports: false, exports: ['id'] }],
  ['an export that is an expression', source(`export const id = 1;\nexport default { id: 1 };`), source(`export const id = 1;\nexport default { id: 2 };`), { imports: false, exports: ['default'] }],
  ['another import', source(`import { a } from 'end';`), source(`import { b } from 'end';`), { imports: true, exports: [] }],
  ["an import of another place, be it called 'end'", source(`export * from 'end';`, { to: 'external', package: 'end' }), source(`export * from 'end';`, { to: 'module', path: 'src/end.ts' }), { imports: true, exports: [] }],
])('%s is something to them', (_, before, after, expected) => {
  expect(change(before, after)).toEqual({ ...expected, renumbered: false });
});

function source(text: string, end?: Resolution): ModuleSource {
  const result = lower(text, 'ts');
  if (!('facts' in result)) throw new Error(result.gap.message);
  return { facts: result.facts, input: { path: 'src/order.ts', package: '', options: {}, resolutions: end ? { end } : {} } };
}

/** What the tracker is told of. */
function change(before: ModuleSource, after: ModuleSource): OutlineChange | undefined {
  const told: OutlineChange[] = [];
  const tracker: Pick<Tracker, 'changed'> = { changed: (_, outline) => void told.push(outline) };
  new ReplaceableModule(before, 0, tracker as Tracker).replace(after);
  return told[0];
}
