/** For `pnpm test:faults`. */
import { readFileSync } from 'node:fs';
import { analyse } from '@dist-lint/engine';
import { systemGraph } from '@dist-lint/graph';
import { compareWithFaults, type FaultComparison, type FaultRow } from './compare.ts';

/** @param table the file that the shop's fault run has written */
export async function compareFaults(shop: string, table: string): Promise<FaultComparison> {
  const { program } = await analyse(shop, { flags: {}, cwd: shop });
  return compareWithFaults(systemGraph(program), JSON.parse(readFileSync(table, 'utf8')) as FaultRow[]);
}
