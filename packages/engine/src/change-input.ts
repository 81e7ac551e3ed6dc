/** What both sides of a change hold beside their graphs: the files, what their symbols mean, cycles and findings. */
import type { ChangedFile, ChangeInput, FileMeanings } from '@dist-lint/blast-radius';
import { loadCycles, moduleGraph } from '@dist-lint/graph';
import type { AlteredCycle, ChangeReport } from '@dist-lint/model';
import { selectTargets } from '@dist-lint/workspace';
import type { Analysis } from './analyse.ts';
import type { ChangeAnalysis } from './analyse-change.ts';
import { findingsOfChange } from './findings-of-change.ts';

/** @throws UserError for a target that does not exist. */
export async function readChange(both: ChangeAnalysis, targets: readonly string[], cwd: string): Promise<Omit<ChangeInput, 'base' | 'head' | 'ref' | 'threshold'>> {
  // With it comes the compiler, which no other run needs while the cache is warm.
  const { meanings } = await import('@dist-lint/frontend');
  const { head, base, changes, mergeBase } = both;
  const { covers } = selectTargets(head.found, targets, cwd);
  const files = changes.filter(({ path, before }) => covers(path) || (before !== undefined && covers(before)))
    .map(({ path, before, kind }): ChangedFile => ({ path, kind, ...(before === undefined ? {} : { before }) }));
  return {
    commit: mergeBase.slice(0, 9), files,
    meanings: { base: reader(base, meanings), head: reader(head, meanings) },
    cycles: changedCycles(both),
    findings: findingsOfChange(both, covers),
  };
}

/** Of files that are part of the program; each is read once. */
function reader({ program, found }: Analysis, meanings: typeof import('@dist-lint/frontend').meanings): (path: string) => FileMeanings | undefined {
  const known = new Map<string, FileMeanings | undefined>();
  return (path) => {
    if (!known.has(path)) {
      const facts = program.modules.byPath(path)?.facts;
      const text = facts && found.source(path).text;
      known.set(path, facts && text !== undefined ? meanings(text, facts.language, facts) : undefined);
    }
    return known.get(path);
  };
}

/** Cycles of modules that load one another; those that have modules in common are one, which has grown or shrunk. */
function changedCycles({ head, base, changes }: ChangeAnalysis): ChangeReport['cycles'] {
  if (head === base) return { added: [], removed: [] };
  const cyclesOf = ({ program }: Analysis): string[][] => loadCycles(moduleGraph(program)).map(({ modules }) => modules.map(({ path }) => path).sort());
  const moved = new Map(changes.flatMap(({ path, before }) => (before === undefined ? [] : [[before, path]])));
  const before = cyclesOf(base);
  const waiting = new Set(before.keys());
  const added: string[][] = [];
  const altered: AlteredCycle[] = [];
  for (const now of cyclesOf(head)) {
    const members = new Set(now);
    const same = [...waiting].filter((at) => before[at]?.some((path) => members.has(moved.get(path) ?? path)));
    if (same.length === 0) added.push(now);
    for (const at of same) waiting.delete(at);
    const was = same.flatMap((at) => before[at] ?? []);
    const known = new Set(was.map((path) => moved.get(path) ?? path));
    const joined = now.filter((path) => !known.has(path));
    const left = was.filter((path) => !members.has(moved.get(path) ?? path));
    if (same.length > 0 && joined.length + left.length > 0) altered.push({ modules: now.length, joined, left });
  }
  return { added, removed: [...waiting].flatMap((at) => (before[at] ? [before[at]] : [])), ...(altered.length === 0 ? {} : { altered }) };
}
