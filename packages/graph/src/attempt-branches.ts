/** Branches in a run of attempts: which way is taken where a test tells, and where it does not. */
import { soleOf, type AssignStep, type Expr, type Step } from '@dist-lint/model';
import { leadsOn, repairs } from './attempt-calls.ts';
import { beforeDeadline, derives, isChanging } from './attempt-changes.ts';
import { asksOfSwitch } from './attempt-keeps.ts';
import { endsLoop } from './attempt-flags.ts';
import { asksFailure, isTimeOut, noteNarrow, whenOwnFailure } from './attempt-narrow.ts';
import { END, resolvedOf, scopeNow, type AttemptState, type Outcome } from './attempt-state.ts';
import { endsProcess, goesRound, isComparison, leaves, memberKey, mayGoRound, mayRunOut } from './attempt-steps.ts';
import { noteBound, noteSignal, truth } from './attempt-tests.ts';
import { isOutcome } from './attempt-values.ts';
import { oneOf } from './attempt-ways.ts';
import { clearsInterval } from './intervals.ts';
import { callBehind, isMadeWith, onlyValueSet } from './made-of.ts';
import { spellExpr } from './summaries.ts';
import { waitOf } from './waits.ts';
import { boundNames, forEachExpr, operands, someExpr, someStep } from './walk.ts';

export function branch(now: AttemptState, test: Expr, then: readonly Step[], otherwise: readonly Step[]): Outcome {
  if (!matters(now, then) && !matters(now, otherwise)) return END;
  const known = truth(now, test);
  const thenLeaves = leaves(then) || endsLoop(now, then, otherwise);
  const elseLeaves = leaves(otherwise) || endsLoop(now, otherwise, then);
  if (thenLeaves !== elseLeaves) noteSignal(now, test);
  if (known !== undefined) return now.run(known ? then : otherwise);
  // What begins anew before anything has been attempted leads nowhere, if an attempt follows.
  const ahead = now.attempts > now.begun ? undefined : thenLeaves && !attemptsIn(now, then) ? otherwise : elseLeaves && !attemptsIn(now, otherwise) ? then : undefined;
  if (ahead && leadsOn(now, ahead === then ? otherwise : then) && attemptsIn(now, [...ahead, ...restOfTurn(now)])) return now.run(ahead);
  if (leadsOn(now, then) !== leadsOn(now, otherwise)) {
    now.isRenewed ||= asksOfCure(now, test);
    const other = leadsOn(now, then) ? otherwise : then;
    // Where what follows leads on as well, it ends nothing.
    if (leaves(other) || !leadsOn(now, restOfTurn(now))) noteBound(now, test);
    noteNarrow(now, test, leadsOn(now, otherwise));
    return now.run(leadsOn(now, then) ? then : otherwise);
  }
  const early = beforeDeadline(now, test);
  if (early !== undefined && !leaves(early ? then : otherwise)) {
    // What is done once a deadline has passed is not what is done each time.
    if (leaves([...(early ? otherwise : then), ...restOfTurn(now)])) noteBound(now, test);
    return now.run(early ? then : otherwise);
  }
  // What fails is not of the program's own classes, unless nothing else goes on.
  const own = whenOwnFailure(now, test);
  if (own !== undefined && !(own ? thenLeaves : elseLeaves) && !leaves([...(own ? otherwise : then), ...restOfTurn(now)])) return now.run(own ? otherwise : then);
  if (thenLeaves !== elseLeaves) {
    now.isSwitched ||= asksOfSwitch(now, test);
    noteBound(now, test);
    noteNarrow(now, test, thenLeaves);
    return now.run(thenLeaves ? otherwise : then);
  }
  if (thenLeaves) return now.run(then);
  return roundAgain(now, test, then, otherwise) ?? eitherWay(now, test, then, otherwise);
}

/** One way goes round, and the other does not: it is gone for those failures that the test lets through. */
function roundAgain(now: AttemptState, test: Expr, then: readonly Step[], otherwise: readonly Step[]): Outcome | undefined {
  const rest = restOfTurn(now);
  const ways = [[then, otherwise], [otherwise, then]] as const;
  const gone = (round: readonly Step[], others?: readonly Step[]): Outcome => {
    noteNarrow(now, test, round === otherwise, others);
    return now.run(round);
  };
  // `if (mayPass(error)) { await sleep(100); continue; } break;`, also where something on that way may end it.
  for (const [round, other] of ways) {
    if (!mayGoRound(round) || mayRunOut(round) || mayGoRound(other) || !leaves([...other, ...rest])) continue;
    noteBound(now, test);
    return gone(round);
  }
  // `if (isTaken(error)) { if (isLast) throw error; continue; } if (isBusy(error)) continue; throw error;`
  for (const [round, other] of ways) {
    const others = [...other, ...rest];
    if (mayGoRound(round) && !mayGoRound(other) && !mayRunOut(round) && !mayRunOut(others) && asksFailure(now, test, round === then)) return gone(round, others);
  }
  // `if (isTimeout(error)) { if (tries < most) { tries++; await sleep(100); continue; } } throw error;`
  for (const [round, other] of ways) {
    if (goesRoundByCount(now, round) && !mayGoRound(other) && !mayRunOut([...other, ...rest])) return gone(round);
  }
  return undefined;
}

