/**
 * Which of several databases of one library a call reaches: told apart by the package that makes the client, or whose
 * schema it is made for, and within a package by the environment variable that says where the database is.
 */
import { addTo, soleOf } from '@dist-lint/model';
import type { Library } from '@dist-lint/libraries';
import type { Program } from '../link.ts';
import { originsOf } from '../origins.ts';
import type { Scope } from '../plain-scope.ts';
import { chainCall, slotExpr } from '../slots.ts';
import type { CallSite, ExternalValue } from '../values.ts';
import { environmentVariable } from './addresses.ts';
import type { NeededCall } from './call-edges.ts';
import { driversOf, schemasIn } from './dialects.ts';

export interface Database {
  /** The path of the package it belongs to. */
  package: string;
  /** `ANALYTICS_URL`, where it is one of several of the package. */
  setting?: string;
  /** What tells it from the others: `apps/api`, `ANALYTICS_URL`. */
  qualifier: string;
}

export interface Databases {
  /** Undefined where there is no other of the library, and where it cannot be told. */
  of(call: NeededCall, external: ExternalValue, library: Library): Database | undefined;
}

interface Maker {
  site: CallSite;
  package: string;
  setting?: string;
}

/** Pools that are handed to query builders that are handed on. */
const DEEPEST = 3;

/** @param calls all that reach out of the program */
export function databasesOf(program: Program, calls: readonly NeededCall[]): Databases {
  const makers = new Map<Library, Maker[]>();
  for (const { module, function: fn, resolved } of calls) {
    if (program.link.isExempt(module.path)) continue;
    for (const external of resolved.externals) {
      const { library, facts } = program.link.libraries.symbol(external.package, external.path) ?? {};
      if (!library || facts?.connects === undefined) continue;
      const site = { module, function: fn, call: resolved.call };
      const variable = settingAt(program, site, external, facts.connects) ?? schemaSetting(program, library, module.input.package);
      const maker: Maker = { site, package: homeOf(program, library, module.input.package), ...(variable === undefined ? {} : { setting: variable }) };
      addTo(makers, library, maker);
    }
  }
  const known = new Map([...makers].flatMap(([library, own]) => {
    const apart = tellApart(own);
    return new Set(apart.values()).size > 1 ? [[library, apart] as const] : [];
  }));
  return {
    of(call, external, library) {
      const apart = known.get(library);
      return apart && databaseOf(program, apart, call, external);
    },
  };
}

/** By the call that makes a client. */
function tellApart(makers: readonly Maker[]): ReadonlyMap<CallSite['call'], Database> {
  const owners = new Map(makers.map((maker) => [maker, ownerOf(maker, makers)]));
  const settings = new Map<string, Set<string>>();
  for (const [{ setting }, owner] of owners) {
    const own = settings.get(owner) ?? new Set();
    settings.set(owner, setting === undefined ? own : own.add(setting));
  }
  const all = new Map<string, Database>();
  return new Map([...owners].flatMap(([{ site, setting }, owner]) => {
    const hasSeveral = (settings.get(owner)?.size ?? 0) > 1;
    // It is one of those that are told apart, and nobody says which.
    if (hasSeveral && setting === undefined && settings.size === 1) return [];
    const qualifier = [...(settings.size > 1 ? [owner || '.'] : []), ...(hasSeveral && setting !== undefined ? [setting] : [])].join(', ');
    const database = all.get(qualifier) ?? { package: owner, qualifier, ...(hasSeveral && setting !== undefined ? { setting } : {}) };
    all.set(qualifier, database);
    return [[site.call, database] as const];
  }));
}

/** What lies around a package and asks for the same setting, as scripts at the root do, means the database of that package. */
function ownerOf({ package: own, setting }: Maker, makers: readonly Maker[]): string {
  const inner = setting === undefined ? [] : makers.filter((each) => each.setting === setting && each.package !== own && (own === '' || each.package.startsWith(`${own}/`)));
  const packages = new Set(inner.map((each) => each.package));
  return soleOf(packages) ?? own;
}

