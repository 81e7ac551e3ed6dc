/** The tables, models and collections that a program and its schemas declare. */
import { addTo } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { Memo, Table } from '../tracking.ts';
import { calledEntities } from './entities-called.ts';
import { decoratedEntities } from './entities-decorated.ts';
import { prismaEntities } from './entities-prisma.ts';
import { typedEntities } from './entities-typed.ts';
import { missingSchemas } from './missing-schemas.ts';
import { lastPart } from './sql-clauses.ts';
import type { Entity } from './state-model.ts';
import { once } from '../once.ts';

export interface Entities {
  /** In the order of paths, then of lines. */
  all(): readonly Entity[];
  /** Those that a module declares. */
  in(module: LinkedModule): readonly Entity[];
  /**
   * The entity that a name means in a module: a model's or class's name, the way a client spells it (`orderLine`), or a
   * table's. Of several with the name, the one of the module's own package, else of a package it depends on; undefined
   * when that leaves more than one, unless they are the same table of the same package.
   */
  named(name: string, module: LinkedModule): Entity | undefined;
  /** What a spelling stands for, where all entities that may be meant have one name; else the spelling. */
  nameFor(spelling: string): string;
}

/** Tests, mocks and examples declare nothing. Reads each module once: O(classes + calls + types). */
export const entities = once((program: Program): Entities => {
  // Schema files do not change while a program is open.
  const fromSchemas = prismaEntities(program.schemas, program.modules.packages, program.link.gaps);
  const schemaNames = new Map<string, Entity[]>();
  for (const entity of fromSchemas) for (const name of spellings(entity)) addTo(schemaNames, name, entity);
  const memo: Memo<string, readonly Entity[]> = program.tracker.memo();
  const own = (module: LinkedModule): readonly Entity[] => memo.get(module, '') ?? memo.fill(module, '', NONE, () => read(program, module));
  const table: Table<string, Entity> = program.tracker.table(() => program.modules.all, (module) =>
    own(module).flatMap((entity) => spellings(entity).map((name) => [name, entity] as const)));
  const spelledSo = (name: string): readonly Entity[] => {
    const spelt = [...(schemaNames.get(name) ?? []), ...table.get(name)];
    for (const how of WAYS) {
      const found = spelt.filter((entity) => how(entity) === name);
      if (found.length > 0) return found;
    }
    return NONE;
  };
  return {
    all: () => [...new Set([...fromSchemas, ...table.values()])].filter(isFirst()).sort(byPlace),
    in: own,
    named(name, module) {
      const found = spelledSo(name);
      return found.length > 0 ? nearest(program, found, name, module) : undefined;
    },
    nameFor(spelling) {
      const [first, ...others] = spelledSo(spelling);
      return first && others.every(({ name }) => name === first.name) ? first.name : spelling;
    },
  };
});

const NONE: readonly Entity[] = [];

function read(program: Program, module: LinkedModule): readonly Entity[] {
  if (program.link.isExempt(module.path)) return NONE;
  missingSchemas(program, module);
  return [...decoratedEntities(program, module), ...calledEntities(program, module), ...typedEntities(program, module)];
}

/** How a name may be meant, the surest first. A table whose name is not said is most often the class's with underscores. */
const WAYS: readonly ((entity: Entity) => string | undefined)[] = [
  ({ name }) => name,
  ({ name }) => name.charAt(0).toLowerCase() + name.slice(1),
  ({ table }) => table,
  ({ table }) => table && lastPart(table),
  ({ name, table }) => (table === undefined ? name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase() : undefined),
];

function spellings(entity: Entity): string[] {
  return [...new Set(WAYS.flatMap((how) => how(entity) ?? []))];
}

function nearest(program: Program, found: readonly Entity[], name: string, module: LinkedModule): Entity | undefined {
  const declared = found.length > 1 ? declaredAs(program, found, name, module) : undefined;
  if (declared) return declared;
  const own = found.filter((entity) => entity.package === module.input.package);
  const dependencies = program.modules.packages.find(({ path }) => path === module.input.package)?.dependencies ?? {};
  const near = own.length > 0 ? own : found.filter((entity) => program.modules.packages.some((each) => each.path === entity.package && each.name !== '' && each.name in dependencies));
  return sole(near.length > 0 ? near : found);
}

/** What the module itself has under the name decides. */
function declaredAs(program: Program, found: readonly Entity[], name: string, module: LinkedModule): Entity | undefined {
  const variable = module.facts.variables.findIndex((each) => each.name === name && each.function === 0);
  if (variable < 0) return undefined;
  const declared = module.facts.variables[variable]?.kind === 'import' ? program.exports.import(module, variable, 'value') : undefined;
  const path = declared?.is === 'variable' ? declared.module.path : module.path;
  return sole(found.filter((entity) => entity.path === path));
}

/** Several that are the same table of the same package are one: a schema for each kind of store, a class for each version. */
function sole(found: readonly Entity[]): Entity | undefined {
  const [first] = found.toSorted(byPlace);
  return first && found.every((each) => identity(each) === identity(first)) ? first : undefined;
}

function identity({ package: pkg, store, name, table }: Entity): string {
  return `${pkg} ${store} ${table ?? name}`;
}

/** What a type declares is found in each module that names the type. */
function isFirst(): (entity: Entity) => boolean {
  const seen = new Set<string>();
  return (entity) => {
    const key = `${entity.path}:${entity.line} ${entity.store} ${entity.name}`;
    return !seen.has(key) && Boolean(seen.add(key));
  };
}

function byPlace(a: Entity, b: Entity): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || (a.name < b.name ? -1 : Number(a.name > b.name));
}
