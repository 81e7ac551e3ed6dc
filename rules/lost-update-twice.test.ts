import { check } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const client = `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
`;
const shop = (body: string): Parameters<typeof check>[0] => ({ rule: 'lost-update', files: { 'src/shop.ts': `${client}${body}` } });

test('a refund that is asked for twice is taken from the account twice', () => check(shop(`
  export async function refund(id: string, dto: { status: string; note: string }): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (['refunded', 'cancelled'].includes(order.status.valueOf())) throw new Error('done');
    let take = prisma.account.update({ where: { id: order.accountId }, data: {} });
    if (dto.status === 'refunded') take = prisma.account.update({ where: { id: order.accountId }, data: { balance: { decrement: order.amount } } });
    const close = prisma.order.update({ where: { id }, data: dto }); // finds: lost-update ~ "order.status"
    await prisma.$transaction([close, take]);
  }
`)));

test('a list of last states under a name, and their names as a library generates them', () => check(shop(`
  import { OrderStatus } from '@prisma/client';
  const LAST = [OrderStatus.refunded, OrderStatus.cancelled];
  export async function refund(id: string): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const { status, accountId, amount } = await tx.order.findFirstOrThrow({ where: { id } });
      if (LAST.includes(status)) throw new Error('done');
      await tx.account.update({ where: { id: accountId }, data: { balance: { decrement: amount } } });
      await tx.order.update({ where: { id }, data: { status: OrderStatus.refunded } }); // finds: lost-update ~ "order.status"
    });
  }
`)));

test('a function says which states are the last, and another takes the money', () => check(shop(`
  function isLast(status: string): boolean { return status === 'refunded'; }
  async function move(id: string, amount: number, sign: 'increment' | 'decrement'): Promise<void> {
    await prisma.account.update({ where: { id }, data: { balance: { [sign]: amount } } });
  }
  export async function refund(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (isLast(order.status)) return;
    await move(order.accountId, order.amount, 'decrement');
    await prisma.order.update({ where: { id }, data: { status: 'refunded' } }); // finds: lost-update ~ "order.status"
  }
  export async function pay(id: string): Promise<void> { await move(id, 1, 'increment'); }
`)));

test('what is taken back if it was paid', () => check(shop(`
  async function orderOf(id: string) { return prisma.order.findFirstOrThrow({ where: { id } }); }
  export async function invalidate(id: string): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const order = await orderOf(id);
      if (order.status === 'paid') await tx.account.update({ where: { id: order.accountId }, data: { balance: { decrement: order.amount } } });
      await tx.order.update({ where: { id }, data: { status: 'invalid' } }); // finds: lost-update ~ "order.status"
    });
  }
`)));

test('the mark is set before what it stands for, in what a caller asks for', () => check(shop(`
  export async function settle(id: string, dto: { status?: string }): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const order = await tx.order.findFirstOrThrow({ where: { id } });
      const status = dto.status || order.status;
      await tx.order.update({ where: { id }, data: { status } }); // finds: lost-update ~ "order.status"
      if (order.status !== 'paid' && dto.status === 'paid') await tx.account.update({ where: { id: order.accountId }, data: { balance: { increment: order.amount } } });
    });
  }
`)));

test('an invite is good for one, and its test stands in a branch', () => check(shop(`
  export async function register(name: string, code?: string): Promise<string> {
    let isInvited = false;
    if (code) {
      const invite = await prisma.invite.findUnique({ where: { code } });
      if (!invite || invite?.used) return 'bad invite';
      isInvited = true;
    }
    await prisma.customer.create({ data: { name } });
    if (isInvited) await prisma.invite.update({ where: { code }, data: { used: true } }); // finds: lost-update ~ "invite.used"
    return 'welcome';
  }
`)));

test('the read asks whether it was used', () => check(shop(`
  export async function register(name: string, code: string): Promise<void> {
    let invite = null;
    invite = await prisma.invite.findFirst({ where: { code, used: false } });
    if (!invite) return;
    await prisma.customer.create({ data: { name } });
    if (invite) await prisma.invite.update({ where: { code }, data: { used: true, usedBy: name } }); // finds: lost-update ~ "invite.used"
  }
`)));

test('the test stands where the function is called that redeems', () => check({
  rule: 'lost-update',
  files: {
    'src/gifts.ts': `${client}
      export async function giftOf(code: string) { return prisma.gift.findFirst({ where: { code } }); }
      export async function redeem(customer: string, code: string): Promise<void> {
        const gift = await giftOf(code);
        await prisma.$transaction(async (tx) => {
          await tx.account.update({ where: { id: customer }, data: { balance: { increment: gift.amount } } });
          await tx.gift.update({ where: { id: gift.id }, data: { used: true } }); // finds: lost-update ~ "gift.used"
        });
      }`,
    'src/gift-api.ts': `import { giftOf, redeem } from './gifts.ts';
      export async function post(customer: string, dto: { code: string }): Promise<string> {
        const gift = await giftOf(dto.code);
        if (!gift) return 'no such code';
        if (gift.used === true) return 'used';
        await redeem(customer, dto.code);
        return 'thanks';
      }`,
  },
}));

test('the state in the condition, looked at, lets one through', () => check(shop(`
  export async function refund(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (order.status === 'refunded') return;
    const { count } = await prisma.order.updateMany({ where: { id, status: 'paid' }, data: { status: 'refunded' } });
    if (count === 0) return;
    await prisma.account.update({ where: { id: order.accountId }, data: { balance: { decrement: order.amount } } });
  }
`)));

