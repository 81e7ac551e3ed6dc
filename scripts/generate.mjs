/** Writes what follows from the sources: registries and pages. `--check` writes nothing and fails on what is stale. */
import { relative, resolve } from 'node:path';
import { generate, staleFiles } from './generate/generate.mjs';
import { runScript, UsageError } from './run-script.mjs';

const root = resolve(import.meta.dirname, '..');

await runScript(async (args) => {
  const unknown = args.find((arg) => arg !== '--check');
  if (unknown !== undefined) throw new UsageError(`Unknown argument '${unknown}'.`, 'Usage: pnpm generate [--check]');

  if (args.includes('--check')) {
    const stale = await staleFiles(root);
    if (stale.length === 0) return;
    console.error(['Stale generated files:', ...stale.map((file) => `  ${file}`), 'Run `pnpm generate` and commit the result.'].join('\n'));
    process.exitCode = 1;
    return;
  }
  for (const path of await generate(root)) console.log(`wrote ${relative(process.cwd(), resolve(root, path))}`);
});
