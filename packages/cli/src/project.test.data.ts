import { fileURLToPath } from 'node:url';

/** The command as it is installed. */
export const bin = fileURLToPath(new URL('../bin/dist-lint.js', import.meta.url));

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
