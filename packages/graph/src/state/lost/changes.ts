/** What a write changes, field by field, as far as it can be read. */
import { soleOf, type Expr, type Span, type Step } from '@dist-lint/model';
import { nameSpan } from '../../call-spans.ts';
import type { Program } from '../../link.ts';
import type { RowCall } from '../row-calls.ts';
import { writtenFields } from '../written-fields.ts';
import { forEachStep } from '../../walk.ts';
import { boundSql } from './bound-sql.ts';
import { argumentOf, partOf, type Frame, type Framed } from './frames.ts';

/** Callers from which a payload may come. */
const MOST_HOPS = 6;

export interface Change extends Framed {
  field: string;
  span: Span;
  /** The old value is part of it without being named: `n += x`, or `tags.push(x)`. */
  compound?: 'computed' | 'filled';
}

export interface Write {
  frame: Frame;
  row: RowCall;
}

/** A field with what the store computes, too. */
export interface StoredField {
  field: string;
  span: Span;
  value?: Framed;
  atomic?: true;
}

/** All that a write stores. */
export function storedFields(program: Program, { frame, row }: Write): StoredField[] {
  const sql = boundSql(program, frame, row);
  if (sql) return sql.sets.map(({ column, value, atomic }) => ({ field: column, span: nameSpan(row.call), ...(value ? { value } : {}), ...(atomic ? { atomic } : {}) }));
  const payload = payloadOf(program, frame, row);
  if (!payload) return [];
  return writtenFields(program, { module: payload.frame.module, function: payload.frame.function, expr: payload.expr }, row.library.operators).fields.map(({ field, at, value, atomic }) => ({
    field, span: at.span, ...(atomic ? { atomic } : {}),
    ...(value ? { value: { frame: value.module === payload.frame.module && value.function === payload.frame.function ? payload.frame : { module: value.module, function: value.function }, expr: value.expr } } : {}),
  }));
}

/** What is handed to the store, followed to the caller that made it. */
export function payloadOf(program: Program, frame: Frame, row: RowCall): Framed | undefined {
  const { payload } = row;
  if (!payload) return undefined;
  let each: Framed = { frame: payload.module === frame.module && payload.function === frame.function ? frame : { module: payload.module, function: payload.function }, expr: payload.expr };
  for (let hops = 0; hops < MOST_HOPS && each.expr.k === 'var'; hops += 1) {
    const handed = argumentOf(each.frame, each.expr.v);
    const part = handed && handed !== 'handed' ? partOf(program, handed, handed.path) : undefined;
    if (!part) break;
    each = part;
  }
  return each;
}

/** What a write changes, field by field. */
export function changesOf(program: Program, { frame, row }: Write, payload: Framed | undefined): Change[] {
  const sql = boundSql(program, frame, row);
  if (sql) return sql.sets.flatMap(({ column, value, atomic }): Change[] => (value && !atomic ? [{ field: column, ...value, span: nameSpan(row.call) }] : []));
  if (!payload) return [];
  const byPath = row.effect.payload === 'this';
  const own = payload.expr.k === 'var' ? [{ frame: payload.frame, variable: payload.expr.v }, ...elementsOf(payload.frame, payload.expr.v)].flatMap((each) => assignedTo(each.frame, each.variable, byPath)) : [];
  const { fields } = writtenFields(program, { module: payload.frame.module, function: payload.frame.function, expr: payload.expr }, row.library.operators);
  const named = fields.flatMap(({ field, value, at }): Change[] => {
    const expr = value && stored(value.expr, row);
    if (!value || !expr) return [];
    return [{ field, frame: value.module === payload.frame.module && value.function === payload.frame.function ? payload.frame : { module: value.module, function: value.function }, expr, span: at.span }];
  });
  return [...own, ...named.filter(({ span }) => !own.some((each) => each.span.at === span.at))];
}

/** What is stored of a value: nothing by `{ disconnect: [{ id }] }`, which leaves what others have added; the change alone, and not which row. */
function stored(expr: Expr, { library: { operators } }: RowCall): Expr | undefined {
  if (expr.k !== 'object' || expr.props.length === 0 || !operators) return expr;
  const { deltas = [], inner = {} } = operators;
  if (!expr.props.every(({ key }) => key !== undefined && (deltas.includes(key) || inner[key] !== undefined))) return expr;
  const change = soleOf(expr.props.filter(({ key }) => key !== undefined && inner[key] !== undefined));
  if (change?.value.k !== 'object') return undefined;
  const below = change.value.props.find(({ key }) => key === inner[change.key ?? '']);
  return below?.value ?? change.value;
}

/** The names of the rows of a list, one by one: `rows.forEach((row) => …)`, `for (const row of rows)`. */
function elementsOf(frame: Frame, list: number): { frame: Frame; variable: number }[] {
  const { module, function: fn } = frame;
  const looped = module.index.assignments.flatMap((assignments, variable) => (assignments?.some(({ function: at, value, item, path }) => at === fn && item === true && path.length === 0 && value.k === 'var' && value.v === list) ? [{ frame, variable }] : []));
  const handed = (module.index.children[fn] ?? []).flatMap((child) => {
    const callee = module.index.passedTo[child]?.call.callee;
    const [first] = module.facts.functions[child]?.params ?? [];
    const isEach = callee?.k === 'member' && callee.name === 'forEach' && callee.of.k === 'var' && callee.of.v === list;
    return isEach && first?.target.k === 'var' ? [{ frame: { module, function: child, lexical: frame }, variable: first.target.v }] : [];
  });
  return [...looped, ...handed];
}

/** `user.balance -= amount`, `row.tags.push(tag)`, `row.settings.theme = theme`. */
function assignedTo(frame: Frame, variable: number, byPath: boolean): Change[] {
  const found: Change[] = [];
  forEachStep(frame.module.facts.functions[frame.function]?.body ?? [], (step: Step) => {
    if (step.s === 'assign' && step.to.k === 'member') {
      const { of, name } = step.to;
      const span = { at: step.at, end: step.end };
      if (of.k === 'var' && of.v === variable) found.push({ field: name, frame, expr: step.value, span, ...(ARITHMETIC.test(step.op) ? { compound: 'computed' as const } : {}) });
      // Documents store the path that was set alone.
      else if (!byPath && of.k === 'member' && of.of.k === 'var' && of.of.v === variable) found.push({ field: of.name, frame, expr: step.value, span, compound: 'filled' });
    }
    if (!byPath && step.s === 'call' && step.callee.k === 'member' && MUTATES.has(step.callee.name)) {
      const { of } = step.callee;
      if (of.k === 'member' && of.of.k === 'var' && of.of.v === variable) found.push({ field: of.name, frame, expr: step.args[0] ?? { k: 'unknown' }, span: { at: step.at, end: step.end }, compound: 'filled' });
    }
  });
  return found;
}

/** `+=`, `<<=`; what `??=` sets is not made from what stood there. */
const ARITHMETIC = /^(?!=|\?\?=|\|\|=|&&=)/;

export const MUTATES: ReadonlySet<string> = new Set(['push', 'unshift', 'splice', 'pop', 'shift', 'sort', 'reverse']);
