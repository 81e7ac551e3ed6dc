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

/** How often a policy of cockatiel tries, and how it waits, by the version and how it is made. */
function policies(version: string, made: string): string[] {
  const files = {
    'policy.ts': `import { Policy, RetryPolicy, handleAll, retry, ExponentialBackoff } from 'cockatiel';\n${made}`,
    'pay.ts': `import { policy } from './policy.js';\nexport const pay = () => policy.execute(() => fetch('https://billing.shop.example'));`,
  };
  const packages = [{ name: '', path: '', private: true, dependencies: { cockatiel: version }, entries: [] }];
  return retryInventory(linkTexts(files, {}, { libraries, packages })).map(({ layer }) => `${layer.attempts} ${layer.delay.kind}`);
}

it.each<[what: string, version: string, made: string, expected: string[]]>([
  ['version 2 in one chain', '^2.0.2', 'export const policy = Policy.handleAll().retry().attempts(3).exponential({ initialDelay: 1000, maxAttempts: 5 });', ['4 some']],
  ['version 2 with a number for each wait', '^2.0.2', 'export const policy = Policy.handleAll().retry().attempts(3).delay(500);', ['4 constant']],
  ['version 2 through a function that says what it gives', '^2.0.2', `
    export const policy = make();
    function make(): RetryPolicy {
      const made = Policy.handleAll().retry().attempts(3).exponential({ initialDelay: 1000 });
      made.onRetry(() => undefined);
      return made;
    }`, ['unknown constant']],
  ['version 2 that is told nothing', '^2.0.2', 'export const policy = Policy.handleAll().retry();', ['unknown constant']],
  ['version 3 through a function that says what it gives', '^3.1.0', `
    export const policy = make();
    function make(): RetryPolicy { return retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }); }`, ['4 some']],
  ['version 3 without a back-off', '^3.1.0', 'export const policy = retry(handleAll, {});', ['unbounded none']],
])('%s', (_, version, made, expected) => {
  expect(policies(version, made)).toEqual(expected);
});
