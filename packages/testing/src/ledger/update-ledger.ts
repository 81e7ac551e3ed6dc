import type { AnalysedPackage } from './analyse-package.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

/** The ledger as the analysis is now. What was judged stays judged, by fingerprint; what is new waits for a verdict. */
export function updateLedger({ name, version, reached, findings }: AnalysedPackage, before: Ledger | undefined, symbols: ReadonlyMap<string, string>): Ledger {
  const judged = new Map(before?.findings.map((entry) => [entry.fingerprint, entry]));
  const entries = findings.map(({ fingerprint, rule, severity, precision, file, message }): LedgerEntry => ({
    fingerprint,
    rule,
    severity,
    precision,
    file,
    symbol: symbols.get(fingerprint) ?? judged.get(fingerprint)?.symbol ?? 'module',
    message,
    verdict: judged.get(fingerprint)?.verdict ?? '',
    why: judged.get(fingerprint)?.why ?? '',
  }));
  return { package: name, version, floor: reached, findings: entries.sort((a, b) => order(a.file, b.file) || order(a.rule, b.rule) || order(a.fingerprint, b.fingerprint)) };
}

/** Judged entries whose claim is no longer what was judged: their verdict is kept, and has to be read again. */
export function changedClaims(before: Ledger | undefined, after: Ledger): LedgerEntry[] {
  const judged = new Map(before?.findings.map((entry) => [entry.fingerprint, entry]));
  return after.findings.filter((entry) => {
    const was = judged.get(entry.fingerprint);
    return was && was.verdict !== '' && (was.message !== entry.message || was.severity !== entry.severity || was.precision !== entry.precision);
  });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
