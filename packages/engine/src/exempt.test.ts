import { expect, test } from 'vitest';
import { isExempt, isExemptFor } from './exempt.ts';

test('tests, mocks, stories, benchmarks and examples, by folder and by file name', () => {
  for (const path of [
    'src/orders/place.test.ts', 'src/orders/place.spec.tsx', 'src/__tests__/place.ts', 'e2e/checkout.ts', 'packages/mail/test-utils/fake.ts',
    'src/__e2e__/cart.ts', 'src/__mocks__/mail.ts', 'jest.setup.ts', 'apps/web/vitest.globalSetup.ts', 'src/orderMocks.ts', 'src/mockOrders.ts', 'src/order.specs.ts',
    'src/mail.mock.ts', 'src/button.stories.tsx', 'bench/lower.ts', 'examples/shop/main.ts', 'packages/create-shop/files/main.ts', 'integration-tests/api.ts',
  ]) expect([path, isExempt(path)]).toEqual([path, true]);
});

test('what only sounds like them is not', () => {
  for (const path of ['src/latest/orders.ts', 'src/contest.ts', 'src/emails/templates/welcome.ts', 'src/protest/place.ts', 'src/testimonials/list.ts', 'src/spectrum.ts', 'src/openapi_specs.ts', 'src/hammock.ts', 'src/mockery/setup.ts', 'src/setup.ts']) {
    expect([path, isExempt(path)]).toEqual([path, false]);
  }
});

test('scripts and migrations, for the rules that ask', () => {
  expect(isExemptFor(['scripts'], 'scripts/release.ts')).toBe(true);
  expect(isExemptFor(['scripts'], 'packages/shop-cli/src/main.ts')).toBe(true);
  expect(isExemptFor(['migrations'], 'src/migrations/001-orders.ts')).toBe(true);
  expect(isExemptFor(['migrations'], 'prisma/seed.ts')).toBe(true);
  expect(isExemptFor([], 'scripts/release.ts')).toBe(false);
  expect(isExemptFor(['scripts', 'migrations'], 'src/orders/subscripts.ts')).toBe(false);
});
