import type { Gap, ModuleOptions } from '@dist-lint/model';
import picomatch from 'picomatch';
import type { FoundFiles } from './find.ts';
import { isRecord, parseJson, strings } from './json.ts';
import { joinPath, parentOf, within } from './path.ts';
import type { FindMember } from './packages.ts';
import type { Output } from './to-source.ts';

/** What a tsconfig says once everything it extends is laid under it. Paths are relative to the root. */
export interface CompilerConfig {
  path: string;
  baseUrl?: string;
  /** `paths`, most specific first; targets may hold one `*`. */
  aliases: { pattern: string; targets: string[] }[];
  rootDirs: string[];
  outDir?: string;
  rootDir?: string;
  options: ModuleOptions;
  /** Projects it refers to: paths of their tsconfigs. */
  references: string[];
  /** It extends what a framework generates (`.nuxt`, `.svelte-kit`, …): aliases may be there that we cannot see. */
  generatedBase: boolean;
  includes(path: string): boolean;
}

export interface Configs {
  /** The configuration a module is compiled with; undefined when no folder above it has one. */
  of(path: string): CompilerConfig | undefined;
  /** Where the tsconfigs that lie in a package's folder write their output. */
  outputsOf(folder: string): Output[];
}

/** In the order in which one is taken for a folder. An Nx root has only the third. */
const NAMES = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];
const GENERATED = /(^|\/)\.(nuxt|svelte-kit|astro|wxt|output|expo)\//;

/**
 * Reads tsconfigs as they are asked for. Never executes anything, never looks into `node_modules`:
 * what an installed package's tsconfig would add is an `outside-config` gap, so that the result is
 * the same before and after an installation. A tsconfig that cannot be used is a `broken-config` gap.
 *
 * @param member finds workspace packages, which may hold shared tsconfigs
 * @param gaps grows while configurations are read
 */
