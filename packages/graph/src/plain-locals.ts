/**
 * What the variables of a function hold where one of its steps stands, in one run of it: `let delay = first * 2 ** tries; if (asked)
 * delay = Math.max(delay, asked);`. Numbers that cannot be told and do not change are made up, as for estimates.
 */
import type { Expr, Step } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import { assign, forget, truth, type Locals } from './plain-runs.ts';
import type { Reader, Scope } from './plain-scope.ts';
import { boundNames, forEachStep, innerBodies, someExpr } from './walk.ts';

export function localsAt(readerOf: (link: Link, guesses: boolean) => Reader, link: Link, run: Scope, at: number): Locals {
  const locals: Locals = new Map();
  const body = run.module.facts.functions[run.function]?.body ?? [];
  if (isSetAnew(run, body)) before(readerOf(link, true), run, body, locals, at);
  return locals;
}

/** Variables that are set once are read by their declarations. */
function isSetAnew({ module }: Scope, body: readonly Step[]): boolean {
  let found = false;
  forEachStep(body, (step) => {
    if (step.s === 'assign' && boundNames(step.to).some(({ variable }) => (module.facts.variables[variable]?.writes ?? 0) > 0)) found = true;
    return !found;
  });
  return found;
}

/** Whether the step was come to. */
function before(reader: Reader, run: Scope, steps: readonly Step[], locals: Locals, at: number): boolean {
  const scope: Scope = { ...run, locals };
  for (const step of steps) {
    if (step.at <= at && at < step.end && innerBodies(step).length === 0 && step.s !== 'assign') return true;
    if (step.s === 'assign') assign(reader, scope, locals, step, 0);
    else if (step.s === 'block') {
      if (before(reader, run, step.body, locals, at)) return true;
    } else if (step.s === 'if') {
      const told = truth(reader, scope, step.test, 0);
      const isWithin = step.at <= at && at < step.end;
      const taken = isWithin ? [step.then, step.else].find((branch) => stands(branch, at)) : told === undefined ? undefined : told ? step.then : step.else;
      if (taken) {
        if (before(reader, run, taken, locals, at)) return true;
      } else perhaps(reader, run, [step.then, step.else], locals);
    } else if (innerBodies(step).length > 0) {
      forget(locals, innerBodies(step));
      const inner = innerBodies(step).find((each) => stands(each, at));
      if (inner) return before(reader, run, inner, locals, at);
    }
  }
  return false;
}

function stands(steps: readonly Step[], at: number): boolean {
  return steps.some((step) => step.at <= at && at < step.end);
}

/** Nobody can tell whether these are run: what only limits a number leaves it about as it was. */
function perhaps(reader: Reader, run: Scope, branches: readonly (readonly Step[])[], locals: Locals): void {
  const kept = new Map(locals);
  const set = new Set<number>();
  const other = new Set<number>();
  for (const branch of branches) {
    if (endsRun(branch)) continue;
    forEachStep(branch, (step) => {
      if (step.s !== 'assign') return;
      for (const { variable } of boundNames(step.to)) (step.to.k === 'var' && step.op === '=' && limits(run, step.value, variable) ? set : other).add(variable);
    });
  }
  for (const variable of other) locals.set(variable, null);
  for (const variable of set) {
    const found = kept.get(variable);
    locals.set(variable, other.has(variable) || typeof found?.value !== 'number' ? null : { ...found, guess: 'part' });
  }
}

/** What is set there is seen by nobody after it. */
function endsRun(branch: readonly Step[]): boolean {
  const last = branch.at(-1);
  return last?.s === 'return' || last?.s === 'throw';
}

/** `Math.max(delay, asked)`, of the variable itself. */
function limits({ module, function: fn }: Scope, value: Expr, variable: number): boolean {
  const call = value.k === 'result' ? module.index.calls[fn]?.[value.id] : undefined;
  const isLimit = call?.callee.k === 'member' && call.callee.of.k === 'global' && call.callee.of.name === 'Math' && (call.callee.name === 'max' || call.callee.name === 'min');
  return isLimit && call.args.some((arg) => someExpr(arg, (each) => each.k === 'var' && each.v === variable));
}
