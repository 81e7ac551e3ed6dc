/** Tables in Markdown; what is in a cell is Markdown already. */
import { codeSpan } from './markdown-text.ts';

export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function codeCell(text: string): string {
  return cell(codeSpan(text));
}

/** In a table a bar ends the cell, within code, too, unless a backslash stands before it that none before has made a plain one. */
export function cell(markdown: string): string {
  return markdown.replace(/(\\*)\|/g, (bar, before: string) => (before.length % 2 === 0 ? `${before}\\|` : bar));
}
