import { describe, expect, it } from 'vitest';
import { agent } from './agent.ts';
import { aFinding, aReport, aStep, hostile } from './report.test.data.ts';

describe('agent', () => {
  it('says what is wrong, why, what to do, and how to verify', () => {
    expect(agent(aReport({ findings: [aFinding(), aFinding({ line: 30, severity: 'warning', precision: 'medium' })] }))).toBe(`dist-lint 1.2.3: 1 error, 1 warning in 1 file. Paths count from the root; run the commands there.

rule silent-catch
  do: Let the error pass. Where it has to be swallowed, leave a trace.
  if intended, on the line above: // dist-lint-disable-next-line silent-catch -- <reason>

[1] silent-catch error/high src/billing/charge.ts:12:5
  The failure of 'gateway.charge' is caught and nobody is told.
  1. src/billing/charge.ts:11 'gateway.charge' may reject
  verify: npx dist-lint src/billing/charge.ts --rule silent-catch

[2] silent-catch warning/medium src/billing/charge.ts:30:5
  The failure of 'gateway.charge' is caught and nobody is told.
  1. src/billing/charge.ts:11 'gateway.charge' may reject
  verify: npx dist-lint src/billing/charge.ts --rule silent-catch --preset all
`);
  });

  it('says that findings are not shown', () => {
    expect(agent(aReport({ hidden: 1 }))).toMatch(/commands there\.\n1 finding below what is asked for is not shown: --preset all alone shows it\.\n$/);
  });

  it('keeps to its size, most important first, and says how many are left', () => {
    const findings = [aFinding({ severity: 'info', file: 'least.ts' }), ...Array.from({ length: 100 }, () => aFinding())];
    const printed = agent(aReport({ findings }));
    const shown = printed.match(/^\[\d+\]/gm) ?? [];
    expect(printed.length).toBeLessThanOrEqual(8000);
    expect(printed.length).toBeGreaterThan(7000);
    expect(printed).not.toContain('least.ts');
    expect(printed.match(/^ {2}verify: /gm)).toHaveLength(shown.length);
    expect(printed).toMatch(new RegExp(`\\n${101 - shown.length} more findings not shown here, .*npx dist-lint --format json --preset all\\n$`));
  });

  it('keeps to its size whatever is in it', () => {
    const bad = hostile.repeat(100);
    const findings = [aFinding({ file: bad, message: bad, rule: bad, path: Array.from({ length: 100 }, () => aStep({ file: bad, message: bad })) })];
    const gaps = [{ kind: bad, count: 1, samples: [] }];
    const printed = agent(aReport({ findings, gaps, incomplete: [bad, bad, bad, bad] }));
    expect(printed.length).toBeLessThanOrEqual(8000);
    expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
  });

  it('never looks clean when the analysis ended early', () => {
    expect(agent(aReport())).toContain('No findings in 12 modules.');
    const printed = agent(aReport({ incomplete: ['It ended early.'] }));
    expect(printed).toContain('INCOMPLETE: the analysis did not finish; there may be more than is shown.\n  It ended early.');
    expect(printed).not.toContain('No findings in');
  });

  it.each([
    ['src/a b.ts', "npx dist-lint 'src/a b.ts' --rule"],
    ["src/$(rm)'x.ts", "npx dist-lint 'src/$(rm)'\\''x.ts' --rule"],
    ['-rf.ts', 'npx dist-lint ./-rf.ts --rule'],
    ['a\u001b[2J.ts', 'npx dist-lint --rule'],
  ])('gives a command in which %j is one word or not at all', (file, command) => {
    expect(agent(aReport({ findings: [aFinding({ file })] }))).toContain(command);
  });
});
