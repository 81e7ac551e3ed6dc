import { libraries } from '@dist-lint/libraries';
import { expect, test } from 'vitest';
import { linkTexts } from '../linked-texts.test.setup.ts';
import { accessesIn } from './row-lines.test.setup.ts';
import { stateAccesses } from './state-accesses.ts';

const prisma = `import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n`;

test.each([
  ['what its function makes', `initTRPC.context<typeof createContext>()`],
  ['what its function makes, named as a type', `initTRPC.context<Awaited<ReturnType<typeof createContext>>>()`],
  ['after what procedures say of themselves', `initTRPC.meta<{ open: boolean }>().context<typeof createContext>()`],
])('a client in the context of procedures: %s', (_, builder) => {
  expect(accessesIn({
    'trpc.ts': `${prisma}
      import { initTRPC } from '@trpc/server';
      const inner = (session: string) => ({ session, prisma });
      export const createContext = async (request: Request) => inner(request.url);
      const t = ${builder}.create();
      const signedIn = t.middleware(({ ctx, next }) => next({ ctx: { ...ctx, user: 'x' } }));
      export const router = t.router;
      export const procedure = t.procedure.use(signedIn);`,
    'orders.ts': `
      import { procedure, router } from './trpc.js';
      export const orders = router({
        close: procedure.input(String).mutation(async ({ ctx, input }) => {
          await ctx.prisma.order.updateMany({ where: { id: input }, data: { status: 'closed' } });
          await ctx.prisma.$transaction(async (tx) => { await tx.order.deleteMany({ where: { id: input } }); });
        }),
      });`,
  })).toEqual([
    'orders.<router>.close.<mutation>: update order.status closed',
    'orders.<router>.close.<mutation>.<$transaction>: delete order.* ? transaction "unsaid"',
  ]);
});

test.each([
  ['a transaction of Prisma', `${prisma} type Tx = Parameters<Parameters<typeof prisma.$transaction>[0]>[0];`],
  ['a transaction of the client\'s type', `${prisma} type Tx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];`],
  ['what a function of the team takes', `${prisma} declare function store(client: PrismaClient): void; type Tx = Parameters<typeof store>[0];`],
])('a type that asks what a function takes: %s', (_, types) => {
  expect(accessesIn(`${types}
    export async function close(tx: Tx, id: string) { await tx.order.updateMany({ where: { id }, data: { status: 'closed' } }); }`)).toEqual(['close: update order.status closed']);
});

test('a transaction of Drizzle by the type of what its callback is given', () => {
  expect(accessesIn(`
    import { drizzle } from 'drizzle-orm/node-postgres'; import { pgTable, text } from 'drizzle-orm/pg-core';
    const orders = pgTable('orders', { id: text('id'), status: text('status') }); const db = drizzle('url');
    type Tx = Parameters<Parameters<typeof db.transaction>[0]>[0];
    export async function add(tx: Tx, id: string) { await tx.insert(orders).values({ id, status: 'new' }); }`)).toEqual(['add: create orders.id ?', 'add: create orders.status new']);
});

test('services that Medusa makes for each model, by their type and by the methods of the module', () => {
  expect(accessesIn({
    'order.ts': `import { model } from '@medusajs/framework/utils'; export const Order = model.define('Order', { id: model.id(), status: model.text(), total: model.bigNumber() });`,
    'module.ts': `
      import { MedusaService } from '@medusajs/framework/utils';
      import type { InferTypeOf, ModulesSdkTypes } from '@medusajs/framework/types';
      import { Order } from './order.js';
      export class OrderModule extends MedusaService({ Order }) {
        protected orders: ModulesSdkTypes.IMedusaInternalService<typeof Order>;
        protected same: ModulesSdkTypes.IMedusaInternalService<InferTypeOf<typeof Order>>;
        async close(id: string) { await this.orders.update({ selector: { id, status: 'open' }, data: { status: 'closed' } }); }
        async cancel(ids: string[]) { await this.same.update(ids.map((id) => ({ id, status: 'cancelled' }))); }
      }
      export async function sweep(module: OrderModule, id: string) {
        await module.createOrders({ status: 'new' });
        await module.softDeleteOrders([id]);
      }`,
  })).toEqual([
    'OrderModule.close: update Order.status closed from ["open"]',
    'OrderModule.cancel.<update>.<map>: update Order.id ? by OrderModule.cancel', 'OrderModule.cancel.<update>.<map>: update Order.status cancelled by OrderModule.cancel',
    'sweep: create Order.status new', 'sweep: delete Order.* ?',
  ]);
});

test('a client of two schemas: which one is not told, the model is', () => {
  const program = linkTexts({
    'packages/app/orders.ts': `${prisma} export const close = (id: string) => prisma.order.updateMany({ where: { id }, data: { status: 'closed' } });`,
  }, {}, { libraries, schemas: ['a', 'b'].map((name) => ({ path: `packages/${name}/schema.prisma`, kind: 'prisma' as const, text: 'model Order {\n  id String @id\n  status String\n}' })) });
  expect(stateAccesses(program).cells().map(({ id }) => id)).toEqual(['db::Order.status']);
});
