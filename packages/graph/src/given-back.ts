/** Work that a loop takes from a store and, when it has failed, puts back as it was, to be taken again. */
import type { CallStep, Expr, LoopStep, Step } from '@dist-lint/model';
import type { Program } from './link.ts';
import { plainProperty } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { observe, type ReachedEffect } from './summaries.ts';
import { waitOfCall } from './waits.ts';
import { forEachExpr, forEachStep, innerBodies, someStep } from './walk.ts';

export interface GivenBack {
  module: LinkedModule;
  function: number;
  /** The call in the handler. */
  call: CallStep;
  /** `state`: a state is written that the loop's own query asks for; `message`: a message is handed back to its queue. */
  form: 'state' | 'message';
  /** The state, or what the message is called. */
  state: string;
  /** What is written to, or the library. */
  target: string;
  /** The call by which the loop takes it. */
  taken?: CallStep;
}

/** What is given back in a function, without a wait and without a count. */
export function givenBack(program: Program, module: LinkedModule, fn: number): GivenBack[] {
  const body = module.facts.functions[fn]?.body ?? [];
  return [...messages(program, module, fn, body), ...states(program, module, fn, body)];
}

/** `catch { channel.nack(message) }`: the message comes back at once. */
function messages(program: Program, module: LinkedModule, fn: number, body: readonly Step[]): GivenBack[] {
  const found: GivenBack[] = [];
  for (const handler of handlersIn(body)) {
    const calls = handler.filter((step): step is CallStep => step.s === 'call');
    // A branch on the way has looked at something, and a wait is one.
    if (handler.some(({ s }) => s === 'if' || s === 'switch') || calls.some((call) => call.awaited && waitOfCall(program, { module, function: fn }, call))) continue;
    for (const call of calls) {
      for (const external of program.call(module, fn, call.id)?.externals ?? []) {
        const effect = program.link.libraries.symbol(external.package, external.path)?.facts.effects?.find(({ kind, requeue }) => kind === 'nack' && requeue);
        if (!effect?.requeue) continue;
        const [position = '0', ...path] = effect.requeue.at.split('.');
        const arg = call.args[Number(position)];
        const said = arg ? plainProperty(program.link, { module, function: fn }, arg, path) : { value: undefined };
        const isBack = said && (said.value === undefined ? effect.requeue.default && !said.isObject : Boolean(said.value));
        if (isBack) found.push({ module, function: fn, call, form: 'message', state: '', target: external.package });
      }
    }
  }
  return found;
}

function handlersIn(steps: readonly Step[]): (readonly Step[])[] {
  return steps.flatMap((step) => [...(step.s === 'try' && step.handler ? [step.handler.body] : []), ...innerBodies(step).flatMap(handlersIn)]);
}

/** A query for `ready`, and a handler that writes `ready`. */
function states(program: Program, module: LinkedModule, fn: number, body: readonly Step[]): GivenBack[] {
  const found: GivenBack[] = [];
  forEachStep(body, (step) => {
    if (step.s !== 'loop' || step.kind === 'in' || step.kind === 'of' || step.kind === 'await-of') return;
    found.push(...statesIn(program, module, fn, step));
  });
  return found;
}

function statesIn(program: Program, module: LinkedModule, fn: number, loop: LoopStep): GivenBack[] {
  const turn = [...(loop.head ?? []), ...loop.body];
  const handlers = handlersIn(turn);
  if (handlers.length === 0 || waits(program, module, fn, turn)) return [];
  const reads = observe(program, module, fn, turn).effects.filter(({ kind, target }) => kind === 'db-read' && target !== '' && target !== '*');
  return handlers.flatMap((handler) =>
    observe(program, module, fn, handler).effects.flatMap((write): GivenBack[] => {
      if (write.kind !== 'db-write' || !handler.some((step) => step === write.call)) return [];
      const written = textsOf(program, module, fn, write, true);
      if (written.some((text) => COUNTED.test(text))) return [];
      for (const read of reads) {
        if (read.target !== write.target) continue;
        const asked = new Set(textsOf(program, module, fn, read, false).filter((text) => STATE.test(text)));
        const state = written.find((text) => asked.has(text) && text !== read.target);
        if (state !== undefined) return [{ module, function: fn, call: write.call, form: 'state', state, target: write.target, taken: read.call }];
      }
      return [];
    }));
}

/** Attempts are stored, or a time before which it is not taken. */
const COUNTED = /attempt|retr(y|ies)|tries|failures|(run|available|visible|locked|process|due|next|not_?before|scheduled)_?(at|until|after|run)/i;
/** A word that names a state. */
const STATE = /^(ready|idle|pending|queued|waiting|new|open|todo|available|active|created|scheduled|unprocessed|retry|unsent|due|draft|none)$/i;

function waits(program: Program, module: LinkedModule, fn: number, steps: readonly Step[]): boolean {
  return someStep(steps, (step) => step.s === 'call' && step.awaited === true && waitOfCall(program, { module, function: fn }, step) !== undefined);
}

const LONGEST = 8;

/** The words of the calls on the way to an effect: keys, literals, words of SQL. */
function textsOf(program: Program, module: LinkedModule, fn: number, reached: ReachedEffect, isWrite: boolean): string[] {
  const found: string[] = [];
  let here = { module, fn };
  let each: ReachedEffect | undefined = reached;
  for (let hops = 0; each && hops < LONGEST; hops += 1) {
    const current: ReachedEffect = each;
    for (const arg of current.call.args) collect(arg, found, isWrite);
    // Builders say the rest in other calls of the function.
    if (current.via === undefined) forEachStep(here.module.facts.functions[here.fn]?.body ?? [], (step) => {
      if (step.s === 'call' && hops > 0) for (const arg of step.args) collect(arg, found, isWrite);
    });
    if (current.via === undefined) break;
    const place = program.modules.function(current.via);
    each = program.summary(current.via).effects.filter(({ kind, target, symbol, hops: far }) => kind === current.kind && target === current.target && symbol === current.symbol && far < current.hops)[0];
    here = { module: place.module, fn: place.id };
  }
  return found;
}

/** Of a write what is set, and not the condition under which it is. */
function collect(expr: Expr, into: string[], isWrite: boolean): void {
  forEachExpr(expr, (each) => {
    if (each.k === 'literal' && typeof each.value === 'string') into.push(...wordsOf(each.value, isWrite));
    if (each.k === 'template') into.push(...wordsOf(each.parts.join('?'), isWrite));
    if (each.k === 'member') into.push(each.name);
    if (each.k !== 'object') return true;
    for (const { key, value } of each.props) {
      if (isWrite && key !== undefined && CONDITIONS.has(key)) continue;
      if (key !== undefined) into.push(key);
      collect(value, into, isWrite);
    }
    return false;
  });
}

const CONDITIONS = new Set(['where', 'filter', 'query', 'select', 'include']);

function wordsOf(text: string, isWrite: boolean): string[] {
  const said = isWrite ? text.replace(/\bwhere\b[\s\S]*/i, '') : text;
  return said.includes(' ') ? (said.match(/\w+/g) ?? []) : [said];
}
