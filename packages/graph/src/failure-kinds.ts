/**
 * Which failures a test lets through: whether layers of retries that ask such tests can ever repeat the same failure.
 * `any`: all but a few; `own`: those that the program or another writer makes, a conflict or a failed process; `throttled`;
 * `transient`: what may pass by itself, as servers and networks fail; `some`: nobody can tell which. Nothing is said of a test that
 * does not ask the failure.
 */
import { soleOf, type Expr, type Step } from '@dist-lint/model';
import { CONFLICT, LASTING, leaves, PASSING } from './attempt-steps.ts';
import type { Program } from './link.ts';
import { plainFunction, plainReading, type Scope } from './plain-values.ts';
import { boundNames, forEachExpr, innerBodies, someExpr } from './walk.ts';

export type FailureKind = 'any' | 'own' | 'throttled' | 'transient' | 'some';

export interface Asking {
  program: Program;
  /** In which run of which function it is asked. */
  scope: Scope;
  /** Variables that hold the failure. */
  failures: ReadonlySet<number>;
  /** What a test says, where that is known. */
  truth?: (test: Expr) => boolean | undefined;
}

/** @param wanted what the test says of the failures that are meant */
export function failuresWith(asking: Asking, test: Expr, wanted: boolean, depth = 0): FailureKind | undefined {
  if (test.k === 'op') {
    const { op, args } = test;
    if (op === '!' && args[0]) return failuresWith(asking, args[0], !wanted, depth);
    if (op === '&&' || op === '||') {
      const isEither = (op === '||') === wanted;
      const parts = args.filter((arg) => !isEither || asking.truth?.(arg) !== !wanted).map((arg) => failuresWith(asking, arg, wanted, depth));
      if (!isEither) return parts.reduce(both, undefined);
      if (parts.every((each) => each === undefined)) return undefined;
      return parts.map((each) => each ?? 'some').reduce(either);
    }
    if (op === '!==' || op === '!=') return leafKind(asking, test, !wanted, depth);
  }
  return leafKind(asking, test, wanted, depth);
}

/** Failures that two tests let through, one after the other. */
export function both(a: FailureKind | undefined, b: FailureKind | undefined): FailureKind | undefined {
  return NARROWEST.find((kind) => a === kind || b === kind);
}

/** Failures that one of two tests lets through. What is `own` meets nothing from outside. */
export function either(a: FailureKind, b: FailureKind): FailureKind {
  return WIDEST.find((kind) => a === kind || b === kind) ?? 'some';
}

const NARROWEST = ['own', 'throttled', 'transient', 'some', 'any'] as const;
const WIDEST = ['any', 'transient', 'some', 'throttled', 'own'] as const;

/** Failures to which a function says yes that is asked whether to try again; nothing, when it looks at none. */
export function failuresWanted(program: Program, run: Scope, positions?: readonly number[], depth = 0): FailureKind | undefined {
  const { module, function: fn } = run;
  const fact = module.facts.functions[fn];
  if (!fact || fact.bodiless || depth > DEEPEST) return undefined;
  const failures = new Set(fact.params.flatMap(({ target }, index) => (!positions || positions.includes(index) ? boundNames(target).map(({ variable }) => variable) : [])));
  const asking: Asking = { program, scope: run, failures };
  const found: FailureKind[] = [];
  const walk = (steps: readonly Step[], guard: FailureKind | undefined): void => {
    let left = guard;
    for (const step of steps) {
      if (step.s === 'return') {
        const value: Expr = step.value ?? { k: 'literal', value: null };
        const kind = value.k === 'literal' ? (value.value ? 'any' : undefined) : (failuresWith(asking, value, true, depth + 1) ?? 'some');
        if (kind) found.push(both(left, kind) ?? kind);
      } else if (step.s === 'if') {
        walk(step.then, both(left, failuresWith(asking, step.test, true, depth + 1)));
        walk(step.else, both(left, failuresWith(asking, step.test, false, depth + 1)));
        if (leaves(step.then)) left = both(left, failuresWith(asking, step.test, false, depth + 1));
      } else innerBodies(step).forEach((inner) => { walk(inner, left); });
    }
  };
  walk(fact.body, undefined);
  const [first, ...more] = found;
  return first && more.reduce(either, first);
}

/** Helpers that ask helpers are followed this far. */
const DEEPEST = 3;
/** Variables and calls are followed this far. */
const FARTHEST = 6;

/** Words for what goes wrong in a process of its own: its output, and how it ended. */
const OF_PROCESS = /^(stderr|stdout|exitCode)$/;
/** Who asks for other credentials is not answered otherwise by waiting. */
const OF_CREDENTIALS = /unauthori[sz]ed|forbidden|unauthenticated|is_?auth(entication|orization)?_?(error|failure)/i;
const THROTTLED = /rate_?limit|throttl|^too_?many/i;
const LOOKS_INTO: ReadonlySet<string> = new Set(['includes', 'startsWith', 'endsWith', 'test', 'match', 'has', 'indexOf', 'search', 'some']);

interface Evidence {
  ofFailure: boolean;
  ownClass: boolean;
  lasting: boolean;
  throttled: boolean;
  passing: boolean;
  equality: boolean;
  /** It asks nothing but whether there is one. */
  bare: boolean;
  texts: string[];
  asked: FailureKind[];
  left: number;
}

