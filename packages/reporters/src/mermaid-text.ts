import { visible } from './visible.ts';

/**
 * Text of others as a label of Mermaid, with its quotes: for nodes, edges and subgraphs of flowcharts (`n0["…"]`, `-->|"…"|`), and for
 * `state "…" as s0`. It ends no label, statement, line, directive or fenced block; it is no HTML, no icon, no formula and no Markdown,
 * which Mermaid reads in every label; and what a reader would not see is shown. It is not for identifiers: number those.
 */
export function mermaidLabel(text: string, limit = 80): string {
  const shown = visible(visible(text), limit).replace(NOT_PLAIN, (character) => `#${character.codePointAt(0) ?? 0};`);
  // Mermaid drops the last semicolon of a line with one of these words, a colon and a number sign, wherever they stand.
  const whole = shown.replace(/style|classDef/g, (word) => `#${word.charCodeAt(0)};${word.slice(1)}`);
  return `"${whole === '' ? '#32;' : whole}"`;
}

/**
 * Everything but letters, digits, a single blank between words, and marks between letters or digits, where they are no Markdown: a mark at
 * an edge makes a list, a heading or stress of a label. A point after www makes a link.
 */
const NOT_PLAIN = /(?<=www)\.|(?<![\p{L}\p{N}])[._/-]|[._/-](?![\p{L}\p{N}])|(?<=^|\s) | $|[^\p{L}\p{M}\p{N} ._/-]/giu;
