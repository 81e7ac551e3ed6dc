import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finding, result, run } from './fake.test.data.ts';

describe('what is asked of the engine', () => {
  it('is the current folder when nothing is named', async () => {
    expect((await run([], { cwd: '/shop' })).checked).toEqual([{ paths: [], cwd: '/shop' }]);
    expect((await run(['check'], { cwd: '/shop' })).checked).toEqual([{ paths: [], cwd: '/shop' }]);
  });

  it('is every flag, as given', async () => {
    const argv = [
      'check', './src', '--rule', 'silent-catch', '--rule=retry-storm,lost-update', '--preset', 'strict', '--min-severity', 'warning', '--min-precision=low',
      '--base', 'origin/main', '--baseline=lint/accepted.json', '--update-baseline', '--allow-growth', '--threads', '3', '--no-cache', '--option', 'retry-storm.maxAttempts=5', '--option=retry-storm.hosts=["a","b"]', '--option', 'silent-catch.mode=loud', 'libs/a',
    ];
    expect((await run(argv)).checked).toEqual([
      {
        paths: ['./src', 'libs/a'],
        cwd: '/nowhere',
        rules: ['silent-catch', 'retry-storm', 'lost-update'],
        preset: 'strict',
        minSeverity: 'warning',
        minPrecision: 'low',
        ruleOptions: { 'retry-storm': { maxAttempts: 5, hosts: ['a', 'b'] }, 'silent-catch': { mode: 'loud' } },
        base: 'origin/main',
        baseline: 'lint/accepted.json',
        updateBaseline: true,
        allowGrowth: true,
        threads: 3,
        cache: false,
      },
    ]);
  });

  it('takes the last of what can be given once', async () => {
    expect((await run(['--preset', 'strict', '--preset', 'all'])).checked).toMatchObject([{ preset: 'all' }]);
  });

  it('finds the command among flags, and takes everything after -- for a path', async () => {
    expect((await run(['--no-cache', 'check', './a'])).checked).toMatchObject([{ paths: ['./a'] }]);
    expect((await run(['check', 'explain'])).checked).toMatchObject([{ paths: ['explain'] }]);
    expect((await run(['--', './-v', 'check'])).checked).toMatchObject([{ paths: ['./-v', 'check'] }]);
  });

  it('keeps a rule option called like a property of every object', async () => {
    const [options] = (await run(['--option', '__proto__.a=1', '--option', 'a.__proto__=2'])).checked;
    expect(Object.keys(options?.ruleOptions ?? {})).toEqual(['__proto__', 'a']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});

describe('the report', () => {
  const report = { findings: [finding('error')] };

  it('is text unless asked otherwise', async () => {
    const { stdout, stderr } = await run([], { report });
    expect(stdout).toContain('error  silent-catch  src/orders.ts:3:5\n  Nobody is told.\n');
    expect(stderr).toBe('');
  });

  it('is JSON and nothing else when asked', async () => {
    const { stdout, stderr } = await run(['--format', 'json', '--verbose', '--color'], { report, stdoutIsTTY: true });
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, findings: [{ file: 'src/orders.ts' }] });
    expect(stderr).toBe('');
  });

  it('shows more with --verbose', async () => {
    expect((await run(['--verbose'], { report })).stdout).toContain('0123456789abcdef');
  });

  it('fills the terminal', async () => {
    const long = { findings: [finding('error', { message: 'word '.repeat(60).trim() })] };
    const widest = ({ stdout }: { stdout: string }) => Math.max(...stdout.split('\n').map((line) => line.length));
    expect(widest(await run([], { report: long, columns: 60 }))).toBeLessThanOrEqual(60);
    expect(widest(await run([], { report: long, columns: 120 }))).toBeGreaterThan(100);
  });

  it.each([
    ['a terminal', [], {}, true, true],
    ['a pipe', [], {}, false, false],
    ['a pipe, --color', ['--color'], {}, false, true],
    ['a terminal, --no-color', ['--no-color'], {}, true, false],
    ['both flags', ['--color', '--no-color'], {}, true, false],
    ['NO_COLOR', [], { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', [], { NO_COLOR: '' }, true, true],
    ['NO_COLOR, --color', ['--color'], { NO_COLOR: '1' }, true, true],
    ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, true, false],
    ['a dumb terminal', [], { TERM: 'dumb' }, true, false],
  ])('is coloured or not: %s', async (_, argv, env, stdoutIsTTY, isColored) => {
    expect((await run(argv, { report, env, stdoutIsTTY })).stdout.includes('\u001b[')).toBe(isColored);
  });
});

describe('--output', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dist-lint-cli-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const report = { findings: [finding('error')] };

  it('writes the report to the file, and one line about it to standard error', async () => {
    const { code, stdout, stderr } = await run(['--format', 'json', '--output', 'report.json'], { cwd: folder, report });
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: 'dist-lint: 1 error, 0 warnings, 0 info; the report is in report.json\n' });
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  it('replaces what was there, through a symbolic link too', async () => {
    writeFileSync(join(folder, 'real.txt'), 'x'.repeat(100_000));
    symlinkSync('real.txt', join(folder, 'link.txt'));
    await run(['--output', 'link.txt'], { cwd: folder, report });
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toMatch(/^src\/orders\.ts\n/);
    expect(readdirSync(folder).sort()).toEqual(['link.txt', 'real.txt']);
  });

  it('has no colours in a file unless asked', async () => {
    await run(['--output', 'a.txt'], { cwd: folder, report, stdoutIsTTY: true });
    await run(['--output', 'b.txt', '--color'], { cwd: folder, report });
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).not.toContain('\u001b');
    expect(readFileSync(join(folder, 'b.txt'), 'utf8')).toContain('\u001b');
  });

  it('writes into a device instead of replacing it', async () => {
    expect((await run(['--output', '/dev/null'], { cwd: folder, report })).code).toBe(1);
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });

  it('takes - for standard output', async () => {
    const { stdout } = await run(['--output', '-'], { cwd: folder, report });
    expect(stdout).toContain('silent-catch');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses, before the analysis, a folder that is not there and a folder in place of a file', async () => {
    mkdirSync(join(folder, 'sub'));
    for (const [path, reason] of [['gone/report.json', "there is no folder 'gone'"], ['sub', 'it is a folder']] as const) {
      const { code, stderr, checked } = await run(['--output', path], { cwd: folder, report });
      expect({ code, checked }).toEqual({ code: 2, checked: [] });
      expect(stderr).toContain(`The report cannot be written to '${path}': ${reason}. (output-not-writable)`);
    }
  });

  it('says aside what is missing, because nobody sees the text', async () => {
    const { code, stderr } = await run(['--output', 'report.txt'], { cwd: folder, report: { incomplete: ['Too much.'] } });
    expect(code).toBe(3);
    expect(stderr).toContain('the analysis could not be completed:\n  Too much.\n');
  });
});

