import { cpSync } from 'node:fs';
import { basename } from 'node:path';
import { installedPackage } from './ledger-packages.ts';

/**
 * Copies what a package of the ledger ships of its sources to a folder outside of `node_modules`, where nothing is analysed, and
 * without what was compiled from the sources: its JavaScript would give every finding twice, and its declarations are not analysed.
 */
export function copyPackage(name: string, to: string): void {
  const { folder } = installedPackage(name);
  cpSync(folder, to, { recursive: true, filter: (path) => path === folder || !LEFT_OUT.test(basename(path)) });
}

const LEFT_OUT = /^node_modules$|\.[cm]?jsx?$|\.map$|\.d\.[cm]?ts$/;
