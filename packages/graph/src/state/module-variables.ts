/** Variables that outlive a call: those of modules, and those of functions that run once and hand out functions which go on using them. */
import type { Expr, Step } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { Memo } from '../tracking.ts';
import { forEachExpr, forEachStep, operands } from '../walk.ts';
import { calledAtLoadOnly } from './load-time.ts';
import { innerTargets } from './memory-targets.ts';
import { once } from '../once.ts';

export interface LastingVariable {
  /** Below its module: `cache`, `createLimiter.tokens`. */
  name: string;
  /** The function in whose scope it is: 0 for the module. */
  scope: number;
}

/** What a variable is when it outlives the calls that use it, as seen from a function. Parameters and locals do not. */
export function lastingVariable(program: Program, module: LinkedModule, variable: number, from: number): LastingVariable | undefined {
  const fact = module.facts.variables[variable];
  if (!fact || fact.ambient || !KINDS.has(fact.kind)) return undefined;
  if (fact.function === 0) return { name: fact.name, scope: 0 };
  if (!fact.captured || fact.kind === 'function' || fact.kind === 'class') return undefined;
  if (!lastingFunctions(program, module, fact.function).has(from)) return undefined;
  return { name: `${module.facts.functions[fact.function]?.name ?? ''}.${fact.name}`, scope: fact.function };
}

const KINDS = new Set(['const', 'let', 'var', 'using', 'function', 'class']);

const memoOf = once((program: Program): Memo<number, ReadonlySet<number>> => program.tracker.memo());
const NOTHING: ReadonlySet<number> = new Set();

/** The functions inside one that runs once which are still called when it has ended, with all that is inside of them. */
function lastingFunctions(program: Program, module: LinkedModule, scope: number): ReadonlySet<number> {
  const known = memoOf(program);
  return known.get(module, scope) ?? known.fill(module, scope, NOTHING, () => (runsOnce(program, module, scope) ? handedOut(program, module, scope) : NOTHING));
}

function runsOnce(program: Program, module: LinkedModule, fn: number): boolean {
  const fact = module.facts.functions[fn];
  if (!fact || fact.kind === 'constructor' || fact.kind === 'field-init' || fact.class !== undefined) return false;
  if (fact.immediate) return fact.parent === 0 || runsOnce(program, module, fact.parent);
  return calledAtLoadOnly(program, module, fn, true);
}

/** Functions that are returned, put somewhere, or handed to what runs them later; and those that these use. */
function handedOut(program: Program, module: LinkedModule, scope: number): ReadonlySet<number> {
  const out = new Set<number>();
  const body = module.facts.functions[scope]?.body ?? [];
  forEachStep(body, (step) => {
    for (const expr of givenAway(program, module, scope, step)) for (const fn of functionsIn(module, expr)) addWithInner(module, fn, out);
  });
  for (const fn of out) {
    forEachStep(module.facts.functions[fn]?.body ?? [], (step) => {
      for (const operand of operands(step)) {
        forEachExpr(operand, (expr) => {
          if (expr.k === 'var' && module.facts.variables[expr.v]?.function === scope) for (const used of functionsIn(module, expr)) addWithInner(module, used, out);
        });
      }
    });
  }
  return out;
}

function givenAway(program: Program, module: LinkedModule, scope: number, step: Step): readonly Expr[] {
  switch (step.s) {
    case 'return':
      return step.value ? [step.value] : [];
    case 'assign':
      return innerTargets(step.to).some(({ k }) => k === 'member' || k === 'index') ? [step.value] : [];
    case 'call': {
      const later = program.call(module, scope, step.id)?.handed.filter(({ row }) => row?.runs === 'later') ?? [];
      return later.flatMap(({ functions }) => functions.flatMap(({ number }): Expr[] => (isOf(module, number) ? [{ k: 'function', function: number - module.functionBase }] : [])));
    }
    default:
      return [];
  }
}

function isOf(module: LinkedModule, number: number): boolean {
  return number >= module.functionBase && number < module.functionBase + module.facts.functions.length;
}

/** The functions that an expression holds: itself, in an object or array, or through the name of one. */
function functionsIn(module: LinkedModule, expr: Expr, hops = 0): number[] {
  switch (expr.k) {
    case 'function':
      return [expr.function];
    case 'class':
      return (module.facts.classes[expr.class]?.methods ?? []).slice();
    case 'object':
      return expr.props.flatMap(({ value }) => functionsIn(module, value, hops));
    case 'array':
      return expr.items.flatMap((item) => functionsIn(module, item, hops));
    case 'var': {
      const fact = module.facts.variables[expr.v];
      if (fact?.kind === 'function') return fact.def === undefined ? [] : [fact.def];
      if (hops > 2) return [];
      return (module.index.assignments[expr.v] ?? []).flatMap(({ value }) => (value.k === 'var' ? [] : functionsIn(module, value, hops + 1)));
    }
    default:
      return [];
  }
}

function addWithInner(module: LinkedModule, fn: number, found: Set<number>): void {
  if (found.has(fn)) return;
  found.add(fn);
  for (const inner of module.index.children[fn] ?? []) addWithInner(module, inner, found);
}
