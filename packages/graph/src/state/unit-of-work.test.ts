import { libraries } from '@dist-lint/libraries';
import { expect, test } from 'vitest';
import { linkTexts } from '../linked-texts.test.setup.ts';
import { accessesIn } from './row-lines.test.setup.ts';
import { unnamedAccesses } from './unnamed-accesses.ts';

const order = `
  import { Collection, Entity, ManyToMany, OneToMany, PrimaryKey, Property } from '@mikro-orm/core';
  @Entity() export class Tag { @PrimaryKey() id!: number; @Property() name!: string; }
  @Entity() export class Line {
    @PrimaryKey() id!: number; @Property() sku!: string;
    constructor(data?: Partial<Line>) { Object.assign(this, data); }
  }
  @Entity() export class Order {
    @PrimaryKey() id!: number;
    @Property() status!: string;
    @Property() total!: number;
    @Property() removedAt?: Date;
    @ManyToMany() tags = new Collection<Tag>(this);
    @OneToMany() lines = new Collection<Line>(this);
  }`;

const service = (body: string, more = ''): string[] => accessesIn({
  'order.ts': order,
  'service.ts': `
    import { assign, EntityManager, EntityRepository, Transactional, wrap } from '@mikro-orm/core';
    import { InjectRepository } from '@mikro-orm/nestjs';
    import { Injectable } from '@nestjs/common';
    import { forkJoin, from, map, of, Observable, switchMap, tap, throwError } from 'rxjs';
    import { Line, Order, Tag } from './order';
    ${more}
    @Injectable() export class Orders {
      constructor(private readonly em: EntityManager, @InjectRepository(Order) private readonly orders: EntityRepository<Order>) {}
      ${body}
    }`,
});

test.each([
  ['made and persisted', `async run(total: number) { const order = this.orders.create({ status: 'new', total }); await this.em.persist(order).flush(); }`, ['create Order.status new', 'create Order.total ?']],
  ['made and persisted later', `async run(total: number) { const order = this.orders.create({ total }); this.em.persist(order); await this.em.flush(); }`, ['create Order.total ?']],
  ['made and persisted by the manager of its repository', `async run(dto) { const order = this.orders.create({ total: dto.total }); await this.orders.getEntityManager().persist(order).flush(); }`, ['create Order.total ?']],
  ['made and kept since version 6', `async run() { const order = this.em.create(Order, { status: 'new' }); await this.em.flush(); return order; }`, ['create Order.status new']],
  ['made and kept until version 6', `async run() { const order = this.em.create(Order, { status: 'new' }); await this.orders.persistAndFlush(order); }`, ['create Order.status new']],
  ['made in two, and kept as a list', `async run() { const order = this.em.create(Order, { status: 'new' }); const line = new Line({ sku: 'a' }); await this.em.persist([order, line]).flush(); }`, ['create Order.status new', 'create Line.sku a']],
  ['persisted in a transaction', `async run() { const order = this.orders.create({ status: 'new' }); await this.em.transactional(async (em) => { em.persist(order); await send(); }); }`, ['create Order.status new transaction "unsaid" by Orders.run.<transactional>']],
  ['assigned', `async run(order: Order) { this.orders.assign(order, { status: 'paid' }); await this.em.flush(); }`, ['update Order.status paid']],
  ['assigned by the manager', `async run(order: Order) { this.em.assign(order, { status: 'paid' }); await this.em.flush(); }`, ['update Order.status paid']],
  ['assigned by a function', `async run(id: number) { const order = await this.em.findOneOrFail(Order, id); assign(order, { status: 'paid' }); await this.em.flush(); }`, ['update Order.status paid']],
  ['assigned by its wrapper', `async run(id: number) { const order = await this.orders.findOneOrFail(id); wrap(order).assign({ status: 'paid' }); await this.em.flush(); }`, ['update Order.status paid']],
  ['assigned and stored by a decorator', `@Transactional() async run(order: Order) { this.orders.assign(order, { status: 'paid' }); }`, ['update Order.status paid']],
  ['read by the manager and set', `async run(id: number) { const order = await this.em.findOneOrFail(Order, id); order.status = 'paid'; await this.em.flush(); }`, ['update Order.status paid']],
  ['read as a list and set', `async run() { for (const order of await this.orders.find({ total: 0 })) order.status = 'paid'; await this.em.flush(); }`, ['update Order.status paid']],
  ['removed', `async run(id: number) { const order = this.orders.getReference(id); await this.em.remove(order).flush(); }`, ['delete Order.* ?']],
  ['removed at once', `async run(id: number) { await this.em.removeAndFlush(await this.em.findOneOrFail(Order, id)); }`, ['delete Order.* ?']],
  ['added to a relation', `async run(id: number, tag: Tag) { const order = await this.orders.findOneOrFail(id); order.tags.add(tag); await this.em.flush(); }`, ['update Order.tags ? atomic']],
  ['made and added to a relation that it holds itself', `async run(id: number) { const order = await this.orders.findOneOrFail(id); const line = new Line({ sku: 'a' }); order.lines.add(line); await this.em.flush(); }`, ['create Line.sku a']],
  ['stored by the caller', `private mark(order: Order) { this.orders.assign(order, { status: 'paid' }); } async run(order: Order) { this.mark(order); await this.em.flush(); }`, ['update Order.status paid']],
  ['stored by a function of the team', `private async store() { await this.em.flush(); } async run(order: Order) { this.orders.assign(order, { status: 'paid' }); await this.store(); }`, ['update Order.status paid']],
  ['stored by a manager of its own', `async run() { const em = this.em.fork(); em.create(Order, { status: 'new' }); await em.flush(); }`, ['create Order.status new']],
])('what a unit of work stores: %s', (_, body, written) => {
  expect(service(body).filter((line) => !line.includes('store')).map((line) => line.slice(line.indexOf(': ') + 2))).toEqual(written);
});

