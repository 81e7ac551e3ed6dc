/** Attempts that race against a time which is over for all of them together: `await Promise.race([attempt(), timedOut])`. */
import { soleOf, type CallStep, type Expr, type Step } from '@dist-lint/model';
import { exits } from './control-flow.ts';
import type { AttemptState } from './attempt-state.ts';
import type { Program } from './link.ts';
import { callBehind } from './made-of.ts';
import { isTimeout } from './named-calls.ts';
import type { LinkedModule } from './program.ts';
import { someStep, triesAround } from './walk.ts';

/**
 * What races against a promise of before the first attempt, which a timer rejects, comes to an end when that does; unless all
 * failures are kept on the way, and none leaves.
 */
export function noteRace(now: AttemptState, call: CallStep): void {
  if (now.bound !== 'none') return;
  const { module, current } = now;
  const isIn = (item: Expr): boolean => (item.k === 'result' && item.id === call.id) || (item.k === 'awaited' && isIn(item.of));
  const races = [call, ...(module.index.calls[current.function] ?? []).filter((each) => each !== undefined && racers(each).some(isIn))];
  if (!races.some((each) => each !== undefined && racers(each).some((item) => isTimeUp(now, item)))) return;
  const tries = triesAround(module.facts.functions[current.function]?.body ?? [], call.at).filter(({ handler }) => handler !== undefined);
  const isLetOut = tries.every(({ handler, at, end }) => !isInside(now, { at, end }) || exits(handler?.body ?? [], () => 0).some(({ how }) => how === 'throw' || how === 'return' || how === 'break'));
  if (isLetOut) now.bound = 'deadline';
}

/** Handlers around the whole have nothing to do with the next turn. */
function isInside({ steps }: AttemptState, { at, end }: { at: number; end: number }): boolean {
  return at >= (steps[0]?.at ?? 0) && end <= (steps.at(-1)?.end ?? Infinity);
}

function racers({ callee, args: [list] }: CallStep): readonly Expr[] {
  const isRace = callee.k === 'member' && callee.name === 'race' && callee.of.k === 'global' && callee.of.name === 'Promise';
  return isRace && list?.k === 'array' ? list.items : [];
}

/** A name that was given a promise before the attempts began, which only a timer settles. */
function isTimeUp({ program, module, steps }: AttemptState, item: Expr): boolean {
  const [only, ...more] = item.k === 'var' ? (module.index.assignments[item.v] ?? []) : [];
  const isBefore = only !== undefined && (steps[0] === undefined || only.at < steps[0].at);
  const made = isBefore && more.length === 0 ? callBehind(module, only.function, only.value) : undefined;
  if (!made) return false;
  return rejectsByTimer(program, module, only?.function ?? 0, made);
}

/** `new Promise((_, reject) => setTimeout(() => reject(…), 10_000))`, also where a function of the program makes it. */
function rejectsByTimer(program: Program, module: LinkedModule, fn: number, made: CallStep, depth = 0): boolean {
  const [executor] = made.args;
  if (made.kind === 'new' && made.callee.k === 'global' && made.callee.name === 'Promise' && executor?.k === 'function') {
    const reject = module.facts.functions[executor.function]?.params[1]?.target;
    const around = module.facts.functions[executor.function];
    if (reject?.k !== 'var' || !around) return false;
    const settles = (step: Step): boolean => step.s === 'call' && ((step.callee.k === 'var' && step.callee.v === reject.v) || step.args.some((arg) => arg.k === 'var' && arg.v === reject.v));
    // `setTimeout(reject, 10_000)`
    if (someStep(around.body, (step) => step.s === 'call' && isTimeout(step) && settles(step))) return true;
    return module.facts.functions.some((fact, id) => fact.at > around.at && fact.end <= around.end && isTimed(module, id) && someStep(fact.body, settles));
  }
  const only = soleOf(program.call(module, fn, made.id)?.functions);
  if (!only || depth > 1) return false;
  const place = program.modules.function(only.number);
  return (place.module.index.returns[place.id] ?? []).some((each) => {
    const inner = callBehind(place.module, place.id, each);
    return inner !== undefined && rejectsByTimer(program, place.module, place.id, inner, depth + 1);
  });
}

function isTimed({ index }: LinkedModule, id: number): boolean {
  const passed = index.passedTo[id];
  return passed !== undefined && isTimeout(passed.call);
}
