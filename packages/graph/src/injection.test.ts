import { test } from 'vitest';
import { checkCalls } from './marked-calls.test.setup.ts';

const GATEWAY = `
  export interface Gateway { charge(): Promise<void> }
  export abstract class Clock { abstract now(): number }
  export const GATEWAY = Symbol('gateway');
  export const CLOCK_TOKEN = 'clock';
  export class Stripe implements Gateway { async charge() {} }
  export class Sandbox implements Gateway { async charge() {} }
  export class SystemClock extends Clock { now() { return 1; } }
  export class Mail { send() {} }`;

test('a constructor parameter typed as a class is an instance of it', () => {
  checkCalls({
    'gateway.ts': GATEWAY,
    'main.ts': `
      import { Injectable } from '@nestjs/common';
      import { Mail, Stripe } from './gateway.js';
      @Injectable() class Orders {
        constructor(private stripe: Stripe, readonly mail: Mail) {}
        pay() { return this.stripe.charge(); } //> Stripe.charge@gateway.ts
        tell() { this.mail.send(); } //> Mail.send@gateway.ts
      }`,
  });
});

test('useClass, useValue, useFactory and useExisting answer for string, symbol and class tokens', () => {
  checkCalls({
    'gateway.ts': GATEWAY,
    'module.ts': `
      import { Module } from '@nestjs/common';
      import { Clock, CLOCK_TOKEN, GATEWAY, Mail, Sandbox, Stripe, SystemClock } from './gateway.js';
      const fast = { now: () => 2 };
      @Module({ providers: [
        { provide: GATEWAY, useClass: Stripe },
        { provide: Clock, useClass: SystemClock },
        { provide: CLOCK_TOKEN, useValue: fast },
        { provide: 'made', useFactory: () => new Sandbox() },
        { provide: 'same', useExisting: Mail },
        { provide: 'many', useFactory: (stripe, box) => [stripe, box], inject: [Stripe, Sandbox] },
      ] })
      export class ShopModule {}`,
    'main.ts': `
      import { Inject } from '@nestjs/common';
      import { Clock, CLOCK_TOKEN, Gateway, GATEWAY } from './gateway.js';
      class Orders {
        @Inject('same') private mail;
        constructor(
          @Inject(GATEWAY) private gateway: Gateway,
          @Inject(CLOCK_TOKEN) private clock: { now(): number },
          @Inject(Clock) private other: Clock,
          @Inject('made') private made: Gateway,
          @Inject('many') private many: Gateway[],
        ) {}
        run() {
          this.gateway.charge(); //> Stripe.charge@gateway.ts
          this.clock.now(); //> fast.now@module.ts
          this.other.now(); //> SystemClock.now@gateway.ts
          this.made.charge(); //> Sandbox.charge@gateway.ts
          this.mail.send(); //> Mail.send@gateway.ts
          for (const each of this.many) each.charge(); //> Stripe.charge@gateway.ts|Sandbox.charge@gateway.ts
        }
      }`,
  });
});

test('a class that one module replaces may also be itself', () => {
  checkCalls({
    'gateway.ts': GATEWAY,
    'module.ts': `
      import { Mail } from './gateway.js';
      export class LoudMail extends Mail { send() {} }
      export const providers = [{ provide: Mail, useClass: LoudMail }];`,
    'main.ts': `
      import { Inject } from '@nestjs/common';
      import { Mail } from './gateway.js';
      class Orders { constructor(@Inject(Mail) private mail: Mail) {} tell() { this.mail.send(); } } //> Mail.send@gateway.ts|LoudMail.send@module.ts`,
  });
});

test('a token nobody provides leaves the declared type', () => {
  checkCalls({
    'gateway.ts': GATEWAY,
    'main.ts': `
      import { Inject } from '@nestjs/common';
      import { Mail } from './gateway.js';
      class Orders { constructor(@Inject('nobody') private mail: Mail) {} tell() { this.mail.send(); } } //> Mail.send@gateway.ts`,
  });
});

test('a class by its name, of which a loop provides several', () => {
  checkCalls({
    'gateway.ts': `${GATEWAY}
      export class Post extends Mail {}
      import { Model } from 'some-orm';
      export class First extends Model { send() {} }
      export class Second extends Model { send() {} }`,
    'module.ts': `
      import { First, Second } from './gateway.js';
      const all = [First, Second];
      const providers = all.map((each) => ({ provide: each.name, useFactory: () => new each() }));
      export const one = { provide: 'First', useClass: First };`,
    'main.ts': `
      import { Inject } from '@nestjs/common';
      import { First, Second } from './gateway.js';
      class Orders {
        constructor(@Inject(First.name) private first: unknown, @Inject(Second.name) private second: Second) {}
        tell() {
          this.first.send(); //> First.send@gateway.ts
          this.second.send(); //> Second.send@gateway.ts
        }
      }`,
  });
});

test('repositories, models and queues that Nest injects', () => {
  checkCalls({
    'order.ts': `import { Entity } from 'typeorm'; @Entity('orders') export class Order {}`,
    'main.ts': `
      import { InjectRepository } from '@nestjs/typeorm';
      import { InjectQueue } from '@nestjs/bullmq';
      import { InjectModel } from '@nestjs/mongoose';
      import { Repository } from 'typeorm';
      import { Queue } from 'bullmq';
      import { Model } from 'mongoose';
      import { Order } from './order.js';
      class Orders {
        constructor(
          @InjectRepository(Order) private orders: Repository<Order>,
          @InjectQueue('mail') private queue: Queue,
          @InjectModel('Bill') private bills: Model<unknown>,
        ) {}
        run() {
          this.orders.save({}); //> typeorm#Repository.save
          this.queue.add('welcome', {}); //> bullmq#Queue.add
          this.bills.create({}); //> mongoose#Model.create
        }
      }`,
  });
});

test('a parameter of a constructor that is no field is what its decorator says, too', () => {
  checkCalls({
    'gateway.ts': GATEWAY,
    'module.ts': `import { Mail } from './gateway.js'; export class LoudMail extends Mail { send() {} } export const providers = [{ provide: 'mail', useClass: LoudMail }];`,
    'main.ts': `
      import { Inject } from '@nestjs/common';
      import { InjectQueue } from '@nestjs/bullmq';
      import { Mail } from './gateway.js';
      class Orders { constructor(@Inject('mail') mail: Mail, @InjectQueue('mail') queue: unknown) {
        mail.send(); //> LoudMail.send@module.ts
        queue.add('welcome', {}); //> bullmq#Queue.add
      } }`,
  });
});

test('what tests provide is theirs alone', () => {
  checkCalls({
    'gateway.ts': GATEWAY,
    'module.ts': `import { GATEWAY, Stripe } from './gateway.js'; export const providers = [{ provide: GATEWAY, useClass: Stripe }];`,
    'test/module.ts': `import { GATEWAY, Sandbox } from '../gateway.js'; export const providers = [{ provide: GATEWAY, useClass: Sandbox }];`,
    'main.ts': `
      import { Inject } from '@nestjs/common';
      import { Gateway, GATEWAY } from './gateway.js';
      class Orders { constructor(@Inject(GATEWAY) private gateway: Gateway) {} pay() { this.gateway.charge(); } } //> Stripe.charge@gateway.ts`,
  }, [], (path) => path.startsWith('test/'));
});
