/** Projects of a user's, with the built plugin in their `node_modules`, for tests that run linters on them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { afterAll, beforeAll } from 'vitest';
import { project as bareProject, removeProjects } from '@dist-lint/testing';
import type { Report } from '@dist-lint/model';
import type { DistLintPlugin } from './index.ts';

export { silent, writeFiles as write } from '@dist-lint/testing';

const here = resolve(import.meta.dirname, '..');

/** A flat configuration, with the parser that most people have. */
export const config = (...parts: string[]): string => `import distLint, { withIndex } from 'eslint-plugin-dist-lint';
import parser from '@typescript-eslint/parser';
export default await withIndexOrNot([${parts.join(', ')}, { files: ['**/*.ts'], languageOptions: { parser } }]);
function withIndexOrNot(configs) { return process.env.WITH_INDEX ? withIndex(configs) : configs; }
`;

/** Call once in a file of tests: they run what is built, and leave nothing behind. */
export function builtPlugin(): void {
  beforeAll(() => {
    if (!existsSync(join(here, 'dist/watch-thread.js'))) throw new Error('These tests run what is built: run `pnpm build` first.');
  });
  afterAll(removeProjects);
}

/** The plugin as a host loads it. */
export async function loadBuilt<T>(file: string): Promise<T> {
  return (await import(/* @vite-ignore */ join(here, 'dist', file))) as T;
}

/** ESLint in this process, with the plugin that is built and the parser that most people have. */
export async function eslintHere(root: string, configs: (plugin: DistLintPlugin) => Linter.Config[]): Promise<ESLint> {
  const { default: plugin } = await loadBuilt<{ default: DistLintPlugin }>('index.js');
  // The process is that of the tests, which could be an editor.
  const own: Linter.Config = { settings: { 'dist-lint': { wait: 'batch', cache: false } }, languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } };
  return new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: [own, ...configs(plugin)] });
}

/** A new root with these files and the packages, by the names under which they are installed. */
export function project(files: Readonly<Record<string, string | Uint8Array>>, installed: Readonly<Record<string, string>> = { eslint: 'eslint' }): string {
  const root = bareProject({ 'package.json': '{ "type": "module", "private": true }\n', ...files });
  install(root, 'eslint-plugin-dist-lint', here);
  for (const [name, from] of Object.entries({ '@typescript-eslint/parser': '@typescript-eslint/parser', ...installed })) install(root, name, join(here, 'node_modules', from));
  return root;
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
  return spawned(cwd, [join(dirname(manifest), 'bin', linter === 'eslint' ? 'eslint.js' : 'oxlint'), ...argv], { env, ...(input === undefined ? {} : { input }) });
}

/** What the command line prints of all rules, in JSON. It is built, as the plugin is: both are of the same state. */
export async function printedByCommand(cwd: string): Promise<Pick<Report, 'findings' | 'incomplete'>> {
  const { code, stdout, stderr } = await spawned(cwd, [resolve(here, '../cli/bin/dist-lint.js'), '--format', 'json', '--preset', 'all', '--no-cache'], {});
  if (stdout === '') throw new Error(`dist-lint has printed nothing. Code ${code}, standard error:\n${stderr}`);
  return JSON.parse(stdout) as Report;
}

function spawned(cwd: string, argv: readonly string[], { input, env = {} }: { input?: string; env?: Record<string, string> }): Promise<Ended> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, argv, { cwd, env: { PATH: process.env['PATH'], ...env }, timeout: 100_000 });
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
