/** What an expression or a decorator says of a column, by the rows of the libraries that it calls. */
import type { ColumnFacts, Slot, SymbolFacts } from '@dist-lint/libraries';
import type { CallStep, Expr, TypeFact } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { FunctionNumber, Placed } from '../program.ts';
import { slotExpr, slotText, textOf } from '../slots.ts';
import type { CallSite, ExternalValue } from '../values.ts';
import { textsOf, valuesOf, valuesOfType, type States } from './declared-values.ts';
import type { EntityField } from './state-model.ts';

/** What is said of a field, but for its name. */
export type Column = Omit<EntityField, 'name'>;

/** The call of a function of the program in whose body an expression stands: its parameters are the arguments there. */
export interface Frame {
  callee: FunctionNumber;
  site: CallSite;
  outer?: Frame;
}

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
  const [returned, ...more] = module.index.returns[id] ?? [];
  return returned && more.length === 0 ? columnOf(program, { module, function: id, expr: returned }, frame) : undefined;
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
  if (column !== undefined) found.column = column;
  if (values) found.values = values;
  if (isTrue(program, site, callee, facts.version)) found.isVersion = true;
  if (isTrue(program, site, callee, facts.generated)) found.isGenerated = true;
  if (isTrue(program, site, callee, facts.key)) found.isKey = true;
  if (isTrue(program, site, callee, facts.relation)) found.isRelation = true;
  return found;
}

export function merged(a: Column, b: Column): Column {
  return { ...a, ...b };
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

function valuesAt(program: Program, site: CallSite, callee: ExternalValue, slot: Slot, frame: Frame | undefined): States {
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
function argumentFor(program: Program, placed: Placed, frame: Frame | undefined): Placed {
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

