/** What an expression or a decorator says of a column, by the rows of the libraries that it calls. */
import { soleOf } from '@dist-lint/model';
import type { ColumnFacts, SymbolFacts } from '@dist-lint/libraries';
import type { Program } from '../link.ts';
import type { FunctionNumber, Placed } from '../program.ts';
import type { CallSite, ExternalValue } from '../values.ts';
import { argumentFor, isTrue, nameAt, placedAt, slotsOf, valuesAt, type Frame } from './row-slots.ts';
import type { EntityField } from './state-model.ts';

/** What is said of a field, but for its name. */
export type Column = Omit<EntityField, 'name'>;

export interface Row {
  facts: SymbolFacts;
  /** What is called, for slots. */
  callee: ExternalValue;
  library: string;
}

/** The column that an expression makes: `varchar('status', { enum: STATES }).notNull()`, or a function of the program that does. */
export function columnOf(program: Program, placed: Placed, frame?: Frame): Column | undefined {
  const { budget } = program.link;
  if (!budget.enter()) return undefined;
  try {
    return columnOfExpr(program, argumentFor(program, placed, frame), frame);
  } finally {
    budget.leave();
  }
}

function columnOfExpr(program: Program, { module, function: fn, expr }: Placed, frame: Frame | undefined): Column | undefined {
  if (expr.k === 'result') {
    const call = module.index.calls[fn]?.[expr.id];
    return call && columnOfChain(program, { module, function: fn, call }, frame);
  }
  // A table that leads to itself says so in a function: `() => p.manyToOne(Order)`.
  if (expr.k === 'function') return columnReturned(program, module.functionBase + expr.function, frame);
  for (const value of program.link.evaluate(module, fn, expr)) {
    if (value.is === 'external' && value.made) return columnOfChain(program, value.made, undefined);
  }
  return undefined;
}

/** A call with those it is chained to, the first of them first: later ones add to what it says. */
function columnOfChain(program: Program, site: CallSite, frame: Frame | undefined): Column | undefined {
  const rows = rowsAt(program, site).filter(({ facts }) => facts.column);
  const own = rows.length === 0 ? undefined : rows.map((row) => columnAt(program, site, row.callee, row.facts.column ?? {}, frame)).reduce(merged);
  const { callee } = site.call;
  const before = callee.k === 'member' ? columnOf(program, { ...site, expr: callee.of }, frame) : undefined;
  if (own || before) return { ...before, ...own };
  return columnOfFunction(program, site, frame);
}

/** `id('order_id')` of the program, which returns a column. */
function columnOfFunction(program: Program, site: CallSite, frame: Frame | undefined): Column | undefined {
  const callees = program.link.callee(site.module, site.function, site.call);
  const [callee] = callees;
  if (callee?.is !== 'function' || callees.length > 1) return undefined;
  return columnReturned(program, callee.number, { callee: callee.number, site, ...(frame ? { outer: frame } : {}) });
}

function columnReturned(program: Program, fn: FunctionNumber, frame: Frame | undefined): Column | undefined {
  const { module, id } = program.modules.function(fn);
  const returned = soleOf(module.index.returns[id]);
  return returned ? columnOf(program, { module, function: id, expr: returned }, frame) : undefined;
}

/** The rows of what a call calls: a library's, or a package of the workspace that a library's rows are about. */
export function rowsAt(program: Program, { module, function: fn, call }: CallSite): readonly Row[] {
  const resolved = program.call(module, fn, call.id);
  if (!resolved) return NO_ROWS;
  const ofFunctions = resolved.functions.flatMap(({ number }) => {
    const place = program.modules.function(number);
    const pkg = program.modules.packages.find(({ path }) => path === place.module.input.package)?.name ?? '';
    return pkg !== '' && program.link.libraries.hasPackage(pkg) ? rowOf(program, { is: 'external', package: pkg, path: place.fact.name }) : [];
  });
  return [...resolved.externals.flatMap((external) => rowOf(program, external)), ...ofFunctions];
}

const NO_ROWS: readonly Row[] = [];

export function rowOf(program: Program, callee: ExternalValue): readonly Row[] {
  const row = program.link.libraries.symbol(callee.package, callee.path);
  return row ? [{ facts: row.facts, callee, library: row.library.name }] : NO_ROWS;
}

/** What a row says of a column at a call. */
export function columnAt(program: Program, site: CallSite, callee: ExternalValue, facts: ColumnFacts, frame?: Frame): Column {
  const typed = facts.type === undefined ? undefined : slotsOf(facts.type).map((slot) => placedAt(program, site, callee, slot, frame)).find((placed) => placed !== undefined);
  const found: Column = typed ? { ...columnOf(program, typed, frame) } : {};
  const column = facts.name === undefined ? undefined : nameAt(program, site, callee, facts.name, frame);
  const values = facts.values === undefined ? undefined : valuesAt(program, site, callee, facts.values, frame);
  const initial = facts.initial === undefined ? undefined : nameAt(program, site, callee, facts.initial, frame);
  if (initial !== undefined && !initial.includes('*')) found.initial = initial;
  if (column !== undefined) found.column = column;
  if (values) found.values = values;
  if (isTrue(program, site, callee, facts.version)) found.isVersion = true;
  if (isTrue(program, site, callee, facts.generated)) found.isGenerated = true;
  if (isTrue(program, site, callee, facts.key)) found.isKey = true;
  if (isTrue(program, site, callee, facts.relation)) found.isRelation = true;
  if (facts.elsewhere) found.isElsewhere = true;
  return found;
}

export function merged(a: Column, b: Column): Column {
  return { ...a, ...b };
}
