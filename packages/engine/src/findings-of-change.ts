/** Findings that a change adds and ends, by the rules and the floor of the configuration. */
import type { ChangeReport } from '@dist-lint/model';
import type { ChangeAnalysis } from './analyse-change.ts';
import { suppress } from './check.ts';
import { isShown } from './config.ts';
import { byPlace, plain } from './findings.ts';
import { runRules } from './run-rules.ts';
import { movesOf, sinceBase } from './since-base.ts';

/** @param covers whether a path of either side was asked for */
export function findingsOfChange(both: ChangeAnalysis, covers: (path: string) => boolean): ChangeReport['findings'] {
  const { head, base } = both;
  if (base === head) return { added: [], fixed: [] };
  const moves = movesOf(both);
  const found = runRules(head, {}).filter(({ file }) => covers(file));
  const before = runRules(base, {}).filter(({ file }) => covers(moves.get(file) ?? file));
  const { existing, fixed } = sinceBase(both, found, before);
  const { kept } = suppress(head, found.filter((each) => isShown(head.config, each)));
  return { added: kept.filter((each) => !existing.has(each)).map(plain), fixed: [...fixed].sort(byPlace) };
}
