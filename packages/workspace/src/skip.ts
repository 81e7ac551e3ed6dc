import { isRecord, parseJson } from './json.ts';
import { within } from './path.ts';
import type { Tree } from './tree.ts';

/**
 * Why a file or folder is left out on purpose.
 * - `node_modules`, `git-ignored`: whole folders, not looked into
 * - `nested-worktree`: another checkout of a git repository, as `git worktree` makes them
 * - `symlink`: its target lies in the root and is found there
 * - `vendored`, `output`, `generated`, `minified`, `declaration`: source files, one by one
 */
export type SkipReason =
  // What the configuration leaves out.
  | 'configured'
  | 'node_modules'
  | 'git-ignored'
  | 'nested-worktree'
  | 'symlink'
  | 'vendored'
  | 'output'
  | 'generated'
  | 'minified'
  | 'declaration';

/** A file, or a folder with a slash at its end. Relative to the root. */
export interface SkippedFile {
  path: string;
  reason: SkipReason;
}

/** Counts by reason, with at most five samples each, all sorted. */
export function summarizeSkipped(skipped: readonly SkippedFile[]): { reason: SkipReason; count: number; samples: string[] }[] {
  const byReason = new Map<SkipReason, string[]>();
  for (const { path, reason } of skipped) {
    const paths = byReason.get(reason);
    if (paths === undefined) byReason.set(reason, [path]);
    else paths.push(path);
  }
  return [...byReason]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, paths]) => ({ reason, count: paths.length, samples: paths.sort().slice(0, 5) }));
}

/** Why a folder's files are left out, as far as its name and its surroundings say. */
export function folderReason(name: string, folder: Surroundings): SkipReason | undefined {
  if (VENDORED_ANYWHERE.has(name)) return 'vendored';
  if (GENERATED_FOLDERS.has(name)) return 'generated';
  if (OUTPUT_ANYWHERE.has(name)) return 'output';
  // A marketplace has vendors: only a folder where a package manager would put it holds other people's code.
  if (VENDORED_BESIDE_MANIFEST.has(name)) return folder.parent === '' || folder.siblings.some((it) => MANIFESTS.has(it)) ? 'vendored' : undefined;
  if (MAYBE_OUTPUT.has(name) || /^dist-/.test(name)) return holdsOutput(name, folder) ? 'output' : undefined;
  if (name === 'coverage') return holdsCoverage(folder) ? 'output' : undefined;
  return undefined;
}

/** Where a folder lies. */
export interface Surroundings {
  /** The folder itself, relative to the root. */
  path: string;
  /** The folder above; '' is the root. */
  parent: string;
  tree: Tree;
  /** Names in the folder above. */
  siblings: readonly string[];
}

const VENDORED_ANYWHERE = new Set(['bower_components', 'jspm_packages', '.yarn', '.pnpm-store', '.pnpm', 'third_party', 'third-party']);
const VENDORED_BESIDE_MANIFEST = new Set(['vendor', 'vendors', 'vendored']);
const MANIFESTS = new Set(['package.json', 'composer.json', 'go.mod', 'Gemfile', 'Cargo.toml', 'pyproject.toml', '.git']);
const GENERATED_FOLDERS = new Set(['__generated__', 'generated', '_generated', '.generated']);
const OUTPUT_ANYWHERE = new Set([
  '.next', '.nuxt', '.output', '.svelte-kit', '.turbo', '.nx', '.cache', '.parcel-cache', '.vercel', '.netlify', '.serverless',
  '.docusaurus', '.expo', '.angular', '.wrangler', '.nitro', '.astro', '.react-router', '.vinxi', '.tanstack', '.contentlayer',
  '.velite', '.medusa', '.nyc_output', 'storybook-static', 'lcov-report',
]);
const MAYBE_OUTPUT = new Set(['dist', 'build', 'out']);

/**
 * Real repositories keep hand-written scripts in `build/` and in-git output in `dist/`. A folder is
 * output when its package says so (`main`, `exports`, `outDir`, …), or when it looks compiled: beside
 * `src` or a manifest, without TypeScript of its own.
 */
function holdsOutput(name: string, folder: Surroundings): boolean {
  if (manifestNames(name, folder)) return true;
  const inside = peek(folder);
  const compiled = inside.some((it) => /\.(d\.[mc]?ts|[mc]?js\.map|min\.js)$/.test(it) || /[.-](?=[a-zA-Z]*\d)\w{8,}\.js$/.test(it));
  if (inside.some((it) => /\.[mc]?tsx?$/.test(it) && !/\.d\.[mc]?ts$/.test(it))) return false;
  if (compiled) return true;
  if (name === 'build') return inside.some((it) => it.endsWith('index.html'));
  return folder.siblings.includes('src') || folder.siblings.includes('package.json');
}

