import { expect, it } from 'vitest';
import { waitOf, type Host } from './host.ts';

const host = (script: string, more: Partial<Host> = {}): Host => ({ argv: ['/usr/bin/node', script], env: {}, isMainThread: true, ...more });

it.each([
  ["ESLint's command line", host('/shop/node_modules/.bin/eslint'), 'batch'],
  ["ESLint's command line by its file", host('/shop/node_modules/eslint/bin/eslint.js'), 'batch'],
  ['oxlint', host('/shop/node_modules/oxlint/bin/oxlint'), 'batch'],
  ['rslint', host('/shop/node_modules/@rslint/core/bin/rslint.cjs'), 'batch'],
  ['a thread of --concurrency', host('/shop/build.js', { isMainThread: false }), 'batch'],
  ['continuous integration', host('/shop/build.js', { env: { CI: 'true' } }), 'batch'],
  ['CI switched off', host('/shop/build.js', { env: { CI: 'false' } }), 'editor'],
  ["VS Code's server", host('/ext/server/out/eslintServer.js'), 'editor'],
  ["Neovim's server", host('/mason/bin/vscode-eslint-language-server'), 'editor'],
  ["oxlint's own server", host('/shop/node_modules/oxlint/bin/oxlint', { argv: ['node', '/shop/node_modules/oxlint/bin/oxlint', '--lsp'] }), 'editor'],
] as const)('%s', (_, given, wait) => {
  expect(waitOf({}, given)).toBe(wait);
});

it('the setting wins', () => {
  expect(waitOf({ wait: 'editor' }, host('/bin/eslint', { env: { CI: '1' } }))).toBe('editor');
  expect(waitOf({ wait: 'batch' }, host('/ext/eslintServer.js'))).toBe('batch');
});
