/** What somebody has who installs the packages: packed as they are published, installed by npm into an empty project. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../packages/reporters/src/index.ts';
import { inTree, writeTree } from '../temporary-tree.mjs';
import { catalogVersion } from './catalog.mjs';
import { consumerFiles } from './consumer-files.mjs';
import { installInto, packAll, run } from './consumer.mjs';
import { published, STAGE } from './published.mjs';

const root = resolve(import.meta.dirname, '../..');
const base = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-packed-')));
const project = join(base, 'shop');
const installed = (name: string) => join(project, 'node_modules', name);
const names = Object.keys(published);
let tarballs: Record<string, string> = {};

const inProject = (...command: string[]) => run(command, project);
const distLint = (...args: string[]) => inProject(process.execPath, join(installed('dist-lint'), 'bin/dist-lint.js'), ...args);
const evaluate = (code: string, type = 'module') => inProject(process.execPath, `--input-type=${type}`, '-e', code);
const ofWorkspace = (name: string, ...args: string[]) => run([join(root, 'node_modules/.bin', name), ...args], project);
const filesOf = (name: string) => readdirSync(installed(name), { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/')).filter((path) => statSync(join(installed(name), path)).isFile()).sort();
const findingsWith = async (config: string, text: string, ...args: string[]) => {
  writeTree(project, { [config]: text });
  try {
    const { stdout, stderr } = await distLint('--format', 'json', ...args);
    expect(stderr).toBe('');
    return JSON.parse(stdout).findings;
  } finally {
    rmSync(join(project, config));
  }
};
const manifestOf = (name: string) => JSON.parse(readFileSync(join(installed(name), 'package.json'), 'utf8'));

beforeAll(async () => {
  tarballs = await packAll(root, join(base, 'tarballs'));
  const beside = [`eslint@${catalogVersion(root, 'eslint')}`, `typescript@${catalogVersion(root, 'typescript7')}`];
  await installInto(project, consumerFiles, [...Object.values(tarballs), ...beside]);
  // The workspace's, which finds a TypeScript of its own: npm installs no parser beside TypeScript 7.
  mkdirSync(installed('@typescript-eslint'), { recursive: true });
  symlinkSync(join(root, 'packages/eslint-plugin/node_modules/@typescript-eslint/parser'), installed('@typescript-eslint/parser'), 'dir');
}, 300_000);
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe.each(names)('the package %s', (name) => {
  test('holds what is needed to run it, and nothing of ours beside', () => {
    const files = filesOf(name);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js']));
    expect(files.filter((path) => /\.test\.|fixtures|\.map$|(?<!\.d)\.ts$|tsbuildinfo/.test(path))).toEqual([]);
    // Declarations are one a module that the public types need: how many says how modules are cut, and the size bounds them.
    expect(files.filter((path) => !path.endsWith('.d.ts')).length).toBeLessThan(25);
    expect(files.reduce((sum, path) => sum + statSync(join(installed(name), path)).size, 0)).toBeLessThan(3_000_000);
  });

  test('names no package and no condition of the workspace', () => {
    const naming = /dist-lint-source|(?:from|import\()\s*["']@dist-lint\/|"(?:workspace|catalog):/;
    expect(filesOf(name).filter((path) => naming.test(readFileSync(join(installed(name), path), 'utf8')))).toEqual([]);
  });

  test('is clean for publint and attw', async () => {
    // esm-only: we ship no CommonJS, which every supported Node.js can require all the same, and no folders for resolution as of Node.js 10.
    const said = [await ofWorkspace('publint', 'run', tarballs[name] as string, '--strict'), await ofWorkspace('attw', tarballs[name] as string, '--profile', 'esm-only')];
    expect(said.filter(({ code }) => code !== 0)).toEqual([]);
  });
});

test('npm packs what is staged just as pnpm does', async () => {
  for (const name of names) {
    const { code, stdout, stderr } = await run(['npm', 'pack', '--json', '--pack-destination', base], join(root, published[name as keyof typeof published].folder, STAGE));
    expect(code, stderr).toBe(0);
    const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    expect(files.map(({ path }) => path).sort()).toEqual(filesOf(name));
    const { stdout: manifest } = await run(['tar', '-xzOf', join(base, filename), 'package/package.json'], base);
    expect(JSON.parse(manifest)).toEqual(manifestOf(name));
  }
});

test('there is one engine, and each third-party package is a real dependency', () => {
  expect(manifestOf('eslint-plugin-dist-lint').dependencies).toEqual({ 'dist-lint': manifestOf('dist-lint').version });
  expect(existsSync(join(installed('eslint-plugin-dist-lint'), 'node_modules'))).toBe(false);
  expect(manifestOf('dist-lint').dependencies).toMatchObject({ 'ts-morph': catalogVersion(root, 'ts-morph') });
  expect(existsSync(installed('ts-morph'))).toBe(true);
});

test('npx finds the command, and it knows its version', async () => {
  expect(await inProject('npx', '--no-install', 'dist-lint', '--version')).toMatchObject({ code: 0, stdout: `${manifestOf('dist-lint').version}\n` });
});

test('a finding ends with 1 and the JSON contract', async () => {
  const { code, stdout, stderr } = await distLint('--format', 'json');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ schemaVersion: 1, tool: { name: 'dist-lint', version: manifestOf('dist-lint').version }, summary: { findings: { error: 2 } }, incomplete: [] });
  expect(report.findings).toMatchObject([{ rule: 'silent-catch', file: 'src/orders.ts', line: 8, column: 5, path: expect.arrayContaining([]) }, { rule: 'silent-catch', file: 'src/shipping.js', line: 8, column: 5 }]);
});

test.each(Object.keys(formats))('draws as %s', async (format) => {
  const { code, stdout, stderr } = await distLint('--format', format);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toContain('src/orders.ts');
});

test('a run from the package and one from the workspace share a cache', async () => {
  await distLint();
  const pack = join(project, 'node_modules/.cache/dist-lint/facts.pack');
  const written = JSON.parse(readFileSync(pack, 'utf8').split('\n', 1)[0] as string).tool;
  // In a process of its own: tests resolve our packages to their sources.
  const { stdout: identity } = await evaluate(`const { frontendIdentity } = await import(${JSON.stringify(pathToFileURL(join(root, 'packages/workspace/dist/frontend-identity.js')))}); console.log(frontendIdentity())`);
  expect(written).toMatch(/^\d+-[0-9a-f]{16}$/);
  expect(`${written.split('-')[1]}\n`).toBe(identity);
});

test('more than a million characters are lowered in threads', async () => {
  const worker = join(installed('dist-lint'), 'dist/worker.js');
  const text = readFileSync(worker, 'utf8');
  const log = join(base, 'threads.log');
  // A thread that cannot start is made up for, so the result alone would prove nothing.
  writeFileSync(worker, `${text}\nimport { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(log)}, 'x');\n`);
  const large = Array.from({ length: 12 }, (_, index) => [`big/src/stock${index}.ts`, `${'export const item = { sku: 1, left: [2, 3] };\n'.repeat(2_500).replaceAll('item', () => `item${index}`)}`]);
  try {
    writeTree(project, { ...Object.fromEntries(large), 'big/.git/HEAD': '', 'big/src/orders.ts': consumerFiles['src/orders.ts'] });
    const two = await distLint('big', '--no-cache', '--threads', '2', '--format', 'json');
    expect(readFileSync(log, 'utf8')).toBe('xx');
    const one = await distLint('big', '--no-cache', '--threads', '1', '--format', 'json');
    expect(readFileSync(log, 'utf8')).toBe('xx');
    expect(two).toEqual(one);
    expect(JSON.parse(two.stdout)).toMatchObject({ summary: { modules: 13, findings: { error: 1 } }, incomplete: [] });
  } finally {
    writeFileSync(worker, text);
    rmSync(join(project, 'big'), { recursive: true });
  }
});

test.each([
  ['the command, until it is known what to do', 'main', ['picocolors']],
  ['dist-lint in a configuration', 'index', ['graphology', 'picomatch']],
  ['the engine, until a file is lowered', 'engine', ['graphology', 'ignore', 'picomatch']],
])('loads little at once: %s', (_, entry, thirdParty) => {
  const seen = new Set<string>();
  const loaded = (file: string): string[] => {
    if (seen.has(file)) return [];
    seen.add(file);
    const imports = [...readFileSync(join(installed('dist-lint'), 'dist', file), 'utf8').matchAll(/^(?:import |export |\} )[^;()]*?"([^"]+)";$/gm)].map(([, specifier]) => specifier as string);
    return imports.flatMap((specifier) => (specifier.startsWith('./') ? loaded(specifier.slice(2)) : specifier.startsWith('node:') ? [] : [specifier]));
  };
  expect([...new Set(loaded(`${entry}.js`))].sort()).toEqual(thirdParty);
});

test.each([['module', "import { check } from 'dist-lint';"], ['commonjs', "const { check } = require('dist-lint');"]])('a script asks for a report: %s', async (type, first) => {
  const { stdout, stderr } = await evaluate(`${first} check({ paths: ['src/orders.ts'] }).then(({ findings }) => console.log(findings.map(({ file, line }) => file + ':' + line).join()))`, type);
  expect(stdout, stderr).toBe('src/orders.ts:8\n');
});

test.each(['ts', 'mjs'])('a configuration in %s may import dist-lint', async (extension) => {
  const findings = await findingsWith(`dist-lint.config.${extension}`, "import { defineConfig } from 'dist-lint';\nexport default defineConfig({ overrides: [{ files: ['**/*.js'], rules: { 'silent-catch': 'off' } }] });\n");
  expect(findings).toMatchObject([{ file: 'src/orders.ts' }]);
});

