import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '@dist-lint/engine';
import { project, removeProjects, silent } from '@dist-lint/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { run as runHere } from './fake.test.data.ts';
import { bin, type PrintedReport } from './project.test.data.ts';

afterAll(removeProjects);

const rootWith = (files: Record<string, string>) => project({ 'src/mails.ts': silent, 'src/jobs/mails.ts': silent, ...files });

/** With the engine in this process: a process for each would load the compiler anew. */
async function run(files: Record<string, string>, ...args: string[]) {
  const root = rootWith(files);
  const { code, stdout, stderr } = await runHere(['--format', 'json', ...args], { cwd: root, check: (options) => check(options) });
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as PrintedReport);
  return { root, code, stderr, report, files: report?.findings.map(({ file }) => file) };
}

const json = (config: unknown) => ({ 'dist-lint.config.json': JSON.stringify(config, null, 1) });
const both = ['src/jobs/mails.ts', 'src/mails.ts'];

describe('a configuration', () => {
  it.each([
    ['dist-lint.config.json', '// why\n{ "rules": { "silent-catch": "off" }, }'],
    ['dist-lint.config.yaml', 'rules:\n  silent-catch: off\n'],
    ['dist-lint.config.ts', "const level: string = 'off';\nexport default async () => ({ rules: { 'silent-catch': level } });"],
    ['dist-lint.config.mjs', "export default { rules: { 'silent-catch': 'off' } };"],
    ['dist-lint.config.cjs', "module.exports = { rules: { 'silent-catch': 'off' } };"],
  ])('is read from %s by the command as it is installed', (name, text) => {
    const { status, stdout } = spawnSync(process.execPath, [bin, '--format', 'json'], { cwd: rootWith({ [name]: text }), encoding: 'utf8', timeout: 60_000 });
    expect({ status, findings: (JSON.parse(stdout) as PrintedReport).findings }).toEqual({ status: 0, findings: [] });
  });

  it('leaves everything as it is when there is none', async () => {
    expect(await run({})).toMatchObject({ code: 1, files: both });
  });

  it('may speak of some files; the later override wins', async () => {
    const overrides = [{ files: ['src/**'], rules: { 'silent-catch': 'off' } }, { files: ['src/**'], excludedFiles: ['src/jobs/**'], rules: { 'silent-catch': 'on' } }];
    expect((await run(json({ overrides }))).files).toEqual(['src/mails.ts']);
  });

  it('leaves files out of the analysis, or out of the findings', async () => {
    const ignored = await run(json({ ignore: ['src/jobs/**'] }));
    expect(ignored.files).toEqual(['src/mails.ts']);
    expect(ignored.report?.skipped).toContainEqual({ reason: 'configured', count: 1, samples: ['src/jobs/mails.ts'] });
    const exempt = await run(json({ exempt: ['src/jobs/**'] }));
    expect(exempt.files).toEqual(['src/mails.ts']);
    expect(exempt.report?.summary.modules).toBe(2);
  });

  it('lifts a built-in exemption', async () => {
    expect((await run({ 'examples/mails.ts': silent, ...json({ exempt: ['!examples/**'] }) })).files).toEqual(['examples/mails.ts', ...both]);
  });

  it('changes a severity, and says what fails', async () => {
    expect(await run(json({ rules: { 'silent-catch': { severity: 'warning' } } }))).toMatchObject({ code: 0, files: both });
    expect((await run(json({ failOn: 'never' }))).code).toBe(0);
    expect((await run(json({ failOn: 'never' }), '--fail-on', 'error')).code).toBe(1);
  });

  it('yields to flags', async () => {
    expect((await run(json({ rules: { 'silent-catch': 'off' } }), '--rule', 'silent-catch')).files).toEqual(both);
    const quiet = { rules: { 'silent-catch': { severity: 'info' } }, overrides: [{ files: ['**'], preset: 'recommended' }] };
    expect((await run(json(quiet))).files).toEqual([]);
    expect((await run(json(quiet), '--preset', 'all')).files).toEqual(both);
  });

  it('may be named', async () => {
    expect((await run({ 'ci/lint.json': '{ "failOn": "never" }' }, '--config', 'ci/lint.json')).code).toBe(0);
    expect(await run({}, '--config', 'gone.json')).toMatchObject({ code: 2, stderr: expect.stringContaining('config-not-found') as string });
  });
});

describe('a mistake in a configuration', () => {
  it.each([
    ['several-configs', { ...json({}), 'dist-lint.config.yml': '' }, 'dist-lint.config.json, dist-lint.config.yml'],
    ['config-syntax', { 'dist-lint.config.json': '{\n"rules": ]' }, 'dist-lint.config.json:2'],
    ['config-syntax', { 'dist-lint.config.yaml': 'rules:\n  a: [1\n' }, 'dist-lint.config.yaml:'],
    ['config-threw', { 'dist-lint.config.ts': "throw new Error('no mail');" }, 'no mail'],
    ['config-threw', { 'dist-lint.config.ts': "export default Promise.reject(new Error('no mail'));" }, 'no mail'],
    ['config-threw', { 'dist-lint.config.ts': 'export default {' }, 'dist-lint.config.ts failed'],
    ['config-empty', { 'dist-lint.config.ts': 'const unused = 1;' }, 'exports no configuration'],
    ['config-too-large', { 'dist-lint.config.json': ' '.repeat(1_000_001) }, 'dist-lint.config.json has'],
    ['invalid-config', { 'dist-lint.config.json': '[]' }, 'a list, not an object'],
  ])('is a user error %s', async (code, files, said) => {
    const ended = await run(files);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(`(${code})`) as string });
    expect(ended.stderr).toContain(said);
    expect(ended.stderr).not.toContain(ended.root);
  });

  it('is told with all others, each with its line, path and the nearest name', async () => {
    const text = '{\n  // why\n  "preste": "all",\n  "overrides": [\n    { "files": "src" },\n    { "files": ["src/**"],\n      "rules": { "silent-catch": { "foo": 1 }, "silent-cach": "off" } }\n  ]\n}';
    const { code, stderr } = await run({ 'dist-lint.config.json': text });
    expect(code).toBe(2);
    for (const said of [
      "dist-lint.config.json:3 preste is no key that is known (did you mean 'preset'?)",
      'dist-lint.config.json:5 overrides[0].files is "src", not a list of globs',
      'dist-lint.config.json:7 overrides[1].rules.silent-catch.foo is no option that is known',
      "dist-lint.config.json:7 overrides[1].rules.silent-cach is no rule that is known (did you mean 'silent-catch'?)",
    ]) expect(stderr).toContain(said);
  });
});

describe('--safe', () => {
  const code = "import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('./ran', import.meta.url), '');\nexport default {};";

  it('refuses a configuration that is code without running it', async () => {
    const safe = await run({ 'dist-lint.config.mjs': code }, '--safe');
    expect(safe).toMatchObject({ code: 2, stderr: expect.stringContaining('unsafe-config') as string });
    expect(existsSync(join(safe.root, 'ran'))).toBe(false);
    expect(existsSync(join((await run({ 'dist-lint.config.mjs': code })).root, 'ran'))).toBe(true);
  });

  it('reads data, given instead of code, too, and leaves the cache alone', async () => {
    const safe = await run({ 'dist-lint.config.mjs': code, 'base.json': '{ "failOn": "never", "cache": true }' }, '--safe', '--config', 'base.json');
    expect(safe.code).toBe(0);
    expect(existsSync(join(safe.root, '.dist-lint'))).toBe(false);
    expect(existsSync(join((await run({})).root, '.dist-lint'))).toBe(true);
  });
});
