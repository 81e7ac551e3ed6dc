/** `order.status = 'paid'`, `order.items.add(item)` on a row that its library stores later: active records, documents, units of work. */
import type { CallStep, Expr } from '@dist-lint/model';
import { nameSpan } from '../call-spans.ts';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { valueName } from '../slots.ts';
import type { Value } from '../values.ts';
import { forEachStep } from '../walk.ts';
import { columnCell } from './column-cells.ts';
import { entities } from './entities.ts';
import { literalsOf } from './literals.ts';
import { isNewRow } from './row-made.ts';
import type { Entity, StateAccess } from './state-model.ts';
import { isFlushed } from './unit-of-work.ts';

export function rowAssignments(program: Program, module: LinkedModule): readonly StateAccess[] {
  const found: StateAccess[] = [];
  module.facts.functions.forEach((fact, fn) => {
    // What a constructor or an initialiser sets is no change of a row.
    if (fact.kind === 'constructor' || fact.kind === 'field-init' || fact.kind === 'static-init') return;
    // Hooks run as a row is loaded or stored.
    if (fact.class !== undefined && fact.decorators?.length) return;
    forEachStep(fact.body, (step) => {
      if (step.s === 'call') found.push(...relationChanges(program, module, fn, step));
      if (step.s !== 'assign' || step.to.k !== 'member' || isPlain(step.to.of)) return;
      const row = link(program, module, fn, step.to.of);
      const field = step.to.name;
      if (!row || row.entity?.fields.some(({ name, isRelation }) => isRelation && name === field)) return;
      const value = { module, function: fn, expr: step.value };
      const literals = step.op === '=' ? literalsOf(program, value) : undefined;
      found.push({
        cell: columnCell(row.entity, row.name, field, row.store), how: 'write', operation: isNewRow(program, { module, function: fn, expr: step.to.of }) ? 'create' : 'update', module, function: fn, span: { at: step.at, end: step.end },
        value, ...(literals ? { literals } : {}), guard: {}, via: `a row of ${row.name}`,
      });
    });
  });
  return found;
}

/** What is added to or taken from a relation leaves the others of it alone. */
function relationChanges(program: Program, module: LinkedModule, fn: number, call: CallStep): StateAccess[] {
  if (call.callee.k !== 'member' || call.callee.of.k !== 'member') return [];
  const { of, name: field } = call.callee.of;
  const alters = program.link.callee(module, fn, call).some((each) => each.is === 'external' && program.link.libraries.symbol(each.package, each.path)?.facts.alters);
  const row = alters && !isPlain(of) ? link(program, module, fn, of) : undefined;
  const relation = row?.entity?.fields.find(({ name }) => name === field);
  if (!row || !relation?.isRelation || relation.isElsewhere || !isFlushed(program, module, fn, call)) return [];
  return [{
    cell: columnCell(row.entity, row.name, field, row.store), how: 'write', operation: isNewRow(program, { module, function: fn, expr: of }) ? 'create' : 'update', module, function: fn, call: call.id, span: nameSpan(call),
    guard: { atomic: true }, via: `a row of ${row.name}`,
  }];
}

/** `exports.x = …`, `module.exports = …`, `window.x = …`. */
function isPlain(expr: Expr): boolean {
  return expr.k === 'global' || expr.k === 'super';
}

interface Row {
  entity: Entity | undefined;
  name: string;
  store: string;
}

/** The entity whose row an expression is. */
function link(program: Program, module: LinkedModule, fn: number, expr: Expr): Row | undefined {
  const owner = module.facts.functions[fn]?.class;
  const values: readonly Value[] = expr.k === 'this' && owner !== undefined ? [{ is: 'instance', number: module.classBase + owner }] : program.link.evaluate(module, fn, expr);
  for (const value of values) {
    if (value.is === 'instance') {
      const name = valueName(program.link, value);
      const place = program.modules.class(value.number);
      const entity = entities(program).named(name, place.module);
      if (entity && entity.path === place.module.path) return { entity, name, store: entity.store };
    }
    if (value.is !== 'external') continue;
    const row = program.link.libraries.symbol(value.package, `${value.path}.save`);
    const stores = row?.facts.effects?.some(({ kind, payload }) => kind === 'db-write' && payload === 'this');
    const name = value.args?.[0]?.map((each) => valueName(program.link, each)).find(Boolean);
    if (stores && name && !name.startsWith('<')) return { entity: entities(program).named(name, module), name, store: row?.library.name ?? '' };
  }
  return undefined;
}
