import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../generate/generate.mjs';
import { missingCompanions } from '../architecture/companions.mjs';
import { emptyRepository, inTree } from '../temporary-tree.mjs';
import { newLibrary } from './library.mjs';
import { newRule } from './rule.mjs';
import { writeNew } from './write-new.mjs';

test('a new rule has all companions, and only its words are missing', () => inTree(emptyRepository, async (root: string) => {
  expect(writeNew(root, newRule('late-mail').files)).toEqual([
    'rules/late-mail.ts', 'rules/late-mail.test.ts', 'fixtures/late-mail/bad/orders.ts', 'fixtures/late-mail/good/orders.ts',
  ]);
  await generate(root);
  expect(missingCompanions(root, [])).toEqual([
    'rules/late-mail.ts still holds a TODO of the scaffold.', 'rules/late-mail.test.ts still holds a TODO of the scaffold.',
  ]);
}));

test('a new rule does not build until its pillar is chosen', () => {
  expect(newRule('late-mail').files['rules/late-mail.ts']).toMatch(/^ {2}pillar: 'TODO: state, feedback or blast-radius',$/m);
});

test('a new library is registered', () => inTree(emptyRepository, async (root: string) => {
  writeNew(root, newLibrary('nestjs-mail2').files);
  await generate(root);
  expect(readFileSync(join(root, 'packages/libraries/src/registry.ts'), 'utf8')).toContain("import { nestjsMail2 } from './nestjs-mail2.ts';");
  expect(readFileSync(join(root, 'docs/libraries.md'), 'utf8')).toContain('nestjs-mail2');
}));

test('overwrites nothing, and writes nothing when a part is there', () => inTree({ 'fixtures/late-mail/bad/orders.ts': 'mine' }, (root: string) => {
  expect(() => writeNew(root, newRule('late-mail').files)).toThrow('Already there: fixtures/late-mail/bad/orders.ts.');
  expect(existsSync(join(root, 'rules'))).toBe(false);
}));

test.each(['Late-mail', 'late_mail', 'late-', '-mail', 'late--mail', 'mail2', '', '../mail', 'index', 'systems'])('%j is no name for a rule', (name) => {
  expect(() => newRule(name)).toThrow(/is not a rule's name|is taken/);
});

test.each(['@nestjs/bull', 'Bull', 'bull-', 'index', 'registry', 'lookup-rows'])('%j is no name for a library', (name) => {
  expect(() => newLibrary(name)).toThrow(/is not a library file's name|is taken/);
});

test.each([[[]], [['rule']], [['thing', 'late-mail']], [['rule', 'Late']], [['rule', 'late-mail', 'more']], [['library', 'bullmq']]])('pnpm new %j is a mistake of the user', (args) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, '../new.mjs'), ...args], { encoding: 'utf8' });
  expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ status: 2, stdout: '', lines: 2 });
});
