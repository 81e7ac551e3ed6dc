/** Our resolution looks only at the list of found files; an independent resolver that asks the disk must agree. */
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ResolverFactory } from 'oxc-resolver';
import { expect, test } from 'vitest';
import { findFiles, findPackages, lowerAll, resolveImports } from './index.ts';

const shop = fileURLToPath(new URL('../../../fixtures/systems/shop', import.meta.url));

test('agrees with oxc-resolver on every import of the shop that both can follow', async () => {
  const found = findFiles(shop);
  const { files, skipped } = await lowerAll(found, { cache: false, threads: 1 });
  const { modules } = resolveImports(
    found,
    findPackages(found),
    files.map(({ path, facts }) => ({ path, specifiers: facts.imports.map(({ specifier }) => specifier) })),
    { skipped },
  );
  const oxc = new ResolverFactory({
    extensions: ['.ts', '.tsx', '.js', '.json'],
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
    conditionNames: ['source', 'import', 'node', 'default'],
    tsconfig: 'auto',
  });

  const differences: string[] = [];
  let compared = 0;
  for (const { path, resolutions } of modules) {
    for (const [specifier, ours] of Object.entries(resolutions)) {
      if (ours.to !== 'module') continue;
      const theirs = oxc.resolveFileSync(join(shop, path), specifier).path ?? oxc.sync(dirname(join(shop, path)), specifier).path;
      if (theirs === undefined || theirs.includes('node_modules')) continue; // workspace packages need an installation there
      compared += 1;
      if (relative(shop, theirs) !== ours.path) differences.push(`${path}: ${specifier} is ${ours.path}, there ${relative(shop, theirs)}`);
    }
  }
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(300);
});