/** Both ways go on, or both go round. */
function eitherWay(now: AttemptState, test: Expr, then: readonly Step[], otherwise: readonly Step[]): Outcome {
  // An attempt that has timed out has taken its time.
  if (isTimeOut(now, test)) return now.run(otherwise);
  // `if (attempt < max) await sleep(…)`: the last attempt alone is not waited after.
  if (compares(now, test) && derives(now, test, (each) => isChanging(now, each))) return oneOf(now, [then, otherwise], undefined, 'most');
  // `if (await removeStale(lock)) continue;`: what was in the way is not there each time.
  if (goesRound(then) && otherwise.length === 0 && asksOfRepair(now, test)) return END;
  if (waitsForTest(now, test, then)) return now.run(then);
  const before = now.presumed;
  const outcome = oneOf(now, [then, otherwise]);
  // What only some failures wait for is not waited for by the others.
  now.mayWait ||= now.presumed && !before && !asksOfAttempt(now, test);
  return outcome;
}

/** It asks something of what has failed, or of what the attempt gave: `response.headers.has('retry-after')`. */
function asksOfAttempt(now: AttemptState, test: Expr): boolean {
  const { module, current: { function: fn } } = now;
  const isOfAttempt = (each: Expr): boolean => {
    if (isOutcome(now, each)) return true;
    if (each.k === 'var') return now.failures.has(each.v) || now.outcomes.has(each.v);
    const call = callBehind(module, fn, each);
    return call !== undefined && now.isAttempt(call);
  };
  const madeOf = (each: Expr): readonly Expr[] => {
    const call = callBehind(module, fn, each);
    return call ? operands(call) : [];
  };
  return isMadeWith(test, isOfAttempt, madeOf, 4);
}

/** It compares, or asks a constant of this turn that does: `const isLast = attempt === attempts - 1; if (!isLast) …`. */
function compares({ module, current }: AttemptState, test: Expr): boolean {
  return isComparison(test) || someExpr(test, (each) => {
    const only = soleOf(each.k === 'var' ? module.index.assignments[each.v] : undefined);
    return only !== undefined && only.path.length === 0 && only.function === current.function && isComparison(only.value);
  });
}

/** The attempt itself is in it. */
function attemptsIn(now: AttemptState, body: readonly Step[]): boolean {
  return someStep(body, (step) => step.s === 'call' && now.isAttempt(step));
}

/** A count within it says whether it goes round. */
function goesRoundByCount(now: AttemptState, body: readonly Step[]): boolean {
  return body.some((step) => step.s === 'if' && isComparison(step.test) && (mayGoRound(step.then) || mayGoRound(step.else)) && derives(now, step.test, (each) => isChanging(now, each)));
}

/** It asks what a call gave that clears something out of the way. */
function asksOfRepair(now: AttemptState, test: Expr): boolean {
  const { module, current: { function: fn } } = now;
  const isRepair = (each: Expr): boolean => {
    const call = callBehind(module, fn, each);
    return call !== undefined && !now.isAttempt(call) && repairs(now, [call]);
  };
  return isMadeWith(test, isRepair, (each) => onlyValueSet(module, fn, each), 2);
}

/**
 * `unlock().then((isOpen) => (isOpen ? save(note) : false))`: something else was done after the failure, and says that it went
 * well. Who is handed the failure decides whether it may be tried again, and mends nothing.
 */
function asksOfCure(now: AttemptState, test: Expr): boolean {
  const { module, current: { function: fn } } = now;
  const asked = test.k === 'op' && test.op === '!' ? test.args[0] : test;
  if (now.attempts === 0 || asked?.k !== 'var' || now.outcomes.has(asked.v) || module.facts.variables[asked.v]?.kind !== 'param') return false;
  const { call, function: around } = module.index.passedTo[fn] ?? {};
  if (call?.callee.k !== 'member' || call.callee.name !== 'then' || around === undefined) return false;
  const cure = callBehind(module, around, call.callee.of);
  const isHandler = ['catch', 'then'].includes(nameCalled(module.index.passedTo[around]?.call.callee));
  const isFailure = (each: Expr): boolean => each.k === 'var' && (now.failures.has(each.v) || (isHandler && module.facts.variables[each.v]?.kind === 'param' && module.facts.variables[each.v]?.function === around));
  return cure !== undefined && !now.isAttempt(cure) && !now.finals.has(cure) && !cure.args.some((arg) => someExpr(arg, isFailure));
}

function nameCalled(callee: Expr | undefined): string {
  return callee?.k === 'member' ? callee.name : '';
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
  return then.some((step) => (step.s === 'try' && waitsForTest(now, test, step.body)) ||
    (step.s === 'call' && step.args.some((arg) => isNamed(now, arg, names)) && waitOf(now.program, scopeNow(now), { k: 'result', id: step.id }) !== undefined));
}

/** It names one of these, itself or in a function written in place: `new Promise((done) => setTimeout(done, delay))`. */
function isNamed({ module }: AttemptState, arg: Expr, names: ReadonlySet<string>): boolean {
  return someExpr(arg, (each) => names.has(spellExpr(module, each)) ||
    (each.k === 'function' && (module.index.calls[each.function] ?? []).some((call) => call?.args.some((inner) => someExpr(inner, (part) => names.has(spellExpr(module, part)))))));
}

/** It leaves, attempts, waits, or changes what changes. */
function matters(now: AttemptState, body: readonly Step[]): boolean {
  const known = now.mattering.get(body);
  if (known !== undefined) return known;
  const isChange = ({ to }: AssignStep): boolean => boundNames(to).some(({ variable }) => now.changing.has(variable)) || (to.k === 'member' && now.members.has(memberKey(to) ?? ''));
  const found = leadsOn(now, body) || someStep(body, (step) => {
    if (step.s === 'call') return step.awaited === true || endsProcess(step) || (now.every !== undefined && clearsInterval(now.program, resolvedOf(now, step)));
    if (step.s === 'assign') return isChange(step);
    return step.s === 'return' || step.s === 'throw' || step.s === 'break' || step.s === 'continue' || step.s === 'await';
  });
  now.mattering.set(body, found);
  return found;
}
