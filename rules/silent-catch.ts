import {
  boundNames, defineRule, describeEffect, errorHandlers, exits, forEachStep, innerBodies, insideHandler, locate, mentions, observe, operands, ownRetries, promiseFate, readHandler, rethrow, someExpr, statusOf, witness,
  type EntryPoint, type ErrorHandler, type EvidencePoint, type Handed, type HandlerReading, type LinkedModule, type Program, type ReachedEffect, type RuleFinding,
} from '@dist-lint/graph';
import type { Expr, Severity, Step, TryStep } from '@dist-lint/model';

/**
 * ## What it finds
 *
 * A handler (a catch clause, `.catch(f)`, an error-first callback, an unread `Promise.allSettled`, an
 * unread `error` of a result) that
 * receives the failure of something that matters and tells nobody: it does not throw, reject, return
 * something that says "failed", report, count, write a failure state, nack, or answer with an error status.
 * What matters is found through calls, across files: database writes, messages handed to a queue,
 * acknowledgements, payments, mails, writing requests, file writes.
 *
 * - nothing is told at all: error
 * - it is only logged, and the function then reports success (the job counts as completed, the webhook or
 *   the request is answered with 2xx, `{ success: true }` is returned): error
 * - it is only logged: warning
 *
 * A queue processor that swallows marks its job completed, so the queue's own retries never happen. A
 * webhook handler that answers 2xx after a failure stops the provider's retries.
 *
 * ## Why it is bad
 *
 * The caller goes on as if the work were done. Orders are confirmed that were never stored, mails are
 * counted as sent, retries that would have saved the day never run; somebody finds out weeks later from a
 * customer.
 *
 * ## What to do
 *
 * Let the error pass when the caller can do more about it. Where the handler has to swallow, leave a
 * trace that a machine reads: throw after logging, return a failure the caller has to look at, write the failed
 * state, send the message to a dead-letter queue, count it, tell the error tracker. When losing it is
 * right, say why in a comment inside the handler: the severity drops one step.
 *
 * ## What it misses
 *
 * - Handlers around work that it cannot see: an effect behind a client without a row in the libraries is at most presumed, and
 *   then shown with lower precision or not at all.
 * - What a handler tells through calls it cannot resolve is presumed to be told.
 * - A failure that leaves a variable at its initial value and decides something later.
 * - Handlers that swallow one class of errors and rethrow the rest.
 * - A request whose HTTP method is handed in as a parameter: it is taken for a read.
 * - What a `finally` block tries: it counts as cleaning up, also where it writes a final state.
 * - Work out of sight that is logged where nobody waits for it, such as in a listener.
 * - Floating promises: Node ends the process on an unhandled rejection, so they are not silent.
 */
export const silentCatch = defineRule({
  name: 'silent-catch',
  summary: 'A failure that matters is caught and nobody is told.',
  pillar: 'feedback',
  source: 'Silent Failures',
  severity: 'error',
  precision: 'high',
  scope: 'program',
  exempt: ['scripts', 'migrations'],
  options: {
    allowLogging: {
      type: 'boolean',
      default: false,
      description: 'A log at warn or error is enough, except where success is reported.',
    },
  },

  *find(program, options, modules) {
    for (const module of modules) {
      const kept: { handler: ErrorHandler; verdict: Verdict }[] = [];
      for (const handler of errorHandlers(program, module)) {
        const verdict = judge(program, handler);
        if ('silent' in verdict) {
          if (verdict.unsure) yield { gap: 'presumed-told', module, span: handler.span, message: 'A failure that matters is caught here; what the handler calls is unknown and presumed to tell.' };
          continue;
        }
        if (options.allowLogging && verdict.logged && !verdict.success) continue;
        kept.push({ handler, verdict });
      }
      const caught = new Set(kept.flatMap(({ handler, verdict }) => (handler.form === 'result' ? [] : [verdict.stake.call])));
      for (const { handler, verdict } of kept) {
        if (handler.form === 'result' && handler.call && caught.has(handler.call)) continue; // its rejection and its status are one failure
        yield finding(program, handler, verdict);
      }
    }
  },

  *explain(program, module, line) {
    for (const handler of errorHandlers(program, module)) {
      const { line: first } = locate(module, handler.span);
      const last = handler.attempted?.handler ? locate(module, handler.attempted.handler).endLine : first;
      const start = handler.attempted ? locate(module, handler.attempted).line : first;
      if (line < start || line > last) continue;
      const verdict = judge(program, handler);
      yield `${handler.form} handler at line ${first}: ${'silent' in verdict ? `no finding, ${verdict.silent}` : `${verdict.severity}, ${describeEffect(verdict.stake)}`}`;
      for (const effect of handler.observed()) yield `  can fail into it: ${describeEffect(effect)}${effect.presumed ? ' (presumed)' : ''}`;
    }
  },
});

