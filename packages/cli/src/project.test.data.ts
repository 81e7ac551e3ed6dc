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
