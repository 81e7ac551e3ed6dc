/** Every mechanism that may attempt an operation again, with how often, how long it waits, and where that is said. */
import type { Backoff, Retries } from '@dist-lint/libraries';
import type { Bound } from './attempt-run.ts';
import type { Program } from './link.ts';
import { locate, type LinkedModule } from './program.ts';
import type { OwnRetry } from './own-retries.ts';
import type { PlainPlace, PlainValue, Scope } from './plain-values.ts';
import { readNumber, saidMethods } from './retry-numbers.ts';
import type { LayerSite } from './retry-sites.ts';
import { slotPlain, wordOf } from './slot-values.ts';
import { versionInUse, isBelow } from './package-version.ts';
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
  const time = number.isDefault ? policy.within : undefined;
  const methods = number.everyMethod ? undefined : (saidMethods(program, site, policy.methodsAt) ?? policy.methods);
  const width = Math.max(1, Math.min(place.call.end - place.call.nameAt, place.call.callee.k === 'member' ? place.call.callee.name.length : 40));
  return {
    form: about.form, name: about.name, module: place.scope.module, span: { at: place.call.nameAt, end: place.call.nameAt + width },
    attempts, bound: time ? 'deadline' : attempts === 'unbounded' ? 'none' : 'count',
    delay: readBackoff(program, number.waits?.site ?? site, number.waits?.backoff ?? policy.delay, attempts),
    errors: policy.errors,
    ...(methods ? { methods } : {}),
    ...(policy.transparent ? { transparent: true as const } : {}),
    ...(policy.durable ? { durable: true as const } : {}),
    said: time ? withinText(program, site, time) : number.said,
    ...(number.place ? { saidAt: number.place } : {}),
    inRun: (other) => libraryLayer(program, { ...site, call, scope: { ...other, module: scope.module, function: scope.function } }, retries, about),
  };
}

function withinText(program: Program, site: LayerSite, { ms, says }: NonNullable<Retries['within']>): string {
  const said = says === undefined ? undefined : slotPlain(program, site, says);
  if (says !== undefined && !said) return 'until a time that cannot be told here is over';
  return `until ${(typeof said?.value === 'number' ? said.value : ms) / 1000} s are over`;
}

function ofVersion(retries: Retries, version: string | undefined): Retries {
  const older = version === undefined ? undefined : retries.versions?.find(({ below }) => isBelow(version, below));
  return older ? { ...retries, ...older } : retries;
}

function readBackoff(program: Program, site: LayerSite, { first, factor, max, jitter, says, given, grows, isSteadyWhenSaid, isLinear }: Backoff, attempts: RetryLayer['attempts']): Delay {
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
  const by = isSaid && isSteadyWhenSaid ? 1 : isGrowing ? grows.factor : says?.factor === undefined ? factor : (read(says.factor, factor * unit) ?? factor) / unit;
  const most = read(says?.max, max) ?? Infinity;
  if (Number.isNaN(begin) || Number.isNaN(by)) return { kind: 'some', ...random };
  if (begin === 0) return { kind: 'none', first: 0, total: 0 };
  const count = typeof attempts === 'number' ? Math.min(attempts - 1, 1000) : 0;
  let total = 0;
  for (let each = begin, turn = 0; turn < count; turn += 1, each = isLinear ? each + begin : each * by) total += Math.min(each, Number.isNaN(most) ? Infinity : most);
  return { kind: by > 1 || isLinear ? 'growing' : 'constant', first: Math.min(begin, Number.isNaN(most) ? Infinity : most), total, ...random };
}
