/** A small shop that keeps state in every way that tests of its inventory look at. */
export const shop: Record<string, string> = {
  'package.json': '{ "name": "shop", "dependencies": { "@prisma/client": "^5", "ioredis": "^5" } }',
  'src/db.ts': `import { PrismaClient } from '@prisma/client';
import Redis from 'ioredis';
export const prisma = new PrismaClient();
export const redis = new Redis();
`,
  'src/orders/place.ts': `import { prisma } from '../db';
export const place = (id: string, total: number) => prisma.order.create({ data: { id, total, status: 'pending' } });
export async function pay(id: string) {
  await prisma.order.updateMany({ where: { id, status: 'pending' }, data: { status: 'paid', paidAt: new Date() } });
}
export const find = (id: string) => prisma.order.findUnique({ where: { id } });
`,
  'src/orders/cache.ts': `import { prisma, redis } from '../db';
export async function cached(id: string) {
  const order = await prisma.order.findUnique({ where: { id } });
  await redis.set(\`order:\${id}\`, JSON.stringify(order));
  await redis.set('visits', id);
  return order;
}
`,
  'src/billing/refund.ts': `import { prisma } from '../db';
export async function refund(id: string) {
  await prisma.order.update({ where: { id }, data: { status: 'refunded', refundedAt: new Date() } });
}
export const charge = (id: string) => prisma.account.update({ where: { id }, data: { cents: { increment: 1 } } });
export const touch = (id: string) => prisma.order.update({ where: { id }, data: { paidAt: new Date() } });
`,
  'src/admin/patch.ts': `import { prisma, redis } from '../db';
export const patch = (id: string, data: any) => prisma.order.update({ where: { id }, data: JSON.parse(data) });
export const raw = (text: string) => prisma.$executeRawUnsafe(text);
export const drop = (key: string) => redis.del(key);
const seen = new Map<string, number>();
export const see = (id: string) => { seen.set(id, 1); };
`,
  'scripts/mend.ts': `import { prisma } from '../src/db';
await prisma.order.updateMany({ data: { status: 'pending' } });
`,
};
