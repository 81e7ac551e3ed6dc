import { expect, it } from 'vitest';
import { entities } from './entities.ts';
import { entityLine, entityLines, programWith } from './entity-lines.test.setup.ts';

const shop = `// The shop's schema
generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL") // { not a block
}

/// An order. { Braces } in comments are nothing.
model Order {
  id         String      @id @default(cuid())
  status     OrderStatus @default(OPEN)
  customerId String      @map("customer_id")
  customer   Customer    @relation(fields: [customerId], references: [id], onDelete: Cascade)
  lines      OrderLine[]
  note       String?     @default("@id @map(\\"x\\") }") // @id
  total      Decimal     @db.Decimal(10, 2)
  place      Unsupported("point")?
  tags       String[]
  createdAt  DateTime    @default(now()) @map(name: "created_at")
  updatedAt  DateTime    @updatedAt

  @@index([customerId,
    status])
  @@map("orders")
}

model OrderLine {
  orderId String
  order   Order  @relation(name: "lines", fields: [orderId], references: [id])
  sku     String
  amount  Int    @default(
    1
  )

  @@id([orderId, sku])
  @@schema("sales")
}

model Customer {
  id     Int     @id @default(autoincrement())
  orders Order[]
}

enum OrderStatus {
  OPEN
  PAID @map("paid") /* once
  and for all */
  SHIPPED // gone

  @@map("order_status")
}
`;

it('reads models with their fields, enums, names in the store, keys, generated fields and relations', () => {
  expect(entityLines({ 'prisma/schema.prisma': shop })).toEqual([
    'Order = orders: id (key generated), status [OPEN PAID SHIPPED], customerId = customer_id, customer = customer_id (relation), lines (relation), '
      + 'note, total, place, tags, createdAt = created_at (generated), updatedAt (generated)',
    'OrderLine = sales.OrderLine: orderId (key), order = orderId (relation), sku (key), amount',
    'Customer = Customer: id (key generated), orders (relation)',
  ]);
});

it('says where a model is declared, and whose it is', () => {
  const program = programWith({ 'packages/sales/prisma/schema.prisma': shop, 'packages/sales/src/main.ts': 'export {};' });
  expect(entities(program).all()[0]).toMatchObject({ name: 'Order', package: 'packages/sales', path: 'packages/sales/prisma/schema.prisma', line: 12, store: 'Prisma' });
  expect(program.gaps).toEqual([]);
});

it('joins the files of one schema, and keeps apart those of two stores in one package', () => {
  const base = 'datasource db {\n  provider = "postgresql"\n}\n';
  expect(entityLines({
    'prisma/schema/base.prisma': base,
    'prisma/schema/order.prisma': 'model Order {\n  id Int @id\n  state State\n}\n',
    'prisma/schema/enums/state.prisma': 'enum State {\n  open\n  paid\n}\n',
    'archive/schema.prisma': `${base}model Order {\n  id Int @id\n  state State\n}\nenum State {\n  kept\n  dropped\n}\n`,
  })).toEqual(['Order = Order: id (key), state [kept dropped]', 'Order = Order: id (key), state [open paid]']);
});

it('reads on after what is broken, and says where that is', () => {
  const program = programWith({
    'schema.prisma': [
      'model Order {', '  id String @id', '<<<<<<< HEAD', '  state State', '  : nothing', 'enum State {', '  open', '  paid', '}', 'whatever', 'model Line {', '  sku String',
    ].join('\r\n'),
  });
  expect(entities(program).all().map(entityLine)).toEqual(['Order = Order: id (key), state [open paid]', 'Line = Line: sku']);
  expect(program.gaps.map(({ kind, file, line, message }) => `${kind} ${file}:${line} ${message}`)).toEqual([
    "broken-schema schema.prisma:3 This line of 'Order' cannot be read.",
    "broken-schema schema.prisma:5 This line of 'Order' cannot be read.",
    "broken-schema schema.prisma:1 The model 'Order' is not closed.",
    'broken-schema schema.prisma:10 This line of the schema cannot be read.',
    "broken-schema schema.prisma:11 The model 'Line' is not closed.",
  ]);
});

it.each([
  ['brackets that are never closed', `model Order {\n  id Int @default(${'(['.repeat(400_000)}\n  state String\n}\n`],
  ['a relation that begins again and again', `model Order {\n  a Order ${'@relation('.repeat(100_000)}\n}\n`],
  ['many lines in one bracket', `model Order {\n  @@index([\n${'a,\n'.repeat(300_000)}`],
  ['blanks', `model${' '.repeat(500_000)}Order${'\t'.repeat(500_000)}x`],
  ['quotes', `model Order {\n  id String @map("${'\\"'.repeat(200_000)}\n}`],
])('takes no longer for %s', (_, text) => {
  const program = programWith({ 'schema.prisma': text });
  const started = performance.now();
  entities(program).all();
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(program.gaps.length).toBeGreaterThan(0);
}, 30_000);

it('is missing where the client is used and no schema is in the tree', () => {
  const files = { 'orders.ts': `import type { Order } from '@prisma/client';\nimport { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();` };
  const program = programWith(files);
  entities(program).all();
  expect(program.gaps).toEqual([{ kind: 'missing-schema', file: 'orders.ts', line: 2, message: "What '@prisma/client' stores is declared in a schema file, and there is none." }]);
  const whole = programWith({ ...files, 'schema.prisma': shop });
  entities(whole).all();
  expect(whole.gaps).toEqual([]);
});
