import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainAt } from './explain-at.ts';

const STOCK = `const counts = new Map<string, number>();

export function reserve(sku: string) {
  counts.set(sku, (counts.get(sku) ?? 0) + 1);
}
`;

/** The sections that are said of a line of `stock.ts`, below routes that call it. */
async function explained(line: number, routes: number): Promise<Record<string, string[]>> {
  const root = mkdtempSync(join(tmpdir(), 'dist-lint-'));
  mkdirSync(join(root, '.git'));
  const handlers = Array.from({ length: routes }, (_, index) => `app.post('/stock/${index}', (request, response) => { reserve(request.body.sku); response.end(); });`);
  writeFileSync(join(root, 'app.ts'), ["import express from 'express';", "import { reserve } from './stock.js';", 'const app = express();', ...handlers, ''].join('\n'));
  writeFileSync(join(root, 'stock.ts'), STOCK);
  const { sections } = await explainAt({ cwd: root, file: 'stock.ts', line, cache: false }, []);
  return Object.fromEntries(sections.map(({ title, lines }) => [title, lines]));
}

test('names the place that made what is called, and what reaches the function', async () => {
  expect(await explained(4, 1)).toEqual({
    Calls: ['.get() calls global#Map.get on the Map made at line 1', '.set() calls global#Map.set on the Map made at line 1'],
    Function: ['reserve, called from 1 place', 'reached from route POST /stock/0 (express), 1 call away', '  app.ts:4 calls reserve'],
  });
});

test('names five entry points and says that there are more', async () => {
  const { Function: lines = [] } = await explained(4, 7);
  expect(lines[0]).toBe('reserve, called from 7 places');
  expect(lines.filter((line) => line.startsWith('reached from route'))).toHaveLength(5);
  expect(lines.at(-1)).toBe('reached from more entry points');
});

test('says so when no entry point reaches it, except of what runs when the module is loaded', async () => {
  expect((await explained(4, 0)).Function).toEqual(['reserve, called from 0 places', 'no entry point in sight reaches it; callbacks that run later are not followed']);
  expect((await explained(1, 0)).Function?.join()).not.toContain('entry point');
});
