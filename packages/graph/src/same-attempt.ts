/** Whether two turns attempt the same: what an attempt is given is not the next item, page, folder or child. */
import type { CallStep, Expr, LoopStep, Span, Step, TryStep } from '@dist-lint/model';
import { callBehind, isMadeWith, onlyValueSet, valuesSet } from './made-of.ts';
import { countedIn, isOffset, isOtherInput } from './other-input.ts';
import type { LinkedModule } from './program.ts';
import { isPutInto, takingFrom } from './taken-items.ts';
import { boundNames, forEachStep, operands, someExpr, triesAround } from './walk.ts';

/** What a variable is bound to within the turns of a loop, but for a part of them. */
function boundIn(module: LinkedModule, fn: number, loop: Span, except: Span, expr: Expr): Expr[] {
  return (expr.k === 'var' ? (module.index.assignments[expr.v] ?? []) : []).flatMap((bound) => (bound.function === fn && isWithin(bound, loop) && !isWithin(bound, except) ? [bound.value] : []));
}

const NOWHERE: Span = { at: 0, end: 0 };

function isWithin({ at }: { at: number }, { at: begin, end }: Span): boolean {
  return at >= begin && at < end;
}

/** Where what follows on an attempt stands, and nothing of what is done when it has failed: the steps from it on in its `try`. */
export function afterAttempt(steps: readonly Step[], call: CallStep): Span {
  const body = innermostTry(steps, call.at)?.body ?? [];
  const own = body.findIndex((step) => isWithin(call, step));
  const kept = body.slice(Math.max(own, 0)).find((step) => step.s === 'assign' && !step.declares && step.value.k === 'result' && step.value.id === call.id);
  return own < 0 ? NOWHERE : { at: Math.min(kept?.at ?? call.end, call.end), end: body.at(-1)?.end ?? call.end };
}

/** What a call is given, or called on, is made anew in each turn: the next item. */
export function isOfTurn(module: LinkedModule, fn: number, loop: Span, call: CallStep, except: Span = NOWHERE): boolean {
  const isInside = ({ at, end }: { at: number; end: number }): boolean => at >= loop.at && end <= loop.end;
  const isMade = (each: Expr): boolean => {
    const made = callBehind(module, fn, each);
    return made !== undefined && made !== call && isInside(made) && !isText(made);
  };
  // A text that is written out is the same each time, unless it is waited for: then something was asked.
  const isText = ({ kind, awaited }: CallStep): boolean => kind === 'tag' && !awaited;
  const madeOf = (each: Expr): readonly Expr[] => {
    const made = callBehind(module, fn, each);
    return made && made !== call && isText(made) ? made.args : boundIn(module, fn, loop, except, each);
  };
  return operands(call).some((expr) => isMadeWith(expr, isMade, madeOf, 4));
}

export function innermostTry(steps: readonly Step[], at: number): TryStep | undefined {
  return triesAround(steps, at).findLast(({ handler }) => handler !== undefined);
}

export function usesAny(module: LinkedModule, fn: number, call: CallStep, variables: ReadonlySet<number>): boolean {
  const madeOf = (each: Expr): readonly Expr[] => {
    const made = callBehind(module, fn, each);
    return made === undefined ? valuesSet(module, fn, each) : made === call ? [] : made.args;
  };
  return variables.size > 0 && operands(call).some((expr) => isMadeWith(expr, (each) => each.k === 'var' && variables.has(each.v), madeOf, 4));
}

/** A loop and one of its calls, with what makes one turn another than the one before. */
interface Turns {
  module: LinkedModule;
  fn: number;
  loop: LoopStep;
  call: CallStep;
  /** The loop's own item. */
  items: ReadonlySet<number>;
  counters: ReadonlySet<number>;
  /** Counters, and what else is counted in its turns. */
  counted: ReadonlySet<number>;
  except: Span;
  /** See {@link carriedFrom}. */
  carried: ReadonlySet<number>;
  /** See {@link steppedIn}. */
  stepped: ReadonlySet<number>;
  /** Variables that have been looked at. */
  seen: Set<number>;
}

/**
 * Whether each turn attempts the same: what the call is given is neither the loop's item, nor picked by its counter, nor
 * carried on from turn to turn, as pages are.
 *
 * @param except what may differ: what is done there, a turn that has failed has not come to
 */
export function isSameInput(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep, except: Span = NOWHERE): boolean {
  const items = new Set(loop.item ? boundNames(loop.item).map(({ variable }) => variable) : []);
  const counters = new Set<number>();
  for (const step of [...(loop.init ?? []), ...(loop.update ?? [])]) if (step.s === 'assign') for (const { variable } of boundNames(step.to)) counters.add(variable);
  const turns: Turns = { module, fn, loop, call, items, counters, counted: new Set([...counters, ...countedIn(loop)]), except, carried: carriedFrom(module, fn, loop, call, except), stepped: steppedIn(module, fn, loop, except), seen: new Set() };
  return ![...call.args, call.callee].some((arg) => varies(turns, arg) || picks(turns, arg)) && !isOtherInput(module, fn, loop, call);
}

