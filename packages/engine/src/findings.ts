/** From what rules yield to findings: places, fingerprints, order. */
import { createHash } from 'node:crypto';
import { locate, type LinkedModule, type Rule, type RuleFinding } from '@dist-lint/graph';
import type { Finding, Precision, Severity } from '@dist-lint/model';

const SEVERITIES: readonly Severity[] = ['info', 'warning', 'error'];
const PRECISIONS: readonly Precision[] = ['low', 'medium', 'high'];

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);
export const precisionRank = (precision: Precision): number => PRECISIONS.indexOf(precision);

/** A finding whose fingerprint still lacks its ordinal. */
interface Draft extends Finding {
  identity: string;
}

/** Findings of one rule, sorted, with fingerprints. A finding may lower what its rule declares, never raise it. */
export function finish(rule: Rule, found: readonly RuleFinding[]): Finding[] {
  const drafts: Draft[] = found.map((each) => ({
    rule: rule.name,
    severity: lower(SEVERITIES, rule.severity, each.severity),
    precision: lower(PRECISIONS, rule.precision, each.precision),
    status: 'new',
    message: each.message,
    ...locate(each.module, each.span),
    fingerprint: '',
    path: each.path.map((step) => ({ ...locate(step.module, step.span), message: step.message })),
    data: each.data ?? {},
    ...(each.suggestions && each.suggestions.length > 0 ? { suggestions: each.suggestions } : {}),
    identity: [rule.name, each.module.path, enclosingSymbol(each.module, each.span.at), each.anchor ?? ''].join('\n'),
  }));
  drafts.sort(byPlace);
  const twins = new Map<string, number>();
  return drafts.map(({ identity, ...finding }) => {
    const ordinal = twins.get(identity) ?? 0;
    twins.set(identity, ordinal + 1);
    return { ...finding, fingerprint: createHash('sha256').update(`${identity}\n${ordinal}`).digest('hex').slice(0, 16) };
  });
}

function lower<T>(order: readonly T[], declared: T, wanted: T | undefined): T {
  return wanted !== undefined && order.indexOf(wanted) < order.indexOf(declared) ? wanted : declared;
}

/** The qualified name of the innermost function around an offset; `module` at the top. */
export function enclosingSymbol(module: LinkedModule, at: number): string {
  let name = 'module';
  let width = Infinity;
  for (const fact of module.facts.functions) {
    if (fact.kind === 'module' || fact.at > at || fact.end <= at || fact.end - fact.at >= width) continue;
    width = fact.end - fact.at;
    name = fact.name;
  }
  return name;
}

/** File, line, column, rule, message. */
export function byPlace(a: Finding, b: Finding): number {
  return text(a.file, b.file) || a.line - b.line || a.column - b.column || text(a.rule, b.rule) || text(a.message, b.message);
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
