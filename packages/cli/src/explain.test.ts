import { describe, expect, it } from 'vitest';
import { run } from './fake.test.data.ts';

describe('explain RULE', () => {
  it('prints the page', async () => {
    expect(await run(['explain', 'retry-storm'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `retry-storm

A failure that matters is caught and nobody is told.

severity   error
precision  high
about      feedback
known as   Silent Failures

Options:
  retry-storm.maxAttempts=10
    Attempts that are still fine.
`,
    });
  });

  it('prints its four sections where the page has them', async () => {
    expect((await run(['explain', 'silent-catch'])).stdout).toContain(`
What it finds

  A handler that tells nobody.

Why it is bad

  The caller goes on.

What to do

  Let it pass.

What it misses

  - Floating promises.
`);
  });
});

describe('explain --at', () => {
  it('asks for the place', async () => {
    expect((await run(['explain', '--at', 'src/a.ts:3'])).asked).toEqual([{ cwd: '/nowhere', file: 'src/a.ts', line: 3 }]);
    expect((await run(['explain', '--at=odd:7.ts:3:5', '--threads', '2', '--no-cache'])).asked).toEqual([
      { cwd: '/nowhere', file: 'odd:7.ts', line: 3, column: 5, threads: 2, cache: false },
    ]);
  });

  it('says so when nothing is known', async () => {
    expect((await run(['explain', '--at', 'src/a.ts:3'])).stdout).toBe('src/a.ts:3\n\nNothing is known of this line.\n');
  });

  it('prints what is known, neutralised', async () => {
    const explanation = { file: 'src/a.ts', line: 3, symbol: 'Orders.ship', sections: [{ title: 'calls', lines: ['db#save', 'x\u001b[2J'] }, { title: 'gaps', lines: [] }] };
    expect((await run(['explain', '--at', 'src/a.ts:3'], { explanation })).stdout).toBe('src/a.ts:3  in Orders.ship\n\ncalls\n  db#save\n  x\\x1b[2J\n\ngaps\n');
  });
});
