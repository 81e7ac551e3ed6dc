import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { project as folder, removeProjects, silent } from '@dist-lint/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bin, type Ended, type PrintedReport, type Reported } from './project.test.data.ts';

beforeAll(() => {
  if (!existsSync(fileURLToPath(new URL('../dist/main.js', import.meta.url)))) throw new Error('These tests run what is built: run `pnpm build` first.');
});
afterEach(removeProjects);

/** The one error of `src/orders.ts` is found, whatever lies beside it. */
const goesOn = { code: 1, stderr: '', report: { summary: { findings: { error: 1 } }, findings: [{ rule: 'silent-catch', file: 'src/orders.ts' }], incomplete: [] } };

describe('files that are no proper source', { timeout: 60_000 }, () => {
  it('are gaps of their kind, and the rest is analysed', async () => {
    const { gaps, ...run } = await reported(
      folder({
        'src/orders.ts': silent,
        'src/syntax.ts': 'export function ship( {\n  const = ;\n',
        'src/conflict.ts': '<<<<<<< HEAD\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> theirs\n',
        'src/unclosed.ts': 'const a = `${"x\n/* never closed',
        'src/logo.ts': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2]),
        'src/latin.ts': Buffer.from('export const size = "größer";\n', 'latin1'),
        'src/data.ts': `export const data = [\n${'  "some words of a long list",\n'.repeat(200_000)}];\n`,
        'src/cart.vue': '<script>import "./orders"</script>',
        'src/lost.ts': "import { gone } from './gone';\nconsole.info(gone);\n",
      }),
    );
    expect(run).toMatchObject(goesOn);
    expect(gaps).toEqual({
      'syntax-error': ['src/conflict.ts', 'src/syntax.ts', 'src/unclosed.ts'],
      'not-text': ['src/logo.ts'],
      'not-utf8': ['src/latin.ts'],
      'too-large': ['src/data.ts'],
      'unsupported-file': ['src/cart.vue'],
      'unresolved-import': ['src/lost.ts'],
    });
  });

  it('are none when they are only unusual', async () => {
    const { gaps, ...run } = await reported(
      folder({
        'src/orders.ts': silent,
        'src/empty.ts': '',
        'src/mark.ts': '\ufeff',
        'src/comment.ts': '// nothing yet',
        'src/run.ts': '#!/usr/bin/env node\nconsole.info("up");\n',
        'src/utf16.ts': Buffer.from('\ufeffexport const a = 1;\n', 'utf16le'),
        'src/long.ts': Array.from({ length: 50_000 }, (_, index) => `export const item${index} = ${index};`).join('\n'),
        'src/carriage.ts': 'export const a = 1;\rexport const b = 2;\r',
        'src/empty.json': '',
      }),
    );
    expect(run).toMatchObject({ ...goesOn, report: { ...goesOn.report, summary: { modules: 8 } } });
    expect(gaps).toEqual({});
  });

  it('an expression nested 10,000 deep is a gap or is read', async () => {
    const deep = `export const a = ${'('.repeat(10_000)}1${')'.repeat(10_000)};\n`;
    const sum = `export const b = ${'1 + '.repeat(10_000)}1;\n`;
    const nested = `${'function f() {'.repeat(10_000)}${'}'.repeat(10_000)}\n`;
    const chain = `export const d = a${'.b()'.repeat(10_000)};\n`;
    const { gaps, ...run } = await reported(folder({ 'src/orders.ts': silent, 'src/deep.ts': deep, 'src/sum.ts': sum, 'src/nested.ts': nested, 'src/chain.ts': chain }));
    expect(run).toMatchObject(goesOn);
    const lost = ['src/deep.ts', 'src/sum.ts', 'src/nested.ts', 'src/chain.ts'].filter((file) => gaps['too-deep']?.includes(file));
    expect(run.report.summary.modules).toBe(5 - lost.length);
  });

  it('a minified file of 5 MB is left out, and said to be', async () => {
    const minified = 'function a(b,c){return b?c(b):a(c,b)};var d=a(1,function(e){return e});'.repeat(70_000);
    const { report, ...run } = await reported(folder({ 'src/orders.ts': silent, 'src/bundle.js': minified }));
    expect({ ...run, report }).toMatchObject(goesOn);
    expect(report.skipped).toContainEqual({ reason: 'minified', count: 1, samples: ['src/bundle.js'] });
  });

  it('finds the same place with a byte order mark, and with CRLF', async () => {
    const variants = { plain: silent, marked: `\ufeff${silent}`, crlf: silent.replaceAll('\n', '\r\n'), both: `\ufeff${silent.replaceAll('\n', '\r\n')}` };
    const { report } = await reported(folder(Object.fromEntries(Object.entries(variants).map(([name, text]) => [`src/${name}.ts`, text]))));
    expect(report.findings).toMatchObject(Object.keys(variants).sort().map((name) => ({ file: `src/${name}.ts`, line: 8, column: 5 })));
  });

  it('a file and a folder that may not be read are gaps', { skip: process.getuid?.() === 0 }, async () => {
    const root = folder({ 'src/orders.ts': silent, 'src/secret.ts': 'export {};', 'closed/a.ts': 'export {};' });
    chmodSync(join(root, 'src/secret.ts'), 0);
    chmodSync(join(root, 'closed'), 0);
    const { gaps, ...run } = await reported(root);
    chmodSync(join(root, 'closed'), 0o700);
    expect(run).toMatchObject(goesOn);
    expect(gaps['unreadable-file']).toEqual(['closed', 'src/secret.ts']);
  });

  it('more files unreadable than read is no analysis', async () => {
    const binary = new Uint8Array([0, 1, 2]);
    const { code, report, stderr } = await reported(folder({ 'src/orders.ts': silent, 'a.ts': binary, 'b.ts': binary, 'c.ts': binary }));
    expect(code).toBe(3);
    expect(report.incomplete).toEqual(['3 of 4 files could not be read.']);
    expect(stderr).toContain('3 of 4 files could not be read.');
  });
});