interface Verdict {
  severity: Severity;
  precision: 'high' | 'medium' | 'low';
  stake: ReachedEffect;
  /** How success is reported although the work failed. */
  success?: Success;
  logged: boolean;
}

interface Success {
  how: 'job' | 'webhook' | 'answer' | 'value' | 'access';
  /** `job of queue 'mail'`, for the message. */
  name: string;
}

export function judge(program: Program, handler: ErrorHandler): Verdict | { silent: string; unsure?: boolean } {
  if (handler.cleaningUp) return { silent: 'it cleans up after another failure' };
  if (handler.form === 'listener') return { silent: 'a listener receives failures nobody awaits' };
  if (isTriedAgain(program, handler)) return { silent: 'it is tried again, and the last failure is not kept' };
  let reading = readHandler(program, handler);
  if (reading.tells) return { silent: 'the failure is told' };
  if (reading.mayTell) {
    const stake = worst(handler.observed());
    return { silent: 'what it calls is presumed to tell', unsure: stake !== undefined && !stake.presumed };
  }
  const opened = failsOpen(program, handler, reading);
  if (opened) return { severity: reading.logs ? 'warning' : 'error', precision: 'high', stake: opened, success: { how: 'access', name: '' }, logged: reading.logs };
  const stake = worst(handler.observed());
  if (!stake) return { silent: 'nothing that matters can fail into it' };
  if (isTelemetry(program, handler, stake)) return { silent: 'it is telemetry that fails' };
  if (onlyAfterFailures(program, handler)) return { silent: 'it runs only in handlers of other failures' };
  if (callerIsTold(program, handler, reading)) return { silent: 'what follows can tell the failure from success' };

  if (stake.logged) reading = { ...reading, logs: true, logsAsError: true }; // told on the way here
  const success = reportsSuccess(program, handler, reading);
  const verdict = { stake, logged: reading.logs, ...(success ? { success } : {}) };
  if (stake.presumed && reading.logs && !success && nobodyWaits(program, handler)) return { silent: 'nobody waits for it, it is logged, and whether anything is at stake is a guess' };
  if (stake.presumed) return { ...verdict, severity: 'warning', precision: success?.how === 'job' ? 'medium' : 'low' };
  const severity: Severity = !reading.logs || success ? 'error' : 'warning';
  const lowered = hasReason(handler) ? lowerOneStep(severity, stake) : severity;
  return { ...verdict, severity: lowered, precision: precisionOf(program, handler, reading, stake, success) };
}

