import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { importName, packages } from '../architecture/table.mjs';
import { UsageError } from '../run-script.mjs';

/** In a bundle there is no folder of the frontend to hash: what the hash would be is written in its place. */
const IDENTITY = 'packages/workspace/dist/frontend-identity.js';

/**
 * Bundles built JavaScript into one flat folder: threads are found beside the file that starts them, whichever file of the
 * bundle that is. Readable and without source maps: no source of ours travels that they could point into.
 *
 * @param entries name of a file → the built file it begins with
 * @param lent imports of ours that stay imports → of what
 * @returns the names of third-party packages that the bundle imports
 */
export async function bundle(root, { entries, lent, outdir }) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: join(root, path), out })),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    chunkNames: '[name]-[hash]',
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    plugins: [oursOrNot(root, lent), identity(root)],
  });
  refuseMissingThreads(outdir);
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => packageOf(path)));
  return [...new Set(imported.filter((name) => !isBuiltin(name)))].sort();
}

/** Ours come from where they are built; what is lent and what is third-party stays an import. */
function oursOrNot(root, lent) {
  const folders = Object.fromEntries(Object.entries(packages).map(([name, { folder }]) => [importName(name), folder]));
  return {
    name: 'ours-or-not',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined;
        if (Object.hasOwn(lent, path)) return { path: lent[path], external: true };
        if (!Object.hasOwn(folders, path)) return { path, external: true };
        // Files of ours do nothing but declare, so what an entry does not use of an index is left out.
        return { path: join(root, folders[path], 'dist/index.js'), sideEffects: false };
      });
      onResolve({ filter: /^\.\.?\//, namespace: 'file' }, ({ path, resolveDir, kind }) => (kind === 'entry-point' ? undefined : { path: join(resolveDir, path), sideEffects: false }));
    },
  };
}

function identity(root) {
  return {
    name: 'frontend-identity',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]frontend-identity\.js$/ }, async () => {
        const { frontendIdentity } = await import(pathToFileURL(join(root, IDENTITY)).href);
        const value = frontendIdentity();
        if (!/^[0-9a-f]{16}$/.test(value)) throw new UsageError(`The built frontend has no identity: '${value}'.`, 'Run: pnpm build');
        return { contents: `export const frontendIdentity = () => '${value}';` };
      });
    },
  };
}

/** A thread whose file is not in the bundle would be missed only when somebody needs it. */
function refuseMissingThreads(outdir) {
  for (const file of readdirSync(outdir)) {
    for (const [, name] of readFileSync(join(outdir, file), 'utf8').matchAll(/new URL\(\s*["'`]\.\/([^"'`]+)["'`],\s*import\.meta\.url/g)) {
      if (!existsSync(join(outdir, name))) throw new UsageError(`${file} looks for ./${name}, which is not in the bundle.`, 'Make it an entry in scripts/publish/published.mjs.');
    }
  }
}

/** `@scope/name/sub` → `@scope/name`. */
export const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
