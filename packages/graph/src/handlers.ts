/** Every place where a failure is received: catch clauses, promise handlers, listeners, callbacks, results. */
import type { Effect } from '@dist-lint/libraries';
import type { CallStep, Expr, Span, Step, Target, TryStep } from '@dist-lint/model';
import { nameSpan } from './call-spans.ts';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import { promiseFate } from './promises.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { observeAttempt, observeChain, type ReachedEffect } from './summaries.ts';
import { boundNames, forEachExpr, forEachStep, innerBodies, operands, someExpr } from './walk.ts';

export interface ErrorHandler {
  /**
   * - `catch`: a catch clause
   * - `rejection`: `.catch(f)`, `.then(_, f)`
   * - `listener`: `.on('error', f)`
   * - `callback`: an error-first callback
   * - `settled`: `Promise.allSettled` whose results nobody reads
   * - `result`: a call that resolves with its error in the result, which nobody reads
   */
  form: 'catch' | 'rejection' | 'listener' | 'callback' | 'settled' | 'result';
  module: LinkedModule;
  /** The function in which the failing work stands. */
  function: number;
  /** Where a finding about the handler belongs. */
  span: Span;
  /** The function whose steps `body` are: the same, or the function that was handed over. */
  bodyModule: LinkedModule;
  bodyFunction: number;
  body: readonly Step[];
  /** Variables (of `bodyModule`) bound to the error. */
  errors: readonly number[];
  /** What fails into it: effects with `escapes`, computed when asked. */
  observed(): readonly ReachedEffect[];
  /** The handled steps, for a catch clause. */
  attempted?: TryStep;
  /** The call it is handed to, for the others. */
  call?: CallStep;
  /** The handler is a library's function: what it does. */
  library?: readonly Effect[];
  /** Stands in a `finally` block or inside another handler: clean-up after a failure. */
  cleaningUp: boolean;
}

/** Handlers of one module, in order of place. */
export function errorHandlers(program: Program, module: LinkedModule): ErrorHandler[] {
  const found: ErrorHandler[] = [];
  module.facts.functions.forEach((fact, fn) => {
    clauses(program, module, fn, fact.body, false, found);
    for (const resolved of program.calls(module, fn)) found.push(...handed(program, module, fn, resolved));
  });
  for (const each of found) each.cleaningUp ||= each.call !== undefined && insideHandler(module.facts.functions[each.function]?.body ?? [], each.call.at);
  return found.sort((a, b) => a.span.at - b.span.at);
}

/** Whether a place lies in a catch clause or a `finally` block. */
export function insideHandler(steps: readonly Step[], at: number): boolean {
  return steps.some((step) => {
    if (at < step.at || at >= step.end) return false;
    if (step.s === 'try' && (at >= (step.handler?.at ?? Infinity) || endsBefore(step.body, at))) return true;
    return innerBodies(step).some((inner) => insideHandler(inner, at));
  });
}

function endsBefore(steps: readonly Step[], at: number): boolean {
  const last = steps.at(-1);
  return last === undefined || last.end <= at;
}

function clauses(program: Program, module: LinkedModule, fn: number, steps: readonly Step[], cleaningUp: boolean, found: ErrorHandler[]): void {
  for (const step of steps) {
    if (step.s !== 'try') {
      for (const inner of innerBodies(step)) clauses(program, module, fn, inner, cleaningUp, found);
      continue;
    }
    const { handler } = step;
    if (handler) {
      found.push({
        form: 'catch', module, function: fn, span: { at: handler.at, end: Math.min(handler.end, handler.at + 'catch'.length) },
        bodyModule: module, bodyFunction: fn, body: handler.body, errors: namesOf(handler.param), attempted: step, cleaningUp,
        observed: () => observeAttempt(program, module, fn, step.body).effects.filter(({ escapes }) => escapes),
      });
    }
    clauses(program, module, fn, step.body, cleaningUp, found);
    if (handler) clauses(program, module, fn, handler.body, true, found);
    if (step.finally) clauses(program, module, fn, step.finally, true, found);
  }
}

function namesOf(target: Target | undefined): number[] {
  return target ? boundNames(target).map(({ variable }) => variable) : [];
}

