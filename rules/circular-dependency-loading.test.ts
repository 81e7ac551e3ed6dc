/**
 * Holds the rule to the truth: the fixtures are compiled and loaded, each module first in a thread of its own.
 * What the rule calls an error fails in the order that it names; what it does not call an error loads in every order.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkSystem } from '@dist-lint/testing';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';

const fixtures = join(import.meta.dirname, '../fixtures/circular-dependency');
const scratch = mkdtempSync(join(tmpdir(), 'dist-lint-loading-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Its packages would have to be installed. */
const notLoadable = ['across-packages'];
/** In CommonJS, reading what is not there yet gives `undefined` and no error: only use fails at once. */
const failsInCommonJs = ['extends', 'new', 'call'];

const bad = readdirSync(join(fixtures, 'bad')).filter((name) => !notLoadable.includes(name));
const good = readdirSync(join(fixtures, 'good'));

test.each(bad)('bad/%s fails to load just where the finding says', async (name) => {
  const { findings } = await checkSystem(name, { systems: join(fixtures, 'bad'), options: { rules: ['circular-dependency'] } });
  for (const format of formatsOf('bad', name)) {
    const failing = await failingFirst(compile('bad', name, format));
    const all = findings.flatMap((each) => (each.data['hazards'] ?? []) as Hazard[]);
    const hazards = all.filter(({ certain }) => certain);
    const inCommonJs = all.filter(({ commonJsOnly }) => commonJsOnly);
    const named = (some: readonly Hazard[]): string[] => [...new Set(some.map(({ loadedFirst }) => loadedFirst))].sort();
    const survived = findings.some((each) => each.message.includes('a CommonJS build survives and an ES module does not'));
    if (format === 'esm') {
      const expected = named(hazards.filter(({ how }) => how !== 'require'));
      if (survived) expect(failing).toHaveLength(1);
      else expect(failing).toEqual(expected);
    } else {
      expect(named([...hazards, ...inCommonJs])).toEqual(expect.arrayContaining(failing));
      expect(failing).toEqual(expect.arrayContaining(named([...hazards, ...inCommonJs].filter(({ how }) => failsInCommonJs.includes(how)))));
    }
  }
});

test.each(good)('good/%s loads whichever module is first', async (name) => {
  for (const format of formatsOf('good', name)) expect(await failingFirst(compile('good', name, format)), format).toEqual([]);
});

interface Hazard {
  certain: boolean;
  commonJsOnly: boolean;
  how: string;
  loadedFirst: string;
}

type Format = 'esm' | 'commonjs';

function formatsOf(kind: string, name: string): Format[] {
  return sources(join(fixtures, kind, name)).some((file) => file.endsWith('.cjs')) ? ['commonjs'] : ['esm', 'commonjs'];
}

/** A folder with the fixture as the compiler emits it. */
function compile(kind: string, name: string, format: Format): string {
  const folder = join(scratch, kind, name, format);
  cpSync(join(fixtures, kind, name), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: format === 'esm' ? 'module' : 'commonjs' }));
  const config = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config as { compilerOptions?: ts.CompilerOptions } | undefined;
  const module = format === 'esm' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  for (const file of sources(folder).filter((each) => each.endsWith('.ts'))) {
    const { verbatimModuleSyntax, ...options } = config?.compilerOptions ?? {};
    const compilerOptions = { ...options, ...(format === 'esm' && verbatimModuleSyntax ? { verbatimModuleSyntax } : {}), module, target: ts.ScriptTarget.ES2022 };
    const { outputText } = ts.transpileModule(readFileSync(join(folder, file), 'utf8'), { compilerOptions });
    writeFileSync(join(folder, file.replace(/\.ts$/, '.js')), outputText);
  }
  return folder;
}

/** The sources that cannot be loaded first, as paths of the fixture. */
async function failingFirst(folder: string): Promise<string[]> {
  const failing = await Promise.all(sources(folder).filter((file) => /\.[cm]?js$/.test(file)).map(async (file) => ((await loads(join(folder, file))) ? [] : [file])));
  return failing.flat().map((file) => file.replace(/\.js$/, '.ts'));
}

function loads(path: string): Promise<boolean> {
  const thread = new Worker(path, { execArgv: [], env: {}, stdout: true, stderr: true });
  return new Promise((resolve) => {
    thread.once('error', () => resolve(false));
    thread.once('exit', (code) => resolve(code === 0));
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