function varies(turns: Turns, expr: Expr, isInside = false): boolean {
  const { module, fn, loop, call, except, items, stepped, seen } = turns;
  return someExpr(expr, (each) => {
    if (each.k === 'result') {
      // A function written in place numbers its results by itself, and all its calls are looked at.
      if (isInside) return false;
      const made = callBehind(module, fn, each);
      return made !== undefined && made !== call && made.at >= loop.at && made.at < loop.end && (operands(made).some((part) => varies(turns, part)) || made.args.some((arg) => isPlace(turns, arg)) || closureVaries(turns, made.callee));
    }
    if (isOffset(module, each, turns.counted)) return true;
    if (each.k === 'function') return functionVaries(module, each.function, (inner) => varies(turns, inner, true));
    if (each.k !== 'var') return false;
    if (items.has(each.v) || stepped.has(each.v)) return true;
    if (seen.has(each.v)) return false;
    seen.add(each.v);
    const bound = boundIn(module, fn, loop, except, each);
    if (putIn(turns, each.v).some((put) => varies(turns, put))) return true;
    return bound.some((value) => isNext(turns, each.v, value)) || (bound.length > 0 && feeds(turns, each.v).some((fed) => varies(turns, fed))) || bound.some((value) => varies(turns, value) || picks(turns, value));
  });
}

/** `const here = () => join(folder, name)`: what it gives differs with what it uses. */
function closureVaries(turns: Turns, callee: Expr): boolean {
  const [only] = onlyValueSet(turns.module, turns.fn, callee);
  return only?.k === 'function' && varies(turns, only);
}

/** `sizeAt(exponent)`, `parts.slice(0, -depth)`: what a call makes of a counter that numbers no attempts. */
function isPlace(turns: Turns, arg: Expr): boolean {
  const { module, counters } = turns;
  if (arg.k === 'op' && arg.op === '-') return arg.args.some((each) => isPlace(turns, each));
  return arg.k === 'var' && counters.has(arg.v) && !isTurnNumber(module, arg.v);
}

/** `const next = waiting.pop()`, which is not put back. */
function isNext({ module, fn, loop }: Turns, variable: number, value: Expr): boolean {
  const taking = takingFrom(module, fn, value);
  return taking !== undefined && !isPutInto(module, fn, loop.body, taking.list, [variable]);
}

/** What is put into something that is made anew in each turn: `const copy = new Row(); Object.assign(copy, row)`. */
function feeds({ loop, call }: Turns, variable: number): Expr[] {
  const isIt = (expr: Expr | undefined): boolean => expr?.k === 'var' && expr.v === variable;
  const fed: Expr[] = [];
  forEachStep(loop.body, (step) => {
    if (step.s === 'assign' && (step.to.k === 'member' || step.to.k === 'index') && isIt(step.to.of)) fed.push(step.value);
    if (step.s !== 'call' || step === call || step.callee.k !== 'member') return;
    if (isIt(step.callee.of) || (step.callee.name === 'assign' && isIt(step.args[0]))) fed.push(...step.args);
  });
  return fed;
}

/** What a turn puts into a list that grows from turn to turn: `parts.push(name)`. */
function putIn({ loop }: Turns, variable: number): readonly Expr[] {
  const put: Expr[] = [];
  forEachStep(loop.body, (step) => {
    if (step.s === 'call' && step.callee.k === 'member' && step.callee.name === 'push' && step.callee.of.k === 'var' && step.callee.of.v === variable) put.push(...step.args);
  });
  return put;
}

/** Something in it is picked, or spelled, by what is carried on or by a counter that numbers no attempts. */
function picks({ module, counters, carried }: Turns, expr: Expr): boolean {
  const isPicking = (leaf: Expr): boolean => leaf.k === 'var' && (carried.has(leaf.v) || (counters.has(leaf.v) && !isTurnNumber(module, leaf.v)));
  return someExpr(expr, (each) => pickedBy(each).some((inner) => someExpr(inner, isPicking)));
}

function pickedBy(expr: Expr): readonly Expr[] {
  if (expr.k === 'index') return [expr.index];
  if (expr.k === 'template') return expr.values;
  if (expr.k === 'op' && expr.op === '+') return expr.args;
  return expr.k === 'object' ? expr.props.map(({ value }) => value) : [];
}

/** Variables that each turn makes from what they were: `folder = dirname(folder)`. Counters are none. */
function steppedIn(module: LinkedModule, fn: number, loop: LoopStep, except: Span): ReadonlySet<number> {
  const found = new Set<number>();
  const madeOf = (each: Expr): readonly Expr[] => {
    const made = callBehind(module, fn, each);
    return made ? operands(made) : boundIn(module, fn, loop, except, each);
  };
  forEachStep([...loop.body, ...(loop.update ?? [])], (step) => {
    if (step.s !== 'assign' || step.declares || step.op !== '=' || step.to.k !== 'var' || step.value.k === 'op' || isWithin(step, except)) return;
    const { v } = step.to;
    if (isMadeWith(step.value, (each) => each.k === 'var' && each.v === v, madeOf, 5)) found.add(v);
  });
  return found;
}

/** A number of the turn that is sent along is no pick. */
export function isTurnNumber(module: LinkedModule, variable: number): boolean {
  return /attempt|retr|tries|^try/i.test(module.facts.variables[variable]?.name ?? '');
}

/** Variables that take something over from the call's result: a cursor, a page. */
function carriedFrom(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep, except: Span): ReadonlySet<number> {
  const found = new Set<number>();
  const isFromCall = (expr: Expr): boolean => isMadeWith(expr, (each) => each.k === 'result' && each.id === call.id, (each) => boundIn(module, fn, loop, NOWHERE, each), 5);
  forEachStep([...loop.body, ...(loop.update ?? [])], (step) => {
    if (step.s === 'assign' && !step.declares && !isWithin(step, except) && isFromCall(step.value)) for (const { variable } of boundNames(step.to)) found.add(variable);
  });
  return found;
}

/** Whether a function written in place uses what differs from turn to turn. */
function functionVaries(module: LinkedModule, id: number, varies: (expr: Expr) => boolean): boolean {
  return (module.index.calls[id] ?? []).some((call) => call !== undefined && operands(call).some((each) => each.k !== 'function' && varies(each)));
}
