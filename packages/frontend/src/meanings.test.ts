import { expect, test } from 'vitest';
import { lower } from './lower.ts';
import { meanings, type Meanings } from './meanings.ts';
import { snippets } from './snippets.test.support.ts';

function meaningsOf(text: string): Meanings {
  const lowered = lower(text, 'tsx');
  if (!('facts' in lowered)) throw new Error('cannot be read');
  return meanings(text, 'tsx', lowered.facts);
}

/** Functions and names whose meaning differs. */
function changed(before: string, after: string): string[] {
  const [a, b] = [meaningsOf(before), meaningsOf(after)];
  const differing = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] =>
    [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key));
  return [...differing(a.functions, b.functions), ...differing(a.names, b.names)].sort();
}

const pay = `import { charge } from './stripe';
const RETRIES = 3;
export async function pay(order: Order) { for (let i = 0; i < RETRIES; i += 1) { const done = await charge(order.id); if (done) return done; } }
export function total(lines) { return lines.reduce((sum, line) => sum + line.price, 0); }
`;

test.each([
  ['comments and formatting', pay.replace('{ return', '{\n  // adds up\n  return').replace(/'/g, '"').replace(/;\n/g, ';;\n')],
  ['types', pay.replace('order: Order', 'order: PaidOrder | null').replace('(lines)', '(lines: readonly Line[]): number').replace('order.id)', 'order!.id as string)')],
  ['parentheses', pay.replace('sum + line.price', '(sum + (line.price))')],
  ['the names of locals', pay.replace(/\bdone\b/g, 'answer').replace(/\bsum\b/g, 'cents').replace(/\border\b/g, 'given').replace('order:', 'given:')],
])('%s mean nothing', (_, after) => {
  expect(after).not.toBe(pay);
  expect(changed(pay, after)).toEqual([]);
});

test.each([
  ['a literal', pay.replace('sum + line', 'sum - line'), ['total.<returned>.<reduce>']],
  ['an operator', pay.replace('i < RETRIES', 'i <= RETRIES'), ['pay']],
  ['a member', pay.replace('line.price', 'line.cost'), ['total.<returned>.<reduce>']],
  ['a constant, for who names it', pay.replace('RETRIES = 3', 'RETRIES = 5'), ['RETRIES', 'pay']],
  ['where an import comes from', pay.replace('./stripe', './adyen'), ['pay']],
  ['await', pay.replace('await charge', 'charge'), ['pay']],
  ['two locals exchanged', pay.replace('(sum, line) => sum + line.price', '(sum, line) => line + sum.price'), ['total.<returned>.<reduce>']],
])('%s counts', (_, after, expected) => {
  expect(changed(pay, after)).toEqual(expected);
});

test('a field counts for the methods that name it, an inner function for itself alone', () => {
  const worker = `export class Worker { limit = 3; name = 'w'; run(jobs) { jobs.forEach((job) => job.start()); return this.limit; } label() { return this.name; } }`;
  expect(changed(worker, worker.replace('limit = 3', 'limit = 4')).filter((each) => !each.includes('init'))).toEqual(['Worker', 'Worker.run']);
  expect(changed(worker, worker.replace('job.start', 'job.stop'))).toHaveLength(1);
});

test('a method that is added or removed is no other class', () => {
  const worker = `export class Worker { limit = 3; run() { return this.limit; } }`;
  expect(changed(worker, worker.replace('run()', 'stop() {} run()')).filter((each) => !each.includes('init'))).toEqual(['Worker.stop']);
  expect(changed(worker, worker.replace('run()', 'constructor(private jobs) {} run()'))).toContain('Worker.constructor');
  expect(changed(worker, worker.replace('class Worker', 'class Worker extends Base'))).toContain('Worker');
});

test('what a container injects counts', () => {
  const service = `@Injectable() export class Orders { constructor(private readonly db: Postgres) {} }`;
  expect(changed(service, service.replace('Postgres', 'Mysql'))).toEqual(['Orders']);
});

test('the same text means the same, whatever it is', () => {
  for (const snippet of snippets) expect(changed(snippet, `\n/* x */ ${snippet}`), snippet).toEqual([]);
});

test('every function of the facts has a meaning', () => {
  for (const snippet of snippets) {
    const lowered = lower(snippet, 'tsx');
    if (!('facts' in lowered)) continue;
    const named = lowered.facts.functions.filter(({ bodiless, kind }) => !bodiless && !kind.endsWith('-init')).map(({ name }) => name);
    const { functions } = meaningsOf(snippet);
    expect(named.filter((name) => !functions.has(name)), snippet).toEqual([]);
  }
});

test('constants in a circle end', () => {
  const circle = 'const a = () => b; const b = { a }; const c = [a, b, c]; export function f() { return a + b + c; }';
  expect(changed(circle, circle.replace('{ a }', '{ a, x: 1 }'))).toContain('f');
});

test('what else is said where a function is handed over counts for it, and for none beside it', () => {
  const routes = `import { router, procedure } from './trpc';
const page = { limit: 10 };
export const orders = router({ list: procedure.input(page).query(() => load()), pay: procedure.input({ id: 1 }).mutation(({ input }) => charge(input)) });
app.get('/orders', { schema: page }, (request, reply) => { reply.send(find((each) => each.id)); });`;
  expect(changed(routes, routes.replace('limit: 10', 'limit: 20'))).toEqual(["<get('/orders')>", '<module>', 'orders', 'orders.<router>.list.<query>', 'page']);
  expect(changed(routes, routes.replace('id: 1', 'id: 2'))).toEqual(['orders', 'orders.<router>.pay.<mutation>']);
  expect(changed(routes, routes.replace("'/orders'", "'/all'")).filter((name) => !name.startsWith('<get'))).toEqual(['<module>']);
});

test('in a chain of registrations each stands for itself', () => {
  const chain = `const app = new Hono().get('/', check({ limit: 10 }), (c) => c.json(1)).post('/', check({ id: 1 }), (c) => c.json(2));`;
  expect(changed(chain, chain.replace('limit: 10', 'limit: 20'))).toEqual(['app', "app.<get('/')>"]);
  expect(changed(chain, chain.replace('id: 1', 'id: 2'))).toEqual(['app', "app.<post('/')>"]);
});
