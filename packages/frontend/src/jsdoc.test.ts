import { describe, expect, it } from 'vitest';
import type { Language } from '@dist-lint/model';
import { dedent, factsOf } from './check.test.support.ts';
import { printType } from './print.ts';

/** `name: type` of every variable, function (what it returns), field and declared type that has one. */
function typesOf(text: string, language: Language = 'js'): string[] {
  const { variables, functions, classes, types } = factsOf(dedent(text), language);
  return [
    ...variables.flatMap(({ name, type }) => (type ? [`${name}: ${printType(type)}`] : [])),
    ...functions.flatMap(({ name, returns }) => (returns ? [`${name}(): ${printType(returns)}`] : [])),
    ...classes.flatMap(({ name, fields }) => fields.flatMap(({ name: field, type }) => (type ? [`${name}.${field}: ${printType(type)}`] : []))),
    ...types.map(({ name, type }) => `type ${name} = ${printType(type)}`),
  ];
}

describe('types said in comments', () => {
  it('of parameters and results, wherever the function stands', () => {
    expect(typesOf(`
      const Order = require('./order');
      /**
       * @param {Order} order
       * @param {import('./stock').Stock} [stock]
       * @returns {Promise<Order>}
       */
      function pay(order, stock) {}
      /** @param {Order[]} orders */
      const close = async (orders) => {};
      /** @param {?Order} one */
      exports.open = function (one) {};
      module.exports = {
        /** @returns {Order} */
        first() {},
        /** @param {Order|null} last */
        last: (last) => last,
      };
      class Till {
        /** @param {!Order} sold */
        sell(sold) {}
        /** @type {typeof import('./order')} */
        get orders() {}
      }
    `)).toEqual([
      'order: Order', "stock: import('./stock').Stock", 'orders: Order[]', 'one: Order', 'last: (Order | null)', 'sold: Order',
      'pay(): Promise<Order>', 'module.exports.first(): Order', "Till.orders(): typeof import('./order')",
    ]);
  });

  it('of variables, and of fields that a constructor names', () => {
    expect(typesOf(`
      import { Order } from './order.js';
      /** @type {Map<string, Order>} */
      const open = new Map();
      /** @type {Order|undefined} */
      let last;
      class Till {
        /** @type {Order} */
        next = null;
        constructor() {
          /** @type {Order[]} */
          this.sold;
          /** @type {Order} */
          this.current = null;
          /** @type {string} */
          other.name = '';
        }
      }
    `)).toEqual(['open: Map<string, Order>', 'last: (Order | undefined)', 'Till.next: Order', 'Till.sold: Order[]', 'Till.current: Order']);
  });

  it('that are declared in comments are exported', () => {
    const text = `
      /**
       * @typedef {Object} Session
       * @property {import('./user')} user
       * @property {string} [note]
       *
       * @typedef {import('express').Request & Session} SignedIn
       */
      /** @param {SignedIn} req */
      function show(req) {}
      /** @typedef {'open'|'paid'} State */`;
    expect(typesOf(text)).toEqual([
      'req: SignedIn', "type Session = { user: import('./user'); note?: string }", "type SignedIn = (import('express').Request & Session)", "type State = ('open' | 'paid')",
    ]);
    expect(factsOf(dedent(text), 'js').exports).toMatchObject([{ name: 'Session', typeOnly: true }, { name: 'SignedIn', typeOnly: true }, { name: 'State', typeOnly: true }]);
  });

  it('say nothing where anything may be meant, or nobody declares the name', () => {
    expect(typesOf(`
      /**
       * @param {Object} options
       * @param {Object} options.inner
       * @param {*} any
       * @param {?} unknown
       * @param {Function} done
       * @param {Request} req
       * @param {T} given
       * @param {Promise} later
       * @param other
       * @returns {Promise<Object>}
       */
      function pay(options, any, unknown, done, req, given, later, other) {}
      /** @type {module:orders} */
      let orders;
      // @type {string} a comment of another kind
      let plain;
    `)).toEqual([]);
  });

  it('are those of the comment right before', () => {
    expect(typesOf(`
      /** @type {string} */

      /** The number of orders. */
      let count;
    `)).toEqual([]);
  });

  it('are not read in TypeScript, and give way to what is written', () => {
    expect(typesOf('/** @param {string} id */ function pay(id) {}', 'ts')).toEqual([]);
    expect(typesOf('/** @param {string} id */ function pay(id: number) {}')).toEqual(['id: number']);
  });

  it('a name that the file has for something else is not declared anew', () => {
    expect(typesOf(`
      const { Order } = require('./order');
      /** @typedef {string} Order */
    `)).toEqual([]);
  });
});
