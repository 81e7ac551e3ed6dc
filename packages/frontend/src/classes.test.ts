import { describe, it } from 'vitest';
import { checkSteps } from './check.test.support.ts';

describe('classes', () => {
  it('fields, statics, accessors and constructor', () => {
    checkSteps(`
      class Orders extends mixin(Base)<Order> implements Store {
        static #open = connect();
        static { warm(); }
        private readonly cache = new Map<string, Order>();
        handle = async () => { await this.save(); };
        'quoted-name' = 1;
        declare typed: string;
        constructor(private readonly db: Db, log?: Log) { super(); }
        async *all() { yield 1; }
        get size(): number { return this.cache.size; }
        set size(value) {}
        static create() { return new Orders(db); }
        [Symbol.iterator]() {}
        [name()]() {}
        #hidden() {}
      }
    `, `
      #0 = call global:mixin(global:Base)
      #1 = call global:name()
      class Orders
      constructor Orders.constructor(db: Db, log?: Log)
        #0 = call super() [dropped]
      async method* Orders.all()
        yield 1
      getter Orders.size(): number
        return this.cache.size
      setter Orders.size#2(value)
      static method Orders.create()
        #0 = new Orders(global:db) [returned]
        return #0
      method Orders.[Symbol.iterator]()
      method Orders.[name()]()
      private method Orders.#hidden()
      field-init Orders.<fields>()
        #0 = new global:Map<string, Order>()
        this.cache = #0
        function Orders.handle
        this.handle = fn Orders.handle
        this.quoted-name = 1
      async arrow Orders.handle()
        #0 = await call this.save() [dropped]
      static static-init Orders.<static>()
        #0 = call global:connect()
        this.#open = #0
        #1 = call global:warm() [dropped]
    `);
  });

  it('overloads keep the plain name for the implementation', () => {
    checkSteps(`
      abstract class Store {
        find(id: string): Order;
        find(id: number): Order;
        find(id: unknown): Order { return get(id); }
        abstract save(): Promise<void>;
      }
    `, `
      class Store
      bodiless method Store.find#2(id: string): Order
      bodiless method Store.find#3(id: number): Order
      method Store.find(id: unknown): Order
        #0 = call global:get(id) [returned]
        return #0
      bodiless method Store.save(): Promise<void>
    `);
  });

  it('class expressions', () => {
    checkSteps(`
      const Store = class { save() {} };
      register(class Inner extends Base {});
    `, `
      class 
      let Store = class 
      class Inner
      #0 = call global:register(class Inner) [dropped]
      method Store.save()
    `);
  });

  it('decorators: their arguments are steps outside', () => {
    checkSteps(`
      @Module({ imports: [Mail.register()] })
      class Shop {
        @Inject(() => Db) db: Db;
        @Post('/orders') create(@Body() body: Order) {}
      }
    `, `
      #0 = call global:Mail.register()
      function Shop.<@Inject>
      class Shop
      arrow Shop.<@Inject>()
        return global:Db
      method Shop.create(body: Order)
    `);
  });
});
