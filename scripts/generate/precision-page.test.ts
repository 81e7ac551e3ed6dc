import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyRepository, inTree } from '../temporary-tree.mjs';
import { generate, staleFiles } from './generate.mjs';

const finding = {
  fingerprint: '0123456789abcdef', rule: 'late-mail', severity: 'error', precision: 'high', file: 'src/mail.ts', symbol: 'send',
  message: "'Post<T>' is late | lost.", verdict: 'true', why: 'The `Promise<void>` of a <T> is dropped.',
};
const ledger = (findings: object[]) => ({
  'fixtures/ledger/@shop+mail.json': JSON.stringify({ package: '@shop/mail', version: '1.2.3', floor: { modules: 7, lines: 12345, resolvedImports: 9 }, findings }),
});
const pageOf = (findings: object[], use: (page: string) => void) => inTree({ ...emptyRepository, ...ledger(findings) }, async (root: string) => {
  await generate(root);
  expect(await staleFiles(root)).toEqual([]);
  use(readFileSync(join(root, 'docs/precision.md'), 'utf8'));
});

test('findings are counted by preset, by rule and by package', () => pageOf(
  [finding, { ...finding, precision: 'low', verdict: 'false' }, { ...finding, precision: 'low', verdict: 'true' }, { ...finding, severity: 'info', verdict: 'false' }],
  (page) => {
    expect(page).toContain('| `recommended` | all rules | 1 | 1 | 0 | 100 % |');
    expect(page).toContain('| `strict` | all rules | 2 | 1 | 1 | 50 % |');
    expect(page).toContain('| `all` | late-mail | 4 | 2 | 2 | 50 % |');
    expect(page).toContain('| [late-mail](rules/late-mail.md) | error | low | 2 | 1 | 1 | 50 % |\n| [late-mail](rules/late-mail.md) | info | high | 1 | 0 | 1 | 0 % |');
    expect(page).toContain('| `@shop/mail` | 1.2.3 | 7 | 12,345 | 9 | 4 | 2 | 2 | 50 % |');
  },
));

test('a judged finding tells its place, its claim and what decides, and code in it is no markup', () => pageOf([finding], (page) => {
  expect(page).toContain("| `@shop/mail` src/mail.ts, `send` | error | high | 'Post&lt;T>' is late \\| lost. | yes | The `Promise<void>` of a &lt;T> is dropped. |");
}));

test('what nobody has judged counts as neither', () => pageOf([{ ...finding, verdict: '', why: '' }], (page) => {
  expect(page).toContain('| `all` | late-mail | 1 | 0 | 0 | – |');
  expect(page).toContain('| not judged |  |');
}));

test('a package without findings is listed', () => pageOf([], (page) => {
  expect(page).toContain('| `@shop/mail` | 1.2.3 | 7 | 12,345 | 9 | 0 | 0 | 0 | – |');
}));
