import type { Finding } from '@dist-lint/model';
import { expect, test } from 'vitest';
import type { AnalysedPackage } from './analyse-package.ts';
import { compareLedger } from './compare-ledger.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import { changedClaims, updateLedger } from './update-ledger.ts';

const finding: Finding = {
  rule: 'silent-catch', severity: 'error', precision: 'high', status: 'new', message: 'Nobody hears of the mail.', fingerprint: '0123456789abcdef',
  file: 'src/mail.ts', line: 7, column: 3, endLine: 7, endColumn: 9, path: [], data: {},
};
const entry: LedgerEntry = {
  fingerprint: '0123456789abcdef', rule: 'silent-catch', severity: 'error', precision: 'high', file: 'src/mail.ts', symbol: 'send',
  message: 'Nobody hears of the mail.', verdict: 'true', why: "The catch in 'send' is empty and its callers await it.",
};
const analysed: AnalysedPackage = { name: 'mail', version: '1.0.0', reached: { modules: 10, lines: 900, resolvedImports: 20 }, findings: [finding], incomplete: [] };
const ledger: Ledger = { package: 'mail', version: '1.0.0', floor: { modules: 10, lines: 900, resolvedImports: 20 }, findings: [entry] };

const compare = (change: Partial<AnalysedPackage>, held: Partial<Ledger> = {}) => compareLedger({ ...analysed, ...change }, { ...ledger, ...held });
const withEntry = (change: Partial<LedgerEntry>) => compare({}, { findings: [{ ...entry, ...change }] });

test('an analysis that is what was judged differs in nothing, wherever its lines moved', () => {
  expect(compare({ findings: [{ ...finding, line: 70, endLine: 71 }] })).toEqual([]);
});

test('a finding that nobody judged fails', () => {
  expect(compare({}, { findings: [] })).toEqual(['New, not judged: src/mail.ts:7 silent-catch (0123456789abcdef): Nobody hears of the mail.']);
});

test('a finding that is gone fails', () => {
  expect(compare({ findings: [] })).toEqual(['Vanished: src/mail.ts, send, silent-catch (0123456789abcdef): Nobody hears of the mail.']);
});

test('another severity, precision or message fails', () => {
  expect(compare({ findings: [{ ...finding, severity: 'warning', precision: 'low', message: 'It is only logged.' }] })).toEqual([
    "Changed: src/mail.ts:7 silent-catch (0123456789abcdef): the severity is 'warning', and was 'error'.",
    "Changed: src/mail.ts:7 silent-catch (0123456789abcdef): the precision is 'low', and was 'high'.",
    "Changed: src/mail.ts:7 silent-catch (0123456789abcdef): the message is 'It is only logged.', and was 'Nobody hears of the mail.'.",
  ]);
});

test('a verdict that is missing, no verdict or without a sentence fails', () => {
  expect(withEntry({ verdict: '', why: '' })).toEqual(['No verdict yet: src/mail.ts, send, silent-catch (0123456789abcdef): Nobody hears of the mail.']);
  expect(withEntry({ verdict: 'maybe' as 'true' })).toEqual(["The verdict of src/mail.ts, send, silent-catch (0123456789abcdef) is 'maybe', not 'true' or 'false'."]);
  expect(withEntry({ why: 'Yes.' })).toEqual(['The verdict of src/mail.ts, send, silent-catch (0123456789abcdef) needs a sentence that names what in the code decides.']);
});

test('an analysis that reaches less fails, and one that reaches more does not', () => {
  expect(compare({ reached: { modules: 11, lines: 900, resolvedImports: 19 } })).toEqual(['The analysis of mail reached 19 resolved imports and not the 20 it did.']);
});

test('an analysis that ended early fails', () => {
  expect(compare({ incomplete: ['9 of 10 files could not be read.'] })).toEqual(['The analysis of mail ended early: 9 of 10 files could not be read.']);
});

test('another version, another package, a fingerprint held twice and no ledger at all fail', () => {
  expect(compare({ version: '2.0.0' })).toEqual(['mail was judged at 1.0.0; 2.0.0 is installed.']);
  expect(compare({}, { package: 'post' })).toEqual(['The ledger of mail says that it is of post.']);
  expect(compare({}, { findings: [entry, entry] })).toEqual(['The ledger of mail holds a fingerprint twice.']);
  expect(compareLedger(analysed, undefined)).toEqual(['mail has no ledger.']);
});

test('an update keeps what was judged, adds what is new without a verdict and forgets what is gone', () => {
  const fresh = { ...finding, fingerprint: 'fedcba9876543210', file: 'src/bill.ts' };
  const gone = { ...entry, fingerprint: '1111111111111111' };
  const after = updateLedger({ ...analysed, version: '2.0.0', findings: [finding, fresh] }, { ...ledger, findings: [entry, gone] }, new Map([['fedcba9876543210', 'bill']]));
  expect(after).toEqual({
    ...ledger,
    version: '2.0.0',
    findings: [{ ...entry, fingerprint: 'fedcba9876543210', file: 'src/bill.ts', symbol: 'bill', verdict: '', why: '' }, entry],
  });
});

test('an update keeps the verdict of a changed claim, and says that it has to be read again', () => {
  const after = updateLedger({ ...analysed, findings: [{ ...finding, severity: 'warning' }] }, ledger, new Map());
  expect(after.findings).toEqual([{ ...entry, severity: 'warning' }]);
  expect(changedClaims(ledger, after)).toEqual(after.findings);
  expect(changedClaims(ledger, ledger)).toEqual([]);
});