test.each([
  ['no flush is in sight', `run(order: Order) { this.orders.assign(order, { status: 'paid' }); this.em.persist(order); return order; }`],
  ['it is made and never kept', `run() { return this.orders.create({ status: 'new' }); }`],
  ['the flush comes before', `async run(order: Order) { await this.em.flush(); this.orders.assign(order, { status: 'paid' }); }`],
  ['the function ends before the flush', `async run(order: Order, isDry: boolean) { if (isDry) { this.orders.assign(order, { status: 'paid' }); return order; } await this.em.flush(); }`],
  ['the flush is in the other branch', `async run(order: Order, isDry: boolean) { if (isDry) this.orders.assign(order, { status: 'paid' }); else await this.em.flush(); }`],
  ['another manager flushes', `async run(order: Order) { this.em.persist(order); const em = this.em.fork(); await em.flush(); }`],
  ['a listener runs later', `async run(order: Order) { setTimeout(() => { this.orders.assign(order, { status: 'paid' }); }, 10); await this.em.flush(); }`],
  ['a relation is added to and nothing is stored', `async run(id: number, tag: Tag) { const order = await this.orders.findOneOrFail(id); order.tags.add(tag); return order; }`],
])('what a unit of work does not store: %s', (_, body) => {
  expect(service(body).filter((line) => !line.includes('.* ?'))).toEqual([]);
});

test('rows that come out of streams', () => {
  expect(service(`
    one(id: number): Observable<Order> { return from(this.orders.findOne(id)).pipe(switchMap((order) => { if (!order) return throwError(() => new Error('none')); return of(order); })); }
    pay(id: number) { return this.one(id).pipe(switchMap((order) => { order.status = 'paid'; return from(this.em.flush()).pipe(map(() => order)); })); }
    tag(id: number, tag: Tag) { return forkJoin([from(this.orders.findOneOrFail(id)), this.load(id)]).pipe(tap(() => {}), switchMap(([order, line]) => { order.tags.add(tag); line.sku = 'b'; return from(this.em.flush()); })); }
    load(id: number) { return from(this.em.findOneOrFail(Line, id)).pipe(map((line) => line)); }
    name(id: number) { return this.one(id).pipe(map((order) => order.total), switchMap((total) => { total.status = 'no'; return from(this.em.flush()); })); }
  `).map((line) => line.replace(/^Orders\.(\w+)[^:]*/, '$1'))).toEqual(['pay: update Order.status paid', 'tag: update Order.tags ? atomic', 'tag: update Line.sku b']);
});

