/** SQL texts at calls: through constants, templates, tags and fragments, and what they do. */
import type { Effect } from '@dist-lint/libraries';
import { soleOf, type Expr } from '@dist-lint/model';
import { callsOn } from './called-on.ts';
import type { Link } from './link-context.ts';
import type { FunctionNumber, LinkedModule, Placed } from './program.ts';
import { returnedOnce } from './returned-once.ts';
import { property, slotExpr, textOf } from './slots.ts';
import { type SqlStatement, sqlStatements } from './state/sql-statements.ts';
import type { CallSite, ExternalValue, Value } from './values.ts';

export interface SqlAtCall {
  /** With `*` for what varies; '' when it cannot be told. */
  text: string;
  statements: readonly SqlStatement[];
  /** Nothing is known of what the call does to which table. */
  unknown: boolean;
}

/** The SQL that a call sends; undefined where its row says of none. */
export function sqlOf(link: Link, site: CallSite, external: ExternalValue, effect: Effect): SqlAtCall | undefined {
  if (effect.sql === undefined) return undefined;
  for (const slot of effect.sql.split('|')) {
    const placed = slotExpr(link, site, external, slot);
    const found = placed && textAndStatements(link, placed, (text) => withNames(link, site, external, effect, text));
    if (found && found.text !== '') return found;
  }
  return { text: '', statements: [], unknown: true };
}

/** The statements of an expression that is an SQL text, or holds it as `text`. */
export function sqlIn(link: Link, { module, function: fn, expr }: Placed): SqlAtCall {
  const held = property(link, { module, function: fn, expr }, ['text']) ?? { module, function: fn, expr };
  return textAndStatements(link, held, (text) => text);
}

function textAndStatements(link: Link, placed: Placed, named: (text: string) => string): SqlAtCall {
  const read = (side?: Side): string => named(sqlTextOf({ link, ...(side === undefined ? {} : { side }) }, placed.module, placed.function, placed.expr));
  const text = read();
  if (text === '') return { text, statements: [], unknown: true };
  const statements = sqlStatements(text);
  // Where a branch says which table, both sides may be meant. Where it says what else, it is a hole that may hold anything.
  const either = !text.includes('*') || statements.length > 0 && statements.every(({ table }) => table !== '*') ? statements : [...new Map(SIDES.flatMap((side) => sqlStatements(read(side))).map((each) => [JSON.stringify(each), each])).values()];
  return { text, statements: either.length > 0 ? either : statements, unknown: either.length === 0 && statements.length === 0 };
}

const SIDES = [0, 1] as const;
type Side = (typeof SIDES)[number];

interface Reading {
  link: Link;
  /** Which side of branches is read; absent where they are holes. */
  side?: Side;
}

/** `UPDATE ?? SET …`: names that are bound to the text. */
function withNames(link: Link, site: CallSite, external: ExternalValue, effect: Effect, text: string): string {
  const bound = text.includes('??') && effect.payload !== undefined ? slotExpr(link, site, external, effect.payload) : undefined;
  if (bound?.expr.k !== 'array') return text;
  const { expr, module, function: fn } = bound;
  let index = 0;
  return text.replace(/\?\??/g, (mark) => {
    const item = expr.items[index];
    index += 1;
    return mark === '??' ? (item && textOf(link, module, fn, item)) || '*' : mark;
  });
}

/** Fragments in fragments, and functions that make them, are followed this far. */
const DEEPEST = 12;

/** The call of a function that makes a part of a text: its parameters are the arguments there. */
interface Frame extends CallSite {
  callee: FunctionNumber;
  outer?: Frame;
}

