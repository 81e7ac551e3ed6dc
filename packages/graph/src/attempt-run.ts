/**
 * Runs a loop or a function by hand, with numbers for its counters and nothing else known, to see what it does when
 * an attempt in it fails each time: how often it tries, how long it waits in between, and what ends it.
 *
 * Where a test cannot be told, the way is taken that tries again; of two such ways, the one that waits less. So what comes
 * out is the worst case. The work is bounded by {@link MOST_STEPS}, whatever the code says.
 */
import type { AssignStep, CallStep, Expr, LoopStep, Step, TryStep } from '@dist-lint/model';
import { BAD, changedFields, changedIn, COMPARISONS, CONFLICT, fallingThrough, GOOD, isComparison, LASTING, lastWrite, leaves, NO_STEPS, NOBODY, operatorOf, PASSING, readsClock, STATUS, STOPPED } from './attempt-steps.ts';
import { beginning, steppingOnTheWay } from './carried-values.ts';
import { errorCallbacks, failureListeners, toldOfFailure } from './failure-listeners.ts';
import { failureValues } from './failure-values.ts';
import { clearsInterval } from './intervals.ts';
import { owningClass } from './index-module.ts';
import { bindArguments, closures, handedOverBy } from './runs-in-place.ts';
import type { Program } from './link.ts';
import { arrayItems, itemCount } from './plain-lists.ts';
import { selfWithin, type Self } from './plain-scope.ts';
import { plainFirst, plainValue, type PlainPlace, type PlainValue, type Scope } from './plain-values.ts';
import type { FunctionNumber } from './program.ts';
import { promiseFate } from './promises.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { spellExpr, swallows } from './summaries.ts';
import type { ExternalValue } from './values.ts';
import { blockingWait, bothWaits, mayWait, timeOf, waitBeforeHanded, waitOf, type Wait } from './waits.ts';
import { boundNames, forEachExpr, forEachStep, someExpr, triesAround } from './walk.ts';

/** What ends the attempts, if anything does. `stop`: its owner ends it, as it ends everything of its kind; failures do not. */
export type Bound = 'count' | 'deadline' | 'signal' | 'stop' | 'none';

export interface Course {
  /** Tries, the first included. `unknown`: they end, and nobody can tell when. */
  attempts: number | 'unbounded' | 'unknown';
  bound: Bound;
  /** Before the second attempt, the third, …; the first {@link MOST_WAITS}. */
  waits: readonly Wait[];
  /** Where the number is said that ends it. */
  limit?: PlainPlace;
  /** The environment variable that may say another number. */
  env?: string;
  /** A test that cannot be told decides whether it waits; the way without is taken. */
  presumed?: true;
  /**
   * Only some failures are tried again: `own`: those that the program itself throws, and those of two
   * writers that meet.
   */
  narrow?: 'own' | 'throttled' | 'some';
  /** A test on the way has looked at what the attempt gave. */
  isLookedAt: boolean;
  /** How control leaves in the end; `stop` when it does not. */
  ends: 'end' | 'return' | 'throw' | 'stop';
}

export interface AttemptRun {
  /** The loop, or the body of a function that calls itself. */
  steps: readonly Step[];
  scope: Scope;
  /** The attempts: what fails. */
  isAttempt(call: CallStep): boolean;
  /** The function that begins anew, when it is one and no loop. */
  again?: FunctionNumber;
  /** Functions of the module through which it may begin anew, by FunctionId: run in place where they are called or handed over. */
  leadsBack?: ReadonlySet<number>;
  /** An interval runs it again, whatever comes out, until it is cleared. */
  every?: Wait | undefined;
  /** `throw`: the attempt throws or rejects. `result`: its result says that it failed, `throttled`: with status 429. `listener`: what it registers is told. `pass`: it succeeds. */
  how: 'throw' | 'result' | 'throttled' | 'listener' | 'pass';
  /** Attempts after which no more is asked. */
  enough?: number;
  /** Steps that may still be run, by this run and others; when they are used up, nothing is known. */
  budget?: { left: number };
}

const MOST_STEPS = 20_000;
/** Attempts that are counted one by one; more is as good as without end. */
export const MOST_ATTEMPTS = 1_000;
/** After so many, with nothing known to end them, they do not end. */
const ENDLESS = 12;
const MOST_WAITS = 8;
/** Functions run in the place of their calls, one within another. */
const DEEPEST = 4;

type How = 'end' | 'return' | 'throw' | 'break' | 'continue' | 'again' | 'stop';

interface Outcome {
  how: How;
  label?: string | undefined;
  call?: CallStep;
}

const END: Outcome = { how: 'end' };
const STOP: Outcome = { how: 'stop' };

type Locals = Map<number, PlainValue | null>;

/** An interval hands over nothing. */
const AS_IT_WAS = { s: 'call', id: -1, callee: { k: 'unknown' }, args: [], nameAt: 0, at: 0, end: 0 } satisfies CallStep;

const NO_VALUES: ReadonlyMap<number, PlainValue | null> = new Map();

