/** What is known at one moment of a run of attempts: see `attempt-run.ts`. */
import type { CallStep, Expr, LoopStep, Step, YieldStep } from '@dist-lint/model';
import type { FailureKind } from './failure-kinds.ts';
import type { GivenInstead } from './given-instead.ts';
import type { Program } from './link.ts';
import type { PlainPlace, PlainValue, Scope } from './plain-values.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { isOfOtherObject } from './other-object.ts';
import type { CallTarget, ResolvedCall } from './resolved-calls.ts';
import { bothWaits, type Wait } from './waits.ts';

/** What ends the attempts, if anything does. `stop`: its owner ends it, as it ends everything of its kind; failures do not. */
export type Bound = 'count' | 'deadline' | 'signal' | 'stop' | 'none';

/**
 * How an attempt goes. `throw`: it throws or rejects. `result`: its result says that it failed, `throttled`: with status 429.
 * `refused`: it is done, and what it asks for is not given, since somebody else came first; `taken`: it is given.
 * `listener`: what it registers is told. `pass`: it succeeds.
 */
export type AttemptFate = 'throw' | 'result' | 'throttled' | 'refused' | 'taken' | 'listener' | 'pass';

/** What an attempt has given: opaque, or what a function of the program says that it gives. */
export interface Given {
  /** Its status is the exit code of a command. */
  isExit?: true;
  instead?: GivenInstead;
  module?: LinkedModule;
  scope?: Scope;
}

/** What is run once the steps at hand are done: by a timer, a callback, a listener. */
export interface Due {
  call: CallStep;
  functions: readonly { number: FunctionNumber }[];
  wait: Wait;
  /** Where it was handed over. */
  scope: Scope;
  /** Position of the parameter that takes the failure. */
  error?: number;
  /** It is told the exit code of what has failed, first. */
  isExit?: true;
}

/** How control leaves steps; `again`: the function begins anew. */
export interface Outcome {
  how: 'end' | 'return' | 'throw' | 'break' | 'continue' | 'again' | 'stop';
  label?: string | undefined;
  call?: CallStep;
  /** In which run of which function the call stands. */
  from?: Scope;
}

export const END: Outcome = { how: 'end' };
export const STOP: Outcome = { how: 'stop' };

export type Locals = Map<number, PlainValue | null>;

