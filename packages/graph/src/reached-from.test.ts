import { expect, test } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { lineAndColumn } from './program.ts';
import { reachedFrom, type ReachOptions } from './reached-from.ts';

/** The entry points that reach a function, each with its chain: `route POST /orders: app.ts:3 calls place`. */
function reached(files: string | Record<string, string>, name: string, options?: ReachOptions): string[] {
  const program = programOf(files);
  for (const module of program.modules.all) {
    const id = module.facts.functions.findIndex((fact) => fact.name === name && !fact.bodiless);
    if (id < 0) continue;
    return reachedFrom(program, module.functionBase + id, options).map(({ entry, path, presumed }) => {
      const steps = path.map((step) => `${step.module.path}:${lineAndColumn(step.module.facts.lineStarts, step.span.at)[0]} ${step.message}`);
      return `${entry.role} ${entry.name}${presumed ? ' (presumed)' : ''}: ${steps.join(', ')}`;
    });
  }
  throw new Error(`no function ${name}`);
}

const app = `import express from 'express';\nconst app = express();\n`;

test('by calls through other files, through a barrel, the shortest chain', () => {
  expect(reached({
    'app.ts': `${app}import { place, charge } from './orders/index.js';
      app.post('/orders', (request, response) => { place(request.body); response.end(); });
      app.post('/charges', (request, response) => { place(request.body); charge(request.body); response.end(); });`,
    'orders/index.ts': `export { place } from './place.js';\nexport { charge } from './charge.js';`,
    'orders/place.ts': `import { charge } from './charge.js';\nexport function place(order: object) { charge(order); }`,
    'orders/charge.ts': `export function charge(order: object) { return order; }`,
  }, 'charge')).toEqual([
    'route POST /charges: app.ts:5 calls charge',
    'route POST /orders: app.ts:4 calls place, orders/place.ts:2 calls charge',
  ]);
});

test('an entry point reaches itself, and those that call it reach it as well', () => {
  expect(reached(`import { Worker } from 'bullmq';\n${app}
    export async function send(job: object) {}
    new Worker('mail', send);
    app.post('/mails', async (request, response) => { await send(request.body); response.end(); });`, 'send')).toEqual([
    'consumer mail: ',
    'route POST /mails: main.ts:7 calls send',
  ]);
});

test('a callback that a library runs now, for each, or again is called by who hands it over', () => {
  expect(reached(`import pRetry from 'p-retry';\n${app}
    function charge(line: object) { return line; }
    async function order(lines: object[]) { lines.forEach((line) => { charge(line); }); }
    app.post('/orders', async (request, response) => { await pRetry(() => order(request.body)); response.end(); });`, 'charge')).toEqual([
    "route POST /orders: main.ts:7 hands <post('/orders')>.<pRetry> to pRetry, which calls it, and again when it fails, main.ts:7 calls order, "
      + 'main.ts:6 hands order.<forEach> to lines.forEach, which calls it any number of times, main.ts:6 calls charge',
  ]);
});

test('a callback that a function of the program calls runs there; one that it keeps does not', () => {
  const text = (body: string) => `${app}
    import nobodyKnows from 'nobody-knows';
    function charge() {}
    function inTransaction(work: { run: () => void }) { ${body} }
    app.post('/orders', (request, response) => { inTransaction({ run: charge }); response.end(); });`;
  expect(reached(text('work.run();'), 'charge')).toEqual(['route POST /orders: main.ts:7 hands charge to inTransaction, which calls it']);
  expect(reached(text('setTimeout(work.run);'), 'charge')).toEqual([]);
  expect(reached(text('nobodyKnows(work.run);'), 'charge')).toEqual(['route POST /orders (presumed): main.ts:7 hands charge to inTransaction, which presumably calls it']);
});

test('what runs later begins work of its own, where a row says so', () => {
  const text = (timer: string) => `${app}
    function remind() {}
    app.post('/orders', (request, response) => { ${timer}(() => { remind(); }, 1000); response.end(); });`;
  expect(reached(text('setInterval'), 'remind')).toEqual(['timer : main.ts:5 calls remind']);
  expect(reached(text('setTimeout'), 'remind')).toEqual([]);
});

test('a wrapper around a handler leads from each route to its own handler alone', () => {
  expect(reached({
    'app.ts': `${app}import { guarded, logged } from './guarded.js';
      async function place() {}
      async function cancel() {}
      app.post('/orders', guarded(logged(place)));
      app.delete('/orders', guarded(cancel));`,
    'guarded.ts': `export const guarded = (handler: () => Promise<void>) => async () => { try { await handler(); } catch (error) { console.error(error); } };
      export const logged = (inner: () => Promise<void>) => () => inner();`,
  }, 'place')).toEqual(['route POST /orders: guarded.ts:1 calls logged.<returned>, guarded.ts:2 calls place']);
});

