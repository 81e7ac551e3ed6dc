/**
 * No name breaks out of any format: what is drawn with a hostile name has the shape of what is drawn with a plain one. It goes through
 * every table of formats there is; a new format is covered as soon as it is in its table, and a new table needs something to draw.
 */
import { readdirSync } from 'node:fs';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { hostileNames } from './hostile-names.test.data.ts';
import { samples } from './hostile-samples.test.data.ts';
import { visible } from './visible.ts';

type Draw = (value: unknown, options: { color: boolean; width: number; verbose: boolean }) => string;

const tables = await Promise.all(readdirSync(new URL('.', import.meta.url)).filter((file) => /(?:^|-)formats\.ts$/.test(file)).map(async (file) => {
  const exported = Object.values((await import(/* @vite-ignore */ new URL(file, import.meta.url).href)) as Record<string, unknown>);
  const table = exported.find((it) => typeof it === 'object' && it !== null && Object.values(it).every((each) => typeof each === 'function'));
  return [file, Object.entries((table ?? {}) as Record<string, Draw>)] as const;
}));

/** What nothing that we draw may hold: a terminal obeys it, or a reader does not see it. A break of no width is written by its number. */
const OBEYED = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u;
/** Services, too, read logs: GitHub a line that begins so, whatever blanks stand before, and two of them a mark anywhere. */
const COMMAND = /^\s*::|##\[|##[a-z]+\[/im;

const PLAIN = 'plainName';
const options = { color: false, width: 100, verbose: true };

describe.each(tables)('the formats in %s', (file, formats) => {
  it('have something to draw', () => {
    expect(Object.keys(samples)).toContain(file);
    expect(formats.length).toBeGreaterThan(0);
  });
  const cases = formats.flatMap(([format, draw]) => (samples[file] ?? []).map((sample) => ({ format, draw, sample, of: sample.name })));

  it.each(cases)('$format of $of', ({ format, draw, sample }) => {
    const shape = shapes[format];
    expect(shape, `say in this test what '${format}' is read by`).toBeDefined();
    if (shape === undefined) return;
    const expected = shape(draw(sample(PLAIN), options));
    const wrong = hostileNames.flatMap((name) => {
      const drawn = draw(sample(name), options);
      const problems = [
        ...(OBEYED.test(drawn) ? ['holds what a terminal obeys'] : []),
        ...(format !== 'github' && COMMAND.test(drawn) ? [`holds a command of a log: ${COMMAND.exec(drawn)?.[0] ?? ''}`] : []),
        ...differences(expected, shape(drawn, name)),
      ];
      return problems.length === 0 ? [] : [{ name, problems: problems.slice(0, 3) }];
    });
    expect(wrong).toEqual([]);
    // A tree is made of everything that is drawn.
  }, 120_000);
});

function differences(expected: readonly string[], found: readonly string[]): string[] {
  if (expected.length !== found.length) return [`${expected.length} parts became ${found.length}: ${found.find((part, index) => part !== expected[index]) ?? 'some are gone'}`];
  return found.flatMap((part, index) => (part === expected[index] ? [] : [`'${expected[index] ?? ''}' became '${part}'`]));
}

/** What is the same whatever names are called; a problem shows as one more part. */
type Shape = (drawn: string, name?: string) => string[];

const shapes: Readonly<Record<string, Shape>> = {
  json: jsonShape, sarif: jsonShape, gitlab: gitlabShape,
  markdown: markdownShape, mermaid: mermaidShape, github: commandsShape,
  // Lines are wrapped by how wide names are, so of text only what it may not hold is looked at.
  text: () => [], agent: () => [],
  dot: (drawn) => drawn.replace(/"(?:[^"\\]|\\[^])*"/g, '""').split('\n'),
  html: (drawn) => [...drawn.replace(/(<script type="application\/json"[^>]*>)[^<]*/g, '$1').replace(/[^<>]+(?=<|$)/g, '').matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""')),
};

