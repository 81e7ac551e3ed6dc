import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { UserError } from '@dist-lint/model';
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

async function openWith(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'dist-lint-session-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('pnpm-workspace.yaml', '');
  for (const [path, text] of Object.entries(files)) put(path, text);
  const session = await openSession({ cwd: root, cache: false });
  // A look at the disk is due only after some time.
  const settle = () => setTimeout(200);
  return {
    session,
    write: (path: string, text: string) => (put(path, text), settle()),
    remove: (path: string) => (rmSync(join(root, path)), settle()),
  };
}