describe('links and what leaves the root', { timeout: 60_000 }, () => {
  it('symbolic links in a circle, to nowhere, and out of the root', async () => {
    const outside = folder({ 'other.ts': silent });
    const root = folder({ 'src/orders.ts': silent });
    symlinkSync('loop-b', join(root, 'loop-a'));
    symlinkSync('loop-a', join(root, 'loop-b'));
    symlinkSync('..', join(root, 'src/up'));
    symlinkSync('gone.ts', join(root, 'src/dangling.ts'));
    symlinkSync(outside, join(root, 'src/away'));
    const { gaps, ...run } = await reported(root);
    expect(run).toMatchObject(goesOn);
    expect(gaps['symlink-loop']).toEqual(['loop-a', 'loop-b']);
    expect(gaps['unreadable-file']).toEqual(['src/dangling.ts']);
    expect(gaps['outside-root']).toEqual(['src/away']);
    expect(run.stdout).not.toContain(outside);
  });

  it('an import out of the root is not followed', async () => {
    const outside = folder({ 'other.ts': 'export const secret = 1;\n' });
    const root = folder({ 'src/orders.ts': silent, 'src/spy.ts': `import { secret } from '${outside}/other.ts';\nimport '../../../../../../../etc/passwd';\nconsole.info(secret);\n` });
    const { gaps, ...run } = await reported(root);
    expect(run).toMatchObject({ ...goesOn, report: { ...goesOn.report, summary: { modules: 2 } } });
    expect([...(gaps['outside-root'] ?? []), ...(gaps['outside-import'] ?? []), ...(gaps['unresolved-import'] ?? [])]).toContain('src/spy.ts');
  });

  it('a path out of the root of the first, on the command line', async () => {
    const other = folder({ 'a.ts': 'export {};\n' });
    const root = folder({ 'src/orders.ts': silent });
    expect(await distLint(root, ['src', other])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('names', { timeout: 60_000 }, () => {
  const names = ['with space', "it's", 'a"b', '`code`', '<b>', '[x](y)', '*|_#', '$HOME', '%41', 'größe', '数量', '🛒', '-v', 'new\nline', 'esc\u001b[31m', 'bidi\u202e', '{a,b}', '(group)', '@at', '+page', 'con', 'a\\b'];
  const files = Object.fromEntries(names.map((name) => [`src/${name}/${name}.ts`, silent]));

  it('may hold anything, in JSON', async () => {
    const { code, report } = await reported(folder(files));
    expect(code).toBe(1);
    expect(report.findings.map(({ file }) => file)).toEqual(Object.keys(files).sort());
  });

  it('may hold anything, in text, and nothing of it reaches the terminal', async () => {
    const { code, stdout } = await distLint(folder(files), ['--no-cache']);
    expect(code).toBe(1);
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]|\p{Cf}/u);
    expect(stdout).toContain('src/new\\nline/new\\nline.ts:8:5');
    expect(stdout).toContain('src/esc\\x1b[31m/esc\\x1b[31m.ts:8:5');
  });

  it('may be named on the command line', async () => {
    const some = ['-v', "it's", 'new\nline', '{a,b}'];
    const { report } = await reported(folder(files), '--', ...some.map((name) => `src/${name}`));
    expect(report.findings.map(({ file }) => file)).toEqual(some.map((name) => `src/${name}/${name}.ts`));
  });
});

describe('the command line', { timeout: 60_000 }, () => {
  it('a folder that does not exist', async () => {
    const { code, stdout, stderr } = await distLint(folder({}), ['./gone']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('gone');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('no files at all', async () => {
    const { code, stdout } = await distLint(folder({ 'README.md': '# Shop\n' }), ['--no-cache']);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing was analysed: no TypeScript or JavaScript files found.');
  });

  it('a folder below with no files of its own does not look clean', async () => {
    const { stdout } = await distLint(folder({ 'src/orders.ts': 'export {};\n', 'docs/README.md': '# Shop\n' }), ['docs', '--no-cache']);
    expect(stdout).toMatch(/[Nn]othing (was|is)|[Nn]o TypeScript/);
  });

  it.each([
    [['--fomat', 'json'], 'Did you mean --format?'],
    [['--format', 'xml'], 'Known: agent, github, gitlab, json, markdown, sarif, text.'],
    [['--rule', 'silent-cach'], "Did you mean 'silent-catch'?"],
    [['--option', 'silent-catch.loud=true'], 'no option'],
    [['--option', 'silent-catch.allowLogging=7'], 'allowLogging'],
    [['--output', 'gone/report.txt'], "there is no folder 'gone'"],
    [['blast-radios'], 'neither a command nor a file'],
    [['explain', 'nothing'], 'silent-catch'],
  ])('%j is a user error', async (argv, hint) => {
    const { code, stdout, stderr } = await distLint(folder({ 'src/orders.ts': silent }), argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('runs in a folder below, with paths from the root', async () => {
    const root = folder({ 'src/orders.ts': silent, 'src/mail/mail.ts': silent });
    const { report } = await reported(join(root, 'src/mail'));
    expect(report.findings.map(({ file }) => file)).toEqual(['src/mail/mail.ts']);
  });

  it('--output writes the report and nothing else', async () => {
    const root = folder({ 'src/orders.ts': silent });
    const { code, stdout } = await distLint(root, ['--no-cache', '--format', 'json', '--output', 'report.json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(JSON.parse(readFileSync(join(root, 'report.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
  });

  it('is not bothered by a reader that leaves', async () => {
    const root = folder(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`src/orders${index}.ts`, silent])));
    const child = spawn(process.execPath, [bin, '--no-cache', '--format', 'json'], { cwd: root });
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += String(text)));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('says so when it is not built', async () => {
    const root = folder({ 'bin/dist-lint.js': readFileSync(bin), 'package.json': '{ "type": "module" }' });
    const { code, stderr } = await node(root, ['bin/dist-lint.js']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^dist-lint is not built: .*\n$/);
  });

  it('--fail-on never ends with 0', async () => {
    expect(await reported(folder({ 'src/orders.ts': silent }), '--fail-on', 'never')).toMatchObject({ ...goesOn, code: 0 });
  });

  it('explains a rule and a place', async () => {
    const root = folder({ 'src/orders.ts': silent });
    expect(await distLint(root, ['explain', 'silent-catch'])).toMatchObject({ code: 0, stderr: '' });
    const place = await distLint(root, ['explain', '--at', 'src/orders.ts:7', '--no-cache']);
    expect(place).toMatchObject({ code: 0, stderr: '' });
    expect(place.stdout).toMatch(/^src\/orders\.ts:7 {2}in confirm\n/);
    for (const at of ['src/gone.ts:1', 'src/orders.ts:999', 'README.md:1']) {
      expect(await distLint(root, ['explain', '--at', at, '--no-cache'])).toMatchObject({ code: 2, stdout: '' });
    }
  });
});

describe('promises of every run', { timeout: 120_000 }, () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`src/part${index % 7}/orders${index}.ts`, silent + `// ${'x'.repeat(5000)}\n`]));

  it('says nothing of this machine', async () => {
    const root = folder({ 'src/orders.ts': silent, 'src/broken.ts': 'const = ;', 'tsconfig.json': '{', 'src/lost.ts': "import './gone';\n" });
    symlinkSync(dirname(root), join(root, 'away'));
    const { stdout } = await reported(root);
    expect(stdout).not.toContain(root);
    expect(stdout).not.toContain(dirname(root));
  });

  it('is the same with one thread or many, cold or warm', async () => {
    const root = folder(many);
    const runs = [['--no-cache', '--threads', '1'], ['--no-cache', '--threads', '4'], ['--threads', '2'], ['--threads', '1'], []];
    const printed = new Set<string>();
    for (const flags of runs) printed.add((await distLint(root, ['--format', 'json', ...flags])).stdout);
    expect(printed.size).toBe(1);
  });

  it('ends with 3 when memory runs out, and says so', async () => {
    const { code, stdout, stderr } = await distLint(folder(many), ['--no-cache', '--threads', '1'], ['--max-old-space-size=24', '--max-semi-space-size=1']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('out of memory');
  });
});

/** Runs the installed command in a folder. */
function distLint(cwd: string, argv: readonly string[], nodeFlags: readonly string[] = []): Promise<Ended> {
  return node(cwd, [...nodeFlags, bin, ...argv]);
}

function node(cwd: string, argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd, env: { PATH: process.env['PATH'] }, timeout: 60_000 });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

/** Runs `check --format json` in a folder. */
async function reported(cwd: string, ...argv: string[]): Promise<Reported> {
  const ended = await distLint(cwd, ['check', '--format', 'json', '--no-cache', ...argv]);
  if (ended.stdout === '') throw new Error(`There is no report. Code ${ended.code}, standard error:\n${ended.stderr}`);
  const report = JSON.parse(ended.stdout) as PrintedReport;
  return { ...ended, report, gaps: Object.fromEntries(report.gaps.map(({ kind, samples }) => [kind, samples.map(({ file }) => file)])) };
}