const base = `
  import { EntityRepository } from '@mikro-orm/core';
  export class Base<T extends { removedAt?: Date; removed: boolean }> extends EntityRepository<T> {
    async retire(entity: T) { entity.removed = true; await this.em.persist(entity).flush(); }
    async retireBy(where) { const entity = await this.findOne(where); await this.retire(entity); }
    leave(entity: T) { entity.removed = true; this.em.persist(entity); return entity; }
  }
  export abstract class Service<Row> {
    protected constructor(private readonly repository: Base<Row>) {}
    async create(dto) { const row = this.repository.create(dto); await this.repository.getEntityManager().persist(row).flush(); return row; }
    async update(id: number, dto) { const row = await this.repository.findOne(id); this.repository.assign(row, dto); await this.repository.getEntityManager().flush(); }
    async remove(id: number) { const row = await this.repository.findOne(id); await this.repository.retire(row); }
    async unused(dto) { await this.repository.getEntityManager().persist(this.repository.create(dto)).flush(); }
  }
  export const controllerOf = () => {
    class Controller<Row> {
      protected service: Service<Row>;
      create(dto) { return this.service.create(dto); }
      update(id: number, dto) { return this.service.update(id, dto); }
      remove(id: number) { return this.service.remove(id); }
    }
    return Controller;
  };`;

test('a repository and a service of the team store for what they are of', () => {
  expect(accessesIn({
    'order.ts': order, 'base.ts': base,
    'tags.ts': `
      import { InjectRepository } from '@mikro-orm/nestjs';
      import { Injectable } from '@nestjs/common';
      import { Base, Service } from './base'; import { Line, Tag } from './order';
      @Injectable() export class Tags extends Service<Tag> { constructor(@InjectRepository(Tag) private readonly tags: Base<Tag>) { super(tags); } async update() {} }
      @Injectable() export class Lines extends Service<Line> { constructor(@InjectRepository(Line) lines: Base<Line>) { super(lines); } }`,
    'orders.ts': `
      import { InjectRepository } from '@mikro-orm/nestjs';
      import { Injectable } from '@nestjs/common';
      import { Base } from './base'; import { Order } from './order';
      @Injectable() export class Orders {
        constructor(@InjectRepository(Order) private readonly orders: Base<Order>) {}
        async close(order: Order) { await this.orders.retire(order); this.orders.leave(order); }
        async closeAll() { await this.orders.retireBy({ total: 0 }); }
      }`,
  })).toEqual([
    'Base.retire: upsert Order.removed true by Orders.close',
    'Base.retire: upsert Order.removed true by Orders.closeAll',
    'Base.retire: upsert Tag.removed true by <module>', '<module>: create Tag.* ?',
    'Base.retire: upsert Line.removed true by <module>', '<module>: create Line.* ?', '<module>: update Line.* ?',
  ]);
});

test('a flush has no name of its own, and needs none where what it stores has one', () => {
  const program = linkTexts({
    'order.ts': order,
    'orders.ts': `
      import { EntityManager } from '@mikro-orm/core';
      import { Order } from './order';
      export async function pay(em: EntityManager, id: number) { const order = await em.findOneOrFail(Order, id); order.status = 'paid'; await em.flush(); }
      export async function close(em: EntityManager, id: number) { await em.transactional(async (inner) => { inner.assign(await inner.findOneOrFail(Order, id), { status: 'closed' }); await inner.flush(); }); }
      export async function store(em: EntityManager) { await em.flush(); }`,
  }, {}, { libraries });
  expect(program.modules.all.flatMap((module) => unnamedAccesses(program, module).map(({ function: fn }) => module.facts.functions[fn]?.name))).toEqual(['store']);
});
