/** Texts that are no whole file of the program, and files that are unusual: silent, or exact, and never a crash. */
import type { Linter } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPlugin, config, eslintHere, lint, type Message, project, run, silent } from './projects.test.support.ts';

builtPlugin();

const CONFIG = config('distLint.configs.all');
const FOUND = [{ ruleId: 'dist-lint/silent-catch', line: 8, column: 5, endLine: 8, endColumn: 10 }];
const crlf = silent.replaceAll('\n', '\r\n');
const before = (comment: string) => silent.replace('  } catch {}', `    // ${comment}\n  } catch {}`);

/** Texts in a language of their own; what it calls a tree has nothing in common with ESLint's, or only the name of its root. */
const LANGUAGE = `const language = (root) => ({
  fileType: 'text', lineStart: 1, columnStart: 0, nodeTypeKey: 'type', visitorKeys: {}, validateLanguageOptions() {},
  parse: () => ({ ok: true, ast: { type: root } }),
  createSourceCode: ({ body }, { ast }) => ({ text: body, ast, getLoc: () => ({ start: { line: 1, column: 0 }, end: { line: 1, column: 0 } }), getRange: () => [0, 0], traverse: () => [1, 2].map((phase) => ({ kind: 1, target: ast, phase, args: [ast] })) }),
});
const other = { languages: { document: language('Document'), program: language('Program') } };
const rules = { 'dist-lint/silent-catch': 'error' };
`;

describe('among the files of one run, a text', { timeout: 120_000 }, () => {
  let found: Record<string, Message[]> = {};

  beforeAll(async () => {
    const processor = "const blocks = { meta: { name: 'blocks', version: '1' }, preprocess: (text) => [{ text, filename: '0.ts' }], postprocess: (messages) => messages.flat(), supportsAutofix: false };";
    const parts = [
      'distLint.configs.all', "{ linterOptions: { reportUnusedDisableDirectives: 'error' }, plugins: { other, 'dist-lint': distLint } }",
      "{ files: ['**/*.md', '**/*.vue'], processor: blocks }", "{ files: ['**/*.md/*.ts', '**/*.vue/*.ts'], languageOptions: { parser } }",
      "{ files: ['**/*.rows'], language: 'other/program', rules }", "{ files: ['**/*.tree.jsx'], language: 'other/document', rules }",
    ];
    const root = project({
      'eslint.config.js': `${LANGUAGE}${processor}\n${config(...parts)}`,
      'src/orders.ts': silent,
      'src/mark.ts': `\ufeff${silent}`, 'src/crlf.ts': crlf, 'src/both.ts': `\ufeff${crlf}`,
      'src/broken.ts': 'const = ;{{{\n',
      'src/huge.ts': silent + Array.from({ length: 5_000 }, (_, index) => `export const item${index} = ${index};`).join('\n'),
      'README.md': silent, 'src/cart.vue': silent,
      'src/stock.rows': silent, 'src/stock.tree.jsx': silent,
      'src/ours.ts': before('dist-lint-disable-next-line silent-catch -- the mail is a courtesy'),
      'src/theirs.ts': before('eslint-disable-next-line dist-lint/silent-catch -- the mail is a courtesy'),
      'src/needless.ts': `${silent}// eslint-disable-next-line dist-lint/silent-catch\nexport {};\n`,
    });
    found = await lint(root, ['README.md', 'src']);
  }, 120_000);

  it('that is like any other is found', () => {
    expect(found).toMatchObject({ 'src/orders.ts': FOUND });
    expect(Object.keys(found)).toHaveLength(13);
  });

  it('with a byte order mark or CRLF is found at its place', () => {
    expect(found).toMatchObject({ 'src/mark.ts': FOUND, 'src/crlf.ts': FOUND, 'src/both.ts': FOUND });
  });

  it("that does not parse is the parser's own affair", () => {
    expect(found['src/broken.ts']).toMatchObject([{ ruleId: null }]);
  });

  it('that is huge is answered', () => {
    expect(found).toMatchObject({ 'src/huge.ts': FOUND });
  });

  it('that is a code block of another file is silent', () => {
    expect(found).toMatchObject({ 'README.md': [], 'src/cart.vue': [] });
  });

  it('in another language is silent', () => {
    expect(found).toMatchObject({ 'src/stock.rows': [], 'src/stock.tree.jsx': [] });
  });

  it("with a comment that switches a finding off, ours or ESLint's, is silent; ESLint knows which of its own are of no use", () => {
    expect(found).toMatchObject({ 'src/ours.ts': [], 'src/theirs.ts': [], 'src/needless.ts': [...FOUND, { ruleId: null, line: 10 }] });
  });
});

