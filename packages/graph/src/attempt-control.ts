/** Steps in a run of attempts, one after the other: branches, loops, and `try`. */
import type { Expr, LoopStep, Step, TryStep } from '@dist-lint/model';
import { leadsOn, repairs, runCall, tryRound } from './attempt-calls.ts';
import { beforeDeadline, derives, isChanging } from './attempt-changes.ts';
import { waitOn } from './attempt-due.ts';
import { isTimeOut, noteNarrow } from './attempt-narrow.ts';
import { SOMETHING } from './attempt-outcome.ts';
import { valueNow } from './attempt-values.ts';
import { addWait, END, resolvedOf, scopeNow, STOP, type AttemptState, type Outcome } from './attempt-state.ts';
import { changedIn, endsProcess, fallingThrough, goesRound, isComparison, leaves, mayGoRound, mayRunOut, NO_STEPS } from './attempt-steps.ts';
import { noteBound, noteSignal, truth } from './attempt-tests.ts';
import { assign, unset } from './attempt-variables.ts';
import { clearsInterval } from './intervals.ts';
import { arrayItems, itemCount } from './plain-lists.ts';
import { spellExpr } from './summaries.ts';
import { waitOf } from './waits.ts';
import { boundNames, forEachExpr, forEachStep, someExpr } from './walk.ts';

export function runSteps(now: AttemptState, body: readonly Step[]): Outcome {
  const rest = { body, index: 0 };
  now.rests.push(rest);
  let outcome = END;
  for (const step of body) {
    rest.index += 1;
    now.budget.left -= 1;
    outcome = now.budget.left < 0 ? STOP : one(now, step);
    if (outcome.how !== 'end') break;
  }
  now.rests.pop();
  return outcome;
}

