import type { EvidenceStep, Finding, GapKind, Precision, Report, Severity } from '@dist-lint/model';
import { list, member, text, whole } from './untyped.ts';

/**
 * A report out of its JSON, whoever wrote that: what is not of the contract's shape is left out, and a document that is none gives nothing.
 * All text in it stays untrusted. What the JSON does not carry is empty.
 */
export function readReport(json: string): Report | undefined {
  const document = parsed(json);
  const summary = member(document, 'summary');
  const modules = whole(member(summary, 'modules'));
  if (member(document, 'schemaVersion') !== 1 || modules === undefined || !Array.isArray(member(document, 'findings'))) return undefined;
  const findings = list(member(document, 'findings')).flatMap(finding);
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  const none = { total: 0, resolved: 0, external: 0 };
  return {
    tool: { name: 'dist-lint', version: text(member(member(document, 'tool'), 'version')) ?? '' },
    root: '',
    summary: {
      modules, targets: whole(member(summary, 'targets')) ?? modules, lines: whole(member(summary, 'lines')) ?? 0,
      imports: none, calls: none, findings: { error: count('error'), warning: count('warning'), info: count('info') }, gaps: whole(member(summary, 'gaps')) ?? 0,
    },
    findings,
    gaps: list(member(document, 'gaps')).flatMap(gap),
    skipped: list(member(document, 'skipped')).flatMap((each) => {
      const [reason, count_] = [text(member(each, 'reason')), whole(member(each, 'count'))];
      return reason === undefined || count_ === undefined ? [] : [{ reason, count: count_, samples: [] }];
    }),
    suppressed: whole(member(document, 'suppressed')) ?? 0,
    hidden: whole(member(document, 'hidden')) ?? 0,
    excerpts: {}, rules: [],
    incomplete: list(member(document, 'incomplete')).flatMap((each) => text(each) ?? []),
  };
}

/** A JSON value; nothing where the text is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The caller says what an unreadable document means there; where in it the mistake is would help nobody.
    return undefined;
  }
}

const SEVERITIES: readonly unknown[] = ['error', 'warning', 'info'] satisfies Severity[];
const PRECISIONS: readonly unknown[] = ['high', 'medium', 'low'] satisfies Precision[];

function finding(value: unknown): Finding[] {
  const [rule, message, file, line] = [text(member(value, 'rule')), text(member(value, 'message')), text(member(value, 'file')), whole(member(value, 'line'))];
  const [severity, precision, status] = [member(value, 'severity'), member(value, 'precision'), member(value, 'status')];
  if (rule === undefined || message === undefined || file === undefined || line === undefined || !SEVERITIES.includes(severity) || !PRECISIONS.includes(precision)) return [];
  const column = whole(member(value, 'column')) ?? 1;
  return [{
    rule, severity: severity as Severity, precision: precision as Precision, status: status === 'existing' ? 'existing' : 'new', message,
    file, line, column, endLine: whole(member(value, 'endLine')) ?? line, endColumn: whole(member(value, 'endColumn')) ?? column,
    fingerprint: text(member(value, 'fingerprint')) ?? '', path: list(member(value, 'path')).flatMap(step), data: {},
  }];
}

function step(value: unknown): EvidenceStep[] {
  const [file, line, message] = [text(member(value, 'file')), whole(member(value, 'line')), text(member(value, 'message'))];
  if (file === undefined || line === undefined || message === undefined) return [];
  const column = whole(member(value, 'column')) ?? 1;
  return [{ file, line, column, endLine: line, endColumn: column, message }];
}

function gap(value: unknown): GapKind[] {
  const [kind, count] = [text(member(value, 'kind')), whole(member(value, 'count'))];
  if (kind === undefined || count === undefined) return [];
  const samples = list(member(value, 'samples')).slice(0, 5).flatMap((each) => step(each).map(({ file, line, message }) => ({ file, line, message })));
  return [{ kind, count, samples }];
}
