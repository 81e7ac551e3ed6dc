/**
 * Runs a loop or a function by hand, with numbers for its counters and nothing else known, to see what it does when
 * an attempt in it fails each time: how often it tries, how long it waits in between, and what ends it.
 *
 * Where a test cannot be told, the way is taken that tries again; of two such ways, the one that waits less. So what comes
 * out is the worst case. The work is bounded by {@link MOST_STEPS}, whatever the code says.
 */
import type { CallStep, Step } from '@dist-lint/model';
import { ENDLESS, MOST_ATTEMPTS } from './attempt-calls.ts';
import { isToldOther } from './attempt-anew.ts';
import { stepsAside } from './attempt-aside.ts';
import { runSteps } from './attempt-control.ts';
import { runDue } from './attempt-due.ts';
import { changedIn, changedMembers, NOBODY } from './attempt-steps.ts';
import { END, ownScope, type AttemptFate, type AttemptState, type Bound, type Outcome } from './attempt-state.ts';
import { begin, enter, unsetIn } from './attempt-variables.ts';
import { steppingOnTheWay } from './carried-values.ts';
import type { FailureKind } from './failure-kinds.ts';
import { isIntervalOwned } from './intervals.ts';
import type { Program } from './link.ts';
import { selfWithin } from './plain-scope.ts';
import type { PlainPlace, Scope } from './plain-values.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import type { Wait } from './waits.ts';

export type { Bound } from './attempt-state.ts';

export interface Course {
  /** Tries, the first included. `unknown`: they end, and nobody can tell when. */
  attempts: number | 'unbounded' | 'unknown';
  bound: Bound;
  /** Before the second attempt, the third, …; the first few. */
  waits: readonly Wait[];
  /** Where the number is said that ends it. */
  limit?: PlainPlace;
  /** The environment variable that may say another number. */
  env?: string;
  /** A test that cannot be told decides whether it waits; the way without is taken. */
  presumed?: true;
  /** That test asks nothing of the failure: it may be that each of them waits. */
  mayWait?: true;
  /** Only some failures are tried again. */
  narrow?: FailureKind;
  /** A test on the way has looked at what the attempt gave. */
  isLookedAt: boolean;
  /** Something is done between the attempts, so that a failure which asks for other credentials is no more the same; or a person is asked. */
  isRenewed?: true;
  /** The next attempt is another one: it is told something else, or a switch lets it happen once. */
  isOther?: true;
  /** Failures do not end it, and another function may: it sets a flag that is asked. */
  isOwned?: true;
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
  /** It is told of what has failed already, and of each attempt that it makes itself. */
  intercepted?: AttemptState['intercepted'];
  how: AttemptFate;
  status?: number;
  isWhole?: boolean;
  rounds?: AttemptState['rounds'];
  /** Attempts after which no more is asked. */
  enough?: number;
  /** Steps that may still be run, by this run and others; when they are used up, nothing is known. */
  budget?: { left: number };
}

const MOST_STEPS = 20_000;

