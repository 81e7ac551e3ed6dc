/** Holds the project to its own architecture: docs/architecture.md tells the reasons. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { plannedRules } from './catalogue.ts';
import { repository } from './repository.ts';

const script = (path: string) => import(pathToFileURL(join(repository, 'scripts', path)).href);

test('every package imports only what lies below it, and heavy dependencies have one door', async () => {
  const { forbiddenImports } = await script('architecture/imports.mjs');
  expect(forbiddenImports(repository)).toEqual([]);
});

test('every manifest depends only on what lies below', async () => {
  const { forbiddenDependencies } = await script('architecture/manifests.mjs');
  expect(forbiddenDependencies(repository)).toEqual([]);
});

test('every folder says what it holds', async () => {
  const { vagueFolders } = await script('architecture/folders.mjs');
  expect(vagueFolders(repository)).toEqual([]);
});

test('every rule has its test, its fixtures and its page', async () => {
  const { missingCompanions } = await script('architecture/companions.mjs');
  expect(missingCompanions(repository, plannedRules)).toEqual([]);
});

test('what is generated is current; otherwise run pnpm generate', async () => {
  const { staleFiles } = await script('generate/generate.mjs');
  expect(await staleFiles(repository)).toEqual([]);
});
