/** How often work is put back that counts its attempts itself, and how long it waits each time: `if (job.tries < 5) { job.tries++; queue.push(job); }`. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { COMPARISONS } from './attempt-steps.ts';
import { countedAttempts, MOST_WAITS, type CountedLimit } from './counted-limits.ts';
import type { Program } from './link.ts';
import { callBehind } from './made-of.ts';
import { plainValue, type PlainPlace, type PlainValue, type Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { partsOf, testsOnWay, type TestOnWay } from './tests-on-way.ts';
import { timeOf, waitOf, type Wait } from './waits.ts';
import { forEachExpr, forEachStep, operands, someExpr } from './walk.ts';

export interface Requeueing {
  module: LinkedModule;
  /** The function that has tried, and what it does when that failed. */
  function: number;
  handler: readonly Step[];
  /** What puts it back, and the function in whose body that stands. */
  put: CallStep;
  at: number;
  /** The variable of what is put back. */
  item: number;
  /** A timer puts it back. */
  timer?: CallStep;
}

interface Count {
  attempts: number | 'unbounded' | 'unknown';
  waits: readonly Wait[];
  limit?: PlainPlace;
}

export function requeueCount(program: Program, requeueing: Requeueing): Count {
  const { module, handler, at, function: fn, put } = requeueing;
  const steps = at === fn ? handler : [...handler, ...(module.facts.functions[at]?.body ?? [])];
  const tests = [handler, ...(at === fn ? [] : [module.facts.functions[at]?.body ?? []])].flatMap((body) => testsOnWay(body, put.at)).filter(({ kind }) => kind !== 'chain');
  const step = countedIn(requeueing, steps);
  if (tests.length === 0) return { attempts: 'unbounded', waits: waitsOf(program, requeueing, steps, step, undefined, MOST_WAITS) };
  const first = step && firstOf(program, module, step.key, put);
  const { attempts, limit } = step && first !== undefined ? countedAttempts(program, limitsOf(requeueing, tests, step, first)) : { attempts: 'unknown' as const };
  const waits = waitsOf(program, requeueing, steps, step, first, attempts === 'unknown' ? MOST_WAITS : Math.min(attempts - 1, MOST_WAITS));
  return { attempts, waits, ...(limit ? { limit } : {}) };
}

interface Counted {
  /** The member that counts. */
  key: string;
  /** Where it is counted. */
  at: number;
}

/** The member of what is put back that is one more each time. */
function countedIn({ put, item }: Requeueing, steps: readonly Step[]): Counted | undefined {
  const isOwn = (expr: Expr, key: string): boolean => expr.k === 'member' && expr.name === key && expr.of.k === 'var' && expr.of.v === item;
  const [arg] = put.args;
  for (const { key, value } of arg?.k === 'object' ? arg.props : []) {
    if (key !== undefined && isOneMore(value, (each) => isOwn(each, key))) return { key, at: put.at };
  }
  let found: Counted | undefined;
  forEachStep(steps, (step) => {
    if (step.s !== 'assign' || step.to.k !== 'member' || step.to.of.k !== 'var' || step.to.of.v !== item) return;
    const { name } = step.to;
    const isMore = step.op === '++' || (step.op === '+=' && isOne(step.value)) || (step.op === '=' && isOneMore(step.value, (each) => isOwn(each, name)));
    if (isMore) found ??= { key: name, at: step.at };
  });
  return found;
}

function isOne(expr: Expr): boolean {
  return expr.k === 'literal' && expr.value === 1;
}

function isOneMore(expr: Expr, isOwn: (each: Expr) => boolean): boolean {
  return expr.k === 'op' && expr.op === '+' && expr.args.length === 2 && expr.args.some(isOne) && expr.args.some((each) => isOwn(each));
}

/** The tests that compare the count, without what stands beside that in the same test. What is counted before it is compared is one more there. */
function limitsOf(requeueing: Requeueing, tests: readonly TestOnWay[], { key, at }: Counted, first: number): CountedLimit[] {
  const isCount = (arg: Expr): boolean => arg.k === 'member' && arg.name === key && arg.of.k === 'var' && arg.of.v === requeueing.item;
  return tests.filter(({ kind }) => kind !== 'switch').flatMap((test) => partsOf(test.test, test.when)
    .filter(({ expr }) => expr.k === 'op' && COMPARISONS.has(expr.op) && expr.args.some(isCount))
    .map((part): CountedLimit => ({ ...part, scopeAfter: (attempts) => scopeWith(requeueing, key, first + attempts - 1 + (at < test.at ? 1 : 0)) })));
}

