/** The hosts that people have, each with its own binary: what is built is loaded and finds what there is to find. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtPlugin, config, lint, project, run, silent, write } from './projects.test.support.ts';

builtPlugin();

const FOUND = [{ ruleId: 'dist-lint/silent-catch', line: 8, column: 5, endLine: 8, endColumn: 10 }];
const recommended = { 'eslint.config.js': config('distLint.configs.recommended'), 'src/orders.ts': silent };

describe('a host', { timeout: 120_000 }, () => {
  it.each(['eslint', 'eslint9'])('%s with the parser of typescript-eslint', async (version) => {
    expect(await lint(project(recommended, { eslint: version }), ['src'])).toMatchObject({ 'src/orders.ts': FOUND });
  });

  it('ESLint with extends', async () => {
    const root = project({
      'src/orders.ts': silent,
      'eslint.config.js': `import { defineConfig } from 'eslint/config';
import distLint from 'eslint-plugin-dist-lint';
import parser from '@typescript-eslint/parser';
export default defineConfig([{ files: ['src/**/*.ts'], languageOptions: { parser }, plugins: { 'dist-lint': distLint }, extends: ['dist-lint/recommended'] }]);
`,
    });
    expect(await lint(root, ['src'])).toMatchObject({ 'src/orders.ts': FOUND });
  });

  it('ESLint with two threads', async () => {
    const root = project({ ...recommended, ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`src/orders${index}.ts`, silent])) });
    const found = await lint(root, ['src', '--concurrency=2']);
    expect(Object.keys(found)).toHaveLength(13);
    for (const messages of Object.values(found)) expect(messages).toMatchObject(FOUND);
  });

  it('oxlint', async () => {
    const root = project({
      'src/orders.ts': silent, '.oxlintrc.json': '{ "jsPlugins": ["eslint-plugin-dist-lint"], "categories": { "correctness": "off" }, "rules": { "dist-lint/silent-catch": ["error", { "minPrecision": "high" }] } }',
    }, { oxlint: 'oxlint' });
    const { stdout } = await run(root, 'oxlint', ['--format', 'json', 'src']);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; labels: { span: { offset: number; length: number } }[] }[] };
    expect(diagnostics).toMatchObject([{ code: 'dist-lint(silent-catch)', labels: [{ span: { offset: silent.indexOf('catch'), length: 5 } }] }]);
  });

  it('a repository that has TypeScript 7', async () => {
    const javascript = silent.replace(': { id: string }', '').replace(': Promise<void>', '');
    const root = project({ 'eslint.config.js': "import distLint from 'eslint-plugin-dist-lint';\nexport default [distLint.configs.recommended];\n", 'src/orders.js': javascript }, { eslint: 'eslint', typescript: 'typescript7' });
    expect(JSON.parse(readFileSync(join(root, 'node_modules/typescript/package.json'), 'utf8'))).toMatchObject({ version: '7.0.2' });
    expect(await lint(root, ['src'])).toMatchObject({ 'src/orders.js': FOUND });
  });
});

describe("ESLint's cache", { timeout: 120_000 }, () => {
  // In JavaScript: the parser of TypeScript takes a while to load, and no test here is about it.
  const caller = `import { send } from './mail.js';

export async function confirm(order) {
  try {
    await send(order);
  } catch {}
}
`;
  const harmless = 'export async function send(order) {\n  await Promise.resolve(order);\n}\n';
  const sends = "import { Queue } from 'bullmq';\nconst mails = new Queue('mail');\nexport async function send(order) {\n  await mails.add('confirmation', order);\n}\n";
  const files = { 'eslint.config.js': "import distLint, { withIndex } from 'eslint-plugin-dist-lint';\nconst configs = [distLint.configs.all];\nexport default process.env.WITH_INDEX ? await withIndex(configs) : configs;\n", 'src/orders.js': caller, 'src/mail.js': harmless };

  it('goes stale when another file changes', async () => {
    const root = project(files);
    expect(await lint(root, ['src', '--cache'])).toMatchObject({ 'src/orders.js': [] });
    write(root, { 'src/mail.js': sends });
    expect(await lint(root, ['src', '--cache'])).toMatchObject({ 'src/orders.js': [] });
    expect(await lint(root, ['src'])).toMatchObject({ 'src/orders.js': [{ ruleId: 'dist-lint/silent-catch' }] });
  });

  it('does not with the hash of the index in the settings', async () => {
    const root = project(files);
    const options = { env: { WITH_INDEX: '1' } };
    expect(await lint(root, ['src', '--cache'], options)).toMatchObject({ 'src/orders.js': [] });
    write(root, { 'src/mail.js': sends });
    expect(await lint(root, ['src', '--cache'], options)).toMatchObject({ 'src/orders.js': [{ ruleId: 'dist-lint/silent-catch' }] });
  });
});
