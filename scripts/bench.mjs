/**
 * `pnpm bench <dir> [--runs N] [--no-peers] [--peers DIR] [--threads N]`: how long a cold run over a folder takes, phase by
 * phase, and beside it TypeScript's bare parser and whichever peers are installed, on the same tree in the same run.
 */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { median, run } from './bench/run.mjs';
import { installedPeers, removeConfigs } from './bench/peers.mjs';
import { comparison, phaseTable } from './bench/tables.mjs';
import { runScript, UsageError } from './run-script.mjs';

const USAGE = 'Usage: pnpm bench <dir> [--runs N] [--no-peers] [--peers DIR] [--threads N]';

const root = resolve(import.meta.dirname, '..');

await runScript(async (args) => {
  const { folder, runs, threads, peersFolders } = readArguments(args);
  if (!existsSync(join(root, 'packages/engine/dist/index.js'))) throw new UsageError('The engine is not built.', 'Run: pnpm build');

  const node = (script, ...rest) => ({ command: process.execPath, args: [join(root, 'scripts/bench', script), folder, ...rest], cwd: folder });
  const ours = await repeat('dist-lint', node('engine-run.mjs', ...(threads === undefined ? [] : [threads])), runs);
  const measured = ours.map(({ stdout }) => JSON.parse(stdout));
  console.log(phaseTable(measured));

  const rows = [row('dist-lint (cold, no cache)', ours), row('TypeScript parser alone', await repeat('parser', node('parse-only.mjs'), runs))];
  try {
    for (const peer of installedPeers(peersFolders, folder)) {
      if (peer.lacks.length > 0) process.stderr.write(`${peer.name}: ${peer.lacks.join(', ')} is not installed beside it, so it will not read TypeScript.\n`);
      rows.push(row(peer.name, await repeat(peer.name, peer, runs)));
    }
  } finally {
    removeConfigs();
  }
  console.log(`\n${comparison(rows)}`);
});

async function repeat(name, command, runs) {
  const results = [];
  for (let index = 0; index < runs; index += 1) {
    process.stderr.write(`${name}: run ${index + 1} of ${runs}…\n`);
    results.push(await run(command));
  }
  return results;
}

function row(name, results) {
  return { name, ms: median(results.map(({ ms }) => ms)), peakBytes: Math.max(...results.map(({ peakBytes }) => peakBytes ?? NaN)), code: results[0].code, said: lastLine(results[0]) };
}

/** What a tool says in the end tells whether it looked at the same files. */
function lastLine({ stdout, stderr }) {
  const lines = `${stderr}\n${stdout}`.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('{'));
  return lines.findLast((line) => /\d/.test(line)) ?? '';
}

function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { runs: { type: 'string', default: '1' }, threads: { type: 'string' }, peers: { type: 'string' }, 'no-peers': { type: 'boolean', default: false } } });
  } catch (error) {
    throw new UsageError(error.message, USAGE);
  }
  const { positionals: [folder, ...rest], values } = parsed;
  if (folder === undefined || rest.length > 0) throw new UsageError('Name one folder.', USAGE);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`There is no folder ${folder}.`, USAGE);
  for (const name of ['runs', 'threads']) if (values[name] !== undefined && !/^[1-9]\d*$/.test(values[name])) throw new UsageError(`--${name} is a whole number, at least 1.`, USAGE);
  const { peers, threads, runs } = values;
  if (peers !== undefined && !existsSync(peers)) throw new UsageError(`There is no folder ${peers}.`, USAGE);
  return {
    folder: resolve(folder), runs: Number(runs), threads,
    peersFolders: values['no-peers'] ? [] : [...(peers === undefined ? [] : [resolve(peers)]), root, resolve(folder)],
  };
}
