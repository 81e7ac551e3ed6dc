/** Who is told when something has failed or ended: listeners, callbacks with an error, handlers that are assigned. */
import { addTo, type CallStep, type Expr, type Step, type Target } from '@dist-lint/model';
import type { Program } from './link.ts';
import { LISTENING } from './named-calls.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import type { Handed, ResolvedCall } from './resolved-calls.ts';
import { spellExpr } from './summaries.ts';
import { forEachStep, someStep } from './walk.ts';
import { once } from './once.ts';

/** They end listening, or take a timer away. */
const REMOVERS = new Set(['off', 'removeListener', 'removeEventListener', 'removeAllListeners', 'unsubscribe', 'clearTimeout', 'clearInterval']);

const FAILURES = new Set(['close', 'error', 'disconnect', 'end', 'exit', 'disconnected', 'connect_error', 'timeout', 'finish']);

/** Events that follow when something could not be started at all, and not only when it ended later. */
const FAILED_STARTS = new Set(['close', 'error', 'end', 'exit', 'connect_error', 'timeout']);

/** `connectionLost`, `authenticationFailed`, `socket_error`: of what was begun, by the name of what failed. */
const FAILED_PARTS = /^(re)?(connect(ion)?|auth(entication|orization)?|log_?in|handshake|socket|stream|transport|peer|session|channel|link)[-_:. ]?(fail(ed|ure)?|lost|error|closed?|disconnect(ed)?)$/i;

/** `{ onError() {} }`, `{ error: () => {} }`, `socket.onclose = …`. */
const FAILURE_KEY = /^(on_?)?(error|close|closed|disconnect|disconnected|fail|failure|failed|connect_?error)$/i;

/** Methods that begin what an object is there for. */
const STARTS = /^(re)?(start|connect|open|listen|subscribe|resume)$/i;

export function isRemoval({ call: { callee } }: ResolvedCall): boolean {
  return REMOVERS.has(callee.k === 'member' || callee.k === 'global' ? callee.name : '');
}

/** `.on('close', …)`, `addEventListener('error', …)`, by the event's name; `.subscribe({ error })`, `.subscribe(next, error)`. */
export function isFailureListener(resolved: ResolvedCall | undefined): boolean {
  return resolved !== undefined && failureListeners(resolved).length > 0;
}

/** What a call hands over to be told of a failure. */
export function failureListeners(resolved: ResolvedCall): readonly Handed[] {
  if (isRemoval(resolved)) return [];
  const { call: { args, callee }, handed } = resolved;
  const [event] = args;
  if (event?.k === 'literal' && typeof event.value === 'string') return FAILURES.has(event.value) || FAILED_PARTS.test(event.value) ? handed.filter(({ at }) => at === '1') : [];
  const isSubscription = callee.k === 'member' && callee.name === 'subscribe';
  return handed.filter(({ at, row }) => {
    const key = at.slice(at.lastIndexOf('.') + 1);
    return row?.runs !== 'never' && ((isSubscription && at === '1') || (at.includes('.') && FAILURE_KEY.test(key)));
  });
}

/** The callback of a call that is told of its failure first: `fs.copy(from, to, (error) => …)`. */
export function errorCallbacks({ call, handed }: ResolvedCall): readonly Handed[] {
  return handed.filter(({ row }) => row?.runs === 'later' && row.errorParam !== undefined && row.errorEvents === undefined && call.args.length > 0);
}

/**
 * Functions of the module that are told when what a call begins has failed: those assigned to what it gives, as
 * `source.onerror = …`, and, for `feed.start()`, those that listen to `feed`.
 */
export function toldOfFailure(program: Program, module: LinkedModule, fn: number, call: CallStep): readonly FunctionNumber[] {
  return [...assigned(program, module, fn, call), ...listening(program, module, fn, call)];
}

