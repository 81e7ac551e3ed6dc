/** The packages of the ledger: they ship their TypeScript sources, are installed like any dependency, and the ledger never runs them. */
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../repository.ts';

const home = join(repository, 'packages/testing');

/** Those that the manifest of this package takes from the catalog `ledger`, sorted. */
export function ledgerPackages(): string[] {
  const { devDependencies } = readManifest(home) as { devDependencies: Record<string, string> };
  return Object.keys(devDependencies).filter((name) => devDependencies[name] === 'catalog:ledger').sort();
}

/** Where a package is installed, and in which version. */
export function installedPackage(name: string): { folder: string; version: string } {
  const folder = realpathSync(join(home, 'node_modules', name));
  return { folder, version: (readManifest(folder) as { version: string }).version };
}

function readManifest(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