describe('progress', () => {
  const slow = async (onProgress: ((progress: { phase: 'read'; done: number; total: number }) => void) | undefined) => {
    onProgress?.({ phase: 'read', done: 1, total: 900 });
    await new Promise((resolve) => setTimeout(resolve, 600));
    onProgress?.({ phase: 'read', done: 700, total: 900 });
    return result();
  };

  it('is one line on a terminal, only when it takes long, and gone at the end', async () => {
    const { stderr, stdout } = await run([], { stderrIsTTY: true, check: ({ onProgress }) => slow(onProgress) });
    expect(stderr).toBe('\r\u001b[2Kreading 700 of 900\r\u001b[2K');
    expect(stdout).not.toContain('reading');
  });

  it('is gone before an error is told', async () => {
    const { stderr } = await run([], { stderrIsTTY: true, check: async ({ onProgress }) => (await slow(onProgress), Promise.reject(new Error('x'))) });
    expect(stderr).toMatch(/^\r\u001b\[2Kreading 700 of 900\r\u001b\[2Kdist-lint: an internal error/);
  });

  it('is not asked for when nobody looks', async () => {
    let isListening: boolean | undefined;
    const check = ({ onProgress }: { onProgress?: unknown }) => {
      isListening = onProgress !== undefined;
      return Promise.resolve(result());
    };
    await run([], { check });
    expect(isListening).toBe(false);
    await run([], { check, stderrIsTTY: true, env: { TERM: 'dumb' } });
    expect(isListening).toBe(false);
    expect((await run([], { check, stderrIsTTY: true })).stderr).toBe('');
    expect(isListening).toBe(true);
  });
});