test('a wrapper around what a framework finds by its file', () => {
  expect(reached({
    'app/orders/route.ts': `import type { NextRequest } from 'next/server';
      import { guarded } from '../../guarded.js';
      async function place(request: NextRequest) {}
      export const POST = guarded(place);`,
    'guarded.ts': `export const guarded = (handler: (request: Request) => Promise<void>) => (request: Request) => handler(request);`,
  }, 'place')).toEqual(['route POST /orders: guarded.ts:1 calls place']);
});

test('a wrapped function that is called leads to what it wraps', () => {
  expect(reached(`${app}
    const twice = (work: () => void) => () => { work(); work(); };
    function charge() {}
    const chargeTwice = twice(charge);
    app.post('/orders', (request, response) => { chargeTwice(); response.end(); });`, 'charge')).toEqual(['route POST /orders: main.ts:7 calls charge']);
});

test('methods by interface, base class and construction', () => {
  const files = {
    'gateway.ts': `export interface Gateway { charge(): void }
      abstract class Base { abstract pay(): void; run() { this.pay(); } }
      export class Relay extends Base implements Gateway {
        log = open();
        charge() { this.run(); }
        pay() {}
      }
      function open() {}`,
    'app.ts': `${app}import { Relay, type Gateway } from './gateway.js';
      class Orders { constructor(private readonly gateway: Gateway) {} place() { this.gateway.charge(); } }
      app.post('/orders', (request, response) => { new Orders(new Relay()).place(); response.end(); });`,
  };
  expect(reached(files, 'Relay.pay')).toEqual([
    'route POST /orders: app.ts:5 calls Orders.place, app.ts:4 calls Relay.charge, gateway.ts:5 calls Base.run, gateway.ts:2 calls Relay.pay',
  ]);
  expect(reached(files, 'open')).toEqual(['route POST /orders: app.ts:5 calls Relay.<fields>, gateway.ts:4 calls open']);
});

test('a decorated method is an entry point', () => {
  expect(reached(`import { Controller, Post } from '@nestjs/common';
    class Orders { place() {} }
    @Controller('orders') class OrdersController { constructor(private readonly orders: Orders) {} @Post() create() { this.orders.place(); } }`, 'Orders.place'))
    .toEqual(['route POST /orders: main.ts:3 calls Orders.place']);
});

test('a callback for a library of which nothing is known is presumed to run, and what rests on nothing comes first', () => {
  const text = `${app}import { wrap } from 'nobody-knows';
    function charge() {}
    function place() { charge(); }
    app.post('/a', (request, response) => { wrap(charge); response.end(); });
    app.post('/b', (request, response) => { wrap(() => place()); response.end(); });
    app.post('/c', (request, response) => { place(); response.end(); });`;
  expect(reached(text, 'charge')).toEqual([
    'route POST /c: main.ts:8 calls place, main.ts:5 calls charge',
    'route POST /a (presumed): main.ts:6 hands charge to wrap, which presumably calls it',
    "route POST /b (presumed): main.ts:7 hands <post('/b')>.<wrap> to wrap, which presumably calls it, main.ts:7 calls place, main.ts:5 calls charge",
  ]);
});

test('recursion ends, and what runs only while modules are loaded begins nowhere', () => {
  expect(reached(`${app}
    function even(n: number): boolean { return n === 0 || odd(n - 1); }
    function odd(n: number): boolean { return n !== 0 && even(n - 1); }
    app.get('/even', (request, response) => { response.json(even(4)); });`, 'odd')).toEqual(['route GET /even: main.ts:6 calls even, main.ts:4 calls odd']);
  expect(reached(`function migrate() {}\nmigrate();`, 'migrate')).toEqual([]);
});

test('the number of entry points and the length of the way are bounded', () => {
  const routes = Array.from({ length: 9 }, (_, index) => `app.get('/${index}', (request, response) => { f${index}(); response.end(); });`).join('\n');
  const chain = Array.from({ length: 9 }, (_, index) => `function f${index}() { ${index === 8 ? '' : `f${index + 1}();`} }`).join('\n');
  const names = (options?: ReachOptions) => reached(`${app}${routes}\n${chain}`, 'f8', options).map((line) => line.split(':')[0]);
  expect(names()).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((each) => `route GET /${each}`));
  expect(names({ most: 2 })).toEqual(['route GET /8', 'route GET /7']);
  expect(names({ longest: 1 })).toEqual(['route GET /8']);
});
