import { describe, expect, it } from 'vitest';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { aFinding, aReport, aStep, hostile } from './report.test.data.ts';

const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u;
const gap = { kind: 'syntax-error', count: 2, samples: [] };

describe('github', () => {
  it('annotates a finding with its evidence', () => {
    expect(github(aReport({ findings: [aFinding()] }))).toBe(
      "::error file=src/billing/charge.ts,line=12,endLine=12,col=5,endColumn=10,title=silent-catch::The failure of 'gateway.charge' is caught and nobody is told.%0A1. src/billing/charge.ts:11:5 'gateway.charge' may reject\n",
    );
  });

  it('escapes what ends a property or a line', () => {
    const printed = github(aReport({ findings: [aFinding({ file: 'a,b:c%\n::error::x.ts', message: '100 %\n::warning::y' })] }));
    expect(printed).toContain('file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.ts,line=12');
    expect(printed).toContain('::100 %25\\n::warning::y%0A');
    expect(printed.match(/^::/gm)).toHaveLength(1);
    const worst = github(aReport({ findings: [aFinding({ file: hostile, rule: hostile, message: hostile, path: [aStep({ file: hostile, message: hostile })] })], incomplete: [hostile], gaps: [{ ...gap, kind: hostile }] }));
    expect(worst).not.toMatch(CONTROL);
    expect(worst.trim().split('\n')).toHaveLength(3);
  });

  it('annotates the most important ten of a level and says how many are not', () => {
    const findings = [...Array.from({ length: 12 }, (_, line) => aFinding({ line: line + 1, precision: line === 11 ? 'high' : 'medium' })), aFinding({ severity: 'warning' })];
    const lines = github(aReport({ findings })).trim().split('\n');
    expect(lines[0]).toContain('line=12,');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(1);
    expect(lines.at(-1)).toBe('dist-lint: not annotated, because GitHub shows 10 of a level: 2 errors');
  });

  it('counts the notes on the analysis among the ten', () => {
    const findings = Array.from({ length: 12 }, () => aFinding());
    const lines = github(aReport({ findings, incomplete: ['It ended early.'], gaps: [gap] })).trim().split('\n');
    expect(lines[0]).toMatch(/^::error title=dist-lint%3A incomplete::.*It ended early\.$/);
    expect(lines[1]).toBe('::notice title=dist-lint%3A gaps::Not understood, and therefore not checked: 2 syntax-error');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines.at(-1)).toContain('3 errors');
  });

  it('leaves what was there before alone, and says so', () => {
    expect(github(aReport({ findings: [aFinding({ status: 'existing' })] }))).toBe('dist-lint: not annotated, because they were there before: 1\n');
  });

  it('says that there is nothing, but not when the analysis ended early', () => {
    expect(github(aReport())).toBe('dist-lint: No findings in 12 modules.\n');
    expect(github(aReport({ incomplete: ['x'] }))).not.toContain('No findings in');
  });

  it('gives no columns of a place that spans lines', () => {
    expect(github(aReport({ findings: [aFinding({ endLine: 14, severity: 'info' })] }))).toMatch(/^::notice file=src\/billing\/charge\.ts,line=12,endLine=14,title=/);
  });
});

describe('gitlab', () => {
  const issues = (...given: Parameters<typeof aReport>) => JSON.parse(gitlab(aReport(...given))) as { fingerprint: string; severity: string }[];

  it('carries a finding with its evidence as Markdown', () => {
    expect(issues({ findings: [aFinding({ file: './src/a.ts', endLine: 14 })] })).toEqual([
      {
        description: "The failure of 'gateway.charge' is caught and nobody is told.",
        check_name: 'silent-catch',
        fingerprint: '0123456789abcdef',
        severity: 'critical',
        location: { path: 'src/a.ts', lines: { begin: 12, end: 14 } },
        content: { body: 'The failure of `gateway.charge` is caught and nobody is told.\n\n1. `src/billing/charge.ts:11` `gateway.charge` may reject' },
      },
    ]);
  });

  it('is an empty list without findings, but not when the analysis ended early', () => {
    expect(gitlab(aReport())).toBe('[]\n');
    expect(issues({ incomplete: ['It ended early.'] })).toMatchObject([{ check_name: 'incomplete-analysis', severity: 'blocker', description: 'The analysis could not be completed: It ended early.' }]);
  });

  it('never gives a fingerprint twice', () => {
    expect(issues({ findings: [aFinding(), aFinding({ line: 20 })] }).map(({ fingerprint }) => fingerprint)).toEqual(['0123456789abcdef', '0123456789abcdef-2']);
  });

  it.each([
    ['error', 'medium', 'major'],
    ['warning', 'high', 'major'],
    ['warning', 'low', 'info'],
    ['info', 'high', 'info'],
  ] as const)('grades %s of %s precision as %s', (severity, precision, grade) => {
    expect(issues({ findings: [aFinding({ severity, precision })] })[0]?.severity).toBe(grade);
  });

  it('keeps hostile names without handing them to a terminal', () => {
    const report = aReport({ findings: [aFinding({ file: hostile, message: `@admin ${hostile}` })] });
    expect(gitlab(report)).not.toMatch(CONTROL);
    expect(JSON.parse(gitlab(report))[0].location.path).toBe(hostile);
    expect(JSON.parse(gitlab(report))[0].content.body).toContain('@&#8203;admin');
  });
});
