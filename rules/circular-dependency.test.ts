import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Worker } from 'node:worker_threads';
import { check, checkFixtures, checkSystem } from '@dist-lint/testing';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';

const rule = 'circular-dependency';

test('finds what its fixtures mark', () => checkFixtures(rule));

test('one finding names the cut of a large tangle and the fix of each import', async () => {
  const { findings: [finding] } = await check({ rule, files: {
    'src/shop/index.ts': `export * from './orders.js';\nexport * from './billing.js';\nexport * from './total.js';`,
    'src/shop/orders.ts': `import { total } from './index.js';\nexport const order = () => total();`,
    'src/shop/billing.ts': `import { total, order } from './index.js'; // finds: circular-dependency\nexport const bill = () => [total(), order()];`,
    'src/shop/total.ts': `export const total = () => 1;`,
  } });
  expect(finding?.data).toMatchObject({
    kind: 'load',
    modules: ['src/shop/billing.ts', 'src/shop/index.ts', 'src/shop/orders.ts'],
    cut: [
      { from: 'src/shop/billing.ts', to: 'src/shop/index.ts', names: ['order', 'total'], fix: 'direct-import' },
      { from: 'src/shop/orders.ts', to: 'src/shop/index.ts', names: ['total'], fix: 'direct-import' },
    ],
    cutIsSmallest: true,
    hazards: [],
    typeOnlyFix: null,
  });
});

test('import type is offered for names that are types only', async () => {
  const { findings } = await check({ rule, files: {
    'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }',
    'src/order.ts': `import { Customer } from './customer.js'; // finds: circular-dependency ~ "'import type' would end it"\nexport class Order { customer?: Customer }`,
    'src/customer.ts': `import { Order } from './order.js';\nexport class Customer { orders = () => new Order(); }`,
  } });
  expect(findings[0]?.data['typeOnlyFix']).toEqual({ ends: true, imports: [{ from: 'src/order.ts', to: 'src/customer.ts', names: ['Customer'] }] });
});

test('the evidence leads from the module that is loaded first to the use that fails', async () => {
  const { findings } = await check({ rule, files: {
    'src/base.ts': `import { make } from './make.js';\nexport class Base { copy() { return make(); } }`,
    'src/make.ts': `import { Order } from './order.js'; // finds: circular-dependency\nexport const make = () => new Order();`,
    'src/order.ts': `import { Base } from './base.js';\nexport class Order extends Base {}`,
  } });
  expect(findings[0]?.severity).toBe('error');
  expect(findings[0]?.path.map(({ file, line, message }) => `${file}:${String(line)} ${message}`)).toEqual([
    "src/base.ts:1 loaded first, 'base.ts' imports 'make' from 'make.ts'",
    "src/make.ts:1 'make.ts' imports 'Order' from 'order.ts'",
    "src/order.ts:2 'Base' is extended here, while 'base.ts' still waits for its imports",
    'src/make.ts:1 without this import no cycle is left: its names are used inside functions only; use \'import()\' inside the function',
  ]);
});

test.each([
  ['type-import', `import { Customer } from './customer.js';\nexport class Order { customer?: Customer }`, `import { Order } from './order.js';\nexport class Customer { orders = () => new Order(); }`, "used as types only; use 'import type'"],
  ['direct-import', `import { total, vat } from './customer.js';\nexport const order = () => [total(), vat()];`, `export * from './order.js';\nexport * from './total.js';\nexport * from './vat.js';`, "in modules that do not lead back; import it from 'src/total.ts' and 'src/vat.ts'"],
  ['direct-import', `import { Queue } from './customer.js';\nexport const order = () => new Queue();`, `export * from './order.js';\nexport { Queue } from 'bullmq';`, 'in modules that do not lead back; import it from the package that has it'],
  ['lazy-import', `import { customer } from './customer.js';\nexport const order = () => customer();`, `import { order } from './order.js';\nexport const customer = () => order();\nexport const customers = [order, order];`, "used inside functions only; use 'import()' inside the function"],
  ['move', `import { customer } from './customer.js';\nexport const order = [customer];`, `import { order } from './order.js';\nexport const customer = 1;\nexport const customers = [order];`, 'while the modules are evaluated, or exported again; move what both sides need to a module of its own'],
])('the evidence names the remedy: %s', async (fix, order, customer, said) => {
  const marked = order.replace(';\n', '; // finds: circular-dependency\n');
  const { findings: [finding] } = await check({ rule, files: {
    'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }',
    'src/order.ts': marked, 'src/customer.ts': customer, 'src/total.ts': 'export const total = () => 1;', 'src/vat.ts': 'export const vat = () => 2;',
  } });
  expect(finding?.data['cut']).toMatchObject([{ from: 'src/order.ts', fix }]);
  expect(finding?.path.at(-1)?.message).toMatch(/^without this import no cycle is left: /);
  expect(finding?.path.at(-1)?.message).toContain(said);
  expect(finding?.message).toMatch(/[^.]\.$/);
});

test('across folders, a fix that touches import statements alone has high precision', async () => {
  const { findings } = await check({ rule, files: {
    'src/orders/index.ts': `export * from './place.js';\nexport * from './number.js';`,
    'src/orders/place.ts': `import { charge } from '../billing/charge.js';\nexport const place = () => charge();`,
    'src/orders/number.ts': `export const orderNumber = () => 1;`,
    'src/billing/charge.ts': `import { orderNumber } from '../orders/index.js'; // finds: circular-dependency ~ "neither folder"\nexport const charge = () => orderNumber();`,
  } });
  expect(findings[0]).toMatchObject({ severity: 'warning', precision: 'high' });
});

