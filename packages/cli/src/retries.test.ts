/** `dist-lint retries` as it is installed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, removeProjects } from '@dist-lint/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from './fake.test.data.ts';
import { bin } from './project.test.data.ts';

afterEach(removeProjects);

const mails = `import { Queue, Worker } from 'bullmq';
import { withRetry } from './retry';
const queue = new Queue('mail');
export const enqueue = (to: string) => queue.add('mail', { to }, { attempts: 4 });
new Worker('mail', async () => { await withRetry(() => fetch('https://mail.example', { method: 'POST' }), 5); });
`;
const retry = `export async function withRetry<T>(work: () => Promise<T>, attempts = 3): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try { return await work(); } catch (error) { if (attempt >= attempts) throw error; }
  }
}
`;
const shop = { 'src/mails.ts': mails, 'src/retry.ts': retry };

function retries(files: Record<string, string>, ...argv: string[]) {
  const root = project(files);
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'retries', '--no-cache', ...argv], { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  return { root, code: status, stdout, stderr };
}

describe('retries', { timeout: 60_000 }, () => {
  it('tells the products, the worst first, and every layer with its place', () => {
    const { code, stdout, stderr } = retries(shop);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain("\nconsumer 'mail' (bullmq)  src/mails.ts:5\n  ×20   queue 'mail' ×4 → withRetry ×5 → a POST request to 'https://mail.example'\n");
    expect(stdout).toMatch(/\nsrc\/retry\.ts\n +2 {2}×5 {2}loop {2}withRetry\n/);
    expect(stdout).toMatch(/\n2 retry layers in 2 modules\.\n/);
  });

  it('is JSON of a documented shape, without a place of this machine', () => {
    const { root, code, stdout } = retries(shop, '--format', 'json');
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual(['schemaVersion', 'tool', 'root', 'layers', 'products', 'counts', 'incomplete']);
    expect(document).toMatchObject({
      schemaVersion: 1, tool: { name: 'dist-lint' }, root: '.',
      layers: [{ form: 'job', attempts: 4, uses: 1 }, { name: 'withRetry', form: 'loop', file: 'src/retry.ts', line: 2, column: 3, attempts: 5, places: [{ file: 'src/mails.ts', line: 5 }] }],
      products: [{ attempts: 20, unknown: 0, apart: false, kept: false, entry: { role: 'consumer', name: 'mail' }, layers: [{ form: 'job' }, { form: 'loop', usedAt: { file: 'src/mails.ts', line: 5 } }] }],
      counts: { layers: 2, products: 1, multiplied: 1 },
    });
    expect(stdout).not.toContain(root);
  });

  it('is tables in Markdown', () => {
    const { code, stdout } = retries(shop, '--format', 'markdown');
    expect(code).toBe(0);
    expect(stdout).toContain('| ×20 | consumer `mail` \\(bullmq\\) `src/mails.ts:5` | queue `mail` ×4 → withRetry ×5 → a POST request to `https://mail.example` |');
  });

  it('narrows to a target, and says which', () => {
    const { stdout } = retries({ ...shop, 'src/other.ts': `import { withRetry } from './retry';\nexport const other = () => withRetry(() => fetch('https://other.example'));\n` }, '--format', 'json', 'queue mail');
    expect(JSON.parse(stdout)).toMatchObject({ target: 'queue mail', products: [{ entry: { name: 'mail' } }], layers: [{ form: 'job' }, { attempts: 5 }] });
  });

  it('says so when there is nothing', () => {
    const { code, stdout } = retries({ 'src/a.ts': 'export const a = 1;\n' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'No retry layer is in sight in 1 module.\n' });
  });

  it('does not look healthy when nothing was looked at', () => {
    expect(retries({ 'README.md': '# Shop\n' }).stdout).toBe('Nothing was analysed: there are no TypeScript or JavaScript files in what was asked for.\n');
    expect(retries({ ...shop, 'test/a.test.ts': mails }, 'test').stdout).toBe('Nothing was looked at: the module is a test or an example, whose retries are left out.\n');
  });

  it('writes a file and nothing else', () => {
    const { root, code, stdout, stderr } = retries(shop, '--format', 'json', '--output', 'retries.json');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe('dist-lint: 2 retry layers, 1 product; the report is in retries.json\n');
    expect(JSON.parse(readFileSync(join(root, 'retries.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
  });

  it.each<[argv: string[], code: string, hint: string]>([
    [['queue mial'], 'unknown-target', "Did you mean 'queue mail'?"],
    [['./gone.ts'], 'unknown-target', 'Entry points: mail.'],
    [['src', 'test'], 'retries-one-target', 'quote a name with blanks'],
    [['--format', 'sarif'], 'unknown-format', 'Known: json, markdown, text.'],
    [['--fomat', 'json'], 'unknown-flag', 'Did you mean --format?'],
    [['--rule', 'silent-catch'], 'unknown-flag', '`dist-lint retries --help` lists its flags.'],
    [['--output', 'gone/a.txt'], 'output-not-writable', 'Create the folder'],
    [['--config', 'gone.json'], 'config-not-found', ''],
    [['--threads', '0'], 'invalid-flag-value', ''],
  ])('%j is a user error', (argv, code, hint) => {
    const ended = retries(shop, ...argv);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`(${code})`);
    expect(ended.stderr).toContain(hint);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });
});

describe('retries, of the engine', () => {
  it('asks for what was typed', async () => {
    expect((await run(['retries', 'src', '--no-cache', '--threads', '2', '--safe', '--config', 'a.json'])).inventoried).toEqual([{ cwd: '/nowhere', target: 'src', cache: false, threads: 2, safe: true, config: 'a.json' }]);
  });

  it('ends with 3 when the analysis could not be completed, and says so everywhere', async () => {
    const inventory = { incomplete: ['A thread died.'] };
    expect(await run(['retries'], { inventory })).toMatchObject({ code: 3, stdout: expect.stringContaining('INCOMPLETE') as string });
    expect(await run(['retries', '--format', 'json'], { inventory })).toMatchObject({ code: 3, stderr: 'dist-lint: the analysis could not be completed:\n  A thread died.\n' });
  });

  it('has a page of help', async () => {
    const { stdout } = await run(['retries', '--help']);
    expect(stdout).toContain('dist-lint retries [target]');
    expect(stdout).toContain('(json, markdown, text)');
    expect(stdout).not.toContain('--fail-on SEVERITY');
  });
});