/** What it counts from: all that is made with such a member begins with the same number. */
function firstOf(program: Program, module: LinkedModule, key: string, put: CallStep): number | undefined {
  const found = new Set<unknown>();
  module.facts.functions.forEach(({ body }, id) => {
    forEachStep(body, (step) => {
      if (step === put) return;
      for (const operand of operands(step)) forEachExpr(operand, (each) => {
        for (const prop of each.k === 'object' ? each.props : []) if (prop.key === key) found.add(plainValue(program.link, { module, function: id }, prop.value)?.value);
      });
    });
  });
  const [only, ...more] = found;
  return typeof only === 'number' && more.length === 0 ? only : undefined;
}

function scopeWith({ module, at, item }: Requeueing, key: string, count: number): Scope {
  const locals = new Map<number, PlainValue | null>([[item, { value: undefined, isObject: true, holds: new Map([[key, { value: count }]]) }]]);
  const home = module.facts.variables[item]?.function ?? at;
  const around = home === at ? undefined : { module, function: home, locals };
  return { module, function: at, locals, ...(around ? { outer: around } : {}) };
}

/** The waits before what is put back is taken again, as far as they can be told. */
function waitsOf(program: Program, requeueing: Requeueing, steps: readonly Step[], step: Counted | undefined, first: number | undefined, most: number): Wait[] {
  const waits: Wait[] = [];
  for (let turn = 0; turn < most; turn += 1) waits.push(waitAt(program, requeueing, steps, step, first === undefined ? turn : first + turn));
  return waits;
}

function waitAt(program: Program, requeueing: Requeueing, steps: readonly Step[], step: Counted | undefined, count: number): Wait {
  const { module, function: fn, put, timer } = requeueing;
  const scopeAt = (at: number): Scope => (step ? scopeWith(requeueing, step.key, step.at < at ? count + 1 : count) : { module, function: requeueing.at });
  const delay = timer?.args[1];
  if (timer) return delay ? timeOf(program, { ...scopeAt(timer.at), function: fn }, delay) : { ms: 0 };
  let found: Wait | undefined;
  const note = (key: string | undefined, value: Expr, at: number): void => {
    const time = key !== undefined && TIMES.test(key) ? fromNow(module, requeueing.at, value) : undefined;
    if (time) found ??= timeOf(program, scopeAt(at), time);
  };
  forEachStep(steps, (each) => {
    if (each.s === 'assign' && each.to.k === 'member' && each.to.of.k === 'var' && each.to.of.v === requeueing.item) note(each.to.name, each.value, each.at);
    if (each.s === 'call' && each.awaited && each.end <= put.at) found ??= waitOf(program, scopeAt(each.at), { k: 'result', id: each.id });
  });
  const [arg] = put.args;
  for (const { key, value } of arg?.k === 'object' ? arg.props : []) note(key, value, put.at);
  return found ?? { ms: undefined };
}

/** Before this time it is not taken again. */
const TIMES = /(next|not_?before|run|retry|available|due|visible|scheduled|process|execute|delay(ed)?).*(at|after|time|until|before|for)$/i;

/** `Date.now() + delay`, `new Date(Date.now() + delay)`: the delay. */
function fromNow(module: LinkedModule, fn: number, value: Expr): Expr | undefined {
  const made = callBehind(module, fn, value);
  if (made?.kind === 'new' && made.callee.k === 'global' && made.callee.name === 'Date' && made.args[0]) return fromNow(module, fn, made.args[0]);
  if (value.k !== 'op' || value.op !== '+' || value.args.length !== 2) return undefined;
  const isNow = (expr: Expr): boolean => {
    const call = callBehind(module, fn, expr);
    return call?.callee.k === 'member' && call.callee.name === 'now' && someExpr(call.callee.of, (each) => each.k === 'global' && each.name === 'Date');
  };
  const [a, b] = value.args;
  return a && b ? (isNow(a) ? b : isNow(b) ? a : undefined) : undefined;
}
