import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { inTree } from '../temporary-tree.mjs';
import { catalogEntry, catalogVersion, withoutCatalog } from './catalog.mjs';
import { manifestOf, readManifest } from './manifest.mjs';
import { published } from './published.mjs';

const root = resolve(import.meta.dirname, '../..');
const catalog = { 'pnpm-workspace.yaml': "catalog:\n  picomatch: 4.0.7\n  '@types/node': 20.19.25\n  eslint9: npm:eslint@9.39.5\n\ncatalogs:\n  ledger:\n    ai: 6.0.326\n" };

describe('a published manifest', () => {
  it.each(Object.entries(published))('holds a version for all that %s depends on, which npm understands', (name, described) => {
    const { dependencies = {}, peerDependencies = {} } = manifestOf(root, name, described);
    expect(Object.keys(dependencies).length).toBeGreaterThan(0);
    for (const [dependency, version] of Object.entries({ ...dependencies, ...peerDependencies })) expect(`${dependency} ${String(version)}`).toMatch(/ [\d^]/);
  });

  it('has the versions of the catalog', () => {
    expect(manifestOf(root, 'dist-lint', published['dist-lint']).dependencies).toMatchObject({ 'ts-morph': catalogVersion(root, 'ts-morph'), jiti: catalogVersion(root, 'jiti') });
    expect(readManifest(root, 'packages/workspace').dependencies.jiti).toBe('catalog:');
  });
});

test('the catalog is read as it is written', () => inTree(catalog, (tree: string) => {
  expect(withoutCatalog(tree, { picomatch: 'catalog:', '@types/node': 'catalog:', eslint9: 'catalog:', eslint: '^9 || ^10' })).toEqual({ picomatch: '4.0.7', '@types/node': '20.19.25', eslint9: 'npm:eslint@9.39.5', eslint: '^9 || ^10' });
  expect(withoutCatalog(tree, undefined)).toBe(undefined);
  expect(catalogVersion(tree, 'eslint9')).toBe('9.39.5');
  expect(() => catalogEntry(tree, 'ai')).toThrow('ai is not in the catalog');
  expect(() => withoutCatalog(tree, { ai: 'catalog:ledger' })).toThrow("published as 'catalog:ledger'");
}));

test('npm is told where to pack', () => {
  const env = { ...process.env, npm_lifecycle_event: 'prepack', npm_config_user_agent: 'npm/10.9.0 node/v22.13.0' };
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/stage.mjs'), 'dist-lint'], { cwd: join(root, 'packages/cli'), encoding: 'utf8', env });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('npm would pack the sources') as string });
});
