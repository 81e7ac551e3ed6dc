/** `dist-lint state` as it is installed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, removeProjects } from '@dist-lint/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from './fake.test.data.ts';
import { bin } from './project.test.data.ts';

afterEach(removeProjects);

const db = `import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n`;
const pay = `import { prisma } from '../db';
export const place = (id: string) => prisma.order.create({ data: { id, status: 'pending' } });
export const pay = (id: string) => prisma.order.updateMany({ where: { id, status: 'pending' }, data: { status: 'paid' } });
`;
const refund = `import { prisma } from '../db';
export const refund = (id: string) => prisma.order.update({ where: { id }, data: { status: 'refunded' } });
export const raw = (text: string) => prisma.$executeRawUnsafe(text);
`;
const shop = { 'package.json': '{ "name": "shop" }', 'src/db.ts': db, 'src/orders/pay.ts': pay, 'src/billing/refund.ts': refund };

function state(files: Record<string, string>, ...argv: string[]) {
  const root = project(files);
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'state', '--no-cache', ...argv], { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  return { root, code: status, stdout, stderr };
}

describe('state', { timeout: 60_000 }, () => {
  it('tells who changes what, under which protection, and what was not told', () => {
    const { code, stdout, stderr } = state(shop);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('1 piece of state in 3 modules: 1 field changed by several parts, 1 state machine. Without protection\nin sight: 1 of 2 changes of rows.\n');
    expect(stdout).toContain([
      '  .status  machine of 3 states; changed by 2 parts; 1 of 2 changes unguarded, 1 conditional', '    by src/orders 1 (1 created), src/billing 1',
      "    any → 'refunded'  unguarded  src/billing/refund.ts:2", "    'pending' → 'paid'  conditional  src/orders/pay.ts:3", "    new → 'pending'  src/orders/pay.ts:2",
    ].join('\n'));
    expect(stdout).toContain('Not in any row: 1 write to a database without a table in sight.\n');
  });

  it('is JSON of a documented shape, without a place of this machine', () => {
    const { root, code, stdout } = state(shop, '--format', 'json');
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual(['schemaVersion', 'tool', 'root', 'state', 'counts', 'incomplete']);
    expect(document).toMatchObject({
      schemaVersion: 1, tool: { name: 'dist-lint' }, root: '.',
      state: [{
        id: 'db::order', name: 'order', kind: 'entity', store: 'Prisma', declared: null, owner: { unit: 'src/orders', because: 'creates' }, copies: [], unknownFields: 0,
        guards: { atomic: 0, conditional: 1, versioned: 0, isolated: 0, looked: 0, unknown: 0, unguarded: 1 },
        fields: [{
          name: 'status', id: 'db::order.status', moment: false,
          machine: { states: ['refunded', 'pending', 'paid'], unknown: 0, transitions: [{ from: null, to: 'refunded', start: false, guard: 'unguarded', unit: 'src/billing', file: 'src/billing/refund.ts', line: 2 }, {}, {}] },
          writes: [{ function: 'refund', operation: 'update', literals: ['refunded'], aside: false, storedAt: null }, {}, {}],
        }, { name: 'id', machine: null }],
      }],
      counts: { modules: 3, state: 1, shared: 1, machines: 1, changes: 2, unguarded: 1, unnamedRows: { reads: 0, writes: 1 } },
    });
    expect(stdout).not.toContain(root);
  });

  it('is tables in Markdown, and diagrams in Mermaid', () => {
    expect(state(shop, '--format', 'markdown').stdout).toContain('| `order.status` | machine of 3 states; changed by 2 parts; 1 of 2 changes unguarded, 1 conditional |');
    expect(state(shop, '--format', 'mermaid').stdout).toContain('```mermaid\nstateDiagram-v2\n  state "refunded" as s0\n  state "pending" as s1\n  state "paid" as s2\n  state "any state" as any\n  any --> s0 : UNGUARDED\n  s1 --> s2 : conditional\n  [*] --> s1\n```\n');
  });

  it('narrows to a target, and says which', () => {
    expect(JSON.parse(state(shop, '--format', 'json', 'Order.status').stdout)).toMatchObject({ target: 'Order.status', state: [{ name: 'order', fields: [{ name: 'status' }] }] });
  });

  it('does not look healthy when nothing was looked at', () => {
    expect(state({ 'README.md': '# Shop\n' }).stdout).toBe('Nothing was analysed: there are no TypeScript or JavaScript files in what was asked for.\n');
    expect(state({ 'src/a.ts': 'export const a = 1;\n' }).stdout).toBe('No state that changes is in sight in 1 module.\n');
  });

  it('writes a file and nothing else', () => {
    const { root, code, stdout, stderr } = state(shop, '--format', 'json', '--output', 'state.json');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe('dist-lint: 1 piece of state, 1 state machine; the report is in state.json\n');
    expect(JSON.parse(readFileSync(join(root, 'state.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
  });

  it.each<[argv: string[], code: string, hint: string]>([
    [['ordr'], 'unknown-target', "Did you mean 'order'?"],
    [['order.sttus'], 'unknown-target', "Did you mean 'order.status'?"],
    [['./gone.ts'], 'unknown-target', 'State: order.'],
    [['src', 'test'], 'state-one-target', 'quote what holds blanks'],
    [['--format', 'sarif'], 'unknown-format', 'Known: json, markdown, mermaid, text.'],
    [['--rule', 'silent-catch'], 'unknown-flag', '`dist-lint state --help` lists its flags.'],
    [['--output', 'gone/a.txt'], 'output-not-writable', 'Create the folder'],
  ])('%j is a user error', (argv, code, hint) => {
    const ended = state(shop, ...argv);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`(${code})`);
    expect(ended.stderr).toContain(hint);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });

  it('lists what an ambiguous name may mean', () => {
    const { code, stderr } = state({ ...shop, 'order/a.ts': 'export {};\n' }, 'order');
    expect({ code, stderr }).toEqual({ code: 2, stderr: "dist-lint: 'order' is 2 things. (ambiguous-target)\n  Name one of them: './order', 'db::order'.\n" });
  });
});

describe('state, of the engine', () => {
  it('asks for what was typed', async () => {
    expect((await run(['state', 'Order.status', '--no-cache', '--threads', '2', '--safe', '--config', 'a.json'])).inventoried).toEqual([{ cwd: '/nowhere', target: 'Order.status', cache: false, threads: 2, safe: true, config: 'a.json' }]);
  });

  it('ends with 3 when the analysis could not be completed, and says so everywhere', async () => {
    const stateInventory = { incomplete: ['A thread died.'] };
    expect(await run(['state'], { stateInventory })).toMatchObject({ code: 3, stdout: expect.stringContaining('INCOMPLETE') as string });
    expect(await run(['state', '--format', 'json'], { stateInventory })).toMatchObject({ code: 3, stderr: 'dist-lint: the analysis could not be completed:\n  A thread died.\n' });
  });

  it('has a page of help', async () => {
    const { stdout } = await run(['state', '--help']);
    expect(stdout).toContain('dist-lint state [target]');
    expect(stdout).toContain('(json, markdown, mermaid, text)');
    expect(stdout).not.toContain('--fail-on SEVERITY');
  });
});