function assigned(program: Program, module: LinkedModule, fn: number, call: CallStep): readonly FunctionNumber[] {
  if (!assignsHandler(module.facts.functions[fn]?.body ?? NO_STEPS)) return NOBODY;
  const names = new Set<string>();
  const found: FunctionNumber[] = [];
  forEachStep(module.facts.functions[fn]?.body ?? [], (step) => {
    if (step.s !== 'assign') return;
    if (isResultOf(step.value, call)) names.add(spellTarget(module, step.to));
    if (step.to.k !== 'member' || !FAILURE_KEY.test(step.to.name) || !step.to.name.startsWith('on') || !names.has(spellExpr(module, step.to.of))) return;
    for (const value of program.link.evaluate(module, fn, step.value)) if (value.is === 'function') found.push(value.number);
  });
  return found;
}

const NO_STEPS: readonly Step[] = [];
const NOBODY: readonly FunctionNumber[] = [];

/** Every call of a function asks for it. */
const assignsHandler = once((body: readonly Step[]): boolean =>
  someStep(body, (step) => step.s === 'assign' && step.to.k === 'member' && FAILURE_KEY.test(step.to.name) && step.to.name.startsWith('on')));

function isResultOf(expr: Expr, call: CallStep): boolean {
  return (expr.k === 'result' && expr.id === call.id) || (expr.k === 'awaited' && isResultOf(expr.of, call)) || (expr.k === 'op' && expr.op === 'assign' && expr.args.some((arg) => isResultOf(arg, call)));
}

function spellTarget(module: LinkedModule, to: Target): string {
  return to.k === 'var' ? spellExpr(module, to) : to.k === 'member' ? spellExpr(module, to) : '';
}

function listening(program: Program, module: LinkedModule, fn: number, { callee }: CallStep): readonly FunctionNumber[] {
  if (callee.k !== 'member' || !STARTS.test(callee.name)) return [];
  const key = thingKey(module, fn, callee.of);
  return key === '' ? [] : (listenersIn(program, module).get(key) ?? []);
}

const memoOf = once((program: Program) => program.tracker.memo<'', ReadonlyMap<string, readonly FunctionNumber[]>>());

/** The failure listeners of a module, by what they listen to. */
function listenersIn(program: Program, module: LinkedModule): ReadonlyMap<string, readonly FunctionNumber[]> {
  const memo = memoOf(program);
  return memo.get(module, '') ?? memo.fill(module, '', new Map(), () => {
    const found = new Map<string, FunctionNumber[]>();
    module.facts.functions.forEach((_, fn) => {
      for (const resolved of program.calls(module, fn)) {
        const { callee, args: [event] } = resolved.call;
        if (callee.k !== 'member' || event?.k !== 'literal' || !(FAILED_STARTS.has(String(event.value)) || FAILED_PARTS.test(String(event.value))) || isAfterStart(module, fn)) continue;
        const key = thingKey(module, fn, callee.of);
        const told = failureListeners(resolved).flatMap(({ functions }) => functions.map(({ number }) => number));
        if (key !== '' && told.length > 0) addTo(found, key, ...told);
      }
    });
    return found;
  });
}

/** It is run once something has begun well: `socket.on('ready', () => { socket.on('close', …); })`. */
export function isAfterStart({ index, facts }: LinkedModule, fn: number): boolean {
  for (let id = fn; id > 0; id = facts.functions[id]?.parent ?? 0) {
    const { callee, args: [event] } = index.passedTo[id]?.call ?? { args: [] };
    if (callee?.k === 'member' && LISTENING.has(callee.name) && event?.k === 'literal' && STARTED.has(String(event.value))) return true;
  }
  return false;
}

const STARTED = new Set(['ready', 'connect', 'connected', 'open', 'listening', 'secureConnect']);

/** A variable or a field of a class, whoever of the module names it. */
function thingKey(module: LinkedModule, fn: number, of: Expr): string {
  if (of.k === 'var') return `variable ${of.v}`;
  if (of.k !== 'member' || of.of.k !== 'this') return '';
  for (let id = fn; id >= 0; ) {
    const fact = module.facts.functions[id];
    if (!fact) return '';
    if (fact.class !== undefined) return `${fact.class} ${of.name}`;
    id = fact.parent;
  }
  return '';
}
