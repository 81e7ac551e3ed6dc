/**
 * Retries that are written out: the same call once more where its failure is handled.
 *
 * `try { await send(mail); } catch { await send(mail); }`, `send(mail).catch(() => send(mail))`, and
 * `let answer = await ask(); if (!answer.ok) answer = await ask();`. What does other work in between mends something,
 * signs in again or goes another way, and is no retry.
 */
import { groupBy, type CallStep, type Expr, type IfStep, type Step, type TryStep } from '@dist-lint/model';
import type { Course } from './attempt-run.ts';
import { TELLING } from './attempt-steps.ts';
import { isAttempted } from './attempted-calls.ts';
import type { Program } from './link.ts';
import { callBehind } from './made-of.ts';
import type { OwnRetry } from './own-retry.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { promiseFate } from './promises.ts';
import { spanOf } from './retry-candidates.ts';
import { isChangedIn, isSameCall, rootOf, usedBy, type CallIn } from './same-call.ts';
import { logLevel } from './log-level.ts';
import { mayThrow } from './summaries.ts';
import { awaitedBy, boundNames, forEachStep, innerBodies, someExpr, someStep, triesAround } from './walk.ts';
import { bothWaits, waitOf, type Wait } from './waits.ts';
import { isWork } from './work.ts';

interface Second {
  first: CallStep;
  again: CallIn;
  /** What is done where the first attempt has failed. */
  handler: readonly Step[];
  /** Only failures of a kind lead there. */
  isChosen?: boolean;
}

export function secondAttempts(program: Program, module: LinkedModule, fn: number): OwnRetry[] {
  const body = module.facts.functions[fn]?.body ?? [];
  const found = [...inHandlers(program, module, fn, body), ...afterTests(program, module, fn, body)];
  // Of one handler, everything that is attempted once more is attempted together.
  return [...groupBy(found, ({ handler }) => handler).values()].map((seconds): OwnRetry => {
    const [{ first, again, handler, isChosen }] = seconds;
    const wait = waitBefore(program, { module, function: again.function }, handler, again.call);
    const isNarrow = isChosen === true || isConditional(handler, again.call.at);
    const course: Course = { attempts: 2, bound: 'count', waits: [wait], isLookedAt: true, ends: 'throw', ...(isNarrow ? { narrow: 'some' as const } : {}) };
    const tries = again.function === fn ? triesAround(body, again.call.at) : [];
    return {
      form: 'again', module, function: fn, span: spanOf(first), attempts: seconds.map((each) => each.first),
      escapes: tries.every((step) => !step.handler || mayThrow(program, module, fn, step.handler.body)) && promiseFate(program, module, again.function, again.call).handlers.length === 0,
      course: () => course,
    };
  });
}

/** In the handler of a `try`, or of a promise. */
function inHandlers(program: Program, module: LinkedModule, fn: number, body: readonly Step[]): Second[] {
  const found: Second[] = [];
  forEachStep(body, (step) => {
    if (step.s === 'try' && step.handler) found.push(...inHandler(program, module, fn, step, step.handler.body));
    if (step.s !== 'call' || step.callee.k !== 'member' || step.callee.name !== 'catch') return;
    const first = callBehind(module, fn, step.callee.of);
    const [given] = step.args;
    if (!first || given?.k !== 'function') return;
    const handler = module.facts.functions[given.function]?.body ?? [];
    const again = twin(program, module, { call: first, function: fn }, given.function, handler);
    if (again) found.push({ first, again, handler });
  });
  return found;
}

/** What is awaited first is attempted again whatever fails; what comes later may never have been attempted. */
function inHandler(program: Program, module: LinkedModule, fn: number, { body }: TryStep, handler: readonly Step[]): Second[] {
  const awaited: CallStep[] = [];
  forEachStep(body, (step) => {
    if (step.s === 'call' && isWaitedFor(program, module, fn, step)) awaited.push(step);
    return step.s === 'block';
  });
  const first = awaited.find((call, index) => !awaited.slice(index + 1).some((each) => isPart(each, call)));
  // Something may fail in a branch before it is come to.
  if (!first || body.some((step) => step.at < first.at && innerBodies(step).some((inner) => mayFail(inner)))) return [];
  const again = twin(program, module, { call: first, function: fn }, fn, handler);
  return again ? [{ first, again, handler }] : [];
}

function mayFail(steps: readonly Step[]): boolean {
  return steps.some((step) => step.s === 'await' || step.s === 'throw' || (step.s === 'call' && step.awaited === true) || innerBodies(step).some(mayFail));
}

/** `if (!answer.ok) answer = await ask();`, where the test looks at what the first attempt gave. */
function afterTests(program: Program, module: LinkedModule, fn: number, body: readonly Step[]): Second[] {
  const found: Second[] = [];
  const inOrder = (steps: readonly Step[]): void => {
    steps.forEach((step, index) => {
      if (step.s === 'loop') return;
      if (step.s === 'if' && step.kind === 'if') found.push(...afterTest(program, module, fn, steps.slice(0, index), step));
      innerBodies(step).forEach(inOrder);
    });
  };
  inOrder(body);
  return found;
}

