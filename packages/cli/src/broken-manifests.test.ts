/** Manifests and compiler options that are broken: a gap of the file that is, and the rest is analysed. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '@dist-lint/engine';
import { project as folder, removeProjects, silent } from '@dist-lint/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from './fake.test.data.ts';
import type { PrintedReport } from './project.test.data.ts';

afterEach(removeProjects);

/** The one error of `src/orders.ts` is found, whatever lies beside it. */
const goesOn = { code: 1, stderr: '', report: { summary: { findings: { error: 1 } }, findings: [{ rule: 'silent-catch', file: 'src/orders.ts' }], incomplete: [] } };

describe('a manifest or a tsconfig', () => {
  const config = (path: string, text: string | Uint8Array) => ({ 'src/orders.ts': silent, [path]: text });

  it.each([
    ['tsconfig.json that is empty', config('tsconfig.json', ''), undefined],
    ['tsconfig.json with comments and trailing commas', config('tsconfig.json', '// x\n{ "compilerOptions": { "strict": true, }, }'), false],
    ['tsconfig.json that is no JSON', config('tsconfig.json', '{ "compilerOptions": '), true],
    ['tsconfig.json that is a list', config('tsconfig.json', '[1]'), true],
    ['tsconfig.json that extends nothing there', config('tsconfig.json', '{ "extends": "./gone.json" }'), true],
    ['tsconfig.json that extends itself', config('tsconfig.json', '{ "extends": "./tsconfig.json" }'), true],
    ['tsconfig.json with paths of the wrong type', config('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": 7 }, "baseUrl": [] } }'), undefined],
    ['package.json that is no JSON', config('package.json', '{ name: '), true],
    ['package.json that is null', config('package.json', 'null'), true],
    ['package.json with fields of the wrong type', config('package.json', '{ "name": 7, "workspaces": "x", "exports": [null], "main": {} }'), undefined],
    ['package.json that is binary', config('package.json', new Uint8Array([0, 1, 2, 255])), true],
    ['pnpm-workspace.yaml that is no YAML', config('pnpm-workspace.yaml', 'packages: [\n  - : {'), true],
  ] as const)('%s', async (_, files, isGap) => {
    const { gaps, ...run } = await reported(folder(files));
    expect(run).toMatchObject(goesOn);
    const broken = gaps['broken-config'] ?? [];
    if (isGap !== undefined) expect(broken.length > 0).toBe(isGap);
    for (const file of broken) expect(Object.keys(files)).toContain(file);
  });

  it('a circle of tsconfigs', async () => {
    const { gaps, ...run } = await reported(
      folder({ 'src/orders.ts': silent, 'tsconfig.json': '{ "extends": "./base.json" }', 'base.json': '{ "extends": "./other.json" }', 'other.json': '{ "extends": "./base.json" }' }),
    );
    expect(run).toMatchObject(goesOn);
    expect(gaps['broken-config']?.length).toBeGreaterThan(0);
  });

  it('a folder called like a configuration file', async () => {
    const root = folder({ 'src/orders.ts': silent });
    for (const name of ['tsconfig.json', 'package.json', '.gitignore', 'index.ts']) mkdirSync(join(root, name));
    expect(await reported(root)).toMatchObject(goesOn);
  });
});

/** With the engine in this process: a process for each would load the compiler anew. */
async function reported(cwd: string) {
  const { code, stdout, stderr } = await run(['--format', 'json', '--no-cache'], { cwd, check: (options) => check(options) });
  const report = JSON.parse(stdout) as PrintedReport;
  return { code, stderr, report, gaps: Object.fromEntries(report.gaps.map(({ kind, samples }) => [kind, samples.map(({ file }) => file)])) as Partial<Record<string, string[]>> };
}
