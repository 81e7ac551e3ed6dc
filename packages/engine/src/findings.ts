/** From what rules yield to findings: places, fingerprints, order. */
import { createHash } from 'node:crypto';
import { locate, type LinkedModule, type Rule, type RuleFinding } from '@dist-lint/graph';
import { byCodeUnit, type Finding, type Precision, type Severity } from '@dist-lint/model';

const SEVERITIES: readonly Severity[] = ['info', 'warning', 'error'];
const PRECISIONS: readonly Precision[] = ['low', 'medium', 'high'];

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);
export const precisionRank = (precision: Precision): number => PRECISIONS.indexOf(precision);

/** What tells a finding from others, wherever the lines of its file move. */
export interface Identity {
  rule: string;
  file: string;
  /** See {@link enclosingSymbol}. */
  symbol: string;
  anchor: string;
  /** Among the findings of which all of the above is the same, from 0, by place. */
  ordinal: number;
}

/** A finding while it may still be compared with others; {@link plain} ends that. */
export interface IdentifiedFinding extends Finding {
  identity: Identity;
}

/** Findings of one rule, sorted, with fingerprints. A finding may lower what its rule declares, never raise it. */
export function finish(rule: Rule, found: readonly RuleFinding[]): IdentifiedFinding[] {
  const drafts: IdentifiedFinding[] = found.map((each) => ({
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
    identity: { rule: rule.name, file: each.module.path, symbol: enclosingSymbol(each.module, each.span.at), anchor: each.anchor ?? '', ordinal: 0 },
  }));
  drafts.sort(byPlace);
  const twins = new Map<string, number>();
  return drafts.map((draft) => {
    const first = fingerprintOf(draft.identity);
    const ordinal = twins.get(first) ?? 0;
    twins.set(first, ordinal + 1);
    const identity = { ...draft.identity, ordinal };
    return { ...draft, identity, fingerprint: fingerprintOf(identity) };
  });
}

/** 16 hex digits. */
export function fingerprintOf({ rule, file, symbol, anchor, ordinal }: Identity): string {
  return createHash('sha256').update([rule, file, symbol, anchor, ordinal].join('\n')).digest('hex').slice(0, 16);
}

export function plain(finding: IdentifiedFinding): Finding {
  const others: Finding & Partial<Pick<IdentifiedFinding, 'identity'>> = { ...finding };
  delete others.identity;
  return others;
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
  return byCodeUnit(a.file, b.file) || a.line - b.line || a.column - b.column || byCodeUnit(a.rule, b.rule) || byCodeUnit(a.message, b.message);
}
