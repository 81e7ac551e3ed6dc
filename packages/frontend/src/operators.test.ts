import { describe, it } from 'vitest';
import { checkSteps } from './check.test.support.ts';

describe('operators', () => {
  it('logical operators with steps are branches, nested along the chain', () => {
    checkSteps(`
      const ok = a && b && first() && c && second();
    `, `
      if:and (global:a && global:b)
        #0 = call global:first()
        if:and (#0 && global:c)
          #1 = call global:second()
      let ok = (global:a && global:b && #0 && global:c && #1)
    `);
  });

  it('logical operators without steps stay operators', () => {
    checkSteps(`
      const port = env.PORT ?? config.port ?? 3000;
    `, `
      let port = (global:env.PORT ?? global:config.port ?? 3000)
    `);
  });

  it('creating a function needs no branch', () => {
    checkSteps(`
      const handler = given || (() => undefined);
    `, `
      function handler
      let handler = (global:given || fn handler)
      arrow handler()
        return global:undefined
    `);
  });

  it('or, nullish and conditional branches', () => {
    checkSteps(`
      const a = cached || load();
      const b = cached ?? load();
      const c = flag ? load() : 1;
    `, `
      if:or global:cached
        #0 = call global:load()
      let a = (global:cached || #0)
      if:nullish global:cached
        #1 = call global:load()
      let b = (global:cached ?? #1)
      if:cond global:flag
        #2 = call global:load()
      let c = (global:flag ? #2 : 1)
    `);
  });

  it('one operator is flat, different ones nest', () => {
    checkSteps(`
      const text = a + b + c - d;
    `, `
      let text = ((global:a + global:b + global:c) - global:d)
    `);
  });

  it('assignment as a value, compound and conditional assignment', () => {
    checkSteps(`
      a = b = next();
      count += 1;
      count++;
      order.total ??= sum(order);
      order.total ||= 0;
    `, `
      #0 = call global:next()
      global:b = #0
      global:a = assign(global:b)
      global:count += 1
      global:count ++ 1
      if:nullish global:order.total
        #1 = call global:sum(global:order)
        global:order.total ??= #1
      global:order.total ||= 0
    `);
  });

  it('the comma keeps the last', () => {
    checkSteps(`
      const x = (first(), second, third());
    `, `
      #0 = call global:first() [dropped]
      use global:second
      #1 = call global:third()
      let x = #1
    `);
  });

  it('numbers that JSON cannot say are unknown', () => {
    checkSteps(`
      const x = [1e999, -0, 0x10, 1_000, 10n, /a/g];
    `, `
      let x = [?, -(0), 16, 1000, 10n, /a/g]
    `);
  });
});
