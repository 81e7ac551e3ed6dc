import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSystem } from './check-system.ts';
import { realEngine } from './engine.ts';
import { inTemporaryFolder, writeFiles } from './temporary-folder.ts';

test('finds in the shop what is marked there', () => checkSystem('shop'));

test('a root is not exempt for its own name', () => inTemporaryFolder(
  (folder) => writeFiles(join(folder, 'tests/fixtures'), {
    'package.json': '{ "name": "shop", "type": "module" }',
    'src/save.ts': `import { Pool } from 'pg';\ntry { await new Pool().query('DELETE FROM orders'); } catch {}`,
    'tests/save.ts': `import { Pool } from 'pg';\ntry { await new Pool().query('DELETE FROM orders'); } catch {}`,
  }),
  async (folder) => {
    const root = join(folder, 'tests/fixtures');
    const { report } = await realEngine.check({ paths: [root], cwd: root, rules: ['silent-catch'], preset: 'all', cache: false, threads: 1 });
    expect([report.root, ...report.findings.map(({ file }) => file)]).toEqual([root, 'src/save.ts']);
  },
));
