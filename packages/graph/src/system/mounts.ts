/**
 * Where routers hang: the full path of a route that is registered on a router of its own, and what runs before it.
 * A router is known by the call that made it, or by the parameter of the plug-in that is given it.
 */
import { addTo, type Expr } from '@dist-lint/model';
import type { EntryPoint } from '../entry-points.ts';
import { joinPath } from '../entry-points.ts';
import type { Program } from '../link.ts';
import { originsOf } from '../origins.ts';
import type { Scope } from '../plain-scope.ts';
import type { LinkedModule, Placed } from '../program.ts';
import { parameterBehind } from '../resolved-calls.ts';
import { slotExpr, slotText, textOf } from '../slots.ts';
import type { NeededCall } from './call-edges.ts';
import { classMounts } from './class-mounts.ts';

export interface Mounts {
  /** The full names of an entry point; more than one where its router hangs in several places. */
  namesOf(entry: EntryPoint): string[];
  /** The middleware that runs before it, the outermost first, and the plug-ins that put it there. */
  before(entry: EntryPoint): Before[];
}

export type Before = Pick<EntryPoint, 'function' | 'within' | 'module' | 'at' | 'end'>;

interface Hung {
  prefix: string;
  /** Routers it hangs on. */
  on: readonly string[];
}

/** More places than these are not told apart. */
const MOST = 4;
const DEEPEST = 6;