/** What a reader of many of these would bet on: `high` where no team would call it a choice. */
function precisionOf(
  program: Program, handler: ErrorHandler, reading: HandlerReading, stake: ReachedEffect, success: Success | undefined,
): Verdict['precision'] {
  if (stake.kind === 'unlock') return 'medium'; // locks run out by themselves
  if (isMark(program, handler, stake)) return 'medium';
  if (success?.how === 'job' || success?.how === 'webhook') {
    const aside = isSecondary(program, handler) || isOneOfMany(handler) || stake.hops > FAR || (success.how === 'job' && hasReason(handler));
    return aside ? 'medium' : 'high';
  }
  if (handler.form === 'result') return stake.kind === 'db-write' ? 'high' : answersWithBody(handler) ? 'low' : 'medium';
  if (handler.form === 'settled' && (stake.hops > 1 || isSecondary(program, handler))) return 'medium';
  if (inBackground(program, handler) && (reading.logs || handler.form === 'settled')) return 'medium';
  const durable = stake.kind === 'db-write' || stake.kind === 'ack' || stake.effect?.stake === 'payment';
  if (!reading.logs) {
    if (stake.hops > FAR || isRecord(stake) || stake.effect?.operation === 'delete') return 'medium';
    if (durable) return 'high';
    if (hasReason(handler) || isSecondary(program, handler)) return 'medium';
    return stake.kind === 'enqueue' || stake.effect?.stake === 'mail' || (stake.kind === 'file-write' && stake.hops === 0) ? 'high' : 'medium';
  }
  if (!reading.logsAsError) return 'medium'; // whoever wrote it has judged it no error
  // Many teams hold that a log is enough for what can be sent or written again.
  if (!durable || hasReason(handler) || isSecondary(program, handler) || hasAnotherWay(program, handler, reading)) return 'medium';
  if (isRecord(stake) || stake.hops > NEAR || isOneOfMany(handler) || isAttemptOnly(handler)) return 'medium';
  return 'high';
}

/** All that follows the request is reading its answer and returning what it holds: an error's body reaches the caller, too. */
function answersWithBody({ module, function: fn, call }: ErrorHandler): boolean {
  if (!call) return false;
  const results = new Set([call.id]);
  const names: number[] = [];
  const holds = (expr: Expr): boolean => someExpr(expr, (each) => (each.k === 'result' && results.has(each.id)) || (each.k === 'var' && names.includes(each.v)));
  const others: Step[] = [];
  forEachStep(module.facts.functions[fn]?.body ?? [], (step) => {
    if (step.at < call.end && !(step.s !== 'call' && step.end > call.at)) return;
    if (step.s === 'assign' && step.declares && holds(step.value)) names.push(...boundNames(step.to).map(({ variable }) => variable));
    else if (step.s === 'call' && step.callee.k === 'member' && holds(step.callee.of)) results.add(step.id);
    else if (step.s === 'assign' || step.s === 'call' || (step.s === 'return' && !(step.value && holds(step.value)))) others.push(step);
  });
  return others.length === 0 && (module.index.returns[fn] ?? []).some(holds);
}

/** Calls away from the handler: the further, the more else happens on the way, and the less sure it is what was meant to be caught. */
const NEAR = 3;
const FAR = 5;

const MARK = /(^|_)(at|date|time|timestamp|count|views?|hits)$|(At|Date|Time|Timestamp|Count|Views)$|^last_?[A-Z_a-z]+$|seen|viewed/;
const KEY = /^(where|select|include|data|set|\$set|metadata|id|_id|[a-z]+(Id|_id|Key|_key))$/;

/** What is written is only when or how often something was last seen. */
function isMark(program: Program, { module, function: fn }: ErrorHandler, { call }: ReachedEffect): boolean {
  const keys: string[] = [];
  const collect = (expr: Expr): void => {
    if (expr.k !== 'object') return;
    for (const { key, value } of expr.props) {
      if (key === 'where' || key === 'select' || key === 'include') continue;
      if (value.k === 'object') collect(value);
      else if (key !== undefined && !KEY.test(key)) keys.push(key);
    }
  };
  for (const each of chainOf(program, module, fn, call)) for (const arg of each.args) collect(arg);
  return keys.length > 0 && keys.every((key) => MARK.test(key));
}

/** The calls of a fluent chain up to one of them: `update({ … }).where()`. */
function chainOf(program: Program, module: LinkedModule, fn: number, call: ReachedEffect['call']): ReachedEffect['call'][] {
  const { callee } = call;
  const before = callee.k === 'member' && callee.of.k === 'result' ? program.call(module, fn, callee.of.id)?.call : undefined;
  return before ? [...chainOf(program, module, fn, before), call] : [call];
}

/** Steps that have run when control reaches a place, as far as blocks around it tell. */
function stepsBefore(steps: readonly Step[], at: number): Step[] {
  return steps.flatMap((step) => (step.end <= at ? [step] : step.at < at ? innerBodies(step).flatMap((inner) => (contains(inner, at) ? stepsBefore(inner, at) : [])) : []));
}

