/** Terminal columns that a text without control characters takes: wide characters take two, combining marks none. */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

/** Combining marks and variation selectors. */
const MARK = /^[\p{Mn}\p{Me}]$/u;

/** East Asian wide and fullwidth characters, and emoji that are drawn as pictures. */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]$/u;

/**
 * Sentences broken at blanks so that no line is wider than `width`; what has no blank, such as a
 * path, is never broken.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

/** Filled up with blanks. */
export function padded(text: string, width: number): string {
  return `${text}${' '.repeat(Math.max(0, width - columnsOf(text)))}`;
}

/** As much of the beginning as fits. */
export function startOf(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let cut = '';
  for (const character of text) {
    if (columnsOf(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}

/** As much of the end as fits: of a path, what tells it from others. */
export function endOf(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let cut = '';
  for (const character of Array.from(text).reverse()) {
    if (columnsOf(character + cut) > width - 1) break;
    cut = character + cut;
  }
  return `…${cut}`;
}
