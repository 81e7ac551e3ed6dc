/** What stands in the slots of a row at a call: names, values, and whether something is said. */
import type { Slot } from '@dist-lint/libraries';
import type { CallStep, Expr, TypeFact } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { FunctionNumber, Placed } from '../program.ts';
import { slotExpr, slotText, textOf } from '../slots.ts';
import type { CallSite, ExternalValue } from '../values.ts';
import { textsOf, valuesOf, type States } from './declared-values.ts';
import { valuesOfType } from './type-values.ts';

/** The call of a function of the program in whose body an expression stands: its parameters are the arguments there. */
export interface Frame {
  callee: FunctionNumber;
  site: CallSite;
  outer?: Frame;
}

/** The name in a slot; `*` when something stands there that cannot be read, undefined when nothing does. */
export function nameAt(program: Program, site: CallSite, callee: ExternalValue, slot: Slot, frame?: Frame): string | undefined {
  for (const each of slotsOf(slot)) {
    const placed = placedAt(program, site, callee, each, frame);
    if (!placed) {
      const text = slotText(program.link, site, callee, each);
      if (text !== '') return text;
      continue;
    }
    if (isOptions(program, placed)) continue;
    const text = textOf(program.link, placed.module, placed.function, placed.expr);
    return text === '' || text.includes('*') ? '*' : text;
  }
  return undefined;
}

/** What stands where a name may stand, but is none: options, a list, a type, a function. */
function isOptions(program: Program, { module, function: fn, expr }: Placed): boolean {
  if (expr.k === 'object' || expr.k === 'array' || expr.k === 'function') return true;
  const [value] = program.link.evaluate(module, fn, expr);
  return value?.is === 'object' || value?.is === 'array' || value?.is === 'enum' || (value?.is === 'literal' && typeof value.value !== 'string');
}

export function valuesAt(program: Program, site: CallSite, callee: ExternalValue, slot: Slot, frame: Frame | undefined): States {
  for (const each of slotsOf(slot)) {
    const type = typeAt(site.call, each);
    if (type) return valuesOfType(program, { module: site.module, type });
    if (each.endsWith('+')) {
      const found = allArguments(program, site, Number(each.slice(0, -1)));
      if (found) return found;
      continue;
    }
    const placed = placedAt(program, site, callee, each, frame);
    const found = placed && valuesOf(program, placed);
    if (found) return found;
  }
  return undefined;
}

function typeAt(call: CallStep, slot: Slot): TypeFact | undefined {
  const index = /^<(\d+)>$/.exec(slot)?.[1];
  return index === undefined ? undefined : call.typeArgs?.[Number(index)];
}

/** `ENUM('open', 'paid')`, `ENUM(...STATES)`, `ENUM(STATES)`. */
function allArguments(program: Program, { module, function: fn, call }: CallSite, from: number): States {
  const items = call.args.slice(from);
  const [only] = items;
  if (!only) return undefined;
  const asOne = items.length === 1 && only.k !== 'spread' ? textsOf(program, { module, function: fn, expr: only }) : undefined;
  if (asOne) return asOne;
  const list: Expr = items.length === 1 && only.k !== 'spread' ? only : { k: 'array', items };
  return valuesOf(program, { module, function: fn, expr: list });
}

/** Whether a row says it, or the slot holds something that is not `false`. What cannot be read says nothing. */
export function isTrue(program: Program, site: CallSite, callee: ExternalValue, said: true | Slot | undefined): boolean {
  if (said === undefined || said === true) return said === true;
  return slotsOf(said).some((slot) => truthAt(program, site, callee, slot) === true);
}

/** Whether what stands in a slot counts as true; undefined when nothing does, or it cannot be read. */
export function truthAt(program: Program, site: CallSite, callee: ExternalValue, slot: Slot): boolean | undefined {
  const placed = placedAt(program, site, callee, slot, undefined);
  if (!placed) return undefined;
  const values = program.link.evaluate(placed.module, placed.function, placed.expr);
  const truths = new Set(values.map((value) => (value.is === 'literal' ? Boolean(value.value) : true)));
  const [truth] = truths;
  return truths.size === 1 ? truth : undefined;
}

export function placedAt(program: Program, site: CallSite, callee: ExternalValue, slot: Slot, frame: Frame | undefined): Placed | undefined {
  const found = slotExpr(program.link, site, callee, slot);
  return found && argumentFor(program, found, frame);
}

/** A parameter is what its function was called with, where that call is in sight. */
export function argumentFor(program: Program, placed: Placed, frame: Frame | undefined): Placed {
  const { module, expr } = placed;
  if (expr.k !== 'var' || !frame) return placed;
  const place = program.modules.function(frame.callee);
  if (place.module !== module) return placed;
  const index = place.fact.params.findIndex(({ target, rest }) => !rest && target.k === 'var' && target.v === expr.v);
  const { site } = frame;
  const arg = index < 0 || site.call.args.slice(0, index + 1).some(({ k }) => k === 'spread') ? undefined : site.call.args[index];
  return arg ? argumentFor(program, { module: site.module, function: site.function, expr: arg }, frame.outer) : placed;
}

export function slotsOf(slot: Slot): readonly Slot[] {
  return slot.split('|');
}

/** A call that nobody wrote, so that slots of a row can be read in a value: `0` is the value. */
export function callOf(placed: Placed): CallSite {
  const { module, expr } = placed;
  const call: CallStep = { s: 'call', id: -1, callee: { k: 'unknown' }, nameAt: 0, args: [expr], at: 0, end: 0 };
  return { module, function: placed.function, call };
}

