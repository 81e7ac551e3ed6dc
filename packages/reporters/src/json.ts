import type { Finding, GapKind, Report, Summary } from '@dist-lint/model';

/**
 * The report for programs. Its shape is a contract (`schemaVersion`): fields may be added, none may
 * change or go. It holds no path of this machine and no time, so two runs are byte-identical.
 */
export function json(report: Report): string {
  const document = {
    schemaVersion: 1,
    tool: { name: report.tool.name, version: report.tool.version },
    summary: summary(report.summary),
    findings: report.findings.map(finding),
    gaps: report.gaps.map(gap),
    skipped: report.skipped.map(({ reason, count, samples }) => ({ reason, count, samples: [...samples] })),
    suppressed: report.suppressed,
    incomplete: [...report.incomplete],
  };
  return `${JSON.stringify(document, null, 2).replace(UNSAFE_ON_A_TERMINAL, escape)}\n`;
}

function summary({ modules, targets, lines, imports, calls, findings, gaps }: Summary) {
  return {
    modules,
    targets,
    lines,
    imports: { total: imports.total, resolved: imports.resolved, external: imports.external },
    calls: { total: calls.total, resolved: calls.resolved, external: calls.external },
    findings: { error: findings.error, warning: findings.warning, info: findings.info },
    gaps,
  };
}

function finding(it: Finding) {
  return {
    rule: it.rule,
    severity: it.severity,
    precision: it.precision,
    status: it.status,
    message: it.message,
    file: it.file,
    line: it.line,
    column: it.column,
    endLine: it.endLine,
    endColumn: it.endColumn,
    fingerprint: it.fingerprint,
    path: it.path.map(({ file, line, column, message }) => ({ file, line, column, message })),
    data: withSortedKeys(it.data),
  };
}

function gap({ kind, count, samples }: GapKind) {
  return { kind, count, samples: samples.map(({ file, line, message }) => ({ file, line, message })) };
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, withSortedKeys((value as Record<string, unknown>)[key])]));
}

/**
 * What JSON allows in a string and a terminal may obey: DEL, C1 controls, invisible and bidirectional
 * format characters, line separators. Escaped, the document means the same.
 */
const UNSAFE_ON_A_TERMINAL = /[\x7f-\x9f\u2028\u2029]|\p{Cf}/gu;

function escape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
