import type { Comparison } from '@dist-lint/model';
import { describe, expect, it } from 'vitest';
import { render } from './formats.ts';
import { aFinding, aReport } from './report.test.data.ts';

const plain = { color: false, width: 80, verbose: false };
const stale = (count: number) => Array.from({ length: count }, (_, at) => ({ rule: 'silent-catch', file: `src/a${at}.ts`, fingerprint: '0123456789abcdef', message: 'A failure is lost.' }));
const compared = (comparison: Comparison) => aReport({ findings: [aFinding({ status: 'existing', file: 'src/old.ts' }), aFinding({ file: 'src/new.ts' })], comparison });

describe('findings that were there before', () => {
  const report = compared({ existing: 1, base: { ref: 'origin/main', commit: 'f'.repeat(40), fixed: 2 } });

  it.each(['text', 'markdown', 'agent'])('are counted and not shown: %s', (format) => {
    const drawn = render(report, format, plain);
    expect(drawn).toContain('src/new.ts');
    expect(drawn).not.toContain('src/old.ts');
    expect(drawn).toContain('1 existing finding is not shown.');
    expect(drawn).toMatch(/2 findings of .?origin\/main.? are fixed\./);
  });

  it('are marked in formats for programs', () => {
    const { findings, comparison } = JSON.parse(render(report, 'json', plain)) as { findings: { status: string; file: string }[]; comparison: Comparison };
    expect(findings.map(({ status, file }) => `${status} ${file}`)).toEqual(['existing src/old.ts', 'new src/new.ts']);
    expect(comparison).toEqual(report.comparison);
    const sarif = JSON.parse(render(report, 'sarif', plain)) as { runs: { results: { baselineState: string }[] }[] };
    expect(sarif.runs[0]?.results.map(({ baselineState }) => baselineState)).toEqual(['unchanged', 'new']);
  });

  it('leave a verdict that says no more than that there is nothing new', () => {
    const old = aReport({ findings: [aFinding({ status: 'existing' })], comparison: { existing: 1 } });
    expect(render(old, 'text', plain)).toMatch(/^No new findings in 12 modules\.\n1 existing finding is not shown\.\n/);
  });
});

describe('a baseline', () => {
  it.each(['text', 'markdown', 'agent', 'github', 'json', 'sarif'])('lists what is no longer found, and says what removes it: %s', (format) => {
    const drawn = render(compared({ existing: 1, baseline: { file: 'lint/accepted.json', stale: stale(1) } }), format, plain).replace(/\s+/g, ' ');
    if (format !== 'sarif') expect(drawn).toContain('src/a0.ts');
    if (format !== 'json') expect(drawn).toMatch(/1 entry of the baseline `?lint\/accepted\.json`? is no longer found: `dist-lint check --baseline lint\/accepted\.json --update-baseline` removes it\./);
  });

  it('does not fill the report', () => {
    expect(render(compared({ existing: 1, baseline: { file: 'b.json', stale: stale(500) } }), 'text', plain)).toContain('… and 480 more');
    expect(render(compared({ existing: 1, baseline: { file: 'b.json', stale: stale(500) } }), 'agent', plain).length).toBeLessThan(8000);
  });

  it.each([
    [{ added: 2, removed: 0, moved: 0 }, '2 findings added to the baseline b.json.'],
    [{ added: 0, removed: 3, moved: 1 }, '0 findings added to the baseline b.json, 3 removed from it, 1 moved within it.'],
    [{ added: 0, removed: 0, moved: 0 }, 'The baseline b.json is as it was.'],
  ])('tells what was done to it: %j', (updated, said) => {
    expect(render(compared({ existing: 0, baseline: { file: 'b.json', stale: [], updated } }), 'text', plain)).toContain(said);
  });

  it('cannot talk to a terminal', () => {
    const hostile = compared({ existing: 0, base: { ref: '\u001b[2J', commit: 'f', fixed: 1 }, baseline: { file: '\u001b[2J', stale: [{ rule: '\u001b', file: '\u001b', fingerprint: '\u001b', message: '\u001b' }] } });
    for (const format of ['text', 'markdown', 'agent', 'github', 'json', 'sarif', 'gitlab']) expect(render(hostile, format, plain)).not.toContain('\u001b');
  });
});
