/** Where the thing was made on which a library is called, when link knows it by its type alone; and what callers say of options. */
import type { Retries } from '@dist-lint/libraries';
import type { Program } from './link.ts';
import { originsOf } from './origins.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import type { LayerSite } from './retry-sites.ts';
import { chainCall } from './slots.ts';
import type { Table } from './tracking.ts';
import type { CallSite, ExternalValue } from './values.ts';
import { once } from './once.ts';

/** Callers of callers whose options are asked for. */
const DEEPEST = 3;
const MOST_SITES = 24;

/**
 * The site, once for each place where the receiver may have been made. Only what is said where it is made needs them:
 * other rows have the site alone.
 */
export function madeSites(program: Program, site: LayerSite, retries: Retries): readonly LayerSite[] {
  const { external, call } = site;
  if (site.maker || site.isHidden || !asksMaker(retries) || call.callee.k !== 'member' || isToldWhereMade(chainCall(external, 'new'))) return [site];
  const { found, isHidden } = originsOf(program, site.scope, call.callee.of);
  const library = program.link.libraries.symbol(external.package, external.path)?.library;
  const sites: LayerSite[] = [];
  let hidden = isHidden;
  for (const { scope, expr } of found) {
    const resolved = expr.k === 'result' ? program.call(scope.module, scope.function, expr.id) : undefined;
    if (!resolved) {
      hidden ||= expr.k !== 'var' && expr.k !== 'literal';
      continue;
    }
    const isOfLibrary = resolved.externals.some(({ package: from, path }) => program.link.libraries.symbol(from, path)?.library === library || from === external.package);
    if (!isOfLibrary) hidden = true;
    else if (!sites.some(({ maker, external: { made } }) => maker === scope && made?.call === resolved.call)) sites.push({ ...site, external: { ...external, made: { module: scope.module, function: scope.function, call: resolved.call } }, maker: scope });
  }
  if (hidden) sites.push({ ...site, isHidden: true });
  return sites.length === 0 ? [site] : sites.slice(0, MOST_SITES);
}

/** It is made where nobody has to say anything: what a function is handed that makes it is for its callers to say. */
function isToldWhereMade(made: CallSite | undefined): boolean {
  if (!made) return false;
  const { functions } = made.module.facts;
  for (let id = made.function; id >= 0; id = functions[id]?.parent ?? -1) if ((functions[id]?.params.length ?? 0) > 0) return false;
  return true;
}

/** All that is made of the class on which a library is called. */
export function makersOfClass(program: Program, { external }: LayerSite): readonly LayerSite[] {
  const known = tableOf(program);
  return known.get(className(program, external)).map(({ external: made, call, scope }): LayerSite =>
    ({ external: { ...external, made: { module: scope.module, function: scope.function, call }, receiver: made }, call, scope, maker: scope }));
}

const tableOf = once((program: Program): Table<string, LayerSite> => program.tracker.table(() => program.modules.all, (module) => (program.link.isExempt(module.path) ? [] : madeIn(program, module))));

function madeIn(program: Program, module: LinkedModule): (readonly [string, LayerSite])[] {
  return module.facts.functions.flatMap((_, fn) =>
    program.calls(module, fn).flatMap(({ call, externals }) =>
      (call.kind === 'new' ? externals : []).map((external) => [className(program, external), { external, call, scope: { module, function: fn } }] as const)));
}

/** By what its members were read from: members of a default export do not name it. */
function className(program: Program, external: ExternalValue): string {
  let root: ExternalValue = external;
  for (let hops = 0; root.receiver?.is === 'external' && hops < LONGEST_CHAIN; hops += 1) root = root.receiver;
  return `${root.package}#${program.link.libraries.canonical(root.package, root.path.split('.')[0] ?? '')}`;
}

const LONGEST_CHAIN = 20;

function asksMaker({ says = [], delay }: Retries): boolean {
  return [...says.map(({ at }) => at), delay.says?.first, delay.constant, delay.given].some((slot) => slot?.includes('new:'));
}

/** The scope as each caller in sight runs its function, or the function around it; none when nobody is known to call it. */
export function runsByCallers(program: Program, scope: Scope, depth = 0): readonly Scope[] {
  if (depth >= DEEPEST) return [];
  if (scope.given) return runsByCallers(program, scope.given.scope, depth).map((outer) => ({ ...scope, given: { args: scope.given?.args ?? [], scope: outer } }));
  if (scope.outer) return runsByCallers(program, scope.outer, depth).map((outer) => ({ ...scope, outer }));
  const { module, function: fn } = scope;
  const number = module.functionBase + fn;
  const parent = module.facts.functions[fn]?.parent ?? -1;
  const around = (): readonly Scope[] => (parent < 0 ? [] : runsByCallers(program, { module, function: parent }, depth + 1).map((outer) => ({ ...scope, outer })));
  // What is given nothing uses what the function around it was given.
  const within = parent > 0 && module.facts.functions[fn]?.params.length === 0 ? around() : [];
  if (within.length > 0) return within;
  const callers = program.callers(number).filter((caller) => !program.link.isExempt(caller.module.path) && !(caller.module === module && caller.function === fn) && caller.resolved.functions.some((target) => target.number === number));
  if (callers.length > 0) return callers.map((caller) => ({ ...scope, given: { args: caller.resolved.call.args, scope: { module: caller.module, function: caller.function } } }));
  return around();
}

/** The scope in a run of which nobody sees the arguments. */
export function withoutArguments(scope: Scope): Scope {
  if (scope.given) return { ...scope, given: { args: scope.given.args, scope: withoutArguments(scope.given.scope) } };
  const parent = scope.module.facts.functions[scope.function]?.parent ?? -1;
  const outer = scope.outer ?? (parent < 0 ? undefined : { module: scope.module, function: parent });
  return { ...scope, isHidden: true, ...(outer ? { outer: withoutArguments(outer) } : {}) };
}
