import type { RetryInventory, RetryLayerInfo, RetryProductInfo } from '@dist-lint/model';
import { describe, expect, it } from 'vitest';
import { columnsOf } from './columns.ts';
import { hostile } from './report.test.data.ts';
import { renderRetries } from './retries-formats.ts';
import { waits } from './retries-words.ts';

const drawing = { color: false, width: 100 };

function aLayer(differences: Partial<RetryLayerInfo> = {}): RetryLayerInfo {
  return { name: 'withRetry', form: 'loop', file: 'src/retry.ts', line: 3, column: 3, attempts: 3, bound: 'count', delay: { kind: 'none' }, errors: 'any', said: 'counted', ...differences };
}

function aProduct(differences: Partial<RetryProductInfo> = {}): RetryProductInfo {
  return {
    entry: { role: 'route', name: 'POST /orders', library: 'express', function: 'place', file: 'src/main.ts', line: 9, column: 1 },
    function: { name: 'place', file: 'src/main.ts', line: 9, column: 1 },
    layers: [aLayer()], ends: [{ what: 'a POST request', file: 'src/pay.ts', line: 4, column: 9 }], attempts: 3, unknown: 0, apart: false, kept: false, ...differences,
  };
}

function anInventory({ layers = [], products = [], ...differences }: Partial<RetryInventory>): RetryInventory {
  const counts = { modules: 2, exempt: 0, entryPoints: 1, layers: layers.length, unbounded: 0, unknown: 0, off: 0, connections: 0, products: products.length, multiplied: 0, uncertain: 0, unreached: 0, unresolvedCalls: 0 };
  return { tool: { name: 'dist-lint', version: '1.2.3' }, root: '.', layers, products, counts, incomplete: [], ...differences };
}

describe('a product in text', () => {
  const drawn = (...products: RetryProductInfo[]) => renderRetries(anInventory({ products }), 'text', drawing);

  it.each<[what: string, differences: Partial<RetryProductInfo>, expected: string]>([
    ['no end', { attempts: 'unbounded', layers: [aLayer({ attempts: 'unbounded' })] }, '  ×∞    withRetry ×∞ → a POST request\n'],
    ['a number that nobody knows', { attempts: 1, unknown: 1, layers: [aLayer({ attempts: 'unknown' })] }, '  ×?    withRetry ×? → a POST request\n'],
    ['at least', { attempts: 3, unknown: 1, layers: [aLayer(), aLayer({ name: 'p-retry', attempts: 'unknown' })] }, '  ×3+   withRetry ×3 → p-retry ×? → a POST request\n'],
    ['a default', { layers: [aLayer({ name: 'OpenAI client', said: 'default of openai' })] }, '  ×3    OpenAI client ×3 (default) → a POST request\n'],
    ['apart', { apart: true }, '        (apart: an outer layer waits so long that not all of these fall into one incident)\n'],
    ['kept', { kept: true }, '        (the last failure is kept on the way: nothing further out tries again)\n'],
    ['places of several layers', { layers: [aLayer({ usedAt: { file: 'src/main.ts', line: 7, column: 1 } }), aLayer({ file: 'src/b.ts' })] }, '        src/main.ts:7 → src/b.ts:3\n'],
  ])('tells %s', (_, differences, expected) => {
    expect(drawn(aProduct(differences))).toContain(expected);
  });

  it('breaks a long chain before its arrows, within 100 columns', () => {
    const layers = Array.from({ length: 8 }, (_, index) => aLayer({ name: `aRatherLongNameOfAHelperThatTriesAgain${index}`, file: `services/orders/src/retry-${index}.ts` }));
    const lines = drawn(aProduct({ layers, attempts: 6561 })).split('\n');
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(100);
    expect(lines.filter((line) => line.includes('aRatherLong')).slice(1).every((line) => line.startsWith('          → '))).toBe(true);
  });

  it('tells beginnings with the same products together', () => {
    const from = (name: string) => aProduct({ entry: { role: 'route', name, library: 'express', function: name, file: 'src/main.ts', line: name.length, column: 1 } });
    const text = drawn(...Array.from({ length: 9 }, (_, index) => from(`GET /${'a'.repeat(index + 1)}`)));
    expect(text).toContain("route 'GET /aaaaa' (express)  src/main.ts:10\nand 4 more, all alike\n  ×3    withRetry ×3");
    expect(text.match(/withRetry/g)).toHaveLength(1);
  });
});

it.each<[delay: RetryLayerInfo['delay'], attempts: RetryLayerInfo['attempts'], expected: string]>([
  [{ kind: 'none', first: 0, total: 0 }, 3, 'no wait'],
  [{ kind: 'constant', first: 100, total: 100 }, 2, 'waits 100 ms'],
  [{ kind: 'growing', first: 1000, total: 7000, random: true }, 4, 'waits from 1 s, growing, with jitter, 7 s in all'],
  [{ kind: 'growing', first: 60_000 }, 'unbounded', 'waits from 60 s, growing'],
  [{ kind: 'some' }, 3, 'waits'],
  [{ kind: 'constant', first: 7_200_000 }, 'unknown', 'waits 2 h'],
])('a delay of %j', (delay, attempts, expected) => {
  expect(waits({ delay, attempts })).toBe(expected);
});

describe('hostile names', () => {
  const bad = `${hostile}|<script>@admin #12 \`x\` </td>\\| → `;
  const place = { file: bad, line: 1, column: 1 };
  const layer = aLayer({ name: bad, said: bad, ...place, saidAt: { ...place, file: `${bad}2` } });
  const inventory = anInventory({
    target: bad, layers: [{ ...layer, uses: [place] }], incomplete: [bad],
    products: [aProduct({ entry: { role: 'consumer', name: bad, library: bad, function: bad, ...place }, layers: [layer, layer], ends: [{ what: bad, ...place }] }), aProduct({ function: { name: bad, ...place } })],
  });

  it('reach no terminal', () => {
    for (const format of ['text', 'json', 'markdown']) expect(renderRetries(inventory, format, drawing)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
  });

  it('are no HTML, mention or cell of a table in Markdown', () => {
    const printed = renderRetries(inventory, 'markdown', drawing);
    const rows = printed.split('\n').filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((row) => row.replace(/\\./g, '').split('|').length))).toEqual(new Set([6, 7]));
    expect(printed.replace(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '').replaceAll('<br>', '')).not.toMatch(/<|@\w/);
  });

  it('are themselves in JSON', () => {
    expect(JSON.parse(renderRetries(inventory, 'json', drawing))).toMatchObject({ layers: [{ form: 'loop', file: bad }] });
  });
});
