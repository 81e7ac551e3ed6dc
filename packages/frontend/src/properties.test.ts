import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language, ModuleFacts } from '@dist-lint/model';
import { factsOf } from './check.test.support.ts';
import { lower } from './lower.ts';
import { snippets } from './snippets.test.support.ts';
import { flaws } from './soundness.test.support.ts';

const languages = fc.constantFrom<Language>('ts', 'tsx', 'js', 'mjs', 'cjs', 'mts');

/** Some snippets in a row, or one within a function. */
const program = fc.tuple(fc.array(fc.constantFrom(...snippets), { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([parts, inside]) => (inside ? `function wrap() {\n${parts.join('')}}` : parts.join('')));

type Damage = { at: number; length: number; how: 'delete' | 'duplicate' | 'swap' | 'insert'; text: string };

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 30 }),
  how: fc.constantFrom('delete', 'duplicate', 'swap', 'insert'),
  text: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom('(', '{', '[', '`', '${', '<', '/', '*/', '//', '"', '@', '?.', '=>', '\ud800', '\u2028', '\ufeff', '\r', '\0', 'await ', 'class ', '#', '...'),
  ),
});

function damaged(text: string, { at, length, how, text: inserted }: Damage): string {
  const from = Math.floor(at * text.length);
  const piece = text.slice(from, from + length);
  const before = text.slice(0, from);
  const after = text.slice(from + length);
  switch (how) {
    case 'delete':
      return before + after;
    case 'duplicate':
      return before + piece + piece + after;
    case 'swap':
      return before + after.slice(0, length) + piece + after.slice(length);
    case 'insert':
      return before + inserted + piece + after;
  }
}

/** Everything that holds of the facts of any text. */
function checkSound(text: string, language: Language): void {
  const result = lower(text, language);
  if ('gap' in result) return;
  const json = JSON.stringify(result.facts);
  expect(JSON.parse(json)).toStrictEqual(result.facts);
  expect(flaws(result.facts, text)).toEqual([]);
  expect(JSON.stringify(lower(text, language))).toBe(JSON.stringify(result));
}

describe('facts of any text', () => {
  it('the check notices damage', () => {
    const text = 'function f(a) { return g(a); } other();';
    const facts = JSON.stringify(factsOf(text));
    const broken = [['"v":1', '"v":9'], ['"k":"result","id":0', '"k":"result","id":7'], ['"parent":0', '"parent":5'], ['"end":30', '"end":99'], ['"end":28', '"end":33']] as const;
    for (const [from, to] of broken) {
      expect(facts).toContain(from);
      expect(flaws(JSON.parse(facts.replaceAll(from, to)) as ModuleFacts, text)).not.toEqual([]);
    }
  });

  it('are sound for programs', () => {
    fc.assert(fc.property(program, languages, checkSound), { numRuns: 300 });
  });

  it('are sound for damaged programs', () => {
    fc.assert(fc.property(program, fc.array(damage, { minLength: 1, maxLength: 6 }), languages, (text, damages, language) => {
      checkSound(damages.reduce(damaged, text), language);
    }), { numRuns: 1500 });
  });

  it('are sound for garbage', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), languages, checkSound), { numRuns: 500 });
  });
});
