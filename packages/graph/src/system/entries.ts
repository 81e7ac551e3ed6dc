/** The entry points of the system as people count them, each a node that leads to the functions it runs. */
import { groupBy } from '@dist-lint/model';
import type { EntryPoint } from '../entry-points.ts';
import { behind } from '../handed-runs.ts';
import { beforeRoutes } from './before-routes.ts';
import { clientRoutes } from './client-routes.ts';
import { passedEntries } from './passed-entries.ts';
import type { Program } from '../link.ts';
import type { FunctionNumber, LinkedModule } from '../program.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { Mounts } from './mounts.ts';

/** Entry points that are one to people, in the order in which they run: a route with its middleware. */
export interface EntryGroup {
  name: string;
  /** Those that are named; the last does the work. */
  entries: readonly EntryPoint[];
}

/** What listens to a connection or process, and does no work of its own. */
const UPKEEP = /^(error|errors|close|closed|end|finish|exit|beforeExit|connect|connected|open|ready|disconnect|disconnected|drain|stalled|failed|failure|timeout|reconnecting|reconnect|abort|aborted|SIG[A-Z]+|uncaughtException|unhandledRejection|warning|listening)$/;

/** Libraries whose events are raised by the program itself: the work began elsewhere. */
const WITHIN: ReadonlySet<string> = new Set(['events', '*', 'global']);

/** All of the program's, and those that its own wrappers register. */
export function systemEntries(program: Program): ReadonlyMap<LinkedModule, readonly EntryPoint[]> {
  const { entries, passing } = passedEntries(program);
  const found = new Map<LinkedModule, EntryPoint[]>();
  for (const module of program.modules.all) found.set(module, program.entryPointsIn(module).filter((entry) => isCounted(entry) && !passing.has(entry.function)));
  for (const page of clientRoutes(program)) found.get(page.module)?.push(page);
  const known = new Set([...found.values()].flat().map(({ function: fn, module, at }) => `${fn} ${module.number} ${at}`));
  for (const entry of entries) {
    if (!known.has(`${entry.function} ${entry.module.number} ${entry.at}`) && isCounted(entry)) found.get(entry.module)?.push(entry);
  }
  return found;
}

export function entryGroups(entries: ReadonlyMap<LinkedModule, readonly EntryPoint[]>, mounts: Mounts): EntryGroup[] {
  const found: EntryGroup[] = [];
  for (const own of entries.values()) {
    // One call may register several functions, which run one after another; each decorator and file stands for itself. A page is all that is shown.
    const byCall = groupBy(own, ({ module, at, name, role, function: fn }) => (role === 'route' || role === 'page' ? `${module.number} ${at} ${name}` : `${module.number} ${at} ${name} ${role} ${fn}`));
    for (const entries of byCall.values()) {
      const last = entries.at(-1);
      if (!last) continue;
      for (const name of mounts.namesOf(last)) found.push({ name, entries });
    }
  }
  return found;
}

function isCounted({ role, name, library }: EntryPoint): boolean {
  if (role === 'middleware' || role === 'error-middleware' || role === 'lifecycle') return false;
  return role !== 'event' || (!UPKEEP.test(name) && !WITHIN.has(library.replace(/^node:/, '')));
}

/** Adds a node for each, and what it runs. */
export function entryNodes(program: Program, builder: GraphBuilder, groups: readonly EntryGroup[], mounts: Mounts): Map<EntryGroup, number> {
  const numbers = new Map<EntryGroup, number>();
  const beforeRoute = beforeRoutes(program);
  const labelOf = labels(program, groups);
  for (const group of groups) {
    const last = group.entries.at(-1);
    const target = last && builder.ofFunction(last.function);
    if (!last || target === undefined) continue;
    const entry = { ...last, name: group.name };
    const number = builder.node('entry', `${last.role}:${group.name}@${placeOf(program, last.function)}`, group.name ? labelOf(group) : unnamed(program, last), {
      module: last.module, at: last.at, function: last.function, entry, ...(program.link.isExempt(last.module.path) ? { isAside: true as const } : {}),
    });
    numbers.set(group, number);
    for (const each of group.entries) enter(program, builder, number, each);
    for (const each of mounts.before(last)) enter(program, builder, number, each);
    // A consumer has nothing to do without its queue.
    const resource = program.link.libraries.libraryOf(last.library)?.resource;
    if (last.role === 'consumer' && group.name !== '' && resource && resource.kind === 'queue' && !program.link.isExempt(last.module.path)) {
      builder.edge(number, builder.node('resource', `queue:${group.name}`, `queue ${group.name}`), 'uses', { strength: 'hard', module: last.module, at: last.at, end: last.end });
    }
    for (const fn of beforeRoute(last)) enter(program, builder, number, { function: fn, module: last.module, at: last.at, end: last.end });
  }
  return numbers;
}

/** Names of entry points; one that several packages have says of which package it is. */
function labels(program: Program, groups: readonly EntryGroup[]): (group: EntryGroup) => string {
  const keyOf = ({ name, entries }: EntryGroup): string => `${entries.at(-1)?.role ?? ''} ${name}`;
  const packageOf = ({ entries }: EntryGroup): string => entries.at(-1)?.module.input.package ?? '';
  const owners = new Map<string, Set<string>>();
  for (const group of groups) {
    const last = group.entries.at(-1);
    if (last && !program.link.isExempt(last.module.path)) owners.set(keyOf(group), (owners.get(keyOf(group)) ?? new Set<string>()).add(packageOf(group)));
  }
  const names = new Map(program.modules.packages.map(({ path, name }) => [path, name]));
  return (group) => {
    const own = packageOf(group);
    return (owners.get(keyOf(group))?.size ?? 0) > 1 ? `${group.name} (${names.get(own) || own || '.'})` : group.name;
  };
}

export function enter(program: Program, builder: GraphBuilder, number: number, { function: fn, within, module, at, end }: Pick<EntryPoint, 'function' | 'within' | 'module' | 'at' | 'end'>): void {
  for (const each of [{ number: fn }, ...behind(program, { number: fn, ...(within ? { within } : {}) })]) {
    const to = builder.ofFunction(each.number);
    if (to !== undefined) builder.edge(number, to, 'enters', { strength: 'hard', module, at, end });
  }
}

/** By its function; one that has no name either by what it stands in: `PoolManager.monitor (src/pool.ts)`. */
function unnamed(program: Program, { function: fn }: EntryPoint): string {
  const { module, fact } = program.modules.function(fn);
  const around = fact.name.replace(/(^|\.)(this\.|<).*$/, '');
  if (around === fact.name) return placeOf(program, fn);
  return around === '' ? module.path : `${around} (${module.path})`;
}

export function placeOf(program: Program, fn: FunctionNumber): string {
  const { module, fact } = program.modules.function(fn);
  return `${module.path}#${fact.name}`;
}
