import { expect, test } from 'vitest';
import { loadCycles } from './cycles.ts';
import { linkTexts } from './linked-texts.test.setup.ts';
import { evaluationOrder, loadHazards } from './load-hazards.ts';
import { moduleGraph } from './module-graph.ts';

/** `how name: by needs in, when first is loaded first`; `?` when it hangs on a branch, `lazy` when nobody has to read it. */
function hazards(files: Record<string, string>, options: Parameters<typeof linkTexts>[1] = {}): string[] {
  const program = linkTexts(files, options);
  const graph = moduleGraph(program);
  return loadCycles(graph).flatMap((component) => loadHazards(program, component)).map(
    ({ need, first, certain }) => `${need.how} ${need.name}: ${need.by.path} needs ${need.in.path}, when ${first.path} is first${certain ? '' : '?'}${need.lazy ? ' (lazy)' : ''}`,
  );
}

/** `orders.ts` declares things and needs `billing.ts` only later; what `billing.ts` does at once is the question. */
function billing(text: string, orders = ''): string[] {
  return hazards({
    'orders.ts': `import { bill } from './billing.js';
      export class Order { static next = 1; pay() { bill(); } }
      export const RATE = 2; export const rate = () => RATE; export enum Status { Paid = 'paid' } export const enum Size { Small }
      export function hoisted() { return 1; } export function reading() { return RATE; } export async function later() { await null; return RATE; }
      export function* lazily() { yield RATE; } export function guarded(on = false) { if (!on) return 0; return RATE; }
      ${orders}`,
    'billing.ts': `import * as orders from './orders.js'; import { Order, RATE, rate, Status, Size, hoisted, reading, later, lazily, guarded } from './orders.js';
      export function bill() { new Order(); }
      ${text}`,
  });
}

const needs = (how: string, name: string, end = ''): string[] => [`${how} ${name}: billing.ts needs orders.ts, when orders.ts is first${end}`];

test('what is used inside functions only is no hazard', () => {
  expect(billing(`export const f = () => [Order, RATE, Status.Paid]; export class Bill { order = new Order(); }`)).toEqual([]);
});

test('classes, constants and enums do not exist before their module has run', () => {
  expect(billing(`export class Bill extends Order {}`)).toEqual(needs('extends', 'Order'));
  expect(billing(`export const first = new Order();`)).toEqual(needs('new', 'Order'));
  expect(billing(`export const price = RATE * 2;`)).toEqual(needs('initialiser', 'RATE'));
  expect(billing(`export const price = rate();`)).toEqual([...needs('call', 'rate'), ...needs('call', 'RATE')]);
  expect(billing(`export const done = { [Status.Paid]: true };`)).toEqual(needs('initialiser', 'Status'));
  expect(billing(`export class Bill { static status = Status.Paid; }`)).toEqual(needs('static', 'Status'));
  expect(billing(`export const price = (() => RATE)();`)).toEqual(needs('initialiser', 'RATE'));
});

test('constant enums may be inlined', () => {
  expect(billing(`export const size = Size.Small;`)).toEqual([]);
});

test('function declarations are hoisted; what their bodies read at once is not', () => {
  expect(billing(`export const one = hoisted();`)).toEqual([]);
  expect(billing(`export const both = [hoisted, reading];`)).toEqual([]);
  expect(billing(`export const two = reading();`)).toEqual(needs('call', 'RATE'));
  expect(billing(`export const promise = later();`)).toEqual([]);
  expect(billing(`export const items = lazily();`)).toEqual([]);
  expect(billing(`export const none = guarded();`)).toEqual(needs('call', 'RATE', '?'));
});

test('a function of its own that is called at the top level is looked into', () => {
  expect(billing(`function make() { return helper(); } function helper() { return new Order(); } export const made = make();`)).toEqual(needs('call', 'Order'));
});

test('a branch or a handler leaves doubt', () => {
  expect(billing(`if (process.env.EAGER) new Order();`)).toEqual(needs('new', 'Order', '?'));
  expect(billing(`try { new Order(); } catch {}`)).toEqual(needs('new', 'Order', '?'));
  expect(billing(`export const price = process.env.FREE ? 0 : RATE;`)).toEqual(needs('initialiser', 'RATE', '?'));
});

test('members of a namespace count one by one', () => {
  expect(billing(`export const one = orders.hoisted();`)).toEqual([]);
  expect(billing(`export const price = orders.RATE;`)).toEqual(needs('initialiser', 'orders.RATE'));
});