describe('a text', { timeout: 120_000 }, () => {
  it('without a name is silent', async () => {
    const root = project({ 'eslint.config.js': 'import distLint from \'eslint-plugin-dist-lint\';\nexport default [distLint.configs.all];\n', 'src/orders.ts': silent });
    const javascript = silent.replace(': { id: string }', '').replace(': Promise<void>', '');
    expect(Object.values(await lint(root, ['--stdin'], { input: javascript }))).toEqual([[]]);
  });

  it.each([
    ['of a file that does not exist yet is analysed', 'src/new/orders.ts'],
    ['counts, and not what the disk holds', 'src/orders.ts'],
  ])('%s', async (_, filePath) => {
    const root = project({ 'src/orders.ts': 'export {};\n' });
    const eslint = await eslintHere(root, ({ configs }) => [configs.all]);
    expect(await eslint.lintText(silent, { filePath })).toMatchObject([{ messages: FOUND }]);
  });

  it('outside of the root is silent', async () => {
    const root = project({ 'eslint.config.js': "export default [];\n", 'app/eslint.config.js': CONFIG, 'app/.git/HEAD': '', 'lib/eslint.config.js': CONFIG, 'lib/orders.ts': silent, 'app/mail.ts': silent });
    const found = await lint(root, ['lib', 'app']);
    expect(found).toMatchObject({ 'lib/orders.ts': FOUND, 'app/mail.ts': FOUND }); // the root is the one around both
    const { stdout } = await run(`${root}/app`, 'eslint', ['--format', 'json', '--no-config-lookup', '--config', 'eslint.config.js', 'mail.ts', '../lib/orders.ts']);
    const results = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string | null }[] }[];
    expect(results.find(({ filePath }) => filePath.endsWith('orders.ts'))?.messages.filter(({ ruleId }) => ruleId !== null)).toEqual([]);
    expect(results.find(({ filePath }) => filePath.endsWith('mail.ts'))?.messages).toMatchObject(FOUND);
  });
});

describe('a mistake in the configuration', { timeout: 120_000 }, () => {
  it.each<[Linter.Config, string]>([
    [{ settings: { 'dist-lint': 5 } }, "settings['dist-lint'] is 5, not an object. Its keys are wait, cache, threads, index."],
    [{ settings: { 'dist-lint': { wait: 'long' } } }, `settings['dist-lint'].wait is "long", not 'batch' or 'editor'.`],
    [{ settings: { 'dist-lint': { wiat: 'batch' } } }, "settings['dist-lint'] has no 'wiat'. Did you mean 'wait'?"],
    [{ settings: { 'dist-lint': { threads: 0 } } }, "settings['dist-lint'].threads is 0, not a whole number of at least 1."],
    [{ rules: { 'dist-lint/silent-catch': ['error', { allowLoging: true }] } }, 'Unexpected property "allowLoging"'],
    [{ rules: { 'dist-lint/silent-catch': ['error', { minSeverity: 'high' }] } }, 'Value "high" should be equal to one of the allowed values.'],
  ])('%j', async (part, sentence) => {
    const eslint = await eslintHere(project({}), ({ configs }) => [configs.recommended, { files: ['**/*.ts'], ...part }]);
    await expect(eslint.lintText(silent, { filePath: 'src/orders.ts' })).rejects.toThrow(sentence);
  });

  it('ends with 2, and ESLint says which', async () => {
    const root = project({ 'eslint.config.js': config('distLint.configs.recommended', "{ settings: { 'dist-lint': { wiat: 'batch' } } }"), 'src/orders.ts': silent });
    const { code, stderr } = await run(root, 'eslint', ['src']);
    expect(code).toBe(2);
    expect(stderr).toContain("settings['dist-lint'] has no 'wiat'. Did you mean 'wait'?");
  });
});
