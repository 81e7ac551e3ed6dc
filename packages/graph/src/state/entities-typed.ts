/** Tables that a type declares: `new Kysely<Database>()`, where `Database` is an interface of tables and the types of their rows. */
import type { TypeFact, TypeMember } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { lineAndColumn, type LinkedModule, type PlacedType } from '../program.ts';
import type { Value } from '../values.ts';
import { rowOf, type Row } from './column-facts.ts';
import type { Entity, EntityField } from './state-model.ts';
import { columnType, valuesOfType } from './type-values.ts';

const DEEPEST = 8;

export function typedEntities(program: Program, module: LinkedModule): Entity[] {
  const rows = tableTypes(program, module);
  if (rows.size === 0) return [];
  const found = new Map<string, Entity>();
  for (const type of typesIn(module)) {
    if (type.t !== 'ref' || type.variable === undefined) continue;
    const row = rows.get(type.variable);
    const argument = type.args?.[Number(/^<(\d+)>$/.exec(row?.facts.entity?.tables ?? '')?.[1] ?? -1)];
    if (!row || !argument) continue;
    for (const declared of program.link.type(module, argument)) {
      for (const entity of tablesOf(program, declared, row)) found.set(`${entity.path} ${entity.name}`, entity);
    }
  }
  return [...found.values()];
}

/** Imported names of types whose argument names tables. */
function tableTypes(program: Program, module: LinkedModule): Map<number, Row> {
  const found = new Map<number, Row>();
  for (const { bindings } of module.facts.imports) {
    for (const { variable } of bindings) {
      if (variable === undefined) continue;
      const declared = program.exports.import(module, variable, 'type');
      const [row] = declared?.is === 'external' ? rowOf(program, declared) : [];
      if (row?.facts.entity?.tables) found.set(variable, row);
    }
  }
  return found;
}

function* typesIn({ facts, index }: LinkedModule): Iterable<TypeFact> {
  for (const { type } of facts.variables) if (type) yield type;
  for (const { type } of facts.types) yield type;
  for (const { returns, params } of facts.functions) {
    if (returns) yield returns;
    for (const { type } of params) if (type) yield type;
  }
  for (const { fields } of facts.classes) for (const { type } of fields) if (type) yield type;
  for (const calls of index.calls) {
    for (const call of calls) {
      // `new Kysely<Database>()` is written like the type.
      if (call?.typeArgs && call.callee.k === 'var') yield { t: 'ref', name: facts.variables[call.callee.v]?.name ?? '', variable: call.callee.v, args: call.typeArgs };
    }
  }
}

function tablesOf(program: Program, declared: Value, row: Row): Entity[] {
  return membersOf(program, declared).flatMap(({ module, member, line }) => {
    const { type } = member;
    if (!type) return [];
    const [owner] = program.link.type(module, type);
    return [{
      name: member.name,
      table: member.name,
      package: module.input.package,
      store: row.facts.entity?.store ?? row.library,
      fields: owner ? membersOf(program, owner).map((each) => fieldOf(program, each)) : [],
      path: owner?.is === 'interface' ? owner.module.path : module.path,
      line: owner?.is === 'interface' ? lineOf(owner) : line,
    }];
  });
}

interface Member {
  module: LinkedModule;
  member: TypeMember;
  /** Of the type that declares it. */
  line: number;
}

function membersOf(program: Program, owner: Value, depth = 0): Member[] {
  if (depth > DEEPEST) return [];
  if (owner.is === 'shape') return ownMembers(owner.type, 1);
  if (owner.is !== 'interface') return [];
  const { module } = owner;
  const declaration = module.facts.types[owner.index];
  if (!declaration) return [];
  const bases = (declaration.extends ?? []).flatMap((base) => program.link.type(module, base)).flatMap((base) => membersOf(program, base, depth + 1));
  const own = ownMembers({ module, type: declaration.type }, lineOf(owner));
  return [...new Map([...bases, ...own].map((each) => [each.member.name, each])).values()];
}

function ownMembers({ module, type }: PlacedType, line: number): Member[] {
  return type.t === 'object' ? type.members.map((member) => ({ module, member, line })) : [];
}

function lineOf({ module, index }: Extract<Value, { is: 'interface' }>): number {
  return lineAndColumn(module.facts.lineStarts, module.facts.types[index]?.at ?? 0)[0];
}

function fieldOf(program: Program, { module, member: { name, type } }: Member): EntityField {
  if (!type) return { name };
  const values = valuesOfType(program, { module, type });
  const said = type.t === 'ref' && type.variable !== undefined ? columnType(program, module, type.variable) : undefined;
  return { name, ...(values ? { values } : {}), ...(said?.generated === true ? { isGenerated: true as const } : {}) };
}
