/** A finding as the JSON of dist-lint tells it. */
export function aFinding(differences: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    rule: 'silent-catch', severity: 'error', precision: 'high', status: 'new', message: "The failure of 'gateway.charge' is caught and nobody is told.",
    file: 'src/charge.ts', line: 3, column: 5, endLine: 3, endColumn: 9, fingerprint: '0123456789abcdef',
    path: [{ file: 'src/charge.ts', line: 2, column: 5, message: "'gateway.charge' may reject" }], data: {}, ...differences,
  };
}

export function aReport(findings: readonly unknown[] = [], differences: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    schemaVersion: 1, tool: { name: 'dist-lint', version: '9.9.9' },
    summary: { modules: 12, lines: 3400, imports: { total: 0, resolved: 0, external: 0 }, calls: { total: 0, resolved: 0, external: 0 }, findings: { error: 0, warning: 0, info: 0 }, gaps: 0 },
    findings, gaps: [], skipped: [], suppressed: 0, hidden: 0, incomplete: [], ...differences,
  };
}
