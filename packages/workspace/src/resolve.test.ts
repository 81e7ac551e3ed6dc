import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFiles } from './find.ts';
import { findPackages } from './packages.ts';
import { resolveImports } from './resolve.ts';
import { Link, tree } from './temporary-tree.test.support.ts';

/** `module path`, `external package/subpath`, `asset`, `outside path reason` or `nothing reason`. */
function resolveIn(root: string, from: string, specifier: string): string {
  const found = findFiles(root);
  const modules = found.modules.map((path) => ({ path, specifiers: path === from ? [specifier] : [] }));
  const result = resolveImports(found, findPackages(found), modules).modules.find(({ path }) => path === from)?.resolutions[specifier];
  switch (result?.to) {
    case 'module':
      return `module ${result.path}`;
    case 'external':
      return `external ${result.package}${result.subpath === undefined ? '' : ` ${result.subpath}`}`;
    case 'outside':
      return `outside ${result.path} ${result.reason}`;
    case 'nothing':
      return `nothing ${result.reason}`;
    default:
      return String(result?.to);
  }
}

/** Resolves in a tree of empty files and the given configurations, with the importer `src/app/main.ts` added. */
function check(files: string[], configs: Record<string, unknown>, cases: Record<string, string>, from = 'src/app/main.ts'): void {
  const root = tree({ ...Object.fromEntries(files.map((it) => [it, ''])), [from]: '', ...configs });
  expect(Object.fromEntries(Object.keys(cases).map((specifier) => [specifier, resolveIn(root, from, specifier)]))).toEqual(cases);
}

