import { lower } from '@dist-lint/frontend';
import type { Resolution } from '@dist-lint/model';
import { expect, test } from 'vitest';
import { cheapestCut, cycleFix } from './cycle-fixes.ts';
import { loadCycles, typeCycles, type Component } from './cycles.ts';
import { link, linkReplaceable, type LinkInput, type Program } from './link.ts';
import { loadHazards } from './load-hazards.ts';
import { moduleGraph } from './module-graph.ts';
import { shareProcess } from './same-process.ts';

/** Each file in several versions: cycles come and go, their imports move, and what they need changes in another file. */
const versions: Record<string, readonly string[]> = {
  'base.ts': [
    `export class Base {}\nexport const rate = 1;`,
    `import './order.ts';\nexport class Base {}\nexport const rate = 1;`,
    `export interface Base {}\nexport const rate = () => 1;`,
    `export class Base { id = ''; }\nexport const rate = 2;`,
  ],
  'bill.ts': [
    `import { Order } from './order.ts';\nexport class Bill extends Order {}`,
    `\n\nimport { Order } from './order.ts';\nexport const bill = () => new Order();`,
    `import type { Order } from './order.ts';\nexport interface Bill { order: Order }`,
  ],
  'main.ts': [
    `import './base.ts';\nimport './bill.ts';`,
    `import './bill.ts';\nimport './base.ts';`,
    `export const start = () => import('./bill.ts');`,
  ],
  'order.ts': [
    `import { bill } from './bill.ts';\nimport { Base, rate } from './base.ts';\nexport class Order extends Base { pay() { return bill(); } }`,
    `import { Base, rate } from './base.ts';\n// the price\nexport const price = rate;\nexport class Order extends Base {}`,
    `import { Base } from './base.ts';\nimport type { Bill } from './bill.ts';\nexport interface Order extends Base { bill: Bill }`,
    `import { bill } from './bill.ts';\nexport function pay() { return bill(); }\nexport const first = pay();\nexport class Order {}`,
  ],
};
const paths = Object.keys(versions).sort();

test('after any replacement, cycles, what breaks in them and what ends them are those of a program linked afresh', () => {
  const now = new Map(paths.map((path) => [path, 0]));
  const program = linkReplaceable(inputOf(now));
  lines(program);
  for (let step = 1; step < 70; step += 1) {
    const path = paths[(step * 7 + (step >> 3)) % paths.length] as string;
    now.set(path, Math.floor(step * 1.7) % (versions[path] as readonly string[]).length);
    program.replace(sourceOf(path, now));
    expect(lines(program), JSON.stringify([...now])).toEqual(lines(link(inputOf(now))));
  }
});

test('a new text that leads to the same modules leaves the cycles of others as they are', () => {
  const now = new Map(paths.map((path) => [path, 0]));
  const program = linkReplaceable(inputOf(now));
  const before = cycles(program);
  program.replace(sourceOf('base.ts', now.set('base.ts', 3)));
  expect(cycles(program)[0]).toBe(before[0]);
  expect(cycles(program)).toHaveLength(1);
  program.replace(sourceOf('bill.ts', now.set('bill.ts', 1)));
  expect(cycles(program)[0]?.edges.map(({ statements }) => statements[0]?.fact.at)).toEqual([2, 0]);
});

function cycles(program: Program): Component[] {
  return loadCycles(moduleGraph(program));
}

function lines(program: Program): string[] {
  const graph = moduleGraph(program);
  const loading = program.modules.all.flatMap((asked) => loadCycles(graph, [asked]).flatMap((component) => [
    `${asked.path} in ${component.edges.map(({ from, to, statements }) => `${from.path} ${to.path} ${statements[0]?.fact.at}`).join()}`,
    ...loadHazards(program, component).map(({ need, first, hops, certain }) => `${need.how} ${need.name} in ${need.by.path}:${need.span.at} of ${need.in.path}:${need.declaredAt}, ${first.path} first, ${hops} ${certain}`),
    ...cheapestCut(program, component).edges.map((edge) => `${cycleFix(program, component, edge)} ${edge.from.path} ${edge.to.path}`),
  ]));
  const types = typeCycles(graph).flatMap(({ edges }) => edges.map(({ from, to, statements }) => `type ${from.path} ${to.path} ${statements[0]?.fact.at}`));
  const together = program.modules.all.flatMap((a) => program.modules.all.flatMap((b) => (shareProcess(program, a, b) ? [`${a.path} with ${b.path}`] : [])));
  return [...loading, ...types, ...together];
}

function inputOf(now: ReadonlyMap<string, number>): LinkInput {
  return { modules: paths.map((path) => sourceOf(path, now)), packages: [], libraries: [] };
}

function sourceOf(path: string, now: ReadonlyMap<string, number>): LinkInput['modules'][number] {
  const lowered = lower(versions[path]?.[now.get(path) ?? 0] ?? '', 'ts');
  if (!('facts' in lowered)) throw new Error(`${path} cannot be read`);
  const resolutions = Object.fromEntries(lowered.facts.imports.map(({ specifier }): [string, Resolution] => [specifier, { to: 'module', path: specifier.slice(2) }]));
  return { facts: lowered.facts, input: { path, resolutions, options: {}, package: '' } };
}
