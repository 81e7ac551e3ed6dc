import { describe, expect, it } from 'vitest';
import { columnsOf, wrap } from './columns.ts';

describe('columnsOf', () => {
  it('counts wide characters twice and combining marks not at all', () => {
    expect(columnsOf('order')).toBe(5);
    expect(columnsOf('größe')).toBe(5);
    expect(columnsOf('gro\u0308ße')).toBe(5);
    expect(columnsOf('数量')).toBe(4);
    expect(columnsOf('ｗｉｄｅ')).toBe(8);
    expect(columnsOf('🛒')).toBe(2);
    expect(columnsOf('한글')).toBe(4);
  });
});

describe('wrap', () => {
  it('breaks at blanks', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  });

  it('never breaks a word', () => {
    expect(wrap('src/a/very/long/path.ts is long', 10)).toEqual(['src/a/very/long/path.ts', 'is long']);
  });

  it('keeps an empty sentence', () => {
    expect(wrap('', 10)).toEqual(['']);
  });
});