function databaseOf(program: Program, apart: ReadonlyMap<CallSite['call'], Database>, { module, function: fn, resolved: { call } }: NeededCall, external: ExternalValue): Database | undefined {
  const own = apart.get(call) ?? apart.get(chainCall(external, 'new')?.call ?? call);
  if (own) return own;
  const scope: Scope = { module, function: fn };
  const { found, isHidden } = call.callee.k === 'member' ? originsOf(program, scope, call.callee.of) : { found: [], isHidden: true };
  const made = new Set(found.map(({ scope: there, expr }) => {
    const maker = expr.k === 'result' ? there.module.index.calls[there.function]?.[expr.id] : undefined;
    return maker && apart.get(maker);
  }));
  const only = soleOf(made);
  if (only && !isHidden) return only;
  // What a container hands over, or a library keeps by itself, is made by the package that asks, where it makes just one.
  const inPackage = new Set([...apart.values()].filter((each) => each.package === module.input.package));
  return made.size > 1 ? undefined : soleOf(inPackage);
}

/** The one environment variable that says where a client connects to. */
function settingAt(program: Program, site: CallSite, external: ExternalValue, slot: string): string | undefined {
  const placed = slotExpr(program.link, site, external, slot);
  const variables = new Set<string>();
  if (placed) collect(program, { module: placed.module, function: placed.function }, placed.expr, variables, 0);
  return soleOf(variables);
}

function collect(program: Program, scope: Scope, expr: NeededExpr, variables: Set<string>, depth: number): void {
  for (const { scope: there, expr: each } of originsOf(program, scope, expr).found) {
    const variable = environmentVariable(each);
    if (variable !== undefined) variables.add(variable);
    if (each.k !== 'result' || depth >= DEEPEST) continue;
    // `drizzle(new Pool({ connectionString }))`.
    const resolved = program.call(there.module, there.function, each.id);
    for (const external of resolved?.externals ?? []) {
      const connects = program.link.libraries.symbol(external.package, external.path)?.facts.connects;
      const inner = connects !== undefined && resolved ? slotExpr(program.link, { module: there.module, function: there.function, call: resolved.call }, external, connects) : undefined;
      if (inner) collect(program, { module: inner.module, function: inner.function }, inner.expr, variables, depth + 1);
    }
  }
}

type NeededExpr = Parameters<typeof originsOf>[2];

/** The package whose schema a client is made for, or that has the driver for it; else the one that makes it. */
function homeOf(program: Program, library: Library, own: string): string {
  return library.schemas === undefined ? driverHome(program, library, own) : schemaHome(program, own);
}

function driverHome(program: Program, library: Library, own: string): string {
  const hasDriver = ({ path }: { path: string }): boolean => driversOf(program, program.modules.packages.filter((each) => each.path === path)).size > 0;
  if (hasDriver({ path: own })) return own;
  const only = soleOf(program.modules.packages.filter((each) => library.packages.some((name) => Object.hasOwn(each.dependencies, name)) && hasDriver(each)));
  return only?.path ?? own;
}

/** One schema is one database, whoever makes a client for it. */
function schemaHome(program: Program, own: string): string {
  const only = soleOf(program.schemas);
  if (schemasIn(program, own).length > 0 || !only) return own;
  return program.modules.packages.reduce((deepest, { path }) => (path.length > deepest.length && only.path.startsWith(`${path}/`) ? path : deepest), '');
}

/** `url = env("DATABASE_URL")`. */
function schemaSetting(program: Program, { schemas }: Library, own: string): string | undefined {
  if (schemas === undefined) return undefined;
  const inside = schemasIn(program, own);
  const said = new Set((inside.length > 0 ? inside : program.schemas).flatMap(({ text }) => /datasource\s+\w+\s*\{[^}]*?\burl\s*=\s*env\("(\w+)"\)/s.exec(text)?.[1] ?? []));
  return soleOf(said);
}
