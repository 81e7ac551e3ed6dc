import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findFiles } from './find.ts';
import { readSource } from './read.ts';
import { summarizeSkipped } from './skip.ts';
import { Link, tree } from './temporary-tree.test.support.ts';

const skippedIn = (root: string) => findFiles(root).skipped.map(({ path, reason }) => `${reason} ${path}`);
const modulesIn = (root: string) => findFiles(root).modules;

describe('findFiles', () => {
  it('finds every kind of source, sorted, and nothing else', () => {
    const root = tree({
      'b.ts': '', 'a.tsx': '', 'c/d.mts': '', 'c/d.cts': '', 'c.js': '', 'e.jsx': '', 'f.mjs': '', 'g.cjs': '', '.github/check.ts': '',
      'h.json': '', 'i.css': '', 'j.mtsx': '', 'README.md': '', 'k.ts.bak': '',
    });
    expect(modulesIn(root)).toEqual(['.github/check.ts', 'a.tsx', 'b.ts', 'c.js', 'c/d.cts', 'c/d.mts', 'e.jsx', 'f.mjs', 'g.cjs']);
  });

  it('keeps strange names as they are', () => {
    const names = ['with space.ts', 'quote\'".ts', 'new\nline.ts', '\u001b[31mred.ts', 'ünï—🎉.ts', '__proto__.ts', 'back\\slash.ts', '[id].ts', '#hash?.ts', '-rf.ts'];
    const root = tree(Object.fromEntries(names.map((name) => [`src/${name}`, ''])));
    expect(modulesIn(root)).toEqual(names.map((name) => `src/${name}`).sort());
  });

  it('goes on where names are not UTF-8', () => {
    const root = tree({ 'a.ts': '' });
    mkdirSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0x64])]));
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xfe, 0x2e, 0x74, 0x73])]), '');
    const found = findFiles(root);
    expect(found.modules).toEqual(['a.ts', '\ufffd.ts']);
    expect(found.gaps.map(({ kind, file }) => `${kind} ${file}`)).toEqual(['unreadable-file \ufffdd']);
    expect(readSource(`${root}/\ufffd.ts`).gap?.kind).toBe('unreadable-file');
  });

  it('does what .gitignore files say, the nearest first, without git', () => {
    const root = tree({
      '.gitignore': '# comment\n*.log.ts\n/private/\ntmp\n!keep.log.ts\n\\#odd.ts\r\nCase.ts\n',
      'private/a.ts': '', 'deep/private/a.ts': '', 'a.log.ts': '', 'keep.log.ts': '', 'deep/tmp/x.ts': '', '#odd.ts': '', 'case.ts': '',
      'deep/.gitignore': '!a.log.ts\nonly-here.ts\n', 'deep/a.log.ts': '', 'deep/only-here.ts': '', 'only-here.ts': '',
    });
    expect(modulesIn(root)).toEqual(['case.ts', 'deep/a.log.ts', 'deep/private/a.ts', 'keep.log.ts', 'only-here.ts']);
    expect(skippedIn(root)).toContain('git-ignored private/');
  });

  it('reads .git/info/exclude, and bears patterns that make no sense', () => {
    const root = tree({ '.git/info/exclude': 'secret.ts\n', '.gitignore': '[\n[z-a].ts\n***\\\n', 'secret.ts': '', 'a.ts': '' });
    expect(modulesIn(root)).toEqual(['a.ts']);
  });

  it('never enters node_modules or .git', () => {
    const root = tree({ 'node_modules/x/a.ts': '', 'apps/node_modules/x/a.ts': '', '.git/hooks/a.js': '', 'a.ts': '' });
    expect(modulesIn(root)).toEqual(['a.ts']);
    expect(skippedIn(root)).toEqual(['node_modules apps/node_modules/', 'node_modules node_modules/']);
  });

  it('leaves vendored code out, but not a domain that has vendors', () => {
    const root = tree({ 'package.json': {}, 'vendor/lib.js': '', 'src/api/vendor/route.ts': '', 'third_party/x.js': '', '.yarn/releases/yarn.cjs': '', '.pnp.cjs': '' });
    expect(modulesIn(root)).toEqual(['src/api/vendor/route.ts']);
    expect(findFiles(root).skipped.every(({ reason }) => reason === 'vendored')).toBe(true);
  });

  it.each([
    ['package.json names it', { 'package.json': { main: './dist/a.js' }, 'dist/a.js': '' }],
    ['exports name it', { 'package.json': { exports: { '.': { import: ['./dist/a.mjs'] } } }, 'dist/a.mjs': '' }],
    ['outDir names it', { 'tsconfig.build.json': '{ "compilerOptions": { "outDir": "./dist" } }', 'dist/a.js': '' }],
    ['src lies beside it', { 'src/a.ts': '', 'dist/a.js': '' }],
    ['it holds declarations', { 'dist/a.js': '', 'dist/a.d.ts': '' }],
    ['it holds a framework\'s output', { '.next/server/a.js': '' }],
    ['it holds reports', { 'coverage/lcov.info': '', 'coverage/lcov-report/a.js': '' }],
  ])('takes a folder for output when %s', (_, files) => {
    const { skipped, modules } = findFiles(tree(files));
    expect(modules.filter((it) => !it.startsWith('src/'))).toEqual([]);
    expect(skipped.some(({ reason }) => reason === 'output')).toBe(true);
  });

  it.each([
    ['build/ holds scripts', { 'package.json': { scripts: {} }, 'src/a.ts': '', 'build/release.ts': '' }, 'build/release.ts'],
    ['build/ holds JavaScript', { 'package.json': {}, 'src/a.ts': '', 'build/webpack.config.js': '' }, 'build/webpack.config.js'],
    ['out/ is a word of the domain', { 'src/out/mail.ts': '' }, 'src/out/mail.ts'],
    ['dist/ holds TypeScript', { 'src/dist/spread.ts': '', 'src/src/a.ts': '' }, 'src/dist/spread.ts'],
    ['coverage/ is what an insurer sells', { 'src/coverage/policy.ts': '' }, 'src/coverage/policy.ts'],
    ['the manifest names TypeScript in it', { 'package.json': { main: './build/main.ts' }, 'build/main.ts': '' }, 'build/main.ts'],
  ])('keeps hand-written code when %s', (_, files, path) => {
    expect(modulesIn(tree(files))).toContain(path);
  });

  it('leaves generated, minified and declaration files out by name', () => {
    const root = tree({
      'a.min.js': '', 'api.generated.ts': '', 'shop_pb.js': '', 'shop.pb.ts': '', '__generated__/x.ts': '', 'src/generated/y.ts': '',
      'types.d.ts': '', 'types.d.mts': '', 'styles.d.css.ts': '', 'a.ts': '',
    });
    expect(modulesIn(root)).toEqual(['a.ts']);
    expect(summarizeSkipped(findFiles(root).skipped)).toEqual([
      { reason: 'declaration', count: 3, samples: ['styles.d.css.ts', 'types.d.mts', 'types.d.ts'] },
      { reason: 'generated', count: 5, samples: ['__generated__/x.ts', 'api.generated.ts', 'shop.pb.ts', 'shop_pb.js', 'src/generated/y.ts'] },
      { reason: 'minified', count: 1, samples: ['a.min.js'] },
    ]);
  });

  it('lists importers it cannot read, as gaps too', () => {
    const { unsupported, gaps } = findFiles(tree({ 'App.vue': '', 'x.svelte': '', 'y.astro': '' }));
    expect(unsupported).toEqual(['App.vue', 'x.svelte', 'y.astro']);
    expect(gaps.map(({ kind, file }) => `${kind} ${file}`)).toEqual(['unsupported-file App.vue', 'unsupported-file x.svelte', 'unsupported-file y.astro']);
  });

  it('follows no symbolic link: inside, outside, in circles, into nothing', () => {
    const outside = tree({ 'x.ts': '' });
    const root = tree({
      'real/a.ts': '', linked: new Link('real'), 'a.ts': new Link('real/a.ts'), 'real/up': new Link('..'),
      out: new Link(outside), 'round.ts': new Link('round2.ts'), 'round2.ts': new Link('round.ts'), 'gone.ts': new Link('nowhere.ts'),
    });
    const found = findFiles(root);
    expect(found.modules).toEqual(['real/a.ts']);
    expect(found.skipped.map(({ path, reason }) => `${reason} ${path}`)).toEqual(['symlink a.ts', 'symlink linked/', 'symlink real/up/']);
    expect(found.gaps.map(({ kind, file }) => `${kind} ${file}`)).toEqual(['unreadable-file gone.ts', 'outside-root out', 'symlink-loop round.ts', 'symlink-loop round2.ts']);
  });

  it('goes on where a folder cannot be read', () => {
    const root = tree({ 'closed/a.ts': '', 'open/b.ts': '' });
    const list = (absolute: string) => {
      if (absolute.endsWith('/closed')) throw Object.assign(new Error('no'), { code: 'EACCES' });
      return readdirSync(absolute, { withFileTypes: true });
    };
    const found = findFiles(root, { list });
    expect(found.modules).toEqual(['open/b.ts']);
    expect(found.gaps).toEqual([{ kind: 'unreadable-file', file: 'closed', line: 1, message: 'The folder cannot be read: permission denied.' }]);
  });

  it('does not enter another checkout of the repository, but a submodule', () => {
    const root = tree({
      'trees/other/.git': 'gitdir: /somewhere/.git/worktrees/other\n', 'trees/other/a.ts': '',
      'modules/sdk/.git': 'gitdir: ../../.git/modules/sdk\n', 'modules/sdk/a.ts': '',
    });
    expect(modulesIn(root)).toEqual(['modules/sdk/a.ts']);
    expect(skippedIn(root)).toEqual(['nested-worktree trees/other/']);
  });

  it('says what git ignores also where nothing is', () => {
    const found = findFiles(tree({ '.gitignore': 'dist\n/src/db/\n', 'src/a.ts': '' }));
    expect([found.ignores('src/db/client.ts'), found.ignores('apps/x/dist/a.js'), found.ignores('src/b.ts')]).toEqual([true, true, false]);
  });
});
