import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, extname, relative, resolve, sep } from 'node:path';
import { UserError } from '@dist-lint/model';
import { positionsOf } from './config-positions.ts';
import { reasonOf } from './read.ts';
import { parseJson } from './json.ts';
import { parentOf } from './path.ts';
import { lentEntry } from './public-entry.ts';

/** A configuration as it was written, before anybody asked whether it makes sense. */
export interface ConfigFile {
  /** The folder that its globs are relative to, relative to the root: its own, or the root for a file from outside. */
  base: string;
  /** For messages: relative to the root where it lies in it, else its name. */
  name: string;
  value: unknown;
  /** Whether it was run, and so may hold functions. */
  isCode: boolean;
  /** The line of a key or element, or of the nearest thing around it; undefined where the configuration is code. */
  lineOf(path: readonly (string | number)[]): number | undefined;
}

export interface ConfigFileOptions {
  root: string;
  cwd: string;
  /** Absolute, or relative to `cwd`; otherwise the one at the root, if there is one. */
  config?: string;
  /** Runs no code of the tree. */
  safe?: boolean;
  /** Milliseconds that a configuration that is code may take. */
  limit?: number;
}

const CODE = ['.ts', '.mts', '.js', '.mjs', '.cjs'];
const DATA = ['.json', '.yaml', '.yml'];
const LARGEST = 1_000_000;

/** @throws {UserError} `several-configs`, `config-not-found`, `config-not-readable`, `config-too-large`, `unsafe-config`, `config-syntax`, `config-threw`, `config-empty`, `config-too-slow`, `config-leads-out`. */
export async function readConfigFile(options: ConfigFileOptions): Promise<ConfigFile | undefined> {
  const path = options.config === undefined ? atRoot(options.root) : resolve(options.cwd, options.config);
  if (path === undefined) return undefined;
  const inside = relative(options.root, path).split(sep).join('/');
  const isOutside = inside.startsWith('../') || resolve(inside) === inside;
  const name = isOutside ? basename(path) : inside;
  const base = isOutside ? '' : parentOf(inside);
  const extension = extname(path);
  if (![...CODE, ...DATA].includes(extension)) throw new UserError('config-not-readable', `${name} is no kind of configuration that is known.`, `It ends in one of ${[...CODE, ...DATA].join(', ')}.`);
  if (!isOutside && (options.config === undefined || options.safe)) refuseLinkOut(path, name, options.root);
  const text = read(path, name);
  if (DATA.includes(extension)) return { base, name, isCode: false, ...(extension === '.json' ? readJson(text, name) : readYaml(text, name)) };
  if (options.safe) {
    throw new UserError('unsafe-config', `${name} is code, which --safe does not run.`, 'Give --config FILE with a JSON or YAML configuration that you trust, such as one taken from the base branch.');
  }
  return { base, name, isCode: true, value: await run(path, name, options.limit ?? 10_000), lineOf: () => undefined };
}

function atRoot(root: string): string | undefined {
  const known = new Set([...CODE, ...DATA].map((extension) => `dist-lint.config${extension}`));
  const found = readdirSync(root).filter((name) => known.has(name)).sort();
  if (found.length > 1) throw new UserError('several-configs', `There are several configurations: ${found.join(', ')}.`, 'Keep one, or name one with --config FILE.');
  return found[0] === undefined ? undefined : resolve(root, found[0]);
}

/** Whoever wrote the tree could otherwise have any file of this machine read, and parts of it shown in messages. */
function refuseLinkOut(path: string, name: string, root: string): void {
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    return; // There is nothing to read, which is told when it is read.
  }
  const inside = relative(realpathSync(root), real);
  if (inside !== '..' && !inside.startsWith(`..${sep}`) && resolve(inside) !== inside) return;
  throw new UserError('config-leads-out', `${name} is a symbolic link that leads out of the root.`, 'Put the configuration itself there, or name the file that is meant with --config FILE.');
}

