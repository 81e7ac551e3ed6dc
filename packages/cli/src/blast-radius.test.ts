/** `dist-lint blast-radius` and `dist-lint graph`, as far as the command line goes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, removeProjects } from '@dist-lint/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from './fake.test.data.ts';

afterEach(removeProjects);

describe('blast-radius', () => {
  it('hands on targets, base and threshold, and draws for formats that draw', async () => {
    const { inventoried, code } = await run(['blast-radius', 'src/a.ts', 'redis', '--base', 'main', '--threshold', '30', '--format', 'mermaid']);
    expect(code).toBe(0);
    expect(inventoried).toMatchObject([{ targets: ['src/a.ts', 'redis'], base: 'main', threshold: 0.3, draws: true }]);
    expect((await run(['blast-radius'])).inventoried).toMatchObject([{ draws: false }]);
  });

  it('writes the report to a file and says what is in it', async () => {
    const cwd = project({});
    const { stdout, stderr, code } = await run(['blast-radius', '--format', 'json', '--output', 'report.json'], { cwd });
    expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
    expect(stderr).toBe('dist-lint: 2 entry points, 1 resource; the report is in report.json\n');
    expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).toMatchObject({ schemaVersion: 1, counts: { entries: 2 } });
  });

  it('ends with 3 when it is not the whole truth', async () => {
    const { code, stderr } = await run(['blast-radius', '--format', 'json'], { blast: { incomplete: ['Memory ran out.'] } });
    expect(code).toBe(3);
    expect(stderr).toContain('could not be completed:\n  Memory ran out.\n');
  });
});

describe('graph', () => {
  it('draws packages unless told otherwise', async () => {
    expect((await run(['graph'])).inventoried).toMatchObject([{ level: 'package' }]);
    const { inventoried, stdout, code } = await run(['graph', '--level', 'module', '--format', 'dot']);
    expect(code).toBe(0);
    expect(inventoried).toMatchObject([{ level: 'module' }]);
    expect(stdout).toContain('digraph');
  });
});
