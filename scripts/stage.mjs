/**
 * `pnpm stage [package…]`: builds, and writes the folders that are published (packages/cli/publish, packages/eslint-plugin/publish).
 * `pnpm pack` and `pnpm publish` call it by themselves, in the package's `prepack`. npm packs the folder that is staged, too.
 */
import { spawnSync } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { runScript, UsageError } from './run-script.mjs';
import { published } from './publish/published.mjs';
import { stage } from './publish/stage.mjs';

const root = resolve(import.meta.dirname, '..');

await runScript(async (names) => {
  refuseNpm();
  const unknown = names.find((name) => !Object.hasOwn(published, name));
  if (unknown !== undefined) throw new UsageError(`'${unknown}' is not published.`, `Published are ${Object.keys(published).join(', ')}.`);
  // Never what was built from older sources.
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new UsageError('The build failed.', 'Mend what it says above.');
  // Standard error: what pnpm prints of `pack --json` stays JSON.
  for (const name of names.length === 0 ? Object.keys(published) : names) process.stderr.write(`${relative(root, await stage(root, name))}\n`);
});

/** npm knows no `publishConfig.directory`: in a package's own folder it would pack the sources, which nobody can install. */
function refuseNpm() {
  const { npm_lifecycle_event: event, npm_config_user_agent: agent = '' } = process.env;
  if (event !== 'prepack' || !agent.startsWith('npm/')) return;
  throw new UsageError('npm would pack the sources, and not what is published.', 'Run: pnpm pack (or publish); or pnpm stage, and npm pack in the folder that it names.');
}
