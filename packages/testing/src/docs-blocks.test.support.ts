/** A fenced block of a Markdown page. */
export interface Block {
  language: string;
  /** Of its first line of content, from 1. */
  line: number;
  lines: string[];
}

/** Fences may be longer than three backticks, to hold shorter ones. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; indent: number; block: Block } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const [, space = '', fence, language = ''] = /^(\s*)(`{3,})\s*([\w-]*)/.exec(line) ?? [];
    if (open === undefined) {
      if (fence !== undefined) open = { fence, indent: space.length, block: { language, line: index + 2, lines: [] } };
    } else if (line.trim() === open.fence) {
      blocks.push(open.block);
      open = undefined;
    } else open.block.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
  }
  if (open !== undefined) throw new Error(`The fence before line ${open.block.line} is never closed.`);
  return blocks;
}

/** A command that a page tells to type, and what it is said to print. */
export interface Command {
  line: number;
  text: string;
  /** Only in a `console` block: the lines below the command. */
  output?: string[];
}

const OURS = /^(?:npx dist-lint|pnpm|node packages\/cli)\b/;

export function commandsOf(block: Block): Command[] {
  if (block.language === 'console') return sessionOf(block);
  if (block.language === 'yaml') return stepsOf(block);
  const isShell = ['sh', 'bash', 'shell'].includes(block.language) || (block.language === '' && OURS.test(block.lines[0] ?? ''));
  if (!isShell) return [];
  const commands: Command[] = [];
  for (const [index, line] of block.lines.entries()) {
    const open = commands.at(-1);
    if (open?.text.endsWith('\\') === true) open.text = `${open.text.slice(0, -1).trimEnd()} ${line.trim()}`;
    else if (!/^\s*(#|$)/.test(line)) commands.push({ line: block.line + index, text: line.trim() });
  }
  return commands;
}

/** `$ command`, then what it prints. */
function sessionOf({ line, lines }: Block): Command[] {
  const commands: Command[] = [];
  for (const [index, text] of lines.entries()) {
    if (text.startsWith('$ ')) commands.push({ line: line + index, text: text.slice(2), output: [] });
    else commands.at(-1)?.output?.push(text);
  }
  return commands;
}

/** Of a CI job, only what it runs of ours: what it installs depends on the system. */
function stepsOf({ line, lines }: Block): Command[] {
  return lines.flatMap((text, index) => {
    const [, command] = /^\s*(?:- )?(?:run: )?(npx dist-lint\b.*)$/.exec(text) ?? [];
    return command === undefined ? [] : [{ line: line + index, text: command }];
  });
}

/** The name of the file that a block says it is, in its first comment. */
export function fileNameOf({ lines }: Block, kind: RegExp): string | undefined {
  const [, name] = /^(?:\/\/|#)\s*([\w.-]+)\s*$/.exec(lines[0] ?? '') ?? [];
  return name !== undefined && kind.test(name) ? name : undefined;
}

/** Relative links, outside of code. */
export function linksOf(markdown: string): { line: number; target: string }[] {
  const code = new Set(blocksOf(markdown).flatMap(({ line, lines }) => lines.map((_, index) => line + index)));
  return markdown.split('\n').flatMap((text, index) => {
    if (code.has(index + 1)) return [];
    const targets = [...text.replace(/`[^`]*`/g, 'code').matchAll(/\]\(([^()\s]+(?:\([^()]*\))?)\)/g)].map((match) => match[1] as string);
    return targets.filter((target) => !/^[a-z]+:/i.test(target)).map((target) => ({ line: index + 1, target }));
  });
}

/** As GitHub makes them: lower case, punctuation gone, spaces to hyphens, a number for each twin. */
export function anchorsOf(markdown: string): Set<string> {
  const code = new Set(blocksOf(markdown).flatMap(({ line, lines }) => lines.map((_, index) => line + index)));
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [index, text] of markdown.split('\n').entries()) {
    const [, heading] = code.has(index + 1) ? [] : (/^#{1,6}\s+(.*)$/.exec(text) ?? []);
    if (heading === undefined) continue;
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().trim();
    const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const twins = seen.get(slug) ?? 0;
    seen.set(slug, twins + 1);
    anchors.add(twins === 0 ? slug : `${slug}-${twins}`);
  }
  return anchors;
}
