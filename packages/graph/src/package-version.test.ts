import { libraries } from '@dist-lint/libraries';
import type { WorkspacePackage } from '@dist-lint/model';
import { expect, it } from 'vitest';
import { linkTexts } from './linked-texts.test.setup.ts';
import { retryInventory } from './retry-inventory.ts';

const text = `import Stripe from 'stripe';
const stripe = new Stripe('key');
export const pay = (amount: number) => stripe.charges.create({ amount });`;

/** How often Stripe tries in `apps/pay`: once before version 13, twice before 17, then three times. */
function attempts(own: Partial<WorkspacePackage>, root: Partial<WorkspacePackage> = {}): unknown {
  const none = { name: '', private: true, dependencies: {}, entries: [] };
  const program = linkTexts({ 'packages/pay/pay.ts': text }, {}, { libraries, packages: [{ ...none, path: '', ...root }, { ...none, path: 'packages/pay', ...own }] });
  return retryInventory(program).map(({ layer }) => layer.attempts)[0] ?? 1;
}

it.each<[what: string, own: Partial<WorkspacePackage>, root: Partial<WorkspacePackage>, expected: number]>([
  ['the locked version goes before the range', { dependencies: { stripe: '>=11.0.0' }, locked: { stripe: '14.2.0' } }, {}, 2],
  ['a range that names no version', { dependencies: { stripe: 'catalog:' }, locked: { stripe: '14.2.0' } }, {}, 2],
  ['the lowest of the range without a lockfile', { dependencies: { stripe: '^12.3.0' } }, {}, 1],
  ["the root's where the package says none", {}, { dependencies: { stripe: '*' }, locked: { stripe: '12.0.0' } }, 1],
  ["the package's before the root's", { dependencies: { stripe: '^15.0.0' } }, { dependencies: { stripe: '*' }, locked: { stripe: '12.0.0' } }, 2],
  ['the version of a package under another name', { dependencies: { 'stripe-old': 'npm:stripe@^12.3.0', 'stripe-new': 'npm:stripe@17.0.0' } }, {}, 1],
  ['the locked version of a package under another name', { dependencies: { 'stripe-old': 'npm:stripe@*' }, locked: { 'stripe-old': '14.1.0' } }, {}, 2],
  ['the latest where nothing is said', { dependencies: { stripe: 'latest' } }, {}, 3],
])('%s', (_, own, root, expected) => {
  expect(attempts(own, root)).toBe(expected);
});

it.each<[what: string, versions: string[], expected: number]>([
  ['the version of the one package that has it', ['14.2.0'], 2],
  ['the version that all packages have that do', ['12.0.0', '12.0.0'], 1],
  ['the latest where packages differ', ['12.0.0', '14.2.0'], 3],
])('made elsewhere: %s', (_, versions, expected) => {
  const none = { name: '', private: true, dependencies: {}, entries: [] };
  const others = versions.map((version, index) => ({ ...none, path: `packages/${index}`, dependencies: { stripe: '*' }, locked: { stripe: version } }));
  const program = linkTexts({ 'packages/pay/pay.ts': text }, {}, { libraries, packages: [{ ...none, path: '' }, { ...none, path: 'packages/pay' }, ...others] });
  expect(retryInventory(program).map(({ layer }) => layer.attempts)[0] ?? 1).toBe(expected);
});