function one(now: AttemptState, step: Step): Outcome {
  switch (step.s) {
    case 'call':
      return runCall(now, step);
    case 'assign':
      assign(now, step);
      return END;
    case 'await':
      addWait(now, waitOf(now.program, scopeNow(now), step.of));
      return END;
    case 'if':
      return branch(now, step.test, step.then, step.else);
    case 'loop':
      return loop(now, step);
    case 'switch':
      return oneOf(now, step.cases.map((_, index) => fallingThrough(step, index)), step.label ?? '');
    case 'try':
      return attempt(now, step);
    case 'block': {
      const outcome = runSteps(now, step.body);
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

function branch(now: AttemptState, test: Expr, then: readonly Step[], otherwise: readonly Step[]): Outcome {
  if (!matters(now, then) && !matters(now, otherwise)) return END;
  const known = truth(now, test);
  const thenLeaves = leaves(then);
  const elseLeaves = leaves(otherwise);
  if (thenLeaves !== elseLeaves) noteSignal(now, test);
  if (known !== undefined) return runSteps(now, known ? then : otherwise);
  if (leadsOn(now, then) !== leadsOn(now, otherwise)) {
    noteBound(now, test);
    noteNarrow(now, test, leadsOn(now, otherwise));
    return runSteps(now, leadsOn(now, then) ? then : otherwise);
  }
  const early = beforeDeadline(now, test);
  if (early !== undefined && !leaves(early ? then : otherwise)) {
    // What is done once a deadline has passed is not what is done each time.
    if (leaves([...(early ? otherwise : then), ...restOfTurn(now)])) noteBound(now, test);
    return runSteps(now, early ? then : otherwise);
  }
  if (thenLeaves !== elseLeaves) {
    noteBound(now, test);
    noteNarrow(now, test, thenLeaves);
    return runSteps(now, thenLeaves ? otherwise : then);
  }
  if (thenLeaves) return runSteps(now, then);
  // `if (mayPass(error)) { await sleep(100); continue; } break;`
  for (const [round, other] of [[then, otherwise], [otherwise, then]] as const) {
    if (!goesRound(round) || goesRound(other) || !leaves([...other, ...restOfTurn(now)])) continue;
    noteBound(now, test);
    noteNarrow(now, test, round === otherwise);
    return runSteps(now, round);
  }
  // `if (isTimeout(error)) { if (tries < most) { tries++; await sleep(100); continue; } } throw error;`
  for (const [round, other] of [[then, otherwise], [otherwise, then]] as const) {
    if (!goesRoundByCount(now, round) || mayGoRound(other) || mayRunOut([...other, ...restOfTurn(now)])) continue;
    noteNarrow(now, test, round === otherwise);
    return runSteps(now, round);
  }
  // An attempt that has timed out has taken its time.
  if (isTimeOut(now, test)) return runSteps(now, otherwise);
  // `if (attempt < max) await sleep(…)`: the last attempt alone is not waited after.
  if (isComparison(test) && derives(now, test, (each) => isChanging(now, each))) return oneOf(now, [then, otherwise], undefined, 'most');
  return waitsForTest(now, test, then) ? runSteps(now, then) : oneOf(now, [then, otherwise]);
}

/** A count within it says whether it goes round. */
function goesRoundByCount(now: AttemptState, body: readonly Step[]): boolean {
  return body.some((step) => step.s === 'if' && isComparison(step.test) && (goesRound(step.then) || goesRound(step.else)) && derives(now, step.test, (each) => isChanging(now, each)));
}

/** What follows within the same turn. */
function restOfTurn({ rests }: AttemptState): Step[] {
  return rests.toReversed().flatMap(({ body, index }) => body.slice(index));
}

/** `if (delay) await sleep(delay)`: the test asks whether there is anything to wait for. */
function waitsForTest(now: AttemptState, test: Expr, then: readonly Step[]): boolean {
  const names = new Set<string>();
  forEachExpr(test, (each) => void names.add(spellExpr(now.module, each)));
  names.delete('');
  return then.some((step) => step.s === 'call' && step.args.some((arg) => someExpr(arg, (each) => names.has(spellExpr(now.module, each)))) && waitOf(now.program, scopeNow(now), { k: 'result', id: step.id }) !== undefined);
}

/** It leaves, attempts, waits, or changes what changes. */
function matters(now: AttemptState, body: readonly Step[]): boolean {
  const known = now.mattering.get(body);
  if (known !== undefined) return known;
  let found = leadsOn(now, body);
  forEachStep(body, (step) => {
    found ||= now.every !== undefined && step.s === 'call' && clearsInterval(now.program, resolvedOf(now, step));
    found ||= step.s === 'call' && endsProcess(step);
    found ||= step.s === 'return' || step.s === 'throw' || step.s === 'break' || step.s === 'continue' || step.s === 'await' || (step.s === 'call' && step.awaited === true) ||
      (step.s === 'assign' && boundNames(step.to).some(({ variable }) => now.changing.has(variable)));
    return !found;
  });
  now.mattering.set(body, found);
  return found;
}

/** Whatever way leaves the least wait, with what differs between the ways forgotten. */
function oneOf(now: AttemptState, ways: readonly (readonly Step[])[], label?: string, wanted: 'least' | 'most' = 'least'): Outcome {
  const going = ways.filter((way) => !leaves(way) || leadsOn(now, way));
  // A way that clears something out of the way before it goes round is not gone each time.
  const plain = going.filter((way) => !goesRound(way) || !repairs(now, way));
  const open = plain.length > 0 ? plain : going;
  const before = progress(now);
  let best: (Progress & { outcome: Outcome }) | undefined;
  for (const way of open.length > 0 ? open : ways.slice(0, 1)) {
    Object.assign(now, before, { locals: new Map(before.locals) });
    const outcome = runSteps(now, way);
    const more = best ? waitOn(now) - waitOn(best) : 0;
    if (best && more !== 0 && !Number.isNaN(more)) now.presumed ||= wanted === 'least';
    // What leaves nothing to a timer, or ends the interval, leads nowhere.
    const isFirst = !best || (now.due !== before.due && best.due === before.due) || (best.isCleared && !now.isCleared);
    if (isFirst || (wanted === 'least' ? more < 0 : more > 0)) best = { ...progress(now), outcome };
    if (now.attempts > before.attempts) break; // one way is enough where attempts are made
  }
  if (!best) return END;
  const { outcome: last, ...reached } = best;
  Object.assign(now, reached);
  // What goes on after either way knows less; a way that goes round at once is taken as it is.
  if (ways.length > 1 && wanted === 'least' && last.how === 'end') for (const variable of changedIn(ways.flat())) now.locals.set(variable, null);
  // A `break` in a switch leaves the switch.
  const isOwn = last.how === 'break' && label !== undefined && (last.label === undefined || last.label === label);
  return isOwn ? END : last;
}

/** What differs between ways. */
type Progress = Pick<AttemptState, 'locals' | 'waited' | 'attempts' | 'due' | 'isCleared'>;

function progress({ locals, waited, attempts, due, isCleared }: AttemptState): Progress {
  return { locals, waited, attempts, due, isCleared };
}

function loop(now: AttemptState, step: LoopStep): Outcome {
  const { program, rounds } = now;
  if (rounds?.loop === step) return tryRound(now, step, rounds.ends);
  if (!now.steps.includes(step) && !(leadsOn(now, step.body) || leadsOn(now, step.head ?? NO_STEPS))) {
    for (const variable of changedIn([step])) now.locals.set(variable, null);
    return END;
  }
  if (step.init) runSteps(now, step.init);
  const items = step.over ? arrayItems(program.link, scopeNow(now), step.over)?.items : undefined;
  const length = step.over ? (items?.length ?? itemCount(program.link, scopeNow(now), step.over)) : undefined;
  if (step.over && length === undefined) now.bound = 'count'; // it ends with what it goes through
  for (let turn = 0; ; turn += 1) {
    if (step.over) {
      if (length !== undefined && turn >= length) return counted(now);
      if (items && step.item?.k === 'var') now.locals.set(step.item.v, valueNow(now, items[turn] as Expr) ?? null);
    } else if (step.kind !== 'do' || turn > 0) {
      const stop = tested(now, step);
      if (stop) return stop;
    }
    unset(now, step);
    const outcome = runTurn(now, step.body);
    const isOwn = outcome.label === undefined || outcome.label === step.label;
    if (outcome.how === 'break' && isOwn) return END;
    if (outcome.how !== 'end' && !(outcome.how === 'continue' && isOwn)) return outcome;
    if (step.update) runSteps(now, step.update);
  }
}

/** The steps of one turn, after which nothing follows within it. */
function runTurn(now: AttemptState, body: readonly Step[]): Outcome {
  const { rests } = now;
  now.rests = [];
  const outcome = runSteps(now, body);
  now.rests = rests;
  return outcome;
}

/** An outcome when the loop ends. */
function tested(now: AttemptState, step: LoopStep): Outcome | undefined {
  if (step.head) {
    const outcome = runSteps(now, step.head);
    if (outcome.how !== 'end') return outcome;
  }
  if (!step.test) return undefined;
  const known = truth(now, step.test);
  noteSignal(now, step.test);
  if (known === false) return END;
  if (known === undefined) noteBound(now, step.test);
  return undefined;
}

function counted(now: AttemptState): Outcome {
  now.isCounted = true;
  now.bound = 'count';
  return END;
}

function attempt(now: AttemptState, step: TryStep): Outcome {
  let outcome = runSteps(now, step.body);
  if (outcome.how === 'throw' && step.handler) {
    for (const { variable } of step.handler.param ? boundNames(step.handler.param) : []) {
      now.locals.set(variable, SOMETHING);
      now.failures.add(variable);
    }
    outcome = runSteps(now, step.handler.body);
  }
  if (step.finally) {
    const last = runSteps(now, step.finally);
    if (last.how !== 'end') return last;
  }
  return outcome;
}
