/** What functions call, hand over, use and send: one pass over all calls of the program. */
import type { EntryRole } from '@dist-lint/libraries';
import { behind, howRun } from '../handed-runs.ts';
import type { Program } from '../link.ts';
import { originsOf } from '../origins.ts';
import type { LinkedModule } from '../program.ts';
import type { Handed, ResolvedCall } from '../resolved-calls.ts';
import type { EntryPoint } from '../entry-points.ts';
import { fallback, needReader, type Begun } from './edge-strength.ts';
import { pickedBy, type Pick } from './picked.ts';
import type { GraphBuilder, Need } from './graph-builder.ts';

/** A call with how much its function needs it. */
export interface NeededCall {
  /** The node of the function that makes it. */
  from: number;
  module: LinkedModule;
  function: number;
  resolved: ResolvedCall;
  need: Need;
}

/** Adds the edges between functions. What reaches out of the program is given to `visit`. */
export function callEdges(program: Program, builder: GraphBuilder, entriesOf: (fn: number) => readonly EntryPoint[], visit: (call: NeededCall) => void): void {
  for (const module of program.modules.all) {
    for (let fn = 0; fn < module.facts.functions.length; fn += 1) {
      const number = module.functionBase + fn;
      const from = builder.ofFunction(number);
      const calls = from === undefined ? [] : program.calls(module, fn);
      if (from === undefined || calls.length === 0) continue;
      const needOf = needReader(program, module, fn, begunBy(entriesOf(number)));
      for (const resolved of calls) {
        if (resolved.call.kind === 'import') continue;
        if (resolved.functions.length + resolved.externals.length + resolved.handed.length === 0) continue;
        const need = needOf(resolved);
        for (const target of resolved.functions) {
          connect(builder, from, target.number, need);
          for (const inner of behind(program, target)) connect(builder, from, inner.number, need);
        }
        for (const handed of resolved.handed) handedEdges(program, builder, from, { module, fn }, resolved, handed, need);
        if (resolved.externals.length > 0) visit({ from, module, function: fn, resolved, need });
      }
    }
  }
}

function begunBy(entries: readonly EntryPoint[]): Begun {
  const [first] = entries;
  if (!first) return {};
  if (first.role === 'route' || first.role === 'middleware' || first.onReturn !== undefined) return { answers: true };
  return LEAVING.has(first.role) ? { leavesWork: true } : {};
}

/** Nobody waits for these. */
const LEAVING: ReadonlySet<string> = new Set<EntryRole>(['consumer', 'cron', 'event', 'timer']);

function connect(builder: GraphBuilder, from: number, to: number, need: Need, kind: 'calls' | 'runs' = 'calls'): void {
  const target = builder.ofFunction(to);
  if (target !== undefined) builder.edge(from, target, kind, need);
}

/** A function that is handed over runs at once, later, or nobody knows when. */
function handedEdges(program: Program, builder: GraphBuilder, from: number, { module, fn }: { module: LinkedModule; fn: number }, resolved: ResolvedCall, handed: Handed, need: Need): void {
  const { row, functions } = handed;
  if (functions.length === 0 || row?.runs === 'never') return;
  const later = (kind: 'event' | 'detached', says: string): Need => ({ ...need, module, strength: 'asynchronous', fallback: fallback(module, kind, resolved.call.nameAt, says) });
  const run = (given: Need, kind: 'calls' | 'runs'): void => {
    for (const target of functions) {
      connect(builder, from, target.number, given, kind);
      for (const inner of behind(program, target)) connect(builder, from, inner.number, given, kind);
    }
  };
  if (row?.runs === 'later') {
    // What is registered for requests and messages is begun by these.
    if (row.role === undefined || row.role === 'timer' || row.role === 'event') run(later(row.role === 'event' ? 'event' : 'detached', 'has it run later'), 'runs');
    return;
  }
  if (row) {
    // `cache.wrap(key, load)`.
    const isCached = resolved.externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.effects?.some(({ kind }) => kind === 'cache-read'));
    if (isCached && need.strength === 'hard') return run({ ...need, strength: 'guarded', fallback: fallback(module, 'cache', resolved.call.nameAt, 'asks a cache before') }, 'calls');
    const keeps = (row.onThrow !== undefined && row.onThrow !== 'caller') || keptByAnother(program, module, fn, resolved, handed.at);
    const kept = row.errorParam !== undefined ? ['failed', 'is run after a failure alone'] as const : keeps ? ['caught', 'keeps its failure'] as const : undefined;
    run(need.strength === 'hard' && kept !== undefined ? { ...need, strength: 'guarded', fallback: fallback(module, kept[0], resolved.call.nameAt, kept[1]) } : need, 'calls');
    return;
  }
  if (resolved.functions.length > 0) {
    const escapes = invokedBy(program, resolved, handed.at);
    const picked = escapes === undefined ? firstPick(program, resolved, handed.at) : undefined;
    if (picked) {
      // It fails with the handler that is picked as the one who picks it does.
      const own = needReader(program, picked.module, picked.function, {})(picked.resolved);
      run(need.strength === 'hard' && own.strength === 'guarded' ? { ...need, strength: 'guarded', ...(own.fallback ? { fallback: own.fallback } : {}) } : need, 'calls');
    } else if (escapes === undefined) run(later('detached', 'hands it over to be run later'), 'runs');
    else if (escapes || need.strength !== 'hard') run(need, 'calls');
    else run({ ...need, strength: 'guarded', fallback: fallback(module, 'caught', resolved.call.nameAt, 'hands it to what keeps its failure') }, 'calls');
    return;
  }
  const how = howRun(program, resolved, handed);
  if (how === undefined) return;
  // A library nobody knows: what it gives or is waited for rests on the function, what is just told may wait.
  const isWaitedFor = resolved.call.awaited === true || resolved.call.fate !== 'dropped';
  run(isWaitedFor ? need : later('event', 'has it run later'), isWaitedFor ? 'calls' : 'runs');
}

/** Whether one of several policies that are combined into one keeps the failure: `wrap(retries, fallback)`. */
function keptByAnother(program: Program, module: LinkedModule, fn: number, { call, externals }: ResolvedCall, at: string): boolean {
  if (externals.length < 2 || call.callee.k !== 'member') return false;
  const rows = externals.flatMap((each) => program.link.libraries.symbol(each.package, each.path)?.facts.callbacks ?? []);
  if (!rows.some((row) => row.at === at && row.onThrow !== undefined && row.onThrow !== 'caller')) return false;
  // What may be one or the other is no combination.
  const { found, isHidden } = originsOf(program, { module, function: fn }, call.callee.of, 'last');
  return !isHidden && found.length > 0 && found.every(({ scope, expr }) => expr.k === 'result' && program.call(scope.module, scope.function, expr.id)?.externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.returns === 'args'));
}

function firstPick(program: Program, { functions }: ResolvedCall, at: string): Pick | undefined {
  for (const { number } of functions) {
    const found = pickedBy(program, number, at);
    if (found) return found;
  }
  return undefined;
}

/** Whether one of the functions called runs what it is handed there; and if so, whether its failure comes back. */
function invokedBy(program: Program, { functions }: ResolvedCall, at: string): boolean | undefined {
  let found: boolean | undefined;
  for (const { number } of functions) {
    for (const { place, escapes } of program.summary(number).invokes) {
      if (place.function === number && [place.index, ...place.path].join('.') === at) found = found === true || escapes;
    }
  }
  return found;
}
