/** Packages that are deployed: work begins in them. */
import type { Program } from '../link.ts';
import type { EntryGroup } from './entries.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { bareName, type Deployable } from './joins.ts';

/** The packages in which requests, messages or times begin work, with the names that others may have for them. */
export function deployables(program: Program, groups: ReadonlyMap<EntryGroup, number>): Deployable[] {
  const paths = new Set([...groups.keys()].flatMap(({ entries }) => entries.filter(({ module }) => !program.link.isExempt(module.path)).map(({ module }) => module.input.package)));
  return [...paths].sort().map((path) => {
    const known = program.modules.packages.find((each) => each.path === path)?.name ?? '';
    const names = [path.slice(path.lastIndexOf('/') + 1), known.slice(known.lastIndexOf('/') + 1)].map(bareName);
    return { package: path, names: [...new Set(names.filter((name) => name !== ''))] };
  });
}

/** Adds a node for each package that has an entry point besides what it publishes. */
export function componentNodes(program: Program, builder: GraphBuilder): void {
  const names = new Map(program.modules.packages.map(({ path, name }) => [path, name]));
  for (const path of [...builder.packagesWithEntries()].sort()) {
    const name = names.get(path) || path || '.';
    builder.edge(builder.node('component', `cmp:${path}`, name), builder.node('package', `pkg:${path}`, name), 'contains');
  }
}
