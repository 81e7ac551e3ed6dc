/** The models that Prisma schemas declare, and what of the schemas cannot be read. */
import { addTo, type Gap, type SchemaFile, type WorkspacePackage } from '@dist-lint/model';
import { readPrismaSchema, type PrismaBlock, type PrismaField, type PrismaSchema } from './prisma-schema.ts';
import type { Entity, EntityField } from './state-model.ts';

export function prismaEntities(files: readonly SchemaFile[], packages: readonly WorkspacePackage[], gaps: Gap[]): Entity[] {
  const schemas = files.map((file) => readPrismaSchema(file.path, file.text));
  for (const { path, errors } of schemas) {
    for (const { line, message } of errors) gaps.push({ kind: 'broken-schema', file: path, line, message });
  }
  return together(schemas).flatMap((group) => entitiesOf(group, packages));
}

/**
 * Files that are one schema: one that names a data source, and those beside and below it that name none.
 * A folder may hold the schemas of several stores.
 */
function together(schemas: readonly PrismaSchema[]): PrismaSchema[][] {
  const roots = schemas.filter(({ blocks }) => blocks.some(({ keyword }) => keyword === 'datasource'));
  const groups = new Map<PrismaSchema | undefined, PrismaSchema[]>(roots.map((root) => [root, [root]]));
  for (const schema of schemas) {
    if (!roots.includes(schema)) addTo(groups, rootOf(schema, roots), schema);
  }
  return [...groups.values()];
}

/** The root in the nearest folder around a file, or else the one that shares most of its path. */
function rootOf({ path }: PrismaSchema, roots: readonly PrismaSchema[]): PrismaSchema | undefined {
  const shared = (root: PrismaSchema): number => {
    const own = path.split('/').slice(0, -1);
    const folders = root.path.split('/').slice(0, -1);
    const different = folders.findIndex((folder, depth) => folder !== own[depth]);
    return different < 0 ? folders.length + 0.5 : different;
  };
  let found: PrismaSchema | undefined;
  for (const root of roots) if (!found || shared(root) > shared(found)) found = root;
  return found;
}

function entitiesOf(group: readonly PrismaSchema[], packages: readonly WorkspacePackage[]): Entity[] {
  const blocks = group.flatMap((schema) => schema.blocks.map((block) => ({ block, path: schema.path })));
  const enums = new Map(blocks.filter(({ block }) => block.keyword === 'enum').map(({ block }) => [block.name, block]));
  const models = new Set(blocks.filter(({ block }) => isModel(block)).map(({ block }) => block.name));
  return blocks.filter(({ block }) => isModel(block)).map(({ block, path }) => {
    const table = block.attributes.map;
    return {
      name: block.name,
      table: [block.attributes.schema, table ?? block.name].filter((part) => part !== undefined).join('.'),
      package: packageOf(path, packages),
      store: 'Prisma',
      fields: block.fields.map((field) => fieldOf(field, block, enums, models)),
      path,
      line: block.line,
    };
  });
}

function isModel({ keyword }: PrismaBlock): boolean {
  return keyword === 'model' || keyword === 'view';
}

function fieldOf(field: PrismaField, block: PrismaBlock, enums: ReadonlyMap<string, PrismaBlock>, models: ReadonlySet<string>): EntityField {
  const { name, attributes, type } = field;
  if (models.has(type)) {
    const key = block.fields.find((each) => each.name === attributes.relationFields?.[0]);
    const column = attributes.relationFields?.length === 1 && key ? (key.attributes.map ?? key.name) : undefined;
    return { name, ...(column === undefined ? {} : { column }), isRelation: true, leadsTo: type };
  }
  const values = enums.get(type)?.fields.map((each) => each.name);
  return {
    name,
    ...(attributes.map === undefined ? {} : { column: attributes.map }),
    ...(values && values.length > 0 ? { values } : {}),
    ...(attributes.initial === undefined ? {} : { initial: attributes.initial }),
    ...(attributes.isGenerated ? { isGenerated: true as const } : {}),
    ...(attributes.isKey || block.attributes.keyFields.includes(name) ? { isKey: true as const } : {}),
  };
}

/** The innermost workspace package around a path. */
function packageOf(path: string, packages: readonly WorkspacePackage[]): string {
  let found = '';
  for (const each of packages) if (each.path !== '' && path.startsWith(`${each.path}/`) && each.path.length > found.length) found = each.path;
  return found;
}
