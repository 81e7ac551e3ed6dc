/**
 * Where routers hang: the full path of a route that is registered on a router of its own, and what runs before it.
 * A router is known by the call that made it, or by the parameter of the plug-in that is given it.
 */
import type { Expr } from '@dist-lint/model';
import type { EntryPoint } from '../entry-points.ts';
import { joinPath } from '../entry-points.ts';
import type { Program } from '../link.ts';
import { originsOf } from '../origins.ts';
import type { LinkedModule } from '../program.ts';
import { parameterBehind } from '../resolved-calls.ts';
import { slotText, textOf } from '../slots.ts';
import type { NeededCall } from './call-edges.ts';

export interface Mounts {
  /** The full names of an entry point; more than one where its router hangs in several places. */
  namesOf(entry: EntryPoint): string[];
  /** The middleware that runs before it, the outermost first. */
  before(entry: EntryPoint): EntryPoint[];
}

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

  for (const { module, function: fn, resolved } of calls) {
    const { call, externals } = resolved;
    const { callee } = call;
    // A router that is made says something of itself.
    const own = (): readonly string[] => (callee.k === 'member' ? identities(program, module, fn, callee.of) : [`made ${module.number} ${fn} ${call.id}`]);
    const site = { module, function: fn, call };
    for (const external of externals) {
      const facts = program.link.libraries.symbol(external.package, external.path)?.facts;
      if (!facts) continue;
      if (facts.callbacks?.some(({ role }) => role === 'route' || role === 'middleware')) routers.set(`${module.number} ${call.at}`, own());
      const { mounts } = facts;
      if (!mounts) continue;
      const said = slotText(program.link, site, external, mounts.prefix);
      // What is no path may be a function, whose name it is.
      const prefix = mounts.at !== undefined && !said.startsWith('/') ? '' : said;
      if (mounts.all) whole.set(module.input.package, prefix);
      else if (mounts.at === undefined) {
        if (prefix !== '') for (const each of own()) push(hung, each, { prefix, on: [] });
      }
      else {
        const on = own();
        const first = Number.parseInt(mounts.at, 10);
        for (const arg of call.args.slice(first, mounts.at.endsWith('+') ? undefined : first + 1)) {
          for (const child of childrenOf(program, module, fn, arg)) push(hung, child, { prefix, on });
        }
      }
    }
  }
  for (const module of program.modules.all) {
    for (const entry of program.entryPointsIn(module)) {
      if (entry.role !== 'middleware') continue;
      for (const own of routers.get(`${entry.module.number} ${entry.at}`) ?? []) push(middleware, own, { prefix: entry.name, at: entry.at, entry });
    }
  }

  /** Prefixes of a router with the routers it hangs on, itself first. */
  const ways = (own: string, seen: readonly string[] = []): { prefix: string; chain: readonly string[] }[] => {
    const places = seen.length < DEEPEST && !seen.includes(own) ? hung.get(own) ?? [] : [];
    const self = places.filter(({ on }) => on.length === 0).reduce((path, { prefix }) => joinPath(path, prefix), '');
    const above = places.filter(({ on }) => on.length > 0).flatMap(({ prefix, on }) =>
      on.flatMap((parent) => ways(parent, [...seen, own]).map((way) => ({ prefix: joinPath(joinPath(way.prefix, prefix), self), chain: [own, ...way.chain] }))));
    return above.length > 0 ? above.slice(0, MOST) : [{ prefix: self, chain: [own] }];
  };
  const waysOf = (entry: EntryPoint) => (routers.get(`${entry.module.number} ${entry.at}`) ?? []).flatMap((own) => ways(own)).slice(0, MOST);

  return {
    namesOf(entry) {
      if (entry.role !== 'route') return [entry.name];
      const [verb, ...rest] = entry.name.split(' ');
      const [method, path] = rest.length > 0 ? [verb ?? '', rest.join(' ')] as const : ['', entry.name] as const;
      const all = whole.get(entry.module.input.package);
      const prefixes = routers.has(`${entry.module.number} ${entry.at}`) ? waysOf(entry).map(({ prefix }) => prefix) : all === undefined ? [] : [all];
      const names = (prefixes.length > 0 ? prefixes : ['']).map((prefix) => [method, prefix === '' ? path : joinPath(prefix, path)].filter(Boolean).join(' '));
      return [...new Set(names)];
    },
    before(entry) {
      if (entry.role !== 'route') return [];
      const found = waysOf(entry).flatMap(({ chain }) => chain.toReversed().flatMap((own) => middleware.get(own) ?? []));
      return [...new Set(found.filter((each) => each.entry.module !== entry.module || each.at < entry.at).map(({ entry: each }) => each))];
    },
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** What a router is known by. */
function identities(program: Program, module: LinkedModule, fn: number, expr: Expr): readonly string[] {
  const place = parameterBehind(program.link, module, fn, expr);
  const given = place ? [`given ${place.function} ${place.index}`] : [];
  const made = originsOf(program, { module, function: fn }, expr).found.flatMap(({ scope, expr: each }) => (each.k === 'result' ? [`made ${scope.module.number} ${scope.function} ${each.id}`] : []));
  return made.length > 0 ? [...new Set(made)] : given;
}

/** What hangs: a router, or a plug-in that is given one as its first parameter. */
function childrenOf(program: Program, module: LinkedModule, fn: number, arg: Expr): readonly string[] {
  if (arg.k === 'literal' || textOf(program.link, module, fn, arg).startsWith('/')) return [];
  const functions = program.link.evaluate(module, fn, arg).flatMap((value) => (value.is === 'function' ? [`given ${value.number} 0`] : []));
  return functions.length > 0 ? functions : originsOf(program, { module, function: fn }, arg).found.flatMap(({ scope, expr }) => (expr.k === 'result' ? [`made ${scope.module.number} ${scope.function} ${expr.id}`] : []));
}