function sqlTextOf(reading: Reading, module: LinkedModule, fn: number, expr: Expr, depth = 0, frame?: Frame): string {
  if (depth > DEEPEST) return '';
  const { link, side } = reading;
  const inner = (each: Expr): string => sqlTextOf(reading, module, fn, each, depth + 1, frame);
  const part = (each: Expr | undefined): string => (each && inner(each)) || '*';
  switch (expr.k) {
    case 'var': {
      const given = frame && argumentOf(link, module, expr.v, frame);
      if (given) return sqlTextOf(reading, given.module, given.function, given.expr, depth + 1, frame.outer);
      break;
    }
    case 'template':
      return expr.parts.map((each, index) => each + (index < expr.values.length ? part(expr.values[index]) : '')).join('');
    case 'op':
      if (expr.op === '+') return expr.args.map(part).join('');
      if (expr.op === '?:' && side !== undefined) return part(expr.args[1 + side]);
      break;
    case 'result': {
      const call = module.index.calls[fn]?.[expr.id];
      // Whatever a tag does with its values, its text is SQL here.
      if (call?.kind === 'tag') return call.args[0] ? inner(call.args[0]) : '';
      if (call?.callee.k !== 'member') break;
      const { of, name } = call.callee;
      const lines = name === 'join' ? arrayOf(module, of) : undefined;
      if (lines) return lines.map(part).join(separator(link, module, fn, call.args[0]));
      if (name === 'trim') return inner(of);
      if ((name === 'replace' || name === 'replaceAll') && isQuote(call.args[0])) return inner(of).replace(/^.*["'`].*$/, '');
      break;
    }
    default:
  }
  const followed = followedText(reading, module, fn, expr, depth, frame);
  if (followed !== '') return followed;
  const values = link.evaluate(module, fn, expr);
  const [value] = values;
  if (!value || values.length > 1) return '';
  // The name of a type or class says nothing of the text.
  if (value.is === 'literal') return value.value === null ? '' : String(value.value);
  return fragment(reading, value, depth);
}

/** Through a variable that is assigned once, and a function of the program that returns once. */
function followedText(reading: Reading, module: LinkedModule, fn: number, expr: Expr, depth: number, frame: Frame | undefined): string {
  const { link } = reading;
  if (expr.k === 'var' && module.facts.variables[expr.v]?.kind !== 'param') {
    const assigned = soleOf(module.index.assignments[expr.v]);
    if (assigned && assigned.path.length === 0 && !assigned.item) return sqlTextOf(reading, module, assigned.function, assigned.value, depth + 1, frame);
  }
  const once = returnedOnce(link, module, fn, expr);
  if (!once) return '';
  return sqlTextOf(reading, once.module, once.function, once.expr, depth + 1, { module, function: fn, call: once.call, callee: once.callee, ...(frame ? { outer: frame } : {}) });
}

function argumentOf(link: Link, module: LinkedModule, variable: number, { callee, call, ...at }: Frame): Placed | undefined {
  const place = link.modules.function(callee);
  if (place.module !== module) return undefined;
  const index = place.fact.params.findIndex(({ target, rest }) => !rest && target.k === 'var' && target.v === variable);
  const arg = index < 0 || call.args.slice(0, index + 1).some(({ k }) => k === 'spread') ? undefined : call.args[index];
  return arg && { module: at.module, function: at.function, expr: arg };
}

/** What escapes quotes leaves a name that has none as it is. */
function isQuote(pattern: Expr | undefined): boolean {
  const text = pattern?.k === 'regexp' ? pattern.text.replace(/^\/|\/[a-z]*$/g, '') : pattern?.k === 'literal' ? String(pattern.value) : '';
  return text !== '' && /^[\\"'`]+$/.test(text);
}

/** The items of an array literal, or of one in a variable that is assigned once. */
function arrayOf(module: LinkedModule, expr: Expr): readonly Expr[] | undefined {
  if (expr.k === 'array') return expr.items.some(({ k }) => k === 'spread') ? undefined : expr.items;
  const assigned = soleOf(expr.k === 'var' ? module.index.assignments[expr.v] : undefined);
  const items = assigned?.value.k === 'array' ? arrayOf(module, assigned.value) : undefined;
  // Lines that are pushed later may ask for more: they are a hole at the end.
  return items && expr.k === 'var' && isAddedTo(module, expr.v) ? [...items, { k: 'unknown' }] : items;
}

function isAddedTo(module: LinkedModule, variable: number): boolean {
  return callsOn(module, variable).some(({ call }) => call.callee.name !== 'join');
}

function separator(link: Link, module: LinkedModule, fn: number, expr: Expr | undefined): string {
  return expr ? textOf(link, module, fn, expr) || '*' : ',';
}

/** What a library's value stands for within a text: sql`…`, `sql.raw('…')`, a table. */
function fragment(reading: Reading, value: Value, depth: number): string {
  if (value.is !== 'external') return '';
  const { link } = reading;
  const { made } = value;
  const [first] = made?.call.args ?? [];
  const row = link.libraries.symbol(value.package, value.path)?.facts;
  if (made && first && (made.call.kind === 'tag' || isFragment(link, made))) return sqlTextOf(reading, made.module, made.function, first, depth + 1);
  return row?.effects ? '' : tableNamed(value);
}

/** `Prisma.raw('…')`: a call whose result the store computes. */
function isFragment(link: Link, { module, function: fn, call }: CallSite): boolean {
  const callees = link.callee(module, fn, call);
  return callees.length > 0 && callees.every((each) => each.is === 'external' && link.libraries.symbol(each.package, each.path)?.facts.expression === true);
}

/** A table's type argument is its name (`pgTable('orders', …)`); its members are columns. */
function tableNamed(value: ExternalValue): string {
  const { receiver, path } = value;
  if (receiver?.is !== 'external' || !path.startsWith(`${receiver.path}.`)) return nameArgument(value);
  const table = nameArgument(receiver);
  return table === '' ? '' : `${table}.${path.slice(receiver.path.length + 1)}`;
}

function nameArgument({ args, made }: ExternalValue): string {
  const name = soleOf(args?.[0]);
  return made && name?.is === 'literal' && typeof name.value === 'string' ? name.value : '';
}
