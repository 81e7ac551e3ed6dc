import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const known = ['check', 'explain', 'format', 'fail-on', 'verbose', 'no-color', 'color'];

describe('nearest', () => {
  it.each([
    ['chekc', 'check'],
    ['FORMAT', 'format'],
    ['verb', 'verbose'],
    ['colour', 'color'],
    ['no-colour', 'no-color'],
    ['blast-radius', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%j → %j', (name, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });

  it('has an end for a name without one', () => {
    expect(nearest('x'.repeat(1_000_000), known)).toBeUndefined();
  });
});
