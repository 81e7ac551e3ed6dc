/**
 * What a function returns in one run of it: branches are taken where their tests can be told. Where one cannot, both
 * ways have to come to the same. The work is bounded by {@link MOST_STEPS}.
 */
import type { AssignStep, Expr, IfStep, Step } from '@dist-lint/model';
import { fallingThrough } from './attempt-steps.ts';
import { DEEPEST, isTrue, same, type PlainValue, type Reader, type Reading, type Scope } from './plain-scope.ts';
import { boundNames, forEachStep, innerBodies, someExpr } from './walk.ts';

export function returnedBy(reader: Reader, run: Scope, path: readonly string[], depth: number): Reading | undefined {
  let first: Reading | undefined;
  for (const each of waysThrough(reader, run, path, depth)) {
    // One that cannot be told is enough: the rest need not be gone.
    if (!each || (first && !same([first, each]))) return undefined;
    first ??= each;
  }
  return first;
}

/** What it may return, by the ways that may be taken. */
export function returnedOnWays(reader: Reader, run: Scope, path: readonly string[], depth: number): readonly (Reading | undefined)[] {
  const ways: (Reading | undefined)[] = [];
  for (const each of waysThrough(reader, run, path, depth)) ways.push(each);
  return ways;
}

function* waysThrough(reader: Reader, run: Scope, path: readonly string[], depth: number): Iterable<Reading | undefined> {
  const fact = run.module.facts.functions[run.function];
  if (!fact || fact.bodiless || fact.generator || fact.kind === 'constructor') {
    yield undefined;
    return;
  }
  // A way that throws gives nothing back.
  for (const way of ends(reader, run, [fact.body], new Map(), path, depth, { left: MOST_STEPS })) if (way !== 'throws') yield way.found;
}

const MOST_STEPS = 200;

export type Locals = Map<number, PlainValue | null>;

/** How a way through a function ends: with a value, which may not be told, or by throwing. */
type End = { found: Reading | undefined } | 'throws';

const NOTHING: End = { found: { value: undefined } };
const UNKNOWN: End = { found: undefined };

/** All ways through lists of steps that follow each other, one after the other. */
function* ends(reader: Reader, run: Scope, lists: readonly (readonly Step[])[], locals: Locals, path: readonly string[], depth: number, budget: { left: number }): Generator<End, void> {
  const [steps, ...rest] = lists;
  if (!steps) {
    yield NOTHING;
    return;
  }
  const scope: Scope = { ...run, locals };
  for (const [index, step] of steps.entries()) {
    budget.left -= 1;
    if (budget.left < 0 || reader.left < 0) {
      yield UNKNOWN;
      return;
    }
    const onward = (inner: readonly Step[], mine = locals): Generator<End, void> => ends(reader, run, [inner, steps.slice(index + 1), ...rest], mine, path, depth, budget);
    switch (step.s) {
      case 'return':
        if (step.value) yield* valuesOf(reader, scope, step.value, path, depth);
        else yield NOTHING;
        return;
      case 'throw':
        yield 'throws';
        return;
      case 'break':
      case 'continue':
        yield UNKNOWN;
        return;
      case 'assign':
        assign(reader, scope, locals, step, depth);
        break;
      case 'if': {
        if (!matters([step.then, step.else])) break;
        const told = truth(reader, scope, step.test, depth);
        const likely = told === undefined ? likelyWay(reader, scope, step, depth) : undefined;
        if (likely) {
          yield* onward(likely);
          return;
        }
        if (told !== false) yield* onward(step.then, new Map(locals));
        if (told !== true) yield* onward(step.else, new Map(locals));
        return;
      }
      case 'switch': {
        if (!matters(step.cases.map(({ body }) => body))) break;
        const on = reader.read(scope, step.on, [], depth + 1);
        const tests = step.cases.map(({ test }) => (test ? reader.read(scope, test, [], depth + 1) : undefined));
        const isTold = on !== undefined && !on.guess && step.cases.every(({ test }, each) => !test || tests[each] !== undefined);
        const ways = step.cases.map((_, each) => withoutBreak(fallingThrough(step, each)));
        const other = step.cases.findIndex(({ test }) => !test);
        if (!isTold) {
          for (const way of [...ways, ...(other < 0 ? [[]] : [])]) yield* onward(way, new Map(locals));
          return;
        }
        const taken = tests.findIndex((test) => test?.value === on.value);
        yield* onward(ways[taken < 0 ? other : taken] ?? []);
        return;
      }
      case 'block':
        yield* onward(step.body);
        return;
      case 'try':
        if (!matters([step.body, step.handler?.body ?? [], step.finally ?? []])) break;
        yield* onward(step.body);
        return;
      case 'loop':
        if (returns(step.body)) {
          yield UNKNOWN;
          return;
        }
        forget(locals, innerBodies(step));
        break;
      default:
    }
  }
  yield* ends(reader, run, rest, locals, path, depth, budget);
}

