/** What variables hold in a run of attempts: as it begins, after an assignment, and as the function begins anew. */
import type { AssignStep, CallStep, Expr, Span, Step } from '@dist-lint/model';
import { derives, isChanging } from './attempt-changes.ts';
import { noteKeptIn } from './attempt-keeps.ts';
import { bindArguments } from './attempt-in-place.ts';
import { givenBy, toldAt } from './attempt-outcome.ts';
import { changedFields, operatorOf, writesBefore } from './attempt-steps.ts';
import { looksAtOutcome, valueNow } from './attempt-values.ts';
import { scopeNow, type AttemptState } from './attempt-state.ts';
import { beginning } from './carried-values.ts';
import type { Program } from './link.ts';
import { memberBeginnings } from './member-beginnings.ts';
import { ABSENT, plainFirst, plainValue, type PlainValue, type Scope } from './plain-values.ts';
import { compute } from './plain-operators.ts';
import type { FunctionNumber } from './program.ts';
import { boundNames, forEachStep } from './walk.ts';

export function assign(now: AttemptState, { to, op, value: from, declares }: AssignStep): void {
  const { locals, outcomes, tellers, changing } = now;
  const given = op === '=' ? givenBy(now, from) : undefined;
  noteKeptIn(now, to, from);
  if (declares && now.intercepted && boundNames(to).some(({ variable }) => now.intercepted?.kept.has(variable))) {
    keepRequest(now, boundNames(to).map(({ variable }) => variable), now.intercepted.kept);
    return;
  }
  if (declares && to.k === 'var' && !changing.has(to.v) && !given) {
    // It is read by its declaration, unless what it is made from may change before.
    const known = derives(now, from, (each) => isChanging(now, each)) || looksAtOutcome(now, from) ? valueNow(now, from) : undefined;
    outcomes.delete(to.v);
    if (known) locals.set(to.v, known);
    else locals.delete(to.v);
    noteTeller(now, to.v, from);
    return;
  }
  if (to.k === 'member' && to.of.k === 'this') now.fields.set(to.name, valueNow(now, op === '=' ? from : { k: 'op', op: operatorOf(op), args: [to, from] }) ?? null);
  if (to.k === 'member' && to.of.k === 'var') setMember(now, to.of.v, to.name, valueNow(now, op === '=' ? from : { k: 'op', op: operatorOf(op), args: [to, from] }));
  if (to.k !== 'var') {
    for (const { variable, path } of boundNames(to)) {
      const told = given && toldAt(now, given, path);
      locals.set(variable, told ?? null);
      if (told) tellers.add(variable);
      else tellers.delete(variable);
    }
    // A name that is bound once is read by its declaration.
    if (!given) for (const { variable } of boundNames(to)) if (!changing.has(variable)) locals.delete(variable);
    return;
  }
  const known = op === '=' ? valueNow(now, from) : valueNow(now, { k: 'op', op: operatorOf(op), args: [{ k: 'var', v: to.v }, from] });
  noteTeller(now, to.v, from);
  outcomes.delete(to.v);
  if (given) {
    outcomes.set(to.v, given);
    locals.set(to.v, null);
  } else locals.set(to.v, known ?? null);
}

/** What is noted on a request is there in the next attempt, and is not there before the first. */
function keepRequest({ locals, members }: AttemptState, variables: readonly number[], kept: ReadonlySet<number>): void {
  for (const variable of variables) {
    if (!kept.has(variable)) locals.delete(variable);
    if (!kept.has(variable) || locals.has(variable)) continue;
    const own = [...members].map((key) => key.split(' ')).filter(([of]) => Number(of) === variable);
    locals.set(variable, { value: undefined, isObject: true, holds: new Map(own.map(([, name]) => [name ?? '', ABSENT])) });
  }
}

/** What an object under a name holds in one of its members; nothing, where that cannot be told. */
export function setMember({ locals }: Pick<AttemptState, 'locals'>, variable: number, name: string, value?: PlainValue): void {
  const before = locals.get(variable);
  if (before === null) return; // nothing is known of the whole
  locals.set(variable, { value: undefined, isObject: true, ...before, holds: new Map([...(before?.holds ?? []), [name, value ?? null]]) });
}

/** `const failed = !response.ok`: it tells what the outcome tells. */
function noteTeller(now: AttemptState, variable: number, from: Expr): void {
  if (looksAtOutcome(now, from)) now.tellers.add(variable);
  else now.tellers.delete(variable);
}

/** Variables of the function that are declared without a value, and have none before they are assigned. */
export function unset(now: AttemptState, within: Span): void {
  const { module, scope, unsetVariables } = now;
  for (const variable of unsetVariables) {
    const at = module.facts.variables[variable]?.at ?? -1;
    if (at < within.at || at >= within.end || module.facts.variables[variable]?.function !== scope.function) continue;
    now.locals.set(variable, ABSENT);
    now.outcomes.delete(variable);
  }
}

