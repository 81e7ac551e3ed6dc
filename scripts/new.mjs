/** Scaffolds: `pnpm new rule <name>` and `pnpm new library <name>` write a part and its companions. */
import { relative, resolve } from 'node:path';
import { newLibrary } from './new/library.mjs';
import { newRule } from './new/rule.mjs';
import { writeNew } from './new/write-new.mjs';
import { runScript, UsageError } from './run-script.mjs';

const KINDS = { rule: newRule, library: newLibrary };
const USAGE = 'Usage: pnpm new rule <name> | pnpm new library <name>';

const root = resolve(import.meta.dirname, '..');

await runScript(async ([kind, name, ...rest]) => {
  if (!Object.hasOwn(KINDS, kind ?? '')) throw new UsageError(kind === undefined ? 'What is new?' : `Cannot make a '${kind}'.`, USAGE);
  if (name === undefined) throw new UsageError(`The ${kind} needs a name.`, USAGE);
  if (rest.length > 0) throw new UsageError(`Unexpected argument '${rest[0]}'.`, USAGE);

  const { files, next } = KINDS[kind](name);
  const { generate } = await import('./generate/generate.mjs');
  const written = [...writeNew(root, files), ...await generate(root)];
  for (const path of written) console.log(`wrote ${relative(process.cwd(), resolve(root, path))}`);
  console.log(`\n${next}`);
});
