/** Classes that decorators make entities: `@Entity('orders') class Order { @Column() status: OrderStatus }`. */
import type { DecoratorFact, TypeFact } from '@dist-lint/model';
import { decoratorCall } from '../injection.ts';
import type { Program } from '../link.ts';
import { simpleName } from '../class-members.ts';
import { lineAndColumn, type ClassPlace, type LinkedModule } from '../program.ts';
import type { CallSite } from '../values.ts';
import { columnAt, merged, rowOf, type Column, type Row } from './column-facts.ts';
import { withImplied } from './implied-fields.ts';
import { nameAt } from './row-slots.ts';
import type { Entity, EntityField } from './state-model.ts';
import { valuesOfType } from './type-values.ts';

const MOST_BASES = 12;
/** Functions within functions that a decorator of the program's own may be made of. */
const DEEPEST = 3;

export function decoratedEntities(program: Program, module: LinkedModule): Entity[] {
  return module.facts.classes.flatMap((fact, id) => {
    if (!fact.decorators || fact.name === '') return [];
    const place: ClassPlace = { module, id, fact, number: module.classBase + id };
    const found = fact.decorators.flatMap((decorator) => entityRow(program, place, decorator) ?? [])[0];
    if (!found) return [];
    const { site, row } = found;
    const said = row.facts.entity ?? {};
    const table = said.table ?? (typeof row.facts.decorates?.entity === 'string' ? row.facts.decorates.entity : undefined);
    const name = (said.name && nameAt(program, site, row.callee, said.name)) ?? fact.name;
    return [{
      name,
      ...tableName(program, site, row, table, said.schema),
      package: module.input.package,
      store: said.store ?? row.library,
      fields: withImplied(program, site, row.callee, said.implied, decoratedFields(program, place)),
      path: module.path,
      line: lineAndColumn(module.facts.lineStarts, fact.nameAt)[0],
    }];
  });
}

function entityRow(program: Program, { module, fact }: ClassPlace, decorator: DecoratorFact): { site: CallSite; row: Row } | undefined {
  const site: CallSite = { module, function: fact.function, call: decoratorCall(decorator) };
  const row = decoratorRows(program, site).find(({ facts }) => (facts.entity && !facts.entity.part) || facts.decorates?.entity !== undefined);
  return row && { site, row };
}

function decoratorRows(program: Program, { module, function: fn, call }: CallSite): readonly Row[] {
  return program.link.evaluate(module, fn, call.callee).flatMap((value) => (value.is === 'external' ? rowOf(program, value) : []));
}

/** A table's name with its schema; nothing where it is not said, or cannot be read. */
export function tableName(program: Program, site: CallSite, row: Row, table: string | undefined, schema: string | undefined): Pick<Entity, 'table'> {
  const name = table === undefined ? undefined : nameAt(program, site, row.callee, table);
  const before = schema === undefined ? undefined : nameAt(program, site, row.callee, schema);
  if (name === undefined || name === '*' || before === '*') return {};
  return { table: before === undefined ? name : `${before}.${name}` };
}

/** The fields and accessors that a decorator makes columns, those of base classes first. */
export function decoratedFields(program: Program, place: ClassPlace, depth = 0): EntityField[] {
  const found = new Map<string, EntityField>();
  if (depth < MOST_BASES) {
    for (const base of program.link.hierarchy.bases(place.number)) {
      if (base.is !== 'class') continue;
      for (const field of decoratedFields(program, program.modules.class(base.number), depth + 1)) found.set(field.name, field);
    }
  }
  for (const field of ownFields(program, place)) found.set(field.name, { ...field });
  return [...found.values()];
}

function* ownFields(program: Program, { module, fact }: ClassPlace): Iterable<EntityField> {
  for (const field of fact.fields) {
    if (field.static) continue;
    const column = columnOfMember(program, module, fact.function, field.decorators, field.type);
    if (column) yield { name: field.name, ...column };
  }
  for (const id of fact.methods) {
    const method = module.facts.functions[id];
    if (!method || (method.kind !== 'getter' && method.kind !== 'setter')) continue;
    const column = columnOfMember(program, module, fact.function, method.decorators, method.returns);
    if (column) yield { name: simpleName(method.name), ...column };
  }
}

function columnOfMember(program: Program, module: LinkedModule, fn: number, decorators: readonly DecoratorFact[] | undefined, type: TypeFact | undefined): Column | undefined {
  const said = (decorators ?? []).flatMap((decorator) => columnsOf(program, { module, function: fn, call: decoratorCall(decorator) }));
  if (said.length === 0) return undefined;
  const column = said.reduce(merged);
  const values = column.values ?? (type && !column.isRelation ? valuesOfType(program, { module, type }) : undefined);
  return values ? { ...column, values } : column;
}

function columnsOf(program: Program, site: CallSite): Column[] {
  const { module, function: fn, call } = site;
  return program.link.evaluate(module, fn, call.callee).flatMap((value): Column[] => {
    if (value.is === 'external') return rowOf(program, value).flatMap(({ facts, callee }) => (facts.column ? [columnAt(program, site, callee, facts.column)] : []));
    if (value.is !== 'function') return [];
    const made = program.modules.function(value.number);
    return makesColumns(program, made.module, made.id, 0) ? [{ column: '*' }] : [];
  });
}

/** A decorator of the program's own that applies one of a library: the field is a column, of whose facts nothing is known. */
function makesColumns(program: Program, module: LinkedModule, fn: number, depth: number): boolean {
  const own = (module.index.calls[fn] ?? []).some((call) => call && decoratorRows(program, { module, function: fn, call }).some(({ facts }) => facts.column));
  return own || (depth < DEEPEST && (module.index.children[fn] ?? []).some((child) => makesColumns(program, module, child, depth + 1)));
}
