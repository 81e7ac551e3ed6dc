import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlText, scriptData } from './html-text.ts';
import { hostile } from './report.test.data.ts';

/** What a browser makes of the numbered characters that are written. */
const decoded = (html: string) => html.replace(/&#(\d+);/g, (_, point: string) => String.fromCharCode(Number(point)));
const anyText = fc.string({ unit: fc.oneof(fc.constantFrom('<', '>', '"', "'", '&', '`', '=', '/', '-', '!', 'script', '&lt;', '&#60;'), fc.string({ unit: 'binary', maxLength: 1 })), maxLength: 40 });

describe('htmlText', () => {
  it('ends neither a tag nor the value of an attribute, and means what it said', () => {
    expect(htmlText('a "b" & <c d=\'e\'>`')).toBe('a &#34;b&#34; &#38; &#60;c d&#61;&#39;e&#39;&#62;&#96;');
    fc.assert(fc.property(fc.array(fc.constantFrom('<', '>', '"', "'", '&', '`', '=', '/', 'script', '&lt;', '-->'), { maxLength: 12 }), (parts) => {
      expect(htmlText(parts.join(''))).not.toMatch(/[<>"'`=]|&(?!#\d+;)/);
      expect(decoded(htmlText(parts.join('')))).toBe(parts.join(''));
    }));
  });

  it('shows what nobody would see, and cuts what is too long', () => {
    expect(htmlText(hostile)).toBe('a\\nb\\r\\tc\\x1b[31mred\\x1b]0;title\\x07\\u{202e}gnp.exe\\u{2066}\\u{200b}z\\x9b2J\\u{2028}\\u{d800}\\u{e0041}');
    expect(htmlText('<'.repeat(9), 3)).toBe('&#60;&#60;…');
  });
});

describe('scriptData', () => {
  it('holds nothing that closes a script, and is the same value', () => {
    expect(scriptData({ name: '</script><!-- ' })).toBe('{"name":"\\u003c/script\\u003e\\u003c!-- "}');
    fc.assert(fc.property(fc.dictionary(anyText, anyText), (value) => {
      const written = scriptData(value);
      expect(written).not.toMatch(/[<>&\u2028\u2029\u202e]/);
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });
});