test('the same last state written by two does no harm', () => check(shop(`
  export async function close(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (order.status === 'closed') return;
    await prisma.order.update({ where: { id }, data: { status: 'closed' } });
  }
`)));

test('a row that is locked is asked by one at a time', () => check(shop(`
  export async function refund(id: string): Promise<void> {
    await prisma.$transaction(async (tx) => {
      await tx.$queryRaw\`SELECT id FROM "Order" WHERE id = \${id} FOR UPDATE\`;
      const order = await tx.order.findFirstOrThrow({ where: { id } });
      if (order.status === 'refunded') return;
      await tx.account.update({ where: { id: order.accountId }, data: { balance: { decrement: order.amount } } });
      await tx.order.update({ where: { id }, data: { status: 'refunded' } });
    });
  }
`)));

test('what counts up in another branch is not let through by the test', () => check(shop(`
  export async function close(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (order.status !== 'closed') {
      await prisma.order.update({ where: { id }, data: { status: 'closed' } });
    } else {
      await prisma.account.update({ where: { id: order.accountId }, data: { visits: { increment: 1 } } });
    }
  }
`)));

test('what is counted whether it was closed or not is no harm of the test', () => check(shop(`
  export async function close(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    await prisma.account.update({ where: { id: order.accountId }, data: { visits: { increment: 1 } } });
    if (order.status !== 'closed') await prisma.order.update({ where: { id }, data: { status: 'closed' } });
  }
`)));

test('a handler that is exported in a wrapper runs for each request', () => check({
  rule: 'lost-update',
  files: {
    'src/session.ts': `type Handler = (request: { code: string }) => Promise<void>;
      export const withSession = (handler: Handler, methods: string[] = ['GET']) => (request: { code: string }) => {
        if (methods.includes('GET')) return handler(request);
      };`,
    'src/register.ts': `import { withSession } from './session.ts';\n${client}
      async function handler(request: { code: string }) {
        const { code } = request;
        const invite = await prisma.invite.findUnique({ where: { code } });
        if (!invite || invite.used) return;
        await prisma.customer.create({ data: { name: 'new' } });
        await prisma.invite.update({ where: { code }, data: { used: true } }); // finds: lost-update ~ "invite.used"
      }
      export default withSession(handler, ['POST']);`,
  },
}));

test('an amount taken twice is an error, a row made twice a warning', async () => {
  const once = (done: string): string => `
    export async function refund(id: string): Promise<void> {
      const order = await prisma.order.findFirstOrThrow({ where: { id } });
      if (order.refunded) return;
      ${done}
      await prisma.order.update({ where: { id }, data: { refunded: true } }); // finds: lost-update ~ "order.refunded"
    }`;
  const taken = await check(shop(once('await prisma.account.update({ where: { id }, data: { balance: { decrement: order.amount } } });')));
  const made = await check(shop(once('await prisma.letter.create({ data: { id } });')));
  expect([taken, made].flatMap(({ findings }) => findings.map(({ severity }) => severity))).toEqual(['error', 'warning']);
});

test('what is read in one branch is not written back in another', () => check(shop(`
  export async function take(id: string, kind: string, notes: object): Promise<void> {
    let all = notes;
    if (kind === 'end') {
      const order = await prisma.order.findFirstOrThrow({ where: { id } });
      all = { ...order.notes, ...notes };
      await prisma.log.create({ data: { all } });
    } else if (kind === 'update') {
      await prisma.order.update({ where: { id }, data: { notes: all } });
    }
  }
`)));

test('a row that the transaction has written is its own until it ends', () => check(shop(`
  export async function tag(id: string, tag: string): Promise<void> {
    await prisma.$transaction(async (tx) => {
      await tx.order.update({ where: { id }, data: { touchedAt: new Date() } });
      const order = await tx.order.findFirstOrThrow({ where: { id } });
      await tx.order.update({ where: { id }, data: { tags: [...order.tags, tag] } });
    });
  }
`)));

test('a row that was written without a transaction is anybody\'s', () => check(shop(`
  export async function tag(id: string, tag: string): Promise<void> {
    await prisma.order.update({ where: { id }, data: { touchedAt: new Date() } });
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    await prisma.order.update({ where: { id }, data: { tags: [...order.tags, tag] } }); // finds: lost-update ~ "order.tags"
  }
`)));

test('the last of a list is another row than the one that is put behind it', () => check(shop(`
  export async function append(id: string, listId: string): Promise<void> {
    const last = await prisma.item.findFirst({ where: { listId }, orderBy: { place: 'desc' } });
    await prisma.item.update({ where: { id, listId }, data: { place: last.place + 1 } });
  }
`)));

test('each row of a list grows by one, and the list is saved', () => check({
  rule: 'lost-update',
  files: { 'src/labels.ts': `import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';
    @Entity() class Item { @PrimaryColumn() id: string; @Column() orderId: string; @Column('simple-array') labels: string[]; }
    export class Labels {
      constructor(private readonly items: Repository<Item>) {}
      async add(orderId: string, label: string): Promise<void> {
        const items = await this.items.find({ where: { orderId } });
        items.forEach((item) => { item.labels.push(label); });
        await this.items.save(items); // finds: lost-update ~ "Item.labels"
      }
    }` },
}));
