import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { defineRule, type Rule } from '@dist-lint/graph';
import { UserError } from '@dist-lint/model';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CheckOptions } from './api.ts';
import { check } from './check.ts';
import { repository } from './repository.test.data.ts';

/** Finds each exported constant: a warning of its name. */
const finder = (name: string): Rule => defineRule({
  name, summary: 'S.', pillar: 'feedback', source: 'S', severity: 'warning', precision: 'high', scope: 'file', options: {},
  *find(_program, _options, modules) {
    for (const module of modules) {
      for (const { name: exported, at, end } of module.facts.variables) {
        const span = { at, end };
        yield { module, span, message: `${exported} is odd`, path: [{ module, span, message: 'here' }], anchor: exported };
      }
    }
  },
});
const rules = [finder('odd'), finder('odder')];

const FILE = 'lint/accepted.json';
const consts = (...names: string[]) => names.map((each) => `export const ${each} = 1;\n`).join('');

function shop(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'nx.json': '{}', ...files })) write(root, path, text);
  return root;
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function run(cwd: string, options: Partial<CheckOptions> = {}) {
  const { report } = await check({ paths: [], cwd, cache: false, rules: ['odd'], baseline: FILE, ...options }, rules);
  const { baseline } = report.comparison ?? {};
  return {
    new: report.findings.filter(({ status }) => status === 'new').map(({ rule, file, message }) => `${rule} ${file} ${message.replace(' is odd', '')}`),
    existing: report.comparison?.existing, stale: baseline?.stale.map(({ file, message }) => `${file} ${message.replace(' is odd', '')}`), updated: baseline?.updated,
  };
}

const update = { updateBaseline: true };
const textOf = (root: string) => readFileSync(join(root, FILE), 'utf8');
const listed = (root: string) => (JSON.parse(textOf(root)) as { findings: { file: string; message: string }[] }).findings.map(({ file, message }) => `${file} ${message.replace(' is odd', '')}`);

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error(`No user error, but ${String(error)}`);
  return `${error.code}: ${error.message}`;
}

