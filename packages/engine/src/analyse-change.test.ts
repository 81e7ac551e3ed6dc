import { describe, expect, it } from 'vitest';
import { analyse, type Analysis } from './analyse.ts';
import { analyseChange } from './analyse-change.ts';
import { checkout, repository, type Files, type Repository } from './repository.test.data.ts';

const shop: Files = {
  'pnpm-workspace.yaml': 'packages: [packages/*]\n',
  'package.json': '{ "name": "all" }',
  'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@shop/*": ["packages/*/src"] } } }',
  'pnpm-lock.yaml': "lockfileVersion: '9.0'\nimporters:\n  packages/orders:\n    dependencies:\n      ioredis:\n        specifier: ^5\n        version: 5.1.0\n",
  'schema.prisma': 'model Order {\n  id String @id\n}\n',
  'packages/orders/package.json': '{ "name": "@shop/orders", "dependencies": { "ioredis": "^5" } }',
  'packages/orders/src/index.ts': "export { place } from './place';\n",
  'packages/orders/src/place.ts': "import { send } from '@shop/mail';\nimport logo from './logo.svg';\nexport const place = (id: string) => send(id + logo);\n",
  'packages/orders/src/logo.svg': '<svg/>',
  'packages/mail/package.json': '{ "name": "@shop/mail" }',
  'packages/mail/src/index.ts': "import { place } from '@shop/orders';\nexport const send = (id: string) => id;\nexport const again = () => place('a');\n",
};

/** Everything that linking is given, and what the report says of the tree. */
function told({ tree, gaps }: Analysis) {
  const { found, input, lowered } = tree;
  return {
    modules: input.modules, packages: input.packages, schemas: input.schemas, gaps, skipped: [...tree.skipped, ...found.skipped].map(({ path, reason }) => `${path} ${reason}`).sort(),
    kinds: [...found.kinds].sort(), folders: [...found.folders].sort(), lines: lowered.files.map(({ path, hash, lines }) => `${path} ${hash} ${lines}`), incomplete: lowered.incomplete,
  };
}