test('a default expression is there when its module has run, a default function always', () => {
  const withDefault = (declaration: string): string[] => hazards({
    'orders.ts': `import './billing.js'; ${declaration}`,
    'billing.ts': `import order from './orders.js'; export const made = order();`,
  });
  expect(withDefault('export default function () { return 1; }')).toEqual([]);
  expect(withDefault('export default () => 1;')).toEqual(['call order: billing.ts needs orders.ts, when orders.ts is first']);
});

test('through a barrel, the declaring module is named', () => {
  expect(hazards({
    'index.ts': `export * from './base.js'; export * from './invoice.js';`,
    'base.ts': `import { Invoice } from './index.js'; export class Base { make() { return new Invoice(); } }`,
    'invoice.ts': `import { Base } from './index.js'; export class Invoice extends Base {}`,
  })).toEqual(['extends Base: invoice.ts needs base.ts, when base.ts is first']);
});

test('beyond the cycle, the order of a barrel decides', () => {
  const files = (index: string): Record<string, string> => ({
    'index.ts': index,
    'base.ts': `export class Base {}`,
    'invoice.ts': `import { Base } from './index.js'; export class Invoice extends Base {}`,
  });
  expect(hazards(files(`export * from './base.js'; export * from './invoice.js';`))).toEqual([]);
  expect(hazards(files(`export * from './invoice.js'; export * from './base.js';`))).toEqual(['extends Base: invoice.ts needs base.ts, when index.ts is first']);
});

test('a barrel in CommonJS hands out what stands above the line that leads round, hoisted or not', () => {
  const files = (index: string): Record<string, string> => ({
    'index.ts': index,
    'early.ts': `import './base.js';`,
    'base.ts': `export function base() {}`,
    'invoice.ts': `import { base } from './index.js'; base();`,
  });
  const [early, base, invoice] = ['early', 'base', 'invoice'].map((name) => `export * from './${name}.js';`);
  expect(hazards(files(`${early} ${invoice} ${base}`))).toEqual(['call base: invoice.ts needs base.ts, when index.ts is first?']);
  expect(hazards(files(`${early} ${base} ${invoice}`))).toEqual([]);
});

test('the declaring module must begin to load the other one above the declaration', () => {
  expect(hazards({
    'orders.js': `exports.RATE = 2; const billing = require('./billing.js'); exports.f = () => billing.f();`,
    'billing.js': `const { RATE } = require('./orders.js'); exports.f = () => RATE;`,
  })).toEqual([]);
  expect(hazards({
    'orders.js': `const billing = require('./billing.js'); exports.RATE = 2; exports.f = () => billing.f();`,
    'billing.js': `const { RATE } = require('./orders.js'); exports.f = () => RATE;`,
  })).toEqual(['require RATE: billing.js needs orders.js, when orders.js is first']);
});

test('emitted types: injected ones are read, named or thunked ones need not be', () => {
  const entity = (member: string): string[] => hazards({
    'orders.ts': `import { Order as _ } from './billing.js'; export class Order { f() { return _; } }`,
    'billing.ts': `import { Order } from './orders.js'; declare const D: any; @D() class Bill { ${member} } export { Order, Bill };`,
  }, { emitDecoratorMetadata: true });
  expect(entity(`constructor(private order: Order) {}`)).toEqual(needs('injection', 'Order'));
  expect(entity(`constructor(@D('token') private order: Order) {}`)).toEqual(needs('injection', 'Order', ' (lazy)'));
  expect(entity(`@D() order!: Order;`)).toEqual(needs('metadata', 'Order'));
  expect(entity(`@D(() => Order) order!: Order;`)).toEqual(needs('metadata', 'Order', ' (lazy)'));
  expect(entity(`@D() order!: Order | null;`)).toEqual([]);
  expect(entity(`order!: Order;`)).toEqual([]);
});

test('modules are evaluated depth first, in the order of imports', () => {
  const program = linkTexts({ 'a.ts': `import './b.js'; import './c.js';`, 'b.ts': `import './c.js'; import './a.js';`, 'c.ts': '', 'd.ts': '' });
  const graph = moduleGraph(program);
  expect([...evaluationOrder(graph, graph.modules[0]!)]).toEqual([2, 1, 0, -1]);
});
