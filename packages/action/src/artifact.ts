import { closeSync, constants, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '@dist-lint/model';
import { byImportance } from '@dist-lint/reporters';
import { parsed, readReport } from './read-report.ts';
import { member, text, whole } from './untyped.ts';

/**
 * What the workflow that analyses hands to the one that comments: data, from which the second draws. Whoever opened the pull request may have
 * written any of it.
 */
export interface Artifact {
  /** What the first workflow says it was for; the second asks GitHub. */
  number: number;
  report: Report;
  /** Findings of least importance that did not fit. */
  leftOut: number;
  /** Markdown of a stranger. */
  reach: string;
}

const FILE = 'dist-lint-comment.json';
/** In bytes; more is not read. */
const MOST_BYTES = 2 * 1024 * 1024;
/** More than a comment has room for. */
const MOST_FINDINGS = 400;
const MOST_REACH = 60_000;

export function writeArtifact(folder: string, number: number, report: Report, reach: string): void {
  const findings = byImportance(report.findings).slice(0, MOST_FINDINGS).map(({ path, ...finding }) => ({ ...finding, message: finding.message.slice(0, 600), path: path.slice(0, 14).map((step) => ({ ...step, message: step.message.slice(0, 400) })) }));
  const { tool, summary, gaps, skipped, suppressed, hidden, incomplete } = report;
  const kept = { schemaVersion: 1, tool, summary, findings, gaps, skipped, suppressed, hidden, incomplete: incomplete.slice(0, 20) };
  writeFileSync(join(folder, FILE), JSON.stringify({ artifactVersion: 1, number, leftOut: report.findings.length - findings.length, report: kept, reach: reach.length > MOST_REACH ? '' : reach }));
}

/** What the folder holds, or a sentence on why that is nothing to comment with. */
export function readArtifact(folder: string): Artifact | string {
  const json = readBounded(join(folder, FILE));
  if (json === undefined) return `The artifact has no ordinary file ${FILE} of at most ${MOST_BYTES / 1024 / 1024} MiB.`;
  const document = parsed(json);
  const number = whole(member(document, 'number'));
  const report = readReport(JSON.stringify(member(document, 'report') ?? null));
  if (member(document, 'artifactVersion') !== 1 || number === undefined || report === undefined) return `${FILE} is not what this version of the action writes.`;
  return { number, report, leftOut: whole(member(document, 'leftOut')) ?? 0, reach: (text(member(document, 'reach')) ?? '').slice(0, MOST_REACH) };
}

/** The text of an ordinary file: neither a link to another file of this machine, nor one without end. */
function readBounded(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    // Missing, or a link: to the caller both are an artifact without the file.
    return undefined;
  }
  try {
    const status = fstatSync(file);
    if (!status.isFile() || status.size > MOST_BYTES) return undefined;
    const bytes = Buffer.alloc(status.size);
    return bytes.subarray(0, readSync(file, bytes, 0, status.size, 0)).toString('utf8');
  } finally {
    closeSync(file);
  }
}