function handed(program: Program, module: LinkedModule, fn: number, resolved: ResolvedCall): ErrorHandler[] {
  const { call } = resolved;
  const found: ErrorHandler[] = [];
  const span = nameSpan(call);
  for (const { at, functions, row } of resolved.handed) {
    if (row?.errorParam === undefined && row?.errorEvents === undefined) continue;
    if (row.errorEvents && !isErrorEvent(call, row.errorEvents)) continue;
    for (const { number } of functions) {
      const place = program.modules.function(number);
      const param = place.fact.params[row.errorParam ?? 0];
      const name = call.callee.k === 'member' ? call.callee.name : '';
      const rejection = name === 'catch' || name === 'then';
      found.push({
        form: rejection ? 'rejection' : row.errorEvents ? 'listener' : 'callback',
        module, function: fn, span,
        bodyModule: place.module, bodyFunction: place.id, body: place.fact.body, errors: row.errorEvents ? place.fact.params.flatMap((each) => namesOf(each.target)) : namesOf(param?.target), call, cleaningUp: false,
        observed: () => {
          const calls = rejection ? chainBefore(module, fn, call) : [call];
          return observeChain(program, module, fn, calls).effects.filter(({ escapes }) => escapes && (rejection || at !== ''));
        },
      });
    }
  }
  const library = libraryHandler(program, module, fn, call);
  if (library) {
    found.push({
      form: 'rejection', module, function: fn, span, bodyModule: module, bodyFunction: fn, body: [], errors: [], call, library, cleaningUp: false,
      observed: () => observeChain(program, module, fn, chainBefore(module, fn, call)).effects.filter(({ escapes }) => escapes),
    });
  }
  if (errorUnread(program, module, fn, resolved)) {
    found.push({
      form: 'result', module, function: fn, span, bodyModule: module, bodyFunction: fn, body: [], errors: [], call, cleaningUp: false,
      observed: () => observeChain(program, module, fn, [call]).effects.filter(({ via }) => via === undefined),
    });
  }
  if (isUnreadSettled(resolved)) {
    found.push({
      form: 'settled', module, function: fn, span, bodyModule: module, bodyFunction: fn, body: [], errors: [], call, cleaningUp: false,
      observed: () => observeChain(program, module, fn, argumentCalls(module, fn, call)).effects.filter(({ escapes }) => escapes),
    });
  }
  return found;
}

/** `.catch(console.error)`, `.catch(log.error.bind(log))`. */
function libraryHandler(program: Program, module: LinkedModule, fn: number, { callee, args }: CallStep): readonly Effect[] | undefined {
  if (callee.k !== 'member' || (callee.name !== 'catch' && callee.name !== 'then')) return undefined;
  const handler = args[callee.name === 'catch' ? 0 : 1];
  if (!handler) return undefined;
  const values = program.link.evaluate(module, fn, boundTo(module, fn, handler));
  const rows = values.map((value) => (value.is === 'external' ? program.link.libraries.symbol(value.package, value.path)?.facts.effects : undefined));
  return rows.length > 0 && rows.every((row) => row !== undefined) ? rows.flat() : undefined;
}

function boundTo(module: LinkedModule, fn: number, expr: Expr): Expr {
  const call = expr.k === 'result' ? module.index.calls[fn]?.[expr.id] : undefined;
  return call?.callee.k === 'member' && call.callee.name === 'bind' ? call.callee.of : expr;
}

function isErrorEvent(call: CallStep, events: { at: string; names: readonly string[] }): boolean {
  const event = call.args[Number(events.at)];
  return event?.k === 'literal' && typeof event.value === 'string' && events.names.includes(event.value);
}

/** The calls whose rejection reaches a `.catch`: the chain before it, innermost first. */
function chainBefore(module: LinkedModule, fn: number, call: CallStep): CallStep[] {
  const found: CallStep[] = [];
  let each: CallStep = call;
  while (each.callee.k === 'member' && each.callee.of.k === 'result') {
    const before: CallStep | undefined = module.index.calls[fn]?.[each.callee.of.id];
    if (!before) break;
    each = before;
    found.unshift(each, ...argumentCalls(module, fn, each));
    const name: string = each.callee.k === 'member' ? each.callee.name : '';
    if (name === 'catch') break; // what came before was handled there
  }
  return found;
}