test('a configuration may import dist-lint where nothing is installed', () => inTree({
  'src/orders.ts': consumerFiles['src/orders.ts'], '.git/HEAD': '', 'dist-lint.config.ts': "import { defineConfig } from 'dist-lint';\nexport default defineConfig({ rules: { 'silent-catch': { severity: 'info' } }, failOn: 'info', preset: 'all' });\n",
}, async (tree: string) => {
  const { stdout, stderr } = await run([process.execPath, join(installed('dist-lint'), 'bin/dist-lint.js'), '--format', 'json', '--rule', 'silent-catch'], tree, { NODE_PATH: '' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout).findings).toMatchObject([{ rule: 'silent-catch', severity: 'info' }]);
}));

test("a configuration brings a rule and a library of one's own", async () => {
  const findings = await findingsWith('dist-lint.config.ts', "import { defineConfig } from 'dist-lint';\nimport { blockingRead, carrier } from './tools/own-rule.ts';\nexport default defineConfig({ ownRules: [blockingRead], libraries: [carrier] });\n", 'src/invoices.ts');
  expect(findings).toMatchObject([{ rule: 'blocking-read', file: 'src/invoices.ts', line: 8 }, { rule: 'silent-catch', file: 'src/invoices.ts', line: 15 }]);
  expect(await findingsWith('dist-lint.config.json', '{}', 'src/invoices.ts')).toEqual([]);
});

