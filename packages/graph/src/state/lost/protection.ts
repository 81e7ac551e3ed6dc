/** What keeps others from writing between a read and a write: locks, isolation, queues. */
import { soleOf, type CallStep } from '@dist-lint/model';
import { callEffects } from '../../effects.ts';
import type { Program } from '../../link.ts';
import { once } from '../../once.ts';
import type { FunctionNumber, LinkedModule, Placed } from '../../program.ts';
import type { Handed, ResolvedCall } from '../../resolved-calls.ts';
import { property, slotExpr } from '../../slots.ts';
import type { Memo } from '../../tracking.ts';
import type { ExternalValue } from '../../values.ts';
import { aroundCall, claims } from '../guards.ts';
import { literalsOf } from '../literals.ts';
import { rowCalls } from '../row-calls.ts';
import { someExpr } from '../../walk.ts';
import { locksBySql } from './bound-sql.ts';
import { chainOf, slotOf, type Frame } from './frames.ts';
import { isQueuedOnce } from './queued-once.ts';
import type { Origin } from './value-origins.ts';
import { waysIn, type WayIn } from './ways-in.ts';

/** Functions between the one that writes and the one that locks. */
const DEEPEST = 8;
/** Ways into a function that are looked at. */
const MOST_WAYS = 50;

/**
 * `held`: seen on all ways to the function; `presumed`: on all ways, but somewhere by what nobody can see; `turns`: on all ways,
 * but somewhere by a consumer that takes one job at a time, which holds for what its process keeps and not for rows, that other
 * processes and other code write; `jobs`: on all ways, but somewhere by a queue that holds one job at a time for what the job is
 * about: the same is not done twice at once, other code may write the row; `some`: on some ways only.
 */
export type Protection = 'held' | 'presumed' | 'turns' | 'jobs' | 'some' | undefined;

/** Whether the rows that a read gives stay locked. */
export function locksRows(program: Program, { row, frame }: Pick<Origin, 'row' | 'frame'>): boolean {
  if (locksBySql(program, frame, row)) return true;
  const asked = slotOf(program, frame, row, row.effect.rowLock);
  if (asked && !(asked.expr.k === 'literal' && !asked.expr.value)) return true;
  return chainOf(frame, row.call).some((each) => externalsOf(program, frame, each).some((external) => program.link.libraries.symbol(external.package, external.path)?.facts.locksRows));
}

function externalsOf(program: Program, { module, function: fn }: Frame, call: CallStep): NonNullable<ReturnType<Program['call']>>['externals'] {
  return program.call(module, fn, call.id)?.externals ?? [];
}

/** Whether a function and those around it, as far as they are seen, hold others off while a call of it runs. */
export function protectedAt(program: Program, { module, function: fn }: Frame, call: CallStep, seen: readonly FunctionNumber[] = []): Protection {
  const around = aroundCall(program, module, fn, call);
  if (around.lock || around.transaction === 'serializable' || around.transaction === 'repeatable-read') return 'held';
  if (lockedBefore(program, module, fn, call)) return 'held';
  const number = module.functionBase + fn;
  if (seen.length >= DEEPEST || seen.includes(number)) return undefined;
  const ways = waysIn(program, number);
  if (ways.length === 0) return program.callers(number).length === 0 && isHandedToNobodyKnown(program, module, fn) ? 'presumed' : undefined;
  if (ways.length > MOST_WAYS) return undefined;
  const found = ways.map((each) => protectedBy(program, each, [...seen, number]));
  // A framework begins with it, too.
  if (ways.every(({ handed }) => !handed) && program.entryPointsOf(number).length > 0) found.push(undefined);
  if (found.every((each) => each !== undefined && each !== 'some')) return found.includes('jobs') ? 'jobs' : found.includes('turns') ? 'turns' : found.includes('presumed') ? 'presumed' : 'held';
  return found.some((each) => each !== undefined && each !== 'presumed') ? 'some' : undefined;
}

function protectedBy(program: Program, { module, function: fn, call, handed }: WayIn, seen: readonly FunctionNumber[]): Protection {
  if (!handed) return protectedAt(program, { module, function: fn }, call, seen);
  const resolved = program.call(module, fn, call.id);
  if (!resolved) return 'presumed';
  if (resolved.functions.length === 0 && resolved.externals.length === 0 && !resolved.parameter && !isPlainReceiver(call)) return 'presumed';
  if (resolved.functions.some(({ number }) => serializes(program, number, 0)) || chainsOn(module, fn, call)) return 'held';
  if (resolved.externals.some((external) => effectsOf(program, module, fn, call, external).some((kind) => kind === 'lock'))) return 'held';
  const isAlone = takesTurns(program, module, fn, resolved, handed);
  if (isQueuedOnce(program, module, fn, resolved, handed)) return isAlone ? 'held' : 'jobs';
  if (isAlone) return 'turns';
  const isKnown = resolved.externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.callbacks);
  if (resolved.functions.length === 0 && resolved.externals.length > 0 && !isKnown) return 'presumed';
  // What runs later has nothing of what is held where it is handed over.
  return handed.row?.runs === 'later' ? undefined : protectedAt(program, { module, function: fn }, call, seen);
}

/** It was handed over where nothing is known of what takes it. */
function isHandedToNobodyKnown(program: Program, module: LinkedModule, fn: number): boolean {
  const passed = module.index.passedTo[fn];
  const resolved = passed && program.call(module, passed.function, passed.call.id);
  if (!passed) return false;
  return !resolved || (resolved.functions.length === 0 && resolved.externals.length === 0 && !resolved.parameter && !isPlainReceiver(passed.call));
}

