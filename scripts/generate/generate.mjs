import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runnerImport } from 'vite';
import { actionBundle } from './action-bundle.mjs';
import { configSchema, configTable, withTable } from './config-schema.mjs';
import { graphPageFiles } from './graph-page.mjs';
import { librariesPage } from './libraries-page.mjs';
import { librariesRegistry } from './libraries.mjs';
import { precisionPage } from './precision-page.mjs';
import { readRules } from './read-rules.mjs';
import { PAGE_HEADER, ruleIndexPage, rulePage } from './rule-pages.mjs';
import { ruleSections } from './rule-sections.mjs';
import { rulesRegistry } from './rules-registry.mjs';

const CONFIG_PAGE = 'docs/configuration.md';
const CONFIG_SCHEMA = 'packages/cli/schema/dist-lint.config.schema.json';
const LIBRARIES = 'packages/libraries/src';
const ACTION = 'packages/action';

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
    ...graphPageFiles(root),
  };
}

async function pageFiles(root) {
  const rules = readRules(root);
  const precision = precisionPage(root);
  return {
    'docs/rules/README.md': ruleIndexPage(rules),
    ...Object.fromEntries(rules.map((rule) => [`docs/rules/${rule.name}.md`, rulePage(root, rule)])),
    ...(precision === undefined ? {} : { 'docs/precision.md': precision }),
    ...(await configFiles(root, rules)),
    'docs/libraries.md': await librariesPage(root, `${LIBRARIES}/registry.ts`),
    ...(existsSync(join(root, ACTION, 'src')) ? { [`${ACTION}/bundle/action.mjs`]: await actionBundle(root) } : {}),
  };
}

/** What editors and readers are told of the configuration; nothing where there is none, as in tests. */
async function configFiles(root, rules) {
  const page = read(join(root, CONFIG_PAGE));
  if (page === undefined) return {};
  const { module } = await runnerImport(join(root, 'packages/engine/src/config-schema.ts'), { root, configFile: false, logLevel: 'error', resolve: { conditions: ['dist-lint-source'] } });
  return {
    [CONFIG_SCHEMA]: configSchema(module, rules),
    [CONFIG_PAGE]: withTable(page, configTable(module)),
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
