import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { mermaidLabel } from './mermaid-text.ts';
import { hostile } from './report.test.data.ts';

/** Mermaid puts marks of its own in the place of numbered characters, reads the rest as Markdown, and puts the characters back in what it made. */
const MARKED = /#(\d+);/g;
const asMarkdown = (label: string) => fromMarkdown(label.slice(1, -1).replace(MARKED, 'ﬂ°°$1¶ß'), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
const shown = (label: string) => label.slice(1, -1).replace(MARKED, (_, point: string) => String.fromCodePoint(Number(point)));

describe('mermaidLabel', () => {
  it.each([
    ['src/orders/pay-order.ts', '"src/orders/pay-order.ts"'],
    ['order_status v1.2', '"order_status v1.2"'],
    ['a "b" [c] {d} (e)', '"a #34;b#34; #91;c#93; #123;d#125; #40;e#41;"'],
    ['__init__', '"#95;#95;init#95;#95;"'],
    ['1. list', '"1#46; list"'],
    ['- list', '"#45; list"'],
    ['www.evil.example', '"www#46;evil.example"'],
    ['数_www.数', '"数_www#46;数"'],
    ['#lt;script#gt;', '"#35;lt#59;script#35;gt#59;"'],
    ['ﬂ°°60¶ß', '"ﬂ#176;#176;60#182;ß"'],
    ['%%{init: {}}%%', '"#37;#37;#123;init#58; #123;#125;#125;#37;#37;"'],
    ['my style: red', '"my #115;tyle#58; red"'],
    ['größe 数量', '"größe 数量"'],
    ['', '"#32;"'],
    ['  a  b ', '"#32;#32;a #32;b#32;"'],
  ])('%j', (name, label) => {
    expect(mermaidLabel(name)).toBe(label);
  });

  const pieces = fc.constantFrom('"', '`', '```', '*', '_', '-', '.', '1', '1.', ' ', '    ', '<b>', '&amp;', '#', '# ', ';', '#35;', ':', '%%', '\\', '\n', '$$', 'fa:fa-x', 'www.', 'a', 'a.b', 'http://x.y', '>', '=', '+', '~', '|', '[x](y)', 'end', 'style', 'classDef', 'ﬂ°', '¶ß', '数');
  const anyName = fc.oneof(fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 12 }));

  it('ends no label and no line, and is one plain text to the Markdown in Mermaid', () => {
    fc.assert(fc.property(anyName, (name) => {
      const label = mermaidLabel(name);
      expect(label).toMatch(/^"(?:[\p{L}\p{M}\p{N} ._/-]|#\d+;)+"$/u);
      expect(label).not.toMatch(/style|classDef/);
      expect(asMarkdown(label)).toMatchObject({ children: [{ type: 'paragraph', children: [{ type: 'text' }] }] });
      expect(asMarkdown(label).children).toHaveLength(1);
    }), { numRuns: 500 });
  });

  it('means what it said', () => {
    fc.assert(fc.property(fc.array(pieces.filter((piece) => piece !== '\n'), { minLength: 1, maxLength: 8 }), (parts) => {
      expect(shown(mermaidLabel(parts.join('')))).toBe(parts.join(''));
    }));
  });

  it('shows what nobody would see, and cuts what is too long', () => {
    expect(shown(mermaidLabel(hostile, 200))).toBe('a\\nb\\r\\tc\\x1b[31mred\\x1b]0;title\\x07\\u{202e}gnp.exe\\u{2066}\\u{200b}z\\x9b2J\\u{2028}\\u{d800}\\u{e0041}');
    expect(mermaidLabel('abcdef', 4)).toBe('"abc#8230;"');
  });
});
