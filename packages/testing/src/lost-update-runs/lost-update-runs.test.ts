/**
 * The fixtures of lost-update are run: two requests at once, both of which read before either writes. What is found loses one of
 * the two changes, and its good twin, run the same way, keeps both.
 *
 * What holds others off by a lock or by an isolation level is not run: the store here has one session. TypeORM and Prisma are
 * stood in for by thin clients that send the statements these libraries send; the `query` of PGlite, which has the shape of pg's, Kysely and Knex are as they are.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { fixturesFolder } from '../repository.ts';
import { closeStore, knexOver, kyselyOver, prismaModelOver, store, typeormRowsOver, type Store } from './stores.ts';
import { twoAtOnce, type TwoAtOnce } from './two-at-once.ts';

afterAll(closeStore);

type Folder = 'bad' | 'good';
/** What fixtures export: functions, and classes of which these are methods. */
type Call = (...given: unknown[]) => Promise<unknown>;
type Class<Methods extends string> = new (...parts: unknown[]) => Record<Methods, Call>;

/** The code of a fixture, from the very file that is analysed; afresh, since some keep what they hold in the module. */
async function fixture<Exports>(folder: Folder, file: string): Promise<Exports> {
  loads += 1;
  return (await import(`${pathToFileURL(join(fixturesFolder, 'lost-update', folder, file)).href}?load=${String(loads)}`)) as Exports;
}

let loads = 0;

/** Runs two of something over a store, and says how both ended and what one field holds then. */
async function overStore(
  schema: string, asked: string, requests: (store: Store) => readonly [() => Promise<unknown>, () => Promise<unknown>], meeting: TwoAtOnce = twoAtOnce(),
): Promise<unknown[]> {
  const database = await store(schema, meeting);
  const outcomes = await meeting.run(...requests(database));
  const { rows } = await database.query(asked);
  return [...outcomes.sort(), Object.values(rows[0] ?? {})[0]];
}

test.each([['bad', ['done', 'done', 'lost']], ['good', ['done', 'done', 20]]] as const)('%s: two payments from one wallet', async (folder, expected) => {
  const { pay } = await fixture<{ pay: Call }>(folder, 'wallet.ts');
  const [one, other, balance] = await overStore(
    `CREATE TABLE wallets (customer_id text, balance int); INSERT INTO wallets VALUES ('ann', 100)`, 'SELECT balance FROM wallets',
    (pool) => [() => pay(pool, 'ann', 30), () => pay(pool, 'ann', 50)],
  );
  expect([one, other, balance === 70 || balance === 50 ? 'lost' : balance]).toEqual(expected);
});

test.each([['bad', [6, 7]], ['good', [8]]] as const)('%s: two deliveries of one item, by Kysely', async (folder, expected) => {
  const { bookIn } = await fixture<{ bookIn: Call }>(folder, 'stock-kysely.ts');
  const [one, other, onHand] = await overStore(
    `CREATE TABLE items (sku text, on_hand int); INSERT INTO items VALUES ('tea', 5)`, 'SELECT on_hand FROM items',
    (database) => [() => bookIn(kyselyOver(database), 'tea', 1), () => bookIn(kyselyOver(database), 'tea', 2)],
  );
  expect([one, other]).toEqual(['done', 'done']);
  expect(expected).toContain(onHand);
});

test.each([['bad', ['done', 'done', 1]], ['good', ['done', 'refused', 1]]] as const)('%s: two bookings of the last seats, by Knex', async (folder, expected) => {
  const { bookSeats } = await fixture<{ bookSeats: Call }>(folder, 'seats-knex.ts');
  expect(await overStore(
    `CREATE TABLE courses (id text, free_seats int); INSERT INTO courses VALUES ('weaving', 3)`, 'SELECT free_seats FROM courses',
    (database) => [() => bookSeats(knexOver(database), 'weaving', 2), () => bookSeats(knexOver(database), 'weaving', 2)],
  )).toEqual(expected);
});

test.each([['bad', ['done', 'done', 4]], ['good', ['done', 'refused', 4]]] as const)('%s: a coupon that may be used once more, twice', async (folder, expected) => {
  const { CouponService } = await fixture<{ CouponService: Class<'redeem'> }>(folder, 'coupons.ts');
  expect(await overStore(
    `CREATE TABLE coupon (code text, uses int, "usesLimit" int); INSERT INTO coupon VALUES ('MAY', 3, 4)`, 'SELECT uses FROM coupon',
    (database) => {
      const service = new CouponService({ coupon: prismaModelOver(database, 'coupon') });
      return [() => service.redeem('MAY'), () => service.redeem('MAY')];
    },
  )).toEqual(expected);
});

