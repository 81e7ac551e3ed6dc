/** Reads and writes of rows by SQL texts. */
import { nameSpan } from '../call-spans.ts';
import type { Program } from '../link.ts';
import type { LinkedModule, Placed } from '../program.ts';
import { property, slotExpr } from '../slots.ts';
import { sqlIn, sqlOf } from '../sql-text.ts';
import { columnCell } from './column-cells.ts';
import { entities } from './entities.ts';
import { handedParameters } from './handed-parameters.ts';
import type { RowCall } from './row-calls.ts';
import { lastPart } from './sql-clauses.ts';
import type { SqlColumn, SqlStatement } from './sql-model.ts';
import { othersThan } from './shared-rows.ts';
import type { Entity, Guard, RowsWhere, StateAccess } from './state-model.ts';

/** Where a text is sent. */
interface Sent extends Pick<StateAccess, 'module' | 'function' | 'span' | 'call' | 'via'> {
  store: string;
  /** What stands around the call. */
  around: Guard;
}

export function sqlAccesses(program: Program, module: LinkedModule, fn: number, { call, external, effect, library }: RowCall, span: StateAccess['span'], around: Guard): StateAccess[] {
  const site = { module, function: fn, call };
  const found = sqlOf(program.link, site, external, effect);
  const sent: Sent = { module, function: fn, span, call: call.id, store: library.name, around, via: `${external.path} of ${library.name}` };
  const handed = found?.unknown ? sentBehind(program, slotExpr(program.link, site, external, effect.sql?.split('|')[0] ?? ''), [], sent, 0) : [];
  return [{ statements: found?.statements ?? [], sent }, ...handed].flatMap((each) => each.statements.filter(({ table }) => !table.includes('*')).flatMap((statement) => accessesOf(program, statement, each.sent)));
}

/** Functions between the text and the call that sends it. */
const MOST_HOPS = 6;
/** Calls of one function that are looked at for the text they hand over. */
const MOST_CALLS = 400;

/** A function of the team's own that sends what it is handed, `query(text, values)`: each caller's text. */
function sentBehind(program: Program, placed: Placed | undefined, path: readonly string[], sent: Sent, hops: number): { statements: readonly SqlStatement[]; sent: Sent }[] {
  if (!placed || hops === MOST_HOPS) return [];
  const { module } = placed;
  const direct = handedParameters(program, placed, path);
  const places = direct.length === 0 && path.length === 0 ? handedParameters(program, placed, ['text']) : direct;
  const seen = new Set<string>();
  return places.flatMap((place) => {
    const callers = program.callers(module.functionBase + place.function).filter((each) => !program.link.isExempt(each.module.path));
    if (callers.length > MOST_CALLS) return [];
    return callers.flatMap(({ module: at, function: caller, resolved: { call } }) => {
      const arg = call.args[place.index];
      if (!arg || call.args.slice(0, place.index).some(({ k }) => k === 'spread') || seen.has(`${at.number} ${caller} ${call.id}`)) return [];
      const given: Placed = { module: at, function: caller, expr: arg };
      const { statements, unknown } = sqlIn(program.link, property(program.link, given, place.path) ?? given);
      const next: Sent = { ...sent, module: at, function: caller, call: call.id, span: nameSpan(call) };
      const found = unknown ? sentBehind(program, given, place.path, next, hops + 1) : [{ statements, sent: next }];
      if (found.length > 0) seen.add(`${at.number} ${caller} ${call.id}`);
      return found;
    });
  });
}

function accessesOf(program: Program, statement: SqlStatement, sent: Sent): StateAccess[] {
  const table = lastPart(statement.table);
  const entity = entities(program).named(table, sent.module);
  const spelled = entities(program).nameFor(table);
  const columns = statement.columns.length === 0 || statement.does === 'delete' ? [{ name: '*' }] : statement.columns;
  const found = columns.map((column) => access(statement, column, spelled, entity, sent));
  // What a condition names is read by it.
  const compared = statement.does === 'read' ? statement.where.filter(({ column }) => !columns.some(({ name }) => name === column)) : [];
  return [...found, ...compared.map(({ column }) => access(statement, { name: column }, spelled, entity, sent))];
}

function access(statement: SqlStatement, column: SqlColumn, table: string, entity: Entity | undefined, { store, around, ...place }: Sent): StateAccess {
  const isRead = statement.does === 'read';
  return {
    ...place, cell: columnCell(entity, table, column.name, store), how: isRead ? 'read' : 'write', operation: column.onlyNew ? 'create' : statement.does,
    ...(column.literal === undefined || isRead ? {} : { literals: [column.literal] }),
    guard: { ...around, ...guardOf(statement, column) }, ...(isRead ? {} : othersThan(column.name, rowsOf(statement))),
  };
}

function rowsOf({ does, where, columns }: SqlStatement): readonly RowsWhere[] {
  const made = does === 'create' ? columns.flatMap(({ name, literal }) => (literal === undefined ? [] : [{ field: name, literals: [literal] }])) : [];
  return [...where.flatMap(({ column, literals }) => (literals.length > 0 ? [{ field: column, literals }] : [])), ...made];
}

function guardOf({ does, where, asks, columns, open, locksRows }: SqlStatement, column: SqlColumn): Guard {
  if (does === 'read') return locksRows ? { lock: 'row' } : {};
  const same = where.find((each) => each.column === column.name);
  const raised = new Set(columns.filter(({ atomic }) => atomic).map(({ name }) => name));
  return {
    ...(column.atomic ? { atomic: true as const } : {}),
    ...(same ? { from: same.literals } : asks?.includes(column.name) ? { from: [] } : {}),
    ...(!same && where.some((each) => raised.has(each.column)) ? { version: true as const } : {}),
    ...(open ? { open: true as const } : {}),
  };
}
