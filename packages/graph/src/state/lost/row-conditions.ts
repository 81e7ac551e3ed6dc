/** The conditions of one call on rows, with their values where these are in sight, seen from a frame. */
import type { SymbolFacts } from '@dist-lint/libraries';
import type { CallStep, Expr, ObjectProp } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { namedParameterOf } from '../../parameter-of.ts';
import { slotText } from '../../slots.ts';
import type { CallSite, ExternalValue } from '../../values.ts';
import { ANY_FIELD, askedByFilters, EQUALITIES } from '../condition-words.ts';
import { askedBySql } from '../conditions.ts';
import { propertyKey } from '../property-keys.ts';
import type { RowCall } from '../row-calls.ts';
import { lastPart } from '../sql-clauses.ts';
import { writtenFields } from '../written-fields.ts';
import { boundSql } from './bound-sql.ts';
import { argumentOf, chainOf, partOf, type Frame, type Framed } from './frames.ts';

export interface Condition {
  /** Absent where a key is given by itself: `findById(id)`. */
  field?: string;
  /** Absent where the condition is no equality, or its value stands in the text. */
  value?: Framed;
  /** Others that whoever calls may add, or that cannot be read: `{ id, ...options.guard }`. */
  open?: true;
}

/** All conditions of a call that must hold together, as far as they can be read. */
export function conditionsOf(program: Program, frame: Frame, row: RowCall): readonly Condition[] {
  const sql = boundSql(program, frame, row);
  if (sql) return sql.where.map(({ column, value }) => ({ field: column, ...(value ? { value } : {}) }));
  const chained = chainOf(frame, row.call).flatMap((call) => conditionsAt(program, frame, call, row, 0));
  if (chained.length > 0) return chained;
  // What follows in the chain: `.from(orders).where(…)`.
  const name = /^(\w+):0$/.exec(row.effect.where ?? '')?.[1];
  const after = name === undefined || row.where ? [] : chainOf(frame, row.call).filter(({ callee, args }) => callee.k === 'member' && callee.name === name && args.length > 0);
  if (after.length > 0) return after.flatMap(({ args: [first] }) => (first ? readCondition(program, { frame, expr: first }, row, 0) : []));
  return row.where ? readCondition(program, { frame: row.where.function === frame.function ? frame : { module: row.where.module, function: row.where.function }, expr: row.where.expr }, row, 0) : [];
}

/** The conditions that a call makes, or adds to its chain. */
function conditionsAt(program: Program, frame: Frame, call: CallStep, row: RowCall, depth: number): readonly Condition[] {
  const { args } = call;
  const [first] = args;
  const externals = program.call(frame.module, frame.function, call.id)?.externals ?? [];
  // `(orders, { eq }) => eq(orders.id, id)`: the library hands its own functions to the callback.
  const handed = call.callee.k === 'var' && frame.module.facts.variables[call.callee.v]?.function === frame.function ? namedParameterOf(frame.module, call.callee.v) : undefined;
  for (const each of handed?.path[0] === undefined ? externals : [{ is: 'external' as const, package: row.external.package, path: handed.path[0] }]) {
    const facts = program.link.libraries.symbol(each.package, each.path)?.facts;
    const condition = facts?.condition;
    if (!first || !facts) continue;
    const told = toldByText(program, { ...frame, call }, facts, each);
    if (told) return told.map((field): Condition => (field === ANY_FIELD ? { open: true } : { field }));
    if (!condition) continue;
    if ('all' in condition) return args.flatMap((arg) => readCondition(program, { frame, expr: arg }, row, depth + 1));
    if ('any' in condition) return namesOf(args.flatMap((arg) => readCondition(program, { frame, expr: arg }, row, depth + 1)));
    if ('asks' in condition) return first.k === 'literal' && typeof first.value === 'string' ? [{ field: lastPart(first.value) }] : first.k === 'member' ? [{ field: first.name }] : namesOf(readCondition(program, { frame, expr: first }, row, depth + 1));
    if (first.k === 'member') return [{ field: first.name, ...(args[1] ? { value: { frame, expr: args[1] } } : {}) }];
    if (first.k !== 'literal' || typeof first.value !== 'string') return readCondition(program, { frame, expr: first }, row, depth + 1);
    if ('text' in condition || args.length === 1) return textConditions(first.value, args[1], frame);
    const value = args.at(-1);
    // `('seats', '>=', 2)` is no equality.
    const isEqual = args.length === 2 || (args[1]?.k === 'literal' && EQUALITIES.has(String(args[1].value)));
    return [{ field: lastPart(first.value), ...(value && isEqual ? { value: { frame, expr: value } } : {}) }];
  }
  return [];
}

/** What a text names: sql`${orders.status} = 'open'`, `.or('status.eq.open')`; undefined where no text says what is asked. */
function toldByText(program: Program, site: CallSite, { condition, expression }: SymbolFacts, external: ExternalValue): readonly string[] | undefined {
  if (condition && 'filters' in condition) return askedByFilters(slotText(program.link, site, external, condition.filters));
  return !condition && expression ? askedBySql(program, site, external, '0').map(({ field }) => field) : undefined;
}

/** What is asked in some way: which values are let through cannot be told. */
function namesOf(conditions: readonly Condition[]): Condition[] {
  return conditions.flatMap(({ field }) => (field === undefined ? [] : [{ field }]));
}

/** One of several, and nobody can tell which: what one of them asks may guard, and only what all ask is a key. */
function either(arms: readonly (readonly Condition[])[]): Condition[] {
  return arms.flatMap((arm, index) => arm.flatMap((each): Condition[] => {
    const isCommon = arms.every((other) => other.some(({ field }) => field === each.field));
    return isCommon ? (index === 0 ? [each] : []) : namesOf([each]);
  }));
}

