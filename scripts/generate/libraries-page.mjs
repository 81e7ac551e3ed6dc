import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { table } from './markdown.mjs';
import { PAGE_HEADER } from './rule-pages.mjs';

/** The page that lists what is known of libraries, read from the registry's source: nothing needs to be built. */
export async function librariesPage(root, registry) {
  // Then the registry itself is what is stale, and is written first.
  if (!existsSync(join(root, registry))) return '';
  const { module } = await runnerImport(join(root, registry), { root, configFile: false, logLevel: 'error', resolve: { conditions: ['dist-lint-source'] } });
  const rows = module.libraries.map((library) => [
    `[${library.name}](${library.docs})`,
    library.packages.map((name) => `\`${name}\``).join(', '),
    Object.keys(library.symbols).length,
    knows(library),
  ]);
  return `${[
    PAGE_HEADER,
    '# Libraries',
    `What a call into a library does is data: one small file a library in \`packages/libraries/src\`, ${rows.length} of them. `
      + 'A call that no row describes is unknown, and unknown is not bad. `pnpm new library <name>` adds a file.',
    table(['Library', 'Packages', 'Rows', 'What it knows'], rows.toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))),
  ].join('\n\n')}\n`;
}

/** Kinds of effects, kinds of entry points, and whether it says what callbacks run: sorted words. */
function knows({ symbols, files = [] }) {
  const facts = Object.values(symbols);
  const callbacks = facts.flatMap((fact) => fact.callbacks ?? []);
  const roles = [...callbacks, ...facts.flatMap((fact) => fact.decorates ?? []), ...files].flatMap(({ role }) => role ?? []);
  return [
    list('effects', facts.flatMap((fact) => (fact.effects ?? []).map(({ kind }) => kind))),
    list('entry points', roles),
    ...(callbacks.length > 0 ? ['callbacks'] : []),
    ...(facts.some((fact) => fact.decorates?.injects || fact.decorates?.injectable) ? ['injection'] : []),
  ].filter((part) => part !== '').join('; ');
}

function list(title, words) {
  const distinct = [...new Set(words)].sort();
  return distinct.length === 0 ? '' : `${title}: ${distinct.join(', ')}`;
}
