/**
 * The texts that an expression stands for, where some of it is a parameter: by what each caller hands over.
 * `publish(name)` in a class of the team's own says nothing; `bus.publish('order.paid')` says it all.
 */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { Caller } from './link.ts';
import { fieldSaidBy } from './said-fields.ts';
import type { FunctionNumber, LinkedModule, Placed } from './program.ts';
import { parameterBehind, type ParameterPlace } from './resolved-calls.ts';
import { property, textOf } from './slots.ts';

export interface SpokenText {
  /** With `*` for what varies. */
  text: string;
  /** The calls that say it: the nearest first, the one that ends with no parameter last. Empty: it is said on the spot. */
  by: readonly Caller[];
}

type Asks = (fn: FunctionNumber) => readonly Caller[];

/** Callers of callers are followed this far, and so many texts are told. */
const DEEPEST = 4;
const MOST = 300;
/** So many ways are tried in all: where no caller says anything, there is no text to count. */
const MOST_WAYS = 2000;
/** Parts of parts of a text. */
const DEEPEST_PARTS = 6;

/** None when nothing can be told. */
export function spokenTexts(link: Link, callers: Asks, { module, function: fn, expr }: Placed): SpokenText[] {
  const found: SpokenText[] = [];
  let ways = 0;
  const go = (by: readonly Caller[]): void => {
    const text = textWith(link, module, fn, expr, by);
    const open = by.length >= DEEPEST || found.length >= MOST ? undefined : openParameter(link, module, fn, expr, by);
    const further = open === undefined ? [] : callers(open.function);
    if (further.length === 0) {
      if (text.replaceAll('*', '') !== '') found.push({ text, by });
      return;
    }
    for (const caller of further) {
      if (found.length >= MOST || ways >= MOST_WAYS) return;
      if (by.includes(caller)) continue;
      ways += 1;
      go([...by, caller]);
    }
  };
  go([]);
  return found;
}

/** The text of an expression when some calls, the nearest first, have led to it; with `*` for what varies. */
export function textSaidBy(link: Link, { module, function: fn, expr }: Placed, by: readonly Caller[]): string {
  return textWith(link, module, fn, expr, by);
}

/**
 * The parameter on which a text still rests when some calls are known. Only where the text shows it: what a parameter
 * decides, `local ? '' : host`, stays open whoever calls, and each further caller would multiply the ways for nothing.
 */
function openParameter(link: Link, module: LinkedModule, fn: number, given: Expr, by: readonly Caller[], depth = 0): ParameterPlace | undefined {
  const expr = written(module, given);
  if (depth > DEEPEST_PARTS) return undefined;
  if (expr.k === 'template' || (expr.k === 'op' && expr.op === '+')) {
    for (const part of expr.k === 'template' ? expr.values : expr.args) {
      const open = openParameter(link, module, fn, part, by, depth + 1);
      if (open) return open;
    }
    return undefined;
  }
  const place = expr.k === 'var' || expr.k === 'member' ? parameterBehind(link, module, fn, expr) : undefined;
  if (!place) return undefined;
  const said = givenBy(link, place, by);
  return said === undefined ? place : openParameter(link, said.placed.module, said.placed.function, said.placed.expr, said.rest, depth + 1);
}

/** What a parameter is given by the first of some calls that calls its function. */
function givenBy(link: Link, place: ParameterPlace, by: readonly Caller[]): { placed: Placed; rest: readonly Caller[] } | undefined {
  const index = by.findIndex(({ resolved }) => resolved.functions.some(({ number }) => number === place.function));
  const caller = by[index];
  const arg = caller?.resolved.call.args[place.index];
  if (!caller || !arg) return undefined;
  const placed = property(link, { module: caller.module, function: caller.function, expr: arg }, place.path);
  return placed && { placed, rest: by.slice(index + 1) };
}

function textWith(link: Link, module: LinkedModule, fn: number, given: Expr, by: readonly Caller[], depth = 0): string {
  const expr = written(module, given);
  if (depth > DEEPEST_PARTS) return '*';
  switch (expr.k) {
    case 'template':
      return expr.parts.map((part, index) => part + (index < expr.values.length ? textWith(link, module, fn, expr.values[index] as Expr, by, depth + 1) : '')).join('');
    case 'op':
      if (expr.op === '+') return expr.args.map((arg) => textWith(link, module, fn, arg, by, depth + 1)).join('');
      break;
    case 'var':
    case 'member': {
      const place = parameterBehind(link, module, fn, expr);
      const said = place && givenBy(link, place, by);
      if (said) return textWith(link, said.placed.module, said.placed.function, said.placed.expr, said.rest, depth + 1);
      if (place) return '*';
      const field = expr.k === 'member' && expr.of.k === 'this' ? fieldSaidBy(link, module, fn, expr.name, by) : undefined;
      if (field) return textWith(link, field.module, field.function, field.expr, by, depth + 1);
      break;
    }
    default:
  }
  // The name of a thing is not what it says: `process.env.ORDERS_URL`.
  return link.evaluate(module, fn, expr).some(({ is }) => is !== 'literal') ? '*' : textOf(link, module, fn, expr) || '*';
}

/** What a constant is bound to. */
function written({ index, facts }: LinkedModule, expr: Expr): Expr {
  if (expr.k !== 'var' || facts.variables[expr.v]?.kind !== 'const') return expr;
  const only = soleOf(index.assignments[expr.v]);
  return only && only.path.length === 0 && !only.item && (only.value.k === 'template' || only.value.k === 'op') ? only.value : expr;
}