export function mountsOf(program: Program, calls: readonly NeededCall[]): Mounts {
  const hung = new Map<string, Hung[]>();
  const whole = new Map<string, string>();
  const routers = new Map<string, readonly string[]>();
  const middleware = new Map<string, { prefix: string; at: number; entry: EntryPoint }[]>();
  /** Routers that are the one they hang on. */
  const shared = new Set<string>();

  for (const { module, function: fn, resolved } of calls) {
    // Where tests hang a router is no place where people find it.
    if (program.link.isExempt(module.path)) continue;
    const { call, externals } = resolved;
    const { callee } = call;
    // A router that is made says something of itself.
    const own = (): readonly string[] => (callee.k === 'member' || callee.k === 'index' ? identities(program, module, fn, callee.of) : [madeBy(module, fn, call.id)]);
    const site = { module, function: fn, call };
    for (const external of externals) {
      const facts = program.link.libraries.symbol(external.package, external.path)?.facts;
      if (!facts) continue;
      const registers = facts.callbacks?.find(({ role }) => role === 'route' || role === 'middleware' || role === 'procedure');
      if (registers?.role === 'procedure') routers.set(`${module.number} ${call.at}`, [madeBy(module, fn, call.id)]);
      else if (registers && !registers.apart?.includes(slotText(program.link, site, external, registers.name))) routers.set(`${module.number} ${call.at}`, own());
      const { mounts } = facts;
      if (!mounts) continue;
      if (mounts.shares) {
        for (const child of childrenOf(program, module, fn, call.args[0] ?? { k: 'unknown' })) shared.add(child);
        continue;
      }
      if (mounts.keys !== undefined) {
        for (const [key, child] of keyed(program, module, fn, slotExpr(program.link, site, external, mounts.keys))) addTo(hung, child, { prefix: key, on: [madeBy(module, fn, call.id)] });
        continue;
      }
      if (mounts.tree || mounts.versions) continue;
      const said = slotText(program.link, site, external, mounts.prefix);
      // An argument that is no path may be a function, whose name it is; an option of that name is a path, with or without the slash.
      const prefix = mounts.at !== undefined && !said.startsWith('/') && mounts.prefix?.includes('.') !== true ? '' : said;
      if (mounts.all) whole.set(module.input.package, prefix);
      else if (mounts.at === undefined) {
        if (prefix !== '') for (const each of own()) addTo(hung, each, { prefix, on: [] });
      }
      else {
        const on = own();
        const first = Number.parseInt(mounts.at, 10);
        for (const arg of call.args.slice(first, mounts.at.endsWith('+') ? undefined : first + 1)) {
          for (const child of childrenOf(program, module, fn, arg)) addTo(hung, child, { prefix, on });
        }
      }
    }
  }
  const hands = [...hung.values()].flat().flatMap(({ on }) => on);
  for (const own of new Set([...[...routers.values()].flat(), ...hands, ...shared])) sameAsGiven(program, own, hung, shared);
  for (const module of program.modules.all) {
    for (const entry of program.entryPointsIn(module)) {
      if (entry.role !== 'middleware') continue;
      for (const own of routers.get(`${entry.module.number} ${entry.at}`) ?? []) for (const each of sharing(own, hung, shared)) addTo(middleware, each, { prefix: entry.name, at: entry.at, entry });
    }
  }
  for (const { module, function: fn, call } of chosenAtRunTime(program)) {
    const key = `${module.number} ${call.at}`;
    if (call.callee.k === 'index' && !routers.has(key)) routers.set(key, identities(program, module, fn, call.callee.of));
  }
  const classes = classMounts(program, calls);

  /** Prefixes of a router with the routers it hangs on, itself first. */
  const ways = (own: string, seen: readonly string[] = []): { prefix: string; chain: readonly string[] }[] => {
    const places = seen.length < DEEPEST && !seen.includes(own) ? hung.get(own) ?? [] : [];
    const self = places.filter(({ on }) => on.length === 0).reduce((path, { prefix }) => joinPath(path, prefix), '');
    const above = places.filter(({ on }) => on.length > 0).flatMap(({ prefix, on }) =>
      on.flatMap((parent) => ways(parent, [...seen, own]).map((way) => ({ prefix: joinPath(joinPath(way.prefix, prefix), self), chain: [own, ...way.chain] }))));
    return above.length > 0 ? above.slice(0, MOST) : [{ prefix: self, chain: [own] }];
  };
  const plugIns = [...shared].map((own) => ({ own, of: sharing(own, hung, shared).filter((each) => each !== own) })).filter(({ of }) => of.length > 0);
  const waysOf = (entry: EntryPoint) => (routers.get(`${entry.module.number} ${entry.at}`) ?? []).flatMap((own) => ways(own)).slice(0, MOST);

  return {
    namesOf(entry) {
      if (entry.role === 'procedure' && routers.has(`${entry.module.number} ${entry.at}`)) {
        const keys = waysOf(entry).map(({ prefix }) => prefix.replace(/^\//, '').replaceAll('/', '.'));
        return [...new Set(keys)];
      }
      if (entry.role !== 'route') return [entry.name];
      const [verb, ...rest] = entry.name.split(' ');
      const [method, path] = rest.length > 0 ? [verb ?? '', rest.join(' ')] as const : ['', entry.name] as const;
      const all = whole.get(entry.module.input.package);
      const prefixes = routers.has(`${entry.module.number} ${entry.at}`) ? waysOf(entry).map(({ prefix }) => prefix) : all === undefined ? [] : [all];
      const names = (prefixes.length > 0 ? prefixes : ['']).flatMap((prefix) => classes(entry).map((own) => {
        const before = own === '' ? prefix : joinPath(prefix, own);
        return [method, before === '' ? path : joinPath(before, path)].filter(Boolean).join(' ');
      }));
      return [...new Set(names)];
    },
    before(entry) {
      if (entry.role !== 'route') return [];
      const chains = waysOf(entry).map(({ chain }) => chain);
      const found = chains.flatMap((chain) => chain.toReversed().flatMap((own) => middleware.get(own) ?? []));
      const hangsOn = new Set(chains.flat());
      const putting = plugIns.filter(({ of }) => of.some((each) => hangsOn.has(each))).flatMap(({ own }) => functionOf(program, own));
      return [...new Set(found.filter((each) => each.entry.module !== entry.module || each.at < entry.at).map(({ entry: each }) => each)), ...putting];
    },
  };
}

/** Calls that register a route by a method that is chosen at run time: `router[method](path, handler)`. */
function chosenAtRunTime(program: Program) {
  return program.modules.all.flatMap((module) => {
    const places = new Set(program.entryPointsIn(module).flatMap(({ role, at }) => (role === 'route' ? [at] : [])));
    if (places.size === 0) return [];
    return module.index.calls.flatMap((calls, fn) => calls.flatMap((call) => (call?.callee.k === 'index' && places.has(call.at) ? [{ module, function: fn, call }] : [])));
  });
}

/**
 * A function that is called with a router works on that router: `protect(app)`.
 *
 * @param own of a router; others that are found are followed, too
 */
function sameAsGiven(program: Program, own: string, hung: Map<string, Hung[]>, shared: Set<string>, depth = 0): void {
  const [, fn, index] = /^given (\d+) (\d+)$/.exec(own) ?? [];
  if (fn === undefined || depth > DEEPEST) return;
  for (const { module, function: from, resolved } of program.callers(Number(fn))) {
    const arg = program.link.isExempt(module.path) ? undefined : resolved.call.args[Number(index)];
    const on = arg === undefined ? [] : identities(program, module, from, arg).filter((each) => each !== own);
    if (on.length === 0 || hung.get(own)?.some((each) => each.prefix === '' && each.on.join() === on.join())) continue;
    shared.add(own);
    addTo(hung, own, { prefix: '', on });
    for (const each of on) sameAsGiven(program, each, hung, shared, depth + 1);
  }
}

/** The plug-in that is given a router. */
function functionOf(program: Program, own: string): Before[] {
  const [, given] = /^given (\d+) /.exec(own) ?? [];
  if (given === undefined) return [];
  const { module, fact } = program.modules.function(Number(given));
  return [{ function: Number(given), module, at: fact.at, end: fact.end }];
}

/** A router, and where it only stands for others, these. */
function sharing(own: string, hung: ReadonlyMap<string, readonly Hung[]>, shared: ReadonlySet<string>, seen: readonly string[] = []): string[] {
  if (!shared.has(own) || seen.includes(own)) return [own];
  return [...new Set([own, ...(hung.get(own) ?? []).flatMap(({ on }) => on.flatMap((each) => sharing(each, hung, shared, [...seen, own])))])];
}


/** What a router is known by. */
function identities(program: Program, module: LinkedModule, fn: number, expr: Expr): readonly string[] {
  const place = parameterBehind(program.link, module, fn, expr);
  const given = place ? [`given ${place.function} ${place.index}`] : [];
  const handsOver = (scope: Scope, id: number): boolean => program.call(scope.module, scope.function, id)?.handed.some(({ functions }) => functions.some(({ number }) => number === place?.function)) === true;
  // The call that a plug-in is handed to is not what made its router.
  const made = originsOf(program, { module, function: fn }, expr).found.flatMap(({ scope, expr: each }) => (each.k === 'result' && !handsOver(scope, each.id) ? [madeBy(scope.module, scope.function, each.id)] : []));
  return made.length > 0 ? [...new Set(made)] : given;
}

/** What hangs: a router, or a plug-in that is given one as its first parameter. */
function childrenOf(program: Program, module: LinkedModule, fn: number, arg: Expr): readonly string[] {
  if (arg.k === 'literal' || textOf(program.link, module, fn, arg).startsWith('/')) return [];
  const functions = program.link.evaluate(module, fn, arg).flatMap((value) => (value.is === 'function' ? [`given ${value.number} 0`] : []));
  return functions.length > 0 ? functions : originsOf(program, { module, function: fn }, arg).found.flatMap(({ scope, expr }) => (expr.k === 'result' ? [madeBy(scope.module, scope.function, expr.id)] : []));
}

/** The properties of an object and of those spread into it, with the routers that they are. */
function keyed(program: Program, module: LinkedModule, fn: number, placed: Placed | undefined, depth = 0): [string, string][] {
  const values = placed === undefined || depth > DEEPEST ? [] : program.link.evaluate(placed.module, placed.function, placed.expr);
  return values.flatMap((value): [string, string][] => (value.is !== 'object' ? [] : value.expr.props.flatMap(({ key, value: expr }): [string, string][] => {
    const own = { module: value.module, function: value.function };
    if (key !== undefined) return originsOf(program, own, expr, 'last').found.flatMap(({ scope, expr: each }) => (each.k === 'result' ? [[key, madeBy(scope.module, scope.function, each.id)]] : []));
    return expr.k === 'spread' ? keyed(program, module, fn, { ...own, expr: expr.of }, depth + 1) : [];
  })));
}

function madeBy(module: LinkedModule, fn: number, call: number): string {
  return `made ${module.number} ${fn} ${call}`;
}
