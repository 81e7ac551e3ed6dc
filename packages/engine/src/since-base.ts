/** Which findings a change adds, which were there before, and which it ends. */
import { groupBy, type Finding } from '@dist-lint/model';
import type { Analysis } from './analyse.ts';
import type { ChangeAnalysis } from './analyse-change.ts';
import { isShown } from './config.ts';
import { fingerprintOf, type IdentifiedFinding } from './findings.ts';
import { afterMoves, type Moves } from './moved.ts';
import { isSuppressed } from './suppression.ts';

export interface SinceBase {
  /** Findings of head that the base has, too, and would have reported. */
  existing: ReadonlySet<Finding>;
  /** Findings of the base, of those that it would have reported, that are no findings any more. */
  fixed: readonly Finding[];
}

/**
 * @param found of head, whether shown or not
 * @param before of the base, in the same targets
 */
export function sinceBase(change: ChangeAnalysis, found: readonly IdentifiedFinding[], before: readonly IdentifiedFinding[]): SinceBase {
  const moves = movesOf(change);
  const known = groupBy(before, (each) => fingerprintOf({ ...afterMoves(each.identity, moves), ordinal: 0 }));
  const now = groupBy(found, ({ identity }) => fingerprintOf({ ...identity, ordinal: 0 }));
  const existing = new Set<Finding>();
  const fixed: Finding[] = [];
  for (const [key, old] of known) {
    const pairs = paired(now.get(key) ?? [], old, change);
    for (const [head, base] of pairs) if (wasReported(change.base, base) || !isShown(change.head.config, head)) existing.add(head);
    const same = new Set(pairs.map(([, base]) => base));
    fixed.push(...old.filter((each) => !same.has(each) && wasReported(change.base, each)));
  }
  return { existing, fixed };
}

export function movesOf({ changes }: Pick<ChangeAnalysis, 'changes'>): Moves {
  return new Map(changes.flatMap(({ path, before }): [string, string][] => (before === undefined ? [] : [[before, path]])));
}

function wasReported(base: Analysis, finding: Finding): boolean {
  return isShown(base.config, finding) && !isSuppressed(base.program, finding);
}

/**
 * Twins are told apart by nothing but their order. So that a new one before the others does not pass for an old one,
 * those whose line reads the same are taken to be the same, and only the rest by order.
 */
function paired(now: readonly IdentifiedFinding[], old: readonly IdentifiedFinding[], { head, base }: ChangeAnalysis): [IdentifiedFinding, IdentifiedFinding][] {
  if (now.length === 1 && old.length === 1) return [[now[0] as IdentifiedFinding, old[0] as IdentifiedFinding]];
  const pairs: [IdentifiedFinding, IdentifiedFinding][] = [];
  const left = old.map((finding) => ({ finding, text: lineOf(base, finding) }));
  const take = (at: number): IdentifiedFinding => (left.splice(at, 1)[0] as (typeof left)[number]).finding;
  const unpaired = now.filter((finding) => {
    const text = lineOf(head, finding);
    const at = left.findIndex((each) => each.text === text);
    if (at >= 0) pairs.push([finding, take(at)]);
    return at < 0;
  });
  for (const finding of unpaired) if (left.length > 0) pairs.push([finding, take(0)]);
  return pairs;
}

function lineOf({ found }: Analysis, { file, line }: Finding): string {
  return found.source(file).text?.split(/\r\n|\n|\r/)[line - 1]?.trim() ?? '';
}
