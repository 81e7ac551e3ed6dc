/** A configuration that imports dist-lint, where the project has not installed it: npx fetched the command, or it was called by its path. */
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '@dist-lint/engine';
import { project, removeProjects } from '@dist-lint/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from './fake.test.data.ts';
import { bin, type PrintedReport } from './project.test.data.ts';

afterEach(removeProjects);

const rule = (name: string) => `defineRule({ name: '${name}', summary: 'S.', pillar: 'state', source: 'Ours', severity: 'error', precision: 'high', scope: 'file', options: {}, *find(program, options, modules) {
  for (const module of modules) yield { module, span: { at: 0, end: 1 }, message: 'm.', path: [{ module, span: { at: 0, end: 1 }, message: 'here' }] };
} })`;
const whole = (...rules: string[]) => `defineConfig({ ignore: ['*.*js', '*.*ts'], ownRules: [${rules.join(', ')}] })`;
const imported = "import { defineConfig, defineRule } from 'dist-lint';\n";
const required = "const { defineConfig, defineRule } = require('dist-lint');\n";

/** The command as it is installed, with what it found. */
function found(root: string, command = bin): unknown {
  // What lies beside a package manager's commands is found by this variable, everywhere.
  const env = { ...process.env, NODE_PATH: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, '--format', 'json'], { cwd: root, encoding: 'utf8', env });
  expect(stderr).toBe('');
  return { status, rules: (JSON.parse(stdout) as PrintedReport).findings.map(({ rule: name }) => name) };
}

describe('without an installed dist-lint, a configuration has the one that runs', () => {
  it.each([
    ['js', `${imported}export default ${whole(rule('owned'))};\n`],
    ['mjs', `${imported}export default ${whole(rule('owned'))};\n`],
    ['cjs', `${required}module.exports = ${whole(rule('owned'))};\n`],
  ])('in .%s', (extension, text) => {
    const root = project({ 'src/a.ts': 'export const a = 1;\n', [`dist-lint.config.${extension}`]: text });
    expect(found(root)).toEqual({ status: 1, rules: ['owned'] });
  });

  it('in .ts, by a symbolic link to the command, and in every file that it imports', () => {
    const modules = ['mts', 'ts', 'mjs', 'js'].map((extension) => [`of-${extension}.${extension}`, `${imported}export default ${rule(`of-${extension}`)};\n`]);
    const root = project({
      'src/a.ts': 'export const a = 1;\n', ...(Object.fromEntries(modules) as Record<string, string>), 'of-cjs.cjs': `${required}module.exports = ${rule('of-cjs')};\n`,
      'dist-lint.config.ts': `import a from './of-mts.mts';\nimport b from './of-ts.ts';\nimport c from './of-mjs.mjs';\nimport d from './of-js.js';\nimport e from './of-cjs.cjs';\n${imported}export default ${whole('a', 'b', 'c', 'd', 'e')};\n`,
    });
    symlinkSync(bin, join(root, 'linked'));
    expect(found(root, join(root, 'linked'))).toEqual({ status: 1, rules: ['of-cjs', 'of-js', 'of-mjs', 'of-mts', 'of-ts'] });
  });
});

it('an installed dist-lint is the one that is meant', async () => {
  const root = project({
    'src/a.ts': 'export const a = 1;\n', 'dist-lint.config.mjs': "export { theirs as default } from 'dist-lint';\n",
    'node_modules/dist-lint/package.json': '{ "name": "dist-lint", "type": "module", "exports": "./index.js" }', 'node_modules/dist-lint/index.js': "export const theirs = { preset: 'their-own' };\n",
  });
  expect((await run([], { cwd: root, check: (options) => check(options) })).stderr).toContain('their-own');
});

it.each([
  ["import '@acme/rules';", "Install '@acme/rules' where dist-lint.config.ts lies, or do without: JSON and YAML import nothing."],
  ["import 'dist-lint/rules';", "Import from 'dist-lint' itself."],
  ["import './rules.ts';", 'Mend it; running the file with Node.js may tell more.'],
])('what is missing is told with what to do: %s', async (line, advice) => {
  const root = project({ 'dist-lint.config.ts': `${line}\nexport default {};\n` });
  const { code, stderr } = await run([], { cwd: root, check: (options) => check(options) });
  expect(code).toBe(2);
  expect(stderr).toContain(`(config-threw)\n  ${advice}\n`);
});