/** `'order.id = :id'` with `{ id }`. */
function textConditions(text: string, values: Expr | undefined, frame: Frame): Condition[] {
  return text.split(/\s+and\s+/i).flatMap((each): Condition[] => {
    const pair = /^\s*(?:\w+\.)?(\w+)\s*(=|>=|<=|>|<)\s*:(\w+)\s*$/.exec(each);
    if (!pair?.[1]) {
      return [...each.matchAll(/\b([a-z_]\w*)\b/gi)].map(([, field]) => ({ field: field ?? '' }));
    }
    const prop = values?.k === 'object' ? values.props.find(({ key }) => key === pair[3]) : undefined;
    return [{ field: pair[1], ...(prop && pair[2] === '=' ? { value: { frame, expr: prop.value } } : {}) }];
  });
}

function readCondition(program: Program, { frame, expr }: Framed, row: RowCall, depth: number): Condition[] {
  if (depth > 4) return [];
  if (expr.k === 'function') {
    const inner: Frame = { module: frame.module, function: expr.function, lexical: frame };
    return (frame.module.index.returns[expr.function] ?? []).flatMap((each) => readCondition(program, { frame: inner, expr: each }, row, depth + 1));
  }
  if (expr.k === 'var') {
    const handed = argumentOf(frame, expr.v);
    if (handed && handed !== 'handed' && handed.path.length === 0) return readCondition(program, handed, row, depth + 1);
  }
  if (expr.k === 'op' && expr.op === '?:') return either(expr.args.slice(1).map((each) => readCondition(program, { frame, expr: each }, row, depth + 1)));
  if (expr.k === 'result') {
    const resolved = program.call(frame.module, frame.function, expr.id);
    const made = resolved ? conditionsAt(program, frame, resolved.call, row, depth) : [];
    if (made.length > 0) return [...made];
    const [named] = resolved?.call.args ?? [];
    // Some other comparison with a column, or one that a callback is handed.
    if (resolved && resolved.functions.length === 0 && resolved.externals.length + (resolved.call.callee.k === 'var' ? 1 : 0) > 0 && named?.k === 'member') return [{ field: named.name }];
  }
  const added = expr.k === 'object' ? expr.props.flatMap((prop) => addedBy(program, frame, prop, row, depth)) : [];
  const { fields, isOpen } = writtenFields(program, { module: frame.module, function: frame.function, expr }, row.library.operators);
  if (fields.length > 0) {
    return [...added, ...fields.flatMap(({ field: whole, path, value }): Condition[] => {
      const field = path === undefined ? whole : `${whole}.${path}`;
      if (!value) return [{ field }];
      const joins = row.library.operators?.joins?.[field];
      const at = value.module === frame.module && value.function === frame.function ? frame : { module: value.module, function: value.function };
      if (joins) {
        const items = value.expr.k === 'array' ? value.expr.items : [value.expr];
        const found = items.flatMap((each) => readCondition(program, { frame: at, expr: each }, row, depth + 1));
        return joins === 'all' ? found : namesOf(found);
      }
      return [{ field, ...(value.expr.k === 'object' || value.expr.k === 'result' && isOperator(program, at, value.expr.id) ? {} : { value: { frame: at, expr: value.expr } }) }];
    })];
  }
  if (added.length > 0) return added;
  return isOpen && expr.k !== 'object' ? [{ value: { frame, expr } }] : [];
}

/** What a spread or a key that cannot be read adds to an object of conditions. */
function addedBy(program: Program, frame: Frame, prop: ObjectProp, row: RowCall, depth: number): Condition[] {
  if (prop.value.k !== 'spread') return propertyKey(program, frame, prop) === undefined ? [{ open: true }] : [];
  const handed = handedConditions(program, { frame, expr: prop.value.of }, row, depth + 1);
  if (handed.length > 0) return handed;
  const { fields, from, isOpen } = writtenFields(program, { module: frame.module, function: frame.function, expr: prop.value.of });
  return isOpen && fields.length + from.length === 0 ? [{ open: true }] : [];
}

/** What callers hand over and is added to a condition: `...options.guard`, `...(options?.guard ?? {})`. */
function handedConditions(program: Program, { frame, expr }: Framed, row: RowCall, depth: number): Condition[] {
  if (expr.k === 'op' && (expr.op === '??' || expr.op === '||')) return expr.args.flatMap((each) => handedConditions(program, { frame, expr: each }, row, depth));
  const names: string[] = [];
  let base = expr;
  for (; base.k === 'member'; base = base.of) names.unshift(base.name);
  const handed = base.k === 'var' ? argumentOf(frame, base.v) : undefined;
  if (handed === 'handed') return [{ open: true }];
  const part = handed && partOf(program, handed, [...handed.path, ...names]);
  if (!part || depth > 4) return [];
  const further = handedConditions(program, part, row, depth + 1);
  return further.length > 0 ? further : readCondition(program, part, row, depth + 1);
}

/** `MoreThan(5)` and its like: what an external function makes is no key. */
function isOperator(program: Program, frame: Frame, id: number): boolean {
  const resolved = program.call(frame.module, frame.function, id);
  return resolved !== undefined && resolved.functions.length === 0 && resolved.call.awaited !== true;
}

/** Whether a condition names a field, or a part of it: `'meta.id'`. */
export function isAbout(condition: string, field: string): boolean {
  return plain(condition) === plain(field) || plain(condition.split('.')[0] ?? '') === plain(field);
}

export function plain(field: string): string {
  return field.toLowerCase().replace(/[^a-z0-9]/g, '');
}
