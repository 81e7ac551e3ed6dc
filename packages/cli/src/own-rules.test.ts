import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '@dist-lint/engine';
import { project, removeProjects } from '@dist-lint/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { run as runHere } from './fake.test.data.ts';
import { bin, type PrintedReport } from './project.test.data.ts';

afterAll(removeProjects);

const api = new URL('../dist/index.js', import.meta.url).href;

/** A rule that reports every module by its owner, in the words of a configuration. */
function rule(name: string, find = "for (const module of modules) yield { module, span: { at: 0, end: 1 }, message: `${options.word} ${program.settings.ownerOf(module.path)}`, path: [{ module, span: { at: 0, end: 1 }, message: 'here' }] };"): string {
  return `({ name: '${name}', summary: 'S.', pillar: 'state', source: 'Ours', severity: 'error', precision: 'high', scope: 'file', options: { word: { type: 'choice', default: 'owner', choices: ['owner', 'team'], description: 'D.' } }, *find(program, options, modules) { ${find} } })`;
}

const config = (body: string) => ({ 'dist-lint.config.mjs': `export default { ${body} };` });
const rootWith = (files: Record<string, string>) => project({ 'src/a.ts': 'export const a = 1;\n', 'src/b.ts': '// dist-lint-disable-next-line owned -- known\nexport const b = 1;\n', ...files });

/** With the engine in this process: a process for each would load the compiler anew. */
function run(files: Record<string, string>, ...args: string[]) {
  return runHere(args, { cwd: rootWith(files), check: (options) => check(options) });
}

/** The command as it is installed. */
function spawned(root: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: root, encoding: 'utf8', timeout: 60_000 });
  return { code: status, stdout, stderr };
}

async function report(files: Record<string, string>, ...args: string[]) {
  const ended = await run(files, '--format', 'json', ...args);
  return { ...ended, report: (ended.stdout === '' ? undefined : JSON.parse(ended.stdout)) as (Omit<PrintedReport, 'findings'> & { findings: (PrintedReport['findings'][number] & { fingerprint: string })[] }) | undefined };
}

describe('a rule of the configuration’s own', () => {
  it('that imports what we export is run by the command as it is installed', () => {
    const root = rootWith({ 'dist-lint.config.mjs': `import { defineRule } from '${api}';\nexport default { ignore: ['*.mjs'], ownRules: [defineRule${rule('owned')}] };` });
    const { code, stdout, stderr } = spawned(root, '--format', 'json');
    expect({ code, stderr, found: (JSON.parse(stdout) as PrintedReport).findings.map(({ file }) => file) }).toEqual({ code: 1, stderr: '', found: ['src/a.ts', 'src/b.ts'] });
  });

  // The engine is in a thread there, which cannot hand over everything.
  it.each([['size: 1n', 'BigInt'], ['size: () => 1', 'could not be cloned']])('that yields the data { %s } does not end the command as it is installed', (data, said) => {
    const root = rootWith(config(`ignore: ['*.mjs'], ownRules: [${rule('failing', `yield { module: modules[0], span: { at: 0, end: 1 }, message: 'm', path: [{ module: modules[0], span: { at: 0, end: 1 }, message: 'm' }], data: { ${data} } };`)}, ${rule('owned')}]`));
    const { code, stdout, stderr } = spawned(root, '--format', 'json');
    const { incomplete, findings } = JSON.parse(stdout) as PrintedReport;
    expect({ code, said: incomplete[0], found: findings.map(({ rule: name }) => name), stderr }).toEqual({ code: 3, said: expect.stringContaining(said) as string, found: ['owned', 'owned'], stderr: expect.stringContaining('could not be completed') as string });
  });

  it('is run, fingerprinted, configured and named on the command line, and may ask who owns a file', async () => {
    const body = `owners: [{ name: 'all', files: ['**'] }, { name: 'billing', files: ['src/a.*'] }], ownRules: [${rule('owned')}], rules: { owned: { word: 'team' } }`;
    const all = await report(config(body));
    expect(all).toMatchObject({ code: 1, stderr: '' });
    expect(all.report?.findings.map(({ rule: name, file, message }) => [name, file, message])).toEqual([
      ['owned', 'dist-lint.config.mjs', 'team all'], ['owned', 'src/a.ts', 'team billing'], ['owned', 'src/b.ts', 'team all'],
    ]);
    expect(new Set(all.report?.findings.map(({ fingerprint }) => fingerprint)).size).toBe(3);
    const one = await report(config(body), '--rule', 'owned', '--option', 'owned.word=owner', 'src/a.ts');
    expect(one.report?.findings.map(({ message }) => message)).toEqual(['owner billing']);
  });

  it('is suppressed and switched off as ours are', async () => {
    const onSecondLine = "for (const module of modules) yield { module, span: { at: module.facts.lineStarts[1] ?? 0, end: (module.facts.lineStarts[1] ?? 0) + 1 }, message: 'm', path: [{ module, span: { at: 0, end: 1 }, message: 'here' }] };";
    const body = `ignore: ['*.mjs'], ownRules: [${rule('owned', onSecondLine)}]`;
    expect((await report(config(body))).report?.findings.map(({ file }) => file)).toEqual(['src/a.ts']);
    expect((await report(config(`${body}, rules: { owned: 'off' }`))).report?.findings).toEqual([]);
  });

  it.each(['text', 'json', 'sarif', 'github', 'gitlab', 'markdown', 'agent'])('is drawn in the format %s', async (format) => {
    const { code, stdout } = await run(config(`ignore: ['*.mjs'], ownRules: [${rule('owned')}]`), '--format', format);
    expect(code).toBe(1);
    expect(stdout).toContain('owned');
    expect(stdout).toContain('src/a.ts');
    // It has no page that a link could lead to.
    expect(stdout).not.toContain('owned.md');
  });

  it.each([
    ['throws', "throw new Error('no answer');", 'no answer'],
    ['yields what is no finding', "yield { message: 'm' };", "no 'module'"],
    ['yields what cannot be printed', "yield { module: modules[0], span: { at: 0, end: 1 }, message: 'm', path: [{ module: modules[0], span: { at: 0, end: 1 }, message: 'm' }], data: { size: 1n } };", 'BigInt'],
  ])('that %s is named, the others run, and the run is incomplete', async (_, find, said) => {
    const ended = await report(config(`ignore: ['*.mjs'], ownRules: [${rule('failing', find)}, ${rule('owned')}]`));
    expect(ended.code).toBe(3);
    expect(ended.report?.incomplete).toEqual([expect.stringMatching(/^The rule 'failing' failed: /)]);
    expect(ended.report?.incomplete[0]).toContain(said);
    expect(ended.report?.findings.map(({ rule: name }) => name)).toEqual(['owned', 'owned']);
  });

  it.each([
    [`ownRules: [${rule('owned')}, { ...${rule('owned')}, name: 'silent-catch' }]`, "ownRules[1].name is 'silent-catch', which a rule of dist-lint bears"],
    [`ownRules: [${rule('owned')}, ${rule('owned')}]`, "ownRules[1].name is 'owned', as ownRules[0] is named"],
    [`ownRules: [{ ...${rule('owned')}, name: 'Owned' }]`, 'ownRules[0].name is "Owned", which is not kebab-case'],
    ["ownRules: [{ name: 'owned' }]", "ownRules[0] lacks 'find'"],
    [`ownRules: [{ ...${rule('owned')}, find: 1, severity: 'fatal' }]`, 'ownRules[0].find is 1, not a function'],
    [`ownRules: [{ ...${rule('owned')}, options: { most: { type: 'number', default: 0, minimum: 1, description: 'D.' } } }]`, 'ownRules[0].options.most has a default that it does not allow itself'],
    [`ownRules: [${rule('owned')}], rules: { owend: 'off' }`, "rules.owend is no rule that is known (did you mean 'owned'?)"],
    [`ownRules: [${rule('owned')}], rules: { owned: { word: 'x' } }`, 'rules.owned.word is wrong'],
  ])('with a mistake is a user error', async (body, said) => {
    const { code, stderr } = await run(config(body));
    expect(stderr).toContain(said);
    expect(code).toBe(2);
  });

  it('comes with code only', async () => {
    const { code, stderr } = await run({ 'dist-lint.config.json': '{ "ownRules": [] }' });
    expect(code).toBe(2);
    expect(stderr).toContain('dist-lint.config.json:1 ownRules is possible only in a configuration that is code');
  });
});

