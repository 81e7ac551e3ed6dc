/**
 * `pnpm bench:base <repository> [--commits N] [--skip N] [--only FOLDER]… [--blast FOLDER]`: what `check --base` costs beside a
 * `check`, both with the cache, over the last first-parent commits of a git repository, each against the one before. With `--blast`
 * it is `blast-radius --base` that is measured, and its reports are written to the folder, to be read. The repository itself is only
 * read: its commits are checked out in a clone within the folder for temporary files.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { median, run } from './bench/run.mjs';
import { runScript, UsageError } from './run-script.mjs';

const USAGE = 'Usage: pnpm bench:base <repository> [--commits N] [--skip N] [--only FOLDER]… [--blast FOLDER]';

await runScript(async (args) => {
  const { repository, commits, skip, only, blast } = readArguments(args);
  const clone = mkdtempSync(join(tmpdir(), 'dist-lint-bench-'));
  const git = (...rest) => execFileSync('git', rest, { cwd: clone, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const stop = () => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  process.once('exit', () => rmSync(clone, { recursive: true, force: true }));

  git('clone', '--quiet', '--shared', '--no-checkout', repository, '.');
  if (only.length > 0) git('sparse-checkout', 'set', ...only);
  const history = git('rev-list', '--first-parent', `--skip=${skip}`, `--max-count=${commits + 1}`, 'HEAD').split('\n');
  const script = async (name, ...rest) => {
    const { code, stdout, stderr } = await run({ command: process.execPath, args: [join(import.meta.dirname, name), clone, ...rest], cwd: clone });
    if (code !== 0) throw new Error(stderr.slice(-500));
    return JSON.parse(stdout);
  };
  const engine = (...rest) => script('bench/base-run.mjs', ...rest);

  if (blast !== undefined) mkdirSync(blast, { recursive: true });
  const ratios = [];
  for (const [index, commit] of history.slice(0, -1).entries()) {
    const base = history[index + 1];
    git('checkout', '--quiet', '--force', '--detach', commit);
    // The first run fills the cache; after that the base of one commit is the next.
    if (index === 0) await engine();
    const alone = await engine();
    const both = blast === undefined ? await engine(base) : await script('bench/blast-run.mjs', base, join(blast, `${String(index).padStart(2, '0')}-${commit.slice(0, 10)}.md`));
    // Processor time: the wall tells what else the machine was doing.
    const ratio = both.cpuMs / alone.cpuMs;
    ratios.push(ratio);
    const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
    console.log([
      commit.slice(0, 10), `${alone.modules} modules`, `check ${seconds(alone.cpuMs)} (${seconds(alone.totalMs)} to wait) ${megabytes(alone.peakBytes)}`, `--base ${seconds(both.cpuMs)} ${megabytes(both.peakBytes)}`,
      `×${ratio.toFixed(2)}`,
      blast === undefined ? `${both.fresh} new, ${both.existing} existing, ${both.base.fixed} fixed` : `${both.symbols} symbols, ${both.entries} entry points, ${both.characters} characters`, ...(both.incomplete > 0 ? ['INCOMPLETE'] : []),
    ].join('  '));
  }
  console.log(`median ×${median(ratios).toFixed(2)}, most ×${Math.max(...ratios).toFixed(2)}, over ${ratios.length} commits`);
});

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { commits: { type: 'string', default: '30' }, skip: { type: 'string', default: '0' }, only: { type: 'string', multiple: true, default: [] }, blast: { type: 'string' } } });
  } catch (error) {
    throw new UsageError(error.message, USAGE);
  }
  const { positionals: [repository, ...rest], values } = parsed;
  if (repository === undefined || rest.length > 0) throw new UsageError('Name one repository.', USAGE);
  if (!existsSync(join(repository, '.git'))) throw new UsageError(`${repository} is no git repository.`, USAGE);
  if (!/^[1-9]\d*$/.test(values.commits) || !/^\d+$/.test(values.skip)) throw new UsageError('--commits and --skip are whole numbers.', USAGE);
  if (!existsSync(resolve(import.meta.dirname, '../packages/engine/dist/index.js'))) throw new UsageError('The engine is not built.', 'Run: pnpm build');
  return { repository: resolve(repository), commits: Number(values.commits), skip: Number(values.skip), only: values.only, ...(values.blast === undefined ? {} : { blast: resolve(values.blast) }) };
}