test('the schema of the configuration travels along', () => {
  const schema = JSON.parse(readFileSync(createRequire(join(project, 'package.json')).resolve('dist-lint/schema/dist-lint.config.schema.json'), 'utf8'));
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['preset', 'rules', 'overrides']));
});

test.each([['7, installed beside', () => join(installed('typescript'), 'bin/tsc')], ['6', () => join(root, 'node_modules/typescript/bin/tsc')]])('types are whole for TypeScript %s', async (_, compiler) => {
  expect(await inProject(process.execPath, compiler(), '-p', '.')).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('ESLint shows the same findings, in JavaScript and in TypeScript', async () => {
  const { code, stdout, stderr } = await inProject(process.execPath, join(installed('eslint'), 'bin/eslint.js'), '--format', 'json', 'src/orders.ts', 'src/shipping.js');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const found = [{ ruleId: 'dist-lint/silent-catch', line: 8, column: 5, severity: 2 }];
  expect(JSON.parse(stdout)).toMatchObject([{ filePath: join(project, 'src/orders.ts'), messages: found }, { filePath: join(project, 'src/shipping.js'), messages: found }]);
});

test('every package of ours that is not published is private', () => {
  const folders = [...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`), 'rules'].filter((folder) => existsSync(join(root, folder, 'package.json')));
  const open = folders.map((folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))).filter((manifest) => !manifest.private).map(({ name }) => name);
  expect(open.sort()).toEqual(names.sort());
});
