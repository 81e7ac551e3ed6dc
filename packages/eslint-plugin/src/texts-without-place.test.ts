/** Texts that are no whole file of the program, and files that are unusual: silent, or exact, and never a crash. */
import { describe, expect, it } from 'vitest';
import { builtPlugin, config, lint, project, run, silent } from './projects.test.support.ts';

builtPlugin();

const CONFIG = config('distLint.configs.all');
const FOUND = [{ ruleId: 'dist-lint/silent-catch', line: 8, column: 5, endLine: 8, endColumn: 10 }];
const stdin = (input: string, ...argv: string[]) => [['--stdin', ...argv], { input }] as const;

describe('a text', { timeout: 120_000 }, () => {
  it('without a name is silent', async () => {
    const root = project({ 'eslint.config.js': CONFIG, 'src/orders.ts': silent });
    const javascript = silent.replace(': { id: string }', '').replace(': Promise<void>', '');
    expect(Object.values(await lint(root, ...stdin(javascript)))).toEqual([[]]);
  });

  it('of a file that does not exist yet is analysed', async () => {
    const root = project({ 'eslint.config.js': CONFIG, 'src/mail.ts': 'export {};\n' });
    expect(await lint(root, ...stdin(silent, '--stdin-filename', 'src/new/orders.ts'))).toMatchObject({ 'src/new/orders.ts': FOUND });
  });

  it('counts, and not what the disk holds', async () => {
    const root = project({ 'eslint.config.js': CONFIG, 'src/orders.ts': 'export {};\n' });
    expect(await lint(root, ...stdin(silent, '--stdin-filename', 'src/orders.ts'))).toMatchObject({ 'src/orders.ts': FOUND });
  });

  it('with a byte order mark or CRLF is found at its place', async () => {
    const root = project({ 'eslint.config.js': CONFIG, 'src/mark.ts': `\ufeff${silent}`, 'src/crlf.ts': silent.replaceAll('\n', '\r\n'), 'src/both.ts': `\ufeff${silent.replaceAll('\n', '\r\n')}` });
    expect(await lint(root, ['src'])).toMatchObject({ 'src/mark.ts': FOUND, 'src/crlf.ts': FOUND, 'src/both.ts': FOUND });
  });

  it('that does not parse is the parser\'s own affair', async () => {
    const root = project({ 'eslint.config.js': CONFIG, 'src/orders.ts': 'const = ;{{{\n', 'src/mail.ts': silent });
    const found = await lint(root, ['src']);
    expect(found['src/orders.ts']).toMatchObject([{ ruleId: null }]);
    expect(found['src/mail.ts']).toMatchObject(FOUND);
  });

  it('that is huge is answered', async () => {
    const root = project({ 'eslint.config.js': CONFIG, 'src/orders.ts': silent + Array.from({ length: 5_000 }, (_, index) => `export const item${index} = ${index};`).join('\n') });
    expect(await lint(root, ['src'])).toMatchObject({ 'src/orders.ts': FOUND });
  });

  it('that is a code block of another file is silent', async () => {
    const processor = `const blocks = { meta: { name: 'blocks', version: '1' }, preprocess: (text) => [{ text, filename: '0.ts' }], postprocess: (messages) => messages.flat(), supportsAutofix: false };`;
    const parts = ["distLint.configs.all", "{ files: ['**/*.md', '**/*.vue'], processor: blocks }", "{ files: ['**/*.md/*.ts', '**/*.vue/*.ts'], languageOptions: { parser } }"];
    const root = project({ 'eslint.config.js': `${processor}\n${config(...parts)}`, 'README.md': silent, 'src/cart.vue': silent, 'src/orders.ts': silent });
    expect(await lint(root, ['README.md', 'src'])).toMatchObject({ 'README.md': [], 'src/cart.vue': [], 'src/orders.ts': FOUND });
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

describe('comments that switch findings off', { timeout: 120_000 }, () => {
  const before = (comment: string) => silent.replace('  } catch {}', `    // ${comment}\n  } catch {}`);

  it('are honoured, ours and ESLint\'s, and ESLint knows which of its own are of no use', async () => {
    const root = project({
      'eslint.config.js': config('distLint.configs.all', "{ linterOptions: { reportUnusedDisableDirectives: 'error' } }"),
      'src/ours.ts': before('dist-lint-disable-next-line silent-catch -- the mail is a courtesy'),
      'src/theirs.ts': before('eslint-disable-next-line dist-lint/silent-catch -- the mail is a courtesy'),
      'src/needless.ts': `${silent}// eslint-disable-next-line dist-lint/silent-catch\nexport {};\n`,
    });
    const found = await lint(root, ['src']);
    expect(found).toMatchObject({ 'src/ours.ts': [], 'src/theirs.ts': [], 'src/needless.ts': [...FOUND, { ruleId: null, line: 10 }] });
    expect(found['src/needless.ts']).toHaveLength(2);
  });
});

describe('a mistake in the configuration', { timeout: 120_000 }, () => {
  it.each([
    ["{ settings: { 'dist-lint': 5 } }", "settings['dist-lint'] is 5, not an object. Its keys are wait, cache, threads, index."],
    ["{ settings: { 'dist-lint': { wait: 'long' } } }", `settings['dist-lint'].wait is "long", not 'batch' or 'editor'.`],
    ["{ settings: { 'dist-lint': { wiat: 'batch' } } }", "settings['dist-lint'] has no 'wiat'. Did you mean 'wait'?"],
    ["{ settings: { 'dist-lint': { threads: 0 } } }", "settings['dist-lint'].threads is 0, not a whole number of at least 1."],
    ["{ rules: { 'dist-lint/silent-catch': ['error', { allowLoging: true }] } }", 'Unexpected property "allowLoging"'],
    ["{ rules: { 'dist-lint/silent-catch': ['error', { minSeverity: 'high' }] } }", 'Value "high" should be equal to one of the allowed values.'],
  ])('%s', async (part, sentence) => {
    const { code, stderr } = await run(project({ 'eslint.config.js': config('distLint.configs.recommended', part), 'src/orders.ts': silent }), 'eslint', ['src']);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
