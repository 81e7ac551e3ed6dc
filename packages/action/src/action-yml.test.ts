import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step { name?: string; id?: string; if?: string; run?: string; shell?: string; uses?: string; env?: Record<string, string>; with?: Record<string, string>; 'continue-on-error'?: boolean }
interface Input { description?: string; default?: string; required?: boolean }
interface Action { name: string; description: string; inputs: Record<string, Input>; outputs?: Record<string, { description: string; value: string }>; runs: { using: string; steps: Step[] } }

const text = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const read = (path: string): unknown => parse(text(path));
const actions = ['action.yml', 'comment/action.yml'].map((path) => [path, read(path) as Action] as const);
const sources = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.ts') && !name.includes('.test.')).map((name) => text(`src/${name}`)).join('\n');

describe.each(actions)('%s', (_, action) => {
  const { steps } = action.runs;

  it('is a composite action whose inputs and outputs are described', () => {
    expect(action.runs.using).toBe('composite');
    for (const each of [...Object.values(action.inputs), ...Object.values(action.outputs ?? {})]) expect(each.description?.length).toBeGreaterThan(10);
    for (const [name, { default: value, required }] of Object.entries(action.inputs)) expect([name, typeof value === 'string' || required]).toEqual([name, true]);
  });

  it('puts no expression into a script', () => {
    const scripts = steps.flatMap(({ run }) => run ?? []);
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toMatch(/^node "\$GITHUB_ACTION_PATH(?:\/\.\.)?\/bundle\/action\.mjs" [a-z]+$/);
    for (const { run, shell } of steps) expect(shell).toBe(run === undefined ? undefined : 'bash');
  });

  it('knows every input and every step that it speaks of, and uses every input', () => {
    const spoken = JSON.stringify(action.runs) + JSON.stringify(action.outputs ?? {});
    const named = (pattern: RegExp): string[] => [...new Set([...spoken.matchAll(pattern)].map(([, name = '']) => name))].sort();
    expect(named(/\binputs\.([\w-]+)/g)).toEqual(Object.keys(action.inputs).sort());
    const ids = new Set(steps.map(({ id }) => id));
    expect(named(/\bsteps\.([\w-]+)\./g).filter((id) => !ids.has(id))).toEqual([]);
    expect(named(/\bsteps\.analyse\.outputs\.([\w-]+)/g).filter((name) => !sources.includes(`setOutput(env, '${name}'`))).toEqual([]);
  });

  it('hands over what the scripts read, and no more', () => {
    const given = new Set(steps.flatMap(({ env }) => Object.keys(env ?? {})));
    for (const name of given) expect([name, sources.includes(`'${name}'`) || sources.includes(`'${name.replace('INPUT_', '').toLowerCase().replaceAll('_', '-')}'`)]).toEqual([name, true]);
  });

  it('runs steps that there are', () => {
    const known = /steps: Readonly<Record<string, Step>> = \{([^}]*)\}/.exec(sources)?.[1]?.split(',').map((each) => each.trim().split(':')[0]) ?? [];
    for (const { run } of steps) if (run !== undefined) expect(known).toContain(run.split(' ').at(-1));
  });
});

describe('action.yml', () => {
  const action = actions[0]?.[1];

  it('writes nothing to GitHub unless asked to, and ends with the verdict, whatever the upload came to', () => {
    expect(action?.inputs).toMatchObject({ comment: { default: 'false' }, sarif: { default: 'false' }, safe: { default: 'false' }, annotations: { default: 'true' } });
    const steps = action?.runs.steps ?? [];
    expect(steps.at(-1)).toMatchObject({ name: 'Verdict', if: '${{ !cancelled() }}' });
    expect(steps.find(({ id }) => id === 'upload')).toMatchObject({ 'continue-on-error': true, uses: expect.stringMatching(/^github\/codeql-action\/upload-sarif@v\d+$/) });
    // Only the steps that ask GitHub have the token; the one that runs other people's code has none.
    expect(steps.filter(({ env }) => env !== undefined && 'INPUT_TOKEN' in env).map(({ name }) => name)).toEqual(['Annotate changed lines', 'Comment']);
  });
});

describe('docs/ci.md', () => {
  const page = text('../../docs/ci.md');

  it('tells of every input, with its default, and of every output', () => {
    const action = actions[0]?.[1];
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    for (const [name, { default: value = '' }] of Object.entries(action?.inputs ?? {})) {
      const row = rows.find((line) => (line.split('|')[1] ?? '').includes(`\`${name}\``));
      expect([name, row]).toEqual([name, expect.any(String)]);
      if (value !== '' && !value.startsWith('${{')) expect(row).toContain(`\`${value}\``);
    }
    for (const name of Object.keys(action?.outputs ?? {})) expect(page).toContain(`\`${name}\``);
  });

  it('gives the action only inputs that it has', () => {
    const steps = [...page.matchAll(/uses: dist-lint\/dist-lint\/packages\/action@\S+\n\s+with:\n((?:\s+[\w-]+: .*\n)+)/g)];
    expect(steps.length).toBeGreaterThan(1);
    for (const [, given = ''] of steps) expect(Object.keys(actions[0]?.[1].inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(parse(given) as object)));
  });
});

describe.each(readdirSync(new URL('../examples', import.meta.url)))('examples/%s', (name) => {
  const workflow = read(`examples/${name}`) as { on: Record<string, unknown>; permissions: Record<string, string>; jobs: Record<string, { steps: Step[] }> };
  const steps = Object.values(workflow.jobs).flatMap(({ steps: each }) => each);

  it('gives our actions only inputs that they have, and runs no script', () => {
    for (const { uses = '', with: given = {}, run } of steps) {
      expect(run).toBeUndefined();
      const [, path] = /^dist-lint\/dist-lint\/packages\/action(\/comment)?@/.exec(uses) ?? [];
      if (!uses.startsWith('dist-lint/')) continue;
      const action = path === undefined ? actions[0]?.[1] : actions[1]?.[1];
      expect(Object.keys(given).filter((input) => !Object.hasOwn(action?.inputs ?? {}, input))).toEqual([]);
    }
  });

  it('never has both the code of a stranger and the right to write', () => {
    const checksOut = steps.some(({ uses = '' }) => uses.startsWith('actions/checkout'));
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.values(workflow.permissions).includes('write') && checksOut).toBe(false);
  });
});
