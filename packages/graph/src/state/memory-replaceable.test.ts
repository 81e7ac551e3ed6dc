import { lower } from '@dist-lint/frontend';
import { libraries } from '@dist-lint/libraries';
import type { Resolution } from '@dist-lint/model';
import { expect, it } from 'vitest';
import { linkReplaceable, link, type LinkInput, type Program } from '../link.ts';
import { memoryAccesses } from './memory-accesses.ts';

/** Each file in several versions: what is shared, written and read changes in one file because of another. */
const versions: Record<string, readonly string[]> = {
  'cart.ts': [
    `export class Cart { count = 0; add() { this.count += 1; return this.count; } }`,
    `export class Cart { count = 0; add() { return this.count; } }`,
    `export class Cart { total = 0; add() { this.total += 1; return this.total; } }\nexport const cart = new Cart();`,
  ],
  'shop.ts': [
    `import { Cart } from './cart.ts';\nexport const cart = new Cart();\nexport const state = { open: false };`,
    `import { Cart } from './cart.ts';\nexport const make = () => new Cart();\nexport let state = { open: true };\nexport const reset = () => { state = { open: false }; };`,
    `export {};`,
  ],
  'open.ts': [
    `import { state } from './shop.ts';\nexport const open = () => { state.open = true; };`,
    `import { state } from './shop.ts';\nexport const isOpen = () => state.open;`,
    `import { cart, state } from './shop.ts';\nexport const isOpen = () => { cart.count = 0; return state; };`,
  ],
};
const paths = Object.keys(versions).sort();

it('after any replacements, accesses are those of a program linked afresh', () => {
  const now = new Map(paths.map((path) => [path, 0]));
  const program = linkReplaceable(inputOf(now));
  lines(program);
  for (let step = 1; step < 60; step += 1) {
    const path = paths[(step * 7) % paths.length] as string;
    now.set(path, Math.floor(step * 1.7) % 3);
    program.replace(sourceOf(path, now));
    expect(lines(program), JSON.stringify([...now])).toEqual(lines(link(inputOf(now))));
  }
});

function lines(program: Program): string[] {
  return program.modules.all.flatMap((module) => memoryAccesses(program, module).map(({ cell, how, span }) => `${module.path}:${span.at} ${how} ${cell.id} ${cell.declared?.line ?? ''}`)).sort();
}

function inputOf(now: ReadonlyMap<string, number>): LinkInput {
  return { modules: paths.map((path) => sourceOf(path, now)), packages: [], libraries };
}

function sourceOf(path: string, now: ReadonlyMap<string, number>): LinkInput['modules'][number] {
  const lowered = lower(versions[path]?.[now.get(path) ?? 0] ?? '', 'ts');
  if (!('facts' in lowered)) throw new Error(`${path} cannot be read`);
  const resolutions = Object.fromEntries(lowered.facts.imports.map(({ specifier }): [string, Resolution] => [specifier, { to: 'module', path: specifier.slice(2) }]));
  return { facts: lowered.facts, input: { path, resolutions, options: {}, package: '' } };
}
