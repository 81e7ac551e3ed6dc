import { check, checkFixtures } from '@dist-lint/testing';
import { test } from 'vitest';

test('its fixtures', () => checkFixtures('compounding-retry'));

test('TODO: an edge case, in words', () => check({
  rule: 'compounding-retry',
  files: {
    'src/orders.ts': `
      export const total = (prices: number[]) => prices.reduce((sum, price) => sum + price, 0);
    `,
  },
}));