function jsonShape(drawn: string): string[] {
  const keys = (value: unknown): unknown => (Array.isArray(value) ? value.map(keys) : typeof value === 'object' && value !== null ? Object.values(value).map(keys) : typeof value);
  return [JSON.stringify(keys(JSON.parse(drawn)))];
}

/** GitLab draws the body as Markdown. */
function gitlabShape(drawn: string, name?: string): string[] {
  return (JSON.parse(drawn) as { content: { body: string } }[]).flatMap(({ content }) => markdownShape(content.body, name));
}

/** Diagrams in Markdown, or one by itself: then every line is a statement, and a name is in quotes. */
function mermaidShape(drawn: string, name?: string): string[] {
  return drawn.includes('```mermaid') ? markdownShape(drawn, name) : drawn.split('\n').map((line) => line.replace(/"(?:[\p{L}\p{M}\p{N} ._/-]|#\d+;)+"/gu, '""'));
}

/** One command a line, with the properties that a plain name has. */
function commandsShape(drawn: string, name?: string): string[] {
  const lines = drawn.trimEnd().split('\n').map((line) => {
    const [, command = line, properties = '', text = ''] = /^::(\w+) ([^:]*)::(.*)$/.exec(line) ?? [];
    return { shape: `${command} ${properties.split(',').map((each) => each.replace(/=.*/, '')).join(',')} ${/%(?!25|0A)/.test(text) ? 'text that is decoded' : ''}`, text: text.replace(/%25/g, '%') };
  });
  const isTold = name === undefined || lines.some(({ text }) => text.includes(visible(name)));
  return [...lines.map(({ shape }) => shape), ...(isTold ? [] : [`the name is gone: ${drawn.slice(0, 300)}`])];
}

/** The tree that GitHub makes of it, without the words; and whatever would be made of the words later. */
function markdownShape(drawn: string, name?: string): string[] {
  const tree = fromMarkdown(drawn, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const words: string[] = [];
  const shape = treeShape(tree, words);
  const said = words.join('\n');
  const active = words.flatMap((text) => ACTIVE.exec(text)?.[0] ?? []);
  const shown = name === undefined ? '' : whole(visible(name));
  const slash = /^\s*\/\w+/m.exec(drawn);
  return [...shape, ...(slash === null ? [] : [`a line that GitLab would obey: ${slash[0]}`]), ...active.map((match) => `text that GitHub would make more of: ${match}`), ...(whole(said.replace(/\u200b/g, '')).includes(shown) ? [] : [`the name is gone: ${shown}`])];
}

/** Quotes around a name are drawn as code. */
const whole = (text: string): string => text.replace(/[\s']+/g, '');

/** A mention, a reference, an address, a commit, an emoji, a formula: found in the words after Markdown has been read. */
const ACTIVE = /@[\w]|#\d|\bGH-\d|[!$%~]\w|:\w+:|https?:\/\/|\bwww\.|\b[0-9a-f]{7,40}\b/i;

/** Elements that our reports write themselves. */
const OURS = /^(?:<details><summary>\d+ more findings?<\/summary>|<\/details>|<br>)$/;

type Tree = ReturnType<typeof fromMarkdown>;

function treeShape(node: Tree | Tree['children'][number], words: string[]): string[] {
  if (node.type === 'text') {
    // One text is several where a character is escaped: they are one to GitHub's filters.
    words.push(node.value);
    return [];
  }
  if (node.type === 'inlineCode') {
    words.push('', node.value.replace(/[@#:!$%~]|www|GH|[0-9a-f]/gi, (match) => `${match}\u200b`));
    return [];
  }
  if (node.type === 'html') return [OURS.test(node.value) ? `html ${node.value}` : `html that is not ours: ${node.value}`];
  if (node.type === 'code') return [`code ${node.lang ?? ''} ${node.value.replace(/"[^"\n]*"/g, '""').replaceAll('\n', '⏎')}`];
  if ('children' in node) return [`(${node.type}`, ...node.children.flatMap((child) => treeShape(child, words)), ')'];
  return [node.type];
}
