import { lower } from '@dist-lint/frontend';
import { libraries, type Library } from '@dist-lint/libraries';
import { expect, it } from 'vitest';
import { linkReplaceable } from '../link.ts';
import type { ModuleSource } from '../linked-modules.ts';
import { linkTexts } from '../linked-texts.test.setup.ts';
import { entities } from './entities.ts';
import { entityLine } from './entity-lines.test.setup.ts';

function source(path: string, text: string): ModuleSource {
  const lowered = lower(text, 'ts');
  if (!('facts' in lowered)) throw new Error('cannot be read');
  return { facts: lowered.facts, input: { path, resolutions: { typeorm: { to: 'external', package: 'typeorm' }, './state': { to: 'module', path: 'state.ts' } }, options: {}, package: '' } };
}

it('follows a program that changes, also where only an enum elsewhere does', () => {
  const order = (table: string): string => `import { Column, Entity } from 'typeorm'; import { State } from './state'; @Entity('${table}') export class Order { @Column() state: State }`;
  const program = linkReplaceable({ modules: [source('order.ts', order('orders')), source('state.ts', `export enum State { Open = 'open' }`)], packages: [], libraries });
  const known = entities(program);
  expect(known.all().map(entityLine)).toEqual(['Order = orders: state [open]']);
  program.replace(source('state.ts', `export enum State { Open = 'open', Paid = 'paid' }`));
  expect(known.all().map(entityLine)).toEqual(['Order = orders: state [open paid]']);
  program.replace(source('order.ts', order('sales')));
  const module = program.modules.byPath('state.ts');
  expect(module && known.named('sales', module)?.name).toBe('Order');
  expect(module && known.named('orders', module)).toBeUndefined();
});

it('reads entities by rows of one\'s own, also for a package of the workspace', () => {
  const own: Library = {
    name: 'Shop tables', packages: ['packages/tables'], docs: 'https://shop.example/tables',
    symbols: { table: { entity: { table: '0', fields: '1' } }, 'Columns.state': { column: { name: '0', values: '1' } } },
  };
  const program = linkTexts({
    'packages/tables/index.ts': 'export function table(name: string, columns: object) { return { name, columns }; }\nclass Columns { state(name: string, values: string[]) { return { name, values }; } }\nexport const columns = new Columns();',
    'packages/sales/orders.ts': `import { columns, table } from '../tables/index'; export const orders = table('shop_orders', { state: columns.state('st', ['open', 'paid']) });`,
  }, {}, { libraries: [...libraries, own] });
  expect(entities(program).all().map((each) => `${each.store} ${entityLine(each)}`)).toEqual(['Shop tables orders = shop_orders: state = st [open paid]']);
});