function leafKind(asking: Asking, test: Expr, wanted: boolean, depth: number): FailureKind | undefined {
  const seen: Evidence = { ofFailure: false, ownClass: false, lasting: false, throttled: false, passing: false, equality: test.k === 'op' && /^[!=]==?$/.test(test.op), bare: true, texts: [], asked: [], left: MOST_LOOKS };
  look(asking, test, 0, depth, seen);
  if (!seen.ofFailure) return undefined;
  // A few are let out, and all others tried again.
  if (!wanted || (seen.bare && test.k !== 'result')) return 'any';
  const [asked, ...more] = seen.asked;
  const told = asked && more.reduce(either, asked);
  const isNamed = seen.texts.some((text) => CONFLICT.test(text) || OF_PROCESS.test(text) || OF_CREDENTIALS.test(text));
  if (told && told !== 'some') return isNamed && told === 'any' ? 'own' : told;
  if (seen.ownClass || isNamed || (seen.equality && seen.lasting && !seen.passing && !seen.throttled)) return 'own';
  if (seen.throttled && !seen.passing) return 'throttled';
  return seen.passing ? 'transient' : 'some';
}

const MOST_LOOKS = 400;

function look(asking: Asking, expr: Expr, far: number, depth: number, seen: Evidence): void {
  const { program, scope, failures } = asking;
  const { module, function: fn } = scope;
  forEachExpr(expr, (each) => {
    if ((seen.left -= 1) < 0) return;
    const further = (inner: Expr): void => {
      if (far < FARTHEST) look(asking, inner, far + 1, depth, seen);
    };
    if (each.k === 'var') {
      seen.texts.push(module.facts.variables[each.v]?.name ?? '');
      if (failures.has(each.v)) {
        seen.ofFailure = true;
        return;
      }
      const only = soleOf(module.index.assignments[each.v]);
      if (only && only.function === fn) further(only.value);
      else if (!someExpr(expr, (inner) => inner.k === 'op' && inner.op === 'instanceof')) note(program, plainReading(program.link, scope, each), seen);
    } else if (each.k === 'op') {
      if (/^[!=]==?$/.test(each.op)) seen.equality = true;
      const [, kind] = each.args;
      if (each.op !== 'instanceof' || !kind) return;
      seen.bare &&= kind.k === 'global' && kind.name === 'Error';
      seen.ownClass ||= program.link.evaluate(module, fn, kind).some(({ is }) => is === 'class');
    } else if (each.k === 'member') {
      seen.texts.push(each.name);
      seen.bare = false;
      if (each.of.k === 'var' && !failures.has(each.of.v)) note(program, plainReading(program.link, scope, each), seen);
    } else if (each.k === 'global') seen.texts.push(each.name);
    else if (each.k === 'literal') noteLiteral(each.value, seen);
    else if (each.k === 'regexp') noteLiteral(each.text, seen);
    else if (each.k === 'function') (module.index.returns[each.function] ?? []).forEach(further);
    else if (each.k === 'result') {
      const resolved = program.call(module, fn, each.id);
      if (!resolved) return;
      const { call } = resolved;
      if (call.callee.k === 'member' && LOOKS_INTO.has(call.callee.name)) seen.equality = true;
      seen.bare = false;
      [call.callee, ...call.args].forEach(further);
      const positions = call.args.flatMap((arg, index) => (someExpr(arg, (inner) => inner.k === 'var' && failures.has(inner.v)) ? [index] : []));
      const asked = positions.length > 0 ? askedOf(asking, resolved.functions, call.callee) : undefined;
      const told = asked && failuresWanted(program, { ...asked, given: { args: call.args, scope } }, positions, depth + 1);
      if (told) seen.asked.push(told);
    }
  });
}

/** The function that is asked: the one of the program, or what this run was handed. */
function askedOf({ program, scope }: Asking, functions: readonly { number: number }[], callee: Expr): Scope | undefined {
  const only = soleOf(functions);
  if (only) {
    const { module, id } = program.modules.function(only.number);
    return { module, function: id };
  }
  return plainFunction(program.link, scope, callee);
}

/** A constant, or a list of them. */
function note(program: Program, found: ReturnType<typeof plainReading>, seen: Evidence): void {
  const { items = [], scope } = found?.list ?? {};
  for (const item of items) noteLiteral(item.k === 'regexp' ? item.text : scope && plainReading(program.link, scope, item)?.value, seen);
  if (found?.value !== undefined) noteLiteral(found.value, seen);
}

function noteLiteral(value: unknown, seen: Evidence): void {
  if (typeof value === 'number') {
    seen.throttled ||= value === 429;
    seen.passing ||= value >= 500 && value < 600;
    seen.lasting ||= LASTING.has(value);
  } else if (typeof value === 'string' && value.length > 0) {
    const isThrottled = THROTTLED.test(value);
    seen.texts.push(value);
    seen.throttled ||= isThrottled;
    seen.passing ||= !isThrottled && value.length > 3 && PASSING.test(value);
    seen.lasting ||= value.length > 3 && !PASSING.test(value) && !isThrottled;
  }
}
