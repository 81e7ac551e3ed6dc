import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { aJob, type Job } from './job.test.data.ts';
import { aFinding, aReport } from './report.test.data.ts';

const jobs: Job[] = [];
const job = (): Job => {
  const made = aJob();
  jobs.push(made);
  return made;
};
afterEach(() => jobs.splice(0).forEach((each) => each.remove()));

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

describe('the base', () => {
  /** main: one file. change: one more. The checkout of the pull request: a merge of both. */
  function history(it: Job): { base: string; head: string; merge: string } {
    it.git('init', '--quiet', '--initial-branch=main');
    it.write('src/a.ts', 'one\n');
    it.git('add', 'src');
    it.git('commit', '--quiet', '-m', 'one');
    it.git('checkout', '--quiet', '-b', 'change');
    it.write('src/b.ts', 'two\n');
    it.git('add', 'src');
    it.git('commit', '--quiet', '-m', 'two');
    const head = it.git('rev-parse', 'HEAD');
    it.git('checkout', '--quiet', 'main');
    it.write('src/c.ts', 'three\n');
    it.git('add', 'src');
    it.git('commit', '--quiet', '-m', 'three');
    const base = it.git('rev-parse', 'HEAD');
    it.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'change');
    return { base, head, merge: it.git('rev-parse', 'HEAD') };
  }

  it('is handed to dist-lint, and what the change can reach is asked for', async () => {
    const it = job();
    const { base } = history(it);
    it.install(aReport());
    await it.step('analyse', { INPUT_BASE: 'main~1', INPUT_BLAST_RADIUS: 'true' });
    expect(it.outputs()).toMatchObject({ 'exit-code': '0', base });
    expect(it.calls().map(({ args }) => args.slice(0, 3))).toEqual([['check', '--base', base], ['blast-radius', '--base', base]]);
  });

  it('is the first parent of the merge for a pull request', async () => {
    const it = job();
    const { base, head } = history(it);
    it.onPullRequest(head, base);
    it.install(aReport());
    await it.step('analyse', { INPUT_BASE: 'auto' });
    expect(it.outputs()).toMatchObject({ 'exit-code': '0', base, 'comment-folder': expect.any(String) });
  });

  it('is fetched alone where the checkout of the merge has one commit', async () => {
    const source = job();
    const { base, head, merge } = history(source);
    source.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const it = job();
    it.git('init', '--quiet');
    it.git('remote', 'add', 'origin', pathToFileURL(source.workspace).href);
    it.git('fetch', '--quiet', '--depth=1', 'origin', merge);
    it.git('checkout', '--quiet', merge);
    it.onPullRequest(head, base);
    it.install(aReport());
    expect((await it.step('analyse', { INPUT_BASE: 'auto' })).log).toContain('the base is fetched');
    expect(it.outputs()).toMatchObject({ 'exit-code': '0', base });
    expect(it.git('rev-list', '--count', 'HEAD')).toBe('3');
  });

  it('is advised for where one commit more would not do', async () => {
    const source = job();
    const { base, head } = history(source);
    source.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const it = job();
    it.git('init', '--quiet');
    it.git('remote', 'add', 'origin', pathToFileURL(source.workspace).href);
    it.git('fetch', '--quiet', '--depth=1', 'origin', head);
    it.git('checkout', '--quiet', head);
    it.onPullRequest(head, base);
    it.install(aReport());
    const { code, log } = await it.step('analyse', { INPUT_BASE: 'auto' });
    expect([code, log]).toEqual([2, expect.stringMatching(/shallow.*fetch-depth: 0/)]);
    expect(it.outputs()).toEqual({ 'exit-code': '2' });
  });

  it.each(['--upload-pack=evil', '$(evil)', 'a b', 'nowhere'])('is refused when it is %s', async (base) => {
    const it = job();
    history(it);
    it.install(aReport());
    expect((await it.step('analyse', { INPUT_BASE: base })).code).toBe(2);
    expect(it.calls()).toEqual([]);
  });

  it('is for pull requests alone when it is auto', async () => {
    const it = job();
    it.install(aReport());
    expect((await it.step('analyse', { INPUT_BASE: 'auto' })).log).toContain('this run is for no pull request');
  });
});
