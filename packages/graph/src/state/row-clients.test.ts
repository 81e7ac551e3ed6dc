import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

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
