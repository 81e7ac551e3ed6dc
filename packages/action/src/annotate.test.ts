import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeGitHub, type FakeGitHub } from './fake-github.test.data.ts';
import { aJob, type Job } from './job.test.data.ts';
import { aFinding, aReport } from './report.test.data.ts';

let github: FakeGitHub;
let job: Job;
beforeEach(async () => {
  github = await fakeGitHub();
  job = aJob(github.url);
});
afterEach(async () => {
  job.remove();
  await github.close();
});

const patch = '@@ -1,3 +1,4 @@\n const a = 1;\n-const b = 2;\n+const b = 3;\n+const c = 4;\n const d = 5;\n\\ No newline at end of file';

async function annotated(findings: readonly unknown[], differences: Record<string, unknown> = {}): Promise<string[]> {
  const { code, log } = await job.step('annotate', { DIST_LINT_FOLDER: job.analysed(aReport(findings, differences)) });
  expect(code).toBe(0);
  return log.trim().split('\n');
}

describe('annotations', () => {
  it('are on changed lines alone, and say how many are elsewhere', async () => {
    job.onPullRequest();
    github.files = [{ filename: 'src/charge.ts', status: 'modified', patch }, { filename: 'src/new.ts', status: 'added' }];
    const lines = await annotated([
      aFinding({ line: 3, endLine: 3 }), aFinding({ line: 1, endLine: 1 }), aFinding({ line: 4, endLine: 4 }), aFinding({ line: 1, endLine: 2 }),
      aFinding({ file: 'src/new.ts', line: 40, endLine: 40 }), aFinding({ file: 'src/old.ts' }), aFinding({ line: 2, endLine: 2, status: 'existing' }),
    ]);
    expect(lines.filter((line) => line.startsWith('::error')).map((line) => /file=([^,]*),line=(\d+)/.exec(line)?.slice(1).join(':'))).toEqual(['src/charge.ts:3', 'src/charge.ts:1', 'src/new.ts:40']);
    expect(lines.at(-1)).toBe('::notice title=dist-lint::Not marked: 3 errors, on lines that the change does not touch or beyond what GitHub shows. The job summary has them.');
    expect(github.tokens).toEqual(new Set(['Bearer secret-of-the-job']));
  });

  it('are ten of a kind, the most important first', async () => {
    job.onPullRequest();
    github.files = [{ filename: 'src/charge.ts', status: 'added' }];
    const many = (differences: Record<string, unknown>): unknown[] => Array.from({ length: 14 }, (_, line) => aFinding({ line: line + 1, endLine: line + 1, precision: line === 13 ? 'high' : 'medium', ...differences }));
    const lines = await annotated([...many({ severity: 'info' }), ...many({ severity: 'warning' }), ...many({})], { gaps: [{ kind: 'syntax-error', count: 2, samples: [] }], incomplete: ['It ended early.'] });
    const count = (kind: string): number => lines.filter((line) => line.startsWith(`::${kind} `)).length;
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 10]);
    expect(lines.find((line) => line.startsWith('::error file'))).toContain('line=14,');
    expect(lines.at(-1)).toContain('5 errors, 4 warnings, 6 info');
  });

  it('reads every page of a large change', async () => {
    job.onPullRequest();
    github.files = Array.from({ length: 250 }, (_, index) => ({ filename: `src/${index}.ts`, status: 'added' }));
    expect(await annotated([aFinding({ file: 'src/249.ts' })])).toEqual([expect.stringContaining('::error file=src/249.ts')]);
    expect(github.asked).toHaveLength(3);
  });

  /** A repository whose last commit changes the second line of a file with an odd name. */
  function committed(): string {
    job.git('init', '--quiet');
    job.write('src/grö"ße 1.ts', 'one\ntwo\nthree\n');
    job.git('add', 'src');
    job.git('commit', '--quiet', '-m', 'one');
    job.write('src/grö"ße 1.ts', 'one\n2\nthree\n');
    job.git('commit', '--quiet', '-am', 'two');
    return job.git('rev-parse', 'HEAD~1');
  }

  it.each([['GitHub does not answer', 500], ['the token may not ask', 403]])('ask git when %s', async (_, status) => {
    job.onPullRequest('a'.repeat(40), committed());
    github.instead = [{ what: 'GET /repos/shop/shop/pulls/7/files', answers: Array.from({ length: 3 }, () => ({ status })) }];
    const lines = await annotated([aFinding({ file: 'src/grö"ße 1.ts', line: 2, endLine: 2 }), aFinding({ file: 'src/grö"ße 1.ts', line: 3, endLine: 3 })]);
    expect(lines).toEqual([expect.stringContaining('line=2,'), expect.stringContaining('Not marked: 1 error')]);
  });

  it('ask git for the file whose patch GitHub leaves out', async () => {
    job.onPullRequest('a'.repeat(40), committed());
    github.files = [{ filename: 'src/grö"ße 1.ts', status: 'modified', additions: 9000 }];
    expect((await annotated([aFinding({ file: 'src/grö"ße 1.ts', line: 2, endLine: 2 })]))[0]).toContain('line=2,');
  });

  it('are none, and say so, when nobody tells what has changed', async () => {
    job.onPullRequest();
    github.instead = [{ what: 'GET', answers: [{ status: 404 }] }];
    expect(await annotated([aFinding()])).toEqual([expect.stringMatching(/^::warning .*fetch-depth: 0/)]);
  });

  it('are on any line where there is no change to speak of', async () => {
    expect(await annotated([aFinding({ line: 99, endLine: 99 })])).toEqual([expect.stringContaining('line=99,')]);
    expect(github.asked).toEqual([]);
  });

  it('obey no name', async () => {
    const bad = '\n::add-mask::x\r\n::stop-commands::y%0A::error::z,file=a::';
    const lines = await annotated([aFinding({ file: `src/${bad}`, message: bad, rule: bad, path: [{ file: bad, line: 1, column: 1, message: bad }] })], { incomplete: [bad] });
    expect(lines.filter((line) => !/^::(?:error|notice) [^:]*::[^\n]*$/.test(line))).toEqual([]);
    expect(lines).toHaveLength(2);
  });
});
