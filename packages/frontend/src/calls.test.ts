import { describe, it } from 'vitest';
import { checkSteps } from './check.test.support.ts';

describe('calls and chains', () => {
  it('a call inside an expression precedes what uses it', () => {
    checkSteps(`
      const total = tax(price(order), rate) + shipping();
    `, `
      #0 = call global:price(global:order)
      #1 = call global:tax(#0, global:rate)
      #2 = call global:shipping()
      let total = (#1 + #2)
    `);
  });

  it('awaited calls, other awaits and fates', () => {
    checkSteps(`
      async function pay(order) {
        await charge(order);
        void notify(order);
        const receipt = await (send(order) as Promise<Receipt>);
        await pending;
        return await store(receipt);
      }
    `, `
      function pay
      async function pay(order)
        #0 = await call global:charge(order) [dropped]
        #1 = call global:notify(order) [void]
        #2 = await call global:send(order)
        let receipt = #2
        await global:pending
        #3 = await call global:store(receipt) [returned]
        return #3
    `);
  });

  it('a branch hands its fate to the last operand', () => {
    checkSteps(`
      function run(ready) {
        ready && start();
        return ready ? go() : wait();
      }
    `, `
      function run
      function run(ready)
        if:and ready
          #0 = call global:start() [dropped]
        if:cond ready
          #1 = call global:go() [returned]
        else
          #2 = call global:wait() [returned]
        return (ready ? #1 : #2)
    `);
  });

  it('an optional chain with steps is a branch', () => {
    checkSteps(`
      client?.orders.find(id())?.save();
    `, `
      if:chain global:client
        #0 = call global:id()
        #1 = call global:client.orders.find(#0)
        if:chain #1
          #2 = call #1.save?.() [dropped]
    `);
  });

  it('an optional chain without steps is a member', () => {
    checkSteps(`
      const name = order?.customer?.name;
    `, `
      let name = global:order.customer.name
    `);
  });

  it('an optional call', () => {
    checkSteps(`
      await handler?.(order);
    `, `
      if:chain global:handler
        #0 = await call global:handler?.(global:order) [dropped]
    `);
  });

  it('parentheses end an optional chain', () => {
    checkSteps(`
      (order?.load()).save();
    `, `
      if:chain global:order
        #0 = call global:order.load?.()
      #1 = call #0.save() [dropped]
    `);
  });

  it('a ! within an optional chain belongs to it', () => {
    checkSteps(`
      order?.items!.first()!.save();
    `, `
      if:chain global:order
        #0 = call global:order.items.first()
        #1 = call #0.save() [dropped]
    `);
  });

  it('new, tagged templates and dynamic import', () => {
    checkSteps(`
      const pool = new pg.Pool<Config>({ max: 2 });
      const rows = await sql\`select * from orders where id = \${id()}\`;
      const lazy = await import('./lazy');
    `, `
      #0 = new global:pg.Pool<Config>({ max: 2 })
      let pool = #0
      #1 = call global:id()
      #2 = await tag global:sql(\`select * from orders where id = \${#1}\`)
      let rows = #2
      #3 = await import global:import('./lazy')
      let lazy = #3
    `);
  });

  it('an immediately invoked function', () => {
    checkSteps(`
      (async () => { await start(); })();
      (function () { boot(); }).call(this);
    `, `
      function <immediate>
      #0 = call fn <immediate>() [dropped]
      function <immediate>#2
      #1 = call fn <immediate>#2.call(this) [dropped]
      async immediate arrow <immediate>()
        #0 = await call global:start() [dropped]
      immediate function <immediate>#2()
        #0 = call global:boot() [dropped]
    `);
  });

  it('a literal index is a member', () => {
    checkSteps(`
      orders['create'](orders[0], orders[key()]);
    `, `
      #0 = call global:key()
      #1 = call global:orders.create(global:orders[0], global:orders[#0]) [dropped]
    `);
  });

  it('typeof, void, delete and spread', () => {
    checkSteps(`
      send(typeof x, void 0, ...items);
      delete cache[key];
    `, `
      #0 = call global:send(typeof(global:x), void(0), ...global:items) [dropped]
      delete global:cache[global:key]
    `);
  });
});