describe('resolveImports', () => {
  it('resolves relative paths as TypeScript and bundlers do', () => {
    check(
      ['src/app/a.ts', 'src/app/b.tsx', 'src/app/c/index.ts', 'src/app/d.js', 'src/app/d.d.ts', 'src/app/e.mts', 'src/app/f.cts', 'src/index.ts', 'src/app/g.ts', 'src/app/g/index.ts', 'src/app/h.css.ts', 'src/app/k.web.tsx', 'src/app/v1.2.ts', 'src/app/x.js', 'src/app/x.ts'],
      { 'src/app/m/package.json': { main: './lib/start' }, 'src/app/m/lib/start.js': '' },
      {
        './a': 'module src/app/a.ts', './a.js': 'module src/app/a.ts', './a.ts': 'module src/app/a.ts', './b.js': 'module src/app/b.tsx', './b.jsx': 'module src/app/b.tsx',
        './c': 'module src/app/c/index.ts', './c/': 'module src/app/c/index.ts', './c/index.js': 'module src/app/c/index.ts', './d': 'module src/app/d.js', './e.mjs': 'module src/app/e.mts',
        './f.cjs': 'module src/app/f.cts', '..': 'module src/index.ts', '../': 'module src/index.ts', './g': 'module src/app/g.ts', './g/': 'module src/app/g/index.ts',
        './h.css': 'module src/app/h.css.ts', './k': 'module src/app/k.web.tsx', './v1.2': 'module src/app/v1.2.ts', './x.js': 'module src/app/x.ts', './m': 'module src/app/m/lib/start.js',
        '../app/../app/a': 'module src/app/a.ts', './gone': 'nothing missing', '../../../../etc/passwd': 'nothing missing', '../../node_modules/@shop/x/y.js': 'external @shop/x y.js',
      },
    );
  });

  it('tells third-party packages, builtins, addresses and virtual modules apart', () => {
    check(['src/fs.ts', 'src/app/raw.html', 'src/app/w.ts'], {}, {
      bullmq: 'external bullmq', 'lodash/fp/get': 'external lodash fp/get', '@nestjs/common/cache.js': 'external @nestjs/common cache.js', fs: 'external fs',
      'node:fs/promises': 'external fs promises', 'npm:zod@4/v4': 'external zod v4', 'npm:@scope/a@1.2.3/b': 'external @scope/a b', 'https://esm.sh/preact': 'external https://esm.sh preact',
      'cloudflare:workers': 'external cloudflare workers', 'virtual:routes': 'nothing generated', '': 'nothing missing', '!!raw-loader!./raw.html': 'asset',
      './raw.html?raw': 'asset', './w?raw': 'asset', './w?worker': 'module src/app/w.ts', './w.ts?url&inline': 'asset', 'data:text/javascript,1': 'asset',
    });
  });

  it('knows what exists and is no module of the program', () => {
    check(
      ['src/app/a.css', 'src/app/b.json', 'src/app/c.d.ts', 'src/app/d.vue', 'src/app/e.generated.ts', 'src/app/f.min.js', 'third_party/g.js', 'src/app/x.svg', 'src/app/h.graphql'],
      {},
      {
        './a.css': 'asset', './b.json': 'asset', './b': 'asset', './c': 'outside src/app/c.d.ts declaration', './c.js': 'outside src/app/c.d.ts declaration', './d.vue': 'outside src/app/d.vue unreadable-kind',
        './e.generated': 'outside src/app/e.generated.ts generated', './f.min.js': 'outside src/app/f.min.js skipped', '../../third_party/g': 'outside third_party/g.js skipped',
        './h.graphql': 'asset', './gone.css': 'nothing missing',
      },
    );
  });

  it('tells what is generated from what is missing', () => {
    check(
      ['src/app/a.ts'],
      {
        '.gitignore': '/src/secret\n*.local.ts\n',
        'db/schema.prisma': 'generator client {\n  provider = "prisma-client"\n  output   = "../src/database/client"\n}\n',
      },
      {
        '../secret/x': 'nothing generated', './x.local': 'nothing generated', '../database/client': 'nothing generated', '../database/client/enums.js': 'nothing generated', './__generated__/types': 'nothing generated',
        './routeTree.gen': 'nothing generated', '../../.next/types/a': 'nothing generated', '../../dist/x': 'nothing generated', './+types/route': 'nothing generated', '../database/other': 'nothing missing',
      },
    );
  });

  it('follows tsconfig paths: extends, arrays, baseUrl, ${configDir}, the longest prefix, several targets', () => {
    check(
      ['src/orders/index.ts', 'src/money.ts', 'lib/money.ts', 'src/exact.ts', 'src/mail/send.ts', 'src/based/x.ts', 'src/special/a.ts', 'src/events.ts'],
      {
        'tsconfig.json': '{ "extends": ["./one.json", "./configs/two"], /* ours */ "compilerOptions": { "baseUrl": "./src", }, }',
        'one.json': { compilerOptions: { paths: { never: ['x'] } } },
        'configs/two.json': { compilerOptions: { paths: { '@/*': ['./gone/*', './*'], '@/special/*': ['special/*'], exact: ['exact.ts'], 'x-*-y': ['${configDir}/src/mail/*'], 'built/*': ['../dist/*'] } } },
      },
      {
        '@/orders': 'module src/orders/index.ts', '@/orders/': 'module src/orders/index.ts', '@/money': 'module src/money.ts', '@/special/a': 'module src/special/a.ts', '@/special/gone': 'nothing missing', exact: 'module src/exact.ts', 'x-send-y': 'module src/mail/send.ts',
        'based/x': 'module src/based/x.ts', '@/gone': 'nothing missing', events: 'external events', never: 'external never', 'built/money': 'module src/money.ts',
      },
    );
  });

  it('takes the nearest tsconfig, and the referenced project that includes the file', () => {
    const root = tree({
      'tsconfig.json': { compilerOptions: { paths: { '~/*': ['./root/*'] } } }, 'root/a.ts': '', 'b.ts': '',
      'web/tsconfig.json': { files: [], references: [{ path: './tsconfig.node.json' }, { path: './app' }] },
      'web/tsconfig.node.json': { include: ['vite.config.ts'], compilerOptions: { paths: { '~/*': ['./node/*'] } } },
      'web/app/tsconfig.json': { include: ['../src'], compilerOptions: { paths: { '~/*': ['../src/*'] }, jsx: 'react-jsx', verbatimModuleSyntax: true, emitDecoratorMetadata: true } },
      'web/src/a.ts': '', 'web/src/main.ts': '', 'web/node/a.ts': '', 'web/vite.config.ts': '',
    });
    expect(['b.ts', 'web/src/main.ts', 'web/vite.config.ts'].map((from) => resolveIn(root, from, '~/a'))).toEqual(['module root/a.ts', 'module web/src/a.ts', 'module web/node/a.ts']);
    const found = findFiles(root);
    expect(resolveImports(found, findPackages(found), [{ path: 'web/src/main.ts', specifiers: [] }]).modules[0]).toEqual({
      path: 'web/src/main.ts', resolutions: {}, package: '', options: { verbatimModuleSyntax: true, emitDecoratorMetadata: true, jsx: 'react-jsx' },
    });
  });

  it('goes on without a tsconfig that is broken, missing, circular or outside, and says so', () => {
    const root = tree({
      'a/tsconfig.json': '{\n "compilerOptions": {,}', 'a/x.ts': '', 'b/tsconfig.json': { extends: './b.json' }, 'b/b.json': { extends: './tsconfig.json', compilerOptions: { paths: { q: ['./x.ts'] } } }, 'b/x.ts': '',
      'c/tsconfig.json': { extends: './gone.json' }, 'c/x.ts': '', 'd/tsconfig.json': { extends: ['../../out.json', '@tsconfig/node20/tsconfig.json'] }, 'd/x.ts': '',
      'e/tsconfig.json': { extends: 7, compilerOptions: { paths: { x: 'no', y: [null] }, baseUrl: 3 }, references: 'x', include: 4 }, 'e/x.ts': '', 'f/tsconfig.json': '', 'f/x.ts': '',
    });
    const found = findFiles(root);
    const { modules, gaps } = resolveImports(found, findPackages(found), found.modules.map((path) => ({ path, specifiers: ['./x', 'q'] })));
    expect(modules.every(({ resolutions }) => resolutions['./x']?.to === 'module')).toBe(true);
    expect(modules[1]?.resolutions['q']).toEqual({ to: 'module', path: 'b/x.ts' });
    expect(gaps.map(({ kind, file, line, message }) => `${kind} ${file}:${line} ${message}`)).toEqual([
      'broken-config a/tsconfig.json:2 It is not valid JSON: unexpected ",", a quoted name should be here. Imports are resolved without it.',
      'broken-config b/b.json:1 It extends itself: b/tsconfig.json → b/b.json → b/tsconfig.json.',
      'broken-config c/tsconfig.json:1 It extends ./gone.json, which is not there.',
      'broken-config d/tsconfig.json:1 It extends ../../out.json, which lies outside of the root and is not read.',
      "outside-config d/tsconfig.json:1 It extends @tsconfig/node20/tsconfig.json, an installed package's tsconfig, which is not read.",
      'broken-config f/tsconfig.json:1 It is not valid JSON: unexpected end of file. Imports are resolved without it.',
    ]);
  });

  it('maps workspace packages to their source, with nothing installed and nothing built', () => {
    check(
      ['libs/money/src/index.ts', 'libs/money/src/tax/vat.ts', 'libs/money/src/deep/a.ts', 'libs/ui/src/Button.tsx', 'libs/ui/src/theme.css', 'libs/plain/index.js', 'libs/plain/lib/x.js'],
      {
        'package.json': { name: 'root', workspaces: ['libs/*', 'src/app'] },
        'src/app/package.json': { name: '@shop/app', imports: { '#db': { default: './dist/db.js' }, '#lib/*': './lib/*.js', '#fetch': 'undici', '#built': './dist/none.js' }, dependencies: { renamed: 'workspace:@shop/plain@*', linked: 'link:../../libs/plain', published: 'npm:@shop/plain@1', 'socket-v2': 'npm:socket.io-client@2.5.0', short: 'npm:socket.io-client', range: 'npm:^2.0.0' } },
        'src/app/src/db.ts': '', 'src/app/lib/q.ts': '',
        'libs/money/package.json': { name: '@shop/money', main: './dist/index.js', exports: { '.': './dist/index.js', './tax/*': { types: './dist/tax/*.d.ts', default: './dist/tax/*.js' }, './package.json': './package.json' } },
        'libs/ui/package.json': { name: '@shop/ui', exports: { './Button': { '@shop/source': './src/Button.tsx', default: './dist/b.js' }, './theme.css': './src/theme.css', './made': './dist/made.js' } },
        'libs/plain/package.json': { name: '@shop/plain' },
        'libs/empty/package.json': { name: '@shop/empty', main: 'dist/index.js' },
      },
      {
        '@shop/money': 'module libs/money/src/index.ts', '@shop/money/tax/vat': 'module libs/money/src/tax/vat.ts', '@shop/money/src/deep/a': 'module libs/money/src/deep/a.ts',
        '@shop/money/dist/deep/a.js': 'module libs/money/src/deep/a.ts', '@shop/money/package.json': 'asset', '@shop/money/gone': 'nothing missing', '@shop/ui/Button': 'module libs/ui/src/Button.tsx',
        '@shop/ui/theme.css': 'asset', '@shop/ui/made': 'nothing generated', '@shop/plain': 'module libs/plain/index.js', '@shop/plain/lib/x': 'module libs/plain/lib/x.js', '@shop/empty': 'nothing generated',
        '@shop/app/src/db': 'module src/app/src/db.ts', renamed: 'module libs/plain/index.js', 'linked/lib/x': 'module libs/plain/lib/x.js', published: 'external @shop/plain', 'published/lib/x': 'external @shop/plain lib/x', 'socket-v2': 'external socket.io-client', short: 'external socket.io-client', range: 'external range', '@shop/other': 'external @shop/other',
        '#db': 'module src/app/src/db.ts', '#lib/q': 'module src/app/lib/q.ts', '#fetch': 'external undici', '#built': 'nothing generated', '#gone': 'nothing missing', '../../libs/money/dist/tax/vat': 'module libs/money/src/tax/vat.ts',
      },
    );
  });

  it('does not take a namesake for the published package', () => {
    check(['apps/storybook/main.ts'], {
      'package.json': { name: 'shop', workspaces: ['apps/*', 'src/app'] }, 'apps/storybook/package.json': { name: 'storybook', private: true },
      'apps/sdk/package.json': { name: 'sdk', main: './lib.cjs' }, 'src/app/package.json': { name: 'app', dependencies: { sdk: '^3.0.0', shop: '2' } },
    }, { 'storybook/test': 'external storybook test', shop: 'external shop', sdk: 'external sdk', 'storybook/main': 'module apps/storybook/main.ts' });
  });

  it('finds shared tsconfigs in workspace packages', () => {
    check(['src/app/inner/a.ts'], {
      'package.json': { workspaces: ['configs', 'src/app'] }, 'configs/package.json': { name: '@shop/tsconfig' }, 'configs/base.json': { compilerOptions: { paths: { '@/*': ['${configDir}/inner/*'] } } },
      'src/app/tsconfig.json': { extends: '@shop/tsconfig/base.json' },
    }, { '@/a': 'module src/app/inner/a.ts' });
  });

  it('takes the tsconfig that a workspace package exports, not the one of that name beside it', () => {
    const files = {
      'package.json': { workspaces: ['configs', 'src/app'] },
      'configs/package.json': { name: 'configs', exports: { './tsconfig': './for-others.json', '.': './index.js' } },
      'configs/for-others.json': { compilerOptions: { paths: { '@/*': ['${configDir}/inner/*'] } } },
      'configs/tsconfig.json': { extends: 'configs/tsconfig' },
      'src/app/tsconfig.json': { extends: 'configs/tsconfig' },
    };
    check(['src/app/inner/a.ts'], files, { '@/a': 'module src/app/inner/a.ts' });
  });

  it('knows the aliases that frameworks bring along', () => {
    check(['src/orders.ts', 'app/a.ts'], { 'package.json': { dependencies: { src: '1' } } }, { '@/orders': 'module src/orders.ts', '~/a': 'module app/a.ts', '@/.next/types/routes': 'nothing generated', '/src/orders.ts': 'module src/orders.ts', 'app/a': 'module app/a.ts', 'src/orders': 'external src orders' });
  });

  it('lays rootDirs over one another', () => {
    check(['made/app/x.ts'], { 'tsconfig.json': { compilerOptions: { rootDirs: ['src', 'made'] } } }, { './x': 'module made/app/x.ts' });
  });

  it('follows links within the root', () => {
    check(['real/a.ts', 'real/b/index.ts'], { 'src/app/linked': new Link('../../real'), 'src/app/one.ts': new Link('../../real/a.ts') }, { './linked/a': 'module real/a.ts', './linked/b': 'module real/b/index.ts', './one': 'module real/a.ts' });
  });

  it('is the same with node_modules, with output, and from elsewhere', () => {
    const files = {
      'package.json': { workspaces: ['libs/*'] }, '.gitignore': 'dist', 'libs/a/package.json': { name: 'a', main: 'dist/index.js' }, 'libs/a/src/index.ts': '',
      'main.ts': '', 'tsconfig.json': { extends: '@tsconfig/x/tsconfig.json' },
    };
    const root = tree(files);
    const specifiers = ['a', 'b', '@shop/c/d', './dist/e', '@/f'];
    const before = specifiers.map((it) => resolveIn(root, 'main.ts', it));
    for (const [path, text] of Object.entries({
      'libs/a/dist/index.js': '', 'dist/e.js': '', 'node_modules/b/package.json': '{"main":"x.js"}', 'node_modules/b/x.js': '', 'node_modules/a/index.js': '',
      'node_modules/@tsconfig/x/tsconfig.json': '{"compilerOptions":{"paths":{"b":["./main.ts"]}}}',
    })) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const cwd = process.cwd();
    process.chdir('/');
    try {
      expect(specifiers.map((it) => resolveIn(root, 'main.ts', it))).toEqual(before);
    } finally {
      process.chdir(cwd);
    }
    expect(before).toEqual(['module libs/a/src/index.ts', 'external b', 'external @shop/c d', 'nothing generated', 'nothing missing']);
  });

  it('bears specifiers that are no specifiers', () => {
    const odd = ['__proto__', 'constructor', ' ', '/', '//', '.', '@', '@/', '#', '!', 'a\nb', '\0x', './a b', '*', '?', 'C:\\x', '../'.repeat(500), 'x'.repeat(10_000), './[id]/$x', '%00'];
    const root = tree({ 'src/a.ts': '', 'tsconfig.json': { compilerOptions: { paths: { '*': ['./x/*'], '': ['y'], '@*': [''] } } } });
    const found = findFiles(root);
    const { modules } = resolveImports(found, findPackages(found), [{ path: 'src/a.ts', specifiers: odd }]);
    expect(Object.keys(modules[0]?.resolutions ?? {})).toEqual(expect.arrayContaining(odd));
  });

  it('leads outside for modules that gave themselves away', () => {
    const root = tree({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    const found = findFiles(root);
    const { modules } = resolveImports(found, findPackages(found), [{ path: 'a.ts', specifiers: ['./b', './c'] }], { skipped: [{ path: 'b.ts', reason: 'generated' }] });
    expect(modules[0]?.resolutions).toEqual({ './b': { to: 'outside', path: 'b.ts', reason: 'generated' }, './c': { to: 'outside', path: 'c.ts', reason: 'skipped' } });
  });
});