function stepsAfter(steps: readonly Step[], at: number): Step[] {
  return steps.flatMap((step) => (step.at >= at ? [step] : step.end >= at ? innerBodies(step).flatMap((inner) => (contains(inner, at) ? stepsAfter(inner, at) : [])) : []));
}

function contains(steps: readonly Step[], at: number): boolean {
  const [first] = steps;
  const last = steps.at(-1);
  return first !== undefined && last !== undefined && first.at <= at && at <= last.end;
}

/** After the handler comes another try at it, or the handler leaves early and what would follow does not happen. */
function hasAnotherWay(program: Program, { module, function: fn, attempted }: ErrorHandler, reading: HandlerReading): boolean {
  if (!attempted) return false;
  const after = stepsAfter(module.facts.functions[fn]?.body ?? [], attempted.end);
  const follows = observe(program, module, fn, after).effects.some((effect) => isStake(effect) && !effect.presumed);
  return follows && (reading.exits.some(({ how }) => how === 'return') || reading.exits.every(({ how }) => how === 'end'));
}

/** The function has done what matters before it tries: the rest is best effort by decision. */
function isSecondary(program: Program, { module, function: fn, attempted, call }: ErrorHandler): boolean {
  const from = attempted?.at ?? call?.at ?? 0;
  const before = stepsBefore(module.facts.functions[fn]?.body ?? [], from);
  return observe(program, module, fn, before).effects.some((effect) => isStake(effect) && !effect.presumed && (effect.escapes || effect.kind === 'ack'));
}

/** The whole function is the attempt and returns nothing: who calls it wants it tried, no more. */
function isAttemptOnly({ module, function: fn, attempted }: ErrorHandler): boolean {
  const body = (module.facts.functions[fn]?.body ?? []).filter((step) => step.s !== 'function');
  const at = body.findIndex((step) => step === attempted);
  return at >= 0 && at === body.length - 1 && (module.index.returns[fn] ?? []).length === 0 && body.slice(0, at).filter((step) => step.s === 'call').length <= 2;
}

/** A record about the work, and not the work: audit trails, activity feeds, last-used marks. */
function isRecord({ target }: ReachedEffect): boolean {
  return /audit|activit|histor|log(s|ging)?$|event(s|log)?$|lastUsed|detail/i.test(target);
}

/** Nobody waits for it: `save().catch(log)`, `waitUntil((async () => { … })())`. That has been decided not to matter to the caller. */
function inBackground(program: Program, { form, module, function: fn, call }: ErrorHandler): boolean {
  if (form === 'rejection' && call !== undefined && promiseFate(program, module, fn, call).floating) return true;
  const fact = module.facts.functions[fn];
  if (fact?.immediate) {
    const invocation = (module.index.calls[fact.parent] ?? []).find((each) => each?.callee.k === 'function' && each.callee.function === fn);
    return invocation !== undefined && !invocation.awaited && invocation.fate !== 'returned';
  }
  return runsLater(program, module, fn, (role) => role === undefined);
}

/** A call hands it to something that runs it afterwards, and not as an entry point of a kind whose return somebody looks at. */
function runsLater(program: Program, module: LinkedModule, fn: number, mayBe: (role: EntryPoint['role'] | undefined) => boolean): boolean {
  const passed = module.index.passedTo[fn];
  const isIt = (each: Handed): boolean => each.row?.runs === 'later' && mayBe(each.row.role) && each.functions.some(({ number }) => number === module.functionBase + fn);
  const calls = passed ? [program.call(module, passed.function, passed.call.id)] : module.facts.functions.flatMap((_, from) => program.calls(module, from));
  return calls.some((call) => call?.handed.some(isIt));
}

/** The same, or it listens to an event or a timer: where somebody waits, a guess at what matters is worth showing. */
function nobodyWaits(program: Program, handler: ErrorHandler): boolean {
  return inBackground(program, handler) || runsLater(program, handler.module, handler.function, (role) => role === undefined || role === 'event' || role === 'timer');
}

