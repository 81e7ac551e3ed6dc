import { test } from 'vitest';
import { checkCalls } from './marked-calls.test.setup.ts';

const MAIL = 'class Mail { send() {} } class Sms { send() {} text() {} }';

test('destructuring: renames, defaults, nesting, rest, parameters and loops', () => {
  checkCalls(`${MAIL}
    const shop = { mail: new Mail(), deep: { sms: new Sms() }, list: [new Sms()] };
    const { mail, deep: { sms: text }, list: [first] } = shop;
    mail.send(); //> Mail.send
    text.text(); //> Sms.text
    first.text(); //> Sms.text
    const { missing = new Sms() } = shop;
    missing.text(); //> Sms.text
    function run({ mail, deep: { sms } }: typeof shop, [head]: Sms[], ...[tail]: Sms[]) {
      mail.send(); //> Mail.send
      sms.text(); //> Sms.text
      head.text(); //> Sms.text
      tail.text(); //> Sms.text
    }
    for (const { mail: each } of [shop]) each.send(); //> Mail.send`);
});

test('a literal array gives each place its own element', () => {
  checkCalls(`${MAIL}
    const [mail, sms] = [new Mail(), new Sms()];
    function useSenders() { return [new Mail(), new Sms()] as const; }
    const [one, two] = useSenders();
    const list = [new Mail(), ...[new Sms()]];
    mail.send(); //> Mail.send
    sms.send(); //> Sms.send
    one.send(); //> Mail.send
    two.send(); //> Sms.send
    list[1].send(); //> Mail.send|Sms.send`);
});

test('variables that are assigned again may be any of the values', () => {
  checkCalls(`${MAIL}
    let sender = new Mail();
    if (Math.random() > 0.5) sender = new Sms();
    sender.send(); //> Mail.send|Sms.send
    let later: Sms;
    later = undefined!;
    later.text(); //> Sms.text
    const either = process.env.SMS ? new Sms() : new Mail();
    either.send(); //> Mail.send|Sms.send
    const some = undefined ?? (null || new Sms());
    some.text(); //> Sms.text`);
});

test('aliases, optional chains, assertions and parentheses change nothing', () => {
  checkCalls(`${MAIL}
    const mail = new Mail();
    const again = mail;
    const send = again.send;
    again?.send?.(); //> Mail.send
    (mail as unknown as Mail)!.send(); //> Mail.send
    send(); //> Mail.send
    const shop = { mail };
    shop?.mail?.send(); //> Mail.send`);
});

test('an inner name hides an outer one', () => {
  checkCalls({
    'pay.ts': 'export function pay() {}',
    'main.ts': `
      import { pay } from './pay.js';
      function run(pay: () => void) { pay(); } //> parameter 0|unseen a function it was given
      { const pay = () => {}; pay(); } //> pay
      pay(); //> pay@pay.ts`,
  });
});

test('what the program puts among the globals', () => {
  checkCalls({
    'pool.ts': 'class Pool { query() {} } const holder = globalThis as any; holder.pool ??= new Pool(); export const pool = holder.pool;',
    'main.ts': `
      import { pool } from './pool.js';
      pool.query(); //> Pool.query@pool.ts
      globalThis.pool.query(); //> Pool.query@pool.ts
      global.fetch('/'); //> global#fetch`,
    'db.ts': `
      import { PrismaClient } from '@prisma/client';
      const prisma = globalThis.prisma ?? new PrismaClient();
      globalThis.prisma = prisma;
      prisma.order.create({}); //> @prisma/client#PrismaClient.order.create`,
  });
});

test('records: what the literal has, or else what the type says of all', () => {
  checkCalls(`${MAIL}
    const senders: Record<string, Mail> = {};
    const table = { mail: new Mail(), sms: new Sms() };
    function run(name: string, key: keyof typeof table) {
      senders.any.send(); //> Mail.send
      senders[name].send(); //> Mail.send
      table[key].send(); //> Mail.send|Sms.send
      table['sms'].send(); //> Sms.send
    }`);
});

test('generators and streams hand out what they yield by their declared type', () => {
  checkCalls(`${MAIL}
    async function* pages(): AsyncGenerator<Sms> { yield new Sms(); }
    for await (const page of pages()) page.text(); //> pages, Sms.text
    for (const page of new Set<Sms>()) page.text(); //> global#Set, Sms.text
    for (const [key, page] of new Map<string, Sms>()) page.text(); //> global#Map, Sms.text`);
});

test('functions handed in are parameters, by place and property', () => {
  checkCalls(`
    function run(task: () => void, options: { onDone: () => void }, { retry }: { retry: () => void }) {
      task(); //> parameter 0|unseen a function it was given
      options.onDone(); //> parameter 1.onDone|unseen onDone
      retry(); //> parameter 2.retry|unseen retry
    }`);
});

test('variables, objects and types that refer to themselves end', () => {
  checkCalls(`
    const a = b; const b = a;
    let c = c?.next;
    const tree = { get parent() { return tree; }, close() {} };
    type Node = { next: Node; stop(): void };
    type Loop<T> = Loop<T[]>;
    a.go(); //> ?
    c.go(); //> ?
    tree.parent.parent.parent.close(); //> tree.close
    function run(node: Node, loop: Loop<string>) {
      node.next.next.next.stop(); //> parameter 0.next.next.next.stop|unseen stop
      loop.go(); //> parameter 1.go
    }`);
});
