import { describe, it } from 'vitest';
import { checkSteps } from './check.test.support.ts';

describe('control flow', () => {
  it('if, else if and else', () => {
    checkSteps(`
      if (ready()) start();
      else if (waiting) { await sleep(1); }
      else stop();
    `, `
      #0 = call global:ready()
      if #0
        #1 = call global:start() [dropped]
      else
        if global:waiting
          #2 = await call global:sleep(1) [dropped]
        else
          #3 = call global:stop() [dropped]
    `);
  });

  it('loops', () => {
    checkSteps(`
      for (let i = 0, n = size(); i < n; i++) work(i);
      while (more()) { next(); }
      do { attempt++; } while (!(await done()));
      for (const [id, { name = fallback() }] of await load()) use(id, name);
      for await (const job of queue) run(job);
      for (const key in table) delete table[key];
    `, `
      loop:for
       init
        let i = 0
        #0 = call global:size()
        let n = #0
       test (i < n)
        #1 = call global:work(i) [dropped]
       update
        i ++ 1
      loop:while
       head
        #2 = call global:more()
       test #2
        #3 = call global:next() [dropped]
      loop:do
       head
        #4 = await call global:done()
       test !(#4)
        global:attempt ++ 1
      #5 = await call global:load()
      loop:of [id, { name: name = #6 }] over #5
        if:default name
          #6 = call global:fallback()
        #7 = call global:use(id, name) [dropped]
      loop:await-of job over global:queue
        #8 = call global:run(job) [dropped]
      loop:in key over global:table
        delete global:table[key]
    `);
  });

  it('labels', () => {
    checkSteps(`
      outer: for (const a of as) {
        for (const b of bs) { if (b) continue outer; break outer; }
      }
      section: { if (skip) break section; work(); }
    `, `
      outer: loop:of a over global:as
        loop:of b over global:bs
          if b
            continue outer
          break outer
      section: block
        if global:skip
          break section
        #0 = call global:work() [dropped]
    `);
  });

  it('switch falls through', () => {
    checkSteps(`
      switch (kind()) {
        case 'a':
        case Kind.B:
          work();
          break;
        default: {
          other();
        }
      }
    `, `
      #0 = call global:kind()
      switch #0
       case 'a'
       case global:Kind.B
        #1 = call global:work() [dropped]
        break
       default
        #2 = call global:other() [dropped]
    `);
  });

  it('try, catch and finally', () => {
    checkSteps(`
      try { await pay(); }
      catch ({ code, message: text }) { if (code !== 1) throw new Failure(text); }
      finally { release(); }
      try { work(); } catch {}
    `, `
      try
        #0 = await call global:pay() [dropped]
      catch { code: code, message: text }
        if (code !== 1)
          #1 = new global:Failure(text)
          throw #1
      finally
        #2 = call global:release() [dropped]
      try
        #3 = call global:work() [dropped]
      catch
    `);
  });

  it('generators', () => {
    checkSteps(`
      function* ids() {
        const got = yield next();
        yield* rest;
        return got;
      }
    `, `
      function ids
      function* ids()
        #0 = call global:next()
        yield #0
        let got = yield()
        yield* global:rest
        return got
    `);
  });

  it('function declarations come first', () => {
    checkSteps(`
      start();
      function start() { return later; }
      const later = 1;
    `, `
      function start
      #0 = call start() [dropped]
      let later = 1
      function start()
        return later
    `);
  });

  it('using', () => {
    checkSteps(`
      await using pool = connect();
      using lock = take();
    `, `
      #0 = call global:connect()
      let pool = #0
      #1 = call global:take()
      let lock = #1
    `);
  });
});
