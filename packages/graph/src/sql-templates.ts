/** Whether a tag that nothing is known of sends its text, which is SQL. */
import type { CallStep } from '@dist-lint/model';
import { holdersOf } from './called-on.ts';
import type { LinkedModule } from './program.ts';

/** A text that another call is handed is sent there: `pool.query(sql`…`)`. What is awaited has been sent. */
export function sendsSql(module: LinkedModule, fn: number, call: CallStep): boolean {
  return isSqlTemplate(module, call) && (call.awaited === true || !isHandedOn(module, fn, call.id));
}

function isHandedOn(module: LinkedModule, fn: number, id: number): boolean {
  const held = new Set(holdersOf(module, fn, id).map(({ variable }) => variable));
  return (module.index.calls[fn] ?? []).some((other) => other?.args.some((arg) => (arg.k === 'result' && arg.id === id) || (arg.k === 'var' && held.has(arg.v))));
}

/**
 * A statement in capitals, as no sentence of a page is written: `UPDATE orders SET …`, not `Update your orders`. In small letters
 * it is one where the tag is called after SQL.
 */
function isSqlTemplate(module: LinkedModule, { callee, args }: CallStep): boolean {
  const text = args[0]?.k === 'template' ? args[0].parts[0] : args[0]?.k === 'literal' ? args[0].value : undefined;
  if (typeof text !== 'string') return false;
  if (CAPITALS.test(text)) return true;
  const name = callee.k === 'member' ? callee.name : callee.k === 'var' ? module.facts.variables[callee.v]?.name : '';
  return /sql/i.test(name ?? '') && STATEMENT.test(text);
}

const STATEMENT = /^\s*(?:--[^\n]*\n\s*)*(?:SELECT|WITH(?: RECURSIVE)?|INSERT\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)\s/i;
const CAPITALS = new RegExp(STATEMENT.source);
