/** What a call stores, seen from the functions that decide it: the one that calls, or those that hand it over. */
import type { CallStep } from '@dist-lint/model';
import { nameSpan } from '../call-spans.ts';
import { classEnvironment, THIS_TYPE } from '../generics.ts';
import type { Program } from '../link.ts';
import type { FunctionNumber, LinkedModule, Placed } from '../program.ts';
import { property, valueName } from '../slots.ts';
import type { Value } from '../values.ts';
import type { RowCall } from './row-calls.ts';
import type { StateAccess } from './state-model.ts';
import { all, writtenFields, type HandedFields, type WrittenFields } from './written-fields.ts';

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
  hops: number;
  /** The call that stores it, where that is in another function. A generic base stores for whoever calls it, as a client does. */
  by?: NonNullable<StateAccess['by']>;
}

/** Each with what it decides; what nobody is seen to hand over stands at the call. */
export function followed(program: Program, write: Write, row: RowCall): Write[] {
  const { module, function: fn, entity, hops } = write;
  const isGeneric = /^<.+>$/.test(entity);
  const { fields, from } = fieldsOf(program, row, write);
  // A callback stores what the function around it was handed.
  const number = isGeneric ? methodAround(module, fn) : from.find((each) => isAround(module, each.function, fn))?.function;
  if (number === undefined || hops === MOST_HOPS) return isGeneric ? [] : [write];
  const callers = program.callers(number).filter(({ module: at }) => !program.link.isExempt(at.path));
  if (callers.length === 0 || callers.length > MOST_CALLS) return isGeneric ? [] : [write];
  const payload = write.payload?.map((each) => handedOver(program, each, number));
  const where = write.where.map((each) => handedOver(program, each, number));
  const found = callers.flatMap(({ module: at, function: caller, resolved: { call, functions } }) => {
    const named = isGeneric ? entityFor(program, number, entity, functions.find((each) => each.number === number)?.self) : entity;
    if (named === '') return [];
    const site: Caller = { module: at, function: caller, call };
    const next: Write = {
      module: at, function: caller, call: call.id, span: nameSpan(call),
      entity: named, ...(payload ? { payload: payload.flatMap((each) => each(site)) } : {}), where: where.flatMap((each) => each(site)), hops: hops + 1,
      ...(isGeneric ? {} : { by: write.by ?? { module, function: fn, span: write.span } }),
    };
    return followed(program, next, row);
  });
  // What it fills in by itself is decided here.
  return fields.length > 0 && !isGeneric ? [...found, write] : found;
}

export function fieldsOf(program: Program, { effect, library }: RowCall, { payload }: Pick<Write, 'payload'>): WrittenFields {
  if (!payload) return { fields: [], from: [], isOpen: effect.operation !== 'delete' };
  return all(payload.map((each) => writtenFields(program, each, library.operators)));
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

/** What a type parameter stands for on the object that a method is called on. */
function entityFor(program: Program, number: FunctionNumber, parameter: string, self: Value | undefined): string {
  const { module, fact } = program.modules.function(number);
  if (!self || fact.class === undefined) return '';
  // `this` of a static method is the class that it is called on.
  if (self.is === 'class' && parameter === `<${THIS_TYPE}>`) return valueName(program.link, self);
  const values = classEnvironment(program.link, self, module.classBase + fact.class)?.get(parameter.slice(1, -1)) ?? [];
  return values.map((value) => valueName(program.link, value)).find(Boolean) ?? '';
}

interface Caller {
  module: LinkedModule;
  function: number;
  call: CallStep;
}

/** What stands for an expression where its function is called: what its parameters were handed, or the object it is called on. */
function handedOver(program: Program, placed: Placed, number: FunctionNumber): (caller: Caller) => readonly Placed[] {
  if (placed.expr.k === 'this') return ({ module, function: fn, call }) => (call.callee.k === 'member' ? [{ module, function: fn, expr: call.callee.of }] : [placed]);
  const from = writtenFields(program, placed).from.filter((each) => each.function === number);
  if (from.length === 0) return () => [placed];
  return (caller) => from.map((each) => argumentOf(program, each, caller));
}

function argumentOf(program: Program, { index, path }: HandedFields, { module, function: fn, call: { args } }: Caller): Placed {
  const unknown: Placed = { module, function: fn, expr: { k: 'unknown' } };
  const arg = args[index];
  if (!arg || args.slice(0, index + 1).some(({ k }) => k === 'spread')) return unknown;
  // Below a parameter that is handed on, the name is looked up where that comes from.
  return property(program.link, { module, function: fn, expr: arg }, path) ?? { module, function: fn, expr: path.reduce<Placed['expr']>((of, name) => ({ k: 'member', of, name }), arg) };
}
