import { expect, test } from 'vitest';
import { linkTexts } from './linked-texts.test.setup.ts';
import { importedNames, moduleGraph, type ModuleEdgeKind } from './module-graph.ts';

const stock = `export const count = 1; export interface Article { id: string } export class Shelf {} export type { Article as Item }; export enum Size { S }`;

function edges(text: string, options: Parameters<typeof linkTexts>[1] = {}, path = 'orders.ts'): Partial<Record<ModuleEdgeKind, string[]>> {
  const program = linkTexts({ [path]: text, 'stock.ts': stock }, options);
  const graph = moduleGraph(program);
  const from = program.modules.byPath(path);
  const kinds = ['runtime', 'deferred', 'type'] as const;
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const own = graph[kind][from?.number ?? -1] ?? [];
      return own.length > 0 ? [[kind, own.flatMap(importedNames)]] : [];
    }),
  );
}

test('a name with a use at run time loads', () => {
  expect(edges(`import { count } from './stock.js'; export const f = () => count;`)).toEqual({ runtime: ['count'] });
});

test('a name used as a type only is dropped', () => {
  expect(edges(`import { Shelf } from './stock.js'; export let shelf: Shelf;`)).toEqual({ type: ['Shelf'] });
});

test('a name of a member of a type is kept by the compiler, though nothing reads it', () => {
  expect(edges(`import { Size } from './stock.js'; export interface Boxes { [Size.S]: string }`)).toEqual({ runtime: ['Size'] });
  expect(edges(`import { Size } from './stock.js'; export declare const boxes: { [Size.S]: string };`)).toEqual({ type: ['Size'] });
  expect(edges(`import type { Size } from './stock.js'; export interface Boxes { [Size.S]: string }`)).toEqual({ type: ['Size'] });
});

test('an unused name is dropped, the used one beside it is not', () => {
  expect(edges(`import { count, Shelf } from './stock.js'; console.log(count);`)).toEqual({ runtime: ['count'] });
});

test('verbatimModuleSyntax keeps what is not marked as a type, and the statement of what is', () => {
  const options = { verbatimModuleSyntax: true };
  expect(edges(`import { Shelf } from './stock.js'; export let shelf: Shelf;`, options)).toEqual({ runtime: ['Shelf'] });
  expect(edges(`import { type Shelf } from './stock.js'; export let shelf: Shelf;`, options)).toEqual({ runtime: [] });
  expect(edges(`import type { Shelf } from './stock.js'; export let shelf: Shelf;`, options)).toEqual({ type: ['Shelf'] });
});

test('emitted decorator metadata is a use', () => {
  const text = `import { Shelf } from './stock.js'; declare const Column: any; export class Order { @Column() shelf!: Shelf; }`;
  expect(edges(text)).toEqual({ type: ['Shelf'] });
  expect(edges(text, { emitDecoratorMetadata: true })).toEqual({ runtime: ['Shelf'] });
  expect(edges(text.replaceAll('Shelf', 'Article'), { emitDecoratorMetadata: true })).toEqual({ type: ['Article'] });
});

test('JavaScript is run as it stands', () => {
  expect(edges(`import { count } from './stock.js';`, {}, 'orders.js')).toEqual({ runtime: ['count'] });
});

test('re-exports load, unless they re-export types', () => {
  expect(edges(`export { count } from './stock.js';`)).toEqual({ runtime: ['count'] });
  expect(edges(`export * from './stock.js';`)).toEqual({ runtime: ['*'] });
  expect(edges(`export { Article } from './stock.js';`)).toEqual({ type: ['Article'] });
  expect(edges(`export { Item } from './stock.js';`)).toEqual({ type: ['Item'] });
  expect(edges(`export type { Shelf } from './stock.js';`)).toEqual({ type: ['Shelf'] });
});

test('a name that is imported and exported again loads if it is a value', () => {
  expect(edges(`import { Shelf } from './stock.js'; export { Shelf };`)).toEqual({ runtime: ['Shelf'] });
  expect(edges(`import { Article } from './stock.js'; export { Article };`)).toEqual({ type: ['Article'] });
});

test('an empty import is dropped, an import for its effects is not', () => {
  expect(edges(`import {} from './stock.js';`)).toEqual({ type: [] });
  expect(edges(`import './stock.js';`)).toEqual({ runtime: [] });
});

test('import() and a require inside a function come later', () => {
  expect(edges(`export const f = () => import('./stock.js');`)).toEqual({ deferred: [] });
  expect(edges(`export function f() { const { count } = require('./stock.js'); return count; }`)).toEqual({ deferred: ['count'] });
});

test('a require at the top loads even when nothing of it is used', () => {
  expect(edges(`const { count } = require('./stock.js');`)).toEqual({ runtime: ['count'] });
  expect(edges(`const stock = require('./stock.js');`)).toEqual({ runtime: ['*'] });
  expect(edges(`import stock = require('./stock.js');`)).toEqual({ type: ['*'] });
  expect(edges(`import stock = require('./stock.js'); console.log(stock.count);`)).toEqual({ runtime: ['*'] });
});

test('modules are loaded in the order of the source', () => {
  const program = linkTexts({
    'index.ts': `export * from './billing.js';\nimport './orders.js';\nconst stock = require('./stock.js');`,
    'billing.ts': 'export const a = 1;', 'orders.ts': '', 'stock.ts': '',
  });
  const index = program.modules.byPath('index.ts');
  expect(moduleGraph(program).runtime[index?.number ?? -1]?.map(({ to }) => to.path)).toEqual(['billing.ts', 'orders.ts', 'stock.ts']);
});
