import { check, checkFixtures } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'lost-update';

test('finds what its fixtures mark', () => checkFixtures(rule));
