import { UserError } from '@dist-lint/model';
import { describe, expect, it } from 'vitest';
import { finding, run } from './fake.test.data.ts';

describe('help and version', () => {
  it('tells the version', async () => {
    for (const flag of ['--version', '-v']) expect(await run([flag])).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '', checked: [] });
  });

  it('lists commands, flags and exit codes', async () => {
    const { code, stdout, checked } = await run(['--help']);
    expect(code).toBe(0);
    for (const part of ['dist-lint [check] [paths…]', 'explain --at', '--format FORMAT', '(agent, github, gitlab, json, markdown, sarif, text)', '--fail-on SEVERITY', '  3  the analysis']) expect(stdout).toContain(part);
    expect(checked).toEqual([]);
  });

  it('shows a command alone', async () => {
    const { stdout } = await run(['explain', '-h']);
    expect(stdout).toContain('--at FILE');
    expect(stdout).not.toContain('--fail-on SEVERITY');
  });
});

describe('what is unknown', () => {
  it.each([
    [['--fomat', 'json'], 'There is no flag --fomat. (unknown-flag)', 'Did you mean --format?'],
    [['--output-file=x'], 'There is no flag --output-file.', '`dist-lint check --help` lists the flags.'],
    [['--bass', 'main'], 'There is no flag --bass.', 'Did you mean --base?'],
    [['retries', '--update-baseline'], "--update-baseline is no flag of 'retries' but of 'check'. (unknown-flag)", 'lists its flags'],
    [['--confg', 'x'], 'There is no flag --confg.', 'Did you mean --config?'],
    [['--no-rule'], 'There is no flag --no-rule.', ''],
    [['-x'], 'There is no flag -x.', ''],
    [['-vx'], 'There is no flag -x.', ''],
    [['--__proto__'], 'There is no flag --__proto__.', ''],
    [['--toString'], 'There is no flag --toString.', ''],
    [['--verbos'], 'There is no flag --verbos.', 'Did you mean --verbose?'],
    [['explain', '--format', 'json'], "--format is no flag of 'explain' but of 'check'. (unknown-flag)", ''],
    [['xyzzy'], "'xyzzy' is neither a command nor a file or folder here. (unknown-command)", 'Commands: check, retries, state, blast-radius, graph, explain, init.'],
    [['blast-radios', 'src'], "'blast-radios' is neither a command", "Did you mean 'blast-radius'?"],
    [['graph', 'src'], "graph draws the whole program, but 'src' was named. (graph-no-target)", ''],
    [['graph', '--nodes', '0'], "'0' is no number of nodes. (invalid-nodes)", ''],
    [['blast-radius', '--threshold', '0.5'], "'0.5' is no share of the entry points. (invalid-threshold)", 'from 1 to 100'],
    [['blast-radius', ''], 'The target is empty. (empty-path)', ''],
    [['chek'], "'chek' is neither a command", "Did you mean 'check'?"],
    [['explian', 'silent-catch'], "'explian' is neither a command", "Did you mean 'explain'?"],
    [['--format', 'xml'], "--format does not know 'xml'. (unknown-format)", 'Known: agent, github, gitlab, json, markdown, sarif, text.'],
    [['--format', 'jsn'], "--format does not know 'jsn'.", "Did you mean 'json'?"],
    [['--format', 'constructor'], "--format does not know 'constructor'.", ''],
    [['--preset', 'most'], "--preset does not know 'most'. (invalid-flag-value)", 'Known: recommended, strict, all.'],
    [['--fail-on', 'warn'], "--fail-on does not know 'warn'.", "Did you mean 'warning'?"],
    [['--min-severity', 'high'], "--min-severity does not know 'high'.", 'Known: error, warning, info.'],
    [['--min-precision', 'error'], "--min-precision does not know 'error'.", 'Known: high, medium, low.'],
    [['explain', 'silent-cach'], "There is no rule 'silent-cach'. (unknown-rule)", "Did you mean 'silent-catch'? Rules: retry-storm, silent-catch."],
  ])('%j: names it, suggests, ends with 2', async (argv, message, hint) => {
    const { code, stdout, stderr, checked } = await run(argv);
    expect({ code, stdout, checked }).toEqual({ code: 2, stdout: '', checked: [] });
    expect(stderr).toContain(`dist-lint: ${message}`);
    expect(stderr).toContain(hint);
    expect(stderr.split('\n')).toHaveLength(3);
  });
});

