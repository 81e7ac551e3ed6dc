/** Retries that code writes by hand: loops and functions that attempt the same work again when it has failed. */
import type { CallStep, Expr, LoopStep, Step, TryStep } from '@dist-lint/model';
import { attemptRun, leaves, TELLING, type AttemptRun, type Course } from './attempt-run.ts';
import { insideHandler } from './handlers.ts';
import type { Program } from './link.ts';
import { type Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { promiseFate } from './promises.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { spellExpr, type ReachedEffect } from './summaries.ts';
import type { Memo } from './tracking.ts';
import { boundNames, forEachExpr, forEachStep, innerBodies, someExpr, triesAround } from './walk.ts';

export interface OwnRetry {
  /** `event`: a listener for the end of what it made begins anew. */
  form: 'loop' | 'recursion' | 'event';
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  /** The loop's keyword, or what is attempted. */
  span: { at: number; end: number };
  /** The calls that are attempted again. */
  attempts: readonly CallStep[];
  /** It goes round after success, too: work of its own, and no attempt of anybody's. Whether a turn that succeeds waits. */
  goesOn?: { waits: boolean };
  /** When the last attempt fails, the function fails: its callers may try again. */
  escapes: boolean;
  /** What it does when every attempt fails, in a run of its function. */
  course(scope: Scope): Course;
}

/** Work that may fail and is worth another attempt. */
const WORK: ReadonlySet<ReachedEffect['kind']> = new Set([
  'network', 'db-read', 'db-write', 'db-transaction', 'cache-read', 'cache-write', 'cache-invalidate', 'enqueue', 'consume', 'process', 'connect', 'file-read', 'file-write', 'lock', 'unseen',
] satisfies ReachedEffect['kind'][]);

/** Effects on the other side of a boundary. */
export const isWork = ({ kind }: Pick<ReachedEffect, 'kind'>): boolean => WORK.has(kind);

const kept = new WeakMap<Program, Memo<number, readonly OwnRetry[]>>();

/** The retries of one function, the outer before the inner. */
export function ownRetries(program: Program, module: LinkedModule, fn: number): readonly OwnRetry[] {
  let memo = kept.get(program);
  if (!memo) kept.set(program, (memo = program.tracker.memo()));
  return memo.get(module, fn) ?? memo.fill(module, fn, [], () => read(program, module, fn));
}

function read(program: Program, module: LinkedModule, fn: number): OwnRetry[] {
  const fact = module.facts.functions[fn];
  if (!fact || fact.bodiless) return [];
  const found: OwnRetry[] = [];
  const leadsBack = functionsBack(program, module, fn);
  if (leadsBack) {
    const made = asRetry(program, module, fn, { form: 'recursion', steps: fact.body, leadsBack });
    if (made) found.push(made);
  }
  forEachStep(fact.body, (step) => {
    if (step.s !== 'loop' || step.kind === 'in' || step.kind === 'await-of') return;
    const made = asRetry(program, module, fn, { form: 'loop', steps: [step], loop: step });
    if (made) found.push(made);
  });
  return found;
}

interface Candidate {
  form: 'loop' | 'recursion';
  steps: readonly Step[];
  loop?: LoopStep;
  leadsBack?: ReadonlySet<number>;
}

function asRetry(program: Program, module: LinkedModule, fn: number, { form, steps, loop, leadsBack }: Candidate): OwnRetry | undefined {
  const number = module.functionBase + fn;
  if (loop && !mayLeave(loop) && (loop.kind === 'of' || triesIn(loop.body).length === 0)) return undefined;
  const calls = (loop ? callsOf([...(loop.head ?? []), ...loop.body]) : callsOf(steps)).filter((call) => !insideHandler(steps, call.at));
  const isSelf = (call: CallStep): boolean => program.call(module, fn, call.id)?.functions.some((target) => target.number === number) === true;
  const moved = leadsBack ? movedParameters(program, module, fn) : undefined;
  const works = calls.filter((call) => !isSelf(call) && isAttempted(program, program.call(module, fn, call.id)) &&
    (loop ? isSameInput(module, fn, loop, call) : !usesAny(module, fn, call, moved ?? new Set()) && !isClearedFirst(module, steps, call)));
  const listeners = leadsBack ? calls.filter((call) => isFailureListener(program.call(module, fn, call.id))) : [];
  const generic: Scope = { module, function: fn };
  const budget = { left: MOST_STEPS };
  const runOf = (call: CallStep, how: AttemptRun['how'], scope: Scope, enough?: number): Course =>
    attemptRun(program, { steps, scope, isAttempt: (each) => each === call, how, ...(leadsBack ? { again: number, leadsBack } : {}), ...(enough === undefined ? {} : { enough, budget }) });
  // What is attempted in one `try` is tried again together.
  const verdicts = new Map<unknown, boolean>();
  const isTried = (call: CallStep, how: AttemptRun['how']): boolean => {
    const around = innermostTry(steps, call.at);
    const key = how === 'throw' ? around : undefined;
    const known = key && verdicts.get(key);
    if (known !== undefined) return known;
    if (how === 'throw' && !around && !leadsBack && promiseFate(program, module, fn, call).handlers.length === 0) return false;
    if (how === 'throw' && !leadsBack && around && triesAround(steps, call.at).every(({ handler }) => !handler || leaves(handler.body)) && promiseFate(program, module, fn, call).handlers.length === 0) return false;
    if ((how === 'result' || how === 'throttled') && !isTested(steps, call)) return false;
    const course = runOf(call, how, generic, 2);
    const found = isRetried(course) && (how === 'throw' || how === 'listener' || course.isLookedAt) && !isRetried(runOf(call, 'pass', generic, 2));
    if (key) verdicts.set(key, found);
    return found;
  };
  for (const [how, among] of [['throw', works], ['result', works], ['throttled', works], ['listener', listeners]] as const) {
    const tried = among.slice(0, MOST_WORKS).filter((call) => isTried(call, how));
    const [first] = tried;
    if (!first) continue;
    const course = runOf(first, how, generic);
    const isResult = how === 'result' || how === 'throttled';
    const escapes = how !== 'listener' && (course.ends === 'throw' || course.ends === 'stop' || isResult || throwsAfter(module.facts.functions[fn]?.body ?? [], loop?.end ?? Infinity));
    return {
      form: how === 'listener' ? 'event' : form, module, function: fn, span: spanOf(loop ?? first), escapes,
      attempts: how === 'listener' ? connecting(works, first) : tried,
      course: (scope) => (scope.given || scope.outer ? runOf(first, how, scope) : course),
    };
  }
  return loop ? goingOn(works) : undefined;

  /** `while (true) { try { await poll() } catch { … } }`. */
  function goingOn(among: readonly CallStep[]): OwnRetry | undefined {
    const first = among.find((call) => loop && innermostTry(steps, call.at) && !isOfTurn(module, fn, loop, call) && isRetried(runOf(call, 'throw', generic, 2)));
    if (!first || !loop || loop.kind === 'of') return undefined;
    const course = runOf(first, 'throw', generic);
    if (typeof course.attempts === 'number') return undefined;
    const passing = attemptRun(program, { steps, scope: generic, isAttempt: (each) => each === first, how: 'pass' });
    return {
      form: 'loop', module, function: fn, span: spanOf(loop), escapes: false, attempts: [first],
      goesOn: { waits: passing.waits.some(({ ms }) => ms !== 0) },
      course: (scope) => (scope.given || scope.outer ? runOf(first, 'throw', scope) : course),
    };
  }
}

/** What a call is given, or called on, is made anew in each turn: the next item. */
function isOfTurn(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep): boolean {
  const isInside = ({ at, end }: { at: number; end: number }): boolean => at >= loop.at && end <= loop.end;
  const isMade = (expr: Expr, depth: number): boolean =>
    someExpr(expr, (each) => {
      if (each.k === 'result') {
        const made = module.index.calls[fn]?.[each.id];
        return made !== undefined && made !== call && isInside(made);
      }
      return each.k === 'var' && depth < 4 && (module.index.assignments[each.v] ?? []).some((bound) => bound.function === fn && bound.at >= loop.at && bound.at < loop.end && isMade(bound.value, depth + 1));
    });
  return [call.callee, ...call.args].some((expr) => isMade(expr, 0));
}

function triesIn(steps: readonly Step[]): TryStep[] {
  return steps.flatMap((step) => [...(step.s === 'try' && step.handler ? [step] : []), ...innerBodies(step).flatMap(triesIn)]);
}

/** Whether success could end a loop: it has a way out, or a test that its body may change. */
function mayLeave({ kind, test, body, update = [] }: LoopStep): boolean {
  const hasTest = kind !== 'of' && test !== undefined && test.k !== 'literal';
  return (hasTest && (kind !== 'for' || update.length === 0)) || hasExit(body);
}

function hasExit(steps: readonly Step[]): boolean {
  return steps.some((step) => step.s === 'return' || step.s === 'break' || step.s === 'assign' && !step.declares && step.to.k === 'var' || innerBodies(step).some(hasExit));
}

/** Whether some test looks at what a call says of its success: `response.ok`, `{ error }`. */
function isTested(steps: readonly Step[], call: CallStep): boolean {
  /** Variables that hold what it gives, and those that hold how it went. */
  const given = new Set<number>();
  const told = new Set<number>();
  const isGiven = (expr: Expr): boolean => (expr.k === 'result' && expr.id === call.id) || (expr.k === 'var' && given.has(expr.v)) || (expr.k === 'awaited' && isGiven(expr.of));
  const looks = (test: Expr | undefined): boolean => test !== undefined && someExpr(test, (each) => (each.k === 'member' && TELLING.test(each.name) && isGiven(each.of)) || (each.k === 'var' && told.has(each.v)));
  let found = false;
  forEachStep(steps, (step) => {
    if (step.s === 'assign' && isGiven(step.value)) for (const { variable, path } of boundNames(step.to)) (path.length === 0 ? given : TELLING.test(path[0] as string) ? told : new Set<number>()).add(variable);
    if (step.s === 'call' && step !== call && step.callee.k === 'member' && isGiven(step.callee.of) && /^(then|catch|finally)$/.test(step.callee.name)) found ||= isTested(steps, step);
    found ||= ((step.s === 'if' || step.s === 'loop') && looks(step.test)) || (step.s === 'switch' && looks(step.on));
    return !found;
  });
  return found;
}

/** Steps run to see whether anything in a loop or a function is tried again. */
const MOST_STEPS = 10_000;
/** Calls of one loop that are looked at; more are a program of their own. */
const MOST_WORKS = 24;

function innermostTry(steps: readonly Step[], at: number): TryStep | undefined {
  return triesAround(steps, at).findLast(({ handler }) => handler !== undefined);
}

/** Parameters that become something else, and no number, when the function begins anew: the rest of a list, a child. */
function movedParameters(program: Program, module: LinkedModule, fn: number): ReadonlySet<number> {
  const params = module.facts.functions[fn]?.params ?? [];
  const found = new Set<number>();
  for (const id of [fn, ...descendants(module, fn)]) {
    for (const { call, functions } of program.calls(module, id)) {
      if (!functions.some(({ number }) => number === module.functionBase + fn)) continue;
      params.forEach(({ target }, index) => {
        const arg = call.args[index];
        if (!arg || arg.k === 'op' || arg.k === 'literal' || arg.k === 'object') return;
        for (const { variable, path } of boundNames(target)) if (path.length > 0 || arg.k !== 'var' || arg.v !== variable) found.add(variable);
      });
    }
  }
  return found;
}

function usesAny(module: LinkedModule, fn: number, call: CallStep, variables: ReadonlySet<number>): boolean {
  const uses = (expr: Expr, depth: number): boolean => someExpr(expr, (each) => {
    if (each.k === 'var' && variables.has(each.v)) return true;
    const [only, ...more] = each.k === 'var' && depth < 4 ? (module.index.assignments[each.v] ?? []) : [];
    return only !== undefined && more.length === 0 && only.function === fn && uses(only.value, depth + 1);
  });
  return variables.size > 0 && [call.callee, ...call.args].some((expr) => uses(expr, 0));
}

/** It is attempted only while something is there, which its handler takes away: `if (cache.token) try { … } catch { cache.clear(); … }`. */
function isClearedFirst(module: LinkedModule, steps: readonly Step[], call: CallStep): boolean {
  const tests = testsAround(steps, call.at);
  const handler = innermostTry(steps, call.at)?.handler;
  if (!handler || tests.length === 0) return false;
  const asked = new Set<string>();
  for (const test of tests) forEachExpr(test, (each) => void (each.k === 'member' && asked.add(spellExpr(module, each.of)) && asked.add(spellExpr(module, each))));
  asked.delete('');
  asked.delete('this');
  let found = false;
  forEachStep(handler.body, (step) => {
    const touched = step.s === 'call' && step.callee.k === 'member' ? step.callee.of : step.s === 'assign' && step.to.k === 'member' ? step.to : step.s === 'delete' ? step.target : undefined;
    found ||= touched !== undefined && asked.has(spellExpr(module, touched));
    return !found;
  });
  return found;
}

function testsAround(steps: readonly Step[], at: number): Expr[] {
  const step = steps.find((each) => at >= each.at && at < each.end);
  const inside = step && innerBodies(step).find((body) => body.some((each) => at >= each.at && at < each.end));
  return inside ? [...(step.s === 'if' ? [step.test] : []), ...testsAround(inside, at)] : [];
}

/** What is attempted when a listener for its end begins anew: what is called before it, else the registration itself. */
function connecting(works: readonly CallStep[], listener: CallStep): readonly CallStep[] {
  const before = works.filter(({ at }) => at < listener.at);
  return before.length > 0 ? before : [listener];
}

/** They end listening. */
const REMOVERS = new Set(['off', 'removeListener', 'removeEventListener', 'removeAllListeners', 'unsubscribe', 'clearTimeout', 'clearInterval']);

const FAILURES = new Set(['close', 'error', 'disconnect', 'end', 'exit', 'disconnected', 'connect_error', 'timeout', 'finish']);

/** `.on('close', …)`, `addEventListener('error', …)`, by the event's name. */
function isFailureListener(resolved: ResolvedCall | undefined): boolean {
  const [event] = resolved?.call.args ?? [];
  if (!resolved || isRemoval(resolved)) return false;
  return event?.k === 'literal' && typeof event.value === 'string' && FAILURES.has(event.value) && resolved.handed.some(({ at }) => at === '1');
}

function isRemoval({ call: { callee } }: ResolvedCall): boolean {
  return REMOVERS.has(callee.k === 'member' || callee.k === 'global' ? callee.name : '');
}

/**
 * The functions of a module through which a function comes back to itself: those that call it, those that call these, and
 * those around what is handed over. Undefined when there is no way back.
 */
function functionsBack(program: Program, module: LinkedModule, fn: number): ReadonlySet<number> | undefined {
  const found = new Set<number>();
  let isBack = false;
  const queue = [{ id: fn, depth: 0 }];
  for (const { id, depth } of queue) {
    if (depth > FURTHEST) break;
    const callers = program.callers(module.functionBase + id).filter((caller) => caller.module === module).map((caller) => caller.function);
    const fact = module.facts.functions[id];
    // What is handed over in place is run by the function around it, or later.
    const around = fact && (module.index.passedTo[id] || handsOver(program, module, fact.parent, module.functionBase + id)) ? [fact.parent] : [];
    for (const each of [...callers, ...(id === fn ? handersOf(program, module, fn) : around)]) {
      if (each === fn) isBack = true;
      else if (each > 0 && !found.has(each)) {
        found.add(each);
        queue.push({ id: each, depth: depth + 1 });
      }
    }
  }
  return isBack ? found : undefined;
}

const FURTHEST = 4;

/** Functions inside a function that hand it over: `setTimeout(connect, 1000)`. */
function handersOf(program: Program, module: LinkedModule, fn: number): number[] {
  const number = module.functionBase + fn;
  const inside = [fn, ...descendants(module, fn)];
  return inside.filter((id) => handsOver(program, module, id, number));
}

function handsOver(program: Program, module: LinkedModule, id: number, number: number): boolean {
  return id >= 0 && program.calls(module, id).some((resolved) => !isRemoval(resolved) && resolved.handed.some(({ functions }) => functions.some((target) => target.number === number)));
}

function descendants(module: LinkedModule, fn: number): number[] {
  return (module.index.children[fn] ?? []).flatMap((child) => [child, ...descendants(module, child)]);
}

function isRetried({ attempts }: Course): boolean {
  return typeof attempts === 'string' || attempts > 1;
}

function spanOf(step: Step): { at: number; end: number } {
  if (step.s === 'call') return { at: step.nameAt, end: Math.max(step.nameAt + 1, Math.min(step.end, step.nameAt + 40)) };
  const width = step.s === 'loop' ? (step.kind === 'do' ? 2 : step.kind === 'while' ? 5 : 3) : 1;
  return { at: step.at, end: Math.min(step.end, step.at + width) };
}

/** Calls in these steps, without those of loops in them. */
function callsOf(steps: readonly Step[]): CallStep[] {
  const found: CallStep[] = [];
  forEachStep(steps, (step) => {
    if (step.s === 'call') found.push(step);
    return step.s !== 'loop';
  });
  return found;
}

function isAttempted(program: Program, resolved: ResolvedCall | undefined): boolean {
  if (!resolved || resolved.call.kind === 'jsx' || resolved.call.kind === 'import') return false;
  if (resolved.parameter) return true;
  for (const { package: from, path } of resolved.externals) {
    if (program.link.libraries.symbol(from, path)?.facts.effects?.some(isWork)) return true;
  }
  if (resolved.functions.some(({ number }) => program.summary(number).effects.some(isWork) || program.summary(number).invokes.length > 0)) return true;
  if (resolved.handed.some(({ functions, row }) => row?.runs !== 'later' && functions.some(({ number }) => program.summary(number).effects.some(isWork)))) return true;
  return resolved.call.awaited === true && resolved.functions.length === 0 && (resolved.externals.length === 0 || resolved.unseen !== undefined);
}

/**
 * Whether each turn attempts the same: what the call is given is neither the loop's item, nor picked by its counter, nor
 * carried on from turn to turn, as pages are.
 */
function isSameInput(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep): boolean {
  const items = new Set(loop.item ? boundNames(loop.item).map(({ variable }) => variable) : []);
  const counters = new Set<number>();
  for (const step of [...(loop.init ?? []), ...(loop.update ?? [])]) if (step.s === 'assign') for (const { variable } of boundNames(step.to)) counters.add(variable);
  const carried = carriedFrom(module, fn, loop, call);
  const stepped = steppedIn(module, fn, loop);
  const seen = new Set<number>();
  const varies = (expr: Expr): boolean =>
    someExpr(expr, (each) => {
      if (each.k === 'result') {
        const made = module.index.calls[fn]?.[each.id];
        return made !== undefined && made !== call && made.at >= loop.at && made.at < loop.end && !made.awaited && [made.callee, ...made.args].some((part) => varies(part));
      }
      if (each.k === 'function') return functionVaries(module, each.function, (inner) => varies(inner));
      if (each.k !== 'var') return false;
      if (items.has(each.v) || stepped.has(each.v)) return true;
      if (seen.has(each.v)) return false;
      seen.add(each.v);
      return (module.index.assignments[each.v] ?? []).some(({ value, function: at, at: place }) => at === fn && place >= loop.at && place < loop.end && (varies(value) || picks(value)));
    });
  function picks(expr: Expr): boolean {
    return someExpr(expr, (each) => {
    const [of] = each.k === 'index' ? [each.index] : [];
    const inText = each.k === 'template' ? each.values : each.k === 'op' && each.op === '+' ? each.args : each.k === 'object' ? each.props.map(({ value }) => value) : [];
    return [...(of ? [of] : []), ...inText].some((inner) => someExpr(inner, (leaf) => leaf.k === 'var' && (carried.has(leaf.v) || (counters.has(leaf.v) && !isTurnNumber(module, leaf.v)))));
  });
  }
  return ![...call.args, call.callee].some((arg) => varies(arg) || picks(arg));
}

/** Variables that each turn makes from what they were: `folder = dirname(folder)`. Counters are none. */
function steppedIn(module: LinkedModule, fn: number, loop: LoopStep): ReadonlySet<number> {
  const found = new Set<number>();
  const comesFrom = (expr: Expr, variable: number, depth: number): boolean =>
    someExpr(expr, (each) => {
      if (each.k === 'var' && each.v === variable) return true;
      if (depth > 4) return false;
      if (each.k === 'result') {
        const made = module.index.calls[fn]?.[each.id];
        return made !== undefined && [made.callee, ...made.args].some((part) => comesFrom(part, variable, depth + 1));
      }
      return each.k === 'var' && (module.index.assignments[each.v] ?? []).some((bound) => bound.function === fn && bound.at >= loop.at && bound.at < loop.end && comesFrom(bound.value, variable, depth + 1));
    });
  forEachStep([...loop.body, ...(loop.update ?? [])], (step) => {
    if (step.s !== 'assign' || step.declares || step.op !== '=' || step.to.k !== 'var' || step.value.k === 'op') return;
    if (comesFrom(step.value, step.to.v, 0)) found.add(step.to.v);
  });
  return found;
}

/** A number of the turn that is sent along is no pick. */
function isTurnNumber(module: LinkedModule, variable: number): boolean {
  return /attempt|retr|tries|^try/i.test(module.facts.variables[variable]?.name ?? '');
}

/** Variables that take something over from the call's result: a cursor, a page. */
function carriedFrom(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep): ReadonlySet<number> {
  const found = new Set<number>();
  const comesFromCall = (expr: Expr, depth: number): boolean =>
    someExpr(expr, (each) => {
      if (each.k === 'result') return each.id === call.id;
      if (each.k !== 'var' || depth > 4) return false;
      return (module.index.assignments[each.v] ?? []).some((bound) => bound.function === fn && bound.at >= loop.at && bound.at < loop.end && comesFromCall(bound.value, depth + 1));
    });
  forEachStep([...loop.body, ...(loop.update ?? [])], (step) => {
    if (step.s === 'assign' && !step.declares && comesFromCall(step.value, 0)) for (const { variable } of boundNames(step.to)) found.add(variable);
  });
  return found;
}

/** Whether a function written in place uses what differs from turn to turn. */
function functionVaries(module: LinkedModule, id: number, varies: (expr: Expr) => boolean): boolean {
  return (module.index.calls[id] ?? []).some((call) => call !== undefined && [call.callee, ...call.args].some((each) => each.k !== 'function' && varies(each)));
}

function throwsAfter(steps: readonly Step[], end: number): boolean {
  return steps.some((step) => (step.s === 'throw' && step.at >= end) || innerBodies(step).some((inner) => throwsAfter(inner, end)));
}
