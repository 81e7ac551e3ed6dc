/** What a target of `dist-lint retries` narrows the inventory to: a file or folder, an entry point, a function. */
import { relative, resolve, sep } from 'node:path';
import { mechanismKey, retryWaysFrom, type EntryPoint, type LinkedModule, type Program, type RetryInventoryRow, type RetryLayer, type RetryWay } from '@dist-lint/graph';
import { nearest, UserError } from '@dist-lint/model';
import { findRoot } from '@dist-lint/workspace';
import type { Analysis } from './analyse.ts';

export interface Inventory {
  modules: readonly LinkedModule[];
  rows: readonly RetryInventoryRow[];
  ways: readonly RetryWay[];
}

/** The root that a target lies in, and the file or folder that it is or whose function it names; no such place when it names none. */
export function rootOf({ cwd, target }: { cwd: string; target?: string }): { root: string; place?: Place } {
  for (const [path, isWhole] of target === undefined ? [] : [[target, true], [target.slice(0, Math.max(0, target.lastIndexOf('#'))), false]] as const) {
    if (path === '') continue;
    try {
      const absolute = resolve(cwd, path);
      return { root: findRoot(absolute), place: { absolute, isWhole } };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return { root: findRoot(cwd) };
}

export interface Place {
  /** A file or folder that exists. */
  absolute: string;
  /** Otherwise a `#` and a name follow. */
  isWhole: boolean;
}

/** @throws UserError `unknown-target`. */
export function narrowed({ program, root }: Pick<Analysis, 'program' | 'root'>, whole: Inventory, target: string, place: Place | undefined): Inventory {
  // As typed, it may also count from the root, as the paths do that are printed.
  const onDisk = place && relative(root, place.absolute).split(sep).join('/');
  if (place?.isWhole) return ofModules(whole, inside(program, onDisk ?? ''));
  const named = functionNamed(program, target, onDisk);
  if (named) return ofFunction(program, whole, named.module, named.function);
  const modules = inside(program, target.replace(/\/+$/, ''));
  if (modules.length > 0) return ofModules(whole, modules);
  const entries = inProduction(program).filter((entry) => namesOf(entry).some((name) => name.toLowerCase() === target.toLowerCase()));
  if (entries.length > 0) return ofEntries(whole, new Set(entries));
  throw unknown(program, target, onDisk);
}

export function inside(program: Program, path: string): LinkedModule[] {
  return program.modules.all.filter((module) => path === '' || module.path === path || module.path.startsWith(`${path}/`));
}

function inProduction(program: Program): EntryPoint[] {
  return program.entryPoints().filter((entry) => !program.link.isExempt(entry.module.path));
}

/** `src/a.ts#Class.method`; a name may hold a `#` of its own, as private methods do. */
function functionNamed(program: Program, target: string, onDisk: string | undefined): { module: LinkedModule; function: number } | undefined {
  for (let at = target.indexOf('#'); at > 0; at = target.indexOf('#', at + 1)) {
    const name = target.slice(at + 1);
    for (const file of [onDisk, target.slice(0, at)]) {
      const module = file === undefined ? undefined : program.modules.byPath(file);
      const id = module?.facts.functions.findIndex((fact) => fact.name === name && fact.kind !== 'module') ?? -1;
      if (module && id >= 0) return { module, function: id };
    }
  }
  return undefined;
}

function ofFunction(program: Program, { rows, ways }: Inventory, module: LinkedModule, id: number): Inventory {
  const fact = module.facts.functions[id];
  const isInside = (layer: { module: LinkedModule; span: { at: number } }): boolean => fact !== undefined && layer.module === module && layer.span.at >= fact.at && layer.span.at < fact.end;
  const through = ways.filter((way) => way.function !== module.functionBase + id && way.layers.some(isInside));
  const own = ways.filter((way) => way.function === module.functionBase + id);
  const chosen = [...through, ...(own.length > 0 ? own : retryWaysFrom(program, module.functionBase + id))];
  return { modules: [module], rows: rowsOn(rows, chosen, isInside), ways: chosen };
}

function ofModules({ rows, ways }: Inventory, modules: readonly LinkedModule[]): Inventory {
  const inside = new Set<LinkedModule | undefined>(modules);
  const chosen = ways.filter((way) => [way.entry?.module, ...way.layers.flatMap(({ module, usedAt }) => [module, usedAt?.module])].some((module) => module && inside.has(module)));
  const isInside = ({ module, layer, uses }: RetryInventoryRow): boolean => inside.has(module) || inside.has(layer.module) || inside.has(layer.saidAt?.module) || uses.some((use) => inside.has(use.module));
  return {
    modules,
    rows: rowsOn(rows, chosen, isInside).map((row) => {
      const uses = row.uses.filter(({ module }) => inside.has(module));
      const [first] = uses;
      // What stands where it is used stands in several places: those outside were not asked for.
      const isSpread = row.uses.some(({ module, span }) => module === row.module && span.at === row.span.at);
      return first && isSpread ? { ...row, ...first, uses } : row;
    }),
    ways: chosen,
  };
}

function ofEntries({ modules, rows, ways }: Inventory, entries: ReadonlySet<EntryPoint>): Inventory {
  const chosen = ways.filter(({ entry }) => entry && entries.has(entry));
  const own = new Set([...entries].map(({ module }) => module));
  return { modules: modules.filter((module) => own.has(module)), rows: rowsOn(rows, chosen, () => false), ways: chosen };
}

/** The rows of the layers that lie on some ways, and those that are wanted anyway. */
function rowsOn(rows: readonly RetryInventoryRow[], ways: readonly RetryWay[], isWanted: (row: RetryInventoryRow) => boolean): RetryInventoryRow[] {
  const settings = new Set(ways.flatMap(({ layers }) => layers.map((layer) => `${mechanismKey(layer)} ${settingOf(layer)}`)));
  const found = new Set(rows.filter((row) => [...row.keys].some((key) => settings.has(`${key} ${settingOf(row.layer)}`))));
  const told = new Set([...found].flatMap(({ keys }) => [...keys]));
  // What a way sets in a manner of its own is shown as it is set elsewhere, rather than not at all.
  const others = new Set(ways.flatMap(({ layers }) => layers.map(mechanismKey)).filter((key) => !told.has(key)));
  return rows.filter((row) => found.has(row) || isWanted(row) || [...row.keys].some((key) => others.has(key)));
}

function settingOf({ attempts, said }: RetryLayer): string {
  return `${attempts} ${said}`;
}

const WORDS: Partial<Record<EntryPoint['role'], readonly string[]>> = { consumer: ['queue', 'job', 'topic', 'task'], cron: ['schedule'], cli: ['command'], page: ['route'], serverless: ['function'] };

/** How an entry point may be named: `mail`, `consumer mail`, `queue mail`, `queue 'mail'`, of a route also its path alone. */
function namesOf({ role, name }: EntryPoint): string[] {
  if (name === '') return [];
  const [, path] = /^[A-Z]+ (\/.*)$/.exec(name) ?? [];
  return [name, ...(path === undefined ? [] : [path]), ...[role, ...(WORDS[role] ?? [])].flatMap((word) => [`${word} ${name}`, `${word} '${name}'`])];
}

function unknown(program: Program, target: string, onDisk: string | undefined): UserError {
  const hash = target.lastIndexOf('#');
  const module = hash > 0 ? program.modules.byPath(onDisk ?? target.slice(0, hash)) : undefined;
  if (module) {
    const name = target.slice(hash + 1);
    const names = module.facts.functions.filter(({ kind }) => kind !== 'module').map((fact) => fact.name);
    const meant = nearestOf(name, names);
    return new UserError('unknown-target', `There is no function '${name}' in '${module.path}'.`, meant === undefined ? `Functions there: ${some(names)}.` : `Did you mean '${module.path}#${meant}'?`);
  }
  const entries = inProduction(program);
  const paths = new Set(program.modules.all.flatMap(({ path }) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))));
  const functions = program.modules.all.flatMap(({ path, facts }) => facts.functions.filter(({ name, kind }) => kind !== 'module' && name === target).map(({ name }) => `${path}#${name}`));
  const meant = functions[0] ?? nearestOf(target, entries.flatMap(namesOf)) ?? nearestOf(target, paths);
  const names = [...new Set(entries.map(({ name }) => name).filter(Boolean))].sort();
  const known = names.length > 0 ? `Entry points: ${some(names)}.` : 'Name a file, a folder, or a function as FILE#NAME; no entry point is in sight.';
  return new UserError('unknown-target', `There is no file, folder, entry point or function '${target}'.`, meant === undefined ? known : `Did you mean '${meant}'?`);
}

/** Whatever the case. */
export function nearestOf(name: string, known: Iterable<string>): string | undefined {
  const byLower = new Map([...known].map((each) => [each.toLowerCase(), each]));
  return byLower.get(nearest(name, byLower.keys()) ?? '');
}

const MOST_NAMES = 8;

export function some(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}