/** A loop that logs and takes the next item has decided that one bad item is no reason to stop. */
function isOneOfMany({ module, function: fn, span }: ErrorHandler): boolean {
  return insideLoop(module.facts.functions[fn]?.body ?? [], span.at) || EACH.has(calleeName(module, fn));
}

const EACH = new Set(['map', 'forEach', 'flatMap']);

function calleeName(module: LinkedModule, fn: number): string {
  const callee = module.index.passedTo[fn]?.call.callee;
  return callee?.k === 'member' ? callee.name : '';
}

function insideLoop(steps: readonly Step[], at: number): boolean {
  return steps.some((step) => at >= step.at && at < step.end && (step.s === 'loop' || innerBodies(step).some((inner) => insideLoop(inner, at))));
}

function lowerOneStep(severity: Severity, stake: ReachedEffect): Severity {
  if (severity === 'error') return 'warning';
  return stake.kind === 'db-write' || stake.kind === 'ack' ? 'warning' : 'info';
}

/** Kinds at stake, the worst first. */
const STAKES: readonly ReachedEffect['kind'][] = ['ack', 'db-write', 'enqueue', 'network', 'file-write', 'unlock', 'unseen'];

/** The worst thing that can fail into a handler: what is certain before what is presumed, payments first. */
function worst(observed: readonly ReachedEffect[]): ReachedEffect | undefined {
  return observed
    .filter(isStake)
    .sort((a, b) => Number(a.presumed) - Number(b.presumed) || rank(a) - rank(b) || a.hops - b.hops || a.call.at - b.call.at)[0];
}

/** Telling about the system is not its work: nobody should fail because a metric did. */
const TELEMETRY = /telemetr|analytic|metrics?\b|tracker|posthog|segment|sentry|usage-?report/i;

function isTelemetry(program: Program, handler: ErrorHandler, stake: ReachedEffect): boolean {
  const { module, function: fn } = handler;
  const names = [module.path, module.facts.functions[fn]?.name ?? ''];
  if (stake.kind !== 'db-write') names.push(stake.target, stake.symbol); // a table of usage is business
  if (stake.via !== undefined) names.push(program.modules.function(stake.via).fact.name);
  return names.some((name) => TELEMETRY.test(name.replace(/([a-z])([A-Z])/g, '$1-$2')));
}

/** Every call of the function stands in a handler: it is part of telling, or of cleaning up. */
function onlyAfterFailures(program: Program, { module, function: fn }: ErrorHandler): boolean {
  const callers = program.callers(module.functionBase + fn);
  return callers.length > 0 && callers.every((caller) => insideHandler(caller.module.facts.functions[caller.function]?.body ?? [], caller.resolved.call.at));
}

/** Ending, closing, letting go: there is little to do about a failure of it. */
const CLEANUP = /^(close|quit|end|destroy|disconnect|dispose|abort|release|stop|shutdown|shutDown|unsubscribe|unlink|kill|terminate|teardown|cleanup|cleanUp|unlock|flush)(All|Sync|Connection|Connections)?$/;

/** Reading what an answer holds: the request is over, and nothing is changed by it. */
const BODY = /^(json|text|arrayBuffer|blob|bytes|formData)$/;

function isStake({ kind, method, effect, call }: ReachedEffect): boolean {
  const writes = kind === 'db-write' || kind === 'enqueue' || kind === 'ack' || effect?.stake === 'payment';
  if (!writes && call.callee.k === 'member' && CLEANUP.test(call.callee.name)) return false;
  if (kind === 'unseen' && call.callee.k === 'member' && BODY.test(call.callee.name)) return false;
  if (kind === 'file-write') return effect?.operation === undefined; // content, and not a folder or attributes
  if (kind !== 'network') return STAKES.includes(kind);
  return effect?.stake === 'payment' || effect?.stake === 'mail' || effect?.stake === 'webhook' || WRITING.has(method);
}

const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

function rank({ kind, effect }: ReachedEffect): number {
  return effect?.stake === 'payment' ? -1 : STAKES.indexOf(kind);
}

