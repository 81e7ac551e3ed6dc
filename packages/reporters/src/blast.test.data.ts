/** Reports of blast radius of a shop: its map, the loss of its payment provider, and a change that puts a cache in the way of the checkout. */
import type { BlastCounts, BlastNode, BlastReport, BlastStep, BlastWay, ChangeReport, Fallback, TargetLoss } from '@dist-lint/model';
import { catalog, charge, checkout, component, entry, fn, mail, moduleNode, pay, postgres, redis, refund, resource, shopDrawing, stripe } from './blast-drawing.test.data.ts';
import { aFinding } from './report.test.data.ts';

const carts = entry('GET /carts/:id', 'services/api/src/carts.ts');
const showCart = fn('showCart', 'services/api/src/carts.ts');
const orderStatus: BlastNode = { id: 'db:Order.status', kind: 'state', name: 'Order.status' };

const step = (node: BlastNode, says: string, file: string, line: number): BlastStep => ({ node, says, strength: 'hard', file, line });

export const payWay: BlastWay = {
  entry: checkout, hops: 3,
  path: [step(pay, 'calls OrderService.pay', 'services/api/src/checkout.ts', 9), step(charge, 'calls charge', 'services/api/src/order-service.ts', 33), step(stripe, 'asks stripe', 'services/api/src/billing/charge.ts', 14)],
};
const refundWay: BlastWay = { entry: refund, hops: 1, path: [step(stripe, 'asks stripe', 'services/api/src/refund.ts', 10)] };
export const caught: Fallback = { kind: 'caught', file: 'services/api/src/catalog.ts', line: 21, says: 'the catch in line 21 answers with list prices' };
const catalogWay: BlastWay = { entry: catalog, hops: 1, path: [{ node: stripe, says: 'asks stripe', strength: 'guarded', file: 'services/api/src/catalog.ts', line: 19 }] };

export function aLoss(differences: Partial<TargetLoss> = {}): TargetLoss {
  return {
    target: stripe, functions: 0, callers: [charge, fn('refundOrder', 'services/api/src/refund.ts')], outputs: [],
    lost: [refundWay, payWay], spared: [{ ...catalogWay, fallback: caught }], of: 4,
    state: [{ cell: orderStatus, writers: [fn('ship', 'services/worker/src/ship.ts')], readers: [fn('invoice', 'services/worker/src/mail.ts')], entries: [mail] }],
    loading: [], typeOnly: 0, tests: 0, ...differences,
  };
}

const counts: BlastCounts = { modules: 12, functions: 48, entries: 4, resources: 3, unresolvedCalls: 5, unnamedEntries: 0 };

export function aBlast(differences: Partial<BlastReport> = {}): BlastReport {
  return { tool: { name: 'dist-lint', version: '1.2.3' }, root: '.', counts, drawing: shopDrawing, incomplete: [], ...differences };
}

export const aMap: BlastReport = aBlast({
  overview: {
    runtime: [
      { node: postgres, dependsOn: [], dependedOnBy: [component('api'), component('worker')], fallbacks: [], guarded: 0, ways: 5, lost: 4, of: 4, spof: 'yes' },
      { node: stripe, dependsOn: [], dependedOnBy: [component('api')], fallbacks: [caught], guarded: 1, ways: 3, lost: 2, of: 4, spof: 'partial' },
      { node: component('worker'), dependsOn: [postgres, resource('queue mail')], dependedOnBy: [component('api')], fallbacks: [{ kind: 'queue', file: 'services/api/src/order-service.ts', line: 40, says: 'handed over through queue mail' }], guarded: 2, ways: 2, lost: 0, of: 4, spof: 'no' },
    ],
    change: [{ module: moduleNode('packages/db/src/client.ts'), loadedBy: 9, reached: 4, unavoidable: 4, of: 4, gateTo: [postgres] }],
    changeLeftOut: 7, threshold: 0.5,
  },
});

export function aChange(differences: Partial<ChangeReport> = {}): ChangeReport {
  const redisWay: BlastWay = { entry: checkout, hops: 2, path: [step(pay, 'calls OrderService.pay', 'services/api/src/checkout.ts', 9), step(redis, 'asks redis', 'services/api/src/order-service.ts', 35)] };
  return {
    base: { ref: 'main', commit: '1a2b3c4' }, files: { added: 1, deleted: 0, modified: 2, renamed: 0 }, cosmetic: 1, otherFiles: ['package.json'],
    symbols: [{ node: pay, change: 'changed', entries: 1, later: 0 }, { node: fn('lockOrder', 'services/api/src/lock.ts'), change: 'added', entries: 1, later: 0 }],
    entries: [{ entry: checkout, hops: 1, path: [step(pay, 'calls OrderService.pay', 'services/api/src/checkout.ts', 9)], change: 'affected', symbol: pay }, { entry: carts, hops: 0, path: [], change: 'added', symbol: showCart }, { entry: mail, hops: 0, path: [], change: 'removed' }],
    of: 4,
    state: [{ cell: orderStatus, writers: [pay], otherWriters: [fn('ship', 'services/worker/src/ship.ts')], readers: [fn('invoice', 'services/worker/src/mail.ts')] }],
    dependencies: [{ resource: redis, change: 'added', strength: 'hard', ways: [redisWay] }],
    fallbacksLost: [{ entry: catalog, resource: stripe, before: caught, way: catalogWay }],
    points: [{ node: redis, change: 'added', lost: 2, of: 4 }],
    cycles: { added: [['services/api/src/lock.ts', 'services/api/src/order-service.ts', 'services/api/src/lock.ts']], removed: [] },
    findings: { added: [aFinding()], fixed: [] },
    questions: [
      { about: 'resource', resource: redis, entries: [checkout] }, { about: 'fallback', resource: stripe, entry: catalog }, { about: 'spof', node: redis, lost: 2, of: 4 },
      { about: 'writer', cell: orderStatus, writers: [pay, fn('ship', 'services/worker/src/ship.ts')] }, { about: 'removed', node: mail, readers: [fn('invoice', 'services/worker/src/mail.ts')] },
      { about: 'entry', entry: carts, resources: [redis, stripe] },
    ],
    ...differences,
  };
}

/** A change that only touches comments and pages. */
export const nothingChanged: ChangeReport = aChange({
  symbols: [], entries: [], state: [], dependencies: [], fallbacksLost: [], points: [], cycles: { added: [], removed: [] }, findings: { added: [], fixed: [] }, questions: [], cosmetic: 2, otherFiles: ['package.json'],
});
