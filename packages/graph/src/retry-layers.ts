/** Every mechanism that may attempt an operation again, with how often, how long it waits, and where that is said. */
import type { Retries } from '@dist-lint/libraries';
import type { CallStep } from '@dist-lint/model';
import { nameSpan } from './call-spans.ts';
import type { Bound, Course } from './attempt-run.ts';
import { failuresWanted, type FailureKind } from './failure-kinds.ts';
import { readBackoff } from './backoffs.ts';
import type { Program } from './link.ts';
import { locate, type LinkedModule } from './program.ts';
import type { OwnRetry } from './own-retries.ts';
import { slotFunction, slotPlain } from './option-values.ts';
import type { PlainPlace, Scope } from './plain-values.ts';
import { readNumber, saidMethods, slotName, type ReadNumber } from './retry-numbers.ts';
import type { LayerSite } from './retry-sites.ts';
import { versionInUse, isBelow } from './package-version.ts';
import { delayOf, type Delay } from './delays.ts';
import type { Memo } from './tracking.ts';
import type { Value } from './values.ts';
import { once } from './once.ts';

export interface RetryLayer {
  /**
   * - `loop`, `recursion`, `event`, `again`: written by hand
   * - `wrapper`: a library that is handed the function; `pipe`: an operator; `decorator`
   * - `client`: built into a client; `job`: a queue or engine runs it again
   */
  form: 'loop' | 'recursion' | 'event' | 'again' | 'wrapper' | 'client' | 'job' | 'pipe' | 'decorator' | 'connection';
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
  /** `own`: only those that the program itself throws, and those of two writers that meet; `some`: a test decides that cannot be told. */
  errors: Retries['errors'] | 'own' | 'some';
  /** Only requests of these methods are tried again. */
  methods?: readonly string[];
  transparent?: true;
  durable?: true;
  /** A test that cannot be told decides whether it waits, or several jobs differ in their attempts; the worse is taken. */
  presumed?: true;
  /** That test asks nothing of the failure. */
  mayWait?: true;
  /** What is attempted next is something else than what has failed: fewer items, another way. */
  isOther?: true;
  /** Where the number is from, in words: `retries`, `default of p-retry`, `MAX_ATTEMPTS from the environment`. */
  said: string;
  /** Where it is written, when it is. */
  saidAt?: PlainPlace;
  /** What makes the thing that the call is handed and that tries again: `new RetryAgent(…)` for a request. */
  setBy?: { module: LinkedModule; call: CallStep };
  /** For recursion: the function that begins anew, and those by way of which it does, by FunctionId. */
  round?: { function: number; leadsBack: ReadonlySet<number> };
  /** The same layer in another run of its function: with what a caller hands in. */
  inRun?: (scope: Scope) => RetryLayer;
}

/** Nobody in sight has set it: it does what its library does unless it is told otherwise. */
export function isByDefault({ said }: RetryLayer): boolean {
  return said.startsWith('default');
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
    name: isHelper ? name : form === 'loop' ? `loop in ${name}` : form === 'event' ? `${name} beginning anew` : form === 'again' ? `${name} once more` : `${name} calling itself`,
    attempts: course.attempts, bound: course.bound, delay: delayOf(course.waits, course.attempts),
    errors: errorsOf(course.narrow),
    ...(course.isOther ? { isOther: true as const } : {}),
    ...(course.presumed ? { presumed: true as const } : {}),
    ...(course.mayWait ? { mayWait: true as const } : {}),
    said: saidOfCourse(program, course),
    ...(course.limit ? { saidAt: course.limit } : {}),
    ...(retry.leadsBack ? { round: { function: retry.function, leadsBack: retry.leadsBack } } : {}),
    inRun: (other) => ownLayer(program, retry, other),
  };
}

/** What is known of a test says more than what is known of the mechanism that asks it. */
function errorsOf(kind: FailureKind | undefined, usual: RetryLayer['errors'] = 'any'): RetryLayer['errors'] {
  return kind === undefined || kind === 'any' ? usual : kind;
}

