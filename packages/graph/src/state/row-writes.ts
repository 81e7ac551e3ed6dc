/** What a call stores, seen from the functions that decide it: the one that calls, or those that hand it over. */
import type { CallStep } from '@dist-lint/model';
import { nameSpan } from '../call-spans.ts';
import { simpleName } from '../class-members.ts';
import type { Program } from '../link.ts';
import type { FunctionNumber, LinkedModule, Placed } from '../program.ts';
import { property } from '../slots.ts';
import { entityFor, heirsOf, ownFields } from './generic-writes.ts';
import { rowCalls, type RowCall } from './row-calls.ts';
import type { StateAccess } from './state-model.ts';
import { all, writtenFields, type FieldValue, type HandedFields, type WrittenFields } from './written-fields.ts';

/** Functions between the one that decides and the one that stores. */
const MOST_HOPS = 3;
/** Calls of one function that are looked at for what they hand over. */
const MOST_CALLS = 400;

/** What is stored, seen from one function. */
export interface Write {
  module: LinkedModule;
  function: number;
  /** The word in this function that stores it, or leads there. */
  span: { at: number; end: number };
  call?: number;
  entity: string;
  /** Absent where nothing says what is stored. */
  payload?: readonly Placed[];
  where: readonly Placed[];
  /** What a generic base fills in before it hands on what it was handed. */
  own?: readonly FieldValue[];
  /** The call that stores it, where that is in another function. A generic base stores for whoever calls it, as a client does. */
  by?: NonNullable<StateAccess['by']>;
}

/** One of the calls of a function that reach rows. */
export interface RowSite {
  module: LinkedModule;
  function: number;
  /** Among the row calls of the function. */
  index: number;
}

/** A call that reaches rows, seen from one of those who lead to it. */
interface Way {
  /** Names the row call and the calls that lead to it. */
  name: string;
  site: RowSite;
  /** The last of these calls, and the same row call seen without it. */
  last?: { nearer: Way; caller: Caller };
  hops: number;
}

interface Seen {
  write: Write;
  /** Who calls this function decides what is stored, or some of it; undefined where nobody else does. */
  decided?: FunctionNumber;
  /** Some is filled in here. */
  isOwn: boolean;
  isGeneric: boolean;
}

/**
 * What is given for each function that decides what a call stores; what nobody is seen to hand over stands at the call.
 * Kept for each way to the call: one that changes leaves the hundreds of others to a repository's method as they are.
 */
export interface Followed<T> {
  from(site: RowSite): readonly T[];
}

export function followed<T>(program: Program, give: (write: Write, row: RowCall, site: RowSite) => readonly T[]): Followed<T> {
  const seen = program.tracker.memo<string, Seen | null>();
  const given = program.tracker.memo<string, readonly T[]>();

  function seenFrom(way: Way): Seen | null {
    const { module } = way.last?.caller ?? way.site;
    const known = seen.get(module, way.name);
    return known === undefined ? seen.fill(module, way.name, null, () => look(way)) : known;
  }

  function look({ site, last }: Way): Seen | null {
    const row = rowAt(program, site);
    if (!last) return row ? view(program, row, atCall(site, row)) : null;
    const nearer = seenFrom(last.nearer);
    const write = nearer && asHandedOver(program, nearer, last.caller);
    return row && write ? view(program, row, write) : null;
  }

  function follow(way: Way): readonly T[] {
    const from = seenFrom(way);
    if (!from) return [];
    const { decided, isGeneric, isOwn, write } = from;
    const callers = decided === undefined || way.hops === MOST_HOPS ? [] : program.callers(decided).filter(({ module: at }) => !program.link.isExempt(at.path));
    if (callers.length === 0 || callers.length > MOST_CALLS) return isGeneric ? [] : giveAt(way, write);
    const found = callers.flatMap(({ module, function: fn, resolved: { call } }) =>
      follow({ name: `${way.name} < ${module.number} ${fn} ${call.id}`, site: way.site, last: { nearer: way, caller: { module, function: fn, call } }, hops: way.hops + 1 }));
    if (isGeneric && found.length === 0) return forHeirs(way, from);
    // What it fills in by itself is decided here.
    return isOwn && !isGeneric ? [...found, ...giveAt(way, write)] : found;
  }

  /** A method of a generic base that is called on nobody knows which object stores for each class that extends the base and says of what. */
  function forHeirs({ site }: Way, { decided, write }: Seen): readonly T[] {
    const row = rowAt(program, site);
    return row ? heirsOf(program, decided, write).flatMap((each) => give(each, row, site)) : [];
  }

  function giveAt(way: Way, { module }: Write): readonly T[] {
    return given.get(module, way.name) ?? given.fill(module, way.name, [], () => {
      const [row, from] = [rowAt(program, way.site), seenFrom(way)];
      return row && from ? give(from.write, row, way.site) : [];
    });
  }

  return { from: (site) => follow({ name: `${site.module.number} ${site.function} ${site.index}`, site, hops: 0 }) };
}

