/** Whether two turns attempt the same: what an attempt is given is not the next item, page, folder or child. */
import type { CallStep, Expr, LoopStep, Span, Step, TryStep } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';
import { spellExpr } from './summaries.ts';
import { boundNames, forEachExpr, forEachStep, innerBodies, someExpr, someStep, triesAround } from './walk.ts';

/** What a variable is bound to within the turns of a loop. */
function boundIn(module: LinkedModule, fn: number, loop: Span, variable: number): Expr[] {
  return (module.index.assignments[variable] ?? []).flatMap((bound) => (bound.function === fn && bound.at >= loop.at && bound.at < loop.end ? [bound.value] : []));
}

/** What a call is given, or called on, is made anew in each turn: the next item. */
export function isOfTurn(module: LinkedModule, fn: number, loop: Span, call: CallStep): boolean {
  const isInside = ({ at, end }: { at: number; end: number }): boolean => at >= loop.at && end <= loop.end;
  const isMade = (expr: Expr, depth: number): boolean =>
    someExpr(expr, (each) => {
      if (each.k === 'result') {
        const made = module.index.calls[fn]?.[each.id];
        return made !== undefined && made !== call && isInside(made);
      }
      return each.k === 'var' && depth < 4 && boundIn(module, fn, loop, each.v).some((bound) => isMade(bound, depth + 1));
    });
  return [call.callee, ...call.args].some((expr) => isMade(expr, 0));
}

export function innermostTry(steps: readonly Step[], at: number): TryStep | undefined {
  return triesAround(steps, at).findLast(({ handler }) => handler !== undefined);
}

export function usesAny(module: LinkedModule, fn: number, call: CallStep, variables: ReadonlySet<number>): boolean {
  const uses = (expr: Expr, depth: number): boolean => someExpr(expr, (each) => {
    if (each.k === 'var' && variables.has(each.v)) return true;
    if (depth > 3) return false;
    const made = each.k === 'result' ? module.index.calls[fn]?.[each.id] : undefined;
    if (made) return made !== call && made.args.some((arg) => uses(arg, depth + 1));
    return each.k === 'var' && (module.index.assignments[each.v] ?? []).some((bound) => bound.function === fn && uses(bound.value, depth + 1));
  });
  return variables.size > 0 && [call.callee, ...call.args].some((expr) => uses(expr, 0));
}

/**
 * It is attempted only while something is there, which is taken away when it has failed:
 * `if (cache.token) try { … } catch { cache.clear(); … }`.
 */
export function isClearedFirst(module: LinkedModule, fn: number, steps: readonly Step[], call: CallStep): boolean {
  const tests = testsAround(steps, call.at);
  if (tests.length === 0) return false;
  const asked = new Set<string>();
  const note = (test: Expr): void => forEachExpr(test, (each) => {
    // `if (await cache.has(key))`
    const made = each.k === 'result' ? module.index.calls[fn]?.[each.id] : undefined;
    if (made?.callee.k === 'member' && made !== call) asked.add(spellExpr(module, made.callee.of));
    if (each.k !== 'member') return;
    asked.add(spellExpr(module, each.of));
    asked.add(spellExpr(module, each));
  });
  for (const { test } of tests) note(test);
  asked.delete('');
  asked.delete('this');
  const handler = innermostTry(steps, call.at)?.handler?.body ?? [];
  return touches(module, handler, asked, () => true) || tests.some(({ then }) => touches(module, then, asked, (step) => step.at > call.at && takesAway(step)));
}

function touches(module: LinkedModule, body: readonly Step[], asked: ReadonlySet<string>, counts: (step: Step) => boolean): boolean {
  return someStep(body, (step) => {
    const touched = step.s === 'call' && step.callee.k === 'member' ? step.callee.of : step.s === 'assign' && step.to.k === 'member' ? step.to : step.s === 'delete' ? step.target : undefined;
    return touched !== undefined && counts(step) && asked.has(spellExpr(module, touched));
  });
}

/** It leaves nothing there. */
function takesAway(step: Step): boolean {
  if (step.s === 'delete') return true;
  if (step.s === 'assign') return step.op === '=' && ((step.value.k === 'literal' && !step.value.value) || (step.value.k === 'global' && step.value.name === 'undefined'));
  return step.s === 'call' && step.callee.k === 'member' && TAKING_AWAY.test(step.callee.name);
}

const TAKING_AWAY = /^(delete|del|remove|clear|unset|evict|invalidate|reset|unlink|pop|shift)/i;

/** They take one of several away. */
const TAKING = new Set(['pop', 'shift']);

interface TestAround {
  test: Expr;
  /** What is done where it holds, or does not: where the call stands. */
  then: readonly Step[];
}

function testsAround(steps: readonly Step[], at: number): TestAround[] {
  const step = steps.find((each) => at >= each.at && at < each.end);
  const inside = step && innerBodies(step).find((body) => body.some((each) => at >= each.at && at < each.end));
  return inside ? [...(step.s === 'if' ? [{ test: step.test, then: inside }] : []), ...testsAround(inside, at)] : [];
}

