/** Every mechanism that may attempt an operation again, with how often, how long it waits, and where that is said. */
import type { Asked, Retries, RetrySlot } from '@dist-lint/libraries';
import { askedAttempts } from './asked-functions.ts';
import type { Bound } from './attempt-run.ts';
import { readBackoff } from './backoffs.ts';
import type { Program } from './link.ts';
import { locate, type LinkedModule } from './program.ts';
import type { OwnRetry } from './own-retries.ts';
import { arrayItems } from './plain-lists.ts';
import { madeFor, sharedPlain, slotFunction, slotPlain } from './option-values.ts';
import type { PlainPlace, PlainValue, Scope } from './plain-values.ts';
import type { LayerSite } from './retry-sites.ts';
import { slotExpr } from './slots.ts';
import { versionInUse, isBelow } from './package-version.ts';
import type { ExternalValue } from './values.ts';
import { delayOf, type Delay } from './delays.ts';

export interface RetryLayer {
  /**
   * - `loop`, `recursion`, `event`: written by hand
   * - `wrapper`: a library that is handed the function; `pipe`: an operator; `decorator`
   * - `client`: built into a client; `job`: a queue or engine runs it again
   */
  form: 'loop' | 'recursion' | 'event' | 'wrapper' | 'client' | 'job' | 'pipe' | 'decorator' | 'connection';
  /** For people: `withRetry`, `OpenAI client`, `queue 'mail'`. */
  name: string;
  module: LinkedModule;
  span: { at: number; end: number };
  /** The call that puts a helper's retries around what it hands over; its options count. */
  usedAt?: PlainPlace;
  /** The first included. `unknown`: it ends, or may be off, and nobody can tell after how many. */
  attempts: number | 'unbounded' | 'unknown';
  bound: Bound;
  delay: Delay;
  /** `own`: only those that the program itself throws, and those of two writers that meet. */
  errors: Retries['errors'] | 'own';
  /** Only requests of these methods are tried again. */
  methods?: readonly string[];
  transparent?: true;
  durable?: true;
  /** A test that cannot be told decides whether it waits; the worse is taken. */
  presumed?: true;
  /** Where the number is from, in words: `retries`, `default of p-retry`, `MAX_ATTEMPTS from the environment`. */
  said: string;
  /** Where it is written, when it is. */
  saidAt?: PlainPlace;
  /** The same layer in another run of its function: with what a caller hands in. */
  inRun?: (scope: Scope) => RetryLayer;
}

/** A layer in the code's own hand, in a run of its function. */
export function ownLayer(program: Program, retry: OwnRetry, scope: Scope): RetryLayer {
  const { form, module, span } = retry;
  const fact = module.facts.functions[retry.function];
  const course = retry.course(scope);
  const isHelper = retry.attempts.some((call) => program.call(module, retry.function, call.id)?.parameter);
  const name = fact?.kind === 'module' ? module.path : (fact?.name ?? '');
  return {
    form, module, span,
    name: isHelper ? name : form === 'loop' ? `loop in ${name}` : form === 'event' ? `${name} beginning anew` : `${name} calling itself`,
    attempts: course.attempts, bound: course.bound, delay: delayOf(course.waits, course.attempts),
    errors: course.narrow === 'own' || course.narrow === 'throttled' ? course.narrow : course.narrow ? 'chosen' : 'any',
    ...(course.presumed ? { presumed: true as const } : {}),
    said: saidOfCourse(program, course),
    ...(course.limit ? { saidAt: course.limit } : {}),
    inRun: (other) => ownLayer(program, retry, other),
  };
}

function saidOfCourse(program: Program, { attempts, bound, env, limit }: { attempts: RetryLayer['attempts']; bound: Bound; env?: string; limit?: PlainPlace }): string {
  if (attempts === 'unbounded') return bound === 'stop' ? 'only its owner ends it' : 'nothing ends it';
  if (bound === 'deadline') return 'until a deadline';
  if (bound === 'signal') return 'until it is aborted';
  const place = limit ? ` at ${placeText(limit)}` : '';
  if (env !== undefined) return `environment variable ${env}, else ${String(attempts)}${place}`;
  return attempts === 'unknown' ? 'a number that cannot be told here' : `counted${place}`;
}

function placeText(place: PlainPlace): string {
  return `${place.module.path}:${locate(place.module, place).line}`;
}

/** A layer of a library, read where it is used. */
export function libraryLayer(program: Program, site: LayerSite, retries: Retries, about: { form: RetryLayer['form']; name: string; at?: LayerSite }): RetryLayer {
  const { call, scope } = site;
  const policy = ofVersion(retries, versionInUse(program, scope.module, site.external.package));
  const place = about.at ?? site;
  const said = readNumber(program, site, policy);
  const { ends, ...delay } = readBackoff(program, site, policy.delay, said.attempts);
  // A function that says how long may say that it is enough.
  const number: ReadNumber = ends === undefined ? said : { attempts: ends === 'never' ? 'unbounded' : ends, said: `the function at '${slotName(policy.delay.given ?? '')}'` };
  const { attempts } = number;
  const methods = number.everyMethod ? undefined : (saidMethods(program, site, policy.methodsAt) ?? policy.methods);
  const width = Math.max(1, Math.min(place.call.end - place.call.nameAt, place.call.callee.k === 'member' ? place.call.callee.name.length : 40));
  return {
    form: about.form, name: about.name, module: place.scope.module, span: { at: place.call.nameAt, end: place.call.nameAt + width },
    attempts, bound: attempts === 'unbounded' ? 'none' : 'count',
    delay,
    errors: policy.errors,
    ...(methods ? { methods } : {}),
    ...(policy.transparent ? { transparent: true as const } : {}),
    ...(policy.durable ? { durable: true as const } : {}),
    said: number.said,
    ...(number.place ? { saidAt: number.place } : {}),
    inRun: (other) => libraryLayer(program, { ...site, call, scope: { ...other, module: scope.module, function: scope.function } }, retries, about),
  };
}

