import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const BUNDLE = fileURLToPath(new URL('../bundle/action.mjs', import.meta.url));

/** How the dist-lint of a test was called. */
export interface Call {
  args: string[];
  cwd: string;
  token: string | null;
  options: string | null;
}

export interface Ended {
  code: number | null;
  log: string;
}

/** A runner's machine: a checkout, its folders and files, and the steps as action.yml runs them. */
export interface Job {
  workspace: string;
  env: Record<string, string>;
  write(path: string, text: string): void;
  git(...args: string[]): string;
  /** The event of a pull request from that repository. */
  onPullRequest(head?: string, base?: string, from?: string): void;
  step(name: string, env?: Record<string, string>): Promise<Ended>;
  outputs(): Record<string, string>;
  summary(): string;
  /** A dist-lint in the checkout that writes this report, and tells what it was called with. */
  install(report: unknown, code?: number): void;
  /** What the step that analyses leaves behind; the folder that it does so in. */
  analysed(report: unknown, reach?: string): string;
  calls(): Call[];
  remove(): void;
}

const SHA = 'a'.repeat(40);

/** A machine that is gone when the test has ended. */
export function job(): Job {
  const made = aJob();
  onTestFinished(() => made.remove());
  return made;
}

export function aJob(apiUrl = 'http://127.0.0.1:9'): Job {
  const root = mkdtempSync(join(tmpdir(), 'dist-lint-action-'));
  const workspace = join(root, 'work');
  const file = (name: string): string => join(root, name);
  for (const folder of ['work', 'temp']) mkdirSync(file(folder));
  for (const name of ['output', 'summary', 'calls']) writeFileSync(file(name), '');
  const env: Record<string, string> = {
    GITHUB_WORKSPACE: workspace, RUNNER_TEMP: file('temp'), GITHUB_OUTPUT: file('output'), GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_REPOSITORY: 'shop/shop', GITHUB_API_URL: apiUrl, GITHUB_GRAPHQL_URL: `${apiUrl}/graphql`, INPUT_TOKEN: 'secret-of-the-job',
  };
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  };
  return {
    workspace, env, write,
    git: (...args) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'init.defaultBranch=main', '-c', 'protocol.file.allow=always', ...args], { cwd: workspace, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim(),
    onPullRequest: (head = SHA, base = 'b'.repeat(40), from = 'shop/shop') => {
      writeFileSync(file('event.json'), JSON.stringify({ pull_request: { number: 7, base: { sha: base }, head: { sha: head, repo: { full_name: from } } } }));
      env['GITHUB_EVENT_PATH'] = file('event.json');
    },
    step: (name, more = {}) => new Promise((resolve) => {
      const path = Object.fromEntries(['PATH', 'Path', 'SystemRoot', 'HOME'].flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])));
      const child = spawn(process.execPath, [BUNDLE, name], { cwd: workspace, env: { ...path, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'protocol.file.allow', GIT_CONFIG_VALUE_0: 'always', ...env, ...more } });
      let log = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
      child.on('close', (code) => resolve({ code, log }));
    }),
    outputs: () => Object.fromEntries(readFileSync(file('output'), 'utf8').split('\n').filter((line) => line !== '').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])),
    summary: () => readFileSync(file('summary'), 'utf8'),
    install: (report, code = 0) => {
      write('node_modules/dist-lint/package.json', JSON.stringify({ name: 'dist-lint', version: '9.9.9', type: 'module', bin: { 'dist-lint': './bin.js' } }));
      writeFileSync(file('report.json'), typeof report === 'string' ? report : JSON.stringify(report));
      write('node_modules/dist-lint/bin.js', program(file('report.json'), file('calls'), code));
    },
    analysed: (report, reach) => {
      writeFileSync(file('temp/report.json'), JSON.stringify(report));
      if (reach !== undefined) writeFileSync(file('temp/blast-radius.md'), reach);
      return file('temp');
    },
    calls: () => readFileSync(file('calls'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Call),
    remove: () => {
      if (existsSync(root)) rmSync(root, { recursive: true, force: true });
    },
  };
}

/** It prints what somebody could name a file to have the runner obey. */
function program(report: string, calls: string, code: number): string {
  return `import { appendFileSync, copyFileSync, writeFileSync } from 'node:fs';
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(calls)}, JSON.stringify({ args, cwd: process.cwd(), token: process.env.INPUT_TOKEN ?? null, options: process.env.NODE_OPTIONS ?? null }) + '\\n');
process.stderr.write('::set-output name=exit-code::0\\n');
const output = args[args.indexOf('--output') + 1];
if (args[0] === 'blast-radius') { writeFileSync(output, '### Blast radius\\n\\n3 entry points\\n'); process.exit(0); }
if (args.includes('sarif')) writeFileSync(output, JSON.stringify({ runs: [{ results: [{ locations: [{ physicalLocation: { artifactLocation: { uri: 'src/a.ts' } } }] }] }] }));
else if (${code} < 2 || ${code} === 3) copyFileSync(${JSON.stringify(report)}, output);
process.exit(${code});
`;
}
