import { describe, expect, it } from 'vitest';
import { words } from './inputs.ts';

describe('words', () => {
  it.each([
    ['', []],
    ['  --preset  all\n packages/a ', ['--preset', 'all', 'packages/a']],
    [`--rule 'a b' "c'd"e ''`, ['--rule', 'a b', "c'de", '']],
    ['$(evil) `evil` ; && | > *', ['$(evil)', '`evil`', ';', '&&', '|', '>', '*']],
  ])('%j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('refuses a quote that is never closed', () => {
    expect(() => words('"a')).toThrow('never closed');
  });
});
