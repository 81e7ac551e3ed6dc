import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { defineRule, type Rule } from '@dist-lint/graph';
import { UserError } from '@dist-lint/model';
import type { Changes } from '@dist-lint/workspace';
import type { Lookout } from './looks.ts';
import { openSession, type Session } from './session.ts';

const A = `import { b } from './b.ts';\nexport const a = 1;\nexport const later = () => b;\n`;
const B = `import { a } from './a.ts';\nexport const b = a + 1;\n`;
const rules = { 'circular-dependency': {} };

test('findings of a file as it is on disk', async () => {
  const session = await openIn({ 'a.ts': A, 'b.ts': B });
  expect(await found(session, 'a.ts', A)).toHaveLength(1);
});

test('the text handed in counts, and not the one on disk', async () => {
  const session = await openIn({ 'a.ts': A, 'b.ts': B });
  expect(await found(session, 'a.ts', 'export const a = 1;\n')).toEqual([]);
  expect(await found(session, 'a.ts', A)).toHaveLength(1);
});

test('the unsaved text of one file is nothing to another', async () => {
  const session = await openIn({ 'a.ts': A, 'b.ts': 'export const b = 1;\n' });
  await found(session, 'b.ts', B);
  expect(await found(session, 'a.ts', A)).toEqual([]);
});

test('nor when both are asked for at once', async () => {
  const session = await openIn({ 'a.ts': A, 'b.ts': 'export const b = 1;\n' });
  const answers = await Promise.all(['b.ts', 'a.ts', 'b.ts', 'a.ts'].map((file) => found(session, file, file === 'a.ts' ? A : B)));
  expect(answers.map(({ length }) => length)).toEqual([0, 0, 0, 0]);
});

test('another file that is saved changes the answer', async () => {
  const { session, write } = await openWith({ 'a.ts': A, 'b.ts': B });
  expect(await found(session, 'a.ts', A)).toHaveLength(1);
  await write('b.ts', 'export const b = 2;\n');
  expect(await found(session, 'a.ts', A)).toEqual([]);
});

test('a new file on disk is what imports of its name lead to', async () => {
  const { session, write } = await openWith({ 'a.ts': A });
  expect(await found(session, 'a.ts', A)).toEqual([]);
  await write('b.ts', B);
  expect(await found(session, 'a.ts', A)).toHaveLength(1);
});

test('a file that is deleted between two lints is linted as it is handed in', async () => {
  const { session, remove } = await openWith({ 'a.ts': A, 'b.ts': B });
  await remove('b.ts');
  expect(await found(session, 'a.ts', A)).toEqual([]);
  expect(await session.lint({ file: 'b.ts', text: B, rules })).toMatchObject({ status: 'answered' });
});

test('a file that is created in a folder that is new as well', async () => {
  const { session, write, makeFolder } = await openWith({ 'a.ts': A.replace('./b.ts', './new/b.ts') });
  const text = A.replace('./b.ts', './new/b.ts');
  expect(await found(session, 'a.ts', text)).toEqual([]);
  await makeFolder('new');
  expect(await found(session, 'a.ts', text)).toEqual([]);
  await write('new/b.ts', B.replace('./a.ts', '../a.ts'));
  expect(await found(session, 'a.ts', text)).toHaveLength(1);
});

test('a file that is saved as what is handed in is answered from that text, not from the one read before', async () => {
  const { session, put } = await openWith({ 'a.ts': A, 'b.ts': B });
  expect(await found(session, 'a.ts', A)).toMatchObject([{ line: 1 }]);
  const moved = `\n\n${A}`;
  put('a.ts', moved); // no look at the disk is due yet
  expect(await found(session, 'a.ts', moved)).toMatchObject([{ line: 3 }]);
});

test('a file that becomes generated, and one that ceases to be, are read anew', async () => {
  const { session, write } = await openWith({ 'a.ts': A, 'b.ts': `// @generated\n${B}` });
  expect(await found(session, 'a.ts', A)).toEqual([]);
  await write('b.ts', B);
  expect(await found(session, 'a.ts', A)).toHaveLength(1);
  await write('b.ts', `// @generated\n${B}`);
  expect(await found(session, 'a.ts', A)).toEqual([]);
});

