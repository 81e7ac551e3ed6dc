import { expect, it } from 'vitest';
import { programOf } from '../marked-calls.test.setup.ts';
import { memoryLines } from './accesses.test.setup.ts';
import { stateAccesses } from './state-accesses.ts';

type Case = [what: string, files: string | Record<string, string>, writes: string[]];

it.each<Case>([
  ['an assignment of a module variable', `let open = false;\nexport function start() { open = true; }`, ['main.ts:2 set mod:main.ts#open true']],
  ['a counter: one indivisible step', `export let count = 0;\nexport const next = () => { count++; count += 2; };`, ['main.ts:2 set mod:main.ts#count atomic', 'main.ts:2 set mod:main.ts#count atomic']],
  ['a sum over a wait is not indivisible', `let total = 0;\nexport async function add(order: string) { total += await price(order); }`, ['main.ts:2 set mod:main.ts#total']],
  ['destructuring', `let first = '', rest: string[] = [];\nexport const take = (items: string[]) => { [first, ...rest] = items; };`, ['main.ts:2 set mod:main.ts#first', 'main.ts:2 set mod:main.ts#rest']],
  ['what a module body writes of its own is how it begins', `let limit = 1;\nlimit = 2;\n(() => { limit = 3; })();\nfor (const each of [1]) limit += each;`, []],
  ['what only the module body calls, unless others may call it',
    `const table: Record<string, number> = {};\nfunction put(name: string) { table[name] = 1; }\nexport function open(name: string) { table[name] = 2; }\nput('order'); open('order');`, ['main.ts:3 mutate mod:main.ts#table']],
  ['a callback that runs while the module loads', `const table: Record<string, number> = {};\n['a', 'b'].forEach((name) => { table[name] = 1; });`, []],
  ['what loading begins and does not wait for', `let ready = false;\nasync function start() { await connect(); ready = true; }\nvoid start();`, ['main.ts:2 set mod:main.ts#ready true']],
  ['a property of an object', `const state = { ready: false };\nexport const start = () => { state.ready = true; };`, ['main.ts:2 set mod:main.ts#state.ready true']],
  ['a property by a literal key, and one by another', `const state: Record<string, boolean> = {};\nexport const start = (name: string) => { state['ready'] = true; state[name] = true; delete state.ready; delete state[name]; };`,
    ['main.ts:2 set mod:main.ts#state.ready true', 'main.ts:2 mutate mod:main.ts#state', 'main.ts:2 set mod:main.ts#state.ready', 'main.ts:2 mutate mod:main.ts#state']],
  ['what lies deeper is the content of the property', `const state = { cart: { open: false } };\nexport const start = () => { state.cart.open = true; };`, ['main.ts:2 mutate mod:main.ts#state.cart']],
  ['an object that writes itself', `export const cart = { items: [] as string[], open: false, add(item: string) { this.items.push(item); this.open = true; } };`,
    ['main.ts:1 mutate mod:main.ts#cart.items', 'main.ts:1 set mod:main.ts#cart.open true']],
  ['through an import, also by another name and through a barrel',
    { 'main.ts': `import { stock as known } from './index.ts';\nexport const sell = (item: string) => { known.delete(item); };`, 'index.ts': `export * from './stock.ts';`, 'stock.ts': `export const stock = new Map<string, number>();` },
    ['main.ts:2 mutate mod:stock.ts#stock']],
  ['through a namespace', { 'main.ts': `import * as shop from './shop.ts';\nexport const open = () => { shop.state.open = true; };`, 'shop.ts': `export const state = { open: false };` }, ['main.ts:2 set mod:shop.ts#state.open true']],
  ['an object that is the default export', { 'main.ts': `import shop from './shop.ts';\nexport const open = () => { shop.open = true; };`, 'shop.ts': `export default { open: false };` }, ['main.ts:2 set mod:shop.ts#default.open true']],
  ['when another module loads: that is a change', { 'main.ts': `import { handlers } from './handlers.ts';\nhandlers.push(() => 1);`, 'handlers.ts': `export const handlers: (() => number)[] = [];` }, ['main.ts:2 mutate mod:handlers.ts#handlers']],
  ['through a local name for it', `const carts = new Map<string, number>();\nexport function add(id: string) { const known = carts; known.set(id, 1); }`, ['main.ts:2 mutate mod:main.ts#carts']],
  ['an element of a container', `interface Session { open: boolean }\nconst sessions = new Map<string, Session>();\nexport function close(id: string) { const session = sessions.get(id); if (session) session.open = false; }`,
    ['main.ts:3 mutate mod:main.ts#sessions looked()']],
  ['closure state of an immediate function', `export const limiter = (() => { let tokens = 3; return { take() { tokens -= 1; } }; })();`, ['main.ts:1 set mod:main.ts#limiter.tokens atomic']],
  ['closure state of a factory that is called once, through a helper of it',
    `function createQueue() { let pending: string[] = []; let size = 0; size = 1; function flush() { pending = []; } return { flush: () => flush(), add: (item: string) => { pending.push(item); } }; }\nexport const queue = createQueue();`,
    ['main.ts:1 set mod:main.ts#createQueue.pending', 'main.ts:1 mutate mod:main.ts#createQueue.pending']],
])('writes: %s', (_, files, writes) => {
  expect(memoryLines(files)).toEqual(writes);
});

