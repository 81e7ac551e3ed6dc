/**
 * Types in a repository's files through ESLint's API, in one long-lived process, as an editor does.
 *
 *   pnpm bench:editor <folder> [--lints N] [--seed N] [--rules NAME,NAME]
 *
 * It prints how long the first answer took, when the index stood, and how long an edited text takes to lint with the
 * plugin and, beside it, with ESLint and the parser alone. A lint is silent when the answer did not come in time: it
 * shows nothing, so however short it was it is none of those within 100 ms. Nothing is written to the folder but the cache.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { findFiles, findRoot } from '../packages/workspace/dist/index.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { lints: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' }, rules: { type: 'string' } } });
const cwd = findRoot(positionals[0] ?? '.');
const EDITS = 6;

const started = performance.now();
const { default: plugin } = await import('../packages/eslint-plugin/dist/index.js');
const { clientOf } = await import('../packages/eslint-plugin/dist/open-clients.js');
// The one client of the root, as the plugin's rules get it; what it gives them is looked at on the way.
const client = clientOf(cwd, {});
const ask = client.ask;
let isSilent = false;
client.ask = (...question) => {
  const answer = ask(...question);
  isSilent = answer === undefined;
  return answer;
};
const parsing = { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser: tseslint.parser } };
const options = (config) => ({ cwd, overrideConfigFile: true, overrideConfig: config });
// A server makes an instance for each lint; what outlives it is the plugin.
const wanted = values.rules?.split(',').map((name) => `dist-lint/${name}`);
const all = { ...plugin.configs.all, rules: Object.fromEntries(Object.entries(plugin.configs.all.rules).filter(([name]) => wanted?.includes(name) ?? true)) };
const withPlugin = () => new ESLint(options([parsing, all, { settings: { 'dist-lint': { wait: 'editor' } } }]));
const alone = new ESLint(options([parsing]));

let seed = Number(values.seed);
const random = (below) => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff) % below;
const found = findFiles(cwd);
const files = found.modules.filter((path) => /\.tsx?$/.test(path) && !/\b(test|spec|e2e)\b/.test(path));
const pick = () => files[random(files.length)];

async function lint(eslint, text, path) {
  isSilent = false;
  const before = performance.now();
  const [result] = await eslint.lintText(text, { filePath: join(cwd, path) });
  const ms = performance.now() - before;
  const own = (result?.messages ?? []).filter(({ ruleId }) => ruleId?.startsWith('dist-lint/'));
  return { ms, own: own.length, isSilent, isBroken: result?.messages.some(({ fatal }) => fatal) ?? true };
}

/** Share `of` of the numbers is at most this. */
const quantile = (numbers, of) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.ceil(numbers.length * of) - 1)] ?? 0;
const row = (name, numbers) => `${name.padEnd(28)} p50 ${quantile(numbers, 0.5).toFixed(0).padStart(5)}  p95 ${quantile(numbers, 0.95).toFixed(0).padStart(5)}  max ${quantile(numbers, 1).toFixed(0).padStart(5)} ms`;

const path = pick();
const first = await lint(withPlugin(), readFileSync(join(cwd, path), 'utf8'), path);
console.log(`${relative(process.cwd(), cwd) || '.'}: ${found.modules.length} modules`);
console.log(`first lint ${first.ms.toFixed(0)} ms${first.isSilent ? ', silent' : ''}; ${(performance.now() - started).toFixed(0)} ms with loading the plugin`);

// The index stands when an edited text gets the answer of the command line; waiting in a batch tells.
const batch = new ESLint(options([parsing, all, { settings: { 'dist-lint': { wait: 'batch' } } }]));
await lint(batch, readFileSync(join(cwd, path), 'utf8'), path);
console.log(`index ready after ${((performance.now() - started) / 1000).toFixed(1)} s`);
await setTimeout(1000);

const times = { plugin: [], alone: [], added: [] };
let findings = 0;
let silent = 0;
let inTime = 0;
while (times.plugin.length < Number(values.lints)) {
  const edited = pick();
  const lines = readFileSync(join(cwd, edited), 'utf8').split('\n');
  for (let edit = 0; edit < EDITS; edit += 1) {
    const at = random(lines.length);
    if (edit % 2 === 0) lines.splice(at, 0, '');
    else lines[at] += ` // ${edit}`;
    if (edit === EDITS - 1) lines.push('export const typed = () => 1;');
    const text = lines.join('\n');
    const base = await lint(alone, text, edited);
    const own = await lint(withPlugin(), text, edited);
    if (own.isBroken) continue;
    findings += own.own;
    if (own.isSilent) silent += 1;
    else if (own.ms <= 100) inTime += 1;
    times.plugin.push(own.ms);
    times.alone.push(base.ms);
    times.added.push(own.ms - base.ms);
  }
}
const share = (number) => ((number / times.plugin.length) * 100).toFixed(1);
console.log(`${times.plugin.length} lints of edited texts, ${findings} findings shown; load of the machine ${loadavg()[0].toFixed(1)}`);
console.log(row('with the plugin', times.plugin));
console.log(row('ESLint and the parser alone', times.alone));
console.log(row('added', times.added));
console.log(`of 100 lints: ${share(inTime)} answered within 100 ms, ${share(times.plugin.length - inTime - silent)} answered later, ${share(silent)} silent for lack of time`);
process.exitCode = 0;
