import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command as it is installed. */
export const bin = fileURLToPath(new URL('../bin/dist-lint.js', import.meta.url));

/** A file with exactly one finding, an error. */
export const silent = `import { Queue } from 'bullmq';

const mails = new Queue('mail');

export async function confirm(order: { id: string }): Promise<void> {
  try {
    await mails.add('confirmation', order);
  } catch {}
}
`;

/** A new folder that is a root, with these files. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-')));
  mkdirSync(join(root, '.git'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the installed command in a folder. */
export function distLint(cwd: string, argv: readonly string[], nodeFlags: readonly string[] = []): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { NO_COLOR: _, FORCE_COLOR: __, NODE_OPTIONS: ___, ...env } = process.env;
    const child = spawn(process.execPath, [...nodeFlags, bin, ...argv], { cwd, env });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

/** What of a JSON report the tests look at. */
export interface PrintedReport {
  summary: { modules: number; findings: { error: number; warning: number; info: number }; gaps: number };
  findings: { rule: string; file: string; line: number; column: number; message: string }[];
  gaps: { kind: string; count: number; samples: { file: string; line: number; message: string }[] }[];
  skipped: { reason: string; count: number; samples: string[] }[];
  incomplete: string[];
}

export interface Reported extends Ended {
  report: PrintedReport;
  /** Kind → files of its samples. */
  gaps: Record<string, string[]>;
}

/** Runs `check --format json` in a folder. */
export async function reported(cwd: string, ...argv: string[]): Promise<Reported> {
  const ended = await distLint(cwd, ['check', '--format', 'json', '--no-cache', ...argv]);
  const report = parse(ended);
  return { ...ended, report, gaps: Object.fromEntries(report.gaps.map(({ kind, samples }) => [kind, samples.map(({ file }) => file)])) };
}

function parse(ended: Ended): PrintedReport {
  try {
    return JSON.parse(ended.stdout) as PrintedReport;
  } catch (error) {
    throw new Error(`No report on standard output. Code ${ended.code}, standard error:\n${ended.stderr}`, { cause: error });
  }
}
