/** The tree as it was at the base of a change, read anew only where it differs from the tree that is there now. */
import type { ModuleSource } from '@dist-lint/graph';
import { findFiles, findPackages, findSchemas, lowerAll, resolveImports, type Change, type FactsCache, type FoundFiles, type Lowered } from '@dist-lint/workspace';
import type { ResolvedConfig } from './config.ts';
import { specifiersOf, withoutIgnored, type ReadTree } from './read-tree.ts';

/** @returns `head` itself when the change touches nothing that is analysed */
export async function readBaseTree(head: ReadTree, change: Change, config: ResolvedConfig, facts: FactsCache | undefined): Promise<ReadTree> {
  const isDecided = change.isReshaped || change.files.some(({ path }) => head.found.asked.has(path));
  if (!isDecided && !change.files.some(({ path }) => head.found.kinds.get(path) === 'module')) return head;

  const { found, configured } = isDecided
    ? withoutIgnored(findFiles(head.found.root, { tree: change.tree }), config)
    : { found: { ...head.found, source: change.tree.source }, configured: head.skipped.filter(({ reason }) => reason === 'configured') };
  const lowered = await lowerBase(head, found, change, config, facts);
  const skipped = [...lowered.skipped, ...configured];

  // Where the files are the same and mean the same, imports of those that did not change lead where they lead now.
  const isSameShape = !isDecided && pathsOf(lowered) === pathsOf(head.lowered);
  const packages = isSameShape ? head.packages : findPackages(found);
  const schemas = isSameShape ? head.input.schemas : findSchemas(found);
  const known = new Map(isSameShape ? head.input.modules.map((each) => [each.input.path, each]) : []);
  const isKnown = (path: string): boolean => known.has(path) && !change.touches(path);
  const asking = lowered.files.filter(({ path }) => !isKnown(path)).map(specifiersOf);
  const resolved = resolveImports(found, packages, asking, { skipped, among: lowered.files.map(({ path }) => path) });
  const inputs = new Map(resolved.modules.map((input) => [input.path, input]));
  const modules = lowered.files.map(({ path, facts: own }): ModuleSource =>
    isKnown(path) ? (known.get(path) as ModuleSource) : { facts: own, input: inputs.get(path) as ModuleSource['input'] });
  return {
    found, packages, lowered, skipped,
    gaps: [...packages.gaps],
    input: { ...head.input, modules, packages: packages.packages, ...(schemas === undefined ? {} : { schemas }) },
  };
}

/** What is as it was keeps its facts, the same objects; the rest is read from the base and lowered. */
async function lowerBase(head: ReadTree, found: FoundFiles, change: Change, config: ResolvedConfig, facts: FactsCache | undefined): Promise<Lowered> {
  const before = head.lowered;
  const isRead = new Set(head.found.modules);
  const isKept = (path: string): boolean => isRead.has(path) && !change.touches(path);
  const kept = new Set(found.modules.filter(isKept));
  const read = await lowerAll({ ...found, modules: found.modules.filter((path) => !isKept(path)) }, {
    ...(config.threads === undefined ? {} : { threads: config.threads }),
    cache: config.cache && (facts ?? true),
  });
  return {
    files: merged(before.files.filter(({ path }) => kept.has(path)), read.files, ({ path }) => path),
    skipped: merged(before.skipped.filter(({ path }) => kept.has(path)), read.skipped, ({ path }) => path),
    gaps: merged(before.gaps.filter(({ file }) => kept.has(file)), read.gaps, ({ file }) => file),
    incomplete: [...before.incomplete, ...read.incomplete.filter((sentence) => !before.incomplete.includes(sentence))],
    cached: read.cached,
  };
}

function merged<T>(some: readonly T[], others: readonly T[], pathOf: (each: T) => string): T[] {
  return [...some, ...others].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : pathOf(a) > pathOf(b) ? 1 : 0));
}

/** Which files are part of the program, and which are left out for their text. */
function pathsOf({ files, skipped }: Lowered): string {
  return [...files.map(({ path }) => path), '', ...skipped.map(({ path, reason }) => `${path} ${reason}`)].join('\n');
}