describe('rows of the configuration’s own', () => {
  const mails = "import { sendMail } from '@acme/mailer';\nimport { Queue } from 'bullmq';\nconst jobs = new Queue('jobs');\nexport async function confirm(order: { id: string }) {\n  try {\n    await sendMail({ to: order.id });\n  } catch {}\n}\nexport async function later(order: { id: string }) {\n  try {\n    await jobs.add('x', order);\n  } catch {}\n}\n";
  const row = { name: 'Mailer', packages: ['@acme/mailer'], docs: 'https://acme.example', symbols: { sendMail: { effects: [{ kind: 'network', method: '=POST', payload: '0', stake: 'mail' }] } } };
  const lines = async (libraries: unknown[]) => (await report({ 'src/mails.ts': mails, 'dist-lint.config.json': JSON.stringify({ libraries }) })).report?.findings.map(({ line }) => line);

  it('let a rule see an effect, and leave built-in rows as they are', async () => {
    expect(await lines([])).toEqual([12]);
    expect(await lines([row])).toEqual([7, 12]);
  });

  it('win over the built-in row of the same symbol', async () => {
    expect(await lines([{ ...row, packages: ['bullmq'], symbols: { 'Queue.add': { effects: [{ kind: 'log', level: 'info' }] } } }])).toEqual([]);
    expect(await lines([{ ...row, packages: ['bullmq'], symbols: { 'Queue.other': { effects: [{ kind: 'log' }] } } }])).toEqual([12]);
  });

  it('that are broken are named', async () => {
    const broken = { ...row, symbols: { 'Mail.send': { effects: [{ kind: 'netwrok' }] } } };
    const { code, stderr } = await run({ 'dist-lint.config.json': JSON.stringify({ libraries: [row, broken] }) });
    expect(code).toBe(2);
    expect(stderr).toContain('libraries[1].symbols["Mail.send"].effects[0].kind is "netwrok"');
    expect(stderr).toContain("did you mean 'network'?");
  });
});

describe('a configuration that is a symbolic link', () => {
  const linked = async (name: string, to: string, ...args: string[]) => {
    const root = project({ 'src/a.ts': 'export const a = 1;\n', 'real.json': '{}' });
    symlinkSync(to, join(root, name));
    const { code, stderr } = await runHere(args, { cwd: root, check: (options) => check(options) });
    return [code, /\(([a-z-]+)\)/.exec(stderr)?.[1]];
  };

  it('is refused where it leads out of the root', async () => {
    const outside = join(project({ 'c.json': '{ "failOn": "never" }' }), 'c.json');
    expect(await linked('dist-lint.config.json', outside)).toEqual([2, 'config-leads-out']);
    expect(await linked('dist-lint.config.json', 'real.json')).toEqual([0, undefined]);
    expect(await linked('named.json', outside, '--config', 'named.json')).toEqual([0, undefined]);
    expect(await linked('named.json', outside, '--config', 'named.json', '--safe')).toEqual([2, 'config-leads-out']);
  });
});
