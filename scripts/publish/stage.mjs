import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../run-script.mjs';
import { bundle, packageOf } from './bundle.mjs';
import { copyDeclarations } from './declarations.mjs';
import { borrowedImports, declarationsOf, lentDeclarations, lentEntries } from './lent.mjs';
import { manifestOf } from './manifest.mjs';
import { published, STAGE } from './published.mjs';

/** Writes the folder of a package that pnpm packs, from what is built. */
export async function stage(root, name) {
  const described = published[name];
  const { folder, copied } = described;
  const directory = join(root, folder, STAGE);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });

  const entries = { ...described.entries, ...lentEntries(described) };
  for (const path of [...Object.values(entries), ...copied.map((each) => `${folder}/${each}`)]) {
    if (!existsSync(join(root, path))) throw new UsageError(`There is no ${path}.`, 'Run: pnpm build, or mend scripts/publish/published.mjs.');
  }
  const lent = borrowedImports(described);
  const imported = await bundle(root, { entries, lent, outdir: join(directory, 'dist') });
  const written = lentDeclarations(root, name);
  const { outside } = copyDeclarations(root, { entries: [...declarationsOf(described), ...Object.keys(written)], written, lent, outdir: join(directory, 'types') });

  const manifest = manifestOf(root, name, described);
  refuseUndeclared(manifest, [...imported, ...outside.map(packageOf)]);
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const path of copied) cpSync(join(root, folder, path), join(directory, path), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(directory, 'LICENSE'));
  return directory;
}

/** What works here because the workspace has it would be missing where the package is installed. */
function refuseUndeclared({ name, dependencies = {}, peerDependencies = {} }, imported) {
  const missing = imported.find((each) => !Object.hasOwn(dependencies, each) && !Object.hasOwn(peerDependencies, each));
  if (missing !== undefined) throw new UsageError(`${name} imports '${missing}' and does not depend on it.`, 'Add it to the dependencies of the package of ours that imports it.');
}