/**
 * The function goes on after the handler and looks at what the attempt should have left, or its callers
 * look at what it returns.
 */
function callerIsTold(program: Program, handler: ErrorHandler, reading: HandlerReading): boolean {
  const { module, attempted } = handler;
  if (handler.form === 'settled' || handler.form === 'result') return false;
  if (handler.form === 'rejection') return resultIsRead(program, handler);
  if (attempted && leavesTrace(module, handler.function, attempted)) return true;
  if (attempted && reading.exits.some(({ how }) => how === 'end') && absenceIsTold(program, handler)) return true;
  if (jobOf(program, handler)) return false; // the queue does not look at what is returned
  return defaultIsTold(program, handler, defaultsOf(handler, reading));
}

/** What the handler returns, or what is returned right after it where the attempt never gets that far: `try { …; return true } catch {} return false`. */
function defaultsOf({ module, function: fn, attempted }: ErrorHandler, { exits: ways }: HandlerReading): Expr[] {
  const returned = ways.flatMap(({ step }) => (step?.s === 'return' && step.value ? [step.value] : []));
  if (!attempted || !ways.some(({ how }) => how === 'end') || exits(attempted.body, () => 0).some(({ how }) => how === 'end')) return returned;
  const [next] = stepsAfter(module.facts.functions[fn]?.body ?? [], attempted.end);
  return next?.s === 'return' && next.value ? [...returned, next.value] : returned;
}

/** A retry: the failure leads to another attempt, and the last one goes out. */
function isTriedAgain(program: Program, { module, function: fn, attempted }: ErrorHandler): boolean {
  if (!attempted) return false;
  return ownRetries(program, module, fn).some(({ attempts, escapes, goesOn }) => escapes && !goesOn && attempts.some(({ at }) => attempted.body.some((step) => at >= step.at && at < step.end)));
}

/** The attempt assigns a variable from outside, and what comes after looks at it. */
function leavesTrace(module: LinkedModule, fn: number, attempted: TryStep): boolean {
  const body = module.facts.functions[fn]?.body ?? [];
  const left = attempted.body.flatMap((step) =>
    step.s === 'assign' && !step.declares && step.to.k === 'var' && module.facts.variables[step.to.v]?.function === fn ? [step.to.v] : [],
  );
  if (left.length === 0) return false;
  let read = false;
  forEachStep(body, (step) => {
    if (step.at >= attempted.end || (step.end > attempted.end && step.s === 'loop')) read ||= operands(step).some((operand) => mentions(operand, left));
  });
  return read;
}

/** Success returns something, the handler nothing, and a caller tests what it gets: `if (!chat) …`. */
function absenceIsTold(program: Program, { module, function: fn }: ErrorHandler): boolean {
  if ((module.index.returns[fn] ?? []).length === 0) return false;
  return program.callers(module.functionBase + fn).some(({ module: from, function: caller, resolved }) => {
    const kept: number[] = [];
    let tested = false;
    forEachStep(from.facts.functions[caller]?.body ?? [], (step) => {
      if (step.s === 'assign' && step.value.k === 'result' && step.value.id === resolved.call.id) kept.push(...boundNames(step.to).map(({ variable }) => variable));
      if (step.s === 'if') tested ||= mentions(step.test, kept) || someExpr(step.test, (expr) => expr.k === 'result' && expr.id === resolved.call.id);
    });
    return tested;
  });
}

/** `const x = await f().catch(() => null)`: the name is there to be looked at. */
function resultIsRead(program: Program, handler: ErrorHandler): boolean {
  const { call, module } = handler;
  if (!call) return false;
  const own = program.call(module, handler.function, call.id);
  if (!own) return false;
  const { final } = promiseFate(program, module, handler.function, call);
  if (final.fate === undefined) return true;
  return final.fate === 'returned' && readHandler(program, handler).exits.some(({ step }) => step?.s === 'return' && step.value && step.value.k !== 'object');
}

/**
 * What access is decided on could not be read, and a default that may grant it takes its place: in a guard,
 * or in a function a guard calls.
 */
