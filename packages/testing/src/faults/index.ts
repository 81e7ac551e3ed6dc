/** For `pnpm test:faults`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '@dist-lint/engine';
import { systemGraph } from '@dist-lint/graph';
import { compareWithFaults, type FaultComparison, type FaultRow } from './compare.ts';

/** @param tables the folder into which the shop's fault run has written */
export async function compareFaults(shop: string, tables: string): Promise<FaultComparison> {
  const { program } = await analyse(shop, { flags: {}, cwd: shop });
  const rows = readdirSync(tables).sort().flatMap((name) => JSON.parse(readFileSync(join(tables, name), 'utf8')) as FaultRow[]);
  return compareWithFaults(systemGraph(program), rows);
}