describe('a baseline', () => {
  it('is born of what is found, one sorted line each, and then nothing is new', async () => {
    const root = shop({ 'lint/x.md': '', 'src/b.ts': consts('two'), 'src/a.ts': consts('one') });
    expect(await refusal(run(root))).toMatch(/^baseline-not-found: /);
    expect(await run(root, update)).toEqual({ new: [], existing: 2, stale: [], updated: { added: 2, removed: 0, moved: 0 } });
    expect(textOf(root)).toMatch(/^\{\n {2}"version": 1,\n {2}"findings": \[\n {4}\{"rule":"odd","file":"src\/a\.ts","fingerprint":"[0-9a-f]{16}","message":"one is odd"\},\n {4}\{"rule":"odd","file":"src\/b\.ts",.*\}\n {2}\]\n\}\n$/);
    expect(await run(root)).toEqual({ new: [], existing: 2, stale: [], updated: undefined });
  });

  it('is not written when only read, and not touched when it is as it should be', async () => {
    const root = shop({ 'lint/x.md': '', 'src/a.ts': consts('one') });
    await run(root, update);
    const handmade = textOf(root).replaceAll('","', '", "');
    write(root, FILE, handmade);
    await run(root);
    expect(await run(root, update)).toMatchObject({ updated: { added: 0, removed: 0, moved: 0 } });
    expect(textOf(root)).toBe(handmade);
  });

  it('shrinks: what is no longer found is stale, and an update removes it and adds nothing', async () => {
    const root = shop({ 'lint/x.md': '', 'src/a.ts': consts('one', 'two') });
    await run(root, update);
    write(root, 'src/a.ts', consts('two', 'three'));
    expect(await run(root)).toEqual({ new: ['odd src/a.ts three'], existing: 1, stale: ['src/a.ts one'], updated: undefined });
    expect(await run(root, update)).toEqual({ new: ['odd src/a.ts three'], existing: 1, stale: [], updated: { added: 0, removed: 1, moved: 0 } });
    expect(listed(root)).toEqual(['src/a.ts two']);
    expect(await run(root, update)).toMatchObject({ new: ['odd src/a.ts three'] });
  });

  it('grows only when it is allowed to, and tells by how much', async () => {
    const root = shop({ 'lint/x.md': '', 'src/a.ts': consts('one') });
    await run(root, update);
    write(root, 'src/a.ts', consts('one', 'two', 'three'));
    expect(await run(root, { ...update, allowGrowth: true })).toEqual({ new: [], existing: 3, stale: [], updated: { added: 2, removed: 0, moved: 0 } });
    expect(listed(root).sort()).toEqual(['src/a.ts one', 'src/a.ts three', 'src/a.ts two']);
  });

  it('stays as it is where lines move, and follows a file that moves', async () => {
    const root = shop({ 'lint/x.md': '', 'src/a.ts': consts('one', 'two') });
    await run(root, update);
    write(root, 'src/a.ts', `// a line more\n${consts('one', 'two')}`);
    expect(await run(root)).toMatchObject({ new: [], stale: [] });
    renameSync(join(root, 'src/a.ts'), join(root, 'src/b.ts'));
    expect(await run(root)).toMatchObject({ new: [], existing: 2, stale: [] });
    expect(await run(root, update)).toMatchObject({ new: [], stale: [], updated: { added: 0, removed: 0, moved: 2 } });
    expect(listed(root)).toEqual(['src/b.ts one', 'src/b.ts two']);
    // A copy is no move: what it says was never put up with.
    write(root, 'src/c.ts', consts('one'));
    expect(await run(root)).toMatchObject({ new: ['odd src/c.ts one'], stale: [] });
  });

  it('keeps what a partial run does not look at', async () => {
    const root = shop({ 'lint/x.md': '', 'src/a.ts': consts('one'), 'lib/b.ts': consts('two') });
    const all = { rules: ['odd', 'odder'] };
    await run(root, { ...all, ...update });
    write(root, 'src/a.ts', consts());
    write(root, 'lib/b.ts', consts());
    expect((await run(root, all)).stale).toHaveLength(4);
    expect((await run(root, { ...all, paths: ['src'] })).stale).toEqual(['src/a.ts one', 'src/a.ts one']);
    expect((await run(root, { paths: ['lib/b.ts'] })).stale).toEqual(['lib/b.ts two']);
    expect(await run(root, { paths: ['lib/b.ts'], ...update })).toMatchObject({ updated: { added: 0, removed: 1, moved: 0 } });
    expect(listed(root)).toEqual(['lib/b.ts two', 'src/a.ts one', 'src/a.ts one']);
  });

  it('keeps what is found and only not shown, or in a file that cannot be read', async () => {
    const root = shop({ 'lint/x.md': '', 'src/a.ts': consts('one'), 'src/b.ts': consts('two') });
    await run(root, update);
    writeFileSync(join(root, 'src/b.ts'), Buffer.from([0, 1]));
    expect(await run(root, { minSeverity: 'error' })).toMatchObject({ new: [], stale: [] });
  });

  it('keeps what a rule said that is run only when it is shown', async () => {
    const whole: Rule = { ...finder('whole'), severity: 'info', isWhole: true };
    const ran = async (options: Partial<CheckOptions>) => (await check({ paths: [], cwd: root, cache: false, baseline: FILE, ...options }, [whole])).report.comparison?.baseline?.stale.map(({ message }) => message);
    const root = shop({ 'lint/x.md': '', 'src/a.ts': consts('one', 'two') });
    await ran({ preset: 'all', ...update });
    write(root, 'src/a.ts', consts('one'));
    expect(await ran({})).toEqual([]);
    expect(await ran({ preset: 'all' })).toEqual(['two is odd']);
    expect(await ran({ rules: ['whole'] })).toEqual(['two is odd']);
  });

  it('drops what a comment accepts', async () => {
    const root = shop({ 'lint/x.md': '', 'src/a.ts': consts('one') });
    await run(root, update);
    write(root, 'src/a.ts', `// dist-lint-disable-next-line odd -- it is so\n${consts('one')}`);
    expect(await run(root)).toMatchObject({ new: [], existing: 0, stale: ['src/a.ts one'] });
  });

  it('holds no finding of a rule that is never put up with', async () => {
    const config = JSON.stringify({ baseline: './lint/accepted.json', rules: { odd: { baseline: false } }, overrides: [{ files: ['old/**'], rules: { odd: { baseline: true } } }] });
    const root = shop({ 'lint/x.md': '', 'src/a.ts': consts('one'), 'old/b.ts': consts('two'), 'dist-lint.config.json': config });
    const ran = await check({ paths: [], cwd: root, cache: false, rules: ['odd'], ...update }, rules);
    expect(ran.report.findings.map(({ status, file }) => `${status} ${file}`)).toEqual(['existing old/b.ts', 'new src/a.ts']);
    expect(listed(root)).toEqual(['old/b.ts two']);
  });

  it('goes with a base: what is in either counts as there before', async () => {
    const there = repository({ 'src/a.ts': consts('one'), 'lint/x.md': '' });
    await run(there.root, update);
    there.commit({ 'src/b.ts': consts('two') });
    there.commit({ 'src/c.ts': consts('three') });
    expect(await run(there.root)).toMatchObject({ new: ['odd src/b.ts two', 'odd src/c.ts three'], existing: 1 });
    expect(await run(there.root, { base: 'HEAD~1' })).toMatchObject({ new: ['odd src/c.ts three'], existing: 2 });
  });
});

