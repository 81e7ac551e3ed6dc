/** What calls leave behind in a run of attempts for later tests and waits: keys put into collections, and waits that are begun and kept. */
import { soleOf, type CallStep, type Expr, type Target } from '@dist-lint/model';
import { addWait, callOf, resolvedOf, scopeNow, type AttemptState } from './attempt-state.ts';
import { isMadeWith, valuesSet } from './made-of.ts';
import { spellExpr } from './summaries.ts';
import { someExpr } from './walk.ts';
import { waitOf } from './waits.ts';

/** `busy.add(id)`, `delays.set(host, sleep(1000))`, `busy.delete(id)`. */
export function noteKeptBy(now: AttemptState, { callee, args, awaited }: CallStep): void {
  if (callee.k !== 'member' || awaited || args.length === 0) return;
  const of = spellExpr(now.module, callee.of);
  if (of === '') return;
  if (callee.name === 'add' || callee.name === 'set') now.held.add(entryOf(now, of, args[0]));
  if (callee.name === 'delete') now.held.delete(entryOf(now, of, args[0]));
  if (callee.name === 'set' || callee.name === 'push') for (const arg of args) keepWait(now, of, arg);
}

/** `this.pause = sleep(1000)`, `pauses[host] = sleep(1000)`. */
export function noteKeptIn(now: AttemptState, to: Target, value: Expr): void {
  if (to.k === 'var' || to.k === 'member') keepWait(now, spellExpr(now.module, to), value);
  else if (to.k === 'index') keepWait(now, spellExpr(now.module, to.of), value);
}

/** A wait that nobody waits for yet. */
function keepWait(now: AttemptState, name: string, value: Expr): void {
  if (now.attempts === 0 || name === '' || value.k === 'awaited' || !someExpr(value, (each) => each.k === 'result' || each.k === 'var')) return;
  if (value.k === 'result' && callOf(now, value)?.awaited) return;
  const wait = waitOf(now.program, scopeNow(now), value);
  if (wait) now.begunWaits.set(name, wait);
}

/** What is awaited has been kept there: `await delays.get(host)`, `await this.pause`. */
export function waitForKept(now: AttemptState, of: Expr): void {
  if (now.begunWaits.size === 0) return;
  const inner = of.k === 'result' ? callOf(now, of)?.callee : of;
  for (let each: Expr | undefined = inner; each; each = each.k === 'member' || each.k === 'index' ? each.of : undefined) {
    const name = spellExpr(now.module, each);
    addWait(now, now.begunWaits.get(name));
    now.begunWaits.delete(name);
  }
}

/** `busy.has(id)`, of what has been put there and not been taken away. */
export function isHeld(now: AttemptState, expr: Expr): boolean {
  if (expr.k !== 'result' || now.held.size === 0) return false;
  const { callee, args, awaited } = callOf(now, expr) ?? { args: [] };
  return callee?.k === 'member' && callee.name === 'has' && !awaited && now.held.has(entryOf(now, spellExpr(now.module, callee.of), args[0]));
}

/** A key that cannot be spelled is as good as another. */
function entryOf({ module }: AttemptState, of: string, key: Expr | undefined): string {
  return `${of} ${key === undefined ? '' : key.k === 'literal' ? String(key.value) : spellExpr(module, key)}`;
}

/** `this.useLocal()`: what a function of the same object or module sets in any case, to a text or a flag. */
export function noteSetBy(now: AttemptState, call: CallStep): void {
  if (now.attempts === 0 || (call.callee.k === 'member' && call.callee.of.k !== 'this')) return;
  const target = soleOf(resolvedOf(now, call)?.functions);
  if (!target) return;
  const { module, fact, id } = now.program.modules.function(target.number);
  if (module !== now.module || now.leadsBack.has(id) || id === now.scope.function) return;
  for (const step of fact.body) {
    if (step.s !== 'assign' || step.op !== '=' || step.declares || step.value.k !== 'literal') continue;
    if (typeof step.value.value !== 'string' && typeof step.value.value !== 'boolean') continue;
    if (step.to.k === 'member' && step.to.of.k === 'this' && call.callee.k === 'member') now.fields.set(step.to.name, { value: step.value.value });
    else if (step.to.k === 'var' && module.facts.variables[step.to.v]?.function !== id) now.locals.set(step.to.v, { value: step.value.value });
  }
}

/**
 * It asks what a function of the program answers that goes from one way to the next, each once:
 * `if (this.size === 100) { this.size = 50; return true; } return false;`.
 */
export function asksOfSwitch(now: AttemptState, test: Expr): boolean {
  const { module, current } = now;
  const isSwitch = (each: Expr): boolean => {
    const call = each.k === 'result' ? callOf(now, each) : undefined;
    if (!call || now.isAttempt(call)) return false;
    const target = soleOf(resolvedOf(now, call)?.functions);
    return target !== undefined && switches(now, target.number);
  };
  return isMadeWith(test, isSwitch, (each) => valuesSet(module, current.function, each), 2);
}

function switches({ program }: AttemptState, number: number): boolean {
  const { module, fact } = program.modules.function(number);
  return fact.body.some((step) => step.s === 'if' && step.then.some((inner) =>
    inner.s === 'assign' && inner.op === '=' && inner.to.k === 'member' && inner.value.k === 'literal' && inner.value.value !== null &&
    someExpr(step.test, (each) => each.k === 'member' && spellExpr(module, each) === spellExpr(module, inner.to as Expr))));
}
