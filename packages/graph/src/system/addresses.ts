/** Who is asked by a request: the host and path of its URL, or what the program says instead of the host. */
import { soleOf, type Expr } from '@dist-lint/model';
import type { CallEffect } from '../effects.ts';
import type { Program } from '../link.ts';
import { originsOf } from '../origins.ts';
import type { Scope } from '../plain-scope.ts';
import type { LinkedModule } from '../program.ts';
import { chainCall, property, slotExpr } from '../slots.ts';
import type { ExternalValue } from '../values.ts';
import { owningClass } from '../index-module.ts';
import type { NeededCall } from './call-edges.ts';

export interface Address {
  /** `https://api.acme.com`. */
  origin?: string;
  /** Environment variables that say it. */
  variables: readonly string[];
  /** The setting that says it, by its own name: `paymentsUrl`. */
  key?: string;
  /** The class that asks. */
  client?: string;
  /** The module that makes the client which all ask through. */
  madeIn?: string;
  /** A path alone, asked with the platform's own `fetch`: a page asks who has sent it. */
  isOwnServer?: true;
  /** The beginning of all its paths. */
  path?: string;
}

/** The URL's beginning may stand in what made the client, or in the URL itself. */
export function addressOf(program: Program, { module, function: fn, resolved }: NeededCall, external: ExternalValue, { effect }: CallEffect): Address {
  const { call } = resolved;
  const resource = program.link.libraries.symbol(external.package, external.path)?.library.resource;
  const found: Growing = { variables: new Set(), origins: new Set(), keys: new Set(), makers: new Set() };
  const placed = effect.target === undefined ? undefined : slotExpr(program.link, { module, function: fn, call }, external, effect.target);
  const first = placed && firstPart(placed.module, placed.function, placed.expr);
  if (placed && first && !isPath(first)) read(program, { module: placed.module, function: placed.function }, first, found);
  const base = resource ? resource.base : undefined;
  if (base && call.callee.k === 'member') {
    for (const { scope, expr } of madeBy(program, { module, function: fn }, call.callee.of, external)) {
      if (expr.k === 'result') found.makers.add(scope.module.path);
      const made = expr.k === 'result' ? scope.module.index.calls[scope.function]?.[expr.id] : undefined;
      for (const slot of made ? base : []) {
        const [position = '0', ...path] = slot.split('.');
        const arg = made?.args[Number(position)];
        const option = arg && property(program.link, { module: scope.module, function: scope.function, expr: arg }, path);
        if (option) read(program, option.module === scope.module && option.function === scope.function ? scope : option, option.expr, found);
      }
    }
  }
  const owner = owningClass(module.facts, fn);
  const client = owner === undefined ? undefined : module.facts.classes[owner]?.name;
  const [origin] = found.origins;
  const [key] = found.keys;
  const [maker] = found.makers;
  return {
    variables: [...found.variables].sort(),
    ...(found.origins.size === 1 && origin !== undefined ? { origin: new URL(origin).origin, ...(pathIn(origin) ? { path: pathIn(origin) as string } : {}) } : {}),
    ...(found.keys.size === 1 && key !== undefined ? { key } : {}),
    ...(client ? { client } : {}),
    ...(found.makers.size === 1 && maker !== undefined ? { madeIn: maker } : {}),
    ...(first && isPath(first) && external.package === 'global' ? { isOwnServer: true } : {}),
  };
}

/** `https://api.acme.com`, `host of PAYMENTS_URL`, `host of HttpCarrier`, `server behind @acme/web`. */
export function hostName(program: Program, address: Address | undefined, module: LinkedModule): string {
  if (address?.origin !== undefined && isPublic(address.origin)) return address.origin;
  const variable = soleOf(address?.variables);
  if (variable !== undefined) return `host of ${variable}`;
  if (address?.origin !== undefined) return address.origin;
  // The same server whichever page or class asks.
  if (address?.isOwnServer) return `server behind ${program.modules.packages.find(({ path }) => path === module.input.package)?.name || module.input.package || 'the pages'}`;
  const said = address?.key ?? address?.client ?? address?.madeIn;
  return `host of ${said ?? module.path}`;
}

