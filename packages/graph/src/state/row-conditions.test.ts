import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

const sequelize = `import { col, DataTypes, literal, Model, Op, where } from 'sequelize';
  class Order extends Model { declare status: string; }
  Order.init({ status: DataTypes.STRING, tries: DataTypes.INTEGER }, {} as never);`;
const supabase = `import { createClient } from '@supabase/supabase-js'; const db = createClient('', '');`;
const drizzle = `import { drizzle } from 'drizzle-orm/node-postgres'; import { and, eq, sql } from 'drizzle-orm'; import { pgTable, text } from 'drizzle-orm/pg-core';
  const orders = pgTable('orders', { id: text('id'), status: text('status'), tries: text('tries') }); const db = drizzle('url');`;
const sequelized = (where: string): string => `${sequelize} export async function claim(id: string, scope: () => object) { await Order.update({ status: 'claimed' }, { where: ${where} }); }`;
const posted = (conditions: string): string => `${supabase} export async function claim(id: string, filter: string) { await db.from('orders').update({ status: 'claimed' })${conditions}; }`;
const drizzled = (where: string): string => `${drizzle} export async function claim(id: string) { await db.update(orders).set({ status: 'claimed' }).where(${where}); }`;

test.each([
  ['Sequelize, any of several', sequelized(`{ id, [Op.or]: [{ status: 'open' }, { status: null }] }`), 'from []'],
  ['Sequelize, all of several', sequelized(`{ [Op.and]: [{ id }, { status: 'open' }] }`), 'from ["open"]'],
  ['Sequelize, one of a list', sequelized(`{ id, status: { [Op.in]: ['open', 'late'] } }`), 'from ["open","late"]'],
  ['Sequelize, other than', sequelized(`{ id, status: { [Op.ne]: 'claimed' } }`), 'from []'],
  ['Sequelize, a column compared in a call', sequelized(`{ id, [Op.and]: [where(col('status'), 'open')] }`), 'open'],
  ['Sequelize, a text', sequelized(`{ id, [Op.and]: [literal("status <> 'claimed'")] }`), 'from []'],
  ['Sequelize, what a function adds', sequelized(`{ id, ...scope() }`), 'open'],
  ['Sequelize, another column', sequelized(`{ id, [Op.or]: [{ tries: 0 }, { tries: null }] }`), ''],
  ['Supabase, any of several', posted(`.eq('id', id).or('status.eq.open,status.is.null')`), 'from []'],
  ['Supabase, a group of several', posted(`.eq('id', id).or('tries.gt.3,and(tries.eq.0,not.status.in.(claimed,done))')`), 'from []'],
  ['Supabase, another column', posted(`.eq('id', id).or('tries.eq.0,tries.is.null')`), ''],
  ['Supabase, what varies', posted(`.eq('id', id).or(filter)`), 'open'],
  ['Supabase, equal by a word', posted(`.eq('id', id).filter('status', 'eq', 'open')`), 'from ["open"]'],
  ['Supabase, other by a word', posted(`.eq('id', id).filter('status', 'neq', 'claimed')`), 'from []'],
  ['Supabase, an object', posted(`.match({ id, status: 'open' })`), 'from ["open"]'],
  ['Drizzle, a text', drizzled("and(eq(orders.id, id), sql`${orders.status} <> 'claimed'`)"), 'from []'],
  ['Drizzle, a text of another column', drizzled("sql`${orders.id} = ${id} and ${orders.tries} is null`"), ''],
])('what guards a write: %s', (_, text, guard) => {
  expect(accessesIn(text).map((line) => line.toLowerCase().replace('orders.', 'order.'))).toEqual([['claim: update order.status claimed', guard].filter(Boolean).join(' ')]);
});
