import { describe, expect, it } from 'vitest';
import { hostile } from './report.test.data.ts';
import { visible } from './visible.ts';

describe('visible', () => {
  it('leaves what can be seen as it is', () => {
    expect(visible('größe 数量 🛒⚠\ufe0f "quoted" `code` \\n')).toBe('größe 数量 🛒⚠\ufe0f "quoted" `code` \\n');
  });

  it('shows line breaks, escape sequences, bidirectional and invisible characters', () => {
    expect(visible(hostile)).toBe(
      'a\\nb\\r\\tc\\x1b[31mred\\x1b]0;title\\x07\\u{202e}gnp.exe\\u{2066}\\u{200b}z\\x9b2J\\u{2028}\\u{d800}\\u{e0041}',
    );
  });

  it('leaves no character that a terminal obeys', () => {
    const points = Array.from({ length: 0x3000 }, (_, point) => point);
    const obeyed = /[\x00-\x1f\x7f-\x9f\u061c\u115f\u200b-\u200f\u2028-\u202e\u2060-\u206f]/;
    expect(points.filter((point) => obeyed.test(visible(String.fromCodePoint(point))))).toEqual([]);
  });

  it('cuts what is too long to read', () => {
    expect(visible('x'.repeat(5000))).toHaveLength(2000);
    expect(visible('abcdef', 4)).toBe('abc…');
    expect(visible('ab🛒f', 4)).toBe('ab…');
  });
});
