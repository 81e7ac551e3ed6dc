import { expect, it } from 'vitest';
import { entities } from './entities.ts';
import { entityLines, programWith } from './entity-lines.test.setup.ts';

const database = `import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
export type State = 'open' | 'paid';
interface Dated { created_at: ColumnType<Date, string | undefined, never>; }
export interface OrderTable extends Dated { id: GeneratedAlways<number>; state: Generated<State>; kind: ColumnType<'web' | 'shop'>; note: string | null; }
export interface Database { order: OrderTable; 'sales.line': { sku: string; size: 's' | 'l' } }
`;

it('reads the tables of a Kysely database from its interface, once', () => {
  expect(entityLines({
    'database.ts': database,
    'connect.ts': `import { Kysely } from 'kysely'; import type { Database } from './database'; export const db = new Kysely<Database>({ dialect });`,
    'orders.ts': `import type { Kysely } from 'kysely'; import type { Database } from './database'; export class Orders { constructor(private readonly db: Kysely<Database>) {} }`,
  })).toEqual(['order = order: created_at, id (generated), state [open paid], kind [web shop], note', 'sales.line = sales.line: sku, size [s l]']);
});

it('says where the row of a table is declared, whoever connects', () => {
  const program = programWith({
    'packages/db/database.ts': database,
    'packages/api/main.ts': `import { Kysely } from 'kysely'; import type { Database } from '../db/database'; export const db = new Kysely<Database>({ dialect });`,
  });
  expect(entities(program).all()[0]).toMatchObject({ name: 'order', package: 'packages/db', path: 'packages/db/database.ts', line: 4, store: 'Kysely' });
});

it('says nothing of a type that is not in the program', () => {
  expect(entityLines(`import { Kysely } from 'kysely'; import type { DB } from './generated/db'; export const db = new Kysely<DB>({ dialect }); export const any = new Kysely<any>({ dialect });`)).toEqual([]);
});
