import { describe, it } from 'vitest';
import { checkSteps } from './check.test.support.ts';

describe('names of functions', () => {
  it('after what they are assigned or passed to', () => {
    checkSteps(`
      const orders = { create() {}, list: () => 1, deep: { get: function () {} }, get total() { return 1; } };
      const handler = wrap(async () => {});
      app.get('/orders', (req) => req, { onError: () => {} });
      export default () => {};
      exports.pay = function () {};
      this.x = () => {};
      new Worker('mail', async (job) => {});
      function main() {
        setTimeout(() => { setTimeout(() => {}); });
        return () => {};
      }
      [1].map((x) => x).map((x) => x);
      (() => {})();
    `, `
      function main
      function orders.create
      function orders.list
      function orders.deep.get
      function orders.total
      let orders = { method create: fn orders.create, list: fn orders.list, deep: { get: fn orders.deep.get }, getter total: fn orders.total }
      function handler.<wrap>
      #0 = call global:wrap(fn handler.<wrap>)
      let handler = #0
      function <get('/orders')>
      function <get('/orders')>.onError
      #1 = call global:app.get('/orders', fn <get('/orders')>, { onError: fn <get('/orders')>.onError }) [dropped]
      function default
      function exports.pay
      global:exports.pay = fn exports.pay
      function this.x
      this.x = fn this.x
      function <new Worker('mail')>
      #2 = new global:Worker('mail', fn <new Worker('mail')>) [dropped]
      function <map>
      #3 = call [1].map(fn <map>)
      function <map>#2
      #4 = call #3.map(fn <map>#2) [dropped]
      function <immediate>
      #5 = call fn <immediate>() [dropped]
      function main()
        function main.<setTimeout>
        #0 = call global:setTimeout(fn main.<setTimeout>) [dropped]
        function main.<returned>
        return fn main.<returned>
      arrow main.<setTimeout>()
        function main.<setTimeout>.<setTimeout>
        #0 = call global:setTimeout(fn main.<setTimeout>.<setTimeout>) [dropped]
      arrow main.<setTimeout>.<setTimeout>()
      arrow main.<returned>()
      method orders.create()
      arrow orders.list()
        return 1
      function orders.deep.get()
      getter orders.total()
        return 1
      async arrow handler.<wrap>()
      arrow <get('/orders')>(req)
        return req
      arrow <get('/orders')>.onError()
      arrow default()
      function exports.pay()
      arrow this.x()
      async arrow <new Worker('mail')>(job)
      arrow <map>(x)
        return x
      arrow <map>#2(x)
        return x
      immediate arrow <immediate>()
    `);
  });

  it('the same name is numbered', () => {
    checkSteps(`
      { function pay() {} }
      { function pay() {} }
      { class A { run() {} } }
      { class A { run() {} } }
    `, `
      function pay
      function pay#2
      class A
      class A
      function pay()
      function pay#2()
      method A.run()
      method A#2.run()
    `);
  });

  it('namespaces qualify', () => {
    checkSteps(`
      namespace Shop.Inner { export function pay() {} }
    `, `
      function Shop.Inner.pay
      function Shop.Inner.pay()
    `);
  });
});
