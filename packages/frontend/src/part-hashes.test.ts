import { expect, test } from 'vitest';
import { partHashes } from './part-hashes.ts';

const partsOf = (texts: Record<string, readonly [text: string, ...needs: string[]]>) => new Map(Object.entries(texts).map(([key, [text, ...needs]]) => [key, { text: [text], needs: new Set(needs) }]));
const changed = (before: Parameters<typeof partsOf>[0], after: Parameters<typeof partsOf>[0]): string[] => {
  const [old, now] = [partHashes(partsOf(before)), partHashes(partsOf(after))];
  return [...now.keys()].filter((key) => old.get(key) !== now.get(key)).sort();
};

test('a part changes with what it needs, however far, and not with what needs it', () => {
  const parts = { a: ['1', 'b'], b: ['2', 'c'], c: ['3'], d: ['4', 'c'] } as const;
  expect(changed(parts, { ...parts, b: ['5', 'c'] })).toEqual(['a', 'b']);
  expect(changed(parts, { ...parts, c: ['5'] })).toEqual(['a', 'b', 'c', 'd']);
  expect(changed(parts, { d: parts.d, c: parts.c, b: parts.b, a: parts.a })).toEqual([]);
});

test('all parts of a circle change together, with what they need outside', () => {
  const parts = { a: ['1', 'b'], b: ['2', 'a', 'out'], out: ['3'], user: ['4', 'a'] } as const;
  expect(changed(parts, { ...parts, b: ['5', 'a', 'out'] })).toEqual(['a', 'b', 'user']);
  expect(changed(parts, { ...parts, out: ['5'] })).toEqual(['a', 'b', 'out', 'user']);
  expect(changed(parts, { ...parts, user: ['5', 'a'] })).toEqual(['user']);
});

test('fields that all need each other take no longer than their number', () => {
  // Going round from each of them would try every order of forty.
  const names = Array.from({ length: 40 }, (_, at) => `field${at}`);
  const parts = Object.fromEntries(names.map((name) => [name, [name, ...names] as const]));
  expect(new Set(partHashes(partsOf(parts)).values()).size).toBe(40);
});

test('a chain of 20,000 is gone through to its end', () => {
  const chain = (last: string) => Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`part${at}`, [at === 19_999 ? last : '1', `part${at + 1}`]] as const));
  expect(changed(chain('2'), chain('3'))).toHaveLength(20_000);
});