function failsOpen(program: Program, { module, function: fn, observed, form }: ErrorHandler, reading: HandlerReading): ReachedEffect | undefined {
  if (form !== 'catch' || !reading.exits.some(({ step }) => step?.s === 'return' && step.value && mayGrant(step.value))) return undefined;
  const isGuard = (number: number): boolean => program.entryPointsOf(number).some(({ role, onReturn }) => role === 'middleware' && onReturn === 'decide');
  const number = module.functionBase + fn;
  const guarded = isGuard(number) || program.callers(number).some((caller) => isGuard(caller.module.functionBase + caller.function));
  return guarded ? observed().find(({ kind, presumed }) => !presumed && READS.has(kind)) : undefined;
}

const READS: ReadonlySet<ReachedEffect['kind']> = new Set(['network', 'db-read', 'cache-read']);

/** Anything but nothing: `false`, `null`, an empty list grant no access. */
function mayGrant(value: Expr): boolean {
  if (value.k === 'literal') return value.value === true;
  if (value.k === 'array') return value.items.length > 0;
  return value.k === 'var' || (value.k === 'member' && !/^(none|left|empty|nothing|denied)$/i.test(value.name));
}

/** Success returns something else, and somebody who calls it uses the result. Nobody in sight is presumed to. */
function defaultIsTold(program: Program, { module, function: fn }: ErrorHandler, returned: readonly Expr[]): boolean {
  if (returned.length === 0) return false;
  const told = new Set(returned.map(shape));
  const success = (module.index.returns[fn] ?? []).filter((value) => !told.has(shape(value)));
  if (success.length === 0 || returned.every((value) => value.k === 'global' && value.name === 'undefined')) return false;
  const callers = program.callers(module.functionBase + fn);
  return callers.length === 0 || callers.some(({ resolved }) => resolved.call.fate !== 'dropped');
}

/** An expression without its place. */
function shape(value: Expr): string {
  return JSON.stringify(value, (key, inner: unknown) => (key === 'at' ? undefined : inner));
}

function reportsSuccess(program: Program, handler: ErrorHandler, reading: HandlerReading): Success | undefined {
  const { module, function: fn } = handler;
  const entries = entriesOf(program, handler);
  const job = jobOf(program, handler);
  if (job) return { how: 'job', name: jobName(job) };
  const route = entries.find((entry) => entry.role === 'route' || entry.role === 'serverless');
  if (route && isWebhook(program, handler, route) && (reading.answersWell || answersWellAfter(program, handler))) {
    return { how: 'webhook', name: route.name };
  }
  if (reading.answersWell) return { how: 'answer', name: module.facts.functions[fn]?.name ?? '' };
  if (returnsSuccess(handler, reading)) return { how: 'value', name: module.facts.functions[fn]?.name ?? '' };
  return undefined;
}

function entriesOf(program: Program, { module, function: fn }: ErrorHandler): readonly EntryPoint[] {
  return program.entryPointsOf(module.functionBase + fn);
}

/** The function is a processor whose returning normally marks its job completed. */
function jobOf(program: Program, handler: ErrorHandler): EntryPoint | undefined {
  return entriesOf(program, handler).find((entry) => entry.role === 'consumer' && entry.onReturn === 'ack' && entry.onThrow === 'retry');
}

function jobName(entry: EntryPoint): string {
  return entry.name === '' ? `the ${entry.library} job` : `the job of queue '${entry.name}'`;
}

function isWebhook(program: Program, handler: ErrorHandler, route: EntryPoint): boolean {
  if (/web-?hooks?\b/i.test(route.name)) return true;
  return program.calls(handler.module, handler.function).some(({ externals }) =>
    externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.webhook),
  );
}

/** After the handler the route answers without an error status. */
function answersWellAfter(program: Program, handler: ErrorHandler): boolean {
  const { module, function: fn, attempted } = handler;
  if (!attempted) return false;
  return program.calls(module, fn).some(({ call, externals }) => {
    if (call.at < attempted.end) return false;
    const effects = externals.flatMap((each) => program.link.libraries.symbol(each.package, each.path)?.facts.effects ?? []);
    return effects.some((effect) => effect.kind === 'respond' && (statusOf(program, module, fn, call, effect) ?? 200) < 400);
  });
}

