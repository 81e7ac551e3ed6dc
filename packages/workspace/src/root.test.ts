import { join } from 'node:path';
import { UserError } from '@dist-lint/model';
import { describe, expect, it } from 'vitest';
import { findRoot } from './root.ts';
import { Link, tree } from './temporary-tree.test.support.ts';

describe('findRoot', () => {
  it('climbs to the workspace definition', () => {
    const root = tree({ 'pnpm-workspace.yaml': 'packages: [apps/*]', 'apps/orders/package.json': {}, 'apps/orders/src/a.ts': '' });
    expect(findRoot(join(root, 'apps/orders/src/a.ts'))).toBe(root);
    expect(findRoot(join(root, 'apps/orders'))).toBe(root);
  });

  it.each([
    ['package.json', { workspaces: ['apps/*'] }],
    ['package.json', { workspaces: { packages: ['apps/*'] } }],
    ['lerna.json', {}],
    ['nx.json', {}],
    ['rush.json', {}],
    ['turbo.json', { tasks: {} }],
    ['.git/HEAD', ''],
    ['.git', 'gitdir: ../elsewhere'],
  ])('takes the folder of %s', (name, content) => {
    const root = tree({ [name]: content, 'apps/orders/a.ts': '' });
    expect(findRoot(join(root, 'apps/orders'))).toBe(root);
  });

  it('is not misled by the turbo.json of a package', () => {
    const root = tree({ 'turbo.json': {}, 'apps/orders/turbo.json': '{ // ours\n "extends": ["//"] }', 'apps/orders/a.ts': '' });
    expect(findRoot(join(root, 'apps/orders'))).toBe(root);
  });

  it.each([
    ['the package, where nothing tells of a workspace', { 'shop/package.json': {}, 'shop/tsconfig.json': {}, 'shop/src/tsconfig.json': {} }, 'shop'],
    ['the folder of the compiler options, where there is no package', { 'shop/tsconfig.json': {} }, 'shop'],
    ['the folder itself, where there is neither', {}, 'shop/src/orders'],
  ])('takes %s', (_, files, expected) => {
    const root = tree({ ...files, 'shop/src/orders/place.ts': '' });
    expect(findRoot(join(root, 'shop/src/orders/place.ts'))).toBe(join(root, expected));
  });

  it('stops at a fixture that is a workspace of its own', () => {
    const root = tree({ '.git/HEAD': '', 'fixtures/shop/pnpm-workspace.yaml': '', 'fixtures/shop/a.ts': '' });
    expect(findRoot(join(root, 'fixtures/shop/a.ts'))).toBe(join(root, 'fixtures/shop'));
  });

  it('survives broken configuration above', () => {
    const root = tree({ 'nx.json': '', 'apps/package.json': '{ "workspaces": ', 'apps/turbo.json': 'no', 'apps/a.ts': '' });
    expect(findRoot(join(root, 'apps'))).toBe(root);
  });

  it('resolves symbolic links on the way', () => {
    const root = tree({ 'shop/nx.json': '', 'shop/src/a.ts': '', link: new Link('shop/src') });
    expect(findRoot(join(root, 'link'))).toBe(join(root, 'shop'));
  });

  it('tells the user that there is nothing', () => {
    const root = tree({});
    expect(() => findRoot(join(root, 'gone'))).toThrow(UserError);
  });
});