it.each<[what: string, files: string | Record<string, string>]>([
  ['locals', `export function sum(items: number[]) { let total = 0; const seen = new Set<number>(); for (const item of items) { total += item; seen.add(item); } return total; }`],
  ['locals that a callback writes before the function ends', `export function main(items: number[]) { let total = 0; items.forEach((item) => { total += item; }); return total; }\nmain([]);`],
  ['parameters', `interface Order { status: string; lines: string[] }\nexport function close(order: Order) { order.status = 'closed'; order.lines.push('end'); }`],
  ['a parameter that is handed something lasting', `const all: string[] = ['a'];\nexport function put(list: string[]) { list.push('x'); }\nexport const first = () => all[0];`],
  ['constants and tables', `const LIMITS = { orders: 3 };\nexport const names = new Map([['a', 1]]);\nexport const limit = (name: string) => LIMITS.orders + (names.get(name) ?? 0);`],
  ['a reducer and its draft', `const initial = { count: 0 };\nexport const reducers = { add(state: { count: number }) { state.count += 1; } };\nexport const draft = (state = initial) => produce(state, (next: { count: number }) => { next.count += 1; });`],
  ['a copy', `const defaults = { open: false };\nexport function settings() { const own = { ...defaults }; own.open = true; return own; }`],
  ['a factory that each call calls anew', `function createQueue() { let size = 0; return { add() { size += 1; } }; }\nexport const handle = () => createQueue();`],
  ['a factory called by handlers as well as at load', `function createQueue() { let size = 0; return { add() { size += 1; } }; }\nexport const one = createQueue();\nexport const handle = () => createQueue();`],
  ['what a component keeps for itself', { 'main.tsx': `const useTimer = () => { const timer = useRef<number>(); return { start() { timer.current = 1; } }; };\nconst Shop = () => { useTimer(); return null; };\nrender(<Shop />);` }],
  ['tests', { 'main.test.ts': `import { state } from './main.ts';\nlet calls = 0;\nexport const run = () => { calls++; state.ready = true; };`, 'main.ts': `export const state = { ready: false };` }],
  ['a method of the standard library that changes nothing', `const items = ['a'];\nexport const all = () => items.map((item) => item).concat(items.slice());`],
])('no state: %s', (_, files) => {
  expect(memoryLines(files)).toEqual([]);
});

it('containers are changed by what rows say changes them, and by assignments into them', () => {
  expect(memoryLines(`
const map = new Map<string, number>(), set = new Set<string>(), list: number[] = [], weak = new WeakMap<object, number>(), object = { a: 1 };
export function change(key: object) {
  map.set('a', 1); map.delete('a'); map.clear(); map.get('a'); map.has('a');
  set.add('a'); weak.set(key, 1);
  list.push(1); list.pop(); list.shift(); list.unshift(2); list.splice(0, 1); list.sort(); list.fill(0); list.slice(1);
  list[0] = 1; list.length = 0;
  Object.assign(object, { a: 2 }); Object.assign({}, object); Object.keys(object);
}`).map((line) => line.replace(/^main.ts:/, '').replace('mod:main.ts#', ''))).toEqual([
    '4 mutate map', '4 mutate map', '4 mutate map',
    '5 mutate set', '5 mutate weak',
    '6 mutate list', '6 mutate list', '6 mutate list', '6 mutate list', '6 mutate list', '6 mutate list', '6 mutate list',
    '7 mutate list', '7 mutate list',
    '8 set object.a 2',
  ]);
});

const cart = `export class Cart { count = 0; limit = 3; add() { this.count += 1; return this.limit; } }\n`;
const counted = (path = 'main.ts'): string => `${path}:1 set cls:${path}#Cart.count atomic`;

