import { check, checkFixtures } from '@dist-lint/testing';
import { expect, test } from 'vitest';

test('circular-dependency finds what its fixtures mark', () => checkFixtures('circular-dependency'));
