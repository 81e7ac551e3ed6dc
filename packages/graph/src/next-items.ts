/** Turns that take the next of several things: whatever comes of one, the turn after it is about another. */
import type { Assignment, LinkedModule } from './program.ts';
import type { AssignStep, CallStep, Expr, LoopStep, Step } from '@dist-lint/model';
import { isMadeWith, onlyValueSet } from './made-of.ts';
import { isTurnNumber } from './same-attempt.ts';
import { isPutInto, takingFrom } from './taken-items.ts';
import { boundNames, operands, someExpr, someStep } from './walk.ts';

/**
 * Each turn takes an item that what is done in it uses: `const { url } = queue.shift()`, `const page = pages[i]`. One that is
 * put back is no other.
 */
export function takesNext(module: LinkedModule, fn: number, loop: LoopStep, done: readonly Step[]): boolean {
  const counters = new Set<number>();
  for (const step of loop.update ?? []) if (step.s === 'assign') for (const { variable } of boundNames(step.to)) if (!isTurnNumber(module, variable)) counters.add(variable);
  return loop.body.some((step) => {
    if (step.s !== 'assign' || !(isTaken(module, fn, step.value) || isPicked(step.value, counters))) return false;
    return boundNames(step.to).some(({ variable }) => usesIn(done, variable)) && !isPutBack(module, fn, loop.body, step);
  });
}

/** The same of a function that begins anew: each run takes an item of its own. */
export function beginsWithNext(module: LinkedModule, fn: number, steps: readonly Step[]): boolean {
  return someStep(steps, (step) => step.s === 'assign' && isTaken(module, fn, step.value) &&
    boundNames(step.to).some(({ variable }) => usesIn(steps, variable)) && !isPutBack(module, fn, steps, step));
}

/** What each turn does before an attempt is about the item of its own: `for (const channel of channels) { await tune(channel); await ask(); }`. */
export function turnsToItem(module: LinkedModule, fn: number, loop: LoopStep, attempted: readonly CallStep[], call: CallStep): boolean {
  if (loop.kind !== 'of' || !loop.item) return false;
  const items = boundNames(loop.item).map(({ variable }) => variable);
  const isItem = (part: Expr): boolean => part.k === 'var' && items.includes(part.v);
  // `const url = urls[index]`
  const madeOf = (part: Expr): readonly Expr[] => onlyValueSet(module, fn, part).filter((value) => value.k === 'index');
  return attempted.some((each) => each.at < call.at && each.args.some((arg) => isMadeWith(arg, isItem, madeOf, 2)));
}

/** Each turn asks for what has its number, and goes on to the next when that is there: `await list.at(address, i)`. */
export function asksByNumber(module: LinkedModule, loop: LoopStep, done: readonly Step[]): boolean {
  const counters = new Set((loop.kind === 'for' ? (loop.update ?? []) : []).flatMap((step) => (step.s === 'assign' ? boundNames(step.to) : [])).map(({ variable }) => variable));
  return someStep(done, (step) => step.s === 'call' && step.awaited === true && step.args.some((arg) => arg.k === 'var' && counters.has(arg.v) && !isTurnNumber(module, arg.v)));
}

/** `const [next, ...rest] = waiting; await send(next)`: an argument comes of what was taken out of several, and is not put back. */
export function isTakenFirst(module: LinkedModule, fn: number, again: number, { args }: CallStep): boolean {
  const body = module.facts.functions[again]?.body ?? [];
  const params = new Set((module.facts.functions[again]?.params ?? []).flatMap(({ target }) => boundNames(target).map(({ variable }) => variable)));
  const keeps = someStep(body, (step) => isPutting(step) && step.args.some((arg) => someExpr(arg, (each) => each.k === 'var' && params.has(each.v))));
  if (keeps) return false;
  const isIt = ({ function: at, path, value }: Assignment, variable: number): boolean => at === fn && (isTaken(module, fn, value) || (path[0] === '0' && leavesRest(module, fn, value, variable)));
  return args.some((arg) => someExpr(arg, (each) => each.k === 'var' && (module.index.assignments[each.v] ?? []).some((bound) => isIt(bound, each.v))));
}

/** The rest of the same list is bound beside it. */
function leavesRest(module: LinkedModule, fn: number, value: Expr, variable: number): boolean {
  return someStep(module.facts.functions[fn]?.body ?? [], (step) =>
    step.s === 'assign' && step.value === value && boundNames(step.to).some((each) => each.variable === variable) && boundNames(step.to).some(({ path }) => path[0] === '...'));
}

/** A value that is taken out of a list here, and that nobody waits for: a queue elsewhere may give the same again. */
function isTaken(module: LinkedModule, fn: number, value: Expr): boolean {
  const call = takingFrom(module, fn, value)?.call;
  return call !== undefined && call.awaited !== true && call.args.length === 0;
}

function isPicked(value: Expr, counters: ReadonlySet<number>): boolean {
  return value.k === 'index' && value.index.k === 'var' && counters.has(value.index.v);
}

function usesIn(steps: readonly Step[], variable: number): boolean {
  return someStep(steps, (step) => operands(step).some((operand) => someExpr(operand, (each) => each.k === 'var' && each.v === variable)));
}

function isPutting(step: Step): step is CallStep {
  return step.s === 'call' && step.callee.k === 'member' && /^(push|unshift|enqueue|add|set)$/.test(step.callee.name);
}

/** What was taken is put back: as it is, or each part of it. */
function isPutBack(module: LinkedModule, fn: number, body: readonly Step[], taken: AssignStep): boolean {
  const list = takingFrom(module, fn, taken.value)?.list;
  return list !== undefined && isPutInto(module, fn, body, list, boundNames(taken.to).map(({ variable }) => variable), isPutting);
}
