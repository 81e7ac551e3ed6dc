/**
 * `pnpm compare:closures <folder> <file>… [--tsconfig FILE] [--scan FOLDER]… [--pick N]`: which modules need a file to load, as
 * `dist-lint blast-radius` says (`loading` and `tests` of its report) and as dependency-cruiser says (`--reaches`), and where the two differ.
 * For what only dependency-cruiser names, the import by which it first comes in is told, so that the cause can be read.
 * Files are relative to the folder, which is only read; `--pick` chooses files itself: evenly spread from the least to the most imported.
 * dependency-cruiser and TypeScript come from the registry through npx; nothing is installed into the folder.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './bench/run.mjs';
import { runScript, UsageError } from './run-script.mjs';

const USAGE = 'Usage: pnpm compare:closures <folder> <file>… [--tsconfig FILE] [--scan FOLDER]… [--pick N]';
const ENGINE = resolve(import.meta.dirname, '../packages/engine/dist/index.js');
const DIST_LINT = resolve(import.meta.dirname, '../packages/cli/bin/dist-lint.js');
const NPX = ['--yes', '--package', 'dependency-cruiser@17.4.3', '--package', 'typescript@5.9.3'];

await runScript(async (args) => {
  const { folder, files, tsconfig, scan, pick } = readArguments(args);
  const { isExempt } = await import(ENGINE);
  const scratch = mkdtempSync(join(tmpdir(), 'dist-lint-closures-'));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const theirs = await cruise(folder, scan, tsconfig, join(scratch, 'cruise.json'));
  const targets = [...new Set([...files, ...(pick === 0 ? [] : spread(theirs.result, isExempt, pick))])].sort();
  const ours = await blastRadius(folder, targets);

  let [equal, compared] = [0, 0];
  console.log('| file | ours | theirs | only ours | only theirs | tests: ours | theirs |\n| --- | --- | --- | --- | --- | --- | --- |');
  const causes = [];
  for (const target of targets) {
    const mine = ours.get(target);
    const reached = await theirs.reaches(target);
    const other = new Set([...reached].filter((path) => !isExempt(path)));
    const onlyOurs = [...mine.loading].filter((path) => !other.has(path));
    const onlyTheirs = [...other].filter((path) => !mine.loading.has(path)).sort();
    const tests = reached.size - other.size;
    compared += 1;
    if (onlyOurs.length + onlyTheirs.length === 0 && mine.tests === tests) equal += 1;
    console.log(`| ${[target, mine.loading.size, other.size, onlyOurs.length, onlyTheirs.length, mine.tests, tests].join(' | ')} |`);
    for (const path of onlyOurs) causes.push(`only ours, of ${target}: ${path}`);
    for (const path of onlyTheirs) causes.push(`only theirs, of ${target}: ${path}${theirs.door(path, target, mine.loading)}`);
  }
  console.log(`\n${equal} of ${compared} equal`);
  for (const cause of causes) console.log(cause);
});

/** What dependency-cruiser says: imports as they are left after compiling, `import()` among them. */
async function cruise(folder, scan, tsconfig, file) {
  const config = tsconfig === undefined ? [] : ['--ts-config', tsconfig];
  // Asked once: npx takes longer than what it starts.
  const found = await run({ command: 'npx', args: [...NPX, '--call', 'command -v depcruise'], cwd: folder });
  const depcruise = found.stdout.trim();
  if (depcruise === '') throw new Error(found.stderr.slice(-500));
  const { stdout, stderr } = await run({ command: depcruise, args: [...scan, '--no-config', ...config, '--exclude', '(^|/)node_modules/', '--output-type', 'json'], cwd: folder });
  if (!stdout.startsWith('{')) throw new Error(stderr.slice(-500));
  writeFileSync(file, stdout);
  const result = JSON.parse(stdout);
  const bySource = new Map(result.modules.map((module) => [module.source, module]));
  return {
    result,
    async reaches(target) {
      const pattern = `^${target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
      const answer = await run({ command: `${depcruise}-fmt`, args: ['--reaches', pattern, '--output-type', 'json', file], cwd: folder });
      return new Set(JSON.parse(answer.stdout).modules.map(({ source }) => source).filter((source) => source !== target));
    },
    /** Its import of something that both take for reached, if it has one; otherwise it comes in through another of theirs. */
    door(path, target, loading) {
      const edge = bySource.get(path)?.dependencies.find(({ resolved }) => resolved === target || loading.has(resolved));
      return edge === undefined ? '' : ` imports '${edge.module}' (${edge.dependencyTypes.join(', ')})`;
    },
  };
}

async function blastRadius(folder, targets) {
  const { code, stdout, stderr } = await run({ command: process.execPath, args: [DIST_LINT, 'blast-radius', ...targets.map((target) => join(folder, target)), '--format', 'json', '--no-cache'], cwd: folder });
  if (code !== 0) throw new Error(stderr.slice(-500));
  return new Map(JSON.parse(stdout).targets.map(({ target, loading, tests }, index) => {
    if (target.file !== targets[index]) throw new Error(`dist-lint answered for ${target.file} and not for ${targets[index]}: name a folder that is a root.`);
    return [target.file, { loading: new Set(loading.map(({ file }) => file)), tests }];
  }));
}

/** Files of every fan-in: those that nobody imports have nothing to compare. */
function spread({ modules }, isExempt, pick) {
  const all = modules.filter(({ source, dependents }) => dependents.length > 0 && /\.[cm]?[jt]sx?$/.test(source) && !isExempt(source))
    .sort((a, b) => a.dependents.length - b.dependents.length || (a.source < b.source ? -1 : 1));
  return Array.from({ length: Math.min(pick, all.length) }, (_, index) => all[Math.round((index * (all.length - 1)) / Math.max(1, pick - 1))].source);
}

function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { tsconfig: { type: 'string' }, scan: { type: 'string', multiple: true, default: ['.'] }, pick: { type: 'string', default: '0' } } });
  } catch (error) {
    throw new UsageError(error.message, USAGE);
  }
  const { positionals: [folder, ...files], values } = parsed;
  if (folder === undefined || !existsSync(folder)) throw new UsageError('Name a folder.', USAGE);
  if (!/^\d+$/.test(values.pick)) throw new UsageError('--pick is a whole number.', USAGE);
  if (files.length === 0 && values.pick === '0') throw new UsageError('Name files, or let some be chosen with --pick.', USAGE);
  for (const file of files) if (!existsSync(join(folder, file))) throw new UsageError(`${file} is not in the folder.`, USAGE);
  if (!existsSync(ENGINE)) throw new UsageError('The engine is not built.', 'Run: pnpm build');
  return { folder: resolve(folder), files, tsconfig: values.tsconfig, scan: values.scan, pick: Number(values.pick) };
}
