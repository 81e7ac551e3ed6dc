import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inTree } from '../temporary-tree.mjs';
import { bundle } from './bundle.mjs';
import { copyDeclarations } from './declarations.mjs';

const built = {
  'packages/graph/dist/index.d.ts': "export * from './link.ts';\nexport { summary as summaryOf } from './summaries.ts';\n",
  'packages/graph/dist/link.d.ts': "import type { Order } from '@dist-lint/model';\nexport declare function link(): Order;\n//# sourceMappingURL=link.d.ts.map",
  'packages/graph/dist/summaries.d.ts': "import type { Stats } from 'node:fs';\nexport declare const summary: Stats;\n",
  'packages/model/dist/index.d.ts': "export * from './order.ts';\n",
  'packages/model/dist/order.d.ts': 'export interface Order { id: string }\n',
};

test('follows a name to the file that declares it, and takes no other', () => inTree({
  ...built,
  'packages/cli/dist/index.d.ts': "export { link, type Caller as Asker } from '@dist-lint/graph';\nexport type Id = import('@dist-lint/model').Order['id'];\n",
  'packages/graph/dist/index.d.ts': `${built['packages/graph/dist/index.d.ts']}export { type C as Caller } from './callers.ts';\n`,
  'packages/graph/dist/callers.d.ts': "import picomatch from 'picomatch';\nexport type C = typeof picomatch;\n",
}, (tree: string) => {
  const { outside } = copyDeclarations(tree, { entries: ['packages/cli/dist/index.d.ts'], lent: {}, outdir: join(tree, 'types') });
  const read = (path: string) => readFileSync(join(tree, 'types', path), 'utf8');
  expect(read('cli/index.d.ts')).toBe("export { link } from '../graph/link.js';\nexport type { C as Asker } from '../graph/callers.js';\nexport type Id = import('../model/index.js').Order['id'];\n");
  expect(read('graph/link.d.ts')).toBe("import type { Order } from '../model/order.js';\nexport declare function link(): Order;\n");
  expect(existsSync(join(tree, 'types/graph/summaries.d.ts'))).toBe(false);
  expect(outside).toEqual(['picomatch']);
}));

test('leaves what is lent, and says what is taken from it', () => inTree({
  ...built,
  'packages/eslint-plugin/dist/index.d.ts': "import { type Order } from '@dist-lint/model';\nexport declare const last: Order;\n",
}, (tree: string) => {
  const { borrowed, outside } = copyDeclarations(tree, { entries: ['packages/eslint-plugin/dist/index.d.ts'], lent: { '@dist-lint/model': 'dist-lint/internal/model' }, outdir: join(tree, 'types') });
  expect(readFileSync(join(tree, 'types/eslint-plugin/index.d.ts'), 'utf8')).toContain("import { type Order } from 'dist-lint/internal/model';");
  expect({ borrowed, outside }).toEqual({ borrowed: { '@dist-lint/model': ['Order'] }, outside: ['dist-lint/internal/model'] });
}));

test('bundles ours, keeps what is lent or third-party, and refuses a thread that is no entry', () => inTree({
  'packages/cli/dist/main.js': "import { rows } from '@dist-lint/graph';\nimport { kind } from '@dist-lint/model';\nimport pick from 'picomatch';\nconsole.log(rows, kind, pick, new URL('./worker.js', import.meta.url));\n",
  'packages/cli/dist/worker.js': 'export {};\n',
  'packages/graph/dist/index.js': 'export const rows = [41];\n',
}, async (tree: string) => {
  const lent = { '@dist-lint/model': 'dist-lint/internal/model' };
  const main = { main: 'packages/cli/dist/main.js' };
  const outdir = join(tree, 'out');
  expect(await bundle(tree, { entries: { ...main, worker: 'packages/cli/dist/worker.js' }, lent, outdir })).toEqual(['dist-lint', 'picomatch']);
  const text = readFileSync(join(outdir, 'main.js'), 'utf8');
  expect(text).toMatch(/rows = \[41\]/);
  expect(text).toMatch(/from "dist-lint\/internal\/model"/);
  await expect(bundle(tree, { entries: main, lent, outdir: join(tree, 'less') })).rejects.toThrow(/main\.js looks for \.\/worker\.js/);
}));
