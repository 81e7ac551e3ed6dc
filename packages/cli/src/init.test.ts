import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { project as folder, removeProjects } from '@dist-lint/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from './fake.test.data.ts';
import { bin } from './project.test.data.ts';

afterEach(removeProjects);

const files = (root: string) => (readdirSync(root, { recursive: true }) as string[]).filter((path) => !path.startsWith('.git/') && /\.\w+$/.test(path) && !/^\.git(hub)?$/.test(path)).sort();
const textOf = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

const shop = {
  'package.json': '{ "name": "shop" }',
  'pnpm-lock.yaml': '',
  'eslint.config.js': "import js from '@eslint/js';\n\nexport default [\n  js.configs.recommended,\n];\n",
  '.github/CODEOWNERS': '* @shop\n',
};

describe('init', () => {
  it('shows everything and does nothing', async () => {
    const root = folder(shop);
    const before = files(root);
    const { code, stdout, stderr, checked } = await run(['init'], { cwd: root });
    expect({ code, stderr, checked, after: files(root) }).toEqual({ code: 0, stderr: '', checked: [], after: before });
    for (const part of [
      'new file dist-lint.config.json', '+ {', '"preset": "recommended"',
      'two lines for eslint.config.js', "+ import distLint from 'eslint-plugin-dist-lint';", '+ distLint.configs.recommended,',
      'new file .github/workflows/dist-lint.yml', 'npx dist-lint --format github',
      'pnpm add -D dist-lint eslint-plugin-dist-lint',
      'Nothing was written. Add --yes to write 3 files.',
    ]) expect(stdout).toContain(part);
    expect(stdout).not.toContain(root);
    expect(textOf(root, 'eslint.config.js')).toBe(shop['eslint.config.js']);
  });

  it('does it with --yes, and nothing more the second time', async () => {
    const root = folder(shop);
    const first = await run(['init', '--yes'], { cwd: root });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/\nwrote dist-lint\.config\.json\nchanged eslint\.config\.js\nwrote \.github\/workflows\/dist-lint\.yml\nNext: pnpm add -D dist-lint eslint-plugin-dist-lint\n$/);
    const written = Object.fromEntries(files(root).map((path) => [path, textOf(root, path)]));
    expect(Object.keys(written)).toEqual(['.github/workflows/dist-lint.yml', 'dist-lint.config.json', 'eslint.config.js', 'package.json', 'pnpm-lock.yaml']);
    expect(written['eslint.config.js']).toBe("import distLint from 'eslint-plugin-dist-lint';\nimport js from '@eslint/js';\n\nexport default [\n  distLint.configs.recommended,\n  js.configs.recommended,\n];\n");
    const second = await run(['init', '-y'], { cwd: root });
    expect(second.stdout).not.toMatch(/^(?:wrote|changed) /m);
    expect(second.stdout).toMatch(/\n\nNext: pnpm add -D dist-lint eslint-plugin-dist-lint\n$/);
    expect(Object.fromEntries(files(root).map((path) => [path, textOf(root, path)]))).toEqual(written);
  });

  it('has nothing more to say when everything is installed', async () => {
    const root = folder({ ...shop, 'package.json': '{ "devDependencies": { "dist-lint": "0.1.0", "eslint-plugin-dist-lint": "0.1.0" } }' });
    expect((await run(['init', '--yes'], { cwd: root })).stdout).toMatch(/\nwrote \.github\/workflows\/dist-lint\.yml\n$/);
    expect((await run(['init', '--yes'], { cwd: root })).stdout).toMatch(/\n\nThere is nothing to write\.\n$/);
  });

  it('ends with what is left to a person', async () => {
    const root = folder({ 'package.json': '{}', 'eslint.config.mjs': "import ours from 'our-lint';\nexport default ours({});\n", '.gitlab-ci.yml': 'stages: [test]\n' });
    const left = 'Left to you, as shown above:\n  ESLint: add the two lines to eslint.config.mjs\n  GitLab: add the job to .gitlab-ci.yml\nNext: npm install -D dist-lint eslint-plugin-dist-lint\n';
    const first = (await run(['init', '--yes'], { cwd: root })).stdout;
    expect(first).toContain("add to eslint.config.mjs yourself, the first line at its top, the second as an argument of 'ours':\n");
    expect(first.endsWith(`\nwrote dist-lint.config.json\n${left}`)).toBe(true);
    const second = (await run(['init', '--yes'], { cwd: root })).stdout;
    expect(second.endsWith(`\n\n${left}`)).toBe(true);
    expect(second).not.toContain('nothing to write');
  });

  it('writes a configuration that the command line accepts', async () => {
    const root = folder({ 'src/orders.ts': 'export const orders = [];\n' });
    await run(['init', '--yes'], { cwd: root });
    expect(spawnSync(process.execPath, [bin], { cwd: root, encoding: 'utf8', timeout: 60_000 })).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([['y', true], [' Yes ', true], ['n', false], ['', false], ['yesterday', false]])('at a terminal, takes %j as its answer', async (answer, isWritten) => {
    const root = folder(shop);
    const { code, stdout } = await run(['init'], { cwd: root, answer });
    expect(stdout).toContain('Write 3 files? [y/N]');
    expect({ code, isWritten: existsSync(join(root, 'dist-lint.config.json')) }).toEqual({ code: 0, isWritten });
  });

  it('does not ask where nobody sits', () => {
    const root = folder(shop);
    const { status, stdout } = spawnSync(process.execPath, [bin, 'init'], { cwd: root, encoding: 'utf8', timeout: 60_000, input: 'y\n' });
    expect(status).toBe(0);
    expect(stdout).toContain('Nothing was written. Add --yes');
    expect(existsSync(join(root, 'dist-lint.config.json'))).toBe(false);
  });

  it('sets up the root, from a folder within it', async () => {
    const root = folder({ ...shop, 'services/orders/package.json': '{}' });
    await run(['init', '--yes'], { cwd: join(root, 'services/orders') });
    expect(existsSync(join(root, 'dist-lint.config.json'))).toBe(true);
    expect(existsSync(join(root, 'services/orders/dist-lint.config.json'))).toBe(false);
  });

  it('leaves what is there', async () => {
    const root = folder({ ...shop, 'dist-lint.config.yaml': 'preset: strict\n', '.github/workflows/dist-lint.yml': 'name: ours\n', 'eslint.config.js': "import d from 'eslint-plugin-dist-lint';\nexport default [];\n" });
    const { stdout } = await run(['init', '--yes'], { cwd: root });
    for (const part of ['dist-lint.config.yaml is there', '.github/workflows/dist-lint.yml is there', 'eslint.config.js has the plugin', '\nNext: pnpm add -D dist-lint']) expect(stdout).toContain(part);
    expect(existsSync(join(root, 'dist-lint.config.json'))).toBe(false);
    expect(textOf(root, '.github/workflows/dist-lint.yml')).toBe('name: ours\n');
  });

  it.each([['eslint.config.js is a folder', { 'eslint.config.js/a.js': '' }, 'eslint.config.js cannot be read', '  ESLint: add the plugin to eslint.config.js\n'], ['an unusual list', { 'eslint.config.mjs': 'const all = [];\nexport default all;\n' }, 'add to eslint.config.mjs yourself', '  ESLint: add the two lines to eslint.config.mjs\n']])('only says so: %s', async (_, given, said, left) => {
    const root = folder({ 'package.json': '{}', 'dist-lint.config.json': '{}', ...given });
    const { code, stdout } = await run(['init', '--yes'], { cwd: root });
    expect(code).toBe(0);
    expect(stdout).toContain(said);
    expect(stdout).toContain(`Left to you, as shown above:\n${left}`);
    for (const [path, text] of Object.entries(given)) expect(textOf(root, path)).toBe(text);
  });

  it('says what to do without a package.json', async () => {
    const root = folder({ 'src/a.ts': '', '.github/CODEOWNERS': '' });
    const { code, stdout } = await run(['init', '--yes'], { cwd: root });
    expect(code).toBe(0);
    expect(stdout).toContain('there is no package.json to install into');
    expect(textOf(root, '.github/workflows/dist-lint.yml')).toContain('run: npx --yes dist-lint --format github');
    expect(textOf(root, '.github/workflows/dist-lint.yml')).not.toContain('npm install');
  });

  it.each([
    [{ 'package-lock.json': '{}' }, 'npm install -D dist-lint', 'npm ci'],
    [{}, 'npm install -D dist-lint', 'npm install'],
    [{ 'yarn.lock': '# yarn lockfile v1\n' }, 'yarn add -D dist-lint', 'yarn install --frozen-lockfile'],
    [{ 'yarn.lock': '__metadata:\n  version: 8\n' }, 'yarn add -D dist-lint', 'yarn install --immutable'],
    [{ 'bun.lock': '' }, 'bun add -d dist-lint', 'bun install --frozen-lockfile'],
    [{ 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' }, 'pnpm add -D -w dist-lint', 'npx --yes pnpm@10 install --frozen-lockfile'],
    [{ 'pnpm-lock.yaml': '', 'package-lock.json': '{}', 'package.json': '{ "packageManager": "npm@11.0.0" }' }, 'npm install -D dist-lint', 'npm ci'],
  ])('takes the package manager from %j', async (lock, add, install) => {
    const root = folder({ 'package.json': '{}', '.github/CODEOWNERS': '', ...lock });
    const { stdout } = await run(['init'], { cwd: root });
    expect(stdout).toContain(`    ${add}\n`);
    expect(stdout).toContain(`      - run: ${install}\n`);
  });

  it('prints a job for GitLab', async () => {
    const root = folder({ 'package.json': '{}', 'package-lock.json': '{}', '.gitlab-ci.yml': 'stages: [test]\n' });
    const { stdout } = await run(['init', '--yes'], { cwd: root });
    expect(stdout).toContain('GitLab: add to .gitlab-ci.yml yourself:\n    dist-lint:\n');
    expect(textOf(root, '.gitlab-ci.yml')).toBe('stages: [test]\n');
  });

  it('takes no path', async () => {
    expect(await run(['init', 'src'], { cwd: folder({}) })).toMatchObject({ code: 2, stderr: expect.stringContaining('init-takes-no-path') as string });
  });
});

describe('what cannot be written', () => {
  it('is told before anything is, when a file is in the way of a folder', async () => {
    const root = folder({ 'package.json': '{}', '.github/workflows': 'not a folder' });
    const { code, stderr } = await run(['init', '--yes'], { cwd: root });
    expect(code).toBe(2);
    expect(stderr).toBe("dist-lint: '.github/workflows/dist-lint.yml' cannot be written: ENOTDIR. (init-not-writable)\n  Nothing was written. Make its folder writable, or write the file yourself as shown.\n");
    expect(existsSync(join(root, 'dist-lint.config.json'))).toBe(false);
  });

  it('is told of a folder that may only be read', () => {
    const root = folder({ 'package.json': '{}' });
    chmodSync(root, 0o555);
    // Root may write everywhere, so it becomes somebody else.
    const isRoot = process.getuid?.() === 0;
    const { status, stderr } = spawnSync(process.execPath, [bin, 'init', '--yes'], { cwd: root, encoding: 'utf8', timeout: 60_000, ...(isRoot ? { uid: 65534, gid: 65534 } : {}) });
    chmodSync(root, 0o755);
    expect(stderr).toMatch(/^dist-lint: 'dist-lint\.config\.json' cannot be written: E(ACCES|PERM)\. \(init-not-writable\)\n/);
    expect(status).toBe(2);
  });

  it('is what lies outside of the root', async () => {
    const outside = join(folder({ 'outside/.keep': '' }), 'outside');
    const root = folder({ 'package.json': '{}' });
    symlinkSync(outside, join(root, '.github'));
    expect(await run(['init', '--yes'], { cwd: root })).toMatchObject({ code: 2, stderr: expect.stringContaining('init-leads-out') as string });
    expect(readdirSync(outside)).toEqual(['.keep']);
  });
});
