/** Turns that search: each hands what is attempted another number, or does it with less. None of them is a retry of the same. */
import type { CallStep, Expr, LoopStep, Target, TryStep, TypeFact } from '@dist-lint/model';
import { operatorOf } from './attempt-steps.ts';
import { owningClass } from './index-module.ts';
import { callBehind, isMadeWith, valuesSet } from './made-of.ts';
import type { LinkedModule } from './program.ts';
import { boundNames, forEachStep, operands, someExpr, someStep, triesAround } from './walk.ts';

/** Whether a turn that follows on a failure attempts something else, as far as its numbers tell. */
export function isOtherInput(module: LinkedModule, fn: number, loop: LoopStep, call: CallStep): boolean {
  const around = triesAround(loop.body, call.at).findLast(({ handler }) => handler !== undefined);
  if (!around) return false;
  return doesLess(loop, around) || isGivenAnew(module, fn, around, call) || isGivenNeighbour(module, fn, loop, around, call);
}

/**
 * `firstPort + attempt`: so far from where it begins. `attempt + 1` is the number itself, which may be sent along, and of what
 * a number is put behind a text, nobody knows.
 */
export function isOffset(module: LinkedModule, expr: Expr, numbers: ReadonlySet<number>): boolean {
  if (expr.k !== 'op' || (expr.op !== '+' && expr.op !== '-') || expr.args.length !== 2) return false;
  const isNumber = (each: Expr): boolean => each.k === 'var' && numbers.has(each.v);
  return expr.args.some((each, index) => {
    const other = expr.args[1 - index];
    return isNumber(each) && other !== undefined && (other.k === 'var' || other.k === 'member') && !isNumber(other) && !isText(module, other);
  });
}

/** Variables that a loop counts in its turns. */
export function countedIn(loop: LoopStep): ReadonlySet<number> {
  const found = new Set<number>();
  forEachStep([...loop.body, ...(loop.update ?? [])], (step) => {
    if (step.s === 'assign' && step.to.k === 'var' && (step.op === '++' || step.op === '--' || ((step.op === '+=' || step.op === '-=') && step.value.k === 'literal'))) found.add(step.to.v);
  });
  return found;
}

function isText(module: LinkedModule, expr: Expr): boolean {
  if (expr.k !== 'var') return false;
  const type = module.facts.variables[expr.v]?.type;
  const values = module.index.assignments[expr.v] ?? [];
  return (type?.t === 'keyword' && type.name === 'string') || values.some(({ value }) => value.k === 'template' || (value.k === 'literal' && typeof value.value === 'string'));
}

/** After a failure a number is divided by which the work is cut: half of the batch. */
function doesLess({ body }: LoopStep, { at, end, body: tried }: TryStep): boolean {
  const divided = new Set<number>();
  const inTried = tried[0] ? { at: tried[0].at, end: tried.at(-1)?.end ?? end } : { at, end: at };
  forEachStep(body, (step) => {
    if (step.s !== 'assign' || step.declares || step.to.k !== 'var' || (step.at >= inTried.at && step.at < inTried.end)) return;
    const { v } = step.to;
    const isIt = (each: Expr): boolean => each.k === 'var' && each.v === v;
    const divides = (op: string): boolean => op === '/' || op === '>>' || op === '>>>';
    if (step.op === '=' ? someExpr(step.value, (each) => each.k === 'op' && divides(each.op) && each.args[0] !== undefined && isIt(each.args[0])) : divides(operatorOf(step.op))) divided.add(v);
  });
  return divided.size > 0 && someStep(tried, (step) => step.s === 'call' && step.args.some((arg) => someExpr(arg, (each) => each.k === 'var' && divided.has(each.v))));
}

/** After a failure a number that it was given is asked for anew: `this.port = await freePort()`. */
function isGivenAnew(module: LinkedModule, fn: number, { handler }: TryStep, { args }: CallStep): boolean {
  return someStep(handler?.body ?? [], (step) => {
    if (step.s !== 'assign' || step.op !== '=' || step.declares || !(callBehind(module, fn, step.value)?.awaited || step.value.k === 'awaited')) return false;
    const { to } = step;
    const isIt = (each: Expr): boolean => to.k === 'var' ? each.k === 'var' && each.v === to.v : to.k === 'member' && to.of.k === 'this' && each.k === 'member' && each.of.k === 'this' && each.name === to.name;
    return isNumberType(typeOf(module, fn, to)) && args.some((arg) => someExpr(arg, isIt));
  });
}

function typeOf(module: LinkedModule, fn: number, to: Target): TypeFact | undefined {
  if (to.k === 'var') return module.facts.variables[to.v]?.type;
  const owner = to.k === 'member' && to.of.k === 'this' ? owningClass(module.facts, fn) : undefined;
  return owner === undefined || to.k !== 'member' ? undefined : module.facts.classes[owner]?.fields.find(({ name }) => name === to.name)?.type;
}

function isNumberType(type: TypeFact | undefined): boolean {
  if (type?.t === 'union') return type.of.some(isNumberType) && type.of.every((each) => isNumberType(each) || (each.t === 'keyword' && each.name === 'undefined') || (each.t === 'literal' && each.value === null));
  return type?.t === 'keyword' && type.name === 'number';
}

/**
 * The number beside one that the turn has been given, of something that is let go after a failure:
 * `const first = await bind(0); try { await bind(first.port + 1); } catch { first.close(); }`.
 */
function isGivenNeighbour(module: LinkedModule, fn: number, loop: LoopStep, { handler }: TryStep, { args }: CallStep): boolean {
  const own = new Set<number>();
  forEachStep(loop.body, (step) => {
    if (step.s === 'assign' && step.declares && callBehind(module, fn, step.value)?.awaited) for (const { variable } of boundNames(step.to)) own.add(variable);
  });
  const isLetGo = (variable: number): boolean => someStep(handler?.body ?? [], (step) => step.s === 'call' && operands(step).some((part) => someExpr(part, (each) => each.k === 'var' && each.v === variable)));
  const isNeighbour = (each: Expr): boolean => each.k === 'op' && (each.op === '+' || each.op === '-') && each.args.some((arg) => arg.k === 'literal' && typeof arg.value === 'number') &&
    each.args.some((arg) => arg.k === 'member' && arg.of.k === 'var' && own.has(arg.of.v) && isLetGo(arg.of.v));
  return args.some((arg) => isMadeWith(arg, isNeighbour, (each) => valuesSet(module, fn, each), 2));
}