export function configsOf(found: FoundFiles, member: FindMember, gaps: Gap[]): Configs {
  const loaded = new Map<string, CompilerConfig>();
  const nearest = new Map<string, CompilerConfig | undefined>();
  const told = new Set<string>();

  return { of: configOf, outputsOf };

  function configOf(path: string): CompilerConfig | undefined {
    const config = nearestTo(parentOf(path));
    if (config === undefined || config.references.length === 0 || config.includes(path)) return config;
    return referenced(config, path) ?? config;
  }

  /** The project among those a solution-style tsconfig refers to that includes the file. */
  function referenced(from: CompilerConfig, path: string): CompilerConfig | undefined {
    const seen = new Set([from.path]);
    let front = [from];
    for (let depth = 0; depth < 3 && front.length > 0; depth++) {
      const next: CompilerConfig[] = [];
      for (const reference of front.flatMap((it) => it.references)) {
        if (seen.has(reference) || !found.kinds.has(reference)) continue;
        seen.add(reference);
        const config = load(reference);
        if (config.includes(path)) return config;
        next.push(config);
      }
      front = next;
    }
    return undefined;
  }

  function nearestTo(folder: string): CompilerConfig | undefined {
    if (nearest.has(folder)) return nearest.get(folder);
    const name = NAMES.find((it) => found.kinds.has(within(folder, it)));
    const config = name !== undefined ? load(within(folder, name)) : folder === '' ? undefined : nearestTo(parentOf(folder));
    nearest.set(folder, config);
    return config;
  }

  function outputsOf(folder: string): Output[] {
    const outputs: Output[] = [];
    for (const name of ['tsconfig.json', 'tsconfig.build.json', 'tsconfig.lib.json', 'tsconfig.prod.json', 'tsconfig.esm.json', 'tsconfig.cjs.json', 'tsconfig-cjs.json']) {
      const path = within(folder, name);
      if (!found.kinds.has(path)) continue;
      const { outDir, rootDir } = load(path);
      if (outDir === undefined || outDir === folder) continue;
      outputs.push({ outDir, sources: rootDir !== undefined ? [rootDir] : [within(folder, 'src'), folder] });
    }
    return outputs;
  }

  function load(path: string): CompilerConfig {
    let config = loaded.get(path);
    if (config === undefined) loaded.set(path, (config = interpret(path, layersOf(path, []))));
    return config;
  }

  /** The tsconfig and what it extends, the most general first. */
  function layersOf(path: string, above: readonly string[]): Layer[] {
    const text = found.read(path);
    if (text === undefined) {
      broken(path, 1, 'It cannot be read.');
      return [];
    }
    const { value, error } = parseJson(text);
    if (error !== undefined) broken(path, error.line, `It is not valid JSON: ${error.message}. Imports are resolved without it.`);
    else if (!isRecord(value) && text.trim() !== '') broken(path, 1, 'It holds no JSON object.');
    if (!isRecord(value)) return [{ path, json: {} }];

    const written = value['extends'];
    const bases = typeof written === 'string' ? [written] : strings(written);
    const layers: Layer[] = [];
    for (const base of bases) {
      const target = baseOf(path, base);
      if (target === undefined) continue;
      if (target === path || above.includes(target)) broken(path, 1, `It extends itself: ${[...above, path, target].join(' → ')}.`);
      else if (above.length > 20) broken(path, 1, 'More than 20 tsconfigs extend one another.');
      else layers.push(...layersOf(target, [...above, path]));
    }
    layers.push({ path, json: value });
    return layers;
  }

  /** The file that `extends` names. */
  function baseOf(path: string, written: string): string | undefined {
    if (/^\.{0,2}(\/|$)|^\.\.?$/.test(written)) {
      const target = written.startsWith('/') ? undefined : joinPath(parentOf(path), written);
      if (target === undefined) {
        broken(path, 1, `It extends ${written}, which lies outside of the root and is not read.`);
        return undefined;
      }
      const file = [target, `${target}.json`, within(target, 'tsconfig.json')].find((it) => found.kinds.has(it));
      if (file === undefined && !found.ignores(target) && !GENERATED.test(target)) broken(path, 1, `It extends ${written}, which is not there.`);
      return file;
    }
    const parts = written.split('/');
    const name = parts.slice(0, written.startsWith('@') ? 2 : 1).join('/');
    const folder = member(name, path);
    if (folder === undefined) {
      tell('outside-config', path, 1, `It extends ${written}, an installed package's tsconfig, which is not read.`);
      return undefined;
    }
    const target = joinPath(folder, parts.slice(name.split('/').length).join('/')) ?? folder;
    const manifest = target === folder ? parseJson(found.read(within(folder, 'package.json')) ?? '').value : undefined;
    const field = isRecord(manifest) && typeof manifest['tsconfig'] === 'string' ? joinPath(folder, manifest['tsconfig']) : undefined;
    const file = [field, target, `${target}.json`, within(target, 'tsconfig.json')].find((it) => it !== undefined && found.kinds.has(it));
    if (file === undefined) broken(path, 1, `It extends ${written}, which the workspace package does not hold.`);
    return file;
  }

  function broken(file: string, line: number, message: string): void {
    tell('broken-config', file, line, message);
  }

  function tell(kind: string, file: string, line: number, message: string): void {
    const key = `${file}\n${message}`;
    if (told.has(key)) return;
    told.add(key);
    gaps.push({ kind, file, line, message });
  }
}

interface Layer {
  path: string;
  json: Record<string, unknown>;
}

/** Lays the layers over one another. Paths count from the layer that states them, `${configDir}` from the last. */
function interpret(path: string, layers: readonly Layer[]): CompilerConfig {
  const home = parentOf(path);
  const merged = new Map<string, { value: unknown; folder: string }>();
  const lists = new Map<string, { value: unknown; folder: string }>();
  for (const { path: layerPath, json } of layers) {
    const folder = parentOf(layerPath);
    const options = json['compilerOptions'];
    if (isRecord(options)) for (const [name, value] of Object.entries(options)) merged.set(name, { value, folder });
    for (const name of ['files', 'include', 'exclude']) if (json[name] !== undefined) lists.set(name, { value: json[name], folder });
  }
  const place = (written: string, folder: string): string | undefined =>
    written.startsWith('${configDir}') ? joinPath(home, written.slice('${configDir}'.length)) : written.startsWith('/') ? undefined : joinPath(folder, written);
  const placeOf = (name: string): string | undefined => {
    const option = merged.get(name);
    return option !== undefined && typeof option.value === 'string' ? place(option.value, option.folder) : undefined;
  };
  const isTrue = (name: string) => merged.get(name)?.value === true;

  const baseUrl = placeOf('baseUrl');
  const outDir = placeOf('outDir');
  const rootDir = placeOf('rootDir') ?? (isTrue('composite') ? home : undefined);
  const rootDirs = merged.get('rootDirs');
  const last = layers.at(-1)?.json ?? {};
  const config: CompilerConfig = {
    path,
    aliases: aliasesOf(merged.get('paths'), baseUrl, place),
    rootDirs: rootDirs === undefined ? [] : strings(rootDirs.value).flatMap((it) => place(it, rootDirs.folder) ?? []),
    options: moduleOptions(merged),
    references: Array.isArray(last['references']) ? last['references'].flatMap((it: unknown) => referenceOf(it, home)) : [],
    generatedBase: [last['extends']].flat().some((it) => typeof it === 'string' && GENERATED.test(it)),
    includes: includesOf(lists, place),
  };
  if (baseUrl !== undefined) config.baseUrl = baseUrl;
  if (outDir !== undefined) config.outDir = outDir;
  if (rootDir !== undefined) config.rootDir = rootDir;
  return config;
}

