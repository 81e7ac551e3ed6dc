import { describe, expect, it } from 'vitest';
import type { Language } from '@dist-lint/model';
import { dedent, factsOf } from './check.test.support.ts';

/** `kind: text`, one comment a line; a `*` marks those with code before them on the line. */
function check(text: string, expected: string, language: Language = 'ts'): void {
  const { comments } = factsOf(dedent(text), language);
  expect(comments.map((fact) => `${fact.kind}${fact.ownLine ? '' : '*'}: ${fact.text}`).join('\n')).toBe(dedent(expected));
}

describe('comments', () => {
  it('inside, beside and above a catch', () => {
    check(`
      try { work(); } // above
      catch (error) { // beside
        // first
        if (a) { /* nested */ }
        log(error); // trailing
        /*
         * last
         */
      }
      try { work(); } catch {} // after
      // unrelated
      work();
    `, `
      handler*: above
      handler*: beside
      handler: first
      handler*: nested
      handler*: trailing
      handler: last
      handler*: after
    `);
  });

  it('inside small functions that are passed on, and around .catch', () => {
    check(`
      client.on('error', () => { /* reconnects by itself */ });
      // best effort
      send().catch(() => {}); // nobody waits
      send()
        // also fine
        .catch(() => undefined);
      items.map(/* not this */ (item) => item); // nor this
      // finds: silent-catch
      send().catch(() => { /* finds: nothing */ });
      run(() => { a(); b(); c(); d(); e(); f(); /* too long */ });
    `, `
      handler*: reconnects by itself
      handler: best effort
      handler*: nobody waits
      handler: also fine
    `);
  });

  it('directives, but not what only looks like one', () => {
    check(`
      // dist-lint-disable-next-line silent-catch -- reason
      const a = 'x // eslint-disable y';
      const b = \`// eslint-disable \${c /* eslint-disable-line z */}\`;
      const d = /\\/\\/ eslint-disable/;
      f(/* eslint-enable */);
      const e = <div>// eslint-disable text {/* eslint-disable jsx */}</div>;
      /* eslint-disable no-console */
    `, `
      directive: dist-lint-disable-next-line silent-catch -- reason
      directive*: eslint-disable-line z
      directive*: eslint-enable
      directive*: eslint-disable jsx
      directive: eslint-disable no-console
    `, 'tsx');
  });
});