/**
 * Whether each turn attempts the same: what the call is given is neither the loop's item, nor picked by its counter, nor
 * carried on from turn to turn, as pages are.
 */
export function isSameInput(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep): boolean {
  const items = new Set(loop.item ? boundNames(loop.item).map(({ variable }) => variable) : []);
  const counters = new Set<number>();
  for (const step of [...(loop.init ?? []), ...(loop.update ?? [])]) if (step.s === 'assign') for (const { variable } of boundNames(step.to)) counters.add(variable);
  const carried = carriedFrom(module, fn, loop, call);
  const stepped = steppedIn(module, fn, loop);
  const seen = new Set<number>();
  const varies = (expr: Expr, isInside = false): boolean =>
    someExpr(expr, (each) => {
      if (each.k === 'result') {
        // A function written in place numbers its results by itself, and all its calls are looked at.
        if (isInside) return false;
        const made = module.index.calls[fn]?.[each.id];
        return made !== undefined && made !== call && made.at >= loop.at && made.at < loop.end && ([made.callee, ...made.args].some((part) => varies(part)) || made.args.some(isPlace) || closureVaries(made.callee));
      }
      if (each.k === 'function') return functionVaries(module, each.function, (inner) => varies(inner, true));
      if (each.k !== 'var') return false;
      if (items.has(each.v) || stepped.has(each.v)) return true;
      if (seen.has(each.v)) return false;
      seen.add(each.v);
      if (isTaken(each.v) || feeds(each.v).some((fed) => varies(fed))) return true;
      return boundIn(module, fn, loop, each.v).some((bound) => varies(bound) || picks(bound));
    });
  /** `const here = () => join(folder, name)`: what it gives differs with what it uses. */
  function closureVaries(callee: Expr): boolean {
    const [only, ...more] = callee.k === 'var' ? (module.index.assignments[callee.v] ?? []) : [];
    return only !== undefined && more.length === 0 && only.function === fn && only.value.k === 'function' && varies(only.value);
  }
  /** `sizeAt(exponent)`: what a call makes of a counter that numbers no attempts. */
  function isPlace(arg: Expr): boolean {
    return arg.k === 'var' && counters.has(arg.v) && !isTurnNumber(module, arg.v);
  }
  /** `const next = waiting.pop()`, which is not put back. */
  function isTaken(variable: number): boolean {
    return boundIn(module, fn, loop, variable).some((value) => {
      const made = value.k === 'result' ? module.index.calls[fn]?.[value.id]?.callee : undefined;
      if (made?.k !== 'member' || !TAKING.has(made.name)) return false;
      const from = spellExpr(module, made.of);
      let isBack = false;
      forEachStep(loop.body, (step) => {
        isBack ||= step.s === 'call' && step.callee.k === 'member' && spellExpr(module, step.callee.of) === from && step.args.some((arg) => someExpr(arg, (part) => part.k === 'var' && part.v === variable));
        return !isBack;
      });
      return !isBack;
    });
  }
  /** What is put into something that is made anew in each turn: `const copy = new Row(); Object.assign(copy, row)`. */
  function feeds(variable: number): Expr[] {
    if (boundIn(module, fn, loop, variable).length === 0) return [];
    const isIt = (expr: Expr | undefined): boolean => expr?.k === 'var' && expr.v === variable;
    const fed: Expr[] = [];
    forEachStep(loop.body, (step) => {
      if (step.s === 'assign' && (step.to.k === 'member' || step.to.k === 'index') && isIt(step.to.of)) fed.push(step.value);
      if (step.s !== 'call' || step === call || step.callee.k !== 'member') return;
      if (isIt(step.callee.of) || (step.callee.name === 'assign' && isIt(step.args[0]))) fed.push(...step.args);
    });
    return fed;
  }
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
      return each.k === 'var' && boundIn(module, fn, loop, each.v).some((bound) => comesFrom(bound, variable, depth + 1));
    });
  forEachStep([...loop.body, ...(loop.update ?? [])], (step) => {
    if (step.s !== 'assign' || step.declares || step.op !== '=' || step.to.k !== 'var' || step.value.k === 'op') return;
    if (comesFrom(step.value, step.to.v, 0)) found.add(step.to.v);
  });
  return found;
}

/** A number of the turn that is sent along is no pick. */
export function isTurnNumber(module: LinkedModule, variable: number): boolean {
  return /attempt|retr|tries|^try/i.test(module.facts.variables[variable]?.name ?? '');
}

/** Variables that take something over from the call's result: a cursor, a page. */
function carriedFrom(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep): ReadonlySet<number> {
  const found = new Set<number>();
  const comesFromCall = (expr: Expr, depth: number): boolean =>
    someExpr(expr, (each) => {
      if (each.k === 'result') return each.id === call.id;
      if (each.k !== 'var' || depth > 4) return false;
      return boundIn(module, fn, loop, each.v).some((bound) => comesFromCall(bound, depth + 1));
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