export interface AttemptState {
  readonly program: Program;
  readonly module: LinkedModule;
  /** The loop, or the body of a function that calls itself. */
  readonly steps: readonly Step[];
  readonly scope: Scope;
  readonly how: AttemptFate;
  /** With which status a result says that it failed. */
  readonly status: number | undefined;
  /** A result that was refused is nothing, as a whole: `null`, `false`, `0`. */
  readonly isWhole: boolean;
  /** A loop that is an attempt as a whole, and how it ends when it has failed. */
  readonly rounds: { loop: LoopStep | YieldStep; ends: 'end' | 'return' | 'throw' | 'stop' } | undefined;
  readonly isAttempt: (call: CallStep) => boolean;
  readonly again: FunctionNumber | undefined;
  readonly leadsBack: ReadonlySet<number>;
  /** An interval runs it again, whatever comes out, until it is cleared. */
  readonly every: Wait | undefined;
  /** Variables that hold the request, which lives on from one attempt to the next, and its failure. */
  readonly intercepted: { kept: ReadonlySet<number>; failures: ReadonlySet<number> } | undefined;
  readonly enough: number;
  readonly budget: { left: number };
  /** Steps of other functions by which these count. */
  readonly aside: readonly Step[];
  /** Variables that the attempts or what is around them change. */
  readonly changing: ReadonlySet<number>;
  /** Members of objects that they change, see `memberKey`. */
  readonly members: ReadonlySet<string>;
  /** Those of them that are declared without a value. */
  readonly unsetVariables: ReadonlySet<number>;
  /** Parameters that are not handed on as they are when the function begins anew. */
  readonly stepping: ReadonlySet<number>;
  /** Runs steps: for those who run functions in the place of their calls. */
  readonly run: (steps: readonly Step[]) => Outcome;
  /** {@link scope} with what variables hold now, for whoever asks later, too. */
  readonly own: Own;
  /** The function whose steps are run: the one at hand, or one that is run in its place. */
  current: Scope;
  depth: number;
  locals: Locals;
  /** Fields of the object at hand that have been set on the way. */
  readonly fields: Map<string, PlainValue | null>;
  /** Variables that hold what an attempt has given. */
  readonly outcomes: Map<number, Given>;
  /** Variables that hold the part of it that tells how it went. */
  readonly tellers: Set<number>;
  /** Variables that hold the failure. */
  readonly failures: Set<number>;
  /** Calls at the end of the attempts' promise chains: they give what the attempt has given. */
  readonly finals: Map<CallStep, Given>;
  /** Under these names lie attempts that have failed, and are not waited for yet. */
  readonly pending: Set<string>;
  /** Keys that have been put into collections, spelled. */
  readonly held: Set<string>;
  /** Waits that have been begun and are kept under a name. */
  readonly begunWaits: Map<string, Wait>;
  attempts: number;
  /** How many there were when it began anew. */
  begun: number;
  bound: Bound;
  /** Another function sets what it asks, or takes its interval away. */
  isOwned: boolean;
  isCounted: boolean;
  /** A test that cannot be told as a whole compares a number that changes: it may be told later. */
  mayCount: boolean;
  /** A test that counted cannot be told any more. */
  isLost: boolean;
  isLookedAt: boolean;
  /** See `Course.narrow`. */
  narrow: FailureKind | undefined;
  presumed: boolean;
  /** A test that asks nothing of the failure and cannot be told decides whether it waits. */
  mayWait: boolean;
  limit: PlainPlace | undefined;
  env: string | undefined;
  readonly waits: Wait[];
  /** How long each awaited call waited when it was come to last. */
  readonly waitsBefore: Map<CallStep, Wait | undefined>;
  /** Since the last attempt. */
  waited: Wait;
  due: readonly Due[];
  /** Something is done between attempts that asks for other credentials, or may; or a person is asked. */
  isRenewed: boolean;
  /** It goes on because something was switched to another way. */
  isSwitched: boolean;
  /** Its interval has been cleared. */
  isCleared: boolean;
  /** Steps that follow within the same turn, the innermost last. */
  rests: { body: readonly Step[]; index: number }[];
  /** What the loop asks whose turn is run. */
  test: Expr | undefined;
  /** Answers about bodies, which do not change on the way. */
  readonly mattering: Map<readonly Step[], boolean>;
  readonly leading: Map<readonly Step[], boolean>;
}

/** A scope of which only this run knows, with those around it. */
interface Own extends Omit<Scope, 'outer'> {
  outer?: Own;
}

export function ownScope(scope: Scope): Own {
  const { outer, ...own } = scope;
  const parent = scope.module.facts.functions[scope.function]?.parent ?? -1;
  const around = outer ?? (parent >= 0 ? { module: scope.module, function: parent } : undefined);
  return around ? { ...own, outer: ownScope(around) } : own;
}

/** The scope of the steps at hand, with what variables hold now. */
export function scopeNow({ scope, current, locals, own }: AttemptState): Scope {
  // Counters may lie in the functions around it.
  for (let each: Own | undefined = own; each; each = each.outer) each.locals = locals;
  const seeing = (each: Scope): Scope => (each === scope ? own : { ...each, locals, outer: each.outer ? seeing(each.outer) : own, ...(own.self ? { self: own.self } : {}) });
  return seeing(current);
}

export function resolvedOf({ program, module, current }: AttemptState, call: CallStep): ResolvedCall | undefined {
  return program.call(module, current.function, call.id);
}

/** A call of the function at hand, by its number. */
export function callOf({ module, current }: AttemptState, { id }: Extract<Expr, { k: 'result' }>): CallStep | undefined {
  return module.index.calls[current.function]?.[id];
}

/** It begins the function anew. */
export function isAgain(now: AttemptState, call: CallStep): boolean {
  return now.again !== undefined && calledHere(now, call).some(({ number }) => number === now.again);
}

/** What a call calls, of the object at hand or of none: another object's methods are no way back. */
export function calledHere(now: AttemptState, call: CallStep): readonly CallTarget[] {
  const { program, module, current } = now;
  return (resolvedOf(now, call)?.functions ?? []).filter(({ number }) => !isOfOtherObject(program, module, current.function, call, number));
}

export function addWait(now: AttemptState, more: Wait | undefined): void {
  if (!more) return;
  const { waited } = now;
  now.waited = bothWaits(waited, more);
}
