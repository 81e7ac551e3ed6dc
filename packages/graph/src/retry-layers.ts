/** Every mechanism that may attempt an operation again, with how often, how long it waits, and where that is said. */
import type { Backoff, Retries, RetrySlot } from '@dist-lint/libraries';
import type { Bound } from './attempt-run.ts';
import type { Program } from './link.ts';
import { locate, type LinkedModule } from './program.ts';
import type { OwnRetry } from './own-retries.ts';
import { arrayItems, plainProperty, type PlainPlace, type PlainValue, type Scope } from './plain-values.ts';
import { retrySites, type LayerSite } from './retry-sites.ts';
import { chainCall, slotExpr } from './slots.ts';
import { versionInUse, isBelow } from './package-version.ts';
import type { ExternalValue } from './values.ts';
import type { Wait } from './waits.ts';

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

export interface Delay {
  kind: 'none' | 'constant' | 'growing' | 'some';
  /** Milliseconds before the second attempt; absent when it cannot be told. */
  first?: number;
  /** Milliseconds of all waits together, as far as there are that many attempts. */
  total?: number;
  random?: true;
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

function delayOf(waits: readonly Wait[], attempts: RetryLayer['attempts']): Delay {
  const random = waits.some((wait) => wait.random) ? { random: true as const } : {};
  const [first] = waits;
  if (!first) return { kind: 'none', first: 0, total: 0 };
  const known = waits.flatMap(({ ms }) => (ms === undefined ? [] : [ms]));
  if (known.length < waits.length) return { kind: 'some', ...(first.ms === undefined ? {} : { first: first.ms }), ...random };
  if (known.every((ms) => ms === 0)) return { kind: 'none', first: 0, total: 0 };
  const last = known.at(-1) ?? 0;
  const rest = typeof attempts === 'number' ? Math.max(0, attempts - 1 - known.length) * last : 0;
  const isGrowing = known.some((ms, index) => index > 0 && ms > (known[index - 1] ?? 0));
  return { kind: isGrowing ? 'growing' : 'constant', first: known[0] ?? 0, total: known.reduce((sum, ms) => sum + ms, 0) + rest, ...random };
}

/** A layer of a library, read where it is used. */
export function libraryLayer(program: Program, site: LayerSite, retries: Retries, about: { form: RetryLayer['form']; name: string; at?: LayerSite }): RetryLayer {
  const { call, scope } = site;
  const policy = ofVersion(retries, versionInUse(program, scope.module, site.external.package));
  const number = readNumber(program, site, policy);
  const place = about.at ?? site;
  const attempts = number.attempts;
  const methods = number.everyMethod ? undefined : (saidMethods(program, site, policy.methodsAt) ?? policy.methods);
  const width = Math.max(1, Math.min(place.call.end - place.call.nameAt, place.call.callee.k === 'member' ? place.call.callee.name.length : 40));
  return {
    form: about.form, name: about.name, module: place.scope.module, span: { at: place.call.nameAt, end: place.call.nameAt + width },
    attempts, bound: attempts === 'unbounded' ? 'none' : 'count',
    delay: readBackoff(program, site, policy.delay, attempts),
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
    const found = slot.of === undefined ? slotPlain(program, site, slot.at) : sharedPlain(program, site, slot);
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

/** What the options say that hold for all: known when all that are made say the same. */
function sharedPlain(program: Program, { external }: LayerSite, { at, of = '' }: RetrySlot): PlainValue | undefined {
  const symbol = of.includes('#') ? of : `${external.package}#${of}`;
  const all = retrySites(program).made(symbol).map((made) => slotPlain(program, made, at));
  const [first] = all;
  if (all.length === 0) return { value: undefined };
  return all.every((each) => each !== undefined && each.value === first?.value) ? first : undefined;
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

function readBackoff(program: Program, site: LayerSite, { first, factor, max, jitter, says, given, grows }: Backoff, attempts: RetryLayer['attempts']): Delay {
  const random = jitter ? { random: true as const } : {};
  const isSaid = says?.first !== undefined && typeof slotPlain(program, site, says.first)?.value === 'number';
  const policy: PlainValue | undefined = given === undefined || isSaid ? { value: undefined } : slotPlain(program, site, given);
  if (!policy || policy.value !== undefined || policy.isObject) return { kind: 'some', ...random };
  const unit = says?.unit === 's' ? 1000 : 1;
  const read = (slot: string | undefined, usual: number | undefined): number | undefined => {
    const found = slot === undefined ? undefined : slotPlain(program, site, slot);
    if (slot === undefined || (found && found.value === undefined)) return usual;
    return typeof found?.value === 'number' ? found.value * unit : NaN;
  };
  const begin = read(says?.first, first) ?? 0;
  const word = grows === undefined ? undefined : wordOf(program, site, grows.at);
  if (grows !== undefined && word === undefined) return { kind: 'some', ...random };
  const isGrowing = grows !== undefined && word?.value === grows.is;
  const by = isGrowing ? grows.factor : says?.factor === undefined ? factor : (read(says.factor, factor * unit) ?? factor) / unit;
  const most = read(says?.max, max) ?? Infinity;
  if (Number.isNaN(begin) || Number.isNaN(by)) return { kind: 'some', ...random };
  if (begin === 0) return { kind: 'none', first: 0, total: 0 };
  const count = typeof attempts === 'number' ? Math.min(attempts - 1, 1000) : 0;
  let total = 0;
  for (let each = begin, turn = 0; turn < count; turn += 1, each *= by) total += Math.min(each, Number.isNaN(most) ? Infinity : most);
  return { kind: by > 1 ? 'growing' : 'constant', first: Math.min(begin, Number.isNaN(most) ? Infinity : most), total, ...random };
}

/** The word beside which a wait is said: a wait that is a plain number has none, whatever is said further on. */
function wordOf(program: Program, site: LayerSite, slots: string): PlainValue | undefined {
  for (const slot of slots.split('|')) {
    const whole = slotPlain(program, site, slot.slice(0, slot.lastIndexOf('.')));
    if (!whole || whole.value !== undefined) return whole && { value: undefined };
    if (whole.isObject) return slotPlain(program, site, slot);
  }
  return { value: undefined };
}

/** The plain value in a slot of a call: through options merged by spreads, and what callers hand in. */
function slotPlain(program: Program, site: LayerSite, slot: string): PlainValue | undefined {
  const { external, call, scope, maker } = site;
  if (slot.includes('|')) {
    const all = slot.split('|').map((each) => slotPlain(program, site, each));
    const told = all.findIndex((each) => each === undefined || each.value !== undefined || each.isObject === true);
    return all[Math.max(told, 0)];
  }
  const named = /^(\w+):(.+)$/.exec(slot);
  const origin = named ? chainCall(external, named[1] ?? '') : undefined;
  if (named && !origin) return site.isHidden ? undefined : { value: undefined };
  const [position = '0', ...path] = (named?.[2] ?? slot).split('.');
  const from = origin ?? { module: scope.module, function: scope.function, call };
  const args = from.call.args;
  const index = position === 'last' ? args.length - 1 : Number(position);
  if (args.slice(0, index + 1).some(({ k }) => k === 'spread')) return undefined;
  const arg = args[index];
  if (!arg) return { value: undefined };
  const inScope: Scope = origin ? (maker?.module === origin.module && maker.function === origin.function ? maker : { module: origin.module, function: origin.function }) : scope;
  return plainProperty(program.link, inScope, arg, path);
}
