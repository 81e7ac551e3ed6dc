/** How long the linter is kept, and what happens when the thread behind it dies. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { builtPlugin, loadBuilt, project, silent, write } from './projects.test.support.ts';

type Module = typeof import('./session-client.ts');

builtPlugin();

const rules = { 'silent-catch': {} };
const openClient: Module['openClient'] = (await loadBuilt<Module>('session-client.js')).openClient;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('a client', { timeout: 120_000 }, () => {
  it('in a batch waits for the index and the answer', () => {
    const root = project({ 'src/orders.ts': silent });
    const client = openClient({ root, cache: false });
    expect(client.ask({ file: `${root}/src/orders.ts`, text: silent, rules }, 'batch')?.findings).toMatchObject([{ rule: 'silent-catch', line: 8 }]);
    client.close();
  });

  it('in an editor keeps nobody waiting, is silent until the index stands, and answers then', async () => {
    const root = project({ 'src/orders.ts': silent });
    const client = openClient({ root, cache: false, patience: { size: 20, index: 20, answer: 2000 } });
    const question = { file: `${root}/src/orders.ts`, text: silent, rules };
    const timed = () => {
      const start = performance.now();
      return { findings: client.ask(question, 'editor'), ms: performance.now() - start };
    };
    const first = timed();
    expect(first.findings).toBeUndefined();
    expect(first.ms).toBeLessThan(500);
    const second = timed();
    expect(second.findings).toBeUndefined();
    expect(second.ms).toBeLessThan(100);
    await vi.waitFor(() => expect(client.ask(question, 'editor')?.findings).toMatchObject([{ rule: 'silent-catch' }]), { timeout: 60_000, interval: 200 });
    client.close();
  });

  it('gives no answer that another text or another state of the disk gave', async () => {
    const root = project({ 'src/orders.ts': "import { send } from './mail.ts';\nexport async function confirm() {\n  try {\n    await send();\n  } catch {}\n}\n", 'src/mail.ts': 'export async function send() {}\n' });
    const text = "import { send } from './mail.ts';\nexport async function confirm() {\n  try {\n    await send();\n  } catch {}\n}\n";
    const client = openClient({ root, cache: false, patience: { size: 60_000, index: 60_000, answer: 0 } });
    const question = { file: `${root}/src/orders.ts`, text, rules };
    expect(client.ask(question, 'batch')?.findings).toEqual([]);
    client.ask(question, 'editor'); // comes too late, with the old state's answer
    write(root, { 'src/mail.ts': "import { Queue } from 'bullmq';\nconst mails = new Queue('mail');\nexport async function send() {\n  await mails.add('a', {});\n}\n" });
    await pause(100);
    expect(client.ask(question, 'batch')?.findings).toMatchObject([{ rule: 'silent-catch', line: 5 }]);
    client.close();
  });

  it('throws in a batch when memory runs out, and never hangs', () => {
    const root = project(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`src/orders${index}.ts`, `${silent}// ${'x'.repeat(5000)}\n`])));
    const client = openClient({ root, cache: false, memory: 16 });
    const ask = () => client.ask({ file: `${root}/src/orders1.ts`, text: silent, rules }, 'batch');
    expect(ask).toThrow(/dist-lint's thread has died, .*ran out of memory/);
    expect(ask).toThrow(/ran out of memory/);
    client.close();
  });

  it('warns once in an editor when the thread has died, and is silent', () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const root = project({ 'src/orders.ts': silent });
    const client = openClient({ root, cache: false, memory: 2, patience: { size: 30_000, index: 30_000, answer: 30_000 } });
    for (let times = 0; times < 3; times += 1) expect(client.ask({ file: `${root}/src/orders.ts`, text: silent, rules }, 'editor')).toBeUndefined();
    expect(warned.mock.calls).toEqual([[expect.stringMatching(/thread has died/), 'DistLintWarning']]);
    warned.mockRestore();
    client.close();
  });

  it('in an editor waits for no configuration that never ends', () => {
    const root = project({ 'src/orders.ts': silent, 'dist-lint.config.mjs': 'for (;;);\n' });
    const client = openClient({ root, cache: false, patience: { size: 300, index: 300, answer: 50 } });
    for (let times = 0; times < 3; times += 1) {
      const start = performance.now();
      expect(client.ask({ file: `${root}/src/orders.ts`, text: `${silent}// ${times}`, rules }, 'editor')).toBeUndefined();
      expect(performance.now() - start).toBeLessThan(1500);
    }
    client.close();
  });

  it('in a batch tells what is wrong with a configuration, and answers when it is mended', async () => {
    const root = project({ 'src/orders.ts': silent, 'dist-lint.config.json': '{ "rulez": {} }' });
    const client = openClient({ root, cache: false });
    const ask = () => client.ask({ file: `${root}/src/orders.ts`, text: silent, rules }, 'batch')?.findings;
    expect(ask).toThrow(/rulez is no key/);
    write(root, { 'dist-lint.config.json': '{}' });
    expect(ask()).toHaveLength(1);
    client.close();
  });

  it('in an editor answers of other files as they were saved 100 ms before', async () => {
    const text = "import { send } from './mail.ts';\nexport async function confirm() {\n  try {\n    await send();\n  } catch {}\n}\n";
    const versions = ['export async function send() {}\n', "import { Queue } from 'bullmq';\nconst mails = new Queue('mail');\nexport async function send() {\n  await mails.add('a', {});\n}\n"];
    const root = project({ 'src/orders.ts': text, 'src/mail.ts': versions[0] ?? '' });
    const client = openClient({ root, cache: false, patience: { size: 60_000, index: 60_000, answer: 60_000 } });
    for (let times = 0; times < 6; times += 1) {
      write(root, { 'src/mail.ts': versions[times % 2] ?? '' });
      await pause(100);
      expect(client.ask({ file: `${root}/src/orders.ts`, text: `${text}// ${times}`, rules }, 'editor')?.findings).toHaveLength(times % 2);
      client.ask({ file: `${root}/src/orders.ts`, text, rules }, 'editor'); // a look just before the next is saved
    }
    rmSync(join(root, 'src/mail.ts'));
    await pause(100);
    expect(client.ask({ file: `${root}/src/mail.ts`, text: versions[1] ?? '', rules }, 'editor')).toMatchObject({ status: 'answered' });
    client.close();
  });

  it('throws what the session throws', () => {
    const root = project({ 'src/orders.ts': silent });
    const client = openClient({ root, cache: false });
    expect(() => client.ask({ file: `${root}/src/orders.ts`, text: silent, rules: { 'silent-cach': {} } }, 'batch')).toThrow(/There is no rule 'silent-cach'/);
    client.close();
  });
});
