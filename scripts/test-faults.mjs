/**
 * Holds the system graph to reality: breaks every resource and every function of the shop that work runs through, one at
 * a time, and compares the entry points that fail with those that the graph says are lost.
 *
 * None may be missed; those that it says are lost and go on (a way that this run does not take) may be few.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { outsideEnvironment, pnpm } from './pnpm.mjs';

const root = resolve(import.meta.dirname, '..');
const shop = join(root, 'fixtures/systems/shop');
/** How many entry points may be said to be lost for one that is. */
const MOST_PREDICTED = 1.3;

const tables = mkdtempSync(join(tmpdir(), 'dist-lint-faults-'));
try {
  if (runPnpm(['install', '--frozen-lockfile']) && runPnpm(['exec', 'vitest', 'run', '--config', 'vitest.faults.config.ts'], { FAULT_TABLES: tables })) await compare();
  else process.exitCode = 1;
} finally {
  rmSync(tables, { recursive: true, force: true });
}

async function compare() {
  const { compareFaults } = await import(pathToFileURL(join(root, 'packages/testing/dist/faults/index.js')).href);
  const { failing, predicted, missed, goingOn, unknown } = await compareFaults(shop, tables);
  const ratio = predicted / failing;
  console.log([
    ...goingOn.map((sentence) => `said to be lost: ${sentence}`),
    ...missed.map((sentence) => `missed: ${sentence}`),
    ...unknown.map((name) => `not in the graph: ${name}`),
    `faults: ${failing} failures, ${missed.length} missed; ${predicted} foreseen, ${ratio.toFixed(2)} for each that happened (at most ${MOST_PREDICTED})`,
  ].join('\n'));
  if (missed.length > 0 || unknown.length > 0 || failing === 0 || ratio > MOST_PREDICTED) process.exitCode = 1;
}

function runPnpm(step, more = {}) {
  const [command, ...first] = pnpm;
  const { status, error } = spawnSync(command, [...first, ...step], { cwd: shop, env: { ...outsideEnvironment(), ...more }, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) throw error;
  return status === 0;
}
