import { codeSpan } from './markdown-text.ts';
import { grouped } from './numbers.ts';
import { visible } from './visible.ts';

/** A sentence: our words, and names that others gave, which each format draws in its way. */
export type Said = readonly (string | { readonly name: string })[];

/** `` said`${resource} is on the way of ${count} entry points` ``: a text put in is a name, a number is grouped, a sentence is itself. */
export function said(words: TemplateStringsArray, ...values: readonly (string | number | Said)[]): Said {
  return words.flatMap((word, index) => {
    const value = values[index];
    const part = value === undefined ? [] : typeof value === 'number' ? [grouped(value)] : typeof value === 'string' ? [{ name: value }] : value;
    return word === '' ? part : [word, ...part];
  });
}

/** `'a'`, `'a' and 'b'`, `'a', 'b' and 7 more`. */
export function saidNames(names: readonly string[], most: number): Said {
  // One more takes no more room than to say so.
  const shown = names.length <= most + 1 ? names : names.slice(0, most);
  const rest = names.length - shown.length;
  const last = rest > 0 ? said`${rest} more` : undefined;
  const parts: Said[] = [...shown.map((name) => said`${name}`), ...(last ? [last] : [])];
  return parts.flatMap((part, index) => (index === 0 ? part : [index === parts.length - 1 ? ' and ' : ', ', ...part]));
}

/** For a terminal: names stand between single quotes. */
export function saidText(sentence: Said): string {
  return sentence.map((part) => (typeof part === 'string' ? part : `'${visible(part.name)}'`)).join('');
}

/** For Markdown: names are code. */
export function saidMarkdown(sentence: Said, limit = 200): string {
  return sentence.map((part) => (typeof part === 'string' ? part : codeSpan(part.name, limit))).join('');
}