/** Calls whose results stand directly among a call's arguments, or in an array there: `Promise.all([f(), g()])`. */
function argumentCalls(module: LinkedModule, fn: number, call: CallStep): CallStep[] {
  return call.args
    .flatMap((arg) => (arg.k === 'array' ? arg.items : [arg]))
    .flatMap((arg) => {
      const step = arg.k === 'result' ? module.index.calls[fn]?.[arg.id] : undefined;
      return step ? [step] : [];
    });
}

function isUnreadSettled({ call, externals }: ResolvedCall): boolean {
  return call.fate === 'dropped' && externals.some((each) => each.package === 'global' && each.path === 'Promise.allSettled');
}

/** The call resolves with its error in the result (`{ data, error }`), and nobody looks there. */
function errorUnread(program: Program, module: LinkedModule, fn: number, { call, externals }: ResolvedCall): boolean {
  const row = externals.map((each) => program.link.libraries.symbol(each.package, each.path)?.facts).find((facts) => facts?.fails === 'result' && facts.errorIn);
  if (!row?.errorIn) return false;
  const keys = row.errorIn === 'ok' ? ['ok', 'status', 'statusText'] : [row.errorIn];
  const { final, handlers } = promiseFate(program, module, fn, lastOfChain(module, fn, call));
  if (handlers.length > 0 || !final.awaited || throwsAfterAll(program, module, fn, call)) return false;
  if (final.fate === 'dropped') return true;
  if (final.fate !== undefined) return false;
  const body = module.facts.functions[fn]?.body ?? [];
  let unread = false;
  forEachStep(body, (step) => {
    if (step.s !== 'assign' || step.value.k !== 'result' || step.value.id !== final.id) return;
    if (step.to.k === 'object-pattern') {
      const { rest, props } = step.to;
      unread = !rest && !props.some(({ key, to }) => key === undefined || keys.includes(key) || (to.k === 'var' && isTested(body, to.v)));
    }
    else if (step.to.k === 'var') unread = onlyOtherMembers(body, step.to.v, keys);
  });
  return unread;
}

/** `if (!data) throw …`: no data is as good a sign as an error. */
function isTested(body: readonly Step[], variable: number): boolean {
  let found = false;
  const is = (expr: Expr): boolean => expr.k === 'var' && expr.v === variable;
  forEachStep(body, (step) => {
    if (step.s === 'if' && someExpr(step.test, is)) found = true;
    if (step.s === 'return' && step.value && someExpr(step.value, (expr) => expr.k === 'op' && expr.args.some(is))) found = true;
  });
  return found;
}

/** `.throwOnError()` somewhere after it in the chain. */
function throwsAfterAll(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  let last = call;
  return (module.index.calls[fn] ?? []).some((each) => {
    if (each?.callee.k !== 'member' || each.callee.of.k !== 'result' || each.callee.of.id !== last.id) return false;
    last = each;
    return program.call(module, fn, each.id)?.externals.some((external) => program.link.libraries.symbol(external.package, external.path)?.facts.fails === 'rejects') === true;
  });
}

/** `sb.from('t').insert(row).select()`: the promise is that of the last call. */
function lastOfChain(module: LinkedModule, fn: number, call: CallStep): CallStep {
  let last = call;
  for (const each of module.index.calls[fn] ?? []) {
    if (each?.callee.k === 'member' && each.callee.of.k === 'result' && each.callee.of.id === last.id && !last.awaited && !PROMISE.has(each.callee.name)) last = each;
  }
  return last;
}

const PROMISE = new Set(['then', 'catch', 'finally']);

/** Every use of a variable reads a member, and none of these. */
function onlyOtherMembers(body: readonly Step[], variable: number, keys: readonly string[]): boolean {
  let whole = false;
  const visit = (expr: Expr): boolean => {
    if (expr.k === 'member' && expr.of.k === 'var' && expr.of.v === variable) {
      if (keys.includes(expr.name)) whole = true;
      return false;
    }
    if (expr.k === 'var' && expr.v === variable) whole = true;
    return true;
  };
  forEachStep(body, (step) => {
    for (const operand of operands(step)) forEachExpr(operand, visit);
  });
  return !whole;
}
