/** Whether what is saved was made there and then, so that saving it creates a row and changes none. */
import type { Expr } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule, Placed } from '../program.ts';
import type { Entity } from './state-model.ts';
import type { WrittenFields } from './written-fields.ts';

/** Variables, branches and functions followed. */
const DEEPEST = 4;
const MOST_RETURNS = 4;

/** `new Order(…)`, `repository.create({ … })`, an object without the key of a row. With the key, it may be there already, but where a call made that out of nothing. */
export function isMadeAnew(program: Program, payload: readonly Placed[], entity: Entity | undefined, { fields, isOpen }: WrittenFields): boolean {
  const keys = new Set(entity?.fields.flatMap(({ name, isKey }) => (isKey ? [name] : [])) ?? []);
  if (payload.length === 0 || fields.some(({ field, value }) => (keys.has(field) || field === '_id' || field === 'id') && !(value && isOutOfNothing(value)))) return false;
  return payload.every((each) => isMade(program, each, !isOpen && keys.size > 0, 0));
}

/** `randomUUID()`, `randomText(LETTERS, 10)`: nothing that is known of a row is handed in. */
function isOutOfNothing({ module, function: fn, expr }: Placed): boolean {
  const call = expr.k === 'result' ? module.index.calls[fn]?.[expr.id] : undefined;
  return call !== undefined && call.awaited !== true && call.args.every(({ k }) => k === 'literal');
}

/** Of something that is filled in: whether it was made there and then, on all ways. */
export function isNewRow(program: Program, placed: Placed): boolean {
  return isMade(program, placed, false, 0);
}

/** @param isKeyless an object that holds no key is none that was read */
function isMade(program: Program, { module, function: fn, expr }: Placed, isKeyless: boolean, depth: number): boolean {
  if (depth > DEEPEST) return false;
  const every = (each: readonly Expr[]): boolean => each.length > 0 && each.every((one) => isMade(program, { module, function: fn, expr: one }, isKeyless, depth + 1));
  switch (expr.k) {
    case 'object':
      return isKeyless && expr.props.every(({ value }) => value.k !== 'spread');
    case 'array':
      return every(expr.items);
    case 'awaited':
      return every([expr.of]);
    case 'op':
      return expr.op === '?:' ? every(expr.args.slice(1)) : (expr.op === '??' || expr.op === '||') && every(expr.args);
    case 'var':
      return isMadeVariable(program, module, expr.v, isKeyless, depth);
    case 'result':
      return isMadeByCall(program, { module, function: fn, expr }, expr.id, isKeyless, depth);
    default:
      return false;
  }
}

function isMadeVariable(program: Program, module: LinkedModule, variable: number, isKeyless: boolean, depth: number): boolean {
  const assignments = module.index.assignments[variable] ?? [];
  if (assignments.length === 0 || module.facts.variables[variable]?.kind === 'param') return false;
  return assignments.every(({ value, path, item, function: at }) => path.length === 0 && !item && isMade(program, { module, function: at, expr: value }, isKeyless, depth + 1));
}

function isMadeByCall(program: Program, { module, function: fn }: Placed, id: number, isKeyless: boolean, depth: number): boolean {
  const resolved = program.call(module, fn, id);
  if (!resolved) return false;
  const { call, externals, functions } = resolved;
  if (call.kind === 'new') return true;
  if (functions.length === 0) return externals.length > 0 && externals.every((each) => program.link.libraries.symbol(each.package, each.path)?.facts.fills !== undefined);
  return externals.length === 0 && functions.every(({ number }) => {
    const place = program.modules.function(number);
    const returned = place.module.index.returns[place.id] ?? [];
    return returned.length > 0 && returned.length <= MOST_RETURNS && returned.every((expr) => isMade(program, { module: place.module, function: place.id, expr }, isKeyless, depth + 1));
  });
}
