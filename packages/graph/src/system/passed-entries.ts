/**
 * Entry points that the team's own wrappers register: `bus.subscribe('order.paid', handler)` on a bus whose `subscribe`
 * hands the handler to a consumer, `every(60_000, task)`, a worker service around a queue library.
 */
import type { Callback } from '@dist-lint/libraries';
import type { CallStep } from '@dist-lint/model';
import type { EntryPoint } from '../entry-points.ts';
import type { Caller, Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { CallTarget, Handed, ParameterPlace } from '../resolved-calls.ts';
import { originsOf } from '../origins.ts';
import { property, slotExpr, textOf } from '../slots.ts';
import { textSaidBy } from '../spoken-texts.ts';
import type { CallSite, ExternalValue } from '../values.ts';

/** Wrappers around wrappers are followed this far. */
const DEEPEST = 4;
const MOST = 200;

export interface PassedEntries {
  entries: readonly EntryPoint[];
  /** Functions that only pass on what they are given to a handler of others: no entry points of their own. */
  passing: ReadonlySet<number>;
}

export function passedEntries(program: Program): PassedEntries {
  const entries: EntryPoint[] = [];
  const passing = new Set<number>();
  for (const module of program.modules.all) {
    if (program.link.isExempt(module.path)) continue;
    module.facts.functions.forEach((_, fn) => {
      for (const { call, handed: all } of program.calls(module, fn)) {
        for (const handed of all) {
          const { row, by } = handed;
          if (!row || !by || row.runs !== 'later') continue;
          const site = { module, function: fn, call };
          const role = row.role === undefined ? recurs(program, module, handed, call, by) : WRAPPED.has(row.role) ? row.role : undefined;
          if (role === undefined) continue;
          for (const { place, through } of placesOf(program, handed)) {
            const found = givenAt(program, place, []).map(({ target, by: way }): EntryPoint => entryOf(program, { site, row, by, role }, target, way));
            entries.push(...found);
            if (through !== undefined && found.length > 0) passing.add(through);
          }
        }
      }
    });
  }
  return { entries: onePerFunction(entries, program), passing };
}

const WRAPPED: ReadonlySet<string> = new Set(['consumer', 'event', 'cron', 'timer', 'serverless']);

/** The parameters that run when a function that was handed over does: itself, or what it calls of the functions around it. */
function placesOf(program: Program, { parameter, functions }: Handed): { place: ParameterPlace; through?: number }[] {
  const own = parameter ? [{ place: parameter }] : [];
  return [...own, ...functions.flatMap(({ number }) => {
    const { module, fact } = program.modules.function(number);
    if (!capturesParameter(module, fact.parent)) return [];
    return program.summary(number).invokes.flatMap(({ place }) => (place.function === number ? [] : [{ place, through: number }]));
  })];
}

/** Whether some function around has a parameter that inner functions use: asked first, because it costs nothing. */
function capturesParameter({ facts }: LinkedModule, around: number): boolean {
  for (let each = around; each > 0; each = facts.functions[each]?.parent ?? -1) {
    if (facts.variables.some((variable) => variable.kind === 'param' && variable.function === each && variable.captured)) return true;
  }
  return false;
}

/** The functions that callers hand over there, with the calls by which they do. */
function givenAt(program: Program, place: ParameterPlace, by: readonly Caller[]): { target: CallTarget; by: readonly Caller[] }[] {
  const at = [place.index, ...place.path].join('.');
  return program.callers(place.function).slice(0, MOST).flatMap((caller) => {
    if (by.includes(caller)) return [];
    const way = [...by, caller];
    const handed = caller.resolved.handed.filter((each) => each.at === at);
    if (handed.length === 0) return madeAt(program, caller, place).map((target) => ({ target, by: way }));
    return handed.flatMap(({ functions, parameter }) => [
      ...functions.map((target) => ({ target, by: way })),
      ...(parameter && way.length < DEEPEST ? givenAt(program, parameter, way) : []),
    ]);
  });
}

/** Functions whose maker is declared to give something vaguer: `getProcessor(): Processor | undefined`. */
function madeAt(program: Program, { module, function: fn, resolved }: Caller, place: ParameterPlace): CallTarget[] {
  const arg = resolved.call.args[place.index];
  const placed = arg && property(program.link, { module, function: fn, expr: arg }, place.path);
  if (placed?.expr.k !== 'result') return [];
  return originsOf(program, { module: placed.module, function: placed.function }, placed.expr).found.flatMap(({ scope, expr }) => (expr.k === 'function' ? [{ number: scope.module.functionBase + expr.function }] : []));
}

interface Registration {
  site: CallSite;
  row: Callback;
  by: ExternalValue;
  role: NonNullable<Callback['role']>;
}

function entryOf(program: Program, { site, row, by, role }: Registration, { number, within }: CallTarget, way: readonly Caller[]): EntryPoint {
  const last = way.at(-1) as Caller;
  const topic = role === 'consumer' ? boundTopic(program, site, row, by, way) : undefined;
  const name = topic ?? (role === 'timer' ? labelOf(program, last) : nameSaid(program, site, row, by, way));
  return {
    function: number, role: topic === undefined ? role : 'event', name, library: by.package,
    module: last.module, at: last.resolved.call.at, end: last.resolved.call.end, ...(within ? { within } : {}),
  };
}

function nameSaid(program: Program, site: CallSite, row: Callback, by: ExternalValue, way: readonly Caller[]): string {
  const placed = row.name === undefined ? undefined : slotExpr(program.link, site, by, row.name);
  const text = placed ? textSaidBy(program.link, placed, way) : '';
  return text.replaceAll('*', '') === '' ? '' : text;
}

/** What the queue that is read is bound to, in the same function: people know events by their topic, not by each reader's queue. */
function boundTopic(program: Program, site: CallSite, row: Callback, by: ExternalValue, way: readonly Caller[]): string | undefined {
  const queue = row.name === undefined ? undefined : slotExpr(program.link, site, by, row.name);
  if (!queue) return undefined;
  const wanted = textSaidBy(program.link, queue, way);
  for (const { call, externals } of program.calls(site.module, site.function)) {
    for (const external of externals) {
      const binds = program.link.libraries.symbol(external.package, external.path)?.facts.binds;
      const from = binds && slotExpr(program.link, { ...site, call }, external, binds.queue);
      const to = binds && slotExpr(program.link, { ...site, call }, external, binds.to);
      if (!from || !to || textSaidBy(program.link, from, way) !== wanted) continue;
      const topic = textSaidBy(program.link, to, way);
      if (topic.replaceAll('*', '') !== '') return topic;
    }
  }
  return undefined;
}

/** What people call a timer: the text that its helper is given. */
function labelOf(program: Program, { module, function: fn, resolved: { call } }: Caller): string {
  const [label] = call.args.flatMap((arg) => (arg.k === 'literal' && typeof arg.value === 'string' ? [textOf(program.link, module, fn, arg)] : []));
  return label ?? '';
}

/** A timeout that leads back to where it is set is a timer: `const run = () => { work(); setTimeout(run, 1000); }`. */
function recurs(program: Program, module: LinkedModule, handed: Handed, call: CallStep, by: ExternalValue): 'timer' | undefined {
  if (!program.link.libraries.symbol(by.package, by.path)?.facts.effects?.some(({ kind }) => kind === 'timer')) return undefined;
  const seen = new Set<number>();
  const open = handed.functions.map(({ number }) => number);
  for (let each = open.pop(); each !== undefined && seen.size < 40; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    const place = program.modules.function(each);
    if (place.module !== module) continue;
    for (const inner of program.calls(place.module, place.id)) {
      if (inner.call === call) return 'timer';
      open.push(...inner.functions.map(({ number }) => number));
    }
  }
  return undefined;
}

/** The same function may be handed over in several ways that lead to one registration. */
function onePerFunction(entries: readonly EntryPoint[], program: Program): EntryPoint[] {
  const found = new Map<string, EntryPoint>();
  for (const entry of entries) {
    const key = `${entry.function} ${entry.module.number} ${entry.at} ${entry.role}`;
    const before = found.get(key);
    if (!before || (before.name === '' && entry.name !== '')) found.set(key, entry);
  }
  return [...found.values()].filter(({ module }) => !program.link.isExempt(module.path));
}
