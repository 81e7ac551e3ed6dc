import { camelCase } from '../generate/names.mjs';
import { UsageError } from '../run-script.mjs';

const TAKEN = /^(?:library|index|registry|lookup.*)$/;

/** A library of which nothing is known yet: path → text. */
export function newLibrary(name) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new UsageError(`'${name}' is not a library file's name.`, 'Kebab-case, a scope becomes a prefix: @nestjs/bull is nestjs-bull.');
  if (TAKEN.test(name)) throw new UsageError(`'${name}' is taken by a file that is no library.`, 'Choose another name.');
  return {
    files: { [`packages/libraries/src/${name}.ts`]: libraryText(name) },
    next: `Next: write its import names, a link to its documentation, and its rows in packages/libraries/src/${name}.ts (see library.ts there); then pnpm generate.`,
  };
}

const libraryText = (name) => `import { defineLibrary } from './library.ts';

export const ${camelCase(name)} = defineLibrary({
  name: '${name}',
  packages: ['${name}'],
  docs: 'https://www.npmjs.com/package/${name}',
  symbols: {},
});
`;