function saidOfCourse(program: Program, { attempts, bound, env, limit, isOwned }: Course): string {
  if (attempts === 'unbounded') return bound === 'stop' || isOwned ? 'only its owner ends it' : 'nothing ends it';
  if (bound === 'deadline') return 'until a deadline';
  if (bound === 'signal') return 'until it is aborted';
  const place = limit ? ` at ${placeText(limit)}` : '';
  if (env !== undefined) return `environment variable ${env}, else ${String(attempts)}${place}`;
  return attempts === 'unknown' ? 'a number that cannot be told here' : `counted${place}`;
}

function placeText(place: PlainPlace): string {
  return `${place.module.path}:${locate(place.module, place).line}`;
}

interface About {
  form: RetryLayer['form'];
  name: string;
  at?: LayerSite;
}

/** A layer of a library, read where it is used. */
export function libraryLayer(program: Program, site: LayerSite, retries: Retries, about: About): RetryLayer {
  const key = keyOf(site, about);
  if (key === undefined) return read(program, site, retries, about);
  const memo = memoOf(program);
  const { module } = site.scope;
  const found = memo.get(module, key) ?? memo.fill(module, key, undefined, () => read(program, site, retries, about));
  return found ?? read(program, site, retries, about);
}

const memoOf = once((program: Program): Memo<string, RetryLayer | undefined> => program.tracker.memo());

/** Of layers that are read at the same place of the same thing, in no run that is known: each call through a client asks for them. */
function keyOf({ external, call, scope, maker, isHidden }: LayerSite, { form, name, at }: About): string | undefined {
  if (isHidden || maker || scope.given || scope.outer || scope.self || scope.locals || scope.isHidden) return undefined;
  const parts: (string | number)[] = [scope.function, call.at, form, name, at ? `${at.scope.module.number} ${at.call.at}` : ''];
  for (let each: Value | undefined = external; each?.is === 'external' || each?.is === 'instance'; each = each.is === 'external' ? each.receiver : undefined) {
    if (parts.length > LONGEST_KEY) return undefined;
    parts.push(each.is === 'external' ? `${each.package}#${each.path}` : each.number, each.made ? `${each.made.module.number} ${each.made.call.at}` : '');
  }
  return parts.join(' ');
}

const LONGEST_KEY = 45;

function read(program: Program, site: LayerSite, retries: Retries, about: About): RetryLayer {
  const { call, scope } = site;
  const policy = ofVersion(retries, versionInUse(program, scope.module, site.external.package));
  const place = about.at ?? site;
  const said = readNumber(program, site, policy);
  const { backoff, site: waitsAt } = said.waits ?? { backoff: policy.delay, site };
  const { ends, ...delay } = readBackoff(program, waitsAt, backoff, said.attempts);
  // A function that says how long may say that it is enough.
  const number: ReadNumber = ends === undefined ? said : { attempts: ends === 'never' ? 'unbounded' : ends, said: `the function at '${slotName(backoff.given ?? '')}'`, ...placeOf(slotFunction(program, waitsAt, backoff.given ?? '0')) };
  const { attempts } = number;
  const asked = policy.predicate === undefined ? undefined : slotFunction(program, site, policy.predicate);
  const time = number.isDefault ? policy.within : undefined;
  const methods = number.everyMethod ? undefined : (saidMethods(program, site, policy.methodsAt) ?? policy.methods);
  return {
    form: about.form, name: about.name, module: place.scope.module, span: nameSpan(place.call),
    attempts, bound: time ? 'deadline' : attempts === 'unbounded' ? 'none' : 'count',
    delay,
    errors: errorsOf(asked && failuresWanted(program, asked), policy.errors),
    ...(methods ? { methods } : {}),
    ...(policy.transparent ? { transparent: true as const } : {}),
    ...(policy.durable ? { durable: true as const } : {}),
    said: time ? withinText(program, site, time) : number.said,
    ...(number.place ? { saidAt: number.place } : {}),
    ...(said.madeAt ? { setBy: { module: said.madeAt.scope.module, call: said.madeAt.call } } : {}),
    inRun: (other) => libraryLayer(program, { ...site, call, scope: { ...other, module: scope.module, function: scope.function } }, retries, about),
  };
}

/** Where a function is written. */
function placeOf(run: Scope | undefined): { place?: PlainPlace } {
  const fact = run?.module.facts.functions[run.function];
  return run && fact ? { place: { module: run.module, at: fact.at, end: fact.end } } : {};
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
