/**
 * Routes that are kept in a table and registered in a loop: `for (const { method, path, handler } of routes) app[method](path, handler)`.
 * Each row of the table is a route of its own. Where the method is known at run time alone, the handler is still one.
 */
import type { Callback } from '@dist-lint/libraries';
import type { CallStep, Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import { parameterOf } from './parameter-of.ts';
import type { LinkedModule, Placed } from './program.ts';
import { handedRow } from './resolved-calls.ts';
import { slotText, textOf } from './slots.ts';
import type { CallSite, ExternalValue, FunctionValue } from './values.ts';

export interface TableRoute {
  target: FunctionValue;
  row: Callback;
  by: ExternalValue;
  name: string;
}

/** A variable that stands for each item of a list, or a part of it: the list, and the way from an item to it. */
interface Item {
  list: Expr;
  path: readonly string[];
}

/** One row: what is read from an item on a way. */
type Row = (path: readonly string[]) => Placed | undefined;

const MOST_ROWS = 200;

/** The routes that a call registers which stands in a loop over a table, or whose method is chosen at run time; none for other calls. */
export function tableRoutes(link: Link, site: CallSite): TableRoute[] {
  const { module, function: fn, call } = site;
  if (call.callee.k !== 'member' && call.callee.k !== 'index') return [];
  const items = [...(call.callee.k === 'index' ? [call.callee.index] : []), ...call.args].flatMap((expr) => itemBehind(module, expr) ?? []);
  const [item] = items;
  const rows = item ? rowsOf(link, module, fn, item.list) : [];
  if (rows.length > 0) return rows.slice(0, MOST_ROWS).flatMap((row) => registered(link, site, (expr) => atRow(module, expr, row)));
  return call.callee.k === 'index' && call.callee.index.k !== 'literal' && link.callee(module, fn, call).length !== 1 ? registered(link, site, () => undefined) : [];
}

/** @param at what an expression is in the row at hand; undefined where it says nothing of it */
function registered(link: Link, site: CallSite, at: (expr: Expr) => Placed | undefined): TableRoute[] {
  const { module, function: fn, call } = site;
  return calleesAt(link, site, at).flatMap(({ by, isChosen }) => call.args.flatMap((arg, index): TableRoute[] => {
    const row = handedRow(link, by, String(index), call.args.length);
    if (row?.role !== 'route') return [];
    const placed = at(arg) ?? { module, function: fn, expr: arg };
    const first = call.args[Number(row.name ?? '0')];
    const path = first === undefined ? undefined : at(first);
    const name = path ? textOf(link, path.module, path.function, path.expr) : slotText(link, site, by, row.name);
    const said = [isChosen ? slotText(link, site, by, row.method) : '', name].filter(Boolean).join(' ');
    return link.evaluate(placed.module, placed.function, placed.expr).flatMap((value) => (value.is === 'function' ? [{ target: value, row, by, name: name === '' ? '' : said }] : []));
  }));
}

/** What is called in the row at hand; where nobody can tell, any of the router's methods. */
function calleesAt(link: Link, { module, function: fn, call: { callee } }: CallSite, at: (expr: Expr) => Placed | undefined): { by: ExternalValue; isChosen: boolean }[] {
  if (callee.k === 'member') return externals(link.evaluate(module, fn, callee)).map((by) => ({ by, isChosen: true }));
  if (callee.k !== 'index') return [];
  const key = at(callee.index);
  const method = key ? textOf(link, key.module, key.function, key.expr).toLowerCase() : '';
  return link.evaluate(module, fn, callee.of).flatMap((router) => externals(link.member(router, method === '' ? 'get' : method)).map((by) => ({ by, isChosen: method !== '' })));
}

function externals(values: readonly { is: string }[]): ExternalValue[] {
  return values.filter((value): value is ExternalValue => value.is === 'external');
}

/** The list of which an expression is read, as an item or a part of one. */
function itemBehind(module: LinkedModule, expr: Expr): Item | undefined {
  if (expr.k === 'member') {
    const item = itemBehind(module, expr.of);
    return item && { ...item, path: [...item.path, expr.name] };
  }
  if (expr.k !== 'var') return undefined;
  const fact = module.facts.variables[expr.v];
  if (fact?.kind === 'param') {
    const place = parameterOf(module, expr.v);
    const passed = module.index.passedTo[fact.function];
    const isEach = passed?.at === '0' && place?.index === 0 && passed.call.callee.k === 'member' && (passed.call.callee.name === 'forEach' || passed.call.callee.name === 'map');
    return isEach && passed.call.callee.k === 'member' ? { list: passed.call.callee.of, path: place.path } : undefined;
  }
  const [only, ...more] = module.index.assignments[expr.v] ?? [];
  return only?.item && more.length === 0 ? { list: only.value, path: only.path } : undefined;
}

function atRow(module: LinkedModule, expr: Expr, row: Row): Placed | undefined {
  const item = itemBehind(module, expr);
  return item && row(item.path);
}

/** The rows of a list that is written out, or of an object of which the entries are gone through. */
function rowsOf(link: Link, module: LinkedModule, fn: number, list: Expr): Row[] {
  const entries = entriesOf(module, fn, list);
  return link.evaluate(module, fn, entries ?? list).flatMap((value): Row[] => {
    if (entries) {
      if (value.is !== 'object') return [];
      return value.expr.props.flatMap(({ key, value: expr }): Row[] => (key === undefined ? [] : [([part]) =>
        ({ module: value.module, function: value.function, expr: part === '0' ? { k: 'literal', value: key } : expr })]));
    }
    return value.is !== 'array' ? [] : value.element().flatMap((each): Row[] => (each.is !== 'object' ? [] : [([name, ...deeper]) => {
      const found = deeper.length > 0 ? undefined : each.expr.props.find(({ key }) => key === name);
      return found && { module: each.module, function: each.function, expr: found.value };
    }]));
  });
}

/** What `Object.entries` is asked of. */
function entriesOf(module: LinkedModule, fn: number, list: Expr): Expr | undefined {
  const call: CallStep | undefined = list.k === 'result' ? module.index.calls[fn]?.[list.id] : undefined;
  const isEntries = call?.callee.k === 'member' && call.callee.name === 'entries' && call.callee.of.k === 'global' && call.callee.of.name === 'Object';
  return isEntries ? call.args[0] : undefined;
}
