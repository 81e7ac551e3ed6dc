import { defineRule, type Rule } from '@dist-lint/graph';
import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import type { CheckOptions } from './api.ts';
import { repository, type Repository } from './repository.test.data.ts';

/** Finds each call of `lose`, and whom a file imports, whose path is the anchor. */
const lost: Rule = defineRule({
  name: 'lost', summary: 'S.', pillar: 'feedback', source: 'S', severity: 'error', precision: 'high', scope: 'program', options: {},
  *find(program, _options, modules) {
    for (const module of modules) {
      for (const [at] of module.facts.functions.entries()) {
        for (const { call } of program.calls(module, at)) yield { module, span: call, message: 'lost', path: [{ module, span: call, message: 'here' }], anchor: 'call' };
      }
      for (const fact of module.facts.imports) {
        const to = module.input.resolutions[fact.specifier];
        if (to?.to === 'module') yield { module, span: fact, message: 'import', path: [{ module, span: fact, message: 'here' }], anchor: `mod:${to.path}#x` };
      }
    }
  },
});

const lines = (...calls: string[]) => `declare const lose: (what: string) => void;\nexport function run() {\n${calls.map((it) => `  lose('${it}');\n`).join('')}}\n`;
const shop = { 'package.json': '{ "name": "shop" }', 'src/orders.ts': lines('order', 'refund'), 'src/mail.ts': lines('mail') };

async function told({ root }: Repository, base: string | undefined, options: Partial<CheckOptions> = {}) {
  const { report } = await check({ paths: [], cwd: root, ...(base === undefined ? {} : { base }), ...options }, [lost]);
  const { findings, comparison, summary } = report;
  return {
    new: findings.filter(({ status }) => status === 'new').map(({ file, line }) => `${file}:${line}`), existing: comparison?.existing, fixed: comparison?.base?.fixed,
    errors: summary.findings.error, excerpts: Object.keys(report.excerpts), hidden: report.hidden, incomplete: report.incomplete,
  };
}

describe('check with a base', () => {
  it('tells what the change adds from what was there, and counts what it ends', async () => {
    const there = repository(shop);
    there.commit({ 'src/stock.ts': lines('stock'), 'src/orders.ts': `// moved down\n${lines('order')}` });
    expect(await told(there, 'HEAD~1')).toMatchObject({ new: ['src/stock.ts:3'], existing: 2, fixed: 1, errors: 1, excerpts: ['src/stock.ts'] });
  });

  it('compares with nothing when there is no base', async () => {
    expect(await told(repository(shop), undefined)).toMatchObject({ new: ['src/mail.ts:3', 'src/orders.ts:3', 'src/orders.ts:4'], existing: undefined });
  });

  it('finds nothing new in a change of words, or in what is not committed and the same', async () => {
    const there = repository(shop);
    there.commit({ 'README.md': 'words\n' });
    expect(await told(there, 'HEAD~1')).toMatchObject({ new: [], existing: 3, fixed: 0, excerpts: [] });
    expect(await told(there, 'HEAD')).toMatchObject({ new: [], existing: 3, fixed: 0 });
  });

  it('counts what is not committed, and what git does not track', async () => {
    const there = repository(shop);
    there.write({ 'src/mail.ts': lines('mail', 'more'), 'src/untracked.ts': lines('x') });
    expect(await told(there, 'HEAD')).toMatchObject({ new: ['src/mail.ts:4', 'src/untracked.ts:3'], existing: 3 });
  });

  it('knows a finding again in a file that moved, and one that names the file that moved', async () => {
    const there = repository({ ...shop, 'src/app.ts': "import './orders';\n" });
    there.git('mv', 'src/orders.ts', 'src/sales.ts');
    there.commit({ 'src/app.ts': "import './sales';\n", 'src/sales.ts': `${lines('order', 'refund')}// the end\n` });
    expect(await told(there, 'HEAD~1')).toMatchObject({ new: [], existing: 4, fixed: 0 });
  });

  it('names the twin that is new, not the last of them', async () => {
    const there = repository(shop);
    there.commit({ 'src/orders.ts': lines('first', 'order', 'refund') });
    expect(await told(there, 'HEAD~1')).toMatchObject({ new: ['src/orders.ts:3'], existing: 3, fixed: 0 });
    there.commit({ 'src/orders.ts': lines('order', 'between', 'refund') });
    expect(await told(there, 'HEAD~2')).toMatchObject({ new: ['src/orders.ts:4'], existing: 3, fixed: 0 });
    expect(await told(there, 'HEAD~1')).toMatchObject({ new: [], existing: 4, fixed: 0 });
  });

  it('finds a change elsewhere: what another file does now', async () => {
    const there = repository({ ...shop, 'src/app.ts': "import './missing';\n" });
    there.commit({ 'src/missing.ts': 'export {};\n' });
    expect(await told(there, 'HEAD~1')).toMatchObject({ new: ['src/app.ts:1'], existing: 3 });
  });

  it('takes a finding for new whose comment of suppression went, and does not call fixed what a comment switched off', async () => {
    const there = repository({ ...shop, 'src/mail.ts': lines('mail').replace('  lose', '  // dist-lint-disable-next-line lost -- known\n  lose') });
    there.commit({ 'src/mail.ts': lines('mail') });
    expect(await told(there, 'HEAD~1')).toMatchObject({ new: ['src/mail.ts:3'], existing: 2 });
    there.commit({ 'src/mail.ts': lines('mail').replace('  lose', '  // dist-lint-disable-next-line lost -- known\n  lose') });
    expect(await told(there, 'HEAD~1')).toMatchObject({ new: [], existing: 2, fixed: 0 });
  });

  it('keeps to the paths it is given, on both sides', async () => {
    const there = repository({ ...shop, 'lib/old.ts': `// ${'what it was for. '.repeat(20)}\n${lines('x')}` });
    there.commit({ 'src/orders.ts': lines('order'), 'lib/old.ts': undefined, 'lib/new.ts': lines('a', 'b') });
    expect(await told(there, 'HEAD~1', { paths: ['lib'] })).toMatchObject({ new: ['lib/new.ts:3', 'lib/new.ts:4'], existing: 0, fixed: 1 });
    expect(await told(there, 'HEAD~1', { paths: ['src'] })).toMatchObject({ new: [], existing: 2, fixed: 1 });
  });

  it('counts what is hidden only when it is new', async () => {
    const there = repository(shop);
    there.commit({ 'src/stock.ts': lines('stock'), 'dist-lint.config.json': '{ "rules": { "lost": { "severity": "info" } } }' });
    expect(await told(there, 'HEAD~1')).toMatchObject({ new: [], hidden: 1 });
  });

  it('does not lose its way in conflict markers', async () => {
    const there = repository(shop);
    there.write({ 'src/mail.ts': `<<<<<<< ours\n${lines('mail')}=======\n${lines('post')}>>>>>>> theirs\n` });
    expect(await told(there, 'HEAD')).toMatchObject({ incomplete: [] });
  });
});
