/** SQL texts at calls: through constants, templates, tags and fragments, and what they do. */
import type { Effect } from '@dist-lint/libraries';
import type { Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { slotExpr, textOf } from './slots.ts';
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
    const text = placed ? sqlTextOf(link, placed.module, placed.function, placed.expr) : '';
    if (text === '') continue;
    const statements = sqlStatements(text);
    return { text, statements, unknown: statements.length === 0 };
  }
  return { text: '', statements: [], unknown: true };
}

/** Fragments in fragments are followed this far. */
const DEEPEST = 6;

function sqlTextOf(link: Link, module: LinkedModule, fn: number, expr: Expr, depth = 0): string {
  if (depth > DEEPEST) return '';
  const part = (each: Expr | undefined): string => (each && sqlTextOf(link, module, fn, each, depth + 1)) || '*';
  switch (expr.k) {
    case 'template':
      return expr.parts.map((each, index) => each + (index < expr.values.length ? part(expr.values[index]) : '')).join('');
    case 'op':
      if (expr.op === '+') return expr.args.map(part).join('');
      break;
    case 'result': {
      const call = module.index.calls[fn]?.[expr.id];
      // Whatever a tag does with its values, its text is SQL here.
      if (call?.kind === 'tag') return call.args[0] ? sqlTextOf(link, module, fn, call.args[0], depth + 1) : '';
      if (call?.callee.k !== 'member') break;
      const { of, name } = call.callee;
      if (name === 'join' && of.k === 'array' && of.items.every(({ k }) => k !== 'spread')) return of.items.map(part).join(separator(link, module, fn, call.args[0]));
      if (name === 'trim') return sqlTextOf(link, module, fn, of, depth + 1);
      break;
    }
    default:
  }
  const values = link.evaluate(module, fn, expr);
  const [value] = values;
  return (value && values.length === 1 && fragment(link, value, depth)) || textOf(link, module, fn, expr);
}

function separator(link: Link, module: LinkedModule, fn: number, expr: Expr | undefined): string {
  return expr ? textOf(link, module, fn, expr) || '*' : ',';
}

/** What a library's value stands for within a text: sql`…`, `sql.raw('…')`, a table. */
function fragment(link: Link, value: Value, depth: number): string {
  if (value.is !== 'external') return '';
  const { made } = value;
  const [first] = made?.call.args ?? [];
  const row = link.libraries.symbol(value.package, value.path)?.facts;
  if (made && first && (made.call.kind === 'tag' || isFragment(link, made))) return sqlTextOf(link, made.module, made.function, first, depth + 1);
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
  const [name, ...more] = args?.[0] ?? [];
  return made && name?.is === 'literal' && typeof name.value === 'string' && more.length === 0 ? name.value : '';
}
