/**
 * Text that somebody else wrote, made safe for a terminal: line breaks, control characters, escape
 * sequences, bidirectional and invisible characters and lone surrogates appear as visible escapes, and
 * what a build service would obey in its log is parted by a backslash.
 * Beyond `limit` characters it is cut.
 */
export function visible(text: string, limit = 2000): string {
  const cut = text.length > limit ? `${text.slice(0, limit - 1).replace(HALF_A_PAIR, '')}…` : text;
  return cut.replace(HIDDEN, (character) => NAMED[character] ?? escaped(character)).replace(COMMAND_MARK, '#\\#');
}

/** What begins a command wherever it stands in a line of a log, to GitHub Actions (`##[`), Azure Pipelines (`##vso[`) and TeamCity. */
export const COMMAND_MARK = /##(?=[a-z]*\[)/gi;

/**
 * Control, format (bidirectional marks, zero-width joiners, tags), lone surrogate, line and paragraph
 * separator, and whatever else is drawn as nothing, except the selectors of emoji and text style.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/gu;

const HALF_A_PAIR = /[\ud800-\udbff]$/;

const NAMED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

function escaped(character: string): string {
  const point = character.codePointAt(0) as number;
  return point < 0x100 ? `\\x${point.toString(16).padStart(2, '0')}` : `\\u{${point.toString(16)}}`;
}
