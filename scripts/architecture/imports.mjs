import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { doors, importName, insteadOf, packages } from './table.mjs';
import { below } from './source-files.mjs';

/** A sentence for every import that the table does not allow, with where to go instead. */
export function forbiddenImports(root) {
  return Object.keys(packages).flatMap((name) => {
    const { folder } = packages[name];
    const files = name === 'rules' ? below(root, folder) : below(root, `${folder}/src`);
    return files.filter((file) => /\.[cm]?ts$/.test(file)).flatMap((file) => inFile(root, name, file));
  });
}

function inFile(root, name, file) {
  const imported = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true).importedFiles;
  return imported.flatMap(({ fileName }) => {
    const instead = objection(name, file.includes('.test.'), fileName);
    return instead === undefined ? [] : [`${file} imports '${fileName}'. ${instead}`];
  });
}

/** Why a package, or a test of it, may not import something; nothing when it may. */
export function objection(name, isTest, specifier) {
  const { may, tests = [] } = packages[name];
  const ours = Object.keys(packages).find((other) => specifier === importName(other) || specifier.startsWith(`${importName(other)}/`));
  if (ours !== undefined) {
    if (specifier !== importName(ours)) return "Import what a package exports from its index: another package's files are its own.";
    return ours === name || may.includes(ours) || (isTest && tests.includes(ours)) ? undefined : insteadOf[ours];
  }
  return doors.find((door) => isBehind(door, specifier) && !door.only.includes(name) && !(isTest && door.tests))?.instead;
}

const isBehind = ({ imports }, specifier) => imports.some((pattern) => (pattern.endsWith('*') ? specifier.startsWith(pattern.slice(0, -1)) : specifier === pattern));
