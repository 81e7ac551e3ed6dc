/**
 * From which rows a value comes: followed backwards through locals, destructuring, spreads, what functions of the program
 * return and what they were handed. The work of one question is bounded by {@link MOST_STEPS}.
 */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { once } from '../../once.ts';
import type { Memo } from '../../tracking.ts';
import { rowCalls, type RowCall } from '../row-calls.ts';
import { subExpressions } from '../../walk.ts';
import { argumentOf, scopeFrame, type Frame } from './frames.ts';

export interface Origin {
  row: RowCall;
  /** Of the call that reads the row. */
  frame: Frame;
  /** From the row to the part: `balance`, `settings.theme`; empty for the whole row. */
  path: readonly string[];
}

export interface Origins {
  origins: readonly Origin[];
  /** Some of it is what the outermost function was handed. */
  isHanded: boolean;
}

const MOST_STEPS = 600;
const DEEPEST = 30;
/** Functions that a call may lead to. */
const MOST_TARGETS = 3;

interface Search {
  program: Program;
  /** Also what is computed from a row, and not only what is a part of one. */
  within: boolean;
  left: number;
  found: Map<string, Origin>;
  isHanded: boolean;
}

/** The parts of rows that a value is: nothing for what is computed. */
export function partsOfRows(program: Program, frame: Frame, expr: Expr): Origins {
  // Of nobody in particular who calls: what a test looks at is asked again for each write behind it.
  if (frame.entered || frame.lexical) return search(program, frame, expr, false);
  const memo = memoOf(program);
  return memo.get(frame.module, expr) ?? memo.fill(frame.module, expr, NOTHING, () => search(program, frame, expr, false));
}

const memoOf = once((program: Program): Memo<Expr, Origins> => program.tracker.memo());
const NOTHING: Origins = { origins: [], isHanded: false };

/** The parts of rows that a value is or is computed from. */
export function madeFromRows(program: Program, frame: Frame, expr: Expr): Origins {
  return search(program, frame, expr, true);
}

function search(program: Program, frame: Frame, expr: Expr, within: boolean): Origins {
  const state: Search = { program, within, left: MOST_STEPS, found: new Map(), isHanded: false };
  trace(state, frame, expr, [], 0);
  return { origins: [...state.found.values()], isHanded: state.isHanded };
}

function trace(state: Search, frame: Frame, expr: Expr, path: readonly string[], depth: number): void {
  if (depth > DEEPEST || (state.left -= 1) < 0) return;
  const next = (inner: Expr, at: readonly string[] = path, inFrame = frame): void => trace(state, inFrame, inner, at, depth + 1);
  switch (expr.k) {
    case 'var':
      return variable(state, frame, expr.v, path, depth);
    case 'member':
      return next(expr.of, [expr.name, ...path]);
    case 'index':
      return next(expr.of, [expr.index.k === 'literal' && typeof expr.index.value === 'string' ? expr.index.value : '*', ...path]);
    case 'awaited':
      return next(expr.of);
    case 'spread':
      return state.within || path.length > 0 ? next(expr.of) : undefined;
    case 'result': {
      const call = frame.module.index.calls[frame.function]?.[expr.id];
      return call && result(state, frame, call, path, depth);
    }
    case 'object':
      return object(state, frame, expr, path, depth);
    case 'array':
      if (/^\d+$/.test(path[0] ?? '')) {
        const item = expr.items[Number(path[0])];
        if (item) next(item, path.slice(1));
        return;
      }
      for (const item of expr.items) if (state.within || path.length > 0) next(item, path[0] === '*' ? path.slice(1) : path);
      return;
    case 'op':
      if (expr.op === '??' || expr.op === '||' || expr.op === '&&') return expr.args.forEach((arg) => next(arg));
      // What is only asked is no part of what comes out.
      if (expr.op === '?:') return expr.args.slice(1).forEach((arg) => next(arg));
      if (state.within) expr.args.forEach((arg) => next(arg, []));
      return;
    default:
      if (state.within) for (const inner of subExpressions(expr)) next(inner, []);
  }
}

function object(state: Search, frame: Frame, expr: Extract<Expr, { k: 'object' }>, path: readonly string[], depth: number): void {
  const [key, ...rest] = path;
  if (key === undefined) {
    if (state.within) for (const { value } of expr.props) trace(state, frame, value, [], depth + 1);
    return;
  }
  const prop = expr.props.findLast((each) => each.key === key);
  if (prop) return trace(state, frame, prop.value, rest, depth + 1);
  for (const { value } of expr.props) if (value.k === 'spread') trace(state, frame, value.of, path, depth + 1);
}

function variable(state: Search, frame: Frame, v: number, path: readonly string[], depth: number): void {
  const { module } = frame;
  const handed = argumentOf(frame, v);
  if (handed === 'handed') {
    const fact = module.facts.variables[v];
    const element = fact && elementOf(state.program, frame, fact.function, v);
    if (element) return trace(state, element.frame, element.expr, ['*', ...element.path, ...path], depth + 1);
    state.isHanded = true;
  } else if (handed) trace(state, handed.frame, handed.expr, [...handed.path, ...path], depth + 1);
  for (const { value, path: at, item, function: fn } of module.index.assignments[v] ?? []) {
    trace(state, scopeFrame(frame, fn), value, [...(item ? ['*'] : []), ...at, ...path], depth + 1);
  }
}