test('of cycles that load in any order, those of types alone are of low precision', async () => {
  const used = await check({ rule, files: {
    'src/order.ts': `import { customer } from './customer.js'; // finds: circular-dependency ~ "they load in any order"\nexport const order = () => customer();`,
    'src/customer.ts': `import { order } from './order.js';\nexport const customer = () => order();`,
  } });
  const named = await check({ rule, files: {
    'src/order.ts': `import type { Customer } from './customer.js';\nexport interface Order { customer: Customer }`,
    'src/customer.ts': `import type { Order } from './order.js'; // finds: circular-dependency ~ "types alone close the cycle"\nexport interface Customer { orders: Order[] }`,
  } });
  expect(used.findings).toMatchObject([{ severity: 'info', precision: 'medium' }]);
  expect(named.findings).toMatchObject([{ severity: 'info', precision: 'low' }]);
});

test('a module above the feature folders is of no folder', () => check({ rule, files: {
  'src/app.ts': `import { start } from './orders/start.js';\nexport const app = () => start();`,
  'src/orders/start.ts': `import { app } from '../app.js'; // finds: circular-dependency ~ "they load in any order"\nexport const start = () => app;`,
  'src/orders/place.ts': '', 'src/billing/charge.ts': '', 'src/billing/refund.ts': '',
} }));

test('a module that is in no cycle is not found, whatever it imports', () => check({ rule, files: {
  'src/order.ts': `import { Base } from './base.js';\nexport class Order extends Base {}`,
  'src/base.ts': `import { missing } from './missing.js';\nimport fs from 'node:fs';\nexport class Base { f() { return [missing, fs]; } }`,
} }));

/*
 * The truth of it: the fixtures are compiled and loaded, each module first in a thread of its own. What the
 * rule calls an error fails in the order that it names; what it does not call an error loads in every order.
 */

const fixtures = join(import.meta.dirname, '../fixtures/circular-dependency');
const scratch = mkdtempSync(join(tmpdir(), 'dist-lint-loading-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Its packages would have to be installed. */
const notLoadable = ['across-packages'];
/** In CommonJS, reading what is not there yet gives `undefined` and no error: only use fails at once. */
const failsInCommonJs = ['extends', 'new', 'call'];

const bad = readdirSync(join(fixtures, 'bad')).filter((name) => !notLoadable.includes(name));
const good = readdirSync(join(fixtures, 'good'));

test.each(bad)('bad/%s fails to load just where the finding says', async (name) => {
  const { findings } = await checkSystem(name, { systems: join(fixtures, 'bad'), options: { rules: [rule] } });
  for (const format of formatsOf('bad', name)) {
    const failing = await failingFirst(compile('bad', name, format));
    const all = findings.flatMap((each) => (each.data['hazards'] ?? []) as Hazard[]);
    const hazards = all.filter(({ certain }) => certain);
    const inCommonJs = all.filter(({ commonJsOnly }) => commonJsOnly);
    const named = (some: readonly Hazard[]): string[] => [...new Set(some.map(({ loadedFirst }) => loadedFirst))].sort();
    const survived = findings.some((each) => each.message.includes('a CommonJS build survives and an ES module does not'));
    if (format === 'esm') {
      const expected = named(hazards.filter(({ how }) => how !== 'require'));
      if (survived) expect(failing).toHaveLength(1);
      else expect(failing).toEqual(expected);
    } else {
      expect(named([...hazards, ...inCommonJs])).toEqual(expect.arrayContaining(failing));
      expect(failing).toEqual(expect.arrayContaining(named([...hazards, ...inCommonJs].filter(({ how }) => failsInCommonJs.includes(how)))));
    }
  }
});

test.each(good)('good/%s loads whichever module is first', async (name) => {
  for (const format of formatsOf('good', name)) expect(await failingFirst(compile('good', name, format)), format).toEqual([]);
});

interface Hazard {
  certain: boolean;
  commonJsOnly: boolean;
  how: string;
  loadedFirst: string;
}

type Format = 'esm' | 'commonjs';

function formatsOf(kind: string, name: string): Format[] {
  return sources(join(fixtures, kind, name)).some((file) => file.endsWith('.cjs')) ? ['commonjs'] : ['esm', 'commonjs'];
}

/** A folder with the fixture as the compiler emits it. */
function compile(kind: string, name: string, format: Format): string {
  const folder = join(scratch, kind, name, format);
  cpSync(join(fixtures, kind, name), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: format === 'esm' ? 'module' : 'commonjs' }));
  const config = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config as { compilerOptions?: ts.CompilerOptions } | undefined;
  const module = format === 'esm' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  for (const file of sources(folder).filter((each) => each.endsWith('.ts'))) {
    const { verbatimModuleSyntax, ...options } = config?.compilerOptions ?? {};
    const compilerOptions = { ...options, ...(format === 'esm' && verbatimModuleSyntax ? { verbatimModuleSyntax } : {}), module, target: ts.ScriptTarget.ES2022 };
    const { outputText } = ts.transpileModule(readFileSync(join(folder, file), 'utf8'), { compilerOptions });
    writeFileSync(join(folder, file.replace(/\.ts$/, '.js')), outputText);
  }
  return folder;
}

/** The sources that cannot be loaded first, as paths of the fixture. */
async function failingFirst(folder: string): Promise<string[]> {
  const failing = await Promise.all(sources(folder).filter((file) => /\.[cm]?js$/.test(file)).map(async (file) => ((await loads(join(folder, file))) ? [] : [file])));
  return failing.flat().map((file) => file.replace(/\.js$/, '.ts'));
}

function loads(path: string): Promise<boolean> {
  const thread = new Worker(path, { execArgv: [], env: {}, stdout: true, stderr: true });
  return new Promise((resolve) => {
    thread.once('error', () => resolve(false));
    thread.once('exit', (code) => resolve(code === 0));
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
