import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@dist-lint/model';
import { describe, expect, it, onTestFinished } from 'vitest';
import { changeSince } from './change.ts';
import { findFiles } from './find.ts';
import { findRoot } from './root.ts';
import { repository, repositoryAt, type Repository } from './temporary-repository.test.support.ts';
import { tree } from './temporary-tree.test.support.ts';

const PLACE = 'export function place(id: string) {\n  return id;\n}\nexport const limit = 3;\n';
const shop = { 'package.json': '{ "name": "shop" }', 'src/place.ts': PLACE, 'src/refund.ts': 'export const refund = 1;\n', 'src/mail.ts': 'export const mail = 1;\n' };

/** One word a file: what happened to it, and where it was. */
const told = ({ root }: Pick<Repository, 'root'>, ref = 'main'): string[] =>
  changeSince(root, ref).files.map(({ kind, path, before, isText }) => `${kind} ${before === undefined ? '' : `${before} → `}${path}${isText ? '' : ' (binary)'}`);

/** The code of the user error, and all that it says. */
function refusal(root: string, ref: string): { code: string; said: string } {
  try {
    changeSince(root, ref);
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, said: `${error.message} ${error.hint}` };
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('the files of a change', () => {
  it('are those that the branch changed, not those that the base changed since', () => {
    const shopAt = repository(shop);
    shopAt.git('checkout', '--quiet', '-b', 'topic');
    shopAt.commit({ 'src/refund.ts': 'export const refund = 2;\n' });
    shopAt.git('checkout', '--quiet', 'main');
    shopAt.commit({ 'src/mail.ts': 'export const mail = 2;\n' });
    shopAt.git('checkout', '--quiet', 'topic');
    expect(told(shopAt)).toEqual(['modified src/refund.ts']);
  });

  it('are added, deleted, modified, renamed and binary, committed, staged or neither', () => {
    const shopAt = repository({ ...shop, 'logo.png': Buffer.from([1, 0, 2]), 'src/ship.ts': 'export const ship = 1;\n', 'src/stock.ts': 'export const stock = 1;\n// two\n' });
    shopAt.git('mv', 'src/place.ts', 'src/order.ts');
    shopAt.commit({ 'src/order.ts': `${PLACE}export const more = 1;\n`, 'logo.png': Buffer.from([1, 0, 3]), 'src/ship.ts': undefined });
    shopAt.write({ 'src/staged.ts': 'export const a = 1;\n' });
    shopAt.git('add', 'src/staged.ts');
    shopAt.write({ 'src/refund.ts': 'export const refund = 2;\n', 'src/mail.ts': undefined, 'src/new file.ts': 'export {};\n' });
    renameSync(join(shopAt.root, 'src/stock.ts'), join(shopAt.root, 'src/store.ts'));
    expect(told(shopAt, 'HEAD~1')).toEqual([
      'modified logo.png (binary)', 'deleted src/mail.ts', 'added src/new file.ts', 'renamed src/place.ts → src/order.ts', 'modified src/refund.ts', 'deleted src/ship.ts',
      'added src/staged.ts', 'renamed src/stock.ts → src/store.ts',
    ]);
  });

  it('are none when a file was only touched, or changed and changed back', () => {
    const shopAt = repository(shop);
    utimesSync(join(shopAt.root, 'src/mail.ts'), 1, 1);
    shopAt.write({ 'src/refund.ts': 'export const refund = 2;\n', 'src/new.ts': 'export {};\n' });
    shopAt.git('add', '--all');
    shopAt.write({ 'src/refund.ts': 'export const refund = 1;\n', 'src/new.ts': undefined });
    expect(told(shopAt)).toEqual([]);
  });

  it('are not those that git ignores, nor another repository within', () => {
    const shopAt = repository({ ...shop, '.gitignore': 'out/\n' });
    shopAt.write({ 'out/a.ts': 'export {};\n' });
    mkdirSync(join(shopAt.root, 'nested'));
    repositoryAt(join(shopAt.root, 'nested')).git('init', '--quiet');
    shopAt.write({ 'nested/a.ts': 'export {};\n' });
    expect(told(shopAt)).toEqual([]);
  });

  it('count from a root below the top level, and what lies beside it is left out', () => {
    const all = repository({ 'shop/pnpm-workspace.yaml': 'packages: []\n', 'shop/src/a.ts': 'export const a = 1;\n', 'shop/src/b.ts': PLACE, 'tools/t.ts': 'export const t = 1;\n' });
    all.git('mv', 'shop/src/b.ts', 'shop/src/c.ts');
    all.commit({ 'shop/src/a.ts': 'export const a = 2;\n', 'tools/t.ts': 'export const t = 2;\n' });
    all.write({ 'shop/new.ts': 'export {};\n' });
    const root = findRoot(join(all.root, 'shop/src'));
    expect(told({ root }, 'HEAD~1')).toEqual(['added new.ts', 'modified src/a.ts', 'renamed src/b.ts → src/c.ts']);
    expect(changeSince(root, 'HEAD~1').tree.source('src/a.ts').text).toBe('export const a = 1;\n');
  });

  it('are modified where a merge stopped in conflict', () => {
    const shopAt = repository(shop);
    shopAt.git('checkout', '--quiet', '-b', 'topic');
    shopAt.commit({ 'src/mail.ts': 'export const mail = 2;\n' });
    shopAt.git('checkout', '--quiet', 'main');
    shopAt.commit({ 'src/mail.ts': 'export const mail = 3;\n' });
    shopAt.git('checkout', '--quiet', 'topic');
    expect(() => shopAt.git('merge', 'main')).toThrow();
    expect(told(shopAt)).toEqual(['modified src/mail.ts']);
    expect(changeSince(shopAt.root, 'main').tree.source('src/mail.ts').text).toBe('export const mail = 1;\n');
  });

  it('name a submodule at another commit, and what it holds stays as it is', () => {
    const library = repository({ 'lib.ts': 'export const lib = 1;\n' });
    const shopAt = repository(shop);
    shopAt.git('submodule', '--quiet', 'add', library.root, 'lib');
    shopAt.commit();
    expect(told(shopAt, 'HEAD~1')).toEqual(['added .gitmodules', 'added lib (binary)']);
    expect(findFiles(shopAt.root, { tree: changeSince(shopAt.root, 'HEAD~1').tree }).modules).not.toContain('lib/lib.ts');

    const within = repositoryAt(join(shopAt.root, 'lib'));
    within.commit({ 'lib.ts': 'export const lib = 2;\n' });
    const change = changeSince(shopAt.root, 'HEAD');
    expect(change.submodules).toEqual(['lib']);
    expect(findFiles(shopAt.root, { tree: change.tree }).modules).toContain('lib/lib.ts');
  });
});

describe('the tree at the base', () => {
  it('is what a checkout of the base would be', () => {
    const shopAt = repository({ ...shop, 'old/only.ts': 'export {};\n', 'file-then-folder': 'x', 'folder-then-file/a.ts': 'export {};\n', '.gitignore': 'skipped.ts\n', 'vendor/v.ts': 'export {};\n', 'docs/a.md': '' });
    symlinkSync('place.ts', join(shopAt.root, 'src/link.ts'));
    symlinkSync('src', join(shopAt.root, 'sources'));
    shopAt.commit({ 'package.json': '{ "name": "shop", "main": "dist/index.js" }' });
    const base = findFiles(shopAt.root);
    const before = JSON.stringify([base.modules, [...base.kinds].sort(), [...base.folders].sort(), [...base.links].sort(), base.skipped]);

    shopAt.git('rm', '--quiet', 'sources', 'src/link.ts');
    shopAt.git('mv', 'src/mail.ts', 'src/post.ts');
    shopAt.commit({
      old: undefined, 'file-then-folder': undefined, 'folder-then-file': undefined, '.gitignore': 'refund.ts\n', 'package.json': '{ "name": "other" }',
      'new/deep/a.ts': 'export {};\n', 'docs/more/b.md': '', 'skipped.ts': 'export {};\n', vendor: undefined,
    });
    shopAt.commit({ 'file-then-folder/a.ts': 'export {};\n', 'folder-then-file': 'x', 'src/link.ts': 'export {};\n' });
    const { tree: then } = changeSince(shopAt.root, 'HEAD~2');
    const found = findFiles(shopAt.root, { tree: then });
    expect(JSON.stringify([found.modules, [...found.kinds].sort(), [...found.folders].sort(), [...found.links].sort(), found.skipped])).toBe(before);
    expect(found.read('package.json')).toContain('dist/index.js');
    expect(found.read('new/deep/a.ts')).toBeUndefined();
    expect(found.source('old/only.ts').text).toBe('export {};\n');
  });

  it('holds many and large files', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`src/m${at}.ts`, `export const m = ${at};\n`]));
    const shopAt = repository({ ...many, 'src/large.ts': `// ${'x'.repeat(6_000_000)}\n` });
    shopAt.commit(Object.fromEntries([...Object.keys(many), 'src/large.ts'].map((path) => [path, 'export {};\n'])));
    const { tree: then } = changeSince(shopAt.root, 'HEAD~1');
    expect(then.source('src/m299.ts').text).toBe('export const m = 299;\n');
    expect(then.source('src/large.ts').gap?.kind).toBe('too-large');
  });
});

