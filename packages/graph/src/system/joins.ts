/** What is sent to entry points of our own: jobs to their consumers, events to their subscribers, requests to routes. */
import { addTo } from '@dist-lint/model';
import { clientsBelow, type SaidBelow, textsBelow } from '../said-below.ts';
import { spokenTexts } from '../spoken-texts.ts';
import type { Program } from '../link.ts';
import { slotExpr } from '../slots.ts';
import type { LinkedModule } from '../program.ts';
import type { Address } from './addresses.ts';
import { isPublic } from './addresses.ts';
import type { NeededCall } from './call-edges.ts';
import { fallback } from './edge-strength.ts';
import type { EntryGroup } from './entries.ts';
import type { GraphBuilder, Need } from './graph-builder.ts';
import type { ReachedResource } from './resources.ts';

export interface Joins {
  /** Joins a call that sends a message to who receives it; whether there is one. */
  message(call: NeededCall, reached: ReachedResource): void;
  /** Joins a request to a route of ours; whether there is one. */
  request(call: NeededCall, reached: ReachedResource, address: Address): boolean;
}

interface Said {
  text: string;
  from: number;
  need: Need;
  /** It is the queue of the class that sends, and not of the base class whose code does. */
  isOwn?: true;
}

/** @param needAt how much a function needs a call that it makes */
export function joins(program: Program, builder: GraphBuilder, groups: ReadonlyMap<EntryGroup, number>, deployables: readonly Deployable[], needAt: (module: LinkedModule, fn: number, call: number) => Need): Joins {
  const receivers = new Map<string, number[]>();
  const routes: Route[] = [];
  for (const [{ name, entries }, number] of groups) {
    const last = entries.at(-1);
    if (!last || program.link.isExempt(last.module.path) || name === '') continue;
    if (last.role === 'route') {
      const [method, path] = name.includes(' ') ? [name.slice(0, name.indexOf(' ')), name.slice(name.indexOf(' ') + 1)] : ['', name];
      const parts = partsOf(path);
      // A route that takes anything says of no request that it is meant.
      if (parts.some((part) => !isOpen(part))) routes.push({ number, method, parts, package: last.module.input.package });
    } else if (last.role === 'consumer' || last.role === 'event' || last.role === 'cron') {
      addTo(receivers, name, number);
    }
  }

  /** The texts of the place where a call says whom it reaches, with the function that says it. */
  const said = (call: NeededCall, { external, reached }: ReachedResource): Said[] => {
    const slot = reached.effect.target;
    const site = { module: call.module, function: call.function, call: call.resolved.call };
    const placed = slot === undefined ? undefined : slotExpr(program.link, site, external, slot);
    const texts = placed ? spokenTexts(program.link, program.callers, placed) : [];
    const below = (found: readonly SaidBelow[]): Said[] => found.flatMap(({ text, caller }) => {
      const from = builder.ofFunction(caller.module.functionBase + caller.function);
      return from === undefined ? [] : [{ text, from, need: needAt(caller.module, caller.function, caller.resolved.call.id), isOwn: true }];
    });
    if (!placed && slot?.startsWith('new:') && reached.target === '') return below(clientsBelow(program, call, slot));
    // A client that is made elsewhere is told its queue there; who sends is here.
    if (placed && (placed.module !== call.module || placed.function !== call.function)) {
      const known = new Set(texts.map(({ text }) => text).filter((text) => !text.includes('*')));
      if (known.size === 1) return [...known].map((text) => ({ text, from: call.from, need: call.need }));
      return below(textsBelow(program, call, placed));
    }
    if (texts.length === 0 && reached.target !== '' && !reached.target.startsWith('<')) return [{ text: reached.target, from: call.from, need: call.need }];
    return texts.map(({ text, by }) => {
      const caller = by.at(-1);
      const from = caller && builder.ofFunction(caller.module.functionBase + caller.function);
      if (!caller || from === undefined) return { text, from: call.from, need: call.need };
      return { text, from, need: needAt(caller.module, caller.function, caller.resolved.call.id) };
    });
  };

  return {
    message(call, reached) {
      for (const { text, from, need, isOwn } of said(call, reached)) {
        if (isOwn && reached.kind === 'queue') builder.edge(from, builder.node('resource', `queue:${text}`, `queue ${text}`), 'uses', need);
        for (const to of receivers.get(text) ?? []) {
          const { module, at } = need;
          builder.edge(from, to, 'enqueues', { ...need, strength: 'asynchronous', ...(module && at !== undefined ? { fallback: fallback(module, reached.reached.kind === 'emit' ? 'event' : 'queue', at, `hands it over to ${text}`) } : {}) });
        }
      }
    },
    request(call, reached, address) {
      let joined = false;
      // Somebody else's host is known before what is asked of it.
      if (routes.length === 0 || (address.origin !== undefined && isPublic(address.origin))) return false;
      const method = reached.reached.method || methodUnsaid(call, reached);
      for (const { text, from, need } of said(call, reached)) {
        for (const to of routesFor(routes, deployables, method, text, address, call.module.input.package)) {
          builder.edge(from, to, 'enqueues', need);
          joined = true;
        }
      }
      return joined;
    },
  };
}