function manifestNames(name: string, { parent, siblings, tree }: Surroundings): boolean {
  for (const sibling of siblings) {
    if (sibling !== 'package.json' && !/^tsconfig.*\.json$/.test(sibling)) continue;
    const config = readRecord(tree, within(parent, sibling));
    const places =
      sibling === 'package.json'
        ? [config['main'], config['module'], config['types'], config['typings'], config['bin'], config['exports']]
        : [isRecord(config['compilerOptions']) ? config['compilerOptions']['outDir'] : undefined];
    if (places.some((place) => pointsInto(place, name, 0))) return true;
  }
  return false;
}

function pointsInto(place: unknown, name: string, depth: number): boolean {
  if (typeof place === 'string') {
    const path = place.replace('${configDir}/', '').replace(/^\.\//, '');
    // `./build/cli.ts` is hand-written, whoever names it.
    return (path === name || path.startsWith(`${name}/`)) && !(/\.[mc]?tsx?$/.test(path) && !/\.d\.[mc]?ts$/.test(path));
  }
  if (typeof place !== 'object' || place === null || depth > 8) return false;
  return Object.values(place).some((inner) => pointsInto(inner, name, depth + 1));
}

function holdsCoverage(folder: Surroundings): boolean {
  return peek(folder).some((it) => /(^|\/)(lcov\.info|lcov-report|coverage-final\.json|coverage-summary\.json|clover\.xml|cobertura-coverage\.xml)$/.test(it));
}

/** Names two levels deep, at most about 400. */
function peek({ path, tree }: Surroundings): string[] {
  const found: string[] = [];
  for (const entry of entriesOf(tree, path).slice(0, 100)) {
    found.push(entry.name);
    if (!entry.isDirectory() || entry.name === 'node_modules' || found.length > 400) continue;
    for (const inner of entriesOf(tree, `${path}/${entry.name}`).slice(0, 50)) found.push(`${entry.name}/${inner.name}`);
  }
  return found;
}

function entriesOf(tree: Tree, path: string) {
  try {
    return tree.list(path).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function readRecord(tree: Tree, path: string): Record<string, unknown> {
  const { value } = parseJson(tree.text(path) ?? '');
  return isRecord(value) ? value : {};
}

/** Why a source file is left out, as far as its name says. */
export function fileReason(name: string): SkipReason | undefined {
  if (/\.d\.([^.]+\.)?[mc]?ts$/.test(name)) return 'declaration';
  if (/[.-]min\.[mc]?js$/.test(name)) return 'minified';
  if (/\.(generated|gen|pb)\.[mc]?[jt]sx?$/.test(name) || /_(grpc_)?pb\.[mc]?[jt]s$/.test(name)) return 'generated';
  if (/^\.pnp\.(loader\.)?[mc]?js$/.test(name)) return 'vendored';
  return undefined;
}

/**
 * Whether the file says at its top, in a comment, that a tool wrote it: `@generated`,
 * `DO NOT EDIT` with a word of generation, "this file is auto-generated", or "File generated from …" and no more said of it.
 */
export function looksGenerated(text: string): boolean {
  const header = leadingComments(text.slice(0, 1500));
  if (header === '') return false;
  if (/@generated\b(?!-)/.test(header)) return true;
  const generated = /\bgenerated\b/i.test(header);
  if (generated && /\bdo not (edit|modify|change|alter)\b/i.test(header)) return true;
  if (/\bDO NOT (EDIT|MODIFY)\b\s*([.!:;*-]|$|this file|manually|by hand|directly)/m.test(header)) return true;
  if (/\b(file|code|module|class|client|schema)\b[^.]{0,30}\b(is|was|were|has been|are)\b[^.]{0,20}\b(auto|automatically )?-?\s?generated\b/i.test(header)) return true;
  if (/^[\s/*#!]*(this )?(source )?(file|module) (auto-?)?generated (from|by|with|using)\b(?![^.\n]*\b(is|are|was|were|has|have|can|must|should|will|may)\b)/im.test(header)) return true;
  return generated && /\/\*\s*eslint-disable\s*\*\//.test(header);
}

function leadingComments(text: string): string {
  const blanks = /^(?:#![^\n]*\n)?(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(['"])use \w+\1;?)*/;
  return blanks.exec(text)?.[0] ?? '';
}

/** Most of the text stands on very long lines of dense code. Long strings and drawings are no code. */
export function looksMinified(text: string): boolean {
  if (text.length < 1000) return false;
  let long = 0;
  let blanks = 0;
  let signs = 0;
  for (let start = 0; start < text.length; ) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    if (end - start > LONG_LINE) {
      // A sample of a long line is enough, and keeps this linear in the number of lines.
      const until = Math.min(end, start + 20_000);
      const share = (end - start) / (until - start);
      for (let at = start; at < until; at++) {
        const code = text.charCodeAt(at);
        if (code <= 32) blanks += share;
        else if (SIGNS[code] === 1) signs += share;
      }
      long += end - start;
    }
    start = end + 1;
  }
  return long > text.length * 0.5 && blanks < long * 0.12 && signs > long * 0.05;
}

const LONG_LINE = 500;
const SIGNS = new Uint8Array(65536);
for (const sign of '(){};=?!&|') SIGNS[sign.charCodeAt(0)] = 1;
