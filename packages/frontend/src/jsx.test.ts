import { describe, it } from 'vitest';
import { checkSteps } from './check.test.support.ts';

describe('JSX', () => {
  it('components are calls, other elements are objects', () => {
    checkSteps(`
      const page = () => (
        <main className="x">
          <Orders.List items={orders} {...rest} flag>
            {orders.map((order) => <Row key={order.id} onClick={() => open(order)} />)}
            text
          </Orders.List>
          <button type="button" onClick={async () => { await save(); }}>Save</button>
          <>{loading && <Spinner />}</>
        </main>
      );
    `, `
      function page
      let page = fn page
      arrow page()
        function page.<List>.<map>
        #0 = call global:orders.map(fn page.<List>.<map>)
        #1 = jsx global:Orders.List({ items: global:orders, ...global:rest, flag: true, children: [#0] })
        function page.<button>.onClick
        if:and global:loading
          #2 = jsx global:Spinner({})
        return { children: [#1, { onClick: fn page.<button>.onClick }, [(global:loading && #2)]] }
      arrow page.<List>.<map>(order)
        function page.<List>.<map>.<Row>.onClick
        #0 = jsx global:Row({ key: order.id, onClick: fn page.<List>.<map>.<Row>.onClick })
        return #0
      arrow page.<List>.<map>.<Row>.onClick()
        #0 = call global:open(order) [returned]
        return #0
      async arrow page.<button>.onClick()
        #0 = await call global:save() [dropped]
    `, 'tsx');
  });

  it('in statement position', () => {
    checkSteps(`
      <a href={link()} />;
      <App />;
    `, `
      #0 = call global:link()
      use { href: #0 }
      #1 = jsx global:App({})
    `, 'tsx');
  });
});
