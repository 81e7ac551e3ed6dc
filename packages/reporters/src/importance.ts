import type { Finding, Precision, Severity } from '@dist-lint/model';

/** Most important first: what is new, then severity, then precision; the report's own order among equals. */
export function byImportance(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => weight(b) - weight(a));
}

const SEVERITY: Record<Severity, number> = { info: 0, warning: 1, error: 2 };
const PRECISION: Record<Precision, number> = { low: 0, medium: 1, high: 2 };

function weight({ status, severity, precision }: Finding): number {
  return (status === 'new' ? 9 : 0) + SEVERITY[severity] * 3 + PRECISION[precision];
}