it.each<Case>([
  ['a static field', `class Ids { static last = 0; static next() { return ++Ids.last; } static reset() { this.last = 0; } }`, ['main.ts:1 set cls:main.ts#Ids.last atomic', 'main.ts:1 set cls:main.ts#Ids.last 0']],
  ['an instance that a module makes', { 'cart.ts': cart, 'main.ts': `import { Cart } from './cart.ts';\nexport const cart = new Cart();` }, [counted('cart.ts')]],
  ['in an object of services', `${cart}export const services = { cart: new Cart() };`, [counted()]],
  ['made when first asked for', `${cart}let cart: Cart | undefined;\nexport const get = () => (cart ??= new Cart());`, [counted(), 'main.ts:3 set mod:main.ts#cart looked()']],
  ['made by a factory', `${cart}const createCart = () => new Cart();\nexport const cart = createCart();`, [counted()]],
  ['a singleton in a static field', `export class Cart { static #one?: Cart; count = 0; static getInstance() { Cart.#one ??= new Cart(); return Cart.#one; } add() { this.count += 1; } }`,
    ['main.ts:1 set cls:main.ts#Cart.#one looked()', 'main.ts:1 set cls:main.ts#Cart.count atomic']],
  ['an instance that keeps itself', `export class Shop { static one?: Shop; open = false; constructor() { Shop.one = this; } start() { this.open = true; } }\nexport const activate = () => { const shop = new Shop(); shop.start(); };`, ['main.ts:1 set cls:main.ts#Shop.one', 'main.ts:1 set cls:main.ts#Shop.open true']],
  ['kept under another name', `${cart}let kept: Cart;\nexport const activate = () => { const cart = new Cart(); kept = cart; };`, [counted(), 'main.ts:3 set mod:main.ts#kept']],
  ['handed to the constructor of a shared one', `${cart}class Shop { constructor(private readonly cart: Cart) {} }\nexport const open = (cart: Cart) => cart;\nexport const shop = new Shop(open(load()));`, [counted()]],
  ['provided by a container', `import { Injectable } from '@nestjs/common';\n@Injectable() export class Cart { private readonly open = new Map<string, number>(); constructor(private readonly limit: number) {} add(id: string) { this.open.set(id, this.limit); } }`,
    ['main.ts:2 mutate cls:main.ts#Cart.open']],
  ['provided under a token', `${cart}export const provider = { provide: 'cart', useClass: Cart };`, [counted()]],
  ['made by a provider', `${cart}export const provider = { provide: 'cart', useFactory: () => new Cart() };`, [counted()]],
  ['a field of a shared instance', `${cart}class Shop { cart = new Cart(); }\nexport const shop = new Shop();`, [counted()]],
  ['a subclass is', `${cart}class BigCart extends Cart {}\nexport const cart = new BigCart();`, [counted()]],
  ['written from outside, by its name or by a parameter', `${cart}export const cart = new Cart();\nexport function reset(given: Cart) { cart.count = 0; given.count = 0; }`, [counted(), 'main.ts:3 set cls:main.ts#Cart.count 0', 'main.ts:3 set cls:main.ts#Cart.count 0']],
  ['an injected one, from outside', `import { Injectable } from '@nestjs/common';\n@Injectable() export class Cart { open = true; }\n@Injectable() export class Shop { constructor(private readonly cart: Cart) {} close() { this.cart.open = false; } }`,
    ['main.ts:3 set cls:main.ts#Cart.open false']],
  ['a listener that the constructor adds', `class Cart { count = 0; constructor(bus: EventTarget) { this.count = 1; bus.addEventListener('add', () => { this.count = 2; }); } }\nexport const cart = new Cart(new EventTarget());`, ['main.ts:1 set cls:main.ts#Cart.count 2']],
  ['an object in a field', `class Cart { state = { open: false }; open() { this.state.open = true; } }\nexport const cart = new Cart();`, ['main.ts:1 set cls:main.ts#Cart.state.open true']],
])('fields of shared instances: %s', (_, files, writes) => {
  expect(memoryLines(files)).toEqual(writes);
});

