import type { EvidenceStep, Finding, Report, RuleInfo } from '@dist-lint/model';

/** A small report of an unremarkable run. */
export function aReport(differences: Partial<Report> = {}): Report {
  const findings = differences.findings ?? [];
  const count = (severity: Finding['severity']) => findings.filter((it) => it.severity === severity).length;
  return {
    tool: { name: 'dist-lint', version: '1.2.3' },
    root: '/home/somebody/shop',
    summary: {
      modules: 12,
      targets: 12,
      lines: 3400,
      imports: { total: 40, resolved: 30, external: 10 },
      calls: { total: 200, resolved: 120, external: 79 },
      findings: { error: count('error'), warning: count('warning'), info: count('info') },
      gaps: (differences.gaps ?? []).reduce((total, gap) => total + gap.count, 0),
    },
    findings,
    gaps: [],
    skipped: [],
    suppressed: 0,
    hidden: 0,
    excerpts: {},
    rules: [aRule()],
    incomplete: [],
    ...differences,
  };
}

/** A failed charge that nobody hears of. */
export function aFinding(differences: Partial<Finding> = {}): Finding {
  return {
    rule: 'silent-catch',
    severity: 'error',
    precision: 'high',
    status: 'new',
    message: "The failure of 'gateway.charge' is caught and nobody is told.",
    file: 'src/billing/charge.ts',
    line: 12,
    column: 5,
    endLine: 12,
    endColumn: 10,
    fingerprint: '0123456789abcdef',
    path: [aStep()],
    data: {},
    ...differences,
  };
}

export function aStep(differences: Partial<EvidenceStep> = {}): EvidenceStep {
  return { file: 'src/billing/charge.ts', line: 11, column: 5, endLine: 11, endColumn: 30, message: "'gateway.charge' may reject", ...differences };
}

export function aRule(differences: Partial<RuleInfo> = {}): RuleInfo {
  return {
    name: 'silent-catch',
    summary: 'A failure that matters is caught and nobody is told.',
    severity: 'error',
    precision: 'high',
    pillar: 'feedback',
    source: 'Silent Failures',
    help: { finds: 'A handler that tells nobody.', why: 'The caller goes on.', todo: 'Let the error pass. Where it has to be swallowed,\nleave a trace. A third sentence.', misses: '- Floating promises.' },
    url: 'https://example.com/rules/silent-catch.md',
    ...differences,
  };
}

/** What somebody could put into a name to deceive a reader or a terminal. */
export const hostile = 'a\nb\r\tc\u001b[31mred\u001b]0;title\u0007\u202egnp.exe\u2066\u200bz\u009b2J\u2028\ud800\u{e0041}';