type Place = (written: string, folder: string) => string | undefined;

function aliasesOf(option: { value: unknown; folder: string } | undefined, baseUrl: string | undefined, place: Place): CompilerConfig['aliases'] {
  if (option === undefined || !isRecord(option.value)) return [];
  const aliases = Object.entries(option.value).map(([pattern, targets]) => ({
    pattern,
    targets: strings(targets).flatMap((it) => place(it, baseUrl ?? option.folder) ?? []),
  }));
  // TypeScript takes an exact name first, then the pattern with the longest text before its star.
  const weight = ({ pattern }: { pattern: string }) => (pattern.includes('*') ? pattern.indexOf('*') : Infinity);
  return aliases.sort((a, b) => (weight(b) === weight(a) ? 0 : weight(b) - weight(a)));
}

function moduleOptions(merged: ReadonlyMap<string, { value: unknown }>): ModuleOptions {
  const options: ModuleOptions = {};
  const kept = merged.get('importsNotUsedAsValues')?.value;
  if (merged.get('verbatimModuleSyntax')?.value === true || kept === 'preserve' || kept === 'error') options.verbatimModuleSyntax = true;
  if (merged.get('emitDecoratorMetadata')?.value === true) options.emitDecoratorMetadata = true;
  const jsx = merged.get('jsx')?.value;
  if (typeof jsx === 'string') options.jsx = jsx;
  return options;
}

function referenceOf(reference: unknown, home: string): string[] {
  if (!isRecord(reference) || typeof reference['path'] !== 'string') return [];
  const target = joinPath(home, reference['path']);
  if (target === undefined) return [];
  return [target.endsWith('.json') ? target : within(target, 'tsconfig.json')];
}

function includesOf(lists: ReadonlyMap<string, { value: unknown; folder: string }>, place: Place): (path: string) => boolean {
  const of = (name: string) => {
    const list = lists.get(name);
    return list === undefined ? undefined : strings(list.value).flatMap((it) => place(it, list.folder) ?? []);
  };
  const files = of('files');
  const include = of('include') ?? (files === undefined ? undefined : []);
  const isListed = new Set(files ?? []);
  let included: ((path: string) => boolean)[] | undefined;
  let excluded: ((path: string) => boolean)[] | undefined;
  return (path) => {
    if (isListed.has(path)) return true;
    if (include === undefined) return true;
    included ??= include.map(matcher);
    excluded ??= (of('exclude') ?? []).map(matcher);
    return included.some((fits) => fits(path)) && !excluded.some((fits) => fits(path));
  };
}

/** TypeScript's own wildcards: a pattern whose last part has neither star nor extension is a folder. */
function matcher(pattern: string): (path: string) => boolean {
  if (pattern === '') return () => true;
  if (pattern.length > 300) return () => false;
  const isFolder = !/[*?]|\.\w+$/.test(pattern.slice(pattern.lastIndexOf('/') + 1));
  if (!/[*?{}[\]()!]/.test(pattern)) return (path) => path === pattern || path.startsWith(`${pattern}/`);
  try {
    return picomatch(isFolder ? `${pattern}/**` : pattern, { dot: true, nonegate: true, noextglob: true, nobrace: true });
  } catch {
    return () => false;
  }
}
