/** Does what the documents tell a user to do, as far as it is dist-lint's to do. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { anchorsOf, type Block, blocksOf, type Command, commandsOf, fileNameOf, linksOf } from './docs-blocks.test.support.ts';
import { copySystem, repository } from './repository.ts';

const bin = join(repository, 'packages/cli/bin/dist-lint.js');
const OURS = /^(?:npx dist-lint|node packages\/cli\/bin\/dist-lint\.js)(?=\s|$)/;

/** What the documents take for granted, by its path; it has one finding, an error. */
const system = {
  'package.json': '{ "name": "shop", "private": true }\n',
  'package-lock.json': '{}\n',
  '.github/CODEOWNERS': '* @shop\n',
  'dist-lint.baseline.json': '{ "version": 1, "findings": [] }\n',
  'ci/dist-lint.config.json': '{ "failOn": "error" }\n',
  'src/confirm-order.ts': `import { Queue } from 'bullmq';

const mails = new Queue('mail');

export async function confirmOrder(order: { id: string }): Promise<void> {
  try {
    await mails.add('confirmation', order);
  } catch {}
}
`,
};

const scripts = Object.keys((JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { scripts: object }).scripts);

/** What is typed beside our command; other tests and CI run it, or it belongs to the package manager. */
function isKnown(command: string): boolean {
  const plain = command.replace(/\s+#.*$/, '').replace(/^npx -y pnpm@[\d.]+/, 'pnpm');
  const [, script] = /^(?:npm run|pnpm(?: run)?) ([\w:-]+)/.exec(plain) ?? [];
  if (script !== undefined && scripts.includes(script)) return true;
  const [, test] = /^npx vitest run (\S+)$/.exec(plain) ?? [];
  if (test !== undefined) return existsSync(join(repository, test));
  return /^(?:npm (?:install|ci|i)|pnpm (?:install|add)|yarn add|bun add|npx eslint)\b/.test(plain);
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Facts of texts, which are the same in every copy: with them, most commands need not load the compiler. */
const cache = mkdtempSync(join(tmpdir(), 'dist-lint-docs-cache-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** The system, with our packages installed. It is called `my-system`, which a page may name from beside it, as it may `mail`. */
function copy(files: Record<string, string> = {}): string {
  const parent = mkdtempSync(join(tmpdir(), 'dist-lint-docs-'));
  folders.push(parent);
  const root = join(parent, 'my-system');
  mkdirSync(join(root, '.git'), { recursive: true });
  for (const [path, text] of Object.entries({ '../mail/mail.ts': 'export {};\n', ...system, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const installed = { 'dist-lint': 'packages/cli', 'eslint-plugin-dist-lint': 'packages/eslint-plugin', eslint: 'node_modules/eslint', 'typescript-eslint': 'node_modules/typescript-eslint', '@typescript-eslint/parser': 'packages/eslint-plugin/node_modules/@typescript-eslint/parser' };
  for (const [name, target] of Object.entries(installed)) {
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
    symlinkSync(join(repository, target), join(root, 'node_modules', name));
  }
  symlinkSync(cache, join(root, 'node_modules/.cache'));
  return root;
}

interface Typed {
  status: number | null;
  stdout: string;
  stderr: string;
}

const typed = new Map<string, Typed>();

/** What several pages tell to type is typed once: every time in a new copy, it would say the same. */
function typeOnce(command: string): Typed {
  const before = typed.get(command) ?? type(command);
  typed.set(command, before);
  return before;
}

/** In a shell, because a page may redirect and quote; only one command a line is let through. */
function type(command: string): Typed {
  if (/[;&`]|\|(?!\|)|\$\(/.test(command)) throw new Error('Write one command a line.');
  const root = copy();
  const [shop] = /\bfixtures\/systems\/shop\b/.exec(command) ?? [];
  if (shop !== undefined) copySystem(join(repository, shop), join(root, shop));
  if (/ --base\b/.test(command)) commitAsMain(root);
  const env = { ...process.env, NO_COLOR: '1', CI: '', GITHUB_STEP_SUMMARY: join(root, 'summary.md'), GITHUB_BASE_REF: 'main', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'origin/main', NODE: process.execPath, BIN: bin };
  return spawnSync('sh', ['-c', command.replace(OURS, '"$NODE" "$BIN"')], { cwd: root, encoding: 'utf8', timeout: 60_000, env, input: '' });
}

/** So that there is a base, as in a clone. */
function commitAsMain(root: string): void {
  const git = (...args: string[]) => spawnSync('git', ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.com', ...args], { cwd: root });
  git('init', '--quiet');
  git('add', 'package.json');
  git('commit', '--quiet', '--message', 'the base');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
}

const pages = [...['README.md'], ...readdirSync(join(repository, 'docs')).filter((name) => name.endsWith('.md')).sort().map((name) => `docs/${name}`)];
const rulePages = readdirSync(join(repository, 'docs/rules')).filter((name) => name.endsWith('.md')).sort().map((name) => `docs/rules/${name}`);
const read = (page: string) => readFileSync(join(repository, page), 'utf8');
const blocks = pages.flatMap((page) => blocksOf(read(page)).map((block) => ({ page, block })));
const commands = blocks.flatMap(({ page, block }) => commandsOf(block).map((command) => ({ where: `${page}:${command.line}`, command })));
const named = (kind: RegExp) => blocks.flatMap(({ page, block }) => {
  const name = fileNameOf(block, kind);
  return name === undefined ? [] : [{ where: `${page}:${block.line}`, name, text: block.lines.join('\n') }];
});

describe('a command in the documents', () => {
  const ours = commands.filter(({ command }) => OURS.test(command.text));

  it.each(ours)('$where works: $command.text', ({ command }) => {
    const { status, stdout, stderr } = typeOnce(command.text);
    expect({ status: [0, 1].includes(status as number) ? 'a result' : status, stderr }).toEqual({ status: 'a result', stderr: expect.not.stringMatching(/\((?:unknown|invalid)-/) as string });
    if (command.output !== undefined) expectOutput(stdout, command.output);
  });

  it('is one of ours, or one that is known to work', () => {
    expect(ours.length).toBeGreaterThan(10);
    expect(commands.filter(({ command }) => !OURS.test(command.text) && !isKnown(command.text)).map(({ where, command }) => `${where}: ${command.text}`)).toEqual([]);
  });
});

/** A line `…` stands for any lines. */
function expectOutput(printed: string, told: readonly string[]): void {
  const parts = `\n${told.join('\n').trim()}\n`.split(/(?<=\n)…\n/);
  let rest = `\n${printed}`;
  for (const part of parts) {
    const at = rest.indexOf(part.replace(/^\n/, parts[0] === part ? '\n' : ''));
    if (at === -1) expect(rest).toContain(part);
    rest = rest.slice(at + part.length - 1);
  }
}

describe('a configuration in the documents', () => {
  const configurations = named(/^dist-lint\.config\.\w+$/);

  it.each(configurations)('$where is accepted: $name', ({ name, text }) => {
    const { status, stderr } = spawnSync(process.execPath, [bin], { cwd: copy({ [name]: text }), encoding: 'utf8', timeout: 60_000 });
    expect({ status: [0, 1].includes(status as number) ? 'a result' : status, stderr }).toEqual({ status: 'a result', stderr: '' });
  });

  it('is found by its first comment', () => {
    expect(configurations.length).toBeGreaterThan(2);
  });
});

describe('an ESLint configuration in the documents', () => {
  const configurations = named(/^eslint\.config\.\w+$/);

  it.each(configurations)('$where is accepted, and shows a finding in TypeScript', ({ name, text }) => {
    const root = copy({ [name.replace(/\.js$/, '.mjs')]: text });
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, 'node_modules/eslint/bin/eslint.js'), '--format', 'json', 'src/confirm-order.ts'], { cwd: root, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect((JSON.parse(stdout) as { messages: unknown[] }[]).flatMap(({ messages }) => messages)).toMatchObject([{ ruleId: 'dist-lint/silent-catch', line: 8 }]);
  });

  it('is found by its first comment', () => {
    expect(configurations.length).toBeGreaterThan(0);
  });
});

describe('a link in the documents', () => {
  it.each([...pages, ...rulePages])('%s leads to files and headings that exist', (page) => {
    const broken = linksOf(read(page)).filter(({ target }) => !leadsSomewhere(page, target));
    expect(broken.map(({ line, target }) => `${page}:${line}: ${target}`)).toEqual([]);
  });
});

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = decodeURIComponent(target).split('#');
  const file = path === '' ? join(repository, page) : resolve(repository, dirname(page), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || (statSync(file).isFile() && anchorsOf(readFileSync(file, 'utf8')).has(anchor));
}

describe('reading a page', () => {
  const markdown = ['## `a` — b?', '', '```sh', '# not this', 'npx dist-lint \\', '  --safe', '```', '## a  b', '````markdown', '```sh', 'rm -rf x', '```', '## no heading', '[no](link)', '````', '[yes](a.md#b)'].join('\n');
  const only = (block: Block | undefined): Command[] => commandsOf(block as Block);

  it('joins continued lines, skips comments, and leaves blocks within blocks alone', () => {
    const [shell, quoted, ...more] = blocksOf(markdown);
    expect(only(shell)).toEqual([{ line: 5, text: 'npx dist-lint --safe' }]);
    expect({ quoted: only(quoted), more }).toEqual({ quoted: [], more: [] });
  });

  it('knows links and headings from code', () => {
    expect(linksOf(markdown)).toEqual([{ line: 16, target: 'a.md#b' }]);
    expect([...anchorsOf(markdown)]).toEqual(['a--b', 'a--b-1']);
  });
});
