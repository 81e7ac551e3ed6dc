import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ModuleFacts, ModuleInput } from '@dist-lint/model';
import { libraries } from '@dist-lint/libraries';
import { lower } from '@dist-lint/frontend';
import { describeEffect } from './witness.ts';
import { link, linkReplaceable, type LinkInput, type Program } from './link.ts';
import { loadCycles } from './cycles.ts';
import { moduleGraph } from './module-graph.ts';
import { locate } from './program.ts';
import { reachedFrom } from './reached-from.ts';

/** Each file in several versions; any combination of them is a program. */
const versions: Record<string, readonly string[]> = {
  'src/gateway.ts': [
    `export interface Gateway { charge(order: string): Promise<void> }`,
    `import { Order } from './order.ts';\nexport interface Gateway { charge(order: string): Promise<void> }\nexport const first = Order;`,
    `export class Gateway { async charge(order: string) { await fetch('https://pay.example/' + order, { method: 'POST' }); } }`,
  ],
  'src/stripe.ts': [
    `import type { Gateway } from './gateway.ts';\nexport class StripeGateway implements Gateway { async charge(order: string) { await fetch('https://stripe.example', { method: 'POST' }); } }`,
    `import { Base } from './order.ts';\nexport class StripeGateway extends Base { async charge(order: string) { await this.save(order); } }`,
    `const unused = 1;\nfunction helper() { return unused; }\nexport class StripeGateway { async charge(order: string) { helper(); } }`,
    `export {};`,
  ],
  'src/order.ts': [
    `import { PrismaClient } from '@prisma/client';\nexport const db = new PrismaClient();\nexport class Base { async save(id: string) { await db.order.update({ where: { id }, data: {} }); } }\nexport class Order {}`,
    `export class Base { async save(id: string) { return id; } }\nexport class Order extends Base {}\nexport const added = () => 1;`,
    `import { pay } from './pay.ts';\nexport class Base { async save(id: string) { await pay(id); } }\nexport class Order {}`,
  ],
  'src/index.ts': [
    `export * from './gateway.ts';\nexport * from './stripe.ts';\nexport * from './order.ts';`,
    `export { StripeGateway as Gateway } from './stripe.ts';\nexport { Base, Order } from './order.ts';`,
  ],
  'src/pay.ts': [
    `import type { Gateway } from './index.ts';\nexport class Pay { constructor(private readonly gateway: Gateway) {} async pay(id: string) { await this.gateway.charge(id); } }\nexport async function pay(id: string) { await new Pay(null as never).pay(id); }`,
    `import { StripeGateway } from './index.ts';\nexport async function pay(id: string) { const gateway = new StripeGateway(); await gateway.charge(id); }`,
  ],
  'src/worker.ts': [
    `import { Worker } from 'bullmq';\nimport { pay } from './pay.ts';\nnew Worker('payments', async (job) => { await pay(job.data.id); });`,
    `import { Worker } from 'bullmq';\nimport { pay } from './pay.ts';\nexport function start(name: string, run: (id: string) => Promise<void>) { new Worker(name, async (job) => run(job.data.id)); }\nstart('mail', pay);`,
    `import { db } from './order.ts';\nglobalThis.orders = db;\nexport const later = () => globalThis.orders.order.deleteMany();`,
  ],
};
const paths = Object.keys(versions).sort();

test.each(['some', 'others', 'others again'])('after any replacements the answers are those of a program linked afresh: %s', () => {
  const pick = fc.record({ file: fc.nat(paths.length - 1), version: fc.nat(10) });
  fc.assert(
    fc.property(fc.array(pick, { minLength: 1, maxLength: 12 }), (edits) => {
      const now = new Map(paths.map((path) => [path, 0]));
      const program = linkReplaceable(programOf(now));
      answers(program);
      for (const { file, version } of edits) {
        const path = paths[file] as string;
        now.set(path, version % (versions[path] as readonly string[]).length);
        program.replace(sourceOf(path, now));
        expect(answers(program)).toEqual(answersAfresh(now));
      }
    }),
    { numRuns: 20 },
  );
});

test('a module that is added is known from then on', () => {
  const now = new Map([['src/pay.ts', 1], ['src/worker.ts', 0]]);
  const program = linkReplaceable(programOf(now));
  expect(answers(program).effects['src/pay.ts pay']).toEqual([]);
  for (const path of ['src/index.ts', 'src/stripe.ts', 'src/order.ts', 'src/gateway.ts']) now.set(path, 0);
  for (const path of ['src/gateway.ts', 'src/index.ts', 'src/order.ts', 'src/pay.ts', 'src/stripe.ts']) program.replace(sourceOf(path, now));
  expect(answers(program)).toEqual(answersAfresh(now));
});