/** The collection whose element a callback's parameter is: `rows.map((row) => …)`. */
function elementOf(program: Program, frame: Frame, fn: number, v: number): { frame: Frame; expr: Expr; path: readonly string[] } | undefined {
  const { module } = frame;
  const passed = module.index.passedTo[fn];
  const params = module.facts.functions[fn]?.params ?? [];
  if (!passed || passed.call.callee.k !== 'member') return undefined;
  const row = program.call(module, passed.function, passed.call.id)?.handed.find(({ at }) => at === passed.at)?.row;
  for (const [index, { target }] of params.entries()) {
    if (row?.params?.[index] !== 'element') continue;
    const from = { frame: scopeFrame(frame, passed.function), expr: passed.call.callee.of };
    if (target.k === 'var' && target.v === v) return { ...from, path: [] };
    const prop = target.k === 'object-pattern' ? target.props.find(({ to }) => to.k === 'var' && to.v === v) : undefined;
    if (prop?.key !== undefined) return { ...from, path: [prop.key] };
  }
  return undefined;
}

function result(state: Search, frame: Frame, call: CallStep, path: readonly string[], depth: number): void {
  const { program } = state;
  const { module, function: fn } = frame;
  const resolved = program.call(module, fn, call.id);
  const row = resolved?.functions.length === 0 ? rowCalls(program, module, fn).find((each) => each.call.id === call.id) : undefined;
  if (row?.effect.kind === 'db-read') return add(state, { row, frame, path: partOfRow(path) });
  if (row) return; // what a write gives back is what it wrote
  if (resolved && resolved.functions.length > 0 && resolved.functions.length <= MOST_TARGETS) {
    for (const { number } of resolved.functions) {
      const place = program.modules.function(number);
      const inner: Frame = { module: place.module, function: place.id, entered: { from: frame, call } };
      if (isRecursive(inner)) continue;
      for (const returned of place.module.index.returns[place.id] ?? []) trace(state, inner, returned, path, depth + 1);
    }
    return;
  }
  const gives = resolved?.externals.map((each) => program.link.libraries.symbol(each.package, each.path)?.facts.returns).find((each) => each !== undefined);
  const receiver = call.callee.k === 'member' ? call.callee.of : undefined;
  if (gives === 'this' && receiver) return trace(state, frame, receiver, path, depth + 1);
  if (gives === 'element' && receiver) return trace(state, frame, receiver, ['*', ...path], depth + 1);
  if (gives === 'arg0' && call.args[0]) return trace(state, frame, call.args[0], path, depth + 1);
  if (gives?.startsWith('result') && traceReturned(state, frame, call, path, depth)) return;
  if (resolved?.externals.some((each) => each.path === 'Promise.all') && call.args[0]) return trace(state, frame, call.args[0], path, depth + 1);
  // What is checked, converted or copied out of sight keeps its names: `schema.parse(order).total`, `order.toObject().total`.
  if (!state.within && path.length === 0) return;
  if (receiver) trace(state, frame, receiver, path, depth + 1);
  if (looksUp(frame, call)) return;
  for (const arg of call.args) trace(state, frame, arg, path, depth + 1);
}

/** `byKey.get(row.key)` of a container that the function made: the row's part says which, and what comes out is what was put in. */
function looksUp({ module, function: fn }: Frame, { callee, args }: CallStep): boolean {
  if (callee.k !== 'member' || callee.name !== 'get' || args.length !== 1 || callee.of.k !== 'var' || module.facts.variables[callee.of.v]?.function !== fn) return false;
  return (module.index.assignments[callee.of.v] ?? []).some(({ value, path }) => path.length === 0 && value.k === 'result' && module.index.calls[fn]?.[value.id]?.kind === 'new');
}

/** What the function returns that a call was handed, such as a transaction's. */
function traceReturned(state: Search, frame: Frame, call: CallStep, path: readonly string[], depth: number): boolean {
  const inline = call.args.find((arg) => arg.k === 'function');
  if (inline?.k !== 'function') return false;
  const inner: Frame = { module: frame.module, function: inline.function, lexical: frame };
  for (const returned of frame.module.index.returns[inline.function] ?? []) trace(state, inner, returned, path, depth + 1);
  return true;
}

function isRecursive(frame: Frame): boolean {
  let hops = 0;
  for (let each = frame.entered?.from; each; each = each.entered?.from) {
    hops += 1;
    if (hops > 5 || (each.module === frame.module && each.function === frame.function)) return true;
  }
  return false;
}

/** Results of queries are rows, lists of them, or hold them under `rows`. */
function partOfRow(path: readonly string[]): readonly string[] {
  let at = 0;
  while (at < path.length && (path[at] === '*' || path[at] === '...' || path[at] === 'rows' || /^\d+$/.test(path[at] ?? ''))) at += 1;
  return path.slice(at);
}

function add(state: Search, origin: Origin): void {
  state.found.set(`${origin.frame.module.number} ${origin.row.call.at} ${origin.path.join('.')}`, origin);
}
