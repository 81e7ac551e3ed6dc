/** What functions give instead of failing: `catch (error) { return [error, null] }`, `.catch((error) => ({ error }))`. */
import { soleOf, type Expr, type Step } from '@dist-lint/model';
import { CONFLICT, leaves } from './attempt-steps.ts';
import type { Program } from './link.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { forEachStep, innerBodies, someExpr } from './walk.ts';

/** A value, with the function in whose terms it is said. */
export interface Said {
  expr: Expr;
  /** FunctionId within the module. */
  function: number;
}

export interface GivenInstead {
  /** When what it tries has failed. */
  failed: readonly Said[];
  /** It does so for what others did alone, and throws whatever else fails: it waits for what they hold. */
  isConflict?: true;
  /** When it has not. */
  passed: readonly Said[];
}

/** Functions that give what another gives are followed this deep. */
const DEEPEST = 3;

/** What the one function that is called gives, itself or by another: `return await load()`, `return ready.then(() => load())`. */
export function givenInsteadBy(program: Program, resolved: ResolvedCall | undefined, from?: Scope, depth = 0): { instead: GivenInstead; scope: Scope } | undefined {
  if (!resolved) return undefined;
  const { call, functions } = resolved;
  const target = soleOf(functions.length > 0 ? functions : takers(resolved));
  if (!target) return undefined;
  const { module, id, fact } = program.modules.function(target.number);
  const scope: Scope = { module, function: id, ...(!from ? {} : functions.length > 0 ? { given: { args: call.args, scope: from } } : { outer: from }) };
  const instead = givenInstead(module, id);
  if (instead) return { instead, scope };
  const [only, ...others] = module.index.returns[id] ?? [];
  const whole = only?.k === 'awaited' ? only.of : only;
  const isHandedOn = whole?.k === 'result' && others.length === 0 && leaves(fact.body) && depth < DEEPEST;
  return isHandedOn ? givenInsteadBy(program, program.call(module, id, whole.id), scope, depth + 1) : undefined;
}

/** `.then((value) => …)`: it gives what this function gives. */
function takers({ call: { callee, args }, handed }: ResolvedCall): ResolvedCall['functions'] {
  return callee.k === 'member' && callee.name === 'then' && args.length === 1 ? handed.flatMap(({ at, functions }) => (at === '0' ? functions : [])) : [];
}

const NOTHING: Expr = { k: 'global', name: 'undefined' };

/** What a function gives when what it tries fails, if it keeps failures to itself in a way that can be seen. */
export function givenInstead(module: LinkedModule, fn: number): GivenInstead | undefined {
  const fact = module.facts.functions[fn];
  if (!fact || fact.bodiless || fact.generator) return undefined;
  const failed: Said[] = [];
  const passed: Said[] = [];
  const later: Said[] = [];
  collect(fact.body, 'outside');
  if (failed.length === 0) return ofPromise(module, fn);
  return { failed, passed: passed.length > 0 ? passed : later, ...(isOfConflict(fact.body) ? { isConflict: true as const } : {}) };

  function collect(steps: readonly Step[], where: 'outside' | 'try' | 'handler'): void {
    for (const [index, step] of steps.entries()) {
      if (step.s === 'return') (where === 'handler' ? failed : where === 'try' ? passed : later).push({ expr: step.value ?? NOTHING, function: fn });
      if (step.s === 'try' && step.handler && where !== 'handler') {
        collect(step.body, 'try');
        collect(step.handler.body, 'handler');
        // It logs, and the function ends.
        if (where === 'outside' && index === steps.length - 1 && steps === fact?.body && !leaves(step.handler.body)) failed.push({ expr: NOTHING, function: fn });
        if (step.finally) collect(step.finally, where);
      } else for (const inner of innerBodies(step)) collect(inner, where);
    }
  }
}

/** Its handlers ask whether somebody else came first, and throw what is not that. */
function isOfConflict(steps: readonly Step[]): boolean {
  let asks = false as boolean;
  let throws = false as boolean;
  forEachStep(steps, (step) => {
    if (step.s !== 'try' || !step.handler) return;
    forEachStep(step.handler.body, (inner) => {
      asks ||= inner.s === 'if' && someExpr(inner.test, (each) => each.k === 'literal' && typeof each.value === 'string' && CONFLICT.test(each.value));
      throws ||= inner.s === 'throw';
    });
  });
  return asks && throws;
}

/** `return work.then((value) => [null, value]).catch((error) => [error, null])`. */
function ofPromise(module: LinkedModule, fn: number): GivenInstead | undefined {
  const [only, ...more] = module.index.returns[fn] ?? [];
  const whole = only?.k === 'awaited' ? only.of : only;
  const last = whole?.k === 'result' && more.length === 0 ? module.index.calls[fn]?.[whole.id] : undefined;
  if (last?.callee.k !== 'member') return undefined;
  const { name, of } = last.callee;
  const failed = returnedBy(module, name === 'catch' ? last.args[0] : name === 'then' ? last.args[1] : undefined);
  if (!failed) return undefined;
  const before = of.k === 'result' ? module.index.calls[fn]?.[of.id] : undefined;
  const taker = name === 'then' ? last.args[0] : before?.callee.k === 'member' && before.callee.name === 'then' ? before.args[0] : undefined;
  return { failed, passed: returnedBy(module, taker) ?? [] };
}

/** What a function that is written in place gives, each way. */
export function returnedBy(module: LinkedModule, expr: Expr | undefined): Said[] | undefined {
  if (expr?.k !== 'function') return undefined;
  const id = expr.function;
  const fact = module.facts.functions[id];
  if (!fact) return undefined;
  const found = (module.index.returns[id] ?? []).map((value): Said => ({ expr: value, function: id }));
  const bare: Step[] = [];
  forEachStep(fact.body, (step) => {
    if (step.s === 'return' && !step.value) bare.push(step);
  });
  if (bare.length > 0 || !leaves(fact.body)) found.push({ expr: NOTHING, function: id });
  return found;
}