function ofVersion(retries: Retries, version: string | undefined): Retries {
  const older = version === undefined ? undefined : retries.versions?.find(({ below }) => isBelow(version, below));
  return older ? { ...retries, ...older } : retries;
}

interface ReadNumber {
  attempts: RetryLayer['attempts'];
  said: string;
  place?: PlainPlace;
  everyMethod?: true;
}

function readNumber(program: Program, site: LayerSite, policy: Retries): ReadNumber {
  for (const slot of policy.says ?? []) {
    const found = slot.of === undefined ? slotPlain(program, site, slot.at) : sharedPlain(program, madeFor(program, site, slot.of), slot.at);
    const asked = found || !slot.asked ? undefined : askedIn(program, slot.of === undefined ? [site] : madeFor(program, site, slot.of), slot.at, slot.asked);
    if (asked !== undefined) return { attempts: asked, said: `the function at '${slotName(slot.at)}'` };
    // `retry(work)`, where options may come first: a function is no number.
    if (!found && slot.of === undefined && slotExpr(program.link, { module: site.scope.module, function: site.scope.function, call: site.call }, site.external, slot.at)?.expr.k === 'function') continue;
    if (!found) return { attempts: 'unknown', said: `an option ('${slotName(slot.at)}') that cannot be told here` };
    if (found.value === undefined && found.env === undefined) continue;
    const attempts = countOf(found, slot, policy.attempts);
    if (attempts === undefined) continue;
    const from = found.env === undefined ? `'${slotName(slot.at)}'` : `environment variable ${found.env}`;
    return { attempts, said: from, ...(found.place ? { place: found.place } : {}), ...(slot.everyMethod ? { everyMethod: true as const } : {}) };
  }
  const env = policy.env === undefined ? '' : `, unless ${policy.env} says otherwise`;
  return { attempts: policy.attempts, said: `default${env}` };
}

/** The methods that a literal list says; undefined when there is none, or when it cannot be read. */
function saidMethods(program: Program, { external, call, scope }: LayerSite, slots: string | undefined): string[] | undefined {
  for (const slot of slots?.split('|') ?? []) {
    const placed = slotExpr(program.link, { module: scope.module, function: scope.function, call }, external, slot);
    const list = placed && arrayItems(program.link, placed, placed.expr);
    if (list) return list.items.flatMap((item) => (item.k === 'literal' && typeof item.value === 'string' ? [item.value.toUpperCase()] : []));
  }
  return undefined;
}

/** How often a function lets it be tried, where there is one alone that is asked. */
function askedIn(program: Program, sites: readonly LayerSite[], slot: string, asked: Asked): RetryLayer['attempts'] | undefined {
  const [only, ...more] = sites;
  const run = only && more.length === 0 ? slotFunction(program, only, slot) : undefined;
  return run && askedAttempts(program, run, asked);
}

function slotName(slot: string): string {
  return slot.slice(Math.max(slot.lastIndexOf('.'), slot.lastIndexOf(':')) + 1);
}

function countOf({ value }: PlainValue, slot: RetrySlot, usual: Retries['attempts']): RetryLayer['attempts'] | undefined {
  if (value === undefined) return 'unknown';
  const meaning = slot.means?.find(({ is }) => is === value || (is === 'Infinity' && value === Infinity));
  if (meaning) return meaning.attempts;
  if (value === false || value === null) return 1;
  if (value === true) return usual;
  const number = Number(value);
  if (Number.isNaN(number)) return 'unknown';
  if (number === Infinity) return 'unbounded';
  return Math.max(1, Math.floor(number) + (slot.counts === 'retries' ? 1 : 0));
}

/** The layers of the client behind a call of a library: its own, its instance's, and those that were put on the instance. */
export function clientLayers(program: Program, site: LayerSite, given: (external: ExternalValue) => readonly { site: LayerSite; retries: Retries }[]): RetryLayer[] {
  const { external } = site;
  const { libraries } = program.link;
  const own = libraries.symbol(external.package, external.path);
  const found: RetryLayer[] = [];
  if (own?.facts.retries?.of === 'call') found.push(libraryLayer(program, site, own.facts.retries, { form: 'client', name: external.path.includes('.') ? `${first(external.path)} client` : external.path }));
  else {
    const segments = external.path.split('.');
    for (let length = segments.length - 1; length > 0; length -= 1) {
      const row = libraries.symbol(external.package, segments.slice(0, length).join('.'));
      if (row?.facts.retries?.of !== 'calls') continue;
      found.push(libraryLayer(program, site, row.facts.retries, { form: 'client', name: `${first(external.path)} client` }));
      break;
    }
  }
  for (const each of given(external)) {
    const name = each.site.external.package;
    found.push(libraryLayer(program, each.site, each.retries, { form: 'client', name, at: each.site }));
  }
  return found;
}

function first(path: string): string {
  return path.slice(0, path.includes('.') ? path.indexOf('.') : path.length);
}
