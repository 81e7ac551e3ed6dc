/**
 * Limits that callers say: `while (!most || tries < most)`, where `most` may be left out. What does not end when nothing is said
 * is endless for those alone who say nothing.
 */
import { soleOf, type Expr, type Step } from '@dist-lint/model';
import { parameterOf } from './parameter-of.ts';
import { runOf } from './plain-scope.ts';
import type { Program } from './link.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { forEachExpr, forEachStep, someExpr } from './walk.ts';

/** Whether a number that some steps compare with is a parameter, left out by default, that somebody says, or may. */
export function isLimitOfCallers(program: Program, scope: Scope, steps: readonly Step[]): boolean {
  const limits: Limit[] = [];
  forEachStep(steps, (step) => {
    if ((step.s === 'if' || step.s === 'loop') && step.test) forEachExpr(step.test, (each) => {
      if (each.k === 'op' && ORDER.has(each.op)) for (const arg of each.args) limits.push(...limitsIn(scope, arg));
    });
  });
  return limits.some((limit) => {
    const owner = scope.module.facts.variables[limit.variable]?.function ?? 0;
    const given = runOf(scope, owner)?.given;
    const place = parameterOf(scope.module, limit.variable);
    if (!place) return false;
    const path = [...place.path, ...limit.path];
    return given ? isHandedOn(given.scope.module, given.args[place.index], path) && isSaid(program, given.scope, given.args[place.index], path, 0) : isSaidBySome(program, scope.module, owner, place.index, path, 0) === true;
  });
}

const ORDER: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);
/** Callers that hand on what their own callers say: followed this far. */
const DEEPEST = 3;

interface Limit {
  variable: number;
  path: readonly string[];
}

/** Parameters, and what is in them, in what is compared: also by way of a constant, `options.most || Infinity`. */
function limitsIn(scope: Scope, expr: Expr, depth = 0): Limit[] {
  const { module } = scope;
  const found: Limit[] = [];
  const within = new Set<Expr>();
  someExpr(expr, (each) => {
    if (each.k === 'member') {
      within.add(each.of);
      if (each.of.k === 'var' && isParameter(module, each.of.v)) found.push({ variable: each.of.v, path: [each.name] });
    }
    if (each.k !== 'var' || within.has(each)) return false;
    if (isParameter(module, each.v)) found.push({ variable: each.v, path: [] });
    const only = soleOf(module.index.assignments[each.v]);
    if (only && only.path.length === 0 && depth < DEEPEST) found.push(...limitsIn(scope, only.value, depth + 1));
    return false;
  });
  return found;
}

function isParameter(module: LinkedModule, variable: number): boolean {
  return module.facts.variables[variable]?.kind === 'param';
}

/** A run that says a number ends by that number, or does not end. */
function isHandedOn(module: LinkedModule, arg: Expr | undefined, [name, ...rest]: readonly string[]): boolean {
  if (arg?.k === 'object' && name !== undefined) return isHandedOn(module, arg.props.find(({ key }) => key === name)?.value, rest);
  const of = arg?.k === 'member' ? arg.of : arg;
  return of?.k === 'var' && isParameter(module, of.v);
}

/** Whether some call in sight says it; undefined where nobody is seen to call. */
function isSaidBySome(program: Program, module: LinkedModule, fn: number, index: number, path: readonly string[], depth: number): boolean | undefined {
  const calls = program.callers(module.functionBase + fn);
  return calls.length === 0 ? undefined : calls.some((each) => isSaid(program, { module: each.module, function: each.function }, each.resolved.call.args[index], path, depth));
}

function isSaid(program: Program, { module, function: fn }: Scope, arg: Expr | undefined, path: readonly string[], depth: number): boolean {
  if (!arg || arg.k === 'spread' || (arg.k === 'global' && arg.name === 'undefined') || (arg.k === 'literal' && arg.value === null)) return false;
  const [name, ...rest] = path;
  if (arg.k === 'object' && name !== undefined) return isSaid(program, { module, function: fn }, arg.props.find(({ key }) => key === name)?.value, rest, depth);
  const below = arg.k === 'member' && arg.of.k === 'var' ? { of: arg.of.v, path: [arg.name, ...path] } : { of: arg.k === 'var' ? arg.v : -1, path };
  const place = parameterOf(module, below.of);
  // Of what is in an object that is made elsewhere, nothing is known.
  if (!place) return path.length === 0;
  const owner = module.facts.variables[below.of]?.function ?? 0;
  const param = module.facts.functions[owner]?.params[place.index];
  const whole = [...place.path, ...below.path];
  if (whole.length === 0 && !param?.optional && !param?.default) return true;
  // Who hands on what nobody in sight hands to it leaves it to those out of sight.
  return depth < DEEPEST && isSaidBySome(program, module, owner, place.index, whole, depth + 1) !== false;
}