describe('a base that cannot be had', () => {
  it('lies in no repository', () => {
    expect(refusal(tree({ 'a.ts': '' }), 'main').code).toBe('not-a-git-repository');
  });

  it('has no commit', () => {
    const root = tree({});
    repositoryAt(root).git('init', '--quiet');
    expect(refusal(root, 'main').code).toBe('no-commit');
  });

  it('has a name that nothing has, and the nearest branch is offered', () => {
    const shopAt = repository(shop);
    expect(refusal(shopAt.root, 'mian')).toMatchObject({ code: 'unknown-ref', said: expect.stringContaining("'main'") as string });
    shopAt.git('update-ref', 'refs/remotes/origin/develop', 'HEAD');
    expect(refusal(shopAt.root, 'develop').said).toContain("'origin/develop'");
    expect(refusal(shopAt.root, '').code).toBe('unknown-ref');
  });

  it.each(['--output=written', '-h', '--upload-pack=touch written'])('has a name that would be an option: %s', (ref) => {
    const shopAt = repository(shop);
    expect(refusal(shopAt.root, ref).code).toBe('unknown-ref');
    expect(existsSync(join(shopAt.root, 'written'))).toBe(false);
  });

  it('is no commit', () => {
    expect(refusal(repository(shop).root, 'HEAD:src').code).toBe('unknown-ref');
  });

  it('has no history in common', () => {
    const shopAt = repository(shop);
    shopAt.git('checkout', '--quiet', '--orphan', 'other');
    shopAt.commit({ 'src/mail.ts': 'export const mail = 2;\n' });
    expect(refusal(shopAt.root, 'main').code).toBe('unrelated-histories');
  });

  it('lies beyond what a shallow clone holds', () => {
    const shopAt = repository(shop);
    shopAt.git('checkout', '--quiet', '-b', 'topic');
    shopAt.commit({ 'src/mail.ts': 'export const mail = 2;\n' });
    shopAt.git('checkout', '--quiet', 'main');
    shopAt.commit({ 'src/mail.ts': 'export const mail = 3;\n' });
    const clone = tree({});
    const cloned = repositoryAt(clone);
    cloned.git('clone', '--quiet', '--depth=1', '--branch=topic', `file://${shopAt.root}`, '.');
    expect(refusal(clone, 'main')).toMatchObject({ code: 'unknown-ref', said: expect.stringMatching(/--unshallow.*fetch-depth: 0/) as string });
    cloned.git('fetch', '--quiet', '--depth=1', 'origin', 'main:main');
    expect(refusal(clone, 'main')).toMatchObject({ code: 'shallow-clone', said: expect.stringMatching(/--unshallow.*fetch-depth: 0/) as string });
    cloned.git('fetch', '--quiet', '--unshallow');
    expect(told(cloned)).toEqual(['modified src/mail.ts']);
  });

  it('needs git', () => {
    const { root } = repository(shop);
    const { PATH } = process.env;
    onTestFinished(() => void (process.env['PATH'] = PATH));
    process.env['PATH'] = root;
    expect(refusal(root, 'main').code).toBe('git-not-found');
  });
});

