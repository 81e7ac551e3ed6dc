import { describe, expect, it } from 'vitest';
import { codeFrame } from './code-frame.ts';
import { columnsOf } from './columns.ts';
import { paints } from './paint.ts';

const at = (line: number, column: number, endColumn: number, endLine = line) => ({ file: 'a.ts', line, column, endLine, endColumn });
const frame = (place: ReturnType<typeof at>, lines: Record<number, string>, width = 60) => codeFrame(place, lines, width, paints(false));

describe('codeFrame', () => {
  it('shows the line, what is around it, and carets', () => {
    expect(frame(at(2, 7, 11), { 1: 'try {', 2: 'const cart = load();', 3: '}' })).toEqual([
      '1 │ try {',
      '2 │ const cart = load();',
      '  │       ^^^^',
      '3 │ }',
    ]);
  });

  it('aligns line numbers of different length', () => {
    expect(frame(at(99, 1, 2), { 98: 'a', 99: 'b', 100: 'c' })).toEqual([' 98 │ a', ' 99 │ b', '    │ ^', '100 │ c']);
  });

  it('is empty without an excerpt of the line', () => {
    expect(frame(at(2, 1, 2), { 1: 'a' })).toEqual([]);
    expect(codeFrame(at(2, 1, 2), undefined, 60, paints(false))).toEqual([]);
  });

  it('does without the lines around at the edges of a file', () => {
    expect(frame(at(1, 1, 2), { 1: 'x' })).toEqual(['1 │ x', '  │ ^']);
  });

  it('marks to the end of the line what goes on below', () => {
    expect(frame(at(1, 5, 2, 3), { 1: 'for (;;) {', 2: '}' })[1]).toBe('  │     ^^^^^^');
  });

  it('expands tabs', () => {
    expect(frame(at(1, 3, 7), { 1: '\t\tcart\t= 1' })).toEqual(['1 │     cart  = 1', '  │     ^^^^']);
  });

  it('counts wide characters and hidden ones as they are drawn', () => {
    expect(frame(at(1, 9, 13), { 1: "'数量' // cart" })).toEqual(["1 │ '数量' // cart", '  │           ^^^^']);
    expect(frame(at(1, 5, 9), { 1: '"\u202e" cart' })).toEqual(['1 │ "\\u{202e}" cart', `  │ ${' '.repeat(11)}^^^^`]);
  });

  it('marks one column past the end of a line', () => {
    expect(frame(at(1, 5, 5), { 1: 'cart' })).toEqual(['1 │ cart', '  │     ^']);
    expect(frame(at(1, 400, 500), { 1: 'cart' })).toEqual(['1 │ cart', '  │     ^']);
    expect(frame(at(1, 1, 1), { 1: '' })).toEqual(['1 │', '  │ ^']);
  });

  it('cuts a long line around the place', () => {
    const source = `${'a'.repeat(100)}CART${'b'.repeat(100)}`;
    expect(frame(at(1, 101, 105), { 1: source }, 34)).toEqual(['1 │ …aaaaaaaaaCARTbbbbbbbbbbbbbbb…', '  │           ^^^^']);
  });

  it('shows the beginning or the end of a long line when the place is there', () => {
    const source = 'abc'.repeat(100);
    expect(frame(at(1, 1, 4), { 1: source }, 34)).toEqual(['1 │ abcabcabcabcabcabcabcabcabca…', '  │ ^^^']);
    expect(frame(at(1, 298, 301), { 1: source }, 34)).toEqual(['1 │ …cabcabcabcabcabcabcabcabcabc', `  │ ${' '.repeat(26)}^^^`]);
  });

  it('keeps any line within the width and its caret under the place', () => {
    const source = '数\t🛒\u001b[2J(charge)'.repeat(400);
    for (let column = 1; column < source.length; column += 37) {
      const [line = '', carets = ''] = frame(at(1, column, column + 3), { 1: source }, 50);
      expect(columnsOf(line)).toBeLessThanOrEqual(50);
      expect(columnsOf(carets)).toBeLessThanOrEqual(50);
      expect(line).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    }
  });

  it('takes no longer for a line of megabytes', () => {
    const source = 'x'.repeat(5_000_000);
    const before = performance.now();
    frame(at(1, 2_500_000, 2_500_003), { 1: source, 2: source });
    expect(performance.now() - before).toBeLessThan(100);
  });
});
