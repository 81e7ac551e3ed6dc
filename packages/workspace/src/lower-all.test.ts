import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findFiles } from './find.ts';
import { defaultThreads, lowerAll } from './lower-all.ts';
import { tree } from './temporary-tree.test.support.ts';

const shop = () =>
  tree({
    'src/orders.ts': "import { db } from './db.js';\nexport const place = () => db.save();\n", 'src/db.ts': 'export const db = { save() {} };\n', 'src/page.tsx': 'export const Page = () => <p />;\n',
    'src/broken.ts': 'const = ;;; }', 'src/empty.ts': '', 'src/made.ts': '// @generated\n', 'src/image.ts': Buffer.from([0, 1, 2]),
  });
const packOf = (root: string) => join(root, '.dist-lint/cache/facts.pack');

/** A worker that answers like the real one, in plain JavaScript, so that it runs beside source as well. */
function workerThat(root: string, body: string): URL {
  const path = join(root, 'worker.mjs');
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (jobs) => {
      ${body}
      const texts = jobs.map(({ text }) => JSON.stringify({ lineStarts: [0], text }));
      const bytes = new TextEncoder().encode(texts.join(''));
      parentPort.postMessage({ bytes, results: texts.map((it) => Buffer.byteLength(it)) }, [bytes.buffer]);
    });
    parentPort.postMessage('ready');`,
  );
  return pathToFileURL(path);
}

describe('lowerAll', () => {
  it('returns facts in order of paths, and says what has none', async () => {
    const { files, skipped, gaps, incomplete } = await lowerAll(findFiles(shop()), { cache: false });
    expect(files.map(({ path, lines }) => `${path} ${lines}`)).toEqual(['src/broken.ts 1', 'src/db.ts 1', 'src/empty.ts 1', 'src/orders.ts 2', 'src/page.tsx 1']);
    expect(files[3]?.facts.imports.map(({ specifier }) => specifier)).toEqual(['./db.js']);
    expect(skipped).toEqual([{ path: 'src/made.ts', reason: 'generated' }]);
    expect(gaps.map(({ kind, file }) => `${kind} ${file}`)).toEqual(['not-text src/image.ts']);
    expect(incomplete).toEqual([]);
  });

  it('tells how far it is', async () => {
    const seen: string[] = [];
    await lowerAll(findFiles(shop()), { cache: false, onProgress: (done, total) => seen.push(`${done}/${total}`) });
    expect(seen).toEqual(['1/7', '2/7', '3/7', '4/7', '5/7', '6/7', '7/7']);
  });

  it('gives the same from the cache, and lowers only what changed', async () => {
    const root = shop();
    const cold = await lowerAll(findFiles(root));
    const warm = await lowerAll(findFiles(root));
    expect([cold.cached, warm.cached]).toEqual([0, 5]);
    expect({ ...warm, cached: 0 }).toEqual(cold);
    writeFileSync(join(root, 'src/db.ts'), 'export const db = 1;\n');
    const edited = await lowerAll(findFiles(root));
    expect([edited.cached, edited.files.length]).toEqual([4, 5]);
  });

  it('keeps the cache where node_modules is, and out of git elsewhere', async () => {
    const root = shop();
    await lowerAll(findFiles(root));
    expect(readFileSync(join(root, '.dist-lint/cache/.gitignore'), 'utf8')).toBe('*\n');
    mkdirSync(join(root, 'node_modules'));
    await lowerAll(findFiles(root));
    expect(readdirSync(join(root, 'node_modules/.cache/dist-lint')).sort()).toEqual(['.gitignore', 'facts.pack']);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20)],
    ['empty', () => Buffer.alloc(0)],
    ['of another format', () => Buffer.from('{"format":99}\n')],
    ['no JSON', () => Buffer.from('nonsense')],
    ['one byte off', (bytes: Buffer) => (bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9), bytes)],
  ])('computes again when the cache is %s', async (_, damage) => {
    const root = shop();
    const cold = await lowerAll(findFiles(root));
    writeFileSync(packOf(root), damage(readFileSync(packOf(root))));
    const again = await lowerAll(findFiles(root));
    expect(again).toEqual(cold);
    expect((await lowerAll(findFiles(root))).cached).toBe(5);
  });

  it('keeps facts of the other branch for a while, and forgets them at last', async () => {
    const root = shop();
    const change = (text: string) => writeFileSync(join(root, 'src/db.ts'), text);
    await lowerAll(findFiles(root));
    change('export const other = 1;\n');
    await lowerAll(findFiles(root));
    change('export const db = { save() {} };\n');
    expect((await lowerAll(findFiles(root))).cached).toBe(5);
    const size = readFileSync(packOf(root)).length;
    for (let run = 0; run < 12; run++) {
      change(`export const n${run} = 1;\n`);
      await lowerAll(findFiles(root));
    }
    expect(readFileSync(packOf(root)).length).toBeLessThan(size * 3);
  });

  it('needs no place to write to, and writes nowhere outside', async () => {
    const root = shop();
    writeFileSync(join(root, '.dist-lint'), 'a file where the folder should be');
    expect((await lowerAll(findFiles(root))).files).toHaveLength(5);
    rmSync(join(root, '.dist-lint'));
    const outside = tree({});
    symlinkSync(outside, join(root, '.dist-lint'));
    expect((await lowerAll(findFiles(root))).files).toHaveLength(5);
    expect(readdirSync(outside)).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('bears a folder that is not writable', async () => {
    const root = shop();
    chmodSync(root, 0o555);
    expect((await lowerAll(findFiles(root))).files).toHaveLength(5);
    chmodSync(root, 0o755);
  });

  it('leaves no trace without a cache', async () => {
    const root = shop();
    await lowerAll(findFiles(root), { cache: false });
    expect(existsSync(join(root, '.dist-lint'))).toBe(false);
  });

  it('puts what threads return in order', async () => {
    const root = tree(Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`m${n}.ts`, `export const n = ${n};${' '.repeat(20_000 + n)}`])));
    const worker = workerThat(tree({}), '');
    const { files, incomplete } = await lowerAll(findFiles(root), { cache: false, threads: 3, worker });
    expect(files.map(({ path }) => path)).toEqual(findFiles(root).modules);
    for (const { path, facts } of files) expect((facts as unknown as { text: string }).text).toContain(`export const n = ${/\d+/.exec(path)?.[0]};`);
    expect(incomplete).toEqual([]);
  });

  it('loses only the file on which a thread dies', async () => {
    const root = tree({ 'a.ts': 'export {};', 'b.ts': 'DIE', 'c.ts': 'export {};' });
    const worker = workerThat(tree({}), "if (jobs.some(({ text }) => text.startsWith('DIE'))) process.exit(1);");
    const { files, gaps, incomplete } = await lowerAll(findFiles(root), { cache: false, threads: 2, worker });
    expect(files.map(({ path }) => path)).toEqual(['a.ts', 'c.ts']);
    expect(gaps.map(({ kind, file }) => `${kind} ${file}`)).toEqual(['internal-error b.ts']);
    expect(incomplete).toEqual(['b.ts was not analysed. The thread that read it died: the thread ended.']);
  });

  it('says that memory ran out', async () => {
    const root = tree({ 'a.ts': 'EAT' });
    const worker = workerThat(tree({}), "const eaten = []; for (;;) eaten.push(new Array(1e6).fill(Math.random()));");
    const { incomplete } = await lowerAll(findFiles(root), { cache: false, threads: 2, worker, threadMemory: 30 });
    expect(incomplete).toEqual(['a.ts was not analysed. The thread that read it died: out of memory.']);
  });

  it('does without threads where none starts', async () => {
    const root = shop();
    const { files, incomplete } = await lowerAll(findFiles(root), { cache: false, threads: 2, worker: pathToFileURL(join(root, 'gone.mjs')) });
    expect([files.length, incomplete]).toEqual([5, []]);
  });

  it('ends when every thread dies', async () => {
    const root = tree(Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`m${n}.ts`, ''])));
    const { files, incomplete } = await lowerAll(findFiles(root), { cache: false, threads: 2, worker: workerThat(tree({}), 'process.exit(1);') });
    expect([files.length, incomplete.length]).toEqual([0, 60]);
  }, 20_000);

  it('starts threads where there are processors for them', () => {
    expect([1, 2, 3, 4, 16].map(defaultThreads)).toEqual([1, 1, 1, 4, 4]);
  });
});

/** The built worker, when there is a build: the real one must agree with lowering in this process. */
const built = new URL('../dist/worker.js', import.meta.url);
describe.skipIf(!existsSync(built))('the built worker', () => {
  it('gives what this process gives, whatever the number of threads', async () => {
    const root = shop();
    const alone = await lowerAll(findFiles(root), { cache: false, threads: 1 });
    for (const threads of [2, 3]) expect(await lowerAll(findFiles(root), { cache: false, threads, worker: built })).toEqual(alone);
  }, 20_000);
});