test('what does not look at a module is not computed again when it changes', () => {
  const now = new Map(paths.map((path) => [path, 0]));
  const program = linkReplaceable(programOf(now));
  const order = program.modules.byPath('src/order.ts');
  const worker = program.modules.byPath('src/worker.ts');
  if (!order || !worker) throw new Error('they are there');
  const before = { order: program.calls(order, 2), worker: program.calls(worker, 0) };
  program.replace(sourceOf('src/pay.ts', now.set('src/pay.ts', 1)));
  expect(program.calls(order, 2)).toBe(before.order);
  expect(program.calls(worker, 1)).not.toBe(before.worker);
});

/** The rows of what the files import, and of what is there without an import: each program reads its rows anew. */
const known = libraries.filter(({ packages }) => packages.some((name) => ['global', '*', 'bullmq', '@prisma/client'].includes(name)));

function programOf(now: ReadonlyMap<string, number>): LinkInput {
  return { modules: [...now.keys()].sort().map((path) => sourceOf(path, now)), packages: [], libraries: known };
}

const afresh = new Map<string, ReturnType<typeof answers>>();

/** The answers of a program that nothing was replaced in, once for each combination of versions. */
function answersAfresh(now: ReadonlyMap<string, number>): ReturnType<typeof answers> {
  const key = JSON.stringify([...now].sort());
  const found = afresh.get(key) ?? answers(link(programOf(now)));
  afresh.set(key, found);
  return found;
}

const lowered = new Map<string, ModuleFacts>();

function sourceOf(path: string, now: ReadonlyMap<string, number>): { input: ModuleInput; facts: ModuleFacts } {
  const text = versions[path]?.[now.get(path) ?? 0] ?? '';
  let facts = lowered.get(text);
  if (!facts) {
    const result = lower(text, 'ts');
    if (!('facts' in result)) throw new Error(result.gap.message);
    lowered.set(text, (facts = result.facts));
  }
  const resolutions: ModuleInput['resolutions'] = {};
  for (const { specifier } of facts.imports) {
    const target = specifier.replace('./', 'src/');
    if (!specifier.startsWith('.')) resolutions[specifier] = { to: 'external', package: specifier };
    else resolutions[specifier] = now.has(target) ? { to: 'module', path: target } : { to: 'nothing', reason: 'missing' };
  }
  return { facts, input: { path, resolutions, options: {}, package: '' } };
}

/** What rules ask, in words that do not depend on numbers. */
function answers(program: Program) {
  const effects: Record<string, string[]> = {};
  const calls: string[] = [];
  for (const module of [...program.modules.all].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    module.facts.functions.forEach((fact, fn) => {
      const number = module.functionBase + fn;
      effects[`${module.path} ${fact.name}`] = program.summary(number).effects.map((each) => `${describeEffect(each)} ${each.presumed} ${each.escapes} ${each.hops}`).sort();
      for (const { call, functions, externals, unseen } of program.calls(module, fn)) {
        const targets = functions.map((each) => place(program, each.number)).sort().join();
        calls.push(`${module.path}:${call.at} ${targets} ${externals.map((each) => `${each.package}#${each.path}`).sort().join()} ${unseen ?? ''}`);
      }
      const reached = reachedFrom(program, number).map(({ entry, path, presumed }) => `${entry.role} ${entry.name} ${presumed} ${path.map((step) => `${step.module.path}:${step.span.at} ${step.message}`).join()}`);
      calls.push(`what reaches ${module.path} ${fact.name}: ${reached.join(' | ')}`);
      calls.push(`callers of ${module.path} ${fact.name}: ${program.callers(number).map(({ module: by, resolved }) => `${by.path}:${resolved.call.at}`).sort().join()}`);
    });
  }
  const entries = program.entryPoints().map((entry) => `${entry.role} ${entry.name} ${place(program, entry.function)}`).sort();
  const cycles = loadCycles(moduleGraph(program)).map((each) => each.modules.map(({ path }) => path).sort().join()).sort();
  return { effects, calls, entries, cycles };
}

function place(program: Program, number: number): string {
  const { module, fact } = program.modules.function(number);
  return `${module.path}:${locate(module, fact).line} ${fact.name}`;
}
