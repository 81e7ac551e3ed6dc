import type { Comparison, Finding, GapKind, Report, Summary } from '@dist-lint/model';
import { jsonDocument } from './json-document.ts';

/**
 * The report for programs. Its shape is a contract (`schemaVersion`): fields may be added, none may
 * change or go. It holds no path of this machine and no time, so two runs are byte-identical.
 */
export function json(report: Report): string {
  const document = {
    schemaVersion: 1,
    tool: { name: report.tool.name, version: report.tool.version },
    summary: summary(report.summary),
    ...(report.comparison === undefined ? {} : { comparison: comparison(report.comparison) }),
    findings: report.findings.map(finding),
    gaps: report.gaps.map(gap),
    skipped: report.skipped.map(({ reason, count, samples }) => ({ reason, count, samples: [...samples] })),
    suppressed: report.suppressed,
    hidden: report.hidden,
    incomplete: [...report.incomplete],
  };
  return jsonDocument(document);
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

function comparison({ existing, base, baseline }: Comparison) {
  return {
    existing,
    ...(base === undefined ? {} : { base: { ref: base.ref, commit: base.commit, fixed: base.fixed } }),
    ...(baseline === undefined ? {} : { baseline: {
      file: baseline.file,
      stale: baseline.stale.map(({ rule, file, fingerprint, message }) => ({ rule, file, fingerprint, message })),
      ...(baseline.updated === undefined ? {} : { updated: { added: baseline.updated.added, removed: baseline.updated.removed, moved: baseline.updated.moved } }),
    } }),
  };
}

/** A finding is the same in every document. */
export function finding(it: Finding) {
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