/** A consumer that is told to take one job at a time: by a library's option, or by one that is handed over together with it. */
function takesTurns(program: Program, module: LinkedModule, fn: number, { call, externals, functions }: ResolvedCall, { row }: Handed): boolean {
  const isOne = (placed: Placed | undefined): boolean => {
    const literals = placed && literalsOf(program, placed);
    return literals?.length === 1 && literals[0] === 1;
  };
  const slot = row?.concurrency;
  if (slot !== undefined) return externals.some((external) => isOne(slotExpr(program.link, { module, function: fn, call }, external, slot)));
  return functions.length > 0 && call.args.some((expr) => isOne(property(program.link, { module, function: fn, expr }, ['concurrency'])));
}

/** An array method or the like on something that is not known. */
function isPlainReceiver({ callee }: CallStep): boolean {
  return callee.k === 'member' && PLAIN.has(callee.name);
}

const PLAIN: ReadonlySet<string> = new Set(['map', 'forEach', 'then', 'catch', 'finally', 'filter', 'reduce', 'flatMap', 'some', 'every', 'find', 'on', 'once']);

/** An earlier statement of the function locks: rows by SQL, a table, an advisory lock, or a function of the program that does. */
function lockedBefore(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  for (let id = fn; id > 0; id = module.facts.functions[id]?.parent ?? 0) {
    const before = id === fn ? call.at : (module.facts.functions[fn]?.at ?? 0);
    for (const each of program.calls(module, id)) {
      if (each.call.at >= before || each.call === call) continue;
      if (each.functions.some(({ number }) => takesLock(program, number, 0))) return true;
    }
    if (rowCalls(program, module, id).some((row) => row.call.at < before && locksRows(program, { row, frame: { module, function: id } }))) return true;
  }
  return false;
}

/** Whether a function ends with a lock that it took: it locks rows, or asks for a lock, and frees none. */
function takesLock(program: Program, number: number, depth: number): boolean {
  const { module, id } = program.modules.function(number);
  const memo = memoOf(program);
  return memo.get(module, `${id} ${depth}`) ?? memo.fill(module, `${id} ${depth}`, false, () => {
    const frame: Frame = { module, function: id };
    if (rowCalls(program, module, id).some((row) => locksRows(program, { row, frame }))) return true;
    const kinds = kindsIn(program, module, id);
    if (kinds.has('lock') && !kinds.has('unlock')) return true;
    return depth < 2 && program.calls(module, id).some((each) => each.functions.some((inner) => takesLock(program, inner.number, depth + 1)));
  });
}

/** Asked of all that is called before each of the writes of a function. */
const memoOf = once((program: Program): Memo<string, boolean> => program.tracker.memo());

/** Whether a function that is handed another one runs one at a time: behind a lock, or after the one before. */
function serializes(program: Program, number: number, depth: number): boolean {
  const { module, id } = program.modules.function(number);
  if (kindsIn(program, module, id).has('lock')) return true;
  if (program.calls(module, id).some(({ call, handed }) => handed.length > 0 && chainsOn(module, id, call))) return true;
  if (waitsForTurn(program, module, id)) return true;
  return depth < 2 && program.calls(module, id).some((each) => each.functions.some((inner) => serializes(program, inner.number, depth + 1)));
}

/** `this.tail = this.tail.then(work)`: each begins when the one before has ended. */
function chainsOn(module: LinkedModule, fn: number, call: CallStep): boolean {
  if (call.callee.k !== 'member' || !['then', 'finally', 'catch'].includes(call.callee.name)) return false;
  let base = call.callee.of;
  while (base.k === 'result') {
    const before: CallStep | undefined = module.index.calls[fn]?.[base.id];
    if (before?.callee.k !== 'member') return false;
    base = before.callee.of;
  }
  if (base.k === 'op') base = base.args[0] ?? base;
  if (base.k === 'var') {
    const fact = module.facts.variables[base.v];
    const only = soleOf(module.index.assignments[base.v]);
    // A local name of what is kept: `const before = this.tails.get(key)`.
    if (fact && fact.function === fn && only) return isKept(module, only.value);
    return fact !== undefined && fact.function !== fn && (fact.writes ?? 0) > 0;
  }
  return isKept(module, base);
}

function isKept(module: LinkedModule, expr: CallStep['callee']): boolean {
  return someExpr(expr, (each) => each.k === 'this' || (each.k === 'result') || (each.k === 'var' && module.facts.variables[each.v]?.function === 0));
}

/** It waits for what others keep, and keeps something in turn: `await this.tail` with `this.tail = …`; `while (locked) await …`. */
function waitsForTurn(program: Program, module: LinkedModule, fn: number): boolean {
  const body = module.facts.functions[fn]?.body ?? [];
  const assigned = body.some((step) => step.s === 'assign' && step.to.k === 'member');
  return assigned && body.some((step) => (step.s === 'await' && step.of.k !== 'literal' && isKept(module, step.of)) || (step.s === 'loop' && step.kind === 'while'));
}

function kindsIn(program: Program, module: LinkedModule, fn: number): Set<string> {
  return new Set(program.calls(module, fn).flatMap(({ call, externals }) => externals.flatMap((external) => effectsOf(program, module, fn, call, external))));
}

function effectsOf(program: Program, module: LinkedModule, fn: number, call: CallStep, external: ExternalValue): readonly string[] {
  const site = { module, function: fn, call };
  return callEffects(program.link, site, external).map(({ effect, kind }) => (claims(program.link, site, external, effect) ? 'lock' : kind));
}
