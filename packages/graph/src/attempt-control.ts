/** Steps in a run of attempts, one after the other: branches, loops, and `try`. */
import type { Expr, IfStep, LoopStep, Step, SwitchStep, TryStep } from '@dist-lint/model';
import { branch } from './attempt-branches.ts';
import { leadsOn, runCall, tryRound } from './attempt-calls.ts';
import { SOMETHING } from './attempt-outcome.ts';
import { isTimeOutCase } from './attempt-narrow.ts';
import { valueNow } from './attempt-values.ts';
import { oneOf } from './attempt-ways.ts';
import { waitForKept } from './attempt-keeps.ts';
import { addWait, END, scopeNow, STOP, type AttemptState, type Outcome } from './attempt-state.ts';
import { changedIn, fallingThrough, NO_STEPS } from './attempt-steps.ts';
import { noteBound, noteSignal, truth } from './attempt-tests.ts';
import { assign, unset } from './attempt-variables.ts';
import { arrayItems, itemCount } from './plain-lists.ts';
import { spellExpr } from './summaries.ts';
import { waitOf } from './waits.ts';
import { boundNames } from './walk.ts';

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
      if (now.pending.delete(spellExpr(now.module, step.of))) return { how: 'throw' };
      awaitIn(now, step.of);
      return END;
    case 'if':
      if (step.kind === 'chain' && (isAskedHook(now, step) || isThere(now, step))) return runSteps(now, step.then);
      return branch(now, step.test, step.then, step.else);
    case 'loop':
      return loop(now, step);
    case 'switch':
      return oneOf(now, casesOf(now, step), step.label ?? '');
    case 'try':
      return attempt(now, step);
    case 'block': {
      const outcome = runSteps(now, step.body);
      return outcome.how === 'break' && outcome.label === step.label ? END : outcome;
    }
    case 'yield':
      if (now.rounds?.loop === step) return tryRound(now, step, now.rounds.ends);
      // Whoever asks for the next value says when it goes on.
      if (now.attempts > 0) addWait(now, { ms: undefined });
      return END;
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

function awaitIn(now: AttemptState, of: Expr): void {
  const { waited } = now;
  addWait(now, waitOf(now.program, scopeNow(now), of));
  waitForKept(now, of);
  // A promise that is kept somewhere may be anything, a wait too.
  if (now.waited === waited && of.k === 'member' && now.attempts > 0) addWait(now, { ms: undefined });
}

/** What may be done; an attempt that has timed out has taken its time, so that others are what counts. */
function casesOf(now: AttemptState, step: SwitchStep): (readonly Step[])[] {
  const all = step.cases.map((each, index) => ({ body: fallingThrough(step, index), isTimeOut: isTimeOutCase(now, step.on, each.test) }));
  const others = all.filter(({ isTimeOut }) => !isTimeOut);
  return (others.length > 0 ? others : all).map(({ body }) => body);
}

/** `const again = await options.retry?.(error)`: what decides is there. */
function isAskedHook(now: AttemptState, { then }: IfStep): boolean {
  const last = then.at(-1);
  return last?.s === 'call' && last.awaited === true && last.fate !== 'dropped' && !now.isAttempt(last);
}

/** `browser?.on('disconnected', launch)`: what leads on is there, and that it may not be is no end that anybody meant. */
function isThere(now: AttemptState, { test, then }: IfStep): boolean {
  return leadsOn(now, then) && truth(now, test) === undefined;
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
    const outcome = runTurn(now, step.body, step.test);
    const isOwn = outcome.label === undefined || outcome.label === step.label;
    if (outcome.how === 'break' && isOwn) return END;
    if (outcome.how !== 'end' && !(outcome.how === 'continue' && isOwn)) return outcome;
    if (step.update) runSteps(now, step.update);
  }
}

/** The steps of one turn, after which nothing follows within it. */
function runTurn(now: AttemptState, body: readonly Step[], test: Expr | undefined): Outcome {
  const { rests, test: before } = now;
  now.rests = [];
  now.test = test;
  const outcome = runSteps(now, body);
  now.rests = rests;
  now.test = before;
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
  if (known === undefined) {
    now.isLost ||= now.isCounted;
    noteBound(now, step.test);
  }
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
  // Where it begins anew in place, what comes last comes after that.
  if (step.finally && outcome.how !== 'again') {
    const last = runSteps(now, step.finally);
    if (last.how !== 'end') return last;
  }
  return outcome;
}