/** Those among changing variables that are declared without a value. */
export function unsetIn(steps: readonly Step[], { module, function: fn }: Scope, changing: ReadonlySet<number>): ReadonlySet<number> {
  const declared = new Set<number>();
  forEachStep(module.facts.functions[fn]?.body ?? steps, (step) => {
    if (step.s === 'assign' && step.declares) for (const { variable } of boundNames(step.to)) declared.add(variable);
    if (step.s === 'loop' && step.item) for (const { variable } of boundNames(step.item)) declared.add(variable);
  });
  return new Set([...changing].filter((variable) => {
    const fact = module.facts.variables[variable];
    const isOwn = (module.index.assignments[variable] ?? []).every((each) => each.function === fn);
    return (fact?.kind === 'let' || fact?.kind === 'var') && fact.function === fn && isOwn && !declared.has(variable);
  }));
}

/** What changing variables and fields hold when it begins, as far as the steps before it tell. */
export function begin(now: AttemptState): void {
  const { program, module, scope, steps, changing, again, leadsBack } = now;
  const [first] = steps;
  now.locals = new Map();
  now.fields.clear();
  now.held.clear();
  now.begunWaits.clear();
  now.due = [];
  unset(now, WHOLE);
  if (again !== undefined) {
    const { fields, variables } = beginning(program, { module, function: scope.function, leadsBack });
    for (const [name, known] of fields) now.fields.set(name, known);
    for (const [variable, known] of variables) now.locals.set(variable, known);
    for (const [variable, members] of memberBeginnings(program, { module, function: scope.function, leadsBack }, now.members)) for (const [name, known] of members) setMember(now, variable, name, known);
    return;
  }
  const before = first?.s === 'loop' ? (module.facts.functions[scope.function]?.body ?? []) : [];
  for (const name of changedFields([...steps, ...now.aside])) {
    const known = fieldBefore(program, scope, before, name, first?.at ?? 0);
    if (known) now.fields.set(name, known);
  }
  if (first?.s !== 'loop') return;
  for (const variable of changing) {
    const home = module.facts.variables[variable]?.function;
    const before = (module.index.assignments[variable] ?? []).filter((each) => (each.function === scope.function || each.function === home) && each.at < first.at);
    const last = before.at(-1);
    const isWhole = last && last.path.length === 0 && !last.item;
    if (last) now.locals.set(variable, (isWhole && plainValue(program.link, scope, last.value)) || null);
  }
}

/** What a field holds before a place: as its object is made, and as the steps on the way there set and count it. */
function fieldBefore({ link }: Program, scope: Scope, steps: readonly Step[], name: string, at: number): PlainValue | undefined {
  let known: PlainValue | undefined = plainFirst(link, scope, name);
  for (const step of writesBefore(steps, name, at)) {
    const by = plainValue(link, scope, step.value);
    if (step.op === '=') known = by;
    // What is counted on some ways alone cannot be told.
    else known = steps.includes(step) && typeof known?.value === 'number' && typeof by?.value === 'number' ? { value: compute(operatorOf(step.op), [known.value, by.value]) } : undefined;
  }
  return known;
}

const WHOLE: Span = { at: 0, end: Infinity };

/** `stream({ ...session, tries: tries + 1 })(message)`: the parameters of the function that makes the one that begins anew. */
function bindMaker(program: Program, from: Scope, call: CallStep, number: FunctionNumber): ReadonlyMap<number, PlainValue | null> {
  const target = program.call(from.module, from.function, call.id)?.functions.find((each) => each.number === number);
  const made = target?.within?.find(({ site }) => site.module === from.module && site.function === from.function);
  return made ? bindArguments(program, from, program.modules.function(made.callee), made.site.call) : new Map();
}

/** The parameters of the function as it begins anew. */
export function enter(now: AttemptState, call: CallStep, from?: Scope): void {
  const { program, module, scope, locals } = now;
  const own = program.modules.function(module.functionBase + scope.function);
  const here = scopeNow(now);
  now.current = scope;
  now.due = [];
  now.begun = now.attempts;
  if (call.args.length === 0 && own.fact.params.length > 0 && call.callee.k !== 'result') return; // as it was
  // Its own variables are made anew, those of the functions around it stay.
  const outside = [...locals].filter(([variable]) => module.facts.variables[variable]?.function !== scope.function);
  now.locals = new Map([...outside, ...bindMaker(program, from ?? here, call, module.functionBase + scope.function), ...bindArguments(program, from ?? here, own, call)]);
  unset(now, WHOLE);
}
