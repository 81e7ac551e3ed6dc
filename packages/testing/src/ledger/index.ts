export { analysePackage, symbolsOf, type AnalysedPackage } from './analyse-package.ts';
export { compareLedger, HOW_TO_UPDATE } from './compare-ledger.ts';
export { ledgerFile, ledgerFiles, readLedger, writeLedger, type Floor, type Ledger, type LedgerEntry, type Verdict } from './ledger.ts';
export { installedPackage, ledgerPackages } from './ledger-packages.ts';
export { changedClaims, updateLedger } from './update-ledger.ts';
