import { importName, packages } from '../architecture/table.mjs';
import { copyDeclarations } from './declarations.mjs';
import { lentAs, published } from './published.mjs';

/** Imports of ours that a published package leaves to another one → how it names them. */
export function borrowedImports({ borrowsFrom }) {
  if (borrowsFrom === undefined) return {};
  return Object.fromEntries(published[borrowsFrom].lends.map((each) => [importName(each), lentAs(borrowsFrom, each)]));
}

/** The declaration file of what a package lends of another, before it is rewritten like the rest. */
export const lentDeclaration = (folder, each) => `${folder}/internal/${each}.d.ts`;

/**
 * Declarations of what a package lends: file → text. They hold what the declarations of those who borrow mention and no more,
 * since nobody else is to use them.
 */
export function lentDeclarations(root, name) {
  const { folder, lends } = published[name];
  const asked = Object.values(published).filter(({ borrowsFrom }) => borrowsFrom === name)
    .map((each) => copyDeclarations(root, { entries: declarationsOf(each), lent: borrowedImports(each) }).borrowed);
  return Object.fromEntries(lends.map((each) => {
    const names = [...new Set(asked.flatMap((borrowed) => borrowed[importName(each)] ?? []))].sort();
    return [lentDeclaration(folder, each), text(importName(each), names)];
  }));
}

/** The declarations of what a package exports by itself. */
export const declarationsOf = ({ entries, exports }) =>
  Object.values(exports).filter((entry) => Object.hasOwn(entries, entry)).map((entry) => entries[entry].replace(/\.js$/, '.d.ts'));

/** What is lent, as entries of the bundle. */
export const lentEntries = ({ lends }) => Object.fromEntries(lends.map((each) => [each, `${packages[each].folder}/dist/index.js`]));

function text(from, names) {
  if (names.includes('*')) return `export type * from '${from}';\n`;
  return `/** Between the packages of dist-lint, and without promises: it may change with every version. */\nexport ${names.length === 0 ? '{}' : `type { ${names.join(', ')} } from '${from}'`};\n`;
}
