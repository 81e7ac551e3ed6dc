import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { librariesPage } from './libraries-page.mjs';
import { librariesRegistry } from './libraries.mjs';
import { readRules } from './read-rules.mjs';
import { PAGE_HEADER, ruleIndexPage, rulePage } from './rule-pages.mjs';
import { ruleSections } from './rule-sections.mjs';
import { rulesRegistry } from './rules-registry.mjs';

const LIBRARIES = 'packages/libraries/src';

/** Writes every generated file that is stale, removes pages of rules that are gone, and gives their paths. */
export async function generate(root) {
  const registries = write(root, registryFiles(root));
  // The page of libraries is read from the registry that has just been written.
  return [...registries, ...write(root, await pageFiles(root)), ...remove(root)];
}

/** Paths of the generated files that differ from what `generate` would write, or that it would remove. */
export async function staleFiles(root) {
  const files = { ...registryFiles(root), ...(await pageFiles(root)) };
  return [...Object.keys(files).filter((path) => read(join(root, path)) !== files[path]), ...orphans(root)].sort();
}

function registryFiles(root) {
  const rules = readRules(root);
  return {
    'rules/index.ts': rulesRegistry(rules),
    'rules/pages.ts': ruleSections(rules),
    [`${LIBRARIES}/registry.ts`]: librariesRegistry(join(root, LIBRARIES)),
  };
}

async function pageFiles(root) {
  const rules = readRules(root);
  return {
    'docs/rules/README.md': ruleIndexPage(rules),
    ...Object.fromEntries(rules.map((rule) => [`docs/rules/${rule.name}.md`, rulePage(root, rule)])),
    'docs/libraries.md': await librariesPage(root, `${LIBRARIES}/registry.ts`),
  };
}

function write(root, files) {
  const stale = Object.keys(files).filter((path) => read(join(root, path)) !== files[path]);
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files[path]);
  }
  return stale;
}

function remove(root) {
  const paths = orphans(root);
  for (const path of paths) rmSync(join(root, path));
  return paths;
}

/** Generated pages whose rule is gone. What people wrote by hand stays. */
function orphans(root) {
  const folder = join(root, 'docs/rules');
  const known = new Set(['README.md', ...readRules(root).map((rule) => `${rule.name}.md`)]);
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => !known.has(file) && read(join(folder, file))?.startsWith(PAGE_HEADER))
    .map((file) => `docs/rules/${file}`);
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : undefined;
}
