import { expect, test } from 'vitest';
import { addTo, groupBy } from './group-by.ts';

test('groups and what is in them keep the order in which they come', () => {
  const groups = groupBy(['berry', 'apple', 'banana', 'apricot'], (word) => word[0]);
  expect([...groups]).toEqual([['b', ['berry', 'banana']], ['a', ['apple', 'apricot']]]);
});

test('a list that begins a group is not changed by what is added later', () => {
  const groups = new Map<string, number[]>();
  const first = [1, 2];
  addTo(groups, 'a', ...first);
  addTo(groups, 'a', 3);
  expect([groups.get('a'), first]).toEqual([[1, 2, 3], [1, 2]]);
});