/** What is run once the steps at hand are done. */
interface Due {
  call: CallStep;
  functions: readonly { number: FunctionNumber }[];
  wait: Wait;
  /** Where it was handed over. */
  scope: Scope;
  /** Position of the parameter that takes the failure. */
  error?: number;
}

/** The wait of a way, up to what it has left to a timer. */
function waitOn({ waited, due }: { waited: Wait; due: readonly Due[] }): number {
  const [first] = due;
  return (waited.ms ?? Infinity) + (first ? (first.wait.ms ?? Infinity) : 0);
}

export function attemptRun(program: Program, { steps, scope, isAttempt, again, leadsBack = NOBODY, every, how, enough = Infinity, budget = { left: MOST_STEPS } }: AttemptRun): Course {
  const { module } = scope;
  /** The function whose steps are run: the one at hand, or one that is run in its place. */
  let current = scope;
  let depth = 0;
  let locals: Locals = new Map();
  /** Variables that hold what an attempt has given. */
  const outcomes = new Set<number>();
  /** What an attempt has given, if it is known. */
  let outcomeValue = undefined as PlainValue | undefined;
  /** Variables that hold the part of it that tells how it went. */
  const tellers = new Set<number>();
  let attempts = 0;
  let bound = 'none' as Bound;
  let isCounted = false as boolean;
  let isLookedAt = false as boolean;
  let narrow = undefined as Course['narrow'];
  let presumed = false as boolean;
  /** Variables that hold the failure. */
  const failures = new Set<number>();
  let limit = undefined as PlainPlace | undefined;
  let env = undefined as string | undefined;
  const waits: Wait[] = [];
  let waited: Wait = { ms: 0 };
  /** Calls at the end of the attempts' promise chains: they give what the attempt has given. */
  const finals = new Set<CallStep>();
  /** Variables that the attempts or what is around them change. */
  const changing = changedIn([...steps, ...[...leadsBack].flatMap((id) => module.facts.functions[id]?.body ?? [])]);
  /** Parameters that are not handed on as they are when the function begins anew. */
  const round = { module, function: scope.function, leadsBack };
  const stepping = again === undefined ? NOBODY : steppingOnTheWay(program, round);
  /** Fields of the object at hand that have been set on the way. */
  const fields = new Map<string, PlainValue | null>();
  /** What timers, listeners and callbacks run once the steps at hand are done. */
  let due: readonly Due[] = [];
  /** Its interval has been cleared. */
  let isCleared = false as boolean;

  const self: Self = { ...selfWithin(scope).self, fields };
  const seeing = closures(scope, self);
  /** The scope of the steps at hand, with what variables and fields hold now. */
  const here = (): Scope => seeing(current, locals);
  const resolvedOf = (call: CallStep): ResolvedCall | undefined => program.call(module, current.function, call.id);
  const isAgain = (call: CallStep): boolean => again !== undefined && resolvedOf(call)?.functions.some(({ number }) => number === again) === true;
  const value = (expr: Expr): PlainValue | undefined => ofOutcome(expr) ?? plainValue(program.link, here(), expr);

  /** What a result that is an outcome says under the names that such results have. */
  function ofOutcome(expr: Expr): PlainValue | undefined {
    if (expr.k === 'op' && expr.op === '!' && expr.args[0]) {
      const inner = isOutcome(expr.args[0]) ? (outcomeValue ?? { value: how !== 'throw' }) : ofOutcome(expr.args[0]);
      return inner && { value: !inner.value };
    }
    if (expr.k === 'op' && COMPARISONS.has(expr.op)) return comparedOutcome(expr);
    if (expr.k === 'member' && isOutcome(expr.of)) return outcomeMember(expr.name);
    return undefined;
  }

  function comparedOutcome({ op, args }: Extract<Expr, { k: 'op' }>): PlainValue | undefined {
    const [left, right] = args.map((arg) => (arg.k === 'member' && isOutcome(arg.of) ? outcomeMember(arg.name) : undefined));
    const [a, b] = args;
    if ((!left && !right) || !a || !b) return undefined;
    const literal = (known: PlainValue | undefined, expr: Expr): Expr => (known && known.value !== undefined ? { k: 'literal', value: known.value } : expr);
    return plainValue(program.link, here(), { k: 'op', op, args: [literal(left, a), literal(right, b)] });
  }

  function isOutcome(expr: Expr): boolean {
    if (expr.k === 'var') return outcomes.has(expr.v);
    if (expr.k === 'awaited') return isOutcome(expr.of);
    const call = expr.k === 'result' ? module.index.calls[current.function]?.[expr.id] : undefined;
    return call !== undefined && (isAttempt(call) || finals.has(call));
  }

  /** `catch { return 'failed'; }`: what the attempt gives is known. */
  function outcomeOf(call: CallStep): PlainValue | undefined {
    if (how === 'throw' || how === 'listener') return undefined;
    const { failed, others } = failureValues(program, module, current.function, call);
    const [first, ...more] = how === 'pass' ? (failed.size > 0 ? others : []) : failed;
    return first === undefined || (more.length > 0 && how !== 'pass') ? undefined : { value: first };
  }

  function outcomeMember(name: string): PlainValue | undefined {
    const isPass = how === 'pass';
    if (GOOD.test(name)) return { value: isPass };
    if (BAD.test(name)) return { value: isPass ? null : true };
    if (STATUS.test(name)) return { value: isPass ? 200 : how === 'throttled' ? 429 : 503 };
    return undefined;
  }

  function run(body: readonly Step[]): Outcome {
    for (const step of body) {
      budget.left -= 1;
      if (budget.left < 0) return STOP;
      const outcome = one(step);
      if (outcome.how !== 'end') return outcome;
    }
    return END;
  }

  function one(step: Step): Outcome {
    switch (step.s) {
      case 'call':
        return call(step);
      case 'assign':
        assign(step);
        return END;
      case 'await':
        addWait(waitOf(program, here(), step.of));
        return END;
      case 'if':
        return branch(step.test, step.then, step.else);
      case 'loop':
        return loop(step);
      case 'switch':
        return oneOf(step.cases.map((_, index) => fallingThrough(step, index)), step.label ?? '');
      case 'try':
        return attempt(step);
      case 'block': {
        const outcome = run(step.body);
        return outcome.how === 'break' && outcome.label === step.label ? END : outcome;
      }
      case 'return':
        return { how: 'return' };
      case 'throw':
        return { how: 'throw' };
      case 'break':
      case 'continue':
        return { how: step.s, label: step.label };
      default:
        return END;
    }
  }

  function call(step: CallStep): Outcome {
    if (isAttempt(step)) return tried(step);
    if (isAgain(step)) return { how: 'again', call: step };
    const outcome = onTheWay(step);
    if (outcome.how !== 'end') return outcome;
    if (every) isCleared ||= clearsInterval(program, resolvedOf(step));
    if (isEndOfWay(step)) return { how: 'throw' };
    if (!step.awaited) addWait(blockingWait(program, here(), step));
    if (step.awaited) addWait(waitOf(program, here(), { k: 'result', id: step.id }) ?? (attempts > 0 && mayWait(program, here(), step) ? { ms: undefined } : undefined));
    return END;
  }

  /** It never returns: it throws on all ways, or says so. */
  function isEndOfWay(step: CallStep): boolean {
    const resolved = resolvedOf(step);
    if (!resolved || resolved.functions.length === 0) return false;
    return resolved.functions.every(({ number }) => {
      const { fact } = program.modules.function(number);
      return (fact.returns?.t === 'keyword' && fact.returns.name === 'never') || program.summary(number).alwaysThrows;
    });
  }

  /** What leads back to the beginning: a function that is called, a callback that is run, now or after a time. */
  function onTheWay(step: CallStep): Outcome {
    if (again === undefined) return END;
    const resolved = resolvedOf(step);
    const promise = step.callee.k === 'member' && (step.callee.name === 'then' || step.callee.name === 'finally') ? step.callee.of : undefined;
    if (promise && reachesBack(step)) addWait(waitOf(program, here(), promise) ?? (mayBeAnything(promise) ? { ms: undefined } : undefined));
    for (const { number } of resolved?.functions ?? []) {
      const outcome = inPlace(number, step);
      if (outcome.how === 'again' || outcome.how === 'stop') return outcome;
    }
    for (const { at, functions, row, by } of resolved?.handed ?? []) {
      // Who takes errors runs after a failure alone; see `handled`.
      if (row?.runs === 'never' || row?.role === 'consumer' || row?.errorParam !== undefined) continue;
      if (row?.runs === 'later' && by) {
        const delay = timerDelay(step, by);
        // A listener for something else has no delay.
        if (delay) later(step, functions, delay);
        continue;
      }
      if (!row && !promise && resolved) {
        const wait = waitBeforeHanded(program, resolved, at);
        if (wait?.ms !== 0) {
          if (wait) later(step, functions, wait);
          continue;
        }
      }
      for (const { number } of functions) {
        if (number === again) return { how: 'again', call: { ...step, args: [] } };
        if (promise && isOutcome(promise)) takeOutcome(number);
        const outcome = inPlace(number, undefined);
        if (outcome.how === 'again' || outcome.how === 'stop') return outcome;
      }
    }
    return END;
  }

  /** `ask('Once more?').then(…)`: nothing of the call before it can be seen. */
  function mayBeAnything(promise: Expr): boolean {
    const made = promise.k === 'result' ? module.index.calls[current.function]?.[promise.id] : undefined;
    return made !== undefined && !isAttempt(made) && !finals.has(made) && attempts > 0 && mayWait(program, here(), made);
  }

  /** `.then((outcome) => …)`. */
  function takeOutcome(number: FunctionNumber): void {
    const [param] = program.modules.function(number).fact.params;
    if (param?.target.k !== 'var') return;
    outcomes.add(param.target.v);
    locals.set(param.target.v, outcomeValue ?? null);
  }

  /** Whoever is run later finds what the steps at hand leave behind. */
  function later(call: CallStep, functions: readonly { number: FunctionNumber }[], wait: Wait, error?: number): void {
    const leading = functions.filter(({ number }) => number === again || leadsBack.has(number - module.functionBase));
    if (leading.length > 0) due = [...due, { call, functions: leading, wait, scope: current, ...(error === undefined ? {} : { error }) }];
  }

  /** Runs what is due when the steps at hand have come to an end. */
  function runDue(outcome: Outcome): Outcome {
    if (outcome.how === 'again' || outcome.how === 'stop') return outcome;
    while (due.length > 0) {
      const [first, ...rest] = due as [Due, ...Due[]];
      due = rest;
      const before = waited;
      addWait(first.wait);
      for (const { number } of first.functions) {
        const ran = number === again ? { how: 'again' as const, call: { ...first.call, args: [] } } : inPlace(number, undefined, first);
        if (ran.how === 'again' || ran.how === 'stop') return ran;
      }
      if (due === rest) waited = before;
    }
    if (every && !isCleared && attempts > 0) {
      addWait(every);
      return { how: 'again', call: AS_IT_WAS };
    }
    return outcome;
  }

  function timerDelay(step: CallStep, by: ExternalValue): Wait | undefined {
    const effect = program.link.libraries.symbol(by.package, by.path)?.facts.effects?.find(({ kind }) => kind === 'timer');
    if (effect?.delay === undefined || by.path === 'setInterval') return undefined;
    if (effect.delay.startsWith('=')) return { ms: Number(effect.delay.slice(1)) };
    const arg = step.args[Number(effect.delay)];
    return arg ? timeOf(program, here(), arg) : { ms: 0 };
  }

  /** Runs a function of the module where it is called, if it may lead back. */
  function inPlace(number: FunctionNumber, by: CallStep | undefined, at?: Due): Outcome {
    const id = number - module.functionBase;
    if (!leadsBack.has(id) || depth >= DEEPEST) return END;
    const place = program.modules.function(number);
    if (place.module !== module) return END;
    const before = current;
    if (at) current = at.scope;
    const from = here();
    if (by) {
      locals = new Map([...locals, ...bindArguments(program, from, place, by)]);
      // What cannot be told now may be told by its parts.
      for (const { target } of place.fact.params) for (const { variable } of boundNames(target)) if (locals.get(variable) === null) locals.delete(variable);
    }
    if (at?.error !== undefined) {
      for (const { variable } of boundNames(place.fact.params[at.error]?.target ?? { k: 'unknown' })) {
        failures.add(variable);
        locals.set(variable, { value: true });
      }
    }
    current = { module, function: id, outer: current, ...(by ? { given: { args: by.args, scope: from } } : {}) };
    depth += 1;
    const outcome = run(place.fact.body);
    current = before;
    depth -= 1;
    return outcome;
  }

  /** Handlers of a promise that take its failure: one that begins anew, or one that keeps it. */
  function handled(step: CallStep): Outcome | undefined {
    const fate = promiseFate(program, module, current.function, step);
    let isKept = fate.settled;
    for (const { expr } of fate.handlers) {
      for (const each of program.link.evaluate(module, current.function, expr)) {
        if (each.is !== 'function') continue;
        if (each.number === again) return { how: 'again', call: { ...step, args: [] } };
        const outcome = inPlace(each.number, undefined);
        if (outcome.how === 'again' || outcome.how === 'stop') return outcome;
      }
      isKept ||= swallows(program, module, current.function, expr);
    }
    return isKept ? END : undefined;
  }

  /** A listener that is told of the failure: `socket.on('close', () => connect())`. */
  function listened(step: CallStep): Outcome {
    const resolved = resolvedOf(step);
    for (const { functions } of resolved ? failureListeners(resolved) : []) later(step, functions, { ms: 0 });
    return END;
  }

  /** Those who are told when what a call begins has failed, and are not around it: a callback with an error, a listener. */
  function told(step: CallStep): Outcome | undefined {
    if (again === undefined) return undefined;
    const resolved = resolvedOf(step);
    const before = due;
    for (const { functions, row } of resolved ? errorCallbacks(resolved) : []) later(step, functions, { ms: 0 }, row?.errorParam);
    const isCalledBack = due !== before;
    later(step, toldOfFailure(program, module, current.function, step).map((number) => ({ number })), { ms: 0 });
    return isCalledBack ? END : undefined;
  }

  function tried(step: CallStep): Outcome {
    if (attempts > 0 && waits.length < MOST_WAITS) waits.push(waited);
    waited = { ms: 0 };
    attempts += 1;
    outcomeValue = outcomeOf(step);
    finals.add(promiseFate(program, module, current.function, step).final);
    const isEnough = attempts >= enough || (how === 'pass' ? attempts > 1 : attempts >= (isCounted ? MOST_ATTEMPTS : ENDLESS));
    if (isEnough) return STOP;
    if (how === 'listener') return listened(step);
    if (how !== 'throw') return END;
    // `return work()` in an async function: the rejection passes the `try` by.
    if (step.fate === 'returned' && !step.awaited && module.facts.functions[current.function]?.async && triesAround(module.facts.functions[current.function]?.body ?? [], step.at).length > 0) return { how: 'return' };
    return told(step) ?? handled(step) ?? { how: 'throw' };
  }

  function addWait(more: Wait | undefined): void {
    if (!more) return;
    waited = bothWaits(waited, more);
  }

  function assign({ to, op, value: from, declares }: AssignStep): void {
    if (declares && to.k === 'var' && !changing.has(to.v) && !isOutcome(from)) {
      // It is read by its declaration, unless what it is made from may change before.
      const known = derives(from, isChanging) ? value(from) : undefined;
      outcomes.delete(to.v);
      if (known) locals.set(to.v, known);
      else locals.delete(to.v);
      return;
    }
    if (to.k === 'member' && to.of.k === 'this') fields.set(to.name, value(op === '=' ? from : { k: 'op', op: operatorOf(op), args: [to, from] }) ?? null);
    if (to.k !== 'var') {
      for (const { variable, path } of boundNames(to)) {
        const told = isOutcome(from) && path.length === 1 ? outcomeMember(path[0] as string) : undefined;
        locals.set(variable, told ?? null);
        if (told) tellers.add(variable);
      }
      // A name that is bound once is read by its declaration.
      if (!isOutcome(from)) for (const { variable } of boundNames(to)) if (!changing.has(variable)) locals.delete(variable);
      return;
    }
    outcomes.delete(to.v);
    if (isOutcome(from)) {
      outcomes.add(to.v);
      locals.set(to.v, outcomeValue ?? null);
    } else if (op === '=') locals.set(to.v, value(from) ?? (changing.has(to.v) ? null : unset(to.v)));
    else {
      locals.set(to.v, value({ k: 'op', op: operatorOf(op), args: [{ k: 'var', v: to.v }, from] }) ?? null);
    }
  }

  function unset(variable: number): null {
    locals.delete(variable);
    return null;
  }

  function branch(test: Expr, then: readonly Step[], otherwise: readonly Step[]): Outcome {
    if (!matters(then) && !matters(otherwise)) return END;
    const known = truth(test);
    if (known !== undefined) return run(known ? then : otherwise);
    const thenLeaves = leaves(then);
    const elseLeaves = leaves(otherwise);
    if (leadsOn(then) !== leadsOn(otherwise)) {
      noteBound(test);
      noteNarrow(test, leadsOn(otherwise));
      return run(leadsOn(then) ? then : otherwise);
    }
    if (thenLeaves !== elseLeaves) {
      noteBound(test);
      noteNarrow(test, thenLeaves);
      return run(thenLeaves ? otherwise : then);
    }
    if (thenLeaves) return run(then);
    // An attempt that has timed out has taken its time.
    if (isTimeOut(test)) return run(otherwise);
    // `if (attempt < max) await sleep(…)`: the last attempt alone is not waited after.
    if (isComparison(test) && derives(test, isChanging)) return oneOf([then, otherwise], undefined, 'most');
    return waitsForTest(test, then) ? run(then) : oneOf([then, otherwise]);
  }

  /** `if (delay) await sleep(delay)`: the test asks whether there is anything to wait for. */
  function waitsForTest(test: Expr, then: readonly Step[]): boolean {
    const names = new Set<string>();
    forEachExpr(test, (each) => void names.add(spellExpr(module, each)));
    names.delete('');
    return then.some((step) => step.s === 'call' && step.args.some((arg) => someExpr(arg, (each) => names.has(spellExpr(module, each)))) && waitOf(program, here(), { k: 'result', id: step.id }) !== undefined);
  }

  /** It leaves, attempts, waits, or changes what changes. */
  const mattering = new Map<readonly Step[], boolean>();
  function matters(body: readonly Step[]): boolean {
    const known = mattering.get(body);
    if (known !== undefined) return known;
    let found = leadsOn(body);
    forEachStep(body, (step) => {
      found ||= (every !== undefined && step.s === 'call' && clearsInterval(program, resolvedOf(step))) || step.s === 'return' || step.s === 'throw' || step.s === 'break' || step.s === 'continue' || step.s === 'await' || (step.s === 'call' && step.awaited === true) ||
        (step.s === 'assign' && boundNames(step.to).some(({ variable }) => changing.has(variable)));
      return !found;
    });
    mattering.set(body, found);
    return found;
  }

  /** Whatever way leaves the least wait, with what differs between the ways forgotten. */
  function oneOf(ways: readonly (readonly Step[])[], label?: string, wanted: 'least' | 'most' = 'least'): Outcome {
    const open = ways.filter((way) => !leaves(way) || leadsOn(way));
    const before = { locals, waited, attempts, due, isCleared };
    let best: { outcome: Outcome; waited: Wait; locals: Locals; attempts: number; due: readonly Due[]; isCleared: boolean } | undefined;
    for (const way of open.length > 0 ? open : ways.slice(0, 1)) {
      ({ waited, attempts, due, isCleared } = before);
      locals = new Map(before.locals);
      const outcome = run(way);
      const more = best ? waitOn({ waited, due }) - waitOn(best) : 0;
      if (best && more !== 0 && !Number.isNaN(more)) presumed ||= wanted === 'least';
      const isFirst = !best || (due !== before.due && best.due === before.due) || (best.isCleared && !isCleared);
      if (isFirst || (wanted === 'least' ? more < 0 : more > 0)) best = { outcome, waited, locals, attempts, due, isCleared };
      if (attempts > before.attempts) break; // one way is enough where attempts are made
    }
    if (!best) return END;
    ({ waited, locals, attempts, due, isCleared } = best);
    // What goes on after either way knows less; a way that goes round at once is taken as it is.
    if (ways.length > 1 && wanted === 'least' && best.outcome.how === 'end') for (const variable of changedIn(ways.flat())) locals.set(variable, null);
    // A `break` in a switch leaves the switch.
    const isOwn = best.outcome.how === 'break' && label !== undefined && (best.outcome.label === undefined || best.outcome.label === label);
    return isOwn ? END : best.outcome;
  }

  const leading = new Map<readonly Step[], boolean>();
  function leadsOn(body: readonly Step[]): boolean {
    const known = leading.get(body);
    if (known !== undefined) return known;
    let found = false;
    forEachStep(body, (step) => {
      found ||= step.s === 'call' && (isAgain(step) || isAttempt(step) || reachesBack(step));
      return !found;
    });
    leading.set(body, found);
    return found;
  }

  function reachesBack(step: CallStep): boolean {
    if (again === undefined) return false;
    const resolved = resolvedOf(step);
    const leads = ({ number }: { number: FunctionNumber }): boolean => number === again || leadsBack.has(number - module.functionBase);
    return resolved !== undefined && (resolved.functions.some(leads) || resolved.handed.some(({ functions }) => functions.some(leads)));
  }

  /** A test that is told by counters; noted as what ends the attempts. */
  function truth(test: Expr): boolean | undefined {
    isLookedAt ||= someExpr(test, (each) => isOutcome(each) || (each.k === 'var' && tellers.has(each.v)));
    const found = value(test);
    if (found === undefined) return isOutcome(test) ? how !== 'throw' : undefined;
    if (isCount(test)) {
      isCounted = true;
      noteLimit(test);
    }
    return Boolean(found.value);
  }

  /** It compares a number that changes: not `delay !== undefined`. */
  function isCount(test: Expr): boolean {
    const isNumber = (each: Expr): boolean => typeof value(each)?.value === 'number';
    if (isChanging(test) || (test.k === 'op' && (test.op === '--' || test.op === '++' || test.op === '!' || test.op === 'assign'))) return someExpr(test, (each) => isChanging(each) && isNumber(each));
    return someExpr(test, (each) => each.k === 'op' && COMPARISONS.has(each.op) && each.args.every(isNumber) && someExpr(each, isChanging));
  }

  function noteLimit(test: Expr): void {
    bound = 'count';
    forEachExpr(test, (expr) => {
      if ((expr.k !== 'var' || changing.has(expr.v)) && expr.k !== 'member') return;
      const found = value(expr);
      limit ??= found?.place;
      env ??= found?.env;
    });
  }

  function noteBound(test: Expr): void {
    if (bound !== 'none' && bound !== 'signal' && bound !== 'stop') return;
    if (isClock(test)) bound = 'deadline';
    else if (someExpr(test, (each) => each.k === 'member' && (each.name === 'aborted' || each.name === 'isCancelled'))) bound = 'signal';
    else if (derives(test, isChanging, isComparison(test) ? 'all' : 'calls')) bound = 'count';
    else if (someExpr(test, (each) => (each.k === 'member' && STOPPED.test(each.name)) || (each.k === 'var' && STOPPED.test(module.facts.variables[each.v]?.name ?? '')))) bound = 'stop';
  }

  function isTimeOut(test: Expr): boolean {
    return someExpr(test, (each) => each.k === 'literal' && typeof each.value === 'string' && /abort|time_?out/i.test(each.value)) && someExpr(test, (each) => each.k === 'var' && failures.has(each.v));
  }

  /** A test of the failure itself: those that do not pass it are not tried again. */
  function noteNarrow(test: Expr, leavesWhenTrue: boolean): void {
    const isNegated = test.k === 'op' && ['!', '!==', '!='].includes(test.op);
    if (leavesWhenTrue !== isNegated) return; // a few are let out, and all others tried again
    const texts: string[] = [];
    let isOfFailure = false as boolean;
    let isOfOwnClass = false as boolean;
    let isOfLasting = false as boolean;
    let isOfThrottling = false as boolean;
    let isEquality = test.k === 'op' && ['!==', '!='].includes(test.op);
    const look = (each: Expr, depth: number): void => forEachExpr(each, (inner) => {
      if (inner.k === 'var') {
        isOfFailure ||= failures.has(inner.v);
        const [only, ...more] = module.index.assignments[inner.v] ?? [];
        if (only && more.length === 0 && depth < 2 && only.function === current.function) look(only.value, depth + 1);
        texts.push(module.facts.variables[inner.v]?.name ?? '');
      } else if (inner.k === 'op' && (inner.op === '===' || inner.op === '==')) isEquality = true;
      else if (inner.k === 'op' && inner.op === 'instanceof') {
        isOfOwnClass ||= inner.args[1] !== undefined && program.link.evaluate(module, current.function, inner.args[1]).some(({ is }) => is === 'class');
      } else if (inner.k === 'member') texts.push(inner.name);
      else if (inner.k === 'global') texts.push(inner.name);
      else if (inner.k === 'literal') {
        texts.push(String(inner.value));
        isOfThrottling ||= inner.value === 429 || (typeof inner.value === 'string' && /rate_?limit|throttl|^too_?many/i.test(inner.value));
        isOfLasting ||= typeof inner.value === 'number' ? LASTING.has(inner.value) : typeof inner.value === 'string' && inner.value.length > 3 && !PASSING.test(inner.value);
      }
      else if (inner.k === 'result' && depth < 2) {
        const call = module.index.calls[current.function]?.[inner.id];
        if (call) [call.callee, ...call.args].forEach((part) => look(part, depth + 1));
      }
    });
    look(test, 0);
    if (!isOfFailure) return;
    if (isEquality && isOfThrottling && !isOfLasting) narrow ??= 'throttled';
    narrow = isOfOwnClass || (isEquality && isOfLasting) || texts.some((text) => CONFLICT.test(text)) ? 'own' : (narrow ?? 'some');
  }

  function isClock(test: Expr, depth = 0): boolean {
    return someExpr(test, (each) => {
      if (each.k === 'result') {
        const made = module.index.calls[current.function]?.[each.id];
        if (made && resolvedOf(made)?.functions.some(({ number }) => readsClock(program, number))) return true;
        const { callee } = made ?? {};
        return callee?.k === 'member' && (callee.name === 'now' || callee.name === 'getTime' || callee.name === 'hrtime' || callee.name === 'bigint');
      }
      const [only, ...more] = each.k === 'var' ? (module.index.assignments[each.v] ?? []) : [];
      return only !== undefined && more.length === 0 && depth < 3 && only.function === scope.function && isClock(only.value, depth + 1);
    });
  }

  function isChanging(expr: Expr): boolean {
    if (expr.k === 'member' && expr.of.k === 'this') return isFieldChanging(expr.name);
    return expr.k === 'var' && (changing.has(expr.v) || stepping.has(expr.v) || isCounterOutside(expr.v));
  }

  /**
   * Whether something holds of an expression, or of what its constants and calls are made from. `calls`: only through
   * what a call is handed, as in `shouldRetry(error, attempt)`.
   */
  function derives(expr: Expr, holds: (expr: Expr) => boolean, through: 'all' | 'calls' = 'all', depth = 0): boolean {
    return someExpr(expr, (each) => {
      if (through === 'all' && holds(each)) return true;
      if (depth > 3) return false;
      if (each.k === 'result') {
        const made = module.index.calls[current.function]?.[each.id];
        return made !== undefined && !isAttempt(made) && made.args.some((arg) => derives(arg, holds, 'all', depth + 1));
      }
      const [only, ...more] = each.k === 'var' && !changing.has(each.v) ? (module.index.assignments[each.v] ?? []) : [];
      return only !== undefined && more.length === 0 && only.function === current.function && derives(only.value, holds, through, depth + 1);
    });
  }

  /** `this.attempts`: set in more places than one. */
  function isFieldChanging(name: string): boolean {
    const owner = owningClass(module.facts, current.function);
    return owner !== undefined && (module.index.fieldAssignments[owner]?.get(name)?.length ?? 0) > 1;
  }

  /** A counter of the function or module around. */
  function isCounterOutside(variable: number): boolean {
    const fact = module.facts.variables[variable];
    return again !== undefined && fact?.kind === 'let' && (fact.writes ?? 0) > 0;
  }

  function loop(step: LoopStep): Outcome {
    if (!steps.includes(step) && !(leadsOn(step.body) || leadsOn(step.head ?? NO_STEPS))) {
      for (const variable of changedIn([step])) locals.set(variable, null);
      return END;
    }
    if (step.init) run(step.init);
    const items = step.over ? arrayItems(program.link, here(), step.over)?.items : undefined;
    const length = step.over ? (items?.length ?? itemCount(program.link, here(), step.over)) : undefined;
    if (step.over && length === undefined) bound = 'count'; // it ends with what it goes through
    for (let turn = 0; ; turn += 1) {
      if (step.over) {
        if (length !== undefined && turn >= length) return counted();
        if (items && step.item?.k === 'var') locals.set(step.item.v, value(items[turn] as Expr) ?? null);
      } else if (step.kind !== 'do' || turn > 0) {
        const stop = test(step);
        if (stop) return stop;
      }
      const outcome = run(step.body);
      const isOwn = outcome.label === undefined || outcome.label === step.label;
      if (outcome.how === 'break' && isOwn) return END;
      if (outcome.how !== 'end' && !(outcome.how === 'continue' && isOwn)) return outcome;
      if (step.update) run(step.update);
    }
  }

  /** An outcome when the loop ends. */
  function test(step: LoopStep): Outcome | undefined {
    if (step.head) {
      const outcome = run(step.head);
      if (outcome.how !== 'end') return outcome;
    }
    if (!step.test) return undefined;
    const known = truth(step.test);
    if (known === false) return END;
    if (known === undefined) noteBound(step.test);
    return undefined;
  }

  function counted(): Outcome {
    isCounted = true;
    bound = 'count';
    return END;
  }

  function attempt(step: TryStep): Outcome {
    let outcome = run(step.body);
    if (outcome.how === 'throw' && step.handler) {
      for (const { variable } of step.handler.param ? boundNames(step.handler.param) : []) {
        locals.set(variable, null);
        failures.add(variable);
      }
      outcome = run(step.handler.body);
    }
    if (step.finally) {
      const last = run(step.finally);
      if (last.how !== 'end') return last;
    }
    return outcome;
  }

  /** What changing variables and fields hold when it begins, as far as the steps before it tell. */
  function begin(): void {
    locals = new Map();
    fields.clear();
    due = [];
    if (again !== undefined) {
      const before = beginning(program, round);
      for (const [name, known] of before.fields) fields.set(name, known);
      for (const [variable, known] of before.variables) locals.set(variable, known);
    }
    const [first] = steps;
    const before = first?.s === 'loop' ? (module.facts.functions[scope.function]?.body ?? []) : [];
    for (const name of again === undefined ? changedFields(steps) : []) {
      const set = lastWrite(before, name, first?.at ?? 0);
      const known = set ? (set.op === '=' ? plainValue(program.link, scope, set.value) : undefined) : plainFirst(program.link, scope, name);
      if (known) fields.set(name, known);
    }
    if (first?.s !== 'loop') return;
    for (const variable of changing) {
      const before = (module.index.assignments[variable] ?? []).filter((each) => each.function === scope.function && each.at < first.at);
      const last = before.at(-1);
      const isWhole = last && last.path.length === 0 && !last.item;
      if (isWhole) locals.set(variable, plainValue(program.link, scope, last.value) ?? null);
    }
  }

  /** The parameters of the function as it calls itself. */
  function enter(call: CallStep): void {
    const own = program.modules.function(module.functionBase + scope.function);
    const isAsItWas = call.args.length === 0 && own.fact.params.length > 0;
    const given = isAsItWas ? NO_VALUES : bindArguments(program, here(), own, call);
    // Its own variables are made anew, those of the functions around it stay.
    if (!isAsItWas) locals = new Map([...[...locals].filter(([variable]) => module.facts.variables[variable]?.function !== scope.function), ...given]);
    current = scope;
    due = [];
  }

  /** What is handed over in place is first come to by the function around it. */
  function arrive(): Outcome {
    const from = again === undefined ? undefined : handedOverBy(module, scope.function, leadsBack);
    if (from === undefined) return END;
    current = { module, function: from, outer: scope };
    const outcome = runDue(run(module.facts.functions[from]?.body ?? []));
    current = scope;
    return outcome;
  }

  begin();
  const arrival = arrive();
  if (arrival.how === 'again' && arrival.call && attempts === 0) enter(arrival.call);
  else begin();
  let outcome = runDue(run(steps));
  while (outcome.how === 'again' && outcome.call) {
    if (attempts === 0) break; // it begins anew before anything has been attempted
    enter(outcome.call);
    outcome = runDue(run(steps));
  }
  if (budget.left < 0) return { attempts: 1, bound: 'none', waits: [], isLookedAt, ends: 'stop' };
  const isEndless = outcome.how === 'stop' && (!isCounted || attempts >= MOST_ATTEMPTS);
  if (isCounted && isEndless) bound = 'none';
  const isUnknown = isEndless && bound !== 'none' && bound !== 'stop';
  return {
    attempts: isUnknown ? 'unknown' : isEndless ? 'unbounded' : attempts,
    bound: !isEndless && (isCounted || (bound === 'none' && attempts > 1)) ? 'count' : bound,
    waits, isLookedAt,
    ...(narrow ? { narrow } : {}),
    ...(presumed ? { presumed } : {}),
    ends: outcome.how === 'throw' || outcome.how === 'return' || outcome.how === 'stop' ? outcome.how : 'end',
    ...(limit ? { limit } : {}),
    ...(env === undefined ? {} : { env }),
  };
}
