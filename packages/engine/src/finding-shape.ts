/** Whether what a rule yields is a finding at all: rules of a configuration's own may be JavaScript, which no compiler has seen. */
import type { EvidencePoint, Program, RuleFinding, RuleGap } from '@dist-lint/graph';
import { precisionRank, severityRank } from './findings.ts';

/** @throws Error that says what is wrong; the rule counts as failed. */
export function assertFinding(program: Program, each: RuleFinding | RuleGap): void {
  assertPlace(program, each, 'A finding');
  if ('gap' in each) {
    if (typeof each.gap !== 'string') throw new Error('A gap has no kind.');
    return;
  }
  if (!Array.isArray(each.path) || each.path.length === 0) throw new Error("A finding has no evidence: its 'path' is empty.");
  for (const step of each.path as EvidencePoint[]) assertPlace(program, step, 'A step of evidence');
  if (each.severity !== undefined && severityRank(each.severity) < 0) throw new Error(`A finding has the severity '${each.severity}'.`);
  if (each.precision !== undefined && precisionRank(each.precision) < 0) throw new Error(`A finding has the precision '${each.precision}'.`);
  // It is handed from thread to thread and printed as JSON.
  if (each.data !== undefined) JSON.stringify(structuredClone(each.data));
}

function assertPlace(program: Program, given: EvidencePoint, what: string): void {
  const point = given as Partial<EvidencePoint> | null | undefined;
  if (!point?.module || program.modules.byPath(point.module.path) !== point.module) throw new Error(`${what} has no 'module' of the program.`);
  const { at, end } = (point.span ?? {}) as { at?: unknown; end?: unknown };
  if (!Number.isInteger(at) || !Number.isInteger(end) || (at as number) < 0 || (end as number) < (at as number)) throw new Error(`${what} has no 'span' with offsets 'at' and 'end'.`);
  if (typeof point.message !== 'string' || point.message === '') throw new Error(`${what} has no 'message'.`);
}