test('what a configuration that is code imports counts as it is on disk', async () => {
  const { session, write } = await openWith({
    'a.ts': A, 'b.ts': B,
    'dist-lint.config.ts': `import { rules } from './lint/rules';\nexport default { rules };\n`,
    'lint/rules.ts': `export { rules } from './off.ts';\n`,
    'lint/off.ts': `export const rules = {};\n`,
  });
  expect(await found(session, 'a.ts', A)).toHaveLength(1);
  await write('lint/off.ts', `export const rules = { 'circular-dependency': 'off' };\n`);
  expect(await found(session, 'a.ts', A)).toEqual([]);
});

test('a configuration that cannot be used is told each time, until it is mended', async () => {
  const { session, write } = await openWith({ 'a.ts': A, 'b.ts': B, 'dist-lint.config.json': '{}' });
  expect(await found(session, 'a.ts', A)).toHaveLength(1);
  await write('dist-lint.config.json', '{ "rulez": {} }');
  for (let times = 0; times < 2; times += 1) await expect(found(session, 'a.ts', A)).rejects.toThrow('rulez is no key');
  await write('dist-lint.config.json', '{ "rules": { "circular-dependency": "off" } }');
  expect(await found(session, 'a.ts', A)).toEqual([]);
});

test('a rule that throws is named, and takes away no other rule\'s findings', async () => {
  const own = `{ name: 'late-mail', summary: 'Mail is late.', pillar: 'feedback', source: 'ours', severity: 'error', precision: 'high', scope: 'file', options: {}, *find() { throw new Error('no clock'); } }`;
  const session = await openIn({ 'a.ts': A, 'b.ts': B, 'dist-lint.config.mjs': `export default { ownRules: [${own}] };` });
  const answer = await session.lint({ file: 'a.ts', text: A, rules: { ...rules, 'late-mail': {} } });
  expect(answer).toMatchObject({ status: 'answered', findings: [{ rule: 'circular-dependency' }], failures: { 'late-mail': "The rule 'late-mail' failed: no clock" } });
});

test('work done ahead changes no answer', async () => {
  const session = await openIn({ 'a.ts': A, 'b.ts': B });
  await found(session, 'a.ts', 'export const a = 1;\n');
  while (session.prepare()) await session.follow();
  expect(await found(session, 'a.ts', A)).toHaveLength(1);
});

test('the work ahead begins around the file that was asked about last', async () => {
  const looked: string[] = [];
  const listener = defineRule({ name: 'circular-dependency', summary: '', pillar: 'blast-radius', source: '', severity: 'error', precision: 'high', scope: 'file', options: {}, *find(_program, _options, modules) {
    looked.push(...modules.map(({ path }) => path));
  } });
  const { session } = await openWith({
    'apart/early.ts': 'export {};', 'mail/a.ts': `import '../stock/b.ts';`, 'mail/beside.ts': 'export {};', 'shop/z.ts': `import '../mail/a.ts';`, 'stock/b.ts': 'export {};', 'stock/late.ts': `import '../apart/early.ts';`,
  }, undefined, [listener]);
  await session.lint({ file: 'mail/a.ts', text: `import '../stock/b.ts';`, rules });
  while (session.prepare());
  expect([...new Set(looked)].slice(0, 4)).toEqual(['mail/a.ts', 'stock/b.ts', 'shop/z.ts', 'mail/beside.ts']);
  looked.length = 0;
  await session.lint({ file: 'stock/late.ts', text: '', rules });
  while (session.prepare());
  expect([...new Set(looked)].slice(0, 2)).toEqual(['stock/late.ts', 'stock/b.ts']);
});

test('while another thread looks, the answer waits for what it sees', async () => {
  const seen = { looks: 0 };
  const { session, put } = await openWith({ 'a.ts': A, 'b.ts': B }, {
    follow: () => undefined,
    look: async () => ((seen.looks += 1), await setTimeout(20), { folders: false, deciding: false, modules: seen.looks === 2 ? ['b.ts'] : [] }),
  });
  expect(await found(session, 'a.ts', A)).toHaveLength(1);
  put('b.ts', 'export const b = 2;\n');
  await setTimeout(100);
  expect(await found(session, 'a.ts', A)).toEqual([]);
});

