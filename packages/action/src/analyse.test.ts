import { chmodSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { job, type Job } from './job.test.data.ts';
import { aFinding, aReport } from './report.test.data.ts';

describe('the step that analyses', () => {
  it('runs the dist-lint of the repository and hands on what came of it', async () => {
    const it = job();
    it.install(aReport([aFinding(), aFinding({ severity: 'warning' }), aFinding({ status: 'existing' })]), 1);
    const { code, log } = await it.step('analyse', { INPUT_ARGS: "--preset strict 'packages/a b'", INPUT_FAIL_ON: 'warning', INPUT_NODE_OPTIONS: '--max-old-space-size=512', INPUT_SARIF: 'true' });
    expect([code, log]).toEqual([0, expect.stringContaining('dist-lint 9.9.9 of this repository')]);
    expect(it.outputs()).toMatchObject({ 'exit-code': '1', errors: '1', warnings: '1', base: '', report: expect.stringMatching(/report\.json$/), sarif: expect.stringMatching(/report\.sarif$/) });
    expect(it.calls().map(({ args }) => args.filter((arg) => !arg.startsWith(it.env['RUNNER_TEMP'] ?? '?')))).toEqual([
      ['check', '--preset', 'strict', 'packages/a b', '--fail-on', 'warning', '--format', 'json', '--output'],
      ['check', '--preset', 'strict', 'packages/a b', '--fail-on', 'never', '--format', 'sarif', '--output'],
    ]);
    // What reads a stranger's code has no token, and its options are its own.
    expect(it.calls()[0]).toMatchObject({ token: null, options: '--max-old-space-size=512' });
  });

  it('has the runner obey nothing that is printed meanwhile', async () => {
    const it = job();
    it.install(aReport());
    const { log } = await it.step('analyse');
    const [, token = ''] = /^::stop-commands::([0-9a-f]{32})$/m.exec(log) ?? [];
    const [within = '', after = ''] = (log.split(`::stop-commands::${token}\n`)[1] ?? '').split(`\n::${token}::\n`);
    expect(within).toContain('::set-output name=exit-code::0');
    expect(after).not.toContain('set-output');
  });

  it.each([[2, '2'], [3, '3']])('hands on that it ended with %i', async (ended, told) => {
    const it = job();
    it.install(aReport(), ended);
    expect((await it.step('analyse')).code).toBe(0);
    expect(it.outputs()['exit-code']).toBe(told);
  });

  it.each([['no JSON', '<html>'], ['another document', '{ "schemaVersion": 2 }']])('never takes %s for a clean report', async (_, report) => {
    const it = job();
    it.install(report);
    await it.step('analyse');
    expect(it.outputs()).toEqual({ 'exit-code': '3' });
  });

  it('counts from a root within the checkout where paths do', async () => {
    const it = job();
    it.write('apps/shop/src/charge.ts', '');
    it.install(aReport([aFinding()]));
    await it.step('analyse', { INPUT_WORKING_DIRECTORY: 'apps/shop', INPUT_SARIF: 'true' });
    expect(readFileSync(it.outputs()['sarif'] ?? '', 'utf8')).toContain('"uri":"apps/shop/src/a.ts"');
  });

  it('runs the real dist-lint', async () => {
    const it = job();
    it.write('package.json', '{ "name": "shop" }');
    it.write('src/a.ts', "import './b.ts';\nexport const a = 1;\n");
    it.install(aReport());
    const bin = fileURLToPath(new URL('../../cli/bin/dist-lint.js', import.meta.url));
    writeFileSync(join(it.workspace, 'node_modules/dist-lint/bin.js'), `await import(${JSON.stringify(pathToFileURL(bin).href)});\n`);
    expect((await it.step('analyse', { INPUT_ARGS: '--no-cache' })).log).toContain('::stop-commands::');
    expect(it.outputs()).toMatchObject({ 'exit-code': '0', errors: '0' });
  });
});

describe('which dist-lint', () => {
  it.each<[what: string, env: Record<string, string>, said: string]>([
    ['none is installed and no version is asked for', {}, 'dist-lint is not installed here.'],
    ['the tree is not trusted and no version is asked for', { INPUT_SAFE: 'true' }, 'safe takes no dist-lint from the tree'],
    ['the version is none', { INPUT_VERSION: '0.1.0 --registry=https://evil.example' }, 'The input version is no version'],
    ['a quote is never closed', { INPUT_ARGS: "--preset 'all" }, 'never closed'],
    ['the format is said', { INPUT_ARGS: '--format=text' }, 'The input args has --format=text'],
    ['there is no such folder', { INPUT_WORKING_DIRECTORY: 'nowhere' }, 'There is no folder nowhere'],
    ['safe is neither', { INPUT_SAFE: 'yes' }, 'The input safe is neither true nor false'],
    ['comment is neither', { INPUT_COMMENT: 'True' }, 'The input comment is neither true nor false'],
  ])('says what to do when %s', async (_, env, said) => {
    const it = job();
    const { code, log } = await it.step('analyse', env);
    expect([code, log]).toEqual([2, expect.stringContaining(said)]);
    expect(it.outputs()).toEqual({ 'exit-code': '2' });
  });

  it('takes none from the tree when that is not trusted', async () => {
    const it = job();
    it.install(aReport());
    expect((await it.step('analyse', { INPUT_SAFE: 'true' })).code).toBe(2);
    expect(it.calls()).toEqual([]);
  });
});

describe('a version that is fetched', () => {
  /** An npm that tells where and how it was called, and installs a dist-lint; or none, that fails. */
  function npm(it: Job, code: number): Record<string, string> {
    it.install(aReport());
    const program = join(it.workspace, 'node_modules/dist-lint');
    const text = `#!/bin/sh\nprintf '%s\\n' "$PWD" "$@" > '${it.workspace}/npm.txt'\necho 'npm error 404 no such version' >&2\n[ ${code} = 0 ] && mkdir node_modules && cp -r '${program}' node_modules/dist-lint\nexit ${code}\n`;
    it.write('../bin/npm', text);
    chmodSync(join(it.workspace, '../bin/npm'), 0o755);
    return { INPUT_SAFE: 'true', PATH: `${join(it.workspace, '../bin')}:${process.env['PATH'] ?? ''}` };
  }

  it.skipIf(process.platform === 'win32')('is installed beside the tree and without scripts, and has no cache and no configuration that is code', async () => {
    const it = job();
    const { code } = await it.step('analyse', { ...npm(it, 0), INPUT_VERSION: '1.2.3' });
    expect([code, it.outputs()['exit-code']]).toEqual([0, '0']);
    const [cwd = '', ...args] = readFileSync(join(it.workspace, 'npm.txt'), 'utf8').trim().split('\n');
    expect(cwd.startsWith(realpathSync(it.env['RUNNER_TEMP'] ?? ''))).toBe(true);
    expect(args).toEqual(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', 'dist-lint@1.2.3']);
    expect(it.calls()[0]).toMatchObject({ args: expect.arrayContaining(['--safe']), cwd: realpathSync(it.workspace) });
  });

  it.skipIf(process.platform === 'win32')('says so when it is not exact, and when there is none', async () => {
    const it = job();
    expect((await it.step('analyse', { ...npm(it, 0), INPUT_VERSION: 'latest' })).log).toContain('::warning title=dist-lint::version latest is not exact');
    const { code, log } = await it.step('analyse', { ...npm(it, 1), INPUT_VERSION: '9.9.9' });
    expect([code, log]).toEqual([2, expect.stringContaining('npm could not fetch dist-lint 9.9.9: npm error 404 no such version')]);
  });
});
