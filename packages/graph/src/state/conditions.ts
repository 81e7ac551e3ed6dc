/** Under which conditions a call reads or writes rows: the fields they name, with the values where these are in sight. */
import type { WriteOperators } from '@dist-lint/libraries';
import { soleOf, type Expr } from '@dist-lint/model';
import { callsOn, holdersOf, nextInChain } from '../called-on.ts';
import type { Program } from '../link.ts';
import type { LinkedModule, Placed } from '../program.ts';
import { slotExpr, slotText } from '../slots.ts';
import { sqlIn } from '../sql-text.ts';
import type { CallSite, ExternalValue, Value } from '../values.ts';
import { ANY_FIELD, askedByFilters, EQUALITIES } from './condition-words.ts';
import { pushedTo } from './filled-later.ts';
import { propertyKey } from './property-keys.ts';
import { lastPart } from './sql-clauses.ts';
import { columnsAsked } from './sql-compared.ts';
import { writtenFields, type FieldValue } from './written-fields.ts';

/** Calls of a chain that are looked at. */
const LONGEST_CHAIN = 40;

/** Calls, variables and branches that are followed. */
const DEEPEST = 8;

/** Of an argument: an object of conditions, or the call that makes one. */
export function conditionsIn(program: Program, placed: Placed, operators?: WriteOperators, depth = 0): readonly FieldValue[] {
  const { module, function: fn, expr } = placed;
  if (depth > DEEPEST) return [];
  const inner = (each: Expr): readonly FieldValue[] => conditionsIn(program, { module, function: fn, expr: each }, operators, depth + 1);
  if (expr.k === 'op' && expr.op === '?:') return either(expr.args.slice(1).map(inner));
  if (expr.k === 'op' && expr.op === '&&') return sometimes(inner(expr.args.at(-1) ?? { k: 'unknown' }));
  if (expr.k === 'array') return expr.items.flatMap(inner);
  if (expr.k === 'spread') return inner(expr.of);
  if (expr.k === 'function') return asked(namedWithin(placed.module, expr.function));
  if (expr.k === 'var') {
    const only = soleOf(module.index.assignments[expr.v]);
    if (only && !only.item && only.path.length === 0 && only.value.k !== 'object') {
      const added = pushedTo(module, expr.v).flatMap((each) => conditionsIn(program, each, operators, depth + 1));
      const found = conditionsIn(program, { module, function: only.function, expr: only.value }, operators, depth + 1);
      if (found.length + added.length > 0) return [...found, ...sometimes(added)];
    }
  }
  if (expr.k !== 'result') return [...joined(program, writtenFields(program, placed, operators).fields, operators, depth), ...untold(program, placed)];
  const resolved = program.call(module, fn, expr.id);
  if (!resolved) return [];
  const own = soleOf(resolved.functions);
  if (own && resolved.externals.length === 0) {
    const place = program.modules.function(own.number);
    return either((place.module.index.returns[place.id] ?? []).map((each) => conditionsIn(program, { module: place.module, function: place.id, expr: each }, operators, depth + 1)));
  }
  return resolved.externals.flatMap((external) => {
    const facts = program.link.libraries.symbol(external.package, external.path)?.facts;
    const condition = facts?.condition;
    if (!condition) return facts?.expression ? askedBySql(program, { module, function: fn, call: resolved.call }, external, '0') : [];
    if ('all' in condition) return resolved.call.args.flatMap(inner);
    if ('any' in condition) return asked(resolved.call.args.flatMap(inner));
    return conditionAt(program, { module, function: fn, call: resolved.call }, external);
  });
}

/** `AND: [{ … }]`, `$or: [{ … }]`: what is asked below the words that join. */
function joined(program: Program, fields: readonly FieldValue[], operators: WriteOperators | undefined, depth: number): readonly FieldValue[] {
  return fields.flatMap((each): readonly FieldValue[] => {
    const how = operators?.joins?.[each.field];
    if (!how || !each.value) return [each];
    const found = conditionsIn(program, each.value, operators, depth + 1);
    return how === 'all' ? found : asked(found);
  });
}

/** One of several, and nobody can tell which: what some of them do not ask is asked in some cases only. */
function either(arms: readonly (readonly FieldValue[])[]): readonly FieldValue[] {
  const isCommon = ({ field }: FieldValue): boolean => arms.every((arm) => arm.some((each) => each.field === field));
  return arms.length < 2 ? arms.flat() : asked(arms.flat()).map((each): FieldValue => (isCommon(each) ? each : { ...each, sometimes: true }));
}

function sometimes(conditions: readonly FieldValue[]): readonly FieldValue[] {
  return conditions.map((each): FieldValue => ({ ...each, sometimes: true }));
}

/** Their fields alone: which of the values hold cannot be told. */
function asked(conditions: readonly FieldValue[]): readonly FieldValue[] {
  return conditions.map((each): FieldValue => ({ field: each.field, at: each.at, ...(each.sometimes ? { sometimes: true } : {}) }));
}

/** The columns that a callback names to those who build a condition in it: `(builder) => builder.where('status', 'open')`. */
function namedWithin(module: LinkedModule, fn: number): readonly FieldValue[] {
  return (module.index.calls[fn] ?? []).flatMap((call): readonly FieldValue[] => {
    const [first] = call?.args ?? [];
    if (!call || first?.k !== 'literal' || typeof first.value !== 'string') return [];
    return [{ field: lastPart(first.value), at: { module, function: fn, span: { at: call.nameAt, end: Math.max(call.nameAt + 1, call.end) } } }];
  });
}