test.each([['bad', ['done', 'done', -50]], ['good', ['done', 'refused', 10]]] as const)('%s: points that are compared and then taken', async (folder, expected) => {
  const { Orders } = await fixture<{ Orders: Class<'pay' | 'spend'> }>(folder, 'orders.ts');
  expect(await overStore(
    `CREATE TABLE account (id text, points int); INSERT INTO account VALUES ('ann', 70)`, 'SELECT points FROM account',
    (database) => {
      const orders = new Orders({ account: prismaModelOver(database, 'account') }, () => Promise.resolve());
      return [() => orders.spend('ann', 60), () => orders.spend('ann', 60)];
    },
  )).toEqual(expected);
});

test.each([['bad', 2], ['good', 1]] as const)('%s: an order that is paid twice is charged so often', async (folder, expected) => {
  const { Orders } = await fixture<{ Orders: Class<'pay' | 'spend'> }>(folder, 'orders.ts');
  let charges = 0;
  await overStore(
    `CREATE TABLE "order" (id text, status text); INSERT INTO "order" VALUES ('o1', 'pending')`, 'SELECT status FROM "order"',
    (database) => {
      const orders = new Orders({ order: prismaModelOver(database, 'order') }, () => Promise.resolve(void (charges += 1)));
      return [() => orders.pay('o1'), () => orders.pay('o1')];
    },
  );
  expect(charges).toBe(expected);
});

test.each([['bad', [6, 7]], ['good', [8]]] as const)('%s: two deliveries through a repository', async (folder, expected) => {
  const { GoodsIntake } = await fixture<{ GoodsIntake: Class<'book'> }>(folder, 'stock-typeorm/goods-intake.ts');
  const { StockRepository } = await fixture<{ StockRepository: Class<'get'> }>(folder, 'stock-typeorm/stock-repository.ts');
  const [one, other, onHand] = await overStore(
    `CREATE TABLE stock (id text, "onHand" int); INSERT INTO stock VALUES ('tea', 5)`, 'SELECT "onHand" FROM stock',
    (database) => {
      const intake = new GoodsIntake(new StockRepository(typeormRowsOver(database, 'stock')));
      return [() => intake.book('tea', 1), () => intake.book('tea', 2)];
    },
  );
  expect([one, other]).toEqual(['done', 'done']);
  expect(expected).toContain(onHand);
});

test.each([['bad', [3, 4]], ['good', [7]]] as const)('%s: two sales of a day', async (folder, expected) => {
  const { addSale, dayTotal } = await fixture<{ addSale: Call; dayTotal(): number }>(folder, 'day-totals.ts');
  const { afterRead, run } = twoAtOnce();
  const priceOf = async (sku: string): Promise<number> => (await afterRead(), sku === 'tea' ? 3 : 4);
  await run(() => addSale(priceOf, 'tea'), () => addSale(priceOf, 'cup'));
  expect(expected).toContain(dayTotal());
});

test.each([['bad', 1], ['good', 2]] as const)('%s: two currencies at once', async (folder, expected) => {
  const { exchangeRates } = await fixture<{ exchangeRates: { add: Call; get(currency: string): number | undefined } }>(folder, 'exchange-rates.ts');
  const { afterRead, run } = twoAtOnce();
  const ask = async (): Promise<number> => (await afterRead(), 2);
  await run(() => exchangeRates.add('eur', ask), () => exchangeRates.add('usd', ask));
  expect(['eur', 'usd'].filter((currency) => exchangeRates.get(currency) !== undefined)).toHaveLength(expected);
});

test.each([['bad', 2], ['good', 1]] as const)('%s: connections for two mails', async (folder, expected) => {
  const { sendMail } = await fixture<{ sendMail: Call }>(folder, 'mail-connection.ts');
  let connections = 0;
  const connect = async (): Promise<object> => {
    connections += 1;
    await Promise.resolve();
    return { send: () => Promise.resolve() };
  };
  await Promise.all([sendMail(connect, 'one'), sendMail(connect, 'two')]);
  expect(connections).toBe(expected);
});
