/** Holds every finding in published packages to what a reader of their code said of it. */
import { expect, test } from 'vitest';
import { analysePackage } from './analyse-package.ts';
import { compareLedger, HOW_TO_UPDATE } from './compare-ledger.ts';
import { ledgerFile, ledgerFiles, readLedger } from './ledger.ts';
import { ledgerPackages } from './ledger-packages.ts';

const packages = ledgerPackages();

test('every package has a ledger and every ledger a package', () => {
  expect(ledgerFiles()).toEqual(packages.map(ledgerFile).sort());
});

test.each(packages)('%s', async (name) => {
  const differences = compareLedger(await analysePackage(name), readLedger(name));
  expect(differences, [...differences, HOW_TO_UPDATE].join('\n')).toEqual([]);
}, 60_000);
