/** Promises that are kept in a variable or a list, and awaited further down: their failure comes out there, not where they are made. */
import type { CallStep, CatchFact, Expr, Step } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';
import { forEachStep, operands, someExpr, triesAround } from './walk.ts';

/** What is awaited where, of the promise that a chain of calls ends with. */
export interface AwaitedLater {
  at: number;
  /** By `Promise.allSettled`. */
  settled: boolean;
}

/** Where a kept promise is awaited; nothing when it is not kept, or when something else may be done with it. */
export function awaitedLater(module: LinkedModule, fn: number, final: CallStep): readonly AwaitedLater[] | undefined {
  if (final.awaited) return undefined;
  const body = module.facts.functions[fn]?.body ?? [];
  const holder = holderOf(body, final);
  if (holder === undefined || isUsedInside(module, fn, holder)) return undefined;
  const found: AwaitedLater[] = [];
  let isOnly = true as boolean;
  forEachStep(body, (step) => {
    if (!operands(step).some((each) => names(each, holder))) return;
    const use = useOf(step, holder);
    if (use === undefined) isOnly = false;
    else if (use !== 'kept') found.push(use);
  });
  return isOnly && found.length > 0 ? found : undefined;
}

/** Some of the awaited promises reject past all handlers around them. */
export function escapesLater(body: readonly Step[], held: readonly AwaitedLater[], passes: (handler: CatchFact) => boolean): boolean {
  return held.some(({ at, settled }) => !settled && triesAround(body, at).every(({ handler }) => !handler || passes(handler)));
}

/** `const pending = work()`, `pending.push(work())`. */
function holderOf(body: readonly Step[], { id }: CallStep): number | undefined {
  const isIt = (expr: Expr | undefined): boolean => expr?.k === 'result' && expr.id === id;
  let found: number | undefined;
  forEachStep(body, (step) => {
    if (step.s === 'assign' && step.declares && step.to.k === 'var' && isIt(step.value)) found = step.to.v;
    if (step.s === 'call' && step.callee.k === 'member' && step.callee.name === 'push' && step.callee.of.k === 'var' && step.args.some(isIt)) found = step.callee.of.v;
    return found === undefined;
  });
  return found;
}

function useOf(step: Step, holder: number): AwaitedLater | 'kept' | undefined {
  const isIt = (expr: Expr | undefined): boolean => expr?.k === 'var' && expr.v === holder;
  if (step.s === 'await') return isIt(step.of) ? { at: step.at, settled: false } : undefined;
  if (step.s === 'assign') return step.value.k === 'awaited' && isIt(step.value.of) ? { at: step.at, settled: false } : undefined;
  if (step.s !== 'call' || step.callee.k !== 'member') return undefined;
  const { callee, args } = step;
  if (callee.name === 'push' && isIt(callee.of) && !args.some((arg) => names(arg, holder))) return 'kept';
  const isCombinator = callee.of.k === 'global' && callee.of.name === 'Promise' && step.awaited === true;
  return isCombinator && args.some((arg) => isIt(arg) || (arg.k === 'array' && arg.items.some((item) => isIt(item) || (item.k === 'spread' && isIt(item.of))))) ? { at: step.at, settled: callee.name === 'allSettled' } : undefined;
}

function names(expr: Expr, variable: number): boolean {
  return someExpr(expr, (each) => each.k === 'var' && each.v === variable);
}

/** A function within may await it whenever it is called. */
function isUsedInside(module: LinkedModule, fn: number, variable: number): boolean {
  return (module.index.children[fn] ?? []).some((child) => {
    let isUsed = false as boolean;
    forEachStep(module.facts.functions[child]?.body ?? [], (step) => {
      isUsed ||= operands(step).some((each) => names(each, variable));
      return !isUsed;
    });
    return isUsed || isUsedInside(module, child, variable);
  });
}