/** The handler, or what follows it, returns `true` or an object with something that is `true`. */
function returnsSuccess({ attempted, module, function: fn }: ErrorHandler, reading: HandlerReading): boolean {
  const returned = reading.exits.flatMap(({ step }) => (step?.s === 'return' && step.value ? [step.value] : []));
  if (attempted && reading.exits.some(({ how }) => how === 'end')) {
    for (const step of module.facts.functions[fn]?.body ?? []) if (step.s === 'return' && step.value && step.at > attempted.end) returned.push(step.value);
  }
  const isTrue = (value: Expr): boolean => value.k === 'literal' && value.value === true;
  return returned.some((value) => isTrue(value) || (value.k === 'object' && value.props.some((prop) => isTrue(prop.value))));
}

/** Words inside or beside the handler. */
function hasReason({ bodyModule, bodyFunction, attempted, form }: ErrorHandler): boolean {
  const span = form === 'catch' ? attempted?.handler : bodyModule.facts.functions[bodyFunction];
  if (!span) return false;
  return bodyModule.facts.comments.some(
    // Inside the handler, above a catch within its try, or on the line above `.catch`.
    ({ kind, at, end, text }) => kind === 'handler' && at >= Math.max(span.at - 200, attempted?.at ?? 0) && end <= span.end && /[a-z]{3,}\s+[a-z]{2,}/i.test(text),
  );
}

function finding(program: Program, handler: ErrorHandler, verdict: Verdict): RuleFinding {
  const { module, function: fn, span } = handler;
  const { stake, success, logged } = verdict;
  const again = rethrow(handler);
  const symbol = module.facts.functions[fn]?.name ?? '';
  const who = symbol === '' || fn === 0 ? 'This module' : `'${symbol}'`;
  const what = `${describeEffect(stake)} fails`;
  return {
    module,
    span,
    severity: verdict.severity,
    precision: verdict.precision,
    message: `${who} ${logged ? 'only logs it' : 'tells nobody'} when ${what}${consequence(success)}.`,
    anchor: `${stake.kind} ${stake.target}`,
    path: [
      ...witness(program, module, fn, stake),
      { module: handler.bodyModule, span: handlerSpan(handler), message: logged ? 'the failure is logged here and goes no further' : 'the failure ends here' },
      ...successEvidence(program, handler, success),
    ],
    data: { form: handler.form, stake: stake.kind, target: stake.target, logged, ...(success ? { success: success.how } : {}) },
    ...(again ? { suggestions: [again] } : {}),
  };
}

function consequence(success: Success | undefined): string {
  switch (success?.how) {
    case 'job':
      return `; ${success.name} then counts as completed and is never retried`;
    case 'webhook':
      return `; '${success.name}' still answers with success, so the sender never tries again`;
    case 'answer':
      return ' and answers the request with success';
    case 'value':
      return ' and returns success';
    case 'access':
      return '; access is then decided on a default';
    default:
      return '; its callers go on as if it had succeeded';
  }
}

function handlerSpan(handler: ErrorHandler): { at: number; end: number } {
  if (handler.form === 'catch') return handler.span;
  const fact = handler.bodyModule.facts.functions[handler.bodyFunction];
  return handler.form === 'settled' || handler.form === 'result' || !fact ? handler.span : { at: fact.at, end: Math.min(fact.end, fact.at + 1) };
}

function successEvidence(program: Program, handler: ErrorHandler, success: Success | undefined): EvidencePoint[] {
  if (success?.how !== 'job' && success?.how !== 'webhook') return [];
  const number = handler.module.functionBase + handler.function;
  const [entry] = program.entryPointsOf(number);
  return entry
    ? [{ module: entry.module, span: { at: entry.at, end: Math.min(entry.end, entry.at + 1) }, message: success.how === 'job' ? 'returning normally marks the job completed' : 'registered here' }]
    : [];
}
