import { expect, test } from 'vitest';
import { soleOf } from './sole.ts';

test.each([
  ['one', ['a'], 'a'],
  ['none', [], undefined],
  ['several, even if they are the same', ['a', 'a'], undefined],
  ['one of a set', new Set(['a']), 'a'],
  ['no list', undefined, undefined],
  // What counts is how many there are, and not whether the first says something.
  ['nothing beside one', [undefined, 'a'], undefined],
])('the only one of %s', (_, all, expected) => expect(soleOf(all)).toBe(expected));