/** A request whose options say no method, or that has none, is a GET: HTTP clients agree on that. */
function methodUnsaid({ resolved: { call } }: NeededCall, { reached: { effect } }: ReachedResource): string {
  const [, index] = /^(\d+)\.method$/.exec(effect.method ?? '') ?? [];
  if (index === undefined || call.args.slice(0, Number(index) + 1).some(({ k }) => k === 'spread')) return '';
  const options = call.args[Number(index)];
  const isUnsaid = !options || (options.k === 'object' && options.props.every(({ key, value }) => key !== undefined && key !== 'method' && value.k !== 'spread'));
  return isUnsaid ? 'GET' : '';
}

interface Route {
  number: number;
  method: string;
  parts: readonly string[];
  package: string;
}

/** A package that is deployed, by the names that settings may call it. */
export interface Deployable {
  package: string;
  names: readonly string[];
}

function routesFor(routes: readonly Route[], deployables: readonly Deployable[], method: string, text: string, address: Address, from: string): number[] {
  const url = /^https?:\/\/[^/]*/.exec(text)?.[0];
  if (url !== undefined && URL.canParse(url) && isPublic(url)) return [];
  // A beginning that varies is the host.
  const path = text.replace(/^https?:\/\/[^/]*/, '').replace(/^\*(?=\/)/, '').replace(/[?#].*$/, '');
  if (!path.startsWith('/') && text.startsWith('*')) return [];
  const asked = partsOf(path);
  if (!asked.some((part) => part !== '*')) return [];
  const below = address.path === undefined ? [asked] : [[...partsOf(address.path), ...asked], asked];
  const fits = routes.filter((route) => (route.method === '' || method === '' || route.method === method) && below.some((each) => fit(route.parts, each)));
  const best = mostSpecific(fits);
  if (address.isOwnServer && fits.some((route) => route.package === from)) return best([from]);
  const hints = hintsOf(address, url);
  const named = deployables.filter(({ names }) => names.some((name) => hints.includes(name)));
  if (named.length > 0) return best(named.map((each) => each.package));
  // A name that is no service of ours is somebody else's.
  if (hints.length > 0) return [];
  const packages = new Set(fits.map((route) => route.package));
  return packages.size === 1 && asked.length > 0 && !packages.has(from) ? best([...packages]) : [];
}

function mostSpecific(fits: readonly Route[]): (packages: readonly string[]) => number[] {
  return (packages) => {
    const own = fits.filter((route) => packages.includes(route.package));
    const literal = (route: Route): number => route.parts.filter((part) => !isOpen(part)).length;
    const most = Math.max(0, ...own.map(literal));
    return own.filter((route) => literal(route) === most).map(({ number }) => number);
  };
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function isOpen(part: string): boolean {
  return part.startsWith(':') || part === '*' || /^[[{].*[\]}]$/.test(part);
}

/** What varies in the request stands where the route has a parameter. */
function fit(route: readonly string[], asked: readonly string[]): boolean {
  return route.length === asked.length && route.every((part, index) => isOpen(part) || part === asked[index]);
}

/** The names that settings and hosts give a service: `payments` of `PAYMENTS_URL`, `http://payments:3002`. */
function hintsOf({ variables, origin, key }: Address, url: string | undefined): string[] {
  const hosts = [origin, url].flatMap((each) => (each !== undefined && URL.canParse(each) ? [new URL(each).hostname.split('.')[0] ?? ''] : []));
  const found = [...variables, ...(key === undefined ? [] : [key]), ...hosts.filter((host) => host !== 'localhost' && !/^\d+$/.test(host))];
  return [...new Set(found.map(bareName).filter((name) => name !== ''))];
}

/** Words of a name that say nothing of whose it is. */
const WORDS = /^(url|uri|host|hostname|port|origin|endpoint|address|base|path|api|http|https|internal|public|service|svc|server|app|backend|root|domain|self|next|vite|react|env)$/;

/** `PAYMENTS_SERVICE_URL`, `paymentsUrl` and `payments-api` are `payments`. */
export function bareName(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z\d]+/);
  return words.filter((word) => word !== '' && !WORDS.test(word)).join('');
}
