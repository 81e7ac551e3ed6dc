/**
 * Installs, type-checks and tests the shop of `fixtures/systems`: a system we analyse has to be one that works.
 * It is a workspace of its own with its own lockfile.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const shop = join(root, 'fixtures/systems/shop');
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const STEPS = [
  ['install', '--frozen-lockfile'],
  ['run', 'typecheck'],
  ['run', 'test'],
];

for (const step of STEPS) {
  console.log(`\nshop: pnpm ${step.join(' ')}`);
  const status = runPnpm(step);
  if (status !== 0) {
    console.error(`\nfixtures/systems/shop: \`pnpm ${step.join(' ')}\` failed (exit ${status}). To repeat it: cd fixtures/systems/shop && npx -y ${packageManager} ${step.join(' ')}`);
    process.exit(1);
  }
}
console.log('\nshop: installs, type-checks, and passes its tests.');

function runPnpm(step) {
  if (!existsSync(join(shop, 'pnpm-workspace.yaml'))) throw new Error(`${shop} is not a workspace of its own.`);
  const { status, error } = spawnSync('npx', ['-y', packageManager, ...step], { cwd: shop, env: outsideEnvironment(), stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) throw error;
  return status ?? 'by a signal';
}

/** The environment without what an outer `pnpm run` adds of its own workspace, which an inner pnpm would obey. */
function outsideEnvironment() {
  const inherited = /^(?:npm_(?:package|lifecycle)_|npm_(?:command|execpath|node_execpath)$|npm_config_(?:dir|prefix|workspace|recursive|frozen_lockfile)|pnpm_script_src_dir$|init_cwd$|node_path$|node_options$|vitest)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}