describe('asking git', () => {
  it('starts no program, and changes neither index nor work tree', () => {
    const shopAt = repository({ ...shop, '.gitattributes': '*.ts diff=shown filter=passed\n*.md filter=od=d\n', 'a.md': 'a\n' });
    const { root } = shopAt;
    const mark = join(root, '.git', 'started');
    const program = join(root, '.git', 'program');
    writeFileSync(program, `#!/bin/sh\necho started >> '${mark}'\ncat\n`);
    chmodSync(program, 0o755);
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'post-checkout']) writeFileSync(join(root, '.git/hooks', hook), readFileSync(program), { mode: 0o755 });
    shopAt.write({ 'src/place.ts': `${PLACE}// more\n`, 'src/new.ts': 'export {};\n', 'a.md': 'b\n' });
    // Whatever the stamps of files say, git would look into them.
    utimesSync(join(root, 'src/mail.ts'), 1, 1);
    for (const [key, value] of [
      ['core.fsmonitor', program], ['diff.external', program], ['diff.shown.textconv', program], ['diff.shown.command', program], ['filter.passed.clean', program], ['filter.passed.process', program],
      ['filter.passed.required', 'true'], ['filter.od=d.clean', program], ['core.pager', program], ['core.hooksPath', join(root, '.git/hooks')],
    ] as const) shopAt.git('config', key, value);
    const index = () => createHash('sha256').update(readFileSync(join(root, '.git/index'))).digest('hex');
    const before = index();

    expect(told(shopAt)).toEqual(['modified a.md', 'added src/new.ts', 'modified src/place.ts']);
    expect(existsSync(mark)).toBe(false);
    expect(index()).toBe(before);
    expect(existsSync(join(root, '.git/index.lock'))).toBe(false);
    // The test would see it: git by itself starts them.
    expect(() => shopAt.git('status', '--porcelain=v2')).toThrow();
    expect(existsSync(mark)).toBe(true);
  });

  it('looks at the repository of the root, whatever a hook says of another', () => {
    const shopAt = repository(shop);
    shopAt.commit({ 'src/mail.ts': 'export const mail = 2;\n' });
    const other = repository({ 'a.ts': '' });
    process.env['GIT_DIR'] = join(other.root, '.git');
    process.env['GIT_INDEX_FILE'] = join(other.root, '.git/index');
    onTestFinished(() => {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_INDEX_FILE'];
    });
    const change = changeSince(shopAt.root, 'HEAD~1');
    expect(change.files.map(({ path }) => path)).toEqual(['src/mail.ts']);
  });
});
