/**
 * Requests that a client's own interceptor sends again: `client.interceptors.response.use(undefined, async (error) => { …
 * return client(error.config); })`.
 *
 * What fails comes to the interceptor, and what that sends comes to it again when it goes through the same client. The
 * count lies in the request's configuration, which is the same object each time.
 */
import type { CallStep, Expr, Span, Step } from '@dist-lint/model';
import { attemptRun, type Course } from './attempt-run.ts';
import { thingsOf } from './given-retries.ts';
import type { Program } from './link.ts';
import { once } from './once.ts';
import type { OwnRetry } from './own-retry.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { spanOf } from './retry-candidates.ts';
import { spellExpr } from './summaries.ts';
import type { Memo } from './tracking.ts';
import { awaitedBy, boundNames, forEachStep, innerBodies } from './walk.ts';
import type { ExternalValue } from './values.ts';
import { waitOf } from './waits.ts';

export function interceptedRequests(program: Program, module: LinkedModule, fn: number): OwnRetry[] {
  const registered = interceptorsIn(program, module).get(fn);
  const fact = module.facts.functions[fn];
  const error = fact?.params[0]?.target;
  if (!registered || !fact || error?.k !== 'var') return [];
  const kept = configurations(fact.body, error.v);
  const found: OwnRetry[] = [];
  forEachStep(fact.body, (step) => {
    if (step.s !== 'call' || !sendsAgain(program, module, fn, step, kept, error.v) || mends(program, { module, function: fn }, fact.body, step)) return;
    const client = clientOf(step.callee);
    const [own, other] = [thingsOf(program, registered.scope, registered.client), thingsOf(program, { module, function: fn }, client)];
    const isSame = own.length > 0 && other.length > 0 ? own.some((each) => other.includes(each)) : spellExpr(module, client) === spellExpr(module, registered.client);
    if (!isSame) return; // nobody intercepts what another client sends
    const courseIn = (scope: Scope): Course => attemptRun(program, {
      steps: fact.body, scope, how: 'throw', isAttempt: (call) => call === step, again: module.functionBase + fn,
      intercepted: { kept, failures: new Set([error.v]) },
    });
    const course = courseIn({ module, function: fn });
    if (course.attempts === 1) return;
    found.push({ form: 'event', module, function: fn, span: spanOf(step), escapes: true, attempts: [step], course: () => course });
  });
  return found.slice(0, 1);
}

interface Interceptor {
  /** What it was put on. */
  client: Expr;
  scope: Scope;
}

/** The functions of a module that are told of failed requests, by FunctionId. */
function interceptorsIn(program: Program, module: LinkedModule): ReadonlyMap<number, Interceptor> {
  const memo = memoOf(program);
  return memo.get(module, '') ?? memo.fill(module, '', new Map(), () => {
    const found = new Map<number, Interceptor>();
    module.index.calls.forEach((calls, fn) => calls.forEach((call) => {
      const client = call && interceptedClient(call);
      if (!client) return;
      for (const { at, functions } of program.call(module, fn, call.id)?.handed ?? []) {
        if (at === '1') for (const { number } of functions) found.set(number - module.functionBase, { client, scope: { module, function: fn } });
      }
    }));
    return found;
  });
}

const memoOf = once((program: Program): Memo<'', ReadonlyMap<number, Interceptor>> => program.tracker.memo());

function interceptedClient({ callee }: CallStep): Expr | undefined {
  if (callee.k !== 'member' || callee.name !== 'use' || callee.of.k !== 'member' || callee.of.name !== 'response' || callee.of.of.k !== 'member') return undefined;
  return callee.of.of.name === 'interceptors' ? callee.of.of.of : undefined;
}

/** Variables that hold the configuration of the request that has failed. */
function configurations(body: readonly Step[], error: number): ReadonlySet<number> {
  const found = new Set<number>();
  forEachStep(body, (step) => {
    if (step.s !== 'assign' || !step.declares) return;
    for (const { variable, path } of boundNames(step.to)) if (isConfiguration(path.reduce<Expr>((of, name) => ({ k: 'member', of, name }), step.value), error)) found.add(variable);
  });
  return found;
}

function isConfiguration(expr: Expr, error: number): boolean {
  return expr.k === 'member' && expr.name === 'config' && expr.of.k === 'var' && expr.of.v === error;
}

function sendsAgain(program: Program, module: LinkedModule, fn: number, call: CallStep, kept: ReadonlySet<number>, error: number): boolean {
  const [config] = call.args;
  if (!config || !(call.awaited || call.fate === 'returned') || !((config.k === 'var' && kept.has(config.v)) || isConfiguration(config, error))) return false;
  return program.call(module, fn, call.id)?.externals.some((external) => takesRequest(program, external)) === true;
}

/** What it asks for is said in its first argument alone, which is a whole request. */
function takesRequest(program: Program, { package: from, path }: ExternalValue): boolean {
  return program.link.libraries.symbol(from, path)?.facts.effects?.some(({ kind, target }) => kind === 'network' && target?.startsWith('0.') === true) === true;
}

/** `client` of `client(config)` and of `client.request(config)`. */
function clientOf(callee: Expr): Expr {
  return callee.k === 'member' && callee.name === 'request' ? callee.of : callee;
}

/** Something else is waited for on the way: it signs in again, as a rule. */
function mends(program: Program, scope: Scope, body: readonly Step[], { at, end }: Span): boolean {
  return body.some((step) => {
    if (step.at >= at) return false;
    if (innerBodies(step).length > 0) return step.end >= end && innerBodies(step).some((inner) => mends(program, scope, inner, { at, end }));
    const of = awaitedBy(step);
    return of !== undefined && waitOf(program, scope, of) === undefined;
  });
}
