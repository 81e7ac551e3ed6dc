import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { importName, packages } from '../architecture/table.mjs';
import { UsageError } from '../run-script.mjs';
import { declaring, readImports } from './declaration-imports.mjs';

/**
 * Copies the declarations that the entries lead to, one folder a package, with imports of ours made relative. Names are followed
 * through the index of a package to the file that declares them: what else a package declares is nobody's business, and may
 * need types that a consumer does not have.
 *
 * @param entries built declaration files, from the root
 * @param written text of entries that are not built
 * @param lent imports of ours that stay imports → of what
 * @param outdir when missing, nothing is written
 * @returns `outside`: the specifiers of packages that the declarations import; `borrowed`: import of ours that stays → the names taken from it
 */
export function copyDeclarations(root, { entries, written = {}, lent, outdir }) {
  const outside = new Set();
  const borrowed = {};
  const waiting = [...entries];
  const seen = new Set();
  const files = { read: (file) => written[file] ?? readBuilt(root, file), resolve: builtFile };

  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = rewritten(file);
    if (outdir !== undefined) write(join(outdir, staged(file)), text);
  }
  return { outside: [...outside].sort(), borrowed };

  function rewritten(file) {
    const text = files.read(file);
    let result = '';
    let at = 0;
    for (const each of readImports(text)) {
      const isWhole = each.names === undefined || builtFile(file, each.specifier) === undefined || Object.hasOwn(lent, each.specifier);
      const [place, by] = isWhole ? [each.quoted, `'${target(file, each)}'`] : [each, byDeclaration(file, each)];
      result += text.slice(at, place.start) + by;
      at = place.end;
    }
    // The maps lead to sources that we do not publish.
    return (result + text.slice(at)).replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
  }

  /** Where an import leads that is kept in one piece. */
  function target(file, { specifier, names }) {
    if (Object.hasOwn(lent, specifier)) {
      borrowed[specifier] = [...new Set([...(borrowed[specifier] ?? []), ...(names?.map(({ from }) => from) ?? ['*'])])];
      outside.add(lent[specifier]);
      return lent[specifier];
    }
    const next = builtFile(file, specifier);
    if (next !== undefined) return relativeTo(file, next);
    outside.add(specifier);
    return specifier;
  }

  function byDeclaration(file, { keyword, names, specifier }) {
    return names.map(({ from, as, isType }) => {
      const found = declaring(builtFile(file, specifier), from, files);
      if (found === undefined) throw new Error(`${file} takes '${from}' from ${specifier}, and no file declares it.`);
      const name = found.name === as ? as : `${found.name} as ${as}`;
      return `${keyword} ${isType ? 'type ' : ''}{ ${name} } from '${relativeTo(file, found.file)}';`;
    }).join('\n');
  }

  function relativeTo(file, next) {
    waiting.push(next);
    const path = posix.relative(posix.dirname(staged(file)), staged(next)).replace(/\.d\.ts$/, '.js');
    return path.startsWith('.') ? path : `./${path}`;
  }
}

/** `packages/graph/dist/link.d.ts` → `graph/link.d.ts`: where it lies below the folder of types. */
export function staged(file) {
  const found = Object.entries(packages).find(([, { folder }]) => file.startsWith(`${folder}/`));
  if (found === undefined) throw new Error(`${file} is not built by a package of ours.`);
  const [name, { folder }] = found;
  return `${name}/${file.slice(folder.length + 1).replace(/^dist\//, '')}`;
}

/** The declaration that an import of ours leads to; undefined for what is not ours. */
function builtFile(from, specifier) {
  if (/^\.\.?\//.test(specifier)) return posix.join(posix.dirname(from), specifier).replace(/\.[jt]s$/, '.d.ts');
  const name = Object.keys(packages).find((each) => importName(each) === specifier);
  return name && `${packages[name].folder}/dist/index.d.ts`;
}

function readBuilt(root, file) {
  if (!existsSync(join(root, file))) throw new UsageError(`There is no ${file}.`, 'Run: pnpm build');
  return readFileSync(join(root, file), 'utf8');
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