const changes: Record<string, Files> = {
  'a body': { 'packages/orders/src/place.ts': 'export const place = (id: string) => id;\n' },
  'an import': { 'packages/mail/src/index.ts': "import { readFile } from 'node:fs';\nexport const send = (id: string) => readFile(id);\n" },
  'a file that comes': { 'packages/orders/src/refund.ts': "import { place } from './place';\nexport const refund = place;\n" },
  'a file that goes': { 'packages/orders/src/place.ts': undefined },
  'a file that takes the place of another': { 'packages/orders/src/place/index.ts': 'export const place = 1;\n', 'packages/orders/src/place.ts': undefined },
  'a package that comes': { 'packages/stock/package.json': '{ "name": "@shop/stock" }', 'packages/stock/src/index.ts': 'export {};\n' },
  'a package that is renamed': { 'packages/mail/package.json': '{ "name": "@shop/post" }' },
  'an alias': { 'tsconfig.json': '{}' },
  'a broken tsconfig': { 'tsconfig.json': '{ "compilerOptions": ' },
  'a schema': { 'schema.prisma': 'model Refund {\n  id String @id\n}\n' },
  'a lockfile': { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\nimporters:\n  packages/orders:\n    dependencies:\n      ioredis:\n        specifier: ^5\n        version: 5.9.9\n" },
  'what git ignores': { '.gitignore': 'place.ts\n' },
  'an asset that goes': { 'packages/orders/src/logo.svg': undefined },
  'a file that becomes generated': { 'packages/orders/src/place.ts': '// @generated\nexport const place = 1;\n' },
  'a file that becomes binary': { 'packages/orders/src/place.ts': Buffer.from([0, 1, 2]) },
  'a file that becomes huge': { 'packages/orders/src/place.ts': `// ${'x'.repeat(5_100_000)}\n` },
  'conflict markers': { 'packages/orders/src/place.ts': '<<<<<<< ours\nexport const place = 1;\n=======\nexport const place = 2;\n>>>>>>> theirs\n' },
  'a folder that becomes output': { 'packages/orders/package.json': '{ "name": "@shop/orders", "main": "./out/index.js" }', 'packages/orders/out/index.js': 'export {};\n' },
};

/** That both ways to the program of a commit lead to the same. */
async function expectCheckout(there: Repository, commit = 'HEAD~1'): Promise<void> {
  const { base } = await analyseChange(there.root, { cwd: there.root, base: commit });
  const alone = checkout(there, commit);
  expect(told(base)).toEqual(told(await analyse(alone, { cwd: alone })));
}

describe('the base of a change', () => {
  it.each(Object.keys(changes))('is what an analysis of its checkout gives: %s', async (name) => {
    const there = repository(shop);
    there.commit(changes[name]);
    await expectCheckout(there);
  });

  it.each(Object.keys(changes))('is what an analysis of its checkout gives, the change undone: %s', async (name) => {
    const there = repository(shop);
    there.commit(changes[name]);
    const cameWithIt = Object.keys(changes[name] as Files).filter((path) => changes[name]?.[path] !== undefined);
    there.commit(Object.fromEntries(cameWithIt.map((path) => [path, undefined])));
    there.commit(shop);
    there.git('reset', '--quiet', '--soft', 'HEAD~2');
    await expectCheckout(there, 'HEAD');
  });

  it('shares the facts of what did not change, and reads a change of nothing but words not at all', async () => {
    const there = repository(shop);
    there.commit({ 'packages/orders/src/place.ts': 'export const place = 1;\n' });
    const { head, base } = await analyseChange(there.root, { cwd: there.root, base: 'HEAD~1' });
    const factsOf = ({ program }: Analysis, path: string) => program.modules.byPath(path)?.facts;
    expect(factsOf(base, 'packages/mail/src/index.ts')).toBe(factsOf(head, 'packages/mail/src/index.ts'));
    expect(factsOf(base, 'packages/orders/src/place.ts')).not.toEqual(factsOf(head, 'packages/orders/src/place.ts'));

    there.commit({ 'packages/orders/src/logo.svg': '<svg></svg>' });
    const words = await analyseChange(there.root, { cwd: there.root, base: 'HEAD~1' });
    expect(words.base).toBe(words.head);
    expect(words.changes).toEqual([{ path: 'packages/orders/src/logo.svg', kind: 'modified', isText: true }]);
  });

  it('has each gap once, as the other side has', async () => {
    const there = repository({ ...shop, 'packages/orders/tsconfig.json': '{ "extends": "./missing.json" }' });
    there.commit(changes['a body']);
    const { head, base } = await analyseChange(there.root, { cwd: there.root, base: 'HEAD~1' });
    for (const { gaps } of [head, base]) expect(gaps.map(({ kind, file }) => `${kind} ${file}`)).toEqual(['broken-config packages/orders/tsconfig.json']);
  });

  it('is read by the configuration that is there now', async () => {
    const there = repository(shop);
    there.commit({ 'dist-lint.config.json': '{ "ignore": ["packages/mail/**"] }' });
    const { base } = await analyseChange(there.root, { cwd: there.root, base: 'HEAD~1' });
    expect(base.program.modules.byPath('packages/mail/src/index.ts')).toBeUndefined();
    expect(base.program.modules.byPath('packages/orders/src/place.ts')).toBeDefined();
  });

  it('is the same from the cache and without', async () => {
    const there = repository(shop);
    there.commit(changes['a body']);
    const options = { cwd: there.root, base: 'HEAD~1' };
    const without = await analyseChange(there.root, { ...options, flags: { cache: false } });
    await analyseChange(there.root, options);
    const warm = await analyseChange(there.root, options);
    expect(told(warm.base)).toEqual(told(without.base));
    expect([without.base.lowered.cached, warm.base.lowered.cached]).toEqual([0, 1]);
  });
});