describe('what is malformed', () => {
  it.each([
    [['--format'], '--format needs a value. (flag-value-missing)'],
    [['--format='], '--format needs a value.'],
    [['--format', '--verbose'], '--format needs a value.'],
    [['--no-cache=1'], "--no-cache takes no value, but has '1'. (flag-takes-no-value)"],
    [['--threads', '0'], "--threads cannot be '0'. (invalid-flag-value)"],
    [['--threads', 'many'], "--threads cannot be 'many'."],
    [['--threads', '1e2'], "--threads cannot be '1e2'."],
    [['--threads=-1'], "--threads cannot be '-1'."],
    [['--threads', '99999'], "--threads cannot be '99999'."],
    [['--option', 'maxAttempts=5'], "'maxAttempts=5' is no rule option. (invalid-option)"],
    [['--option', 'retry-storm.maxAttempts'], "'retry-storm.maxAttempts' is no rule option."],
    [['--option', 'a.b={"c":1}'], "The value of 'a.b' is neither a JSON scalar nor a list of them: {\"c\":1}"],
    [['--option', 'a.b=[[1]]'], "The value of 'a.b' is neither"],
    [['--option', 'a.b=null'], "The value of 'a.b' is neither"],
    [[''], 'A path is empty. (empty-path)'],
    [['src', ''], 'A path is empty.'],
    [['explain'], 'explain takes one rule, or one place. (explain-what)'],
    [['explain', 'a', 'b'], 'explain takes one rule, or one place.'],
    [['explain', 'a', '--at', 'b:1'], 'explain takes one rule, or one place.'],
    [['explain', '--at', 'src/a.ts'], "'src/a.ts' is no place. (invalid-place)"],
    [['explain', '--at', 'src/a.ts:0'], "'src/a.ts:0' is no place."],
    [['explain', '--at', 'src/a.ts:1:0'], "'src/a.ts:1:0' is no place."],
    [['explain', '--at', ':3'], "':3' is no place."],
  ])('%j is a user error', async (argv, message) => {
    const { code, stdout, stderr, checked, asked } = await run(argv);
    expect({ code, stdout, checked, asked }).toEqual({ code: 2, stdout: '', checked: [], asked: [] });
    expect(stderr).toContain(`dist-lint: ${message}`);
  });
});

