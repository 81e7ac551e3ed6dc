/** One engine, two places: what ESLint shows is what the command line prints. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '@dist-lint/engine';
import { copyPackage, copySystem, fixturesFolder } from '@dist-lint/testing';
import { builtPlugin, eslintHere, printedByCommand, project } from './projects.test.support.ts';

builtPlugin();

/** Of every rule, of both kinds. They lie in one root, each in a folder of its own, because each root starts threads and loads the parser. */
/** Rules that ask for the whole system are for runs. */
const inHosts = rules.filter(({ isWhole }) => isWhole !== true);
const fixtures = inHosts.flatMap(({ name }) => ['bad', 'good'].flatMap((kind) => readdirSync(join(fixturesFolder, name, kind)).map((system) => `${name}/${kind}/${system}`)));

describe('ESLint and the command line', { timeout: 120_000 }, () => {
  it('say the same of the fixtures', async () => {
    const root = project({});
    for (const system of fixtures) copySystem(join(fixturesFolder, system), join(root, system));
    const { shown, printed } = await both(root);
    expect(shown).toEqual(printed);
    // Where neither finds what the fixture is there for, neither may have read it.
    const isIn = (system: string, file: string) => file === system || file.startsWith(`${system}/`);
    expect(fixtures.filter((system) => system.includes('/bad/') && !printed.some(({ rule, file }) => system.startsWith(`${rule}/`) && isIn(system, file)))).toEqual([]);
  });

  it('say the same of the shop', async () => {
    const root = project({});
    copySystem(join(fixturesFolder, 'systems/shop'), root);
    const { shown, printed } = await both(root);
    expect(shown).toEqual(printed);
    expect(printed).not.toEqual([]);
  });

  it.each([['next-auth'], ['@electric-sql/client']])('say the same of the published package %s', async (name) => {
    const root = project({});
    copyPackage(name, root);
    const { shown, printed } = await both(root);
    expect(shown).toEqual(printed);
    expect(printed).not.toEqual([]);
  });
});

interface Place {
  rule: string;
  file: string;
  line: number;
  column: number;
  endLine: number | undefined;
  endColumn: number | undefined;
  message: string;
}

async function both(root: string): Promise<{ shown: Place[]; printed: Place[] }> {
  const report = await printedByCommand(root);
  expect(report.incomplete).toEqual([]);
  const isInHosts = (rule: string): boolean => inHosts.some(({ name }) => name === rule);
  const printed = report.findings.filter(({ rule }) => isInHosts(rule)).map(({ rule, file, line, column, endLine, endColumn, message }) => ({ rule, file, line, column, endLine, endColumn, message }));
  return { shown: (await shownByEslint(root)).sort(byPlace), printed: printed.sort(byPlace) };
}

async function shownByEslint(root: string): Promise<Place[]> {
  const eslint = await eslintHere(root, ({ configs }) => [configs.all, { linterOptions: { reportUnusedDisableDirectives: 'off' } }]);
  const results = await eslint.lintFiles(['.']);
  return results.flatMap(({ filePath, messages }) =>
    // A published package's comments name rules that are not there; a text that could not be parsed has a message without a rule.
    messages.filter(({ ruleId }) => ruleId === null || ruleId.startsWith('dist-lint/')).map(({ ruleId, line, column, endLine, endColumn, message }) => ({
      rule: (ruleId ?? 'parser').replace('dist-lint/', ''), file: relative(root, filePath).split(sep).join('/'), line, column, endLine, endColumn, message,
    })));
}

function byPlace(a: Place, b: Place): number {
  const key = ({ file, line, column, rule, message }: Place): string => [file, String(line).padStart(9, '0'), String(column).padStart(9, '0'), rule, message].join('\0');
  return key(a) < key(b) ? -1 : 1;
}