/** `times > most ? null : 100` is two ways, too. */
function* valuesOf(reader: Reader, scope: Scope, expr: Expr, path: readonly string[], depth: number): Generator<End, void> {
  const [test, then, otherwise] = expr.k === 'op' && expr.op === '?:' ? expr.args : [];
  if (!test || !then || !otherwise || depth > DEEPEST) {
    yield { found: reader.read(scope, expr, path, depth + 1) };
    return;
  }
  const told = truth(reader, scope, test, depth);
  const ways = told === undefined ? [then, otherwise] : [told ? then : otherwise];
  for (const way of ways) yield* valuesOf(reader, scope, way, path, depth + 1);
}

/**
 * The way that shows how something grows, where numbers are made up: a number that cannot be told is not just the one that is
 * asked for, as in `if (factor === 0) …`; and what only changes a number by itself, as jitter does, is done each time.
 */
function likelyWay(reader: Reader, scope: Scope, { test, then, else: otherwise }: IfStep, depth: number): readonly Step[] | undefined {
  if (!reader.guesses) return undefined;
  if (test.k === 'op' && /^[!=]==?$/.test(test.op) && test.args.some(({ k }) => k === 'literal')) {
    const isMadeUp = test.args.some((arg) => arg.k !== 'literal' && reader.read(scope, arg, [], depth + 1)?.guess !== undefined);
    if (isMadeUp) return test.op.startsWith('!') ? then : otherwise;
  }
  return otherwise.length === 0 && adjusts(then) ? then : undefined;
}

/** Nothing but numbers that are made of what they were, and what these are made with. */
function adjusts(steps: readonly Step[]): boolean {
  const uses = (expr: Expr, variable: number): boolean => someExpr(expr, (each) => (each.k === 'var' && each.v === variable) ||
    (each.k === 'result' && steps.some((step) => step.s === 'call' && step.id === each.id && step.args.some((arg) => uses(arg, variable)))));
  return steps.length > 0 && steps.every((step) => {
    if (step.s === 'call') return step.callee.k === 'member' && step.callee.of.k === 'global' && step.callee.of.name === 'Math';
    if (step.s !== 'assign' || step.to.k !== 'var') return false;
    const { to, op, value } = step;
    return step.declares === true || op !== '=' || uses(value, to.v);
  });
}

export function truth(reader: Reader, scope: Scope, test: Expr, depth: number): boolean | undefined {
  const told = reader.read(scope, test, [], depth + 1);
  if (!told || told.guess) return undefined;
  return isTrue(told);
}

function withoutBreak(steps: readonly Step[]): readonly Step[] {
  const at = steps.findIndex(({ s }) => s === 'break');
  return at < 0 ? steps : steps.slice(0, at);
}

/** A variable that is set once is read by its declaration. */
export function assign(reader: Reader, scope: Scope, locals: Locals, { to, op, value, declares }: AssignStep, depth: number): void {
  const { variables } = scope.module.facts;
  if (to.k !== 'var') {
    for (const { variable } of boundNames(to)) if ((variables[variable]?.writes ?? 0) > 0) locals.set(variable, null);
    return;
  }
  const writes = variables[to.v]?.writes ?? 0;
  if (declares && writes === 0) return;
  const operator = op === '++' ? '+' : op === '--' ? '-' : op.slice(0, -1);
  const found = reader.read(scope, op === '=' ? value : { k: 'op', op: operator, args: [{ k: 'var', v: to.v }, value] }, [], depth + 1);
  locals.set(to.v, found ?? null);
}

/** They return, throw or set something. */
function matters(bodies: readonly (readonly Step[])[]): boolean {
  return bodies.some((body) => body.some((step) => step.s === 'return' || step.s === 'throw' || (step.s === 'assign' && !step.declares) || matters(innerBodies(step))));
}

function returns(steps: readonly Step[]): boolean {
  return steps.some((step) => step.s === 'return' || innerBodies(step).some(returns));
}

export function forget(locals: Locals, bodies: readonly (readonly Step[])[]): void {
  for (const body of bodies) {
    forEachStep(body, (step) => {
      if (step.s === 'assign') for (const { variable } of boundNames(step.to)) locals.set(variable, null);
    });
  }
}
