/**
 * Installs, type-checks and tests the shop of `fixtures/systems`: a system we analyse has to be one that works.
 * It is a workspace of its own with its own lockfile.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { outsideEnvironment, pnpm } from './pnpm.mjs';

const root = resolve(import.meta.dirname, '..');
const shop = join(root, 'fixtures/systems/shop');

const STEPS = [
  ['install', '--frozen-lockfile'],
  ['run', 'typecheck'],
  ['run', 'test'],
];

for (const step of STEPS) {
  console.log(`\nshop: pnpm ${step.join(' ')}`);
  const status = runPnpm(step);
  if (status !== 0) {
    console.error(`\nfixtures/systems/shop: \`pnpm ${step.join(' ')}\` failed (exit ${status}). To repeat it: cd fixtures/systems/shop && ${pnpm.join(' ')} ${step.join(' ')}`);
    process.exit(1);
  }
}
console.log('\nshop: installs, type-checks, and passes its tests.');

function runPnpm(step) {
  if (!existsSync(join(shop, 'pnpm-workspace.yaml'))) throw new Error(`${shop} is not a workspace of its own.`);
  const [command, ...first] = pnpm;
  const { status, error } = spawnSync(command, [...first, ...step], { cwd: shop, env: outsideEnvironment(), stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) throw error;
  return status ?? 'by a signal';
}
