import { test } from 'vitest';
import { checkCalls } from './marked-calls.test.setup.ts';

test('an interface is every class that implements it, directly, through another interface or a base class', () => {
  checkCalls({
    'gateway.ts': `
      export interface Gateway { charge(): void }
      export interface Refunding extends Gateway { refund(): void }
      export class Stripe implements Refunding { charge() {} refund() {} }
      export class Sandbox implements Gateway { charge() {} }
      export class Slow extends Sandbox { charge() {} }
      export class Unrelated { charge() {} }`,
    'main.ts': `
      import type { Gateway, Refunding } from './gateway.js';
      function pay(gateway: Gateway) { gateway.charge(); } //> Stripe.charge@gateway.ts|Sandbox.charge@gateway.ts|Slow.charge@gateway.ts
      function back(gateway: Refunding) { gateway.charge(); gateway.refund(); } //> Stripe.charge@gateway.ts, Stripe.refund@gateway.ts`,
  });
});

test('a class that others implement is each of them too, except where it speaks of itself', () => {
  checkCalls({
    'backend.ts': `
      export abstract class Backend { read() { throw new Error('not supported'); } list() { this.read(); } } //> global#Error, Backend.read
      export class Near extends Backend { }
      export class Far implements Backend { read() {} list() {} }
      export class Disk implements Near { read() {} list() {} }
      export class Slow extends Far { read() {} }`,
    'main.ts': `
      import { Backend } from './backend.js';
      function show(backend: Backend) { backend.read(); } //> Backend.read@backend.ts|Far.read@backend.ts|Disk.read@backend.ts|Slow.read@backend.ts
      function own() { class Plain extends Backend {} const plain = new Plain(); plain.read(); } //> ?, Backend.read@backend.ts`,
  });
});

test('two interfaces of one name have their own implementors', () => {
  checkCalls({
    'mail.ts': 'export interface Sender { send(): void } export class Mail implements Sender { send() {} }',
    'sms.ts': 'export interface Sender { send(): void } export class Sms implements Sender { send() {} }',
    'main.ts': `
      import type { Sender } from './sms.js';
      function tell(sender: Sender) { sender.send(); } //> Sms.send@sms.ts`,
  });
});

test('object literals declared to be of the interface are implementors too', () => {
  checkCalls(`
    interface Gateway { charge(): void }
    const stripe: Gateway = { charge() {} };
    function sandbox(): Gateway { return { charge: () => {} }; }
    function pay(gateway: Gateway) { gateway.charge(); } //> sandbox.<returned>.charge|stripe.charge`);
});

test('an interface nobody implements is unseen, with the types its methods declare', () => {
  checkCalls(`
    class Order { ship() {} }
    interface Orders { find(): Promise<Order>; all(): Order[] }
    interface Base { close(): void }
    interface Shop extends Base { orders: Orders }
    async function run(orders: Orders, shop: Shop) {
      (await orders.find()).ship(); //> parameter 0.find|unseen Orders.find, Order.ship
      for (const order of orders.all()) order.ship(); //> parameter 0.all|unseen Orders.all, Order.ship
      shop.orders.find(); //> parameter 1.orders.find|unseen Orders.find
      shop.close(); //> parameter 1.close|unseen Base.close
    }`);
});

test('type aliases and object types: shapes, unions, intersections, generics', () => {
  checkCalls(`
    class Mail { send() {} }
    class Sms { send() {} text() {} }
    type Senders = { first: Mail; second?: Sms };
    type Either = Mail | Sms;
    type Both = Senders & { third: Mail };
    type Box<T> = { value: T };
    type Send = (to: string) => void;
    function run(senders: Senders, either: Either, both: Both, box: Box<Sms>, send: Send, list: Mail[], map: Map<string, Mail>, indexed: Senders['first']) {
      senders.first.send(); //> Mail.send
      senders.second?.text(); //> Sms.text
      either.send(); //> Mail.send|Sms.send
      both.third.send(); //> Mail.send
      both.first.send(); //> Mail.send
      box.value.text(); //> Sms.text
      send('a'); //> parameter 4|unseen Send
      list[0].send(); //> Mail.send
      map.get('a').send(); //> global#Map.get, Mail.send
      indexed.send(); //> Mail.send
    }`);
});

test('typeof, ReturnType, InstanceType, Awaited and Partial', () => {
  checkCalls(`
    class Mail { send() {} }
    const shop = { mail: new Mail() };
    async function open() { return new Mail(); }
    function run(a: typeof shop, b: ReturnType<typeof open>, c: InstanceType<typeof Mail>, d: Partial<Mail>, e: Awaited<Promise<Mail>>) {
      a.mail.send(); //> Mail.send
      b.send(); //> Mail.send
      c.send(); //> Mail.send
      d.send(); //> Mail.send
      e.send(); //> Mail.send
    }`);
});

test('classes that extend one another in a circle end', () => {
  checkCalls(`
    class A extends C { a() { this.lost(); } } //> ?
    class B extends A {}
    class C extends B {}
    new A().a(); //> ?, A.a
    new B().a(); //> ?, A.a`);
});

test('test doubles stand for a class or an interface only where nothing else does', () => {
  const isExempt = (path: string): boolean => path.startsWith('test/');
  checkCalls({
    'gateway.ts': `
      export interface Gateway { charge(): void }
      export interface Clock { now(): void }
      export class Stripe implements Gateway { charge() {} }
      export class Mail { send() {} }`,
    'test/fakes.ts': `
      import { Clock, Gateway, Mail } from '../gateway.js';
      export class FakeGateway implements Gateway { charge() {} }
      export class FakeClock implements Clock { now() {} }
      export const literal: Gateway = { charge() {} };`,
    'main.ts': `
      import type { Clock, Gateway } from './gateway.js';
      function pay(gateway: Gateway, clock: Clock) {
        gateway.charge(); //> Stripe.charge@gateway.ts
        clock.now(); //> FakeClock.now@test/fakes.ts
      }`,
  }, [], isExempt);
});
