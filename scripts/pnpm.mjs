import { readFileSync } from 'node:fs';

const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** The pnpm that package.json pins, installed or not. */
export const pnpm = ['npx', '-y', packageManager];

/** The environment without what an outer `pnpm run` adds of its own workspace, which an inner pnpm or npm would obey. */
export function outsideEnvironment() {
  const inherited = /^(?:npm_(?:package|lifecycle)_|npm_(?:command|execpath|node_execpath)$|npm_config_(?:dir|prefix|workspace|recursive|frozen_lockfile)|pnpm_script_src_dir$|init_cwd$|node_path$|node_options$|vitest)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}
