import { describe, expect, it } from 'vitest';
import { findFiles } from './find.ts';
import { findPackages } from './packages.ts';
import { tree } from './temporary-tree.test.support.ts';

const shop = {
  'package.json': { name: 'shop', workspaces: ['apps/*'], dependencies: { stripe: '^12.0.0' } },
  'apps/mail/package.json': { name: '@shop/mail', dependencies: { stripe: '^13.0.0', '@slack/web-api': '~7.0.0', '@shop/money': 'workspace:*' } },
};

function lockedIn(files: Record<string, unknown>) {
  const { packages, gaps } = findPackages(findFiles(tree({ ...shop, ...files })));
  return { locked: Object.fromEntries(packages.map(({ path, locked }) => [path, locked])), gaps: gaps.map(({ file, message }) => `${file}: ${message}`) };
}

const known = { '': { stripe: '12.18.0' }, 'apps/mail': { '@slack/web-api': '7.0.4', stripe: '13.11.0' } };

describe('the versions in', () => {
  it.each<[what: string, file: string, text: unknown]>([
    ['pnpm-lock.yaml since version 6', 'pnpm-lock.yaml', `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      stripe:
        specifier: ^12.0.0
        version: 12.18.0

  apps/mail:
    dependencies:
      '@shop/money':
        specifier: workspace:*
        version: link:../../libs/money
      '@slack/web-api':
        specifier: ~7.0.0
        version: 7.0.4(debug@4.3.4)
    devDependencies:
      stripe:
        specifier: ^13.0.0
        version: 13.11.0

packages:

  stripe@99.0.0:
    resolution: {integrity: sha512-a}
`],
    ['pnpm-lock.yaml of version 5', 'pnpm-lock.yaml', `lockfileVersion: 5.4
importers:
  .:
    specifiers:
      stripe: ^12.0.0
    dependencies:
      stripe: 12.18.0
  apps/mail:
    specifiers:
      stripe: ^13.0.0
    dependencies:
      '@slack/web-api': 7.0.4_debug@4.3.4
      stripe: 13.11.0
packages:
  /stripe/99.0.0:
    dev: false
`],
    ['package-lock.json', 'package-lock.json', {
      lockfileVersion: 3,
      packages: {
        '': { name: 'shop' }, 'apps/mail': { name: '@shop/mail' }, 'node_modules/@shop/money': { resolved: 'libs/money', link: true },
        'node_modules/stripe': { version: '12.18.0' }, 'node_modules/@slack/web-api': { version: '7.0.4' }, 'apps/mail/node_modules/stripe': { version: '13.11.0' },
      },
    }],
    ['yarn.lock of version 1', 'yarn.lock', `# yarn lockfile v1


"@slack/web-api@^7.0.0", "@slack/web-api@~7.0.0":
  version "7.0.4"
  dependencies:
    version "1.0.0"

stripe@^12.0.0:
  version "12.18.0"

stripe@^13.0.0, stripe@^13.1.0:
  version "13.11.0"
`],
    ['yarn.lock of later versions', 'yarn.lock', `__metadata:
  version: 8

"@shop/money@workspace:*, @shop/money@workspace:libs/money":
  version: 0.0.0-use.local
  resolution: "@shop/money@workspace:libs/money"

"@slack/web-api@npm:~7.0.0":
  version: 7.0.4

"stripe@npm:^12.0.0":
  version: 12.18.0

"stripe@npm:^13.0.0, stripe@npm:^13.1.0":
  version: 13.11.0
`],
    ['bun.lock', 'bun.lock', `{
  "lockfileVersion": 1,
  "workspaces": { "": { "name": "shop" }, "apps/mail": { "name": "@shop/mail", }, },
  "packages": {
    "@slack/web-api": ["@slack/web-api@7.0.4", "", {}, "sha512-a"],
    "stripe": ["stripe@12.18.0", "", {}, "sha512-b"],
    "@shop/mail/stripe": ["stripe@13.11.0", "", {}, "sha512-c"],
    "@shop/money": ["@shop/money@workspace:libs/money"],
  }
}`],
  ])('%s', (_, file, text) => {
    const { locked, gaps } = lockedIn({ [file]: text });
    delete (locked['apps/mail'])?.['@shop/money'];
    expect(locked).toEqual(known);
    expect(gaps).toEqual([]);
  });

  it('package-lock.json of version 1', () => {
    const { locked } = lockedIn({ 'package-lock.json': { lockfileVersion: 1, dependencies: { stripe: { version: '12.18.0' } } } });
    expect(locked).toEqual({ '': { stripe: '12.18.0' }, 'apps/mail': { stripe: '12.18.0' } });
  });

  it('a pnpm-lock.yaml of a single package', () => {
    expect(lockedIn({ 'apps/mail/pnpm-lock.yaml': `lockfileVersion: '6.0'\ndependencies:\n  stripe:\n    specifier: ^13.0.0\n    version: 13.2.0\n` }).locked)
      .toEqual({ '': undefined, 'apps/mail': { stripe: '13.2.0' } });
  });
});

describe('a lockfile that cannot be used', () => {
  it.each<[what: string, file: string, text: string]>([
    ['cut off', 'package-lock.json', '{ "packages": { "node_modules/stripe": { "version": "12'],
    ['no object', 'package-lock.json', '[1, 2]'],
    ['nested without end', 'bun.lock', `{ "packages": ${'['.repeat(100_000)}`],
    ['conflict markers', 'package-lock.json', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main\n'],
  ])('%s: a gap, and nothing is locked', (_, file, text) => {
    const { locked, gaps } = lockedIn({ [file]: text });
    expect(locked).toEqual({ '': undefined, 'apps/mail': undefined });
    expect(gaps).toEqual([expect.stringMatching(new RegExp(`^${file}: It .*Versions are taken from the ranges in package\\.json\\.$`))]);
  });

  it.each<[what: string, file: string, text: string]>([
    ['conflict markers', 'pnpm-lock.yaml', 'importers:\n  .:\n    dependencies:\n<<<<<<< HEAD\n=======\n>>>>>>> main\n'],
    ['bytes', 'pnpm-lock.yaml', '\u0000\u0001\ufffd: \u0000\n'.repeat(50)],
    ['a line without end', 'pnpm-lock.yaml', `importers:\n  .:\n    dependencies:\n      stripe: ${'a:'.repeat(500_000)}`],
    ['jumps in depth', 'pnpm-lock.yaml', 'importers:\n            version: 1.0.0\n   stripe: 1.0.0\n'],
    ['no versions', 'pnpm-lock.yaml', 'importers:\n  .:\n    dependencies:\n      stripe:\n        version: link:../stripe\n'],
    ['names of objects', 'pnpm-lock.yaml', 'importers:\n  __proto__:\n    dependencies:\n      constructor: 1.0.0\n'],
    ['no versions', 'yarn.lock', 'stripe@^12.0.0:\n  version\n\n@:\n  version "x"\n'],
    ['a line without end', 'yarn.lock', `${'"@,'.repeat(300_000)}\n  version "1.0.0"\n`],
    ['other shapes', 'package-lock.json', '{ "packages": { "node_modules/stripe": ["12.0.0"], "__proto__": { "version": "1.0.0" } }, "dependencies": [] }'],
    ['other shapes', 'bun.lock', '{ "packages": { "stripe": { "0": "stripe@12.0.0" } }, "workspaces": [] }'],
  ])('%s in %s: nothing is locked', (_, file, text) => {
    expect(lockedIn({ [file]: text })).toEqual({ locked: { '': undefined, 'apps/mail': undefined }, gaps: [] });
  });
});
