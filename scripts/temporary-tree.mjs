import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Runs a test in a small repository of its own: path → text. */
export async function inTree(files, use) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-scripts-')));
  try {
    writeTree(root, files);
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export function writeTree(root, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** A repository with one library and no rules, as far as the scripts look at it. */
export const emptyRepository = {
  'packages/libraries/src/library.ts': 'export type Library = object;\nexport const defineLibrary = <L>(library: L): L => library;\n',
  'packages/libraries/src/mailer.ts': `import { defineLibrary } from './library.ts';
export const mailer = defineLibrary({
  name: 'mailer', packages: ['mailer'], docs: 'https://mailer.example',
  symbols: { 'Mailer.send|post': { effects: [{ kind: 'network' }] }, 'Mailer.on': { callbacks: [{ at: '1', runs: 'later', role: 'event' }] } },
});
`,
};