describe('what goes wrong in the engine', () => {
  const failing = (error: unknown) => ({ check: () => Promise.reject(error) });

  it('passes user errors on, with code and hint', async () => {
    const error = new UserError('target-not-found', 'There is nothing at src/gone.', 'Name a folder or file that exists.');
    expect(await run(['src/gone'], failing(error))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'dist-lint: There is nothing at src/gone. (target-not-found)\n  Name a folder or file that exists.\n',
    });
  });

  it('keeps the stack of our own bugs and asks for a report', async () => {
    const { code, stdout, stderr } = await run(['--format', 'json'], failing(new TypeError('x is undefined', { cause: new Error('deeper') })));
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('an internal error, so the analysis could not be completed');
    expect(stderr).toContain('TypeError: x is undefined');
    expect(stderr).toMatch(/\n {4,}at .*main\.test\.ts/);
    expect(stderr).toContain('caused by: Error: deeper');
    expect(stderr).toMatch(/Please report it .* dist-lint 0\.1\.0, Node\.js \d/);
  });

  it.each([['a string'], [undefined], [null], [Object.create(null)]])('survives that %j is thrown', async (thrown) => {
    expect(await run([], failing(thrown))).toMatchObject({ code: 3, stdout: '' });
  });

  it('knows when memory ran out', async () => {
    const { code, stderr } = await run([], failing(Object.assign(new Error('Worker terminated'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })));
    expect(code).toBe(3);
    expect(stderr).toContain('out of memory');
    expect(stderr).not.toContain('bug');
  });

  it('neutralises what an error quotes', async () => {
    const hostile = 'a\u001b[2J\u202eb';
    const { stderr } = await run([], failing(new UserError('target-not-found', hostile, hostile)));
    expect(stderr).toBe('dist-lint: a\\x1b[2J\\u{202e}b (target-not-found)\n  a\\x1b[2J\\u{202e}b\n');
    expect((await run([], failing(new Error(hostile)))).stderr).not.toMatch(/[\u001b\u202e]/);
    expect((await run([`--${hostile}`])).stderr).not.toMatch(/[\u001b\u202e]/);
  });

  it('ends with 3 when the report cannot be printed', async () => {
    const { main } = await import('./main.ts');
    const { threadedEngine } = await import('./engine.ts');
    const broken = { isTTY: false, write: () => Promise.reject(new Error('ENOSPC')) };
    expect(await main(['--version'], { stdout: broken, stderr: broken, cwd: '/nowhere', env: {} }, threadedEngine)).toBe(3);
  });
});

describe('exit codes', () => {
  const everything = [finding('error'), finding('warning'), finding('info')];

  it.each([
    ['error', [], 0],
    ['error', everything, 1],
    ['error', everything.slice(1), 0],
    ['warning', everything.slice(1), 1],
    ['warning', everything.slice(2), 0],
    ['info', everything.slice(2), 1],
    ['info', [], 0],
    ['never', everything, 0],
  ] as const)('--fail-on %s with %j ends with its code, whatever the format', async (failOn, findings, code) => {
    for (const format of ['text', 'json']) {
      expect((await run(['--fail-on', failOn, '--format', format], { report: { findings: [...findings] } })).code).toBe(code);
    }
  });

  it('fails on errors unless told otherwise', async () => {
    expect((await run([], { report: { findings: [finding('warning')] } })).code).toBe(0);
    expect((await run([], { report: { findings: [finding('error')] } })).code).toBe(1);
  });

  it('does not hold what was there before against anybody', async () => {
    expect((await run([], { report: { findings: [finding('error', { status: 'existing' })] } })).code).toBe(0);
  });

  it('fails on a baseline that lists what is no longer found, and says so to those who read no text', async () => {
    const stale = [{ rule: 'silent-catch', file: 'src/a.ts', fingerprint: '0123456789abcdef', message: 'm' }];
    const report = { comparison: { existing: 0, baseline: { file: 'accepted.json', stale } } };
    for (const format of ['text', 'json', 'gitlab']) {
      const { code, stderr } = await run(['--format', format], { report });
      expect(code).toBe(1);
      expect(stderr).toContain(format === 'text' ? '' : '--update-baseline` removes it');
    }
    expect((await run(['--fail-on', 'never'], { report })).code).toBe(0);
    expect((await run([], { report: { comparison: { existing: 3, baseline: { file: 'accepted.json', stale: [] } } } })).code).toBe(0);
  });

  it('ends with 3 when something is missing, whatever was found and asked', async () => {
    const report = { incomplete: ['3 of 4 files could not be read.'] };
    expect((await run([], { report })).code).toBe(3);
    expect((await run(['--fail-on', 'never'], { report })).code).toBe(3);
    expect((await run([], { report: { ...report, findings: everything } })).code).toBe(3);
  });

  it('says on standard error what is missing to those who read no text', async () => {
    const report = { incomplete: ['3 of 4 files could not be read.'] };
    expect((await run(['--format', 'json'], { report })).stderr).toBe('dist-lint: the analysis could not be completed:\n  3 of 4 files could not be read.\n');
    const text = await run([], { report });
    expect(text.stderr).toBe('');
    expect(text.stdout).toContain('3 of 4 files could not be read.');
  });
});
