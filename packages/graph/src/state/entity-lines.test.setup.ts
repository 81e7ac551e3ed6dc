/** Entities as lines, for tests: `Order = orders`, then its fields, each with what is known of it. */
import type { SchemaFile } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { programOf } from '../marked-calls.test.setup.ts';
import { entities } from './entities.ts';
import type { Entity } from './state-model.ts';

type Files = string | Record<string, string>;

/** Files that end in `.prisma` are schemas; one text is the file `main.ts`. */
export function programWith(files: Files, isExempt?: (path: string) => boolean): Program {
  const texts = Object.entries(typeof files === 'string' ? { 'main.ts': files } : files);
  const schemas = texts.filter(([path]) => path.endsWith('.prisma')).map(([path, text]): SchemaFile => ({ path, kind: 'prisma', text }));
  return programOf(Object.fromEntries(texts.filter(([path]) => !path.endsWith('.prisma'))), {}, schemas, isExempt);
}

/** All entities of a program, each as one line: `Order = orders: id (key generated), status = state [open paid]`. */
export function entityLines(files: Files, isExempt?: (path: string) => boolean): string[] {
  return entities(programWith(files, isExempt)).all().map(entityLine);
}

export function entityLine({ name, table, fields }: Entity): string {
  return `${table === undefined ? name : `${name} = ${table}`}: ${fields.map(fieldLine).join(', ')}`;
}

function fieldLine({ name, column, values, isKey, isGenerated, isVersion, isRelation }: Entity['fields'][number]): string {
  const marks = [isKey && 'key', isGenerated && 'generated', isVersion && 'version', isRelation && 'relation'].filter(Boolean).join(' ');
  return [column === undefined ? name : `${name} = ${column}`, values && `[${values.join(' ')}]`, marks && `(${marks})`].filter(Boolean).join(' ');
}
