/** Other tools that look for import cycles, as they are run for that alone. None is a dependency of ours. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LEFT_OUT = '(^|/)(node_modules|dist|build|\\.next|coverage)(/|$)';

const configs = [];

const PEERS = [
  {
    name: 'dependency-cruiser, cycles',
    bin: 'depcruise',
    needs: ['typescript'],
    args: () => ['--config', config('cruise.cjs', `module.exports = ${JSON.stringify({
      forbidden: [{ name: 'no-circular', severity: 'error', from: {}, to: { circular: true } }],
      options: { doNotFollow: { path: 'node_modules' }, exclude: { path: LEFT_OUT } },
    })};`), '--no-cache', '--no-progress', '--output-type', 'err', '.'],
  },
  { name: 'madge, cycles', bin: 'madge', args: () => ['--circular', '--no-spinner', '--extensions', 'ts,tsx,mts,cts,js,jsx,mjs,cjs', '--exclude', LEFT_OUT, '.'] },
  { name: 'rev-dep, cycles', bin: 'rev-dep', args: (folder) => ['circular', '--cwd', folder, '--follow-monorepo-packages'] },
  {
    name: 'oxlint, import/no-cycle',
    bin: 'oxlint',
    args: () => ['--config', config('oxlint.json', JSON.stringify({ plugins: ['import'], rules: {} })), '--disable-nested-config', '--import-plugin', '-A', 'all', '-D', 'import/no-cycle', '.'],
  },
];

/** Commands for the peers whose binary lies in one of the folders' `node_modules/.bin`, and what they lack beside them. */
export function installedPeers(folders, target) {
  return PEERS.flatMap(({ name, bin, args, needs = [] }) => {
    const folder = folders.find((each) => existsSync(join(each, 'node_modules/.bin', bin)));
    if (folder === undefined) return [];
    const lacks = needs.filter((each) => !existsSync(join(folder, 'node_modules', each)));
    return [{ name, command: join(folder, 'node_modules/.bin', bin), args: args(target), cwd: target, lacks }];
  });
}

/** A configuration of the peer's own would make it do other work than the others. */
function config(file, text) {
  const folder = mkdtempSync(join(tmpdir(), 'dist-lint-bench-'));
  configs.push(folder);
  writeFileSync(join(folder, file), text);
  return join(folder, file);
}

export function removeConfigs() {
  for (const folder of configs.splice(0)) rmSync(folder, { recursive: true, force: true });
}
