/** Projects of a user's, with the built plugin in their `node_modules`, for tests that run linters on them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

const here = resolve(import.meta.dirname, '..');

/** A file with exactly one finding, an error at 8:5. */
export const silent = `import { Queue } from 'bullmq';

const mails = new Queue('mail');

export async function confirm(order: { id: string }): Promise<void> {
  try {
    await mails.add('confirmation', order);
  } catch {}
}
`;

/** A flat configuration, with the parser that most people have. */
export const config = (...parts: string[]): string => `import distLint, { withIndex } from 'eslint-plugin-dist-lint';
import parser from '@typescript-eslint/parser';
export default await withIndexOrNot([${parts.join(', ')}, { files: ['**/*.ts'], languageOptions: { parser } }]);
function withIndexOrNot(configs) { return process.env.WITH_INDEX ? withIndex(configs) : configs; }
`;

const roots: string[] = [];

/** Call once in a file of tests: they run what is built, and leave nothing behind. */
export function builtPlugin(): void {
  beforeAll(() => {
    if (!existsSync(join(here, 'dist/watch-thread.js'))) throw new Error('These tests run what is built: run `pnpm build` first.');
  });
  afterAll(() => {
    for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
  });
}

/** The plugin as a host loads it. */
export async function loadBuilt<T>(file: string): Promise<T> {
  return (await import(/* @vite-ignore */ join(here, 'dist', file))) as T;
}

/** A new root with these files and the packages, by the names under which they are installed. */
export function project(files: Readonly<Record<string, string | Uint8Array>>, installed: Readonly<Record<string, string>> = { eslint: 'eslint' }): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-')));
  roots.push(root);
  mkdirSync(join(root, '.git'));
  write(root, { 'package.json': '{ "type": "module", "private": true }\n', ...files });
  install(root, 'eslint-plugin-dist-lint', here);
  for (const [name, from] of Object.entries({ '@typescript-eslint/parser': '@typescript-eslint/parser', ...installed })) install(root, name, join(here, 'node_modules', from));
  return root;
}

export function write(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

function install(root: string, name: string, from: string): void {
  mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
  symlinkSync(realpathSync(from), join(root, 'node_modules', name), 'dir');
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a linter's own binary in a project. */
export function run(cwd: string, linter: 'eslint' | 'oxlint', argv: readonly string[], { input, env = {} }: { input?: string; env?: Record<string, string> } = {}): Promise<Ended> {
  const manifest = createRequire(join(cwd, 'package.json')).resolve(`${linter}/package.json`);
  const bin = join(dirname(manifest), 'bin', linter === 'eslint' ? 'eslint.js' : 'oxlint');
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [bin, ...argv], { cwd, env: { PATH: process.env['PATH'], ...env } });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => done({ ...ended, code }));
    child.stdin.end(input ?? '');
  });
}

export interface Message {
  ruleId: string | null;
  message: string;
  line: number;
  column: number;
  endLine?: number;
  endColumn?: number;
  suggestions?: { desc: string; fix: { range: [number, number]; text: string } }[];
}

/** What ESLint prints in JSON: file from the root → its messages. */
export async function lint(cwd: string, argv: readonly string[], options: Parameters<typeof run>[3] = {}): Promise<Record<string, Message[]>> {
  const ended = await run(cwd, 'eslint', ['--format', 'json', ...argv], options);
  if (ended.stdout === '') throw new Error(`ESLint has printed nothing. Code ${ended.code}, standard error:\n${ended.stderr}`);
  const results = JSON.parse(ended.stdout) as { filePath: string; messages: Message[] }[];
  return Object.fromEntries(results.map(({ filePath, messages }) => [filePath.slice(cwd.length + 1), messages]));
}
