import { describe, it } from 'vitest';
import { checkSteps } from './check.test.support.ts';

describe('patterns and parameters', () => {
  it('destructuring with defaults', () => {
    checkSteps(`
      const { id, owner: { name = guess(), ...others }, ['kind']: kind, [key()]: dynamic } = await load();
      const [first, , third = 3, ...rest] = list;
    `, `
      #0 = await call global:load()
      if:default #0.owner.name
        #1 = call global:guess()
      #2 = call global:key()
      let { id: id, owner: { name: name = #1, ...others }, kind: kind, []: dynamic } = #0
      let [first, , third = 3, ...rest] = global:list
    `);
  });

  it('destructuring assignment', () => {
    checkSteps(`
      let a, b;
      ({ a, c: b = 2, ...rest } = load());
      [a, b] = [b, a];
      [this.x, y.z = 1] = pair;
    `, `
      #0 = call global:load()
      { a: a, c: b = 2, ...global:rest } = #0
      [a, b] = [b, a]
      [this.x, global:y.z = 1] = global:pair
    `);
  });

  it('parameters', () => {
    checkSteps(`
      function place(this: Shop, order: Order, { fast = quick(), at }: Options = {}, retry = () => again(), ...items: Item[]) {}
    `, `
      function place
      function place(order: Order, { fast: fast = #0, at: at }: Options = {}, retry = fn place.retry, ...items: Item[])
        if:default fast
          #0 = call global:quick()
        function place.retry
      arrow place.retry()
        #0 = call global:again() [returned]
        return #0
    `);
  });
});
