/** What an attempt gives, in a run of attempts: of all that it may be, only how it went is known. */
import { soleOf, type CallStep, type Expr } from '@dist-lint/model';
import { BAD, GOOD, STATUS, TOOK, TOOK_LOCK } from './attempt-steps.ts';
import { callOf, resolvedOf, scopeNow, type AttemptState, type Given } from './attempt-state.ts';
import { givenInstead, givenInsteadBy, returnedBy, type GivenInstead, type Said } from './given-instead.ts';
import { plainProperty, type PlainValue, type Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { consumerOf, promiseFate } from './promises.ts';
import { someExpr } from './walk.ts';

/** Something is given, and no more is known of it. */
export const SOMETHING: PlainValue = { value: undefined, isObject: true };
const NOTHING: PlainValue = { value: null };
const OPAQUE: Given = {};
const EXIT: Given = { isExit: true };

/** It has gone well; `taken`, in the sense of what was asked for. */
export function isPassing({ how }: AttemptState): boolean {
  return how === 'pass' || how === 'taken';
}

export function isTruthy(known: PlainValue): boolean {
  return known.isObject === true || Boolean(known.value);
}

/** What an attempt has given, when an expression is just that. */
export function givenBy(now: AttemptState, expr: Expr): Given | undefined {
  switch (expr.k) {
    case 'var':
      return now.outcomes.get(expr.v);
    case 'awaited':
      return givenBy(now, expr.of);
    case 'member':
      return isWorkOf(now, givenBy(now, expr.of), expr.name) ? OPAQUE : undefined;
    case 'op':
      return ['assign', '??', '||'].includes(expr.op) && expr.args[0] ? givenBy(now, expr.args[0]) : undefined;
    case 'result': {
      const call = callOf(now, expr);
      if (!call) return undefined;
      const known = now.finals.get(call) ?? (now.isAttempt(call) ? givenByAttempt(now, call) : undefined);
      if (known) return known;
      // The body of a response tells as the response does.
      const { callee } = call;
      const of = callee.k === 'member' && callee.name === 'json' && now.how !== 'throw' ? givenBy(now, callee.of) : undefined;
      return of?.instead ? undefined : of;
    }
    default:
      return undefined;
  }
}

/** `answer.data` of a helper that gives `{ data: await work, error: null }`: what the work itself gave. */
function isWorkOf(now: AttemptState, of: Given | undefined, name: string): boolean {
  if (!of?.instead || !of.scope || !isPassing(now) || of.instead.passed.length === 0) return false;
  const { module } = of.scope;
  const isAwaited = (expr: Expr): boolean => expr.k === 'awaited' || (expr.k === 'var' && (module.index.assignments[expr.v] ?? []).some(({ value, path }) => path.length === 0 && isAwaited(value)));
  return of.instead.passed.every(({ expr }) => expr.k === 'object' && expr.props.some(({ key, value }) => key === name && isAwaited(value)));
}

/** A function of the program says by itself what it gives when its work fails. */
function givenByAttempt(now: AttemptState, call: CallStep): Given {
  if (now.how !== 'result' && now.how !== 'pass') return OPAQUE;
  return givenByFunction(now, call) ?? (isCommand(now, call) ? EXIT : OPAQUE);
}

/** `spawnSync('migrate')`: a command that has failed gives an exit code that is not 0. */
function isCommand(now: AttemptState, call: CallStep): boolean {
  return resolvedOf(now, call)?.externals.some(({ package: from, path }) => now.program.link.libraries.symbol(from, path)?.facts.errorIn === 'status') === true;
}

function givenByFunction(now: AttemptState, call: CallStep): Given | undefined {
  const found = givenInsteadBy(now.program, resolvedOf(now, call), scopeNow(now));
  return found && { ...found, module: found.scope.module };
}

/** The calls that hand on what an attempt has given, with what they give in its place. */
export function noteFinals(now: AttemptState, call: CallStep): void {
  const { program, module, current } = now;
  const { final, handlers } = promiseFate(program, module, current.function, call);
  const last = handlers.at(-1);
  const failed = returnedBy(module, last?.expr);
  const own = failed ? { instead: { failed, passed: [] }, module, scope: scopeNow(now) } : final === call ? givenByAttempt(now, call) : OPAQUE;
  now.finals.set(final, own);
  const keeper = keeperOf(now, final);
  const kept = keeper && givenByFunction(now, keeper);
  if (kept) now.finals.set(keeper, kept);
}

/** The function of the program to which a promise is handed and which keeps its failure: `tryCatch(fetch(url))`. */
export function keeperOf(now: Pick<AttemptState, 'program' | 'module' | 'current'>, final: CallStep): CallStep | undefined {
  const { program, module, current } = now;
  if (final.awaited) return undefined;
  const taker = consumerOf(module, current.function, final);
  const index = taker?.as === 'argument' ? taker.call.args.findIndex((arg) => arg.k === 'result' && arg.id === final.id) : -1;
  if (!taker || index < 0) return undefined;
  const target = soleOf(program.call(module, current.function, taker.call.id)?.functions);
  if (!target) return undefined;
  const { module: home, id, fact } = program.modules.function(target.number);
  const param = fact.params[index]?.target;
  return param?.k === 'var' && waitsFor(home, id, param.v) && givenInstead(home, id) ? taker.call : undefined;
}

/** It awaits what it was handed, or chains on it. */
function waitsFor(module: LinkedModule, fn: number, variable: number): boolean {
  const isIt = (expr: Expr): boolean => expr.k === 'var' && expr.v === variable;
  const isChained = (module.index.calls[fn] ?? []).some((call) => call?.callee.k === 'member' && isIt(call.callee.of) && (call.callee.name === 'then' || call.callee.name === 'catch'));
  const isAwaited = (expr: Expr): boolean => someExpr(expr, (each) => each.k === 'awaited' && isIt(each.of));
  return isChained || (module.index.returns[fn] ?? []).some(isAwaited) || module.index.assignments.some((list) => list?.some((each) => each.function === fn && isAwaited(each.value)) === true);
}

/** The part of an outcome that an expression is, as far as it is told. */
export function partOf(now: AttemptState, expr: Expr): PlainValue | undefined {
  const path: string[] = [];
  for (let of = expr; ; ) {
    const given = givenBy(now, of);
    if (given) return toldAt(now, given, path);
    if (of.k === 'member') path.unshift(of.name);
    else if (of.k === 'index' && of.index.k === 'literal') path.unshift(String(of.index.value));
    else return undefined;
    of = of.of;
  }
}

export function toldAt(now: AttemptState, given: Given, path: readonly string[]): PlainValue | undefined {
  if (given.instead && given.scope && given.module) return ofFunction(now, given.instead, given.scope, path) ?? nestedStatus(now, path);
  const [name, ...more] = path[0] === 'data' && path.length > 1 ? path.slice(1) : path;
  if (name === undefined) return wholeOutcome(now);
  if (more.length > 0) return nestedStatus(now, path);
  return given.isExit && STATUS.test(name) ? { value: isPassing(now) ? 0 : 1 } : outcomeMember(now, name);
}

/** `page.document.metadata.statusCode`: of an attempt that has succeeded, it says so. The first row says whether it took a lock. */
function nestedStatus(now: AttemptState, path: readonly string[]): PlainValue | undefined {
  const last = path.length > 1 ? path.at(-1) : undefined;
  if (last !== undefined && path.at(-2) === '0' && TOOK_LOCK.test(last)) return outcomeMember(now, last);
  return last !== undefined && isPassing(now) && (STATUS.test(last) || GOOD.test(last)) ? outcomeMember(now, last) : undefined;
}

function wholeOutcome({ how, isWhole }: AttemptState): PlainValue {
  return how === 'throw' || (how === 'refused' && isWhole) ? NOTHING : SOMETHING;
}

function outcomeMember(now: AttemptState, name: string): PlainValue | undefined {
  const { how, status = 503 } = now;
  const isFine = how !== 'result' && how !== 'throttled' && how !== 'throw';
  if ((TOOK.test(name) || TOOK_LOCK.test(name)) && (how === 'refused' || how === 'taken')) return { value: how === 'taken' };
  if (GOOD.test(name)) return { value: isFine };
  if (BAD.test(name)) return { value: isFine ? null : true };
  if (STATUS.test(name)) return { value: isFine ? 200 : how === 'throttled' ? 429 : status };
  return undefined;
}

function ofFunction(now: AttemptState, { failed, passed }: GivenInstead, scope: Scope, path: readonly string[]): PlainValue | undefined {
  const parts = (among: readonly Said[]): (PlainValue | undefined)[] => among.map((said) => partOfSaid(now, said, scope, path));
  const [first, ...others] = parts(failed);
  // What a helper makes, as `ok(value)` and `err(error)`, goes by its names.
  const isUntold = path.length === 1 && [...failed, ...passed].every(({ expr }) => expr.k === 'result') && [first, ...others, ...parts(passed)].every((each) => each === undefined);
  if (isUntold) return outcomeMember(now, path[0] as string);
  const isAgreed = first !== undefined && others.every((each) => each !== undefined && isTruthy(each) === isTruthy(first) && each.value === first.value);
  if (!isPassing(now)) return isAgreed ? first : undefined;
  // Whatever it gives when its work is done, it is not what it gives otherwise.
  const good = parts(passed).map((each) => each ?? SOMETHING);
  if (passed.length === 0) return path.length === 0 ? SOMETHING : outcomeMember(now, path[0] as string);
  return good.find((each) => isAgreed && isTruthy(each) !== isTruthy(first)) ?? (good.length === 1 ? good[0] : undefined);
}

/** Below what a function returns: through the literals that it writes. */
function partOfSaid(now: AttemptState, said: Said, scope: Scope, path: readonly string[]): PlainValue | undefined {
  let { expr } = said;
  let rest = path;
  for (; rest.length > 0; rest = rest.slice(1)) {
    const [name] = rest;
    const inner: Expr | undefined = expr.k === 'array' ? expr.items[Number(name)] : expr.k === 'object' ? expr.props.find(({ key }) => key === name)?.value : undefined;
    if (inner === undefined && expr.k === 'object' && expr.props.every(({ key }) => key !== undefined)) return { value: undefined };
    if (inner === undefined || inner.k === 'spread') return undefined;
    expr = inner;
  }
  return valueOfSaid(now, { ...said, expr }, scope);
}

function valueOfSaid(now: AttemptState, { expr, function: fn }: Said, scope: Scope): PlainValue | undefined {
  const { module } = scope;
  if (expr.k === 'object' || expr.k === 'array' || expr.k === 'function') return SOMETHING;
  if (expr.k === 'op' && expr.op === '?:') {
    const [, then, otherwise] = expr.args.map((arg) => valueOfSaid(now, { expr: arg, function: fn }, scope));
    return then && otherwise && isTruthy(then) === isTruthy(otherwise) ? then : undefined;
  }
  if (expr.k === 'result' && module.index.calls[fn]?.[expr.id]?.kind === 'new') return SOMETHING;
  const variable = expr.k === 'var' ? module.facts.variables[expr.v] : undefined;
  const isHandler = module.index.passedTo[fn] !== undefined;
  if (variable?.kind === 'catch' || (variable?.kind === 'param' && variable.function === fn && isHandler && fn !== scope.function)) return SOMETHING;
  const found = plainProperty(now.program.link, fn === scope.function ? scope : { module, function: fn, outer: scope, isHidden: true }, expr, []);
  return found?.value === undefined && !found?.isObject && !(expr.k === 'global') ? undefined : found;
}
