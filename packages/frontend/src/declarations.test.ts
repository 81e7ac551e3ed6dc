import { describe, expect, it } from 'vitest';
import { dedent, factsOf } from './check.test.support.ts';
import { printType } from './print.ts';

/** `kind name flags`, one variable a line. */
function checkVariables(text: string, expected: string): void {
  const facts = factsOf(dedent(text));
  const lines = facts.variables.map((fact) => [
    fact.kind, fact.name, `in ${facts.functions[fact.function]?.name}`, fact.type && `: ${printType(fact.type)}`,
    fact.writes && `writes ${fact.writes}`, fact.captured && 'captured', fact.ambient && 'ambient', fact.def !== undefined && `def ${fact.def}`,
  ].filter(Boolean).join(' '));
  expect(lines.join('\n')).toBe(dedent(expected));
}

/** The type of `type T = …`. */
function checkType(text: string, expected: string): void {
  expect(printType(factsOf(`type T = ${text};`).types[0]?.type ?? { t: 'other' })).toBe(expected);
}

describe('variables', () => {
  it('kinds and scopes', () => {
    checkVariables(`
      let count: number = 0;
      const limit = 3;
      function pay<T>(order: Order, { id } = {}) {
        if (id) { var late = 1; let inner; }
        try { count++; } catch (error) { count = late; }
        [count] = [1];
      }
      declare const outside: string;
      namespace N { const within = 1; }
    `, `
      let count in <module> : number writes 3 captured
      const limit in <module>
      function pay in <module> def 1
      const outside in <module> : string ambient
      namespace N in <module>
      type-param T in pay
      param order in pay : Order
      param id in pay
      var late in pay
      let inner in pay
      catch error in pay
      const within in <module>
    `);
  });

  it('a value and a type of one name are two, classes and interfaces are one', () => {
    checkVariables(`
      const Order = {};
      type Order = { id: string };
      interface Shop {}
      class Shop {}
      enum Kind { A }
      function f(): void;
      function f() {}
    `, `
      const Order in <module>
      type Order in <module> def 0
      class Shop in <module> def 0
      enum Kind in <module> def 0
      function f in <module> def 2
    `);
  });

  it('the name of a function expression is known only inside', () => {
    checkVariables('const a = function loop() { loop(); }; loop;', `
      const a in <module>
      function loop in a def 1
    `);
  });
});

describe('types', () => {
  it('references', () => checkType('a.b.C<D, string>[]', 'a.b.C<D, string>[]'));
  it('state machines', () => checkType(`'idle' | 'busy' | 3 | -1 | null | true`, `('idle' | 'busy' | 3 | -1 | null | true)`));
  it('objects', () => checkType('{ readonly a?: 1; m(b: string): void; [k: string]: X; (): Y }', '{ readonly a?: 1; m: (b: string) => void }'));
  it('functions', () => checkType('new <U>(a: U, ...b: c[]) => d', 'new (a: U, ...b: c[]) => d'));
  it('tuples are arrays of a union', () => checkType('[a: string, b?: number, ...c[]]', '(string | number | c[])[]'));
  it('imports, indexes and readonly', () => checkType(`readonly import('s').A<1>['key'][]`, `import('s').A<1>['key'][]`));
  it('what is not followed', () => checkType('A extends B ? C : { [K in D]: keyof E } & `x${F}`', '…'));
  it('depth is capped', () => checkType('{a:{b:{c:{d:{e:{f:1}}}}}}', '{ a: { b: { c: { d: { e: { f: … } } } } } }'));
});

describe('enums', () => {
  it('values that can be seen', () => {
    const { enums } = factsOf(`const enum E { A, B, C = 'c', D = 1 << 3, F, G = D | F, H = g(), I, J = -2, K = 1e999 }`);
    expect(enums[0]?.const).toBe(true);
    expect(enums[0]?.members).toEqual([
      { name: 'A', value: 0 }, { name: 'B', value: 1 }, { name: 'C', value: 'c' }, { name: 'D', value: 8 }, { name: 'F', value: 9 },
      { name: 'G', value: 9 }, { name: 'H' }, { name: 'I' }, { name: 'J', value: -2 }, { name: 'K' },
    ]);
  });
});

describe('classes', () => {
  it('fields and parameter properties', () => {
    const { classes, functions } = factsOf(dedent(`
      abstract class Orders<T> extends Base<T> implements A, b.C {
        static readonly limit?: number = 1;
        @Column() protected state: 'open' | 'paid';
        #secret;
        constructor(@Inject(KEY) private readonly db: Db, plain: number) { super(); }
      }
    `));
    const [orders] = classes;
    expect(orders).toMatchObject({ name: 'Orders', abstract: true, typeParams: ['T'], extends: { k: 'global', name: 'Base' } });
    expect(orders?.implements?.map(printType)).toEqual(['A', 'b.C']);
    expect(orders?.fields).toMatchObject([
      { name: 'limit', static: true, readonly: true, optional: true, init: true },
      { name: 'state', accessibility: 'protected', decorators: [{ callee: { k: 'global', name: 'Column' }, args: [] }] },
      { name: '#secret', accessibility: 'private' },
      { name: 'db', readonly: true, accessibility: 'private', param: 0, type: { t: 'ref', name: 'Db' } },
    ]);
    const constructor = functions[orders?.methods[0] ?? -1];
    expect(constructor?.params).toMatchObject([{ property: true, decorators: [{ args: [{ k: 'global', name: 'KEY' }] }] }, {}]);
    expect(constructor?.params[1]?.property).toBeUndefined();
  });
});