function read(path: string, name: string): string {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new UserError('config-not-readable', `${name} is not a file.`, 'Name a configuration file.');
    if (stats.size > LARGEST) throw new UserError('config-too-large', `${name} has ${stats.size} bytes.`, `A configuration has at most ${LARGEST}.`);
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    if (error instanceof UserError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError('config-not-found', `There is no configuration ${name}.`, 'Name a file that exists; the path is relative to the current folder.');
    throw new UserError('config-not-readable', `${name} cannot be read: ${reasonOf(error)}.`, 'Make it readable.');
  }
}

function readJson(text: string, name: string): Pick<ConfigFile, 'value' | 'lineOf'> {
  const { value, error } = parseJson(text);
  if (error) throw syntax(name, error.line, error.message);
  return { value, lineOf: linesOf(text, true) };
}

function readYaml(text: string, name: string): Pick<ConfigFile, 'value' | 'lineOf'> {
  // Loaded on demand: most runs read no YAML.
  const { LineCounter, parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const document = parseDocument(text, { lineCounter: new LineCounter() });
  const [error] = document.errors;
  if (error) throw syntax(name, error.linePos?.[0].line ?? 1, error.message.split('\n')[0]?.replace(/ at line.*$/, '') ?? '');
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, lineOf: linesOf(text, false) };
  } catch (thrown) {
    throw syntax(name, 1, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Reads the text for places once, when the first is asked for: a configuration may have many mistakes, and most have none. */
function linesOf(text: string, isJson: boolean): ConfigFile['lineOf'] {
  let positions: ConfigFile['lineOf'] | undefined;
  return (path) => (positions ??= positionsOf(text, isJson))(path);
}

function syntax(name: string, line: number, message: string): UserError {
  return new UserError('config-syntax', `${name}:${line} cannot be read: ${message}.`, 'Mend the syntax there.');
}

/** Runs a configuration that is code: its default export, or what the function there gives. */
async function run(path: string, name: string, limit: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UserError('config-too-slow', `${name} was not done after ${limit / 1000} s.`, 'A promise in it may never be settled.')), limit);
  });
  try {
    return await Promise.race([evaluate(path, name), late]);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    // A path of this machine says nothing to others.
    const told = message.replaceAll(path, name).replaceAll(/[^\s'"]*[\\/](?=node_modules[\\/])/g, '');
    throw new UserError('config-threw', `${name} failed: ${told}`, adviceFor(told, name));
  } finally {
    clearTimeout(timer);
  }
}

/** Running the file with Node.js tells more, but not where what is missing is a package. */
function adviceFor(message: string, name: string): string {
  const [, missing = ''] = /^Cannot find (?:module|package) '([^']+)'/.exec(message) ?? [];
  if (missing.startsWith('dist-lint/') || /^Package subpath .*[\\/]dist-lint[\\/]package\.json/.test(message)) return "Import from 'dist-lint' itself.";
  if (/^[@\w]/.test(missing)) return `Install '${missing}' where ${name} lies, or do without: JSON and YAML import nothing.`;
  return 'Mend it; running the file with Node.js may tell more.';
}

async function evaluate(path: string, name: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const lent = await lentEntry(path);
  const loaded: unknown = await createJiti(path, { fsCache: false, moduleCache: false, ...(lent ? { virtualModules: { 'dist-lint': lent } } : {}) }).import(path);
  const module = loaded as { default?: unknown } | undefined;
  const exported: unknown = module?.default ?? (module && Object.keys(module).length > 0 ? module : undefined);
  const value: unknown = typeof exported === 'function' ? await (exported as () => unknown)() : await exported;
  if (value === undefined || value === null || Object.keys(value).length + Object.keys(module ?? {}).length === 0) {
    throw new UserError('config-empty', `${name} exports no configuration.`, 'Write `export default { … }`, or a function that returns one.');
  }
  return value;
}