it.each<[what: string, files: string | Record<string, string>]>([
  ['nobody keeps the instance', `${cart}export const handle = () => { const cart = new Cart(); cart.add(); cart.count = 2; };`],
  ['a new one, beside a shared one of its class', `class Cart { count = 0; }\nexport const cart = new Cart();\nexport const handle = () => { const own = new Cart(); own.count = 2; return own; };`],
  ['a parameter that may be any of several', `class Cart { count = 0; }\nexport const cart = new Cart();\nexport const make = () => new Cart();\nexport const reset = (given: Cart) => { given.count = 0; };`],
  ['configuration: written in the constructor, in field initialisers and in what the constructor alone calls',
    `class Cart { limit = 1; table = new Map<string, number>(); constructor() { this.limit = 2; this.load(); } load() { this.table.set('a', 1); } }\nexport const cart = new Cart();`],
  ['for each request', `import { Injectable, Scope } from '@nestjs/common';\n@Injectable({ scope: Scope.REQUEST }) export class Cart { count = 0; add() { this.count += 1; } }`],
  ['injected with what is made for each request', `import { Injectable, Scope } from '@nestjs/common';\n@Injectable({ scope: Scope.REQUEST }) export class User {}\n@Injectable() export class Cart { count = 0; constructor(private readonly user: User) {} add() { this.count += 1; } }`],
  ['provided for each request', `import { Scope } from '@nestjs/common';\n${cart}export const provider = { provide: 'cart', useClass: Cart, scope: Scope.REQUEST };`],
  ['a setter is not the field', `class Cart { set total(value: number) { log(value); } }\nexport const cart = new Cart();\nexport const reset = () => { cart.total = 0; };`],
  ['a field of what each call makes', `${cart}class Visit { cart = new Cart(); }\nexport const visit = () => new Visit();`],
])('no state in instances: %s', (_, files) => {
  expect(memoryLines(files)).toEqual([]);
});

it.each<Case>([
  ['an environment variable', `export function set(name: string) { process.env.MODE = 'test'; process.env[name] = '1'; delete process.env['MODE']; Object.assign(process.env, { ZONE: 'eu' }); }`,
    ['main.ts:1 set env:MODE "test"', 'main.ts:1 set env:*', 'main.ts:1 set env:MODE', 'main.ts:1 set env:ZONE "eu"'].map((line) => line.replace('set env:*', 'set env:* "1"'))],
  ['by an import', `import { env } from 'node:process';\nimport process from 'node:process';\nexport function set() { env.MODE = 'a'; process.env.MODE = 'b'; }`, ['main.ts:3 set env:MODE "a"', 'main.ts:3 set env:MODE "b"']],
  ['globals', `export function set() { globalThis.shop = 'a'; (global as any).shop = 'b'; (globalThis as { shop?: string }).shop = 'c'; }`, ['main.ts:1 set global:shop "a"', 'main.ts:1 set global:shop "b"', 'main.ts:1 set global:shop "c"']],
  ['a declared global, by its bare name', `declare global { var shop: string | undefined; }\nglobalThis.shop ??= 'a';\nexport const close = () => { shop = 'b'; };`, ['main.ts:2 set global:shop "a" looked()', 'main.ts:3 set global:shop "b"']],
  ['what a global holds', `globalThis.carts ??= new Map<string, number>();\nexport const add = (id: string) => { globalThis.carts.set(id, 1); };`, ['main.ts:1 set global:carts looked()', 'main.ts:2 mutate global:carts']],
  ['not the address of a page', `export const go = () => { window.location = '/cart'; window.location.href = '/cart'; window.onerror = null; };`, []],
])('environment and globals: %s', (_, files, writes) => {
  expect(memoryLines(files)).toEqual(writes);
});

const machine = (body: string): string => `type Status = 'idle' | 'busy' | 'done';\nclass Job { status: Status = 'idle'; run() { ${body} } }\nexport const job = new Job();`;

it.each<[what: string, body: string, written: string[]]>([
  ['tested', `if (this.status === 'idle') this.status = 'busy';`, [`"busy" looked("idle")`]],
  ['tested by leaving', `if (this.status !== 'idle') return; this.status = 'busy';`, [`"busy" looked("idle")`]],
  ['tested among other things', `if (ready() && 'idle' === this.status) { this.status = 'busy'; } else { this.status = 'done'; }`, [`"busy" looked("idle")`, `"done" looked()`]],
  ['one of two', `if (this.status === 'idle' || this.status === 'busy') this.status = 'done';`, [`"done" looked("idle"|"busy")`]],
  ['through a local', `const before = this.status; if (before === 'busy') this.status = 'done';`, [`"done" looked("busy")`]],
  ['by a switch', `switch (this.status) { case 'idle': this.status = 'busy'; break; default: this.status = 'done'; }`, [`"busy" looked("idle")`, `"done"`]],
  ['not tested', `if (other.status === 'idle') this.status = 'busy';`, [`"busy"`]],
  ['not any more behind the branch', `if (this.status === 'idle') { log(); } this.status = 'busy';`, [`"busy"`]],
  ['a choice', `this.status = ready() ? 'busy' : 'done';`, [`"busy"|"done"`]],
  ['a constant', `const next = 'done'; this.status = next;`, [`"done"`]],
  ['what is partly unknown is not told', `this.status = ready() ? 'busy' : other();`, [``]],
])('a state, %s', (_, body, written) => {
  expect(memoryLines(machine(body))).toEqual(written.map((each) => `main.ts:2 set cls:main.ts#Job.status ${each}`.trim()));
});