function rowAt(program: Program, { module, function: fn, index }: RowSite): RowCall | undefined {
  return rowCalls(program, module, fn)[index];
}

function atCall({ module, function: fn }: RowSite, { call, target, payload, where }: RowCall): Write {
  return { module, function: fn, span: nameSpan(call), call: call.id, entity: target, ...(payload ? { payload: [payload] } : {}), where: where ? [where] : [] };
}

function view(program: Program, row: RowCall, write: Write): Seen {
  const isGeneric = /^<.+>$/.test(write.entity);
  const { fields, from } = fieldsOf(program, row, write);
  // A callback stores what the function around it was handed.
  const decided = isGeneric || (write.by === undefined && isOverridden(row)) ? methodAround(write.module, write.function) : from.find((each) => isAround(write.module, each.function, write.function))?.function;
  return { write, isOwn: fields.length > 0, isGeneric, ...(decided === undefined ? {} : { decided }) };
}

/** `save(options) { …; return super.save(options) }`: who calls it stores, as whoever calls the library's own. */
function isOverridden({ module, function: fn, call: { callee } }: RowCall): boolean {
  if (callee.k !== 'member' || callee.of.k !== 'super') return false;
  return simpleName(module.facts.functions[fn]?.name ?? '') === callee.name;
}

/** The same, seen from a function that calls the one that does not decide; undefined where nothing says of which entity. */
function asHandedOver(program: Program, { write, decided, isGeneric }: Seen, caller: Caller): Write | undefined {
  const { module, function: fn, call } = caller;
  if (decided === undefined) return undefined;
  const target = program.call(module, fn, call.id)?.functions.find((each) => each.number === decided);
  const entity = isGeneric ? entityFor(program, decided, write.entity, target?.self) : write.entity;
  if (entity === '') return undefined;
  const own = isGeneric ? ownFields(program, write, decided) : [];
  return {
    module, function: fn, call: call.id, span: nameSpan(call), entity, ...(own.length > 0 ? { own } : {}),
    ...(write.payload ? { payload: write.payload.flatMap((each) => handedOver(program, each, decided, caller)) } : {}),
    where: write.where.flatMap((each) => handedOver(program, each, decided, caller)),
    ...(isGeneric ? {} : { by: write.by ?? { module: write.module, function: write.function, span: write.span } }),
  };
}

export function fieldsOf(program: Program, { effect, library }: RowCall, { payload, own = [] }: Pick<Write, 'payload' | 'own'>): WrittenFields {
  const filled: WrittenFields = { fields: own, from: [], isOpen: false };
  if (!payload) return { ...filled, isOpen: effect.operation !== 'delete' };
  return all([filled, ...payload.map((each) => writtenFields(program, each, library.operators))]);
}

function isAround(module: LinkedModule, number: FunctionNumber, fn: number): boolean {
  for (let each = fn; each >= 0; each = module.facts.functions[each]?.parent ?? -1) if (module.functionBase + each === number) return true;
  return false;
}

/** The method in which a function stands: what `this` is within it is what the method is called on. */
function methodAround(module: LinkedModule, fn: number): FunctionNumber | undefined {
  for (let each = fn; each >= 0; each = module.facts.functions[each]?.parent ?? -1) if (module.facts.functions[each]?.class !== undefined) return module.functionBase + each;
  return undefined;
}

interface Caller {
  module: LinkedModule;
  function: number;
  call: CallStep;
}

/** What stands for an expression where its function is called: what its parameters were handed, or the object it is called on. */
function handedOver(program: Program, placed: Placed, number: FunctionNumber, caller: Caller): readonly Placed[] {
  const { module, function: fn, call } = caller;
  if (placed.expr.k === 'this' || placed.expr.k === 'super') return call.callee.k === 'member' ? [{ module, function: fn, expr: call.callee.of }] : [placed];
  const from = writtenFields(program, placed).from.filter((each) => each.function === number);
  return from.length === 0 ? [placed] : from.map((each) => argumentOf(program, each, caller));
}

function argumentOf(program: Program, { index, path }: HandedFields, { module, function: fn, call: { args } }: Caller): Placed {
  const unknown: Placed = { module, function: fn, expr: { k: 'unknown' } };
  const arg = args[index];
  if (!arg || args.slice(0, index + 1).some(({ k }) => k === 'spread')) return unknown;
  // Below a parameter that is handed on, the name is looked up where that comes from.
  return property(program.link, { module, function: fn, expr: arg }, path) ?? { module, function: fn, expr: path.reduce<Placed['expr']>((of, name) => ({ k: 'member', of, name }), arg) };
}