/** A host of the internet, not of the machine or a cluster. */
export function isPublic(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname.includes('.') && !/^[\d.]+$|\.(local|localhost|internal|svc|test|example)$|\.svc\./.test(hostname);
}

/** Says nothing of whose URL it is. */
const GENERIC = /^(base|api|server|service|remote|target)?_?(url|uri|host|origin|endpoint|address|base|path|root)$/i;

interface Growing {
  variables: Set<string>;
  origins: Set<string>;
  keys: Set<string>;
  makers: Set<string>;
}

function madeBy(program: Program, scope: Scope, expr: Expr, external: ExternalValue) {
  const made = chainCall(external, 'new');
  const origins = originsOf(program, scope, expr, 'made').found;
  if (origins.length > 0 || !made) return origins;
  return [{ scope: { module: made.module, function: made.function }, expr: { k: 'result', id: made.call.id } as const }];
}

function read(program: Program, scope: Scope, given: Expr, found: Growing, depth = 0): void {
  const expr = firstPart(scope.module, scope.function, given);
  const { found: origins, lost } = originsOf(program, scope, expr);
  for (const { scope: there, expr: each } of origins) {
    const variable = environmentVariable(each);
    if (variable !== undefined) found.variables.add(variable);
    else if (each.k === 'literal' && typeof each.value === 'string' && /^https?:\/\/[^*/]/.test(each.value) && URL.canParse(each.value)) found.origins.add(each.value);
    else if (depth < 3 && (each.k === 'template' || each.k === 'op')) read(program, there, each, found, depth + 1);
    else if (each.k === 'result' && depth < 3) argumentsOf(program, there, each, found, depth);
  }
  for (const { expr: each } of lost) if (each.k === 'member' && !GENERIC.test(each.name)) found.keys.add(each.name);
}

/** `new URL(path, base)`, `base.replace(/\/$/, '')`, `String(base)`. */
function argumentsOf(program: Program, scope: Scope, expr: Extract<Expr, { k: 'result' }>, found: Growing, depth: number): void {
  const call = scope.module.index.calls[scope.function]?.[expr.id];
  if (!call) return;
  if (call.kind === 'new') for (const arg of call.args.slice(0, 2)) read(program, scope, arg, found, depth + 1);
  else if (call.callee.k === 'member') read(program, scope, call.callee.of, found, depth + 1);
}

export function environmentVariable(expr: Expr): string | undefined {
  return expr.k === 'member' && expr.of.k === 'member' && expr.of.name === 'env' && expr.of.of.k === 'global' && expr.of.of.name === 'process' ? expr.name : undefined;
}

/** What a text begins with: `base` in `${base}/orders` and `base + '/orders'`. */
function firstPart(module: LinkedModule, fn: number, expr: Expr): Expr {
  if (expr.k === 'template') return expr.parts[0] === '' && expr.values[0] ? firstPart(module, fn, expr.values[0]) : { k: 'literal', value: expr.parts[0] ?? '' };
  if (expr.k === 'op' && expr.op === '+') return expr.args[0] ? firstPart(module, fn, expr.args[0]) : expr;
  if (expr.k !== 'var' || module.facts.variables[expr.v]?.kind !== 'const') return expr;
  const only = soleOf(module.index.assignments[expr.v]);
  const isText = only && only.path.length === 0 && (only.value.k === 'template' || only.value.k === 'op') && only.function === fn;
  return isText ? firstPart(module, fn, only.value) : expr;
}

function isPath(expr: Expr): boolean {
  return expr.k === 'literal' && typeof expr.value === 'string' && expr.value.startsWith('/');
}

function pathIn(url: string): string | undefined {
  const { pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  return path === '' ? undefined : path;
}
