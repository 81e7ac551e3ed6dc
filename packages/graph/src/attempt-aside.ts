/**
 * Functions that count beside the way, in a run of attempts: what a step calls or hands over in place, where that counts in
 * variables of the functions around it or in fields of the object at hand.
 * `new Promise((resolve) => setTimeout(resolve, 2 ** attempt++))`, `countFailure()`.
 */
import type { AssignStep, CallStep, Step } from '@dist-lint/model';
import { bindArguments, runAround } from './attempt-in-place.ts';
import { isAgain, resolvedOf, scopeNow, type AttemptState } from './attempt-state.ts';
import { setMember } from './attempt-variables.ts';
import { NO_STEPS } from './attempt-steps.ts';
import { once } from './once.ts';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { boundNames, forEachStep, someExpr } from './walk.ts';

interface Aside {
  /** FunctionId within the module. */
  function: number;
  /** It runs once, before what follows; else it may run at any time, and any number of times. */
  isNow: boolean;
  /** It is called with the call's own arguments. */
  isCalled: boolean;
}

/** The steps by which functions that some steps call or hand over count in what lies around them. */
export function stepsAside(program: Program, module: LinkedModule, fn: number, steps: readonly Step[], leadsBack: ReadonlySet<number>): Step[] {
  const found: Step[] = [];
  forEachStep(steps, (step) => {
    const resolved = step.s === 'call' ? program.call(module, fn, step.id) : undefined;
    for (const each of resolved ? asidesOf(module, fn, resolved) : []) if (!leadsBack.has(each.function)) found.push(...countsOf(module, each.function));
  });
  return found;
}

/** What a call counts by the way. */
export function runAside(now: AttemptState, call: CallStep): void {
  const resolved = resolvedOf(now, call);
  if (!resolved || now.isAttempt(call) || isAgain(now, call)) return;
  const { module, current, scope } = now;
  for (const each of asidesOf(module, current.function, resolved)) {
    if (now.leadsBack.has(each.function) || each.function === scope.function) continue;
    const counts = countsOf(module, each.function);
    if (!counts.some((step) => isChanged(now, step))) continue;
    if (!each.isNow || now.depth >= DEEPEST) counts.forEach((step) => { forget(now, step); });
    else runOnce(now, each, call);
  }
}

/** Functions run aside within one another. */
const DEEPEST = 2;

function runOnce(now: AttemptState, { function: id, isCalled }: Aside, call: CallStep): void {
  const { module, current, waited, bound, isCounted, narrow, presumed, isSwitched, isLookedAt, limit } = now;
  const place = now.program.modules.function(module.functionBase + id);
  const from = scopeNow(now);
  if (isCalled) now.locals = new Map([...now.locals, ...bindArguments(now.program, from, place, call)]);
  const outer = runAround(now, id);
  now.current = { module, function: id, ...(outer ? { outer } : {}), ...(isCalled ? { given: { args: call.args, scope: from } } : {}) };
  now.depth += 1;
  now.run(place.fact.body);
  now.depth -= 1;
  // How long it takes, and what it tests for itself, is asked elsewhere.
  Object.assign(now, { current, waited, bound, isCounted, narrow, presumed, isSwitched, isLookedAt, limit });
}

/** The functions of the module that a call calls, or hands over to be run. */
function asidesOf(module: LinkedModule, fn: number, { functions, handed }: ResolvedCall): Aside[] {
  const found: Aside[] = [];
  const note = (number: number, isNow: boolean, isCalled: boolean): void => {
    const id = number - module.functionBase;
    if (id > 0 && id !== fn && id < module.facts.functions.length) found.push({ function: id, isNow, isCalled });
  };
  for (const { number } of functions) note(number, functions.length === 1, true);
  for (const { functions: given, row } of handed) if (row?.runs !== 'never') for (const { number } of given) note(number, row?.runs === 'now' && given.length === 1, false);
  return found;
}

/** Assignments by which a function counts in what lies around it. Flags are none: they tell of success as well as of failure. */
function countsOf({ facts }: LinkedModule, id: number): readonly AssignStep[] {
  return countingIn(facts.functions[id]?.body ?? NO_STEPS).filter(({ to }) =>
    boundNames(to).some(({ variable }) => facts.variables[variable]?.function !== id) || (to.k === 'member' && to.of.k === 'this'));
}

/** Every round asks for it. */
const countingIn = once((body: readonly Step[]): readonly AssignStep[] => {
  const found: AssignStep[] = [];
  forEachStep(body, (step) => {
    if (step.s === 'assign' && !step.declares && isCounting(step)) found.push(step);
  });
  return found;
});

/** `n++`, `n += 2`, `n = n + 1`. */
function isCounting({ op, to, value }: AssignStep): boolean {
  if (op !== '=') return op !== '??=' && op !== '||=' && op !== '&&=';
  return someExpr(value, (each) => (to.k === 'var' && each.k === 'var' && each.v === to.v) || (to.k === 'member' && each.k === 'member' && each.of.k === 'this' && each.name === to.name));
}

/** The attempts, or what asks for another one, have to do with it. */
function isChanged(now: AttemptState, { to }: AssignStep): boolean {
  return boundNames(to).some(({ variable }) => now.changing.has(variable)) || (to.k === 'member' && now.fields.has(to.name));
}

function forget(now: AttemptState, { to }: AssignStep): void {
  for (const { variable } of boundNames(to)) now.locals.set(variable, null);
  if (to.k === 'member' && to.of.k === 'this') now.fields.set(to.name, null);
  if (to.k === 'member' && to.of.k === 'var') setMember(now, to.of.v, to.name);
}
