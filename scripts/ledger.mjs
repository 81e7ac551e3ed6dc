/**
 * `pnpm ledger [--update] [package …]`: compares the findings in the packages of the ledger with what was judged; `--update` writes
 * the ledgers as the analysis is now, with an empty verdict where nobody has judged. A verdict is never made up.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runScript, UsageError } from './run-script.mjs';

const USAGE = 'Usage: pnpm ledger [--update] [package …]';
const built = resolve(import.meta.dirname, '../packages/testing/dist/ledger/index.js');

await runScript(async (args) => {
  const ledger = await import(pathToFileURL(built).href);
  const { update, names } = readArguments(args, ledger.ledgerPackages());
  let differences = 0;
  for (const name of names) {
    const analysed = await ledger.analysePackage(name);
    const sentences = update ? await write(ledger, analysed) : ledger.compareLedger(analysed, ledger.readLedger(name));
    differences += sentences.length;
    console.log([`${name} ${analysed.version}: ${analysed.findings.length} findings`, ...sentences.map((sentence) => `  ${sentence}`)].join('\n'));
  }
  if (differences === 0) return;
  console.log(update ? 'Read the code of each, write down its verdict and why in fixtures/ledger, then run `pnpm generate`.' : ledger.HOW_TO_UPDATE);
  if (!update) process.exitCode = 1;
});

/** Writes the ledger of one package and gives a sentence for each entry that a reader has to look at, or that is gone. */
async function write({ changedClaims, compareLedger, readLedger, symbolsOf, updateLedger, writeLedger }, analysed) {
  const before = readLedger(analysed.name);
  const known = new Set(before?.findings.map(({ fingerprint }) => fingerprint));
  const symbols = analysed.findings.every(({ fingerprint }) => known.has(fingerprint)) ? new Map() : await symbolsOf(analysed);
  const after = updateLedger(analysed, before, symbols);
  writeLedger(after);
  const kept = new Set(after.findings.map(({ fingerprint }) => fingerprint));
  return [
    ...compareLedger(analysed, after),
    ...changedClaims(before, after).map(({ file, symbol, message }) => `Judged for another claim, read it again: ${file}, ${symbol}: ${message}`),
    ...(before?.findings ?? []).filter(({ fingerprint }) => !kept.has(fingerprint)).map(({ file, symbol, verdict, message }) => `Removed (judged '${verdict}'): ${file}, ${symbol}: ${message}`),
  ];
}

function readArguments(args, packages) {
  const names = args.filter((arg) => arg !== '--update');
  const unknown = names.find((name) => !packages.includes(name));
  if (unknown !== undefined) throw new UsageError(`'${unknown}' is no package of the ledger.`, `${USAGE}\nThe packages are ${packages.join(', ')}.`);
  return { update: args.includes('--update'), names: names.length > 0 ? names : packages };
}
