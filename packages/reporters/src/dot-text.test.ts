import { instance } from '@viz-js/viz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotString } from './dot-text.ts';
import { hostile } from './report.test.data.ts';

const graphviz = await instance();

/** What Graphviz draws of a graph with one node and one arrow to it, as SVG; it throws where a name broke the syntax. */
const drawn = (label: string, shape: string) => graphviz.renderString(`digraph { n0 [shape=${shape}, label=${label}, tooltip=${label}] n0 -> n0 [label=${label}] }`, { format: 'svg', engine: 'dot' });

/** The texts of an SVG, as a browser shows them. */
const texts = (svg: string) => [...svg.matchAll(/<text\b[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text.replace(/&(?:#(x?)([\da-f]+)|(lt|gt|quot|amp));/gi, (_, hex: string, digits: string | undefined, name: string) =>
  digits === undefined ? ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '' : String.fromCodePoint(Number.parseInt(digits, hex === '' ? 10 : 16))).replace(/\u00a0/g, ' '));

const names = ['"]; evil [label="x', 'a\\', 'a\\"', '\\N \\G \\l\\r\\n', '<b>x</b>', '&lt;&#60;&amp;', '{a|<port>b}', 'a | b', '/* x */ // y', '# x', 'größe 数量', 'javascript:alert(1)'];

describe('dotString', () => {
  it.each(names.flatMap((name) => ['box', 'record'].map((shape) => [name, shape] as const)))('is what Graphviz shows: %j in a %s', (name, shape) => {
    const svg = drawn(dotString(name), shape);
    expect(texts(svg)).toEqual([name, name]);
    expect(svg.match(/<g id="node/g)).toHaveLength(1);
  });

  it('shows what nobody would see, on one line', () => {
    expect(dotString(hostile)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
    expect(texts(drawn(dotString('a\n\u202eb'), 'box'))[0]).toBe('a\\n\\u{202e}b');
    expect(dotString('')).toBe('""');
    expect(dotString('x'.repeat(9), 4)).toBe('"xxx…"');
  });

  it('is never closed from within', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('"', '\\', 'a', '\n', '{', '&', '#', ';'), { maxLength: 12 }), (parts) => {
      expect(dotString(parts.join(''))).toMatch(/^"(?:[^"\\\n]|\\["\\])*"$/);
    }));
  });
});
