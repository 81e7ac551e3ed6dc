/** Under which conditions a call reads or writes rows: the fields they name, with the values where these are in sight. */
import type { WriteOperators } from '@dist-lint/libraries';
import type { Program } from '../link.ts';
import type { Placed } from '../program.ts';
import { slotExpr, slotText } from '../slots.ts';
import type { CallSite, ExternalValue, Value } from '../values.ts';
import { sqlStatements } from './sql-statements.ts';
import { writtenFields, type FieldValue } from './written-fields.ts';

/** Calls of a chain that are looked at. */
const LONGEST_CHAIN = 40;

/** Of an argument: an object of conditions, or the call that makes one. */
export function conditionsIn(program: Program, placed: Placed, operators?: WriteOperators): readonly FieldValue[] {
  const { module, function: fn, expr } = placed;
  if (expr.k !== 'result') return writtenFields(program, placed, operators).fields;
  const resolved = program.call(module, fn, expr.id);
  return (resolved?.externals ?? []).flatMap((external) => {
    const condition = program.link.libraries.symbol(external.package, external.path)?.facts.condition;
    if (!condition || !resolved) return [];
    if ('all' in condition) return resolved.call.args.flatMap((arg) => conditionsIn(program, { module, function: fn, expr: arg }, operators));
    return conditionAt(program, { module, function: fn, call: resolved.call }, external);
  });
}

/** Of the calls that a chain is made of: `.where(…).where(…)` before `.update(…)`, or after it. */
export function conditionsBehind(program: Program, external: ExternalValue): readonly FieldValue[] {
  const found: FieldValue[] = [];
  let each: Value | undefined = external;
  for (let hops = 0; each?.is === 'external' && hops < LONGEST_CHAIN; hops += 1) {
    const { made }: ExternalValue = each;
    for (const callee of made ? program.link.callee(made.module, made.function, made.call) : []) if (callee.is === 'external' && made) found.push(...conditionAt(program, made, callee));
    each = each.receiver;
  }
  return found;
}

function conditionAt(program: Program, site: CallSite, external: ExternalValue): readonly FieldValue[] {
  const condition = program.link.libraries.symbol(external.package, external.path)?.facts.condition;
  if (!condition || 'all' in condition) return [];
  const { call } = site;
  const at = { module: site.module, function: site.function, span: { at: call.nameAt, end: Math.max(call.nameAt + 1, call.end) } };
  if ('text' in condition) {
    const [statement] = sqlStatements(`SELECT * FROM t WHERE ${slotText(program.link, site, external, condition.text)}`);
    return (statement?.where ?? []).map(({ column }): FieldValue => ({ field: last(column), at }));
  }
  const [field, value] = [slotExpr(program.link, site, external, condition.field), slotExpr(program.link, site, external, condition.value)];
  if (!field) return [];
  if (!value) return writtenFields(program, field).fields;
  const name = field.expr.k === 'member' ? field.expr.name : last(slotText(program.link, site, external, condition.field));
  return name === '' || name.includes('*') ? [] : [{ field: name, at, value }];
}

/** `status` of `orders.status`. */
function last(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