function afterTest(program: Program, module: LinkedModule, fn: number, before: readonly Step[], { test, then, at }: IfStep): Second[] {
  for (const step of then) {
    if (step.s !== 'assign' || step.declares || step.op !== '=') continue;
    const call = callOf(module, fn, step.value);
    if (!call?.awaited) continue;
    const names = boundNames(step.to).map(({ variable }) => variable);
    const made = before.findLast((each) => each.s === 'assign' && callOf(module, fn, each.value) !== undefined && names.length > 0 && boundNames(each.to).map(({ variable }) => variable).join() === names.join());
    const first = made?.s === 'assign' ? callOf(module, fn, made.value) : undefined;
    if (!first?.awaited || !made || !isAttempted(program, module, fn, first)) continue;
    const between = before.filter((each) => each.at > made.at && each.at < at);
    const again = twin(program, module, { call: first, function: fn }, fn, then);
    if (again?.call !== call || isChangedIn(module, again, between)) continue;
    const isOf = (expr: Expr): boolean => expr.k === 'var' && names.includes(expr.v);
    const tells = someExpr(test, (each) => (each.k === 'member' && TELLING.test(each.name) && isOf(each.of)) || (isOf(each) && TELLING.test(nameOf(module, each))));
    // What is not there yet is given a time; who waits to be told of it polls.
    const isAwaited = someExpr(test, isOf) && (waitBefore(program, { module, function: fn }, then, call).ms ?? 0) > 0;
    if (tells || isAwaited) return [{ first, again, handler: then, isChosen: !tells }];
  }
  return [];
}

function nameOf(module: LinkedModule, expr: Expr): string {
  return expr.k === 'var' ? (module.facts.variables[expr.v]?.name ?? '') : '';
}

function callOf(module: LinkedModule, fn: number, value: Expr): CallStep | undefined {
  return value.k === 'awaited' ? callOf(module, fn, value.of) : callBehind(module, fn, value);
}

/** Its failure comes to what stands around it. */
function isWaitedFor(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  return (call.awaited === true || promiseFate(program, module, fn, call).final.awaited === true) && isAttempted(program, module, fn, call);
}

/** The same call in a handler, with no other work before it. */
function twin(program: Program, module: LinkedModule, first: CallIn, fn: number, handler: readonly Step[]): CallIn | undefined {
  if (!isAttempted(program, module, first.function, first.call)) return undefined;
  let found: CallStep | undefined;
  const before: CallStep[] = [];
  forEachStep(handler, (step) => {
    if (found || step.s === 'loop') return false;
    if (step.s !== 'call') return true;
    if (isSameCall(module, first, { call: step, function: fn })) found = step;
    else before.push(step);
    return true;
  });
  const again = found && { call: found, function: fn };
  if (!again || isChangedIn(module, again, handler.filter(({ at }) => at < again.call.at))) return undefined;
  const used = usedBy(module, first.function, first.call);
  return before.every((call) => isPart(again.call, call) || isIdle(program, module, fn, call, used) || isAsked(program, module, fn, call, handler)) ? again : undefined;
}

/** It makes what the call is given. */
function isPart(of: CallStep, call: CallStep): boolean {
  return call.at >= of.at && call.end <= of.end;
}

/** A test asks what it says of the failure. */
function isAsked(program: Program, module: LinkedModule, fn: number, call: CallStep, handler: readonly Step[]): boolean {
  const { functions = [] } = program.call(module, fn, call.id) ?? {};
  if (call.awaited || functions.some(({ number }) => program.summary(number).effects.some(isWork))) return false;
  return someStep(handler, (step) => step.s === 'if' && someExpr(step.test, (each) => each.k === 'result' && each.id === call.id));
}

/** It waits, tells, or computes: nothing that the next attempt could find changed. */
function isIdle(program: Program, module: LinkedModule, fn: number, call: CallStep, used: ReadonlySet<string>): boolean {
  const resolved = program.call(module, fn, call.id);
  if (!resolved) return false;
  if (waitOf(program, { module, function: fn }, { k: 'result', id: call.id }) !== undefined || logLevel(program, module, resolved) !== undefined) return true;
  const { externals, functions, unseen } = resolved;
  if (call.awaited || unseen !== undefined || functions.length > 0 || externals.length === 0) return false;
  if (call.callee.k === 'member' && used.has(rootOf(call.callee.of))) return false;
  return externals.every(({ package: from, path }) => {
    const facts = program.link.libraries.symbol(from, path)?.facts;
    return facts !== undefined && (facts.effects ?? []).every(({ kind }) => kind === 'log' || kind === 'report' || kind === 'metric' || kind === 'timer');
  });
}

/** How long is waited between the first attempt and the next; `{ ms: 0 }` when it is made at once. */
function waitBefore(program: Program, scope: Scope, handler: readonly Step[], again: CallStep): Wait {
  let wait: Wait = { ms: 0 };
  forEachStep(handler, (step) => {
    if (step.at >= again.at) return false;
    const isWay = innerBodies(step).length === 0 || (again.at >= step.at && again.end <= step.end);
    if (!isWay) return false;
    const of = awaitedBy(step);
    const more = of && waitOf(program, scope, of);
    if (more) wait = bothWaits(wait, more);
    return true;
  });
  return wait;
}

/** Some test decides whether it is attempted again. */
function isConditional(handler: readonly Step[], at: number): boolean {
  return handler.some((step) => {
    if (step.at >= at) return false;
    if (step.s === 'if' || step.s === 'switch') return step.end > at || leavesSome(step);
    return step.end > at && innerBodies(step).some((inner) => isConditional(inner, at));
  });
}

function leavesSome(step: Step): boolean {
  return innerBodies(step).some((inner) => inner.some((each) => each.s === 'return' || each.s === 'throw' || leavesSome(each)));
}
