import { test } from 'vitest';
import { checkCalls } from './marked-calls.test.setup.ts';

test('methods of what new makes, of annotations, of fields and of constructor parameters', () => {
  checkCalls({
    'mail.ts': 'export class Mail { send() {} }',
    'main.ts': `
      import { Mail } from './mail.js';
      class Orders {
        private readonly second = new Mail();
        private third: Mail;
        private fourth;
        constructor(private readonly mail: Mail, other: Mail) { this.third = other; this.fourth = other; }
        pay(fifth: Mail) {
          this.mail.send(); //> Mail.send@mail.ts
          this.second.send(); //> Mail.send@mail.ts
          this.third.send(); //> Mail.send@mail.ts
          this.fourth.send(); //> Mail.send@mail.ts
          fifth.send(); //> Mail.send@mail.ts
          this.pay(fifth); //> Orders.pay
          const self = this;
          [1].forEach(() => self.pay(fifth)); //> Orders.pay, global#Array.forEach
          [1].forEach(() => this.pay(fifth)); //> Orders.pay, global#Array.forEach
        }
      }
      new Orders(new Mail(), new Mail()).pay(new Mail()); //> ?, ?, Orders.constructor|Orders.<fields>, ?, Orders.pay`,
  });
});

test('inherited methods, overridden ones, and super', () => {
  checkCalls(`
    class Store { save() { this.check(); } check() {} } //> Store.check|OrderStore.check
    class OrderStore extends Store { check() { super.check(); } } //> Store.check
    class BillStore extends Store { save() { super.save(); } } //> Store.save
    new OrderStore().save(); //> ?, Store.save
    new OrderStore().check(); //> ?, OrderStore.check
    function any(store: Store) { store.save(); } //> Store.save|BillStore.save
    function one(store: OrderStore) { store.save(); } //> Store.save`);
});

test('a template method of an abstract class calls what the subclasses implement', () => {
  checkCalls(`
    abstract class Job { run() { this.work(); } protected abstract work(): void } //> MailJob.work|BillJob.work
    class MailJob extends Job { work() {} }
    class BillJob extends Job { work() {} }
    abstract class Lonely { run() { this.work(); } protected abstract work(): void } //> unseen Lonely.work`);
});

test('statics: methods, fields, singletons, inheritance and what is added later', () => {
  checkCalls(`
    class Limits {
      private static instance: Limits | null = null;
      static get() { if (!Limits.instance) Limits.instance = new Limits(); return Limits.instance; }
      static shared = new Limits();
      static parse: () => void;
      check() {}
    }
    class Tight extends Limits {}
    function parseLimits() {}
    Limits.parse = parseLimits;
    Limits.get().check(); //> Limits.get, Limits.check
    Limits.shared.check(); //> Limits.check
    Tight.get().check(); //> Limits.get, Limits.check
    Limits.parse(); //> parseLimits`);
});

test('a method and a static of one name are two', () => {
  checkCalls(`
    class Order { static open() {} open() {} }
    Order.open(); //> Order.open
    new Order().open(); //> ?, Order.open#2`);
});

test('getters give what they return', () => {
  checkCalls(`
    class Mail { send() {} }
    class Shop {
      #mail = new Mail();
      get mail() { return this.#mail; }
      get typed(): Mail { return undefined!; }
      static get default() { return new Shop(); }
    }
    const lazy = { get mail() { return new Mail(); } };
    new Shop().mail.send(); //> Shop.<fields>, Mail.send
    new Shop().typed.send(); //> Shop.<fields>, Mail.send
    lazy.mail.send(); //> Mail.send`);
});

test('generic base classes: what the subclass writes for T', () => {
  checkCalls(`
    class Order { pay() {} }
    class Bill { send() {} }
    abstract class Repository<T> {
      protected last!: T;
      async find(): Promise<T> { return this.last; }
      async all(): Promise<T[]> { return [this.last]; }
      each(fn: (item: T) => void) { fn(this.last); }
    }
    abstract class Audited<E> extends Repository<E> {}
    class Orders extends Audited<Order> {}
    class Bills extends Repository<Bill> {
      async first() { (await this.find()).send(); } //> Repository.find, Bill.send
    }
    async function main(orders: Orders, plain: Repository<Bill>) {
      (await orders.find()).pay(); //> Repository.find, Order.pay
      for (const order of await orders.all()) order.pay(); //> Repository.all, Order.pay
      orders.each((order) => order.pay()); //> Order.pay, Repository.each
      (await plain.find()).send(); //> Repository.find, Bill.send
      (await new Bills().find()).send(); //> ?, Repository.find, Bill.send
    }`);
});

test('fluent methods return the object they were called on, not whatever class declares them', () => {
  checkCalls(`
    class Query { where() { return this; } sorted(): this { return this; } when(on: boolean) { return on ? this : this.where(); } run() {} }
    class OrderQuery extends Query { paid() { return this; } run() {} }
    class BillQuery extends Query { run() {} }
    new OrderQuery().where().paid().sorted().when(true).run(); //> ?, Query.where, OrderQuery.paid, Query.sorted, Query.when, OrderQuery.run
    new Query().where().run(); //> ?, Query.where, Query.run`);
});

test('mixins: a function that returns a class', () => {
  checkCalls(`
    function Timed() { return class Timed { stamp() {} }; }
    class Order extends Timed() { pay() { this.stamp(); } } //> Timed, Timed.Timed.stamp
    new Order().stamp(); //> ?, Timed.Timed.stamp`);
});

test('object literals are modules: methods, shorthand, spread, nesting and this', () => {
  checkCalls(`
    function refund() {}
    const base = { ship() {} };
    const orders = { pay() { this.settle(); }, settle: () => {}, refund, ...base, admin: { close() {} } }; //> orders.settle
    orders.pay(); //> orders.pay
    orders.refund(); //> refund
    orders.ship(); //> base.ship
    orders.admin.close(); //> orders.admin.close
    orders['settle'](); //> orders.settle`);
});

test('members added to functions and objects after their declaration, and Object.assign', () => {
  checkCalls(`
    function toast() {}
    toast.error = () => {};
    const handlers: Record<string, () => void> = {};
    handlers.paid = function onPaid() {};
    const api = Object.assign(toast, { success() {} });
    toast.error(); //> toast.error
    handlers.paid(); //> handlers.paid
    api.success(); //> api.<assign>.success
    api(); //> toast`);
});

test('enum members, and literals of unions, are no calls', () => {
  checkCalls(`
    enum Status { Paid = 'paid' }
    const table = { paid() {}, open() {} };
    table[Status.Paid](); //> table.paid`);
});

test('names of Object.prototype are members only where somebody declared them', () => {
  checkCalls(`
    const orders = { pay() {} };
    class Order { toString() { return ''; } }
    class Bill {}
    const constructor = () => {};
    const __proto__ = { pay() {} };
    orders.toString(); //> ?
    orders.constructor(); //> ?
    orders.hasOwnProperty('pay'); //> ?
    orders.__proto__.pay(); //> ?
    new Order().toString(); //> ?, Order.toString
    new Bill().toString(); //> ?, ?
    new Bill().constructor(); //> ?, ?
    constructor(); //> constructor
    __proto__.pay(); //> __proto__.pay
    ({ __proto__: __proto__ }).valueOf(); //> ?`);
});
