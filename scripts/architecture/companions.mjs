import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRules } from '../generate/read-rules.mjs';

const GENERATED = ['rules/index.ts', 'rules/pages.ts'];
/** Folders of fixtures that belong to no single rule. */
const NO_RULE = ['systems', 'hostile', 'ledger'];

/** A sentence for every rule that lacks its test, a fixture of each kind or its page, and for what lies there without a rule. */
export function missingCompanions(root, planned) {
  const rules = readRules(root);
  const names = rules.map(({ name }) => name);
  return [
    ...rules.flatMap((rule) => [...missingOf(root, rule.name), ...unwritten(root, rule)]),
    ...list(root, 'rules').filter((file) => file.endsWith('.ts') && !GENERATED.includes(`rules/${file}`) && !names.includes(file.replace(/(\.test)?\.ts$/, '')))
      .map((file) => `rules/${file} is neither a rule nor the test of one. A question that two rules ask becomes a file in packages/graph/src.`),
    ...list(root, 'fixtures').filter((folder) => ![...NO_RULE, ...names, ...planned].includes(folder))
      .map((folder) => `fixtures/${folder} belongs to no rule, built or planned.`),
  ];
}

function missingOf(root, name) {
  const lacks = (path) => `The rule ${name} has no ${path}`;
  const test = `rules/${name}.test.ts`;
  const page = `docs/rules/${name}.md`;
  return [
    ...(existsSync(join(root, test)) ? [] : [`${lacks(test)}: its edge cases, and checkFixtures('${name}').`]),
    ...['bad', 'good'].map((kind) => `fixtures/${name}/${kind}`).filter((folder) => list(root, folder).length === 0)
      .map((folder) => `${lacks(folder)}: a small system that its page shows and its test runs.`),
    ...(existsSync(join(root, page)) ? [] : [`${lacks(page)}: run pnpm generate.`]),
  ];
}

function unwritten(root, { name, file }) {
  const texts = [`rules/${file}`, `rules/${name}.test.ts`].filter((path) => existsSync(join(root, path)) && /\bTODO\b/.test(readFileSync(join(root, path), 'utf8')));
  return texts.map((path) => `${path} still holds a TODO of the scaffold.`);
}

const list = (root, folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)).filter((name) => !name.startsWith('.')) : []);
