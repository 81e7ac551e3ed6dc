import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { job, type Job } from './job.test.data.ts';
import { aReport } from './report.test.data.ts';

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

  /** A checkout of one commit of another, as actions/checkout makes it. */
  function shallow(source: Job, commit: string): Job {
    source.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const it = job();
    it.git('init', '--quiet');
    it.git('remote', 'add', 'origin', pathToFileURL(source.workspace).href);
    it.git('fetch', '--quiet', '--depth=1', 'origin', commit);
    it.git('checkout', '--quiet', commit);
    return it;
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
    const it = shallow(source, merge);
    it.onPullRequest(head, base);
    it.install(aReport());
    expect((await it.step('analyse', { INPUT_BASE: 'auto' })).log).toContain('the base is fetched');
    expect(it.outputs()).toMatchObject({ 'exit-code': '0', base });
    expect(it.git('rev-list', '--count', 'HEAD')).toBe('3');
  });

  it('is advised for where one commit more would not do', async () => {
    const source = job();
    const { base, head } = history(source);
    const it = shallow(source, head);
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
