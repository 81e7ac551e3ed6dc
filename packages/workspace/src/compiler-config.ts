import type { ModuleOptions } from '@dist-lint/model';
import picomatch from 'picomatch';
import { isRecord, strings } from './json.ts';
import { joinPath, parentOf, within } from './path.ts';

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

/** Bases that a framework generates. */
export const GENERATED_BASE = /(^|\/)\.(nuxt|svelte-kit|astro|wxt|output|expo)\//;

/** One tsconfig of a chain of `extends`. */
export interface Layer {
  path: string;
  json: Record<string, unknown>;
}

/** Lays the layers over one another. Paths count from the layer that states them, `${configDir}` from the last. */
export function interpret(path: string, layers: readonly Layer[]): CompilerConfig {
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
    generatedBase: [last['extends']].flat().some((it) => typeof it === 'string' && GENERATED_BASE.test(it)),
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
