import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importName, packages } from '../architecture/table.mjs';
import { withoutCatalog } from './catalog.mjs';
import { staged } from './declarations.mjs';
import { lentDeclaration } from './lent.mjs';
import { lentAs } from './published.mjs';

/** The manifest as it is published. Every version stands in it, so that whoever packs it, npm or pnpm, packs the same. */
export function manifestOf(root, name, { folder, entries, exports, lends, copied, borrowsFrom }) {
  const own = readManifest(root, folder);
  const { version, description, keywords, license, type, engines, bin, repository, homepage, bugs, peerDependencies, peerDependenciesMeta } = own;
  const subpath = (entry, declaration) => ({ types: `./types/${staged(declaration)}`, default: `./dist/${entry}.js` });
  return {
    name, version, description, keywords, license, repository, homepage, bugs, type, engines, bin,
    exports: {
      ...Object.fromEntries(Object.entries(exports).map(([key, entry]) => [key, Object.hasOwn(entries, entry) ? subpath(entry, entries[entry].replace(/\.js$/, '.d.ts')) : entry])),
      ...Object.fromEntries(lends.map((each) => [lentAs('.', each), subpath(each, lentDeclaration(folder, each))])),
      './package.json': './package.json',
    },
    files: ['dist', 'types', ...copied],
    dependencies: withoutCatalog(root, borrowsFrom === undefined ? foreignDependencies(root, folder) : { [borrowsFrom]: version, ...foreign(own) }),
    peerDependencies: withoutCatalog(root, peerDependencies), peerDependenciesMeta,
  };
}

/** Of a package and of all of ours that it is built on: they travel in its bundle. */
function foreignDependencies(root, folder) {
  const folders = Object.fromEntries(Object.entries(packages).map(([name, each]) => [importName(name), each.folder]));
  const seen = new Set();
  const collected = {};
  const visit = (each) => {
    if (seen.has(each)) return;
    seen.add(each);
    const manifest = readManifest(root, each);
    Object.assign(collected, foreign(manifest));
    for (const name of Object.keys(manifest.dependencies ?? {})) if (Object.hasOwn(folders, name)) visit(folders[name]);
  };
  visit(folder);
  return Object.fromEntries(Object.entries(collected).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const foreign = ({ dependencies = {} }) => Object.fromEntries(Object.entries(dependencies).filter(([, version]) => !version.startsWith('workspace:')));

export const readManifest = (root, folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
