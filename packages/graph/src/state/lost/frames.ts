/** Where an expression is looked at: a function, by which call it was entered if that is known, and the function around it. */
import type { CallStep, Expr } from '@dist-lint/model';
import { nextInChain } from '../../called-on.ts';
import { classEnvironment } from '../../generics.ts';
import type { Program } from '../../link.ts';
import { namedParameterOf } from '../../parameter-of.ts';
import type { FunctionNumber, LinkedModule } from '../../program.ts';
import { property, slotExpr, valueName } from '../../slots.ts';
import type { Value } from '../../values.ts';
import type { RowCall } from '../row-calls.ts';

export interface Frame {
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  /** The call that runs it, in the frame that makes the call. */
  entered?: { from: Frame; call: CallStep };
  /** The frame of the function around it, where that has one. */
  lexical?: Frame;
}

export interface Framed {
  frame: Frame;
  expr: Expr;
}

export function numberOf({ module, function: fn }: Frame): FunctionNumber {
  return module.functionBase + fn;
}

/** The frame in which a variable of a function around means something. */
export function scopeFrame(frame: Frame, owner: number): Frame {
  let each: Frame | undefined = frame;
  while (each && each.function !== owner) each = each.lexical;
  return each ?? { module: frame.module, function: owner };
}

/** The outermost frame: nobody knows who calls it. */
export function rootOf(frame: Frame): Frame {
  let each = frame;
  while (each.entered) each = each.entered.from;
  return each;
}

/** What the caller handed over for a parameter; `handed` when the caller is not known. */
export function argumentOf(frame: Frame, variable: number): Framed & { path: readonly string[] } | 'handed' | undefined {
  const { module } = frame;
  const fact = module.facts.variables[variable];
  if (fact?.kind !== 'param') return undefined;
  const owner = scopeFrame(frame, fact.function);
  const place = namedParameterOf(module, variable);
  if (!owner.entered) return 'handed';
  const { from, call } = owner.entered;
  const arg = place && call.args[place.index];
  if (!place || !arg || call.args.slice(0, place.index + 1).some(({ k }) => k === 'spread')) return undefined;
  return { frame: from, expr: arg, path: place.path };
}

/** The part of an expression at a path, where it is an object literal in sight. */
export function partOf(program: Program, { frame, expr }: Framed, path: readonly string[]): Framed | undefined {
  if (path.length === 0) return { frame, expr };
  const found = property(program.link, { module: frame.module, function: frame.function, expr }, path);
  return found && { frame: found.module === frame.module && found.function === frame.function ? frame : { module: found.module, function: found.function }, expr: found.expr };
}

/** The entity a call reads or writes; a type parameter of a generic base is read from the object that was called. */
export function entityOf(program: Program, frame: Frame, { target }: Pick<RowCall, 'target'>): string {
  let name = target;
  let each: Frame = frame;
  while (/^<.+>$/.test(name) && each.entered) {
    const number = numberOf(each);
    const { from, call }: { from: Frame; call: CallStep } = each.entered;
    const self = program.call(from.module, from.function, call.id)?.functions.find((target) => target.number === number)?.self;
    name = parameterNamed(program, number, name, self) || name;
    each = from;
  }
  return /^<.+>$/.test(name) ? '' : name;
}

function parameterNamed(program: Program, number: FunctionNumber, parameter: string, self: Value | undefined): string {
  const { module, fact } = program.modules.function(number);
  if (!self || fact.class === undefined) return '';
  const values = classEnvironment(program.link, self, module.classBase + fact.class)?.get(parameter.slice(1, -1)) ?? [];
  return values.map((value) => valueName(program.link, value)).find(Boolean) ?? '';
}

/** Calls chained to a call, before and after it: `knex('orders')`, `.where(…)`, `.first()`, `.forUpdate()`. */
export function chainOf({ module, function: fn }: Frame, call: CallStep): readonly CallStep[] {
  const all = module.index.calls[fn] ?? [];
  const chain = [call];
  for (let at: Expr = call.callee; at.k === 'member'; ) {
    const before: CallStep | undefined = at.of.k === 'result' ? all[at.of.id] : undefined;
    if (!before) break;
    chain.unshift(before);
    at = before.callee;
  }
  for (let next = nextInChain(module, fn, call.id); next; next = nextInChain(module, fn, next.id)) chain.push(next);
  return chain;
}

/** What a slot of a call's row holds. */
export function slotOf(program: Program, frame: Frame, row: RowCall, slot: string | undefined): Framed | undefined {
  const placed = slot === undefined ? undefined : slotExpr(program.link, { ...frame, call: row.call }, row.external, slot);
  return placed && { frame: placed.module === frame.module && placed.function === frame.function ? frame : { module: placed.module, function: placed.function }, expr: placed.expr };
}
