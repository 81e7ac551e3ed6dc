import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../run-script.mjs';

/** What the workspace pins a package to, as a manifest would say it: `1.2.3`, or `npm:other@1.2.3`. */
export function catalogEntry(root, name) {
  const found = new RegExp(`^ {2}'?${name}'?: (\\S+)$`, 'm').exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'));
  if (!found) throw new UsageError(`${name} is not in the catalog of pnpm-workspace.yaml.`, 'Add it there, with its exact version.');
  return found[1];
}

/** The exact version alone. */
export const catalogVersion = (root, name) => catalogEntry(root, name).replace(/^npm:.+@/, '');

/** Dependencies without `catalog:`, which only pnpm understands, and only where it packs. */
export function withoutCatalog(root, dependencies) {
  return dependencies && Object.fromEntries(Object.entries(dependencies).map(([name, version]) => {
    if (/^catalog:./.test(version)) throw new UsageError(`${name} is published as '${version}', and only the catalog without a name is.`, "Write 'catalog:' instead.");
    return [name, version === 'catalog:' ? catalogEntry(root, name) : version];
  }));
}
