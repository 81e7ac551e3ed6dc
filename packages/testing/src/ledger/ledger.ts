/** What was judged, as it lies in `fixtures/ledger/<package>.json`. docs/precision.md is made from it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Precision, Severity } from '@dist-lint/model';
import { fixturesFolder } from '../repository.ts';

export interface Ledger {
  package: string;
  version: string;
  /** What the analysis reached when the ledger was written: less means that it silently stopped to see something. */
  floor: Floor;
  /** Sorted by file, rule and fingerprint, so that lines that move change nothing. */
  findings: LedgerEntry[];
}

export interface Floor {
  modules: number;
  lines: number;
  resolvedImports: number;
}

export interface LedgerEntry {
  fingerprint: string;
  rule: string;
  severity: Severity;
  precision: Precision;
  file: string;
  /** The function around it, `module` at the top: a place that survives line moves. */
  symbol: string;
  message: string;
  /** Whether a maintainer would agree that this is worth mending, or at least a comment; empty until somebody has judged. */
  verdict: Verdict | '';
  /** One sentence that names what in the code decides. */
  why: string;
}

export type Verdict = 'true' | 'false';

const ledgers = join(fixturesFolder, 'ledger');

/** The ledger of a package; nothing when there is none. */
export function readLedger(name: string): Ledger | undefined {
  const path = join(ledgers, ledgerFile(name));
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Ledger) : undefined;
}

export function writeLedger(ledger: Ledger): void {
  writeFileSync(join(ledgers, ledgerFile(ledger.package)), `${JSON.stringify(ledger, null, 2)}\n`);
}

/** Names of the files there are. */
export function ledgerFiles(): string[] {
  return readdirSync(ledgers).sort();
}

/** A scope's slash would be a folder. */
export function ledgerFile(name: string): string {
  return `${name.replace('/', '+')}.json`;
}