/** Of the calls that a chain is made of: `.where(…).where(…)` before `.update(…)`, or after it. */
export function conditionsBehind(program: Program, external: ExternalValue): readonly FieldValue[] {
  const found: FieldValue[] = [];
  let each: Value | undefined = external;
  for (let hops = 0; each?.is === 'external' && hops < LONGEST_CHAIN; hops += 1) {
    const { made }: ExternalValue = each;
    for (const callee of made ? program.link.callee(made.module, made.function, made.call) : []) if (callee.is === 'external' && made) found.push(...conditionAt(program, made, callee));
    each = each.receiver;
  }
  return found;
}

/** Of the calls that follow one in its chain, where it is sent at its end: `.update({ … }).eq('id', id)`, or `query = query.eq(…)` later. */
export function conditionsAfter(program: Program, { module, function: fn, call }: CallSite): readonly FieldValue[] {
  const found: FieldValue[] = [];
  let last = call;
  for (let hops = 0; hops < LONGEST_CHAIN; hops += 1) {
    const next = nextInChain(module, fn, last.id);
    if (!next) break;
    found.push(...ofCall(program, { module, function: fn, call: next }));
    last = next;
  }
  if (last.fate || last.awaited) return found;
  const holder = holdersOf(module, fn, last.id).find(({ path }) => path.length === 0);
  return holder ? [...found, ...sometimes(addedTo(program, module, holder.variable))] : found;
}

/** What is added to a query in a variable, by any call on it. */
function addedTo(program: Program, module: LinkedModule, variable: number): readonly FieldValue[] {
  return callsOn(module, variable).flatMap((each) => ofCall(program, { module, ...each }));
}

function ofCall(program: Program, site: CallSite): readonly FieldValue[] {
  return program.link.callee(site.module, site.function, site.call).flatMap((callee) => (callee.is === 'external' ? conditionAt(program, site, callee) : []));
}

function conditionAt(program: Program, site: CallSite, external: ExternalValue): readonly FieldValue[] {
  const condition = program.link.libraries.symbol(external.package, external.path)?.facts.condition;
  if (!condition || 'all' in condition || 'any' in condition) return [];
  if ('text' in condition) return askedBySql(program, site, external, condition.text);
  const at = placeOf(site);
  if ('filters' in condition) return askedByFilters(slotText(program.link, site, external, condition.filters)).map((field) => (field === ANY_FIELD ? { field, at, sometimes: true } : { field, at }));
  const slot = 'asks' in condition ? condition.asks : condition.field;
  const field = slotExpr(program.link, site, external, slot);
  if (!field) return [];
  if (field.expr.k === 'function') return conditionsIn(program, field);
  const value = 'asks' in condition ? undefined : slotExpr(program.link, site, external, condition.value);
  const name = field.expr.k === 'member' ? field.expr.name : lastPart(slotText(program.link, site, external, slot));
  if ('asks' in condition) return name === '' || name.includes('*') ? asked(writtenFields(program, field).fields) : [{ field: name, at }];
  if (!value) return writtenFields(program, field).fields;
  if (name === '' || name.includes('*')) return [{ field: ANY_FIELD, at, sometimes: true }];
  return [isEqual(program, site, external, condition.comparison, value) ? { field: name, at, value } : { field: name, at }];
}

function placeOf({ module, function: fn, call }: CallSite): FieldValue['at'] {
  return { module, function: fn, span: { at: call.nameAt, end: Math.max(call.nameAt + 1, call.end) } };
}

/** `whereRaw('status = ?')`, sql`${orders.status} = 'open'`: the columns that a text names. */
export function askedBySql(program: Program, site: CallSite, external: ExternalValue, slot: string): readonly FieldValue[] {
  const at = placeOf(site);
  const placed = slotExpr(program.link, site, external, slot);
  const text = placed ? sqlIn(program.link, placed).text : '';
  const { columns, isOpen } = columnsAsked(text);
  const named = columns.map((field): FieldValue => ({ field, at }));
  return named.length > 0 && !isOpen ? named : [...named, { field: ANY_FIELD, at, sometimes: true }];
}

/** What an object of conditions may ask beside what can be read: a key that is computed, and what is spread into it. */
function untold(program: Program, { module, function: fn, expr }: Placed): readonly FieldValue[] {
  if (expr.k !== 'object') return [];
  return expr.props.flatMap((prop): readonly FieldValue[] => {
    const isTold = prop.value.k === 'spread' ? isReadable(program, { module, function: fn, expr: prop.value.of }) : propertyKey(program, { module, function: fn }, prop) !== undefined;
    return isTold ? [] : [{ field: ANY_FIELD, at: { module, function: fn, span: { at: prop.at, end: prop.at + 1 } }, sometimes: true }];
  });
}

function isReadable(program: Program, placed: Placed): boolean {
  const { from, isOpen } = writtenFields(program, placed);
  return !isOpen && from.length === 0;
}

/** `where('seats', '>=', 2)` is no equality. */
function isEqual(program: Program, site: CallSite, external: ExternalValue, comparison: string | undefined, value: Placed): boolean {
  const how = comparison === undefined ? undefined : slotExpr(program.link, site, external, comparison);
  return how === undefined || how.expr === value.expr || EQUALITIES.has(slotText(program.link, site, external, comparison).toLowerCase());
}