test('a look that began long before a question does not count for it', async () => {
  const answers: ((changes: Changes) => void)[] = [];
  const none = { folders: false, deciding: false, modules: [] };
  const { session, put } = await openWith({ 'a.ts': A, 'b.ts': B }, { follow: () => undefined, look: () => new Promise((done) => void answers.push(done)) });
  session.look();
  await setTimeout(100);
  put('b.ts', 'export const b = 2;\n');
  const answer = found(session, 'a.ts', A);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[0]?.(none);
  answers[1]?.({ ...none, modules: ['b.ts'] });
  expect(await answer).toEqual([]);
});

test('a file that is not on disk yet knows what it imports', async () => {
  const session = await openIn({ 'a.ts': A });
  const answer = await session.lint({ file: 'src/new.ts', text: `import { later } from '../a.ts';\nlater();\n`, rules });
  expect(answer).toEqual({ status: 'answered', findings: [], failures: {} });
});

test('what is no part of the analysis is told from what is clean', async () => {
  const session = await openIn({ 'a.ts': A, '.gitignore': 'out\n' });
  const status = async (file: string, text = '') => (await session.lint({ file, text, rules })).status;
  expect(await status('../elsewhere.ts')).toBe('outside');
  expect(await status('styles.css')).toBe('not-analysed');
  expect(await status('out/a.ts')).toBe('not-analysed');
  expect(await status('a.ts', '// @generated\nexport {};\n')).toBe('not-analysed');
  expect(await status('a.ts', '('.repeat(5_000))).toBe('not-analysed');
  expect(await status('a.ts', A)).toBe('answered');
});

test('a finding says whose comment switches it off', async () => {
  const session = await openIn({ 'a.ts': A, 'b.ts': B });
  const by = async (comment: string) => (await found(session, 'a.ts', `${comment}\n${A}`)).map(({ suppressedBy }) => suppressedBy);
  expect(await by('// dist-lint-disable-next-line circular-dependency -- known')).toEqual(['dist-lint']);
  expect(await by('// eslint-disable-next-line dist-lint/circular-dependency')).toEqual(['eslint']);
});

test('the configuration at the root counts, and what the host says counts more', async () => {
  const config = { rules: { 'silent-catch': { allowLogging: true } }, overrides: [{ files: ['legacy/**'], rules: { 'circular-dependency': 'off' } }] };
  const session = await openIn({ 'legacy/a.ts': A, 'legacy/b.ts': B, 'dist-lint.config.json': JSON.stringify(config) });
  expect(await found(session, 'legacy/a.ts', A)).toEqual([]);
});

test('a rule or option that does not exist is a mistake of the user', async () => {
  const session = await openIn({ 'a.ts': A });
  await expect(session.lint({ file: 'a.ts', text: A, rules: { 'silent-cach': {} } })).rejects.toThrow(UserError);
  await expect(session.lint({ file: 'a.ts', text: A, rules: { 'silent-catch': { alowLogging: true } } })).rejects.toThrow(UserError);
});

async function found(session: Session, file: string, text: string) {
  return (await session.lint({ file, text, rules })).findings;
}

async function openIn(files: Record<string, string>): Promise<Session> {
  return (await openWith(files)).session;
}

async function openWith(files: Record<string, string>, lookout?: Lookout, all?: readonly Rule[]) {
  const root = mkdtempSync(join(tmpdir(), 'dist-lint-session-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('pnpm-workspace.yaml', '');
  for (const [path, text] of Object.entries(files)) put(path, text);
  const session = await openSession({ cwd: root, cache: false, ...(lookout ? { lookout } : {}) }, all);
  // A look at the disk is due only after some time, the longer the slower the machine.
  let passed = 0;
  const now = performance.now.bind(performance);
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + passed);
  onTestFinished(() => clock.mockRestore());
  const settle = () => Promise.resolve(void (passed += 60_000));
  return {
    session, put,
    makeFolder: (path: string) => (mkdirSync(join(root, path)), settle()),
    write: (path: string, text: string) => (put(path, text), settle()),
    remove: (path: string) => (rmSync(join(root, path)), settle()),
  };
}