it('literals are also members of enums and imported constants', () => {
  expect(memoryLines({
    'main.ts': `import { IDLE, Status } from './status.ts';\nlet status: Status = Status.idle, level = 0;\nexport const set = () => { status = Status.busy; status = IDLE; level = -1; status = null; };`,
    'status.ts': `export enum Status { idle = 'IDLE', busy = 'BUSY' }\nexport const IDLE = Status.idle;`,
  })).toEqual(['main.ts:3 set mod:main.ts#status "BUSY"', 'main.ts:3 set mod:main.ts#status "IDLE"', 'main.ts:3 set mod:main.ts#level -1', 'main.ts:3 set mod:main.ts#status null']);
});

it('a container is looked at when it is asked', () => {
  expect(memoryLines(`const seen = new Set<string>(), carts = new Map<string, string>();
export function add(id: string) {
  if (!seen.has(id)) seen.add(id);
  const known = carts.get(id);
  if (known) return;
  carts.set(id, id);
}`)).toEqual(['main.ts:3 mutate mod:main.ts#seen looked()', 'main.ts:6 mutate mod:main.ts#carts looked()']);
});

it('locks: callbacks handed to one, and what stands between taking and releasing', () => {
  expect(memoryLines(`import { Mutex } from 'async-mutex';
import AsyncLock from 'async-lock';
import PMutex from 'p-mutex';
const mutex = new Mutex(), lock = new AsyncLock(), other = new PMutex();
let total = 0;
export async function add() {
  await mutex.runExclusive(async () => { total = 1; });
  await lock.acquire('total', async () => { [1].forEach(() => { total = 2; }); });
  await other.withLock(async () => { total = 3; });
  total = 4;
}
export async function take() {
  const release = await mutex.acquire();
  try { total = 5; } finally { release(); }
}`)).toEqual([
    'main.ts:7 set mod:main.ts#total 1 mutex', 'main.ts:8 set mod:main.ts#total 2 mutex', 'main.ts:9 set mod:main.ts#total 3 mutex', 'main.ts:10 set mod:main.ts#total 4',
    'main.ts:14 set mod:main.ts#total 5 mutex',
  ]);
});

it('cells know their states and where they are declared', () => {
  const cells = stateAccesses(programOf(`enum Level { low = 'low', high = 'high' }
type Phase = 'open' | 'closed';
interface State { phase: Phase | undefined; name: string }
let level: Level = Level.low;
const state: State = { phase: 'open', name: '' };
export function set(name: string) { level = Level.high; state.phase = 'closed'; state.name = name; }`)).cells();
  expect(cells.map(({ id, kind, of, field, states, declared }) => [id, kind, of, field, states, declared?.line])).toEqual([
    ['mod:main.ts#level', 'variable', 'main.ts', 'level', ['low', 'high'], 4],
    ['mod:main.ts#state.name', 'variable', 'state', 'name', undefined, 5],
    ['mod:main.ts#state.phase', 'variable', 'state', 'phase', ['open', 'closed'], 5],
  ]);
});

it('reads are those of what is written somewhere: variables, fields, patterns, containers, the environment', () => {
  expect(memoryLines({
    'state.ts': `export let count = 0;\nexport const limit = 3;\nexport const state = { ready: false, name: '' };\nexport const carts = new Map<string, number>();
export class Shop { open = false; size = 1; toggle() { this.open = !this.open; return this.size; } }\nexport const shop = new Shop();
export function change(id: string) { count++; state.ready = true; carts.set(id, count); process.env.MODE = id; }`,
    'main.ts': `import { carts, count, limit, shop, state } from './state.ts';
export function show(id: string) {
  if (state.ready) return count + limit;
  const { ready, name } = state;
  if (shop.open || shop.size) return carts.get(id);
  return [process.env.MODE, process.env.OTHER, ready, name];
}`,
  }, 'read')).toEqual([
    'main.ts:3 read mod:state.ts#state.ready', 'main.ts:3 read mod:state.ts#count',
    'main.ts:4 read mod:state.ts#state.ready',
    'main.ts:5 read cls:state.ts#Shop.open', 'main.ts:5 read mod:state.ts#carts',
    'main.ts:6 read env:MODE',
    'state.ts:5 read cls:state.ts#Shop.open',
    'state.ts:7 read mod:state.ts#count', 'state.ts:7 read mod:state.ts#count',
  ]);
});
