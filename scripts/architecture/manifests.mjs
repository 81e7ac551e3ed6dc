import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importName, insteadOf, packages } from './table.mjs';

/** A sentence for every dependency that the table does not allow, and every package it does not know. */
export function forbiddenDependencies(root) {
  return [...unknownPackages(root), ...Object.keys(packages).flatMap((name) => inManifest(root, name))];
}

function unknownPackages(root) {
  const known = new Set(Object.values(packages).map(({ folder }) => folder));
  return readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'package.json')) && !known.has(folder))
    .map((folder) => `${folder} is not in scripts/architecture/table.mjs: say what it may import.`);
}

function inManifest(root, name) {
  const { folder, may, tests = [] } = packages[name];
  const path = join(root, folder, 'package.json');
  if (!existsSync(path)) return [];
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const wrong = (field, allowed) => Object.keys(packages)
    .filter((other) => Object.hasOwn(manifest[field] ?? {}, importName(other)) && !allowed.includes(other))
    .map((other) => `${folder}/package.json: ${field} has ${importName(other)}. ${insteadOf[other]}`);
  return [
    ...(manifest.name === importName(name) ? [] : [`${folder}/package.json: the name is '${manifest.name}', not '${importName(name)}'.`]),
    ...['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((field) => wrong(field, may)),
    ...wrong('devDependencies', [...may, ...tests]),
  ];
}
