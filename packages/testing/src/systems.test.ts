import { test } from 'vitest';
import { checkSystem } from './check-system.ts';

test('finds in the shop what is marked there', () => checkSystem('shop'));
