/** How long an awaited expression waits: timers, and the team's own helpers by what they do. */
import { soleOf, type CallStep, type Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { calledOn } from './plain-calls.ts';
import { runOf } from './plain-scope.ts';
import { plainEstimate, plainFunction, plainResults, plainRunAt, plainValue, type PlainValue, type Scope } from './plain-values.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { slotExpr } from './slots.ts';
import { forEachStep, someExpr } from './walk.ts';
import { awaitsEvent } from './event-waits.ts';

export interface Wait {
  /** Milliseconds; `undefined`: some time that cannot be told. */
  ms: number | undefined;
  /** Of a time that cannot be told: a number by which it compares to the waits before and after it. */
  about?: number;
  /** Something that cannot be told may make it less. */
  limited?: true;
  /** Chance has a part in it: jitter. */
  random?: true;
}

const SOME: Wait = { ms: undefined };
/** Helpers that call helpers: followed this deep. */
const DEEPEST = 4;

/** The wait of an expression that is awaited (or returned); nothing when it does not wait for a timer. */
export function waitOf(program: Program, scope: Scope, expr: Expr, depth = 0): Wait | undefined {
  if (depth > DEEPEST) return undefined;
  if (expr.k === 'awaited') return waitOf(program, scope, expr.of, depth);
  if (expr.k === 'op') return expr.args.map((arg) => waitOf(program, scope, arg, depth + 1)).find((each) => each !== undefined);
  const { module } = scope;
  if (expr.k === 'var') {
    const only = soleOf(module.index.assignments[expr.v]);
    return only && only.function === scope.function ? waitOf(program, scope, only.value, depth + 1) : undefined;
  }
  const call = expr.k === 'result' ? module.index.calls[scope.function]?.[expr.id] : undefined;
  return call && waitOfCall(program, scope, call, depth);
}

export function waitOfCall(program: Program, scope: Scope, call: CallStep, depth = 0): Wait | undefined {
  if (depth > DEEPEST) return undefined;
  if (call.kind === 'new') return ofPromise(program, scope, call);
  const resolved = program.call(scope.module, scope.function, call.id);
  for (const external of resolved?.externals ?? []) {
    const facts = program.link.libraries.symbol(external.package, external.path)?.facts;
    const timer = facts?.effects?.find(({ kind }) => kind === 'timer');
    const isPromise = facts?.fails !== 'never' || facts.callbacks === undefined;
    if (!timer?.delay || !isPromise) continue;
    if (timer.delay.startsWith('=')) return { ms: Number(timer.delay.slice(1)) };
    const placed = slotExpr(program.link, { module: scope.module, function: scope.function, call }, external, timer.delay);
    return placed ? timeOf(program, scope, placed.expr) : SOME;
  }
  const combined = combinator(program, scope, call, depth);
  if (combined) return combined;
  const run = calledRun(program, scope, call, resolved);
  if (!run) return resolved?.functions.some(({ number }) => reachesTimer(program, number)) ? SOME : undefined;
  const number = run.module.functionBase + run.function;
  if (!reachesTimer(program, number)) return undefined;
  const place = program.modules.function(number);
  const inner: Scope = { ...run, given: { args: call.args, scope } };
  let found: Wait | undefined;
  forEachStep(place.fact.body, (step) => {
    if (found) return false;
    if (step.s === 'loop' || step.s === 'function') return false;
    if (step.s === 'call' && (step.awaited || step.fate === 'returned' || step.kind === 'new')) found = waitOfCall(program, plainRunAt(program.link, inner, step.at), step, depth + 1);
    else if (step.s === 'return' && step.value) found = waitOf(program, inner, step.value, depth + 1);
    return undefined;
  });
  return depth === 0 && !found && call.awaited ? SOME : found;
}

/** The call whose promise a chain of calls ends: `pause()` of `pause().catch(ignore)`. */
export function begunBy(scope: Scope, call: CallStep): CallStep {
  const { callee } = call;
  const isChained = callee.k === 'member' && (callee.name === 'catch' || callee.name === 'finally');
  const before = isChained && callee.of.k === 'result' ? scope.module.index.calls[scope.function]?.[callee.of.id] : undefined;
  return before ? begunBy(scope, before) : call;
}

/** The run of the one function that a call calls: also of one that is handed over in options, or kept in a field. */
function calledRun(program: Program, scope: Scope, { callee }: CallStep, resolved: ResolvedCall | undefined): Scope | undefined {
  const [target, ...more] = resolved?.functions ?? [];
  if (!target && resolved?.externals.length === 0) return plainFunction(program.link, scope, callee);
  if (!target || more.length > 0) return undefined;
  const { module, id } = program.modules.function(target.number);
  return { module, function: id, ...calledOn(scope, callee, target.self) };
}

/** `Promise.race([sleep(1000), stopped])`: some wait, if any of them is one. */
function combinator(program: Program, scope: Scope, { callee, args }: CallStep, depth: number): Wait | undefined {
  const isPromise = callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'Promise';
  const [list] = args;
  if (!isPromise || list?.k !== 'array') return undefined;
  return list.items.some((item) => waitOf(program, scope, item, depth + 1) !== undefined) ? SOME : undefined;
}

/** The wait of a call that blocks its thread: `Atomics.wait`, and functions that call it. */
export function blockingWait(program: Program, scope: Scope, call: CallStep): Wait | undefined {
  const resolved = program.call(scope.module, scope.function, call.id);
  if (resolved?.externals.some(isBlocking)) return waitOfCall(program, scope, call);
  if (!resolved?.functions.some(({ number }) => program.summary(number).effects.some(({ symbol }) => symbol === BLOCKING))) return undefined;
  const run = calledRun(program, scope, call, resolved);
  const inner = run && program.calls(run.module, run.function).find(({ externals }) => externals.some(isBlocking));
  return (run && inner && waitOfCall(program, { ...run, given: { args: call.args, scope } }, inner.call)) ?? SOME;
}

const BLOCKING = 'global#Atomics.wait';

function isBlocking({ package: from, path }: { package: string; path: string }): boolean {
  return `${from}#${path}` === BLOCKING;
}

/** An awaited call of which nothing can be seen: it may be anything, a wait too. So may one of the team's that does nothing else. */
export function mayWait(program: Program, scope: Scope, call: CallStep, depth = 0): boolean {
  const resolved = program.call(scope.module, scope.function, call.id);
  if (!resolved) return false;
  if (resolved.functions.length > 0) return depth < DEEPEST && resolved.functions.every(({ number }) => isWaiting(program, number, depth) || awaitsEvent(program, number));
  if (resolved.parameter || resolved.unseen !== undefined || resolved.externals.length === 0) return true;
  return resolved.externals.every(({ package: from, path }) => program.link.libraries.symbol(from, path) === undefined);
}

/** It gives nothing, and awaits what it hands a number that it was handed: `async pause(seconds: number) { await delay(seconds); }`. */
function isWaiting(program: Program, number: number, depth: number): boolean {
  const { module, id, fact } = program.modules.function(number);
  const numbers = new Set(fact.params.flatMap(({ target, type }) => (target.k === 'var' && type?.t === 'keyword' && type.name === 'number' ? [target.v] : [])));
  const isNumber = (arg: Expr): boolean => arg.k === 'var' && numbers.has(arg.v);
  const awaited = fact.body.flatMap((step) => (step.s === 'call' && (step.awaited || step.fate === 'returned') ? [step] : []));
  const [only, ...more] = awaited;
  const givesNothing = (module.index.returns[id] ?? []).every((expr) => only !== undefined && expr.k === 'result' && expr.id === only.id);
  return only !== undefined && more.length === 0 && givesNothing && only.args.some((arg) => someExpr(arg, isNumber)) && mayWait(program, { module, function: id }, only, depth + 1);
}

/** How long a call waits before it runs what it is handed: a helper of the program, or nobody knows what. Nothing when it keeps it. */
export function waitBeforeHanded(program: Program, { call, functions }: ResolvedCall, at: string): Wait | undefined {
  if (functions.length === 0) return isRegistration(call) ? undefined : SOME;
  const waits = functions.map(({ number }): Wait | undefined => {
    if (reachesTimer(program, number)) return SOME;
    const invoked = program.summary(number).invokes.find(({ place }) => place.function === number && at === [place.index, ...place.path].join('.'));
    if (!invoked || isRegistration(invoked.call)) return undefined;
    const { module, id } = program.modules.function(number);
    return module.index.calls[id]?.[invoked.call.id] === invoked.call && program.call(module, id, invoked.call.id)?.parameter ? { ms: 0 } : SOME;
  });
  return waits.find((each) => each?.ms === 0) ?? waits.find((each) => each !== undefined);
}

/** `button.addEventListener('click', …)`: it waits for something else. */
function isRegistration({ callee, args: [event] }: CallStep): boolean {
  return callee.k === 'member' && LISTENING.has(callee.name) && event?.k === 'literal';
}

const LISTENING = new Set(['on', 'once', 'addListener', 'addEventListener', 'prependListener']);

function reachesTimer(program: Program, number: number): boolean {
  return program.summary(number).effects.some(({ kind }) => kind === 'timer');
}

/** `new Promise((resolve) => setTimeout(resolve, ms))`. */
function ofPromise(program: Program, scope: Scope, call: CallStep): Wait | undefined {
  const [executor] = call.args;
  if (call.callee.k !== 'global' || call.callee.name !== 'Promise' || executor?.k !== 'function') return undefined;
  const { module } = scope;
  const inner: Scope = { module, function: executor.function, outer: scope };
  for (const each of program.calls(module, executor.function)) {
    const isTimer = each.externals.some(({ package: from, path }) => from === 'global' && path === 'setTimeout');
    const [, delay] = each.call.args;
    if (isTimer) return delay ? timeOf(program, inner, delay) : { ms: 0 };
    // `setTimeout(ms).then(resolve)`, of `node:timers/promises`.
    const wait = each.functions.length === 0 && each.call.kind !== 'new' && each.handed.every(({ functions }) => functions.length === 0) ? waitOfCall(program, inner, each.call) : undefined;
    if (wait) return wait;
  }
  return undefined;
}

/** The time that an expression says, in milliseconds. */
export function timeOf(program: Program, scope: Scope, expr: Expr): Wait {
  return asWait(plainValue(program.link, scope, expr)) ?? asWait(timeGiven(program, scope, expr)) ?? asWait(plainEstimate(program.link, scope, expr)) ?? SOME;
}

/** `const delay = nextDelay(tries); if (delay === null) throw error;`: whoever waits was given a time, and not the end. */
function timeGiven(program: Program, scope: Scope, expr: Expr): PlainValue | undefined {
  const handed = expr.k === 'var' ? handedIn(scope, expr.v) : undefined;
  if (handed) return timeGiven(program, handed.scope, handed.expr);
  const { module, function: fn } = scope;
  const [only, ...more] = expr.k === 'var' ? (module.index.assignments[expr.v] ?? []) : [];
  const from = only?.value.k === 'awaited' ? only.value.of : only?.value;
  if (!only || more.length > 0 || only.path.length > 0 || only.function !== fn || from?.k !== 'result') return undefined;
  const call = module.index.calls[fn]?.[from.id];
  const run = call && !call.kind ? plainFunction(program.link, scope, call.callee) : undefined;
  if (!call || !run) return undefined;
  const ways = plainResults(program.link, { ...run, given: { args: call.args, scope } }).filter((each) => !each || each.isObject === true || each.env !== undefined || typeof each.value === 'number');
  const [first, ...others] = ways;
  return others.every((each) => each !== undefined && each.value === first?.value) ? first : undefined;
}

/** What a run of a function around was handed for one of its parameters. */
function handedIn(scope: Scope, variable: number): { scope: Scope; expr: Expr } | undefined {
  const owner = scope.module.facts.variables[variable];
  const run = owner?.kind === 'param' ? runOf(scope, owner.function) : undefined;
  const index = (run?.module.facts.functions[run.function]?.params ?? []).findIndex(({ target }) => target.k === 'var' && target.v === variable);
  const expr = run?.given?.args[index];
  return run?.given && expr && expr.k !== 'spread' ? { scope: run.given.scope, expr } : undefined;
}

/** A number of milliseconds as a wait; undefined when it is none. */
export function asWait(found: PlainValue | undefined, unit = 1): Wait | undefined {
  if (typeof found?.value !== 'number' || Number.isNaN(found.value)) return undefined;
  const time = Math.max(0, found.value * unit);
  return { ...(found.guess ? { ms: undefined, about: time } : { ms: time }), ...(found.limited ? { limited: true } : {}), ...(found.random ? { random: true } : {}) };
}

/** One wait after another. */
export function bothWaits(a: Wait, b: Wait): Wait {
  const random = a.random || b.random ? { random: true as const } : {};
  if (a.ms !== undefined && b.ms !== undefined) return { ms: a.ms + b.ms, ...random };
  const [first, second] = [a.ms ?? a.about, b.ms ?? b.about];
  const limited = a.limited || b.limited ? { limited: true as const } : {};
  return { ms: undefined, ...(first === undefined || second === undefined ? {} : { about: first + second }), ...limited, ...random };
}
