/** Whether the text of a tag that nothing is known of is SQL. */
import type { CallStep } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';

/**
 * A statement in capitals, as no sentence of a page is written: `UPDATE orders SET …`, not `Update your orders`. In small letters
 * it is one where the tag is called after SQL.
 */
export function isSqlTemplate(module: LinkedModule, { callee, args }: CallStep): boolean {
  const text = args[0]?.k === 'template' ? args[0].parts[0] : args[0]?.k === 'literal' ? args[0].value : undefined;
  if (typeof text !== 'string') return false;
  if (CAPITALS.test(text)) return true;
  const name = callee.k === 'member' ? callee.name : callee.k === 'var' ? module.facts.variables[callee.v]?.name : '';
  return /sql/i.test(name ?? '') && STATEMENT.test(text);
}

const STATEMENT = /^\s*(?:--[^\n]*\n\s*)*(?:SELECT|WITH(?: RECURSIVE)?|INSERT\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)\s/i;
const CAPITALS = new RegExp(STATEMENT.source);