export function attemptRun(program: Program, run: AttemptRun): Course {
  const now = stateOf(program, run);
  begin(now);
  const arrival = arrive(now);
  if (arrival.how === 'again' && arrival.call && now.attempts === 0) enter(now, arrival.call, arrival.from);
  else begin(now);
  let outcome = runDue(now, now.run(now.steps));
  let isOther = false;
  while (outcome.how === 'again' && outcome.call) {
    if (now.attempts === 0) break; // it begins anew before anything has been attempted
    isOther ||= outcome.from !== undefined && isToldOther(run.scope, outcome.from, outcome.call);
    enter(now, outcome.call, outcome.from);
    outcome = runDue(now, now.run(now.steps));
  }
  const { attempts, isCounted, isLookedAt, narrow, presumed, limit, env, waits } = now;
  const isCutShort = now.budget.left < 0;
  if (isCutShort && attempts < ENDLESS) return { attempts: 1, bound: 'none', waits: [], isLookedAt, ends: 'stop' };
  const isEndless = outcome.how === 'stop' && (!isCounted || now.isLost || attempts >= MOST_ATTEMPTS || isCutShort);
  // A count that never came to its end does not end it, unless it was lost on the way.
  const bound = isCounted && isEndless && !now.isLost && !isCutShort ? 'none' : now.bound;
  // Nothing counts, and yet it is over after the second: it was switched to something else.
  const isSwitched = now.isSwitched || (attempts === 2 && !isCounted && !isEndless && bound !== 'deadline');
  const isUnknown = isEndless && bound !== 'none' && bound !== 'stop';
  return {
    attempts: isUnknown ? 'unknown' : isEndless ? 'unbounded' : attempts,
    bound: !isEndless && (isCounted || (bound === 'none' && attempts > 1)) ? 'count' : bound,
    waits, isLookedAt,
    ...(narrow ? { narrow } : {}),
    ...(presumed ? { presumed } : {}),
    ...(now.mayWait ? { mayWait: true as const } : {}),
    ...(isOther || isSwitched ? { isOther: true as const } : {}),
    ...(now.isOwned || (now.every && isIntervalOwned(program, run.scope.module, run.scope.function)) ? { isOwned: true as const } : {}),
    ...(now.isRenewed ? { isRenewed: true as const } : {}),
    ends: outcome.how === 'throw' || outcome.how === 'return' || outcome.how === 'stop' ? outcome.how : 'end',
    ...(limit ? { limit } : {}),
    ...(env === undefined ? {} : { env }),
  };
}

/** What is handed over in place is first come to by the function around it. */
function arrive(now: AttemptState): Outcome {
  const { module, scope, leadsBack } = now;
  const from = now.again === undefined ? undefined : handedOverBy(module, scope.function, leadsBack);
  if (from === undefined) return END;
  now.current = { module, function: from, outer: scope };
  const outcome = runDue(now, now.run(module.facts.functions[from]?.body ?? []));
  now.current = scope;
  return outcome;
}

/** The outermost function of a way back that hands another over in place, through those in between. */
function handedOverBy(module: LinkedModule, fn: number, leadsBack: ReadonlySet<number>): number | undefined {
  const from = module.index.passedTo[fn]?.function;
  if (from === undefined || !leadsBack.has(from)) return undefined;
  return handedOverBy(module, from, leadsBack) ?? from;
}

function stateOf(program: Program, { steps, scope, isAttempt, again, leadsBack = NOBODY, every, intercepted, how, status, isWhole = false, rounds, enough = Infinity, budget = { left: MOST_STEPS } }: AttemptRun): AttemptState {
  const ways = [{ fn: scope.function, body: steps }, ...[...leadsBack].map((id) => ({ fn: id, body: scope.module.facts.functions[id]?.body ?? [] }))];
  const aside = ways.flatMap(({ fn, body }) => stepsAside(program, scope.module, fn, body, leadsBack));
  const bodies = [...ways.flatMap(({ body }) => body), ...aside];
  const changing = changedIn(bodies);
  const fields: AttemptState['fields'] = new Map();
  const now: AttemptState = {
    program, module: scope.module, steps, scope, how, status, isWhole, rounds, isAttempt: (call) => isAttempt(call), again, leadsBack, every, intercepted, enough, budget, aside,
    changing, members: changedMembers(bodies), unsetVariables: unsetIn(steps, scope, changing),
    stepping: again === undefined ? NOBODY : steppingOnTheWay(program, { module: scope.module, function: scope.function, leadsBack }),
    run: (body) => runSteps(now, body),
    own: { ...ownScope(scope), self: { ...selfWithin(scope).self, fields } }, current: scope, depth: 0, locals: new Map(), fields,
    outcomes: new Map(), tellers: new Set(), failures: new Set(intercepted?.failures), finals: new Map(), pending: new Set(), held: new Set(), begunWaits: new Map(),
    attempts: intercepted ? 1 : 0, begun: 0, bound: 'none', isOwned: false, isCounted: false, mayCount: false, isLost: false, isLookedAt: false, narrow: undefined, presumed: false, mayWait: false, limit: undefined, env: undefined,
    waits: [], waitsBefore: new Map(), waited: { ms: 0 }, due: [], isRenewed: false, isSwitched: false, isCleared: false,
    rests: [], test: undefined, mattering: new Map(), leading: new Map(),
  };
  return now;
}