describe('a baseline that cannot be used', () => {
  const entry = '{ "rule": "odd", "file": "src/a.ts", "fingerprint": "0123456789abcdef", "message": "m" }';
  it.each([
    ['nothing', '', /^baseline-syntax: lint\/accepted\.json:1 /],
    ['no JSON', '{\n  "version": 1,\n  "findings": [\n    nonsense\n', /^baseline-syntax: lint\/accepted\.json:4 /],
    ['a list', '[]', /^invalid-baseline: lint\/accepted\.json:1 holds no object/],
    ['another version', '{\n  "version": 2, "findings": [] }', /^invalid-baseline: lint\/accepted\.json:2 is of version 2/],
    ['no findings', '{ "version": 1 }', /^invalid-baseline: .* has no list 'findings'/],
    ['an entry twice', `{ "version": 1, "findings": [\n${entry},\n${entry}\n] }`, /^invalid-baseline: lint\/accepted\.json:3 holds the finding 0123456789abcdef a second time/],
    ['an entry that lacks something', '{ "version": 1, "findings": [\n{ "rule": "odd",\n"file": 3 }\n] }', /^invalid-baseline: lint\/accepted\.json:3 holds an entry without 'file'/],
    ['an entry that is none', '{ "version": 1, "findings": [\n"odd" ] }', /^invalid-baseline: lint\/accepted\.json:2 /],
    ['a fingerprint that is none', `{ "version": 1, "findings": [\n${entry.replace('0123', 'xyz ')}] }`, /^invalid-baseline: lint\/accepted\.json:2 /],
    ['marks of a conflict', `{ "version": 1, "findings": [\n<<<<<<< HEAD\n${entry}\n=======\n>>>>>>> topic\n] }`, /^baseline-conflict: lint\/accepted\.json:2 /],
    ['a great depth', '['.repeat(5000), /^baseline-syntax: /],
  ])('%s: says where, and leaves it as it is', async (_, text, said) => {
    const root = shop({ [FILE]: text, 'src/a.ts': consts('one') });
    expect(await refusal(run(root, update))).toMatch(said);
    expect(textOf(root)).toBe(text);
  });

  it('is a folder, lies in none, or is not named', async () => {
    const root = shop({ 'src/a.ts': consts('one') });
    expect(await refusal(run(root, { baseline: 'src' }))).toMatch(/^baseline-not-readable: /);
    expect(await refusal(run(root, { baseline: 'nowhere/b.json', ...update }))).toMatch(/^baseline-not-writable: /);
    expect(await refusal(check({ paths: [], cwd: root, cache: false, ...update }, rules))).toMatch(/^no-baseline: /);
    expect(await refusal(run(root, { allowGrowth: true }))).toMatch(/^growth-without-update: /);
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });

  it.each(['../outside.json', '/etc/passwd', '.'])('is named by a configuration and leads out of the root: %s', async (baseline) => {
    const root = shop({ 'src/a.ts': consts('one'), 'dist-lint.config.json': JSON.stringify({ baseline }) });
    expect(await refusal(check({ paths: [], cwd: root, cache: false }, rules))).toMatch(/^baseline-leads-out: /);
  });
});
