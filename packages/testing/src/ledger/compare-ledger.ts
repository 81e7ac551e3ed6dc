import type { Finding } from '@dist-lint/model';
import type { AnalysedPackage } from './analyse-package.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

/** A sentence for everything in which an analysis and its ledger differ, and for every entry that nobody has judged. */
export function compareLedger(analysed: AnalysedPackage, ledger: Ledger | undefined): string[] {
  const { name, version, findings, incomplete } = analysed;
  if (!ledger) return [`${name} has no ledger.`];
  const found = new Map(findings.map((each) => [each.fingerprint, each]));
  const held = new Map(ledger.findings.map((each) => [each.fingerprint, each]));
  return [
    ...(ledger.package === name ? [] : [`The ledger of ${name} says that it is of ${ledger.package}.`]),
    ...(ledger.version === version ? [] : [`${name} was judged at ${ledger.version}; ${version} is installed.`]),
    ...(held.size === ledger.findings.length ? [] : [`The ledger of ${name} holds a fingerprint twice.`]),
    ...incomplete.map((sentence) => `The analysis of ${name} ended early: ${sentence}`),
    ...lessThanFloor(analysed, ledger),
    ...findings.flatMap((each) => againstEntry(each, held.get(each.fingerprint))),
    ...ledger.findings.filter(({ fingerprint }) => !found.has(fingerprint)).map((entry) => `Vanished: ${entryPlace(entry)}: ${entry.message}`),
    ...ledger.findings.flatMap(unjudged),
  ];
}

/** What to do about the differences. */
export const HOW_TO_UPDATE =
  'Run `pnpm ledger --update`, then read the code of every new entry and fill in its verdict and why (docs/precision.md says how), then `pnpm generate`.';

function lessThanFloor({ name, reached }: AnalysedPackage, { floor }: Ledger): string[] {
  return (Object.keys(floor) as (keyof typeof floor)[])
    .filter((key) => reached[key] < floor[key])
    .map((key) => `The analysis of ${name} reached ${reached[key]} ${FLOOR_WORDS[key]} and not the ${floor[key]} it did.`);
}

const FLOOR_WORDS = { modules: 'modules', lines: 'lines', resolvedImports: 'resolved imports' };

function againstEntry(finding: Finding, entry: LedgerEntry | undefined): string[] {
  const place = `${finding.file}:${finding.line} ${finding.rule} (${finding.fingerprint})`;
  if (!entry) return [`New, not judged: ${place}: ${finding.message}`];
  return (['rule', 'file', 'severity', 'precision', 'message'] as const)
    .filter((key) => finding[key] !== entry[key])
    .map((key) => `Changed: ${place}: the ${key} is '${finding[key]}', and was '${entry[key]}'.`);
}

function unjudged(entry: LedgerEntry): string[] {
  // A verdict read from JSON may be anything.
  const verdict: string = entry.verdict;
  if (verdict === '') return [`No verdict yet: ${entryPlace(entry)}: ${entry.message}`];
  if (verdict !== 'true' && verdict !== 'false') return [`The verdict of ${entryPlace(entry)} is '${verdict}', not 'true' or 'false'.`];
  return /^\S.{30,}\.$/.test(entry.why) ? [] : [`The verdict of ${entryPlace(entry)} needs a sentence that names what in the code decides.`];
}

function entryPlace({ file, symbol, rule, fingerprint }: LedgerEntry): string {
  return `${file}, ${symbol}, ${rule} (${fingerprint})`;
}
