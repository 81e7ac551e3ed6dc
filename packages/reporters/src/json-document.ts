import { COMMAND_MARK } from './visible.ts';

/** A value as an indented JSON document, ending with a line break, that a terminal and the log of a build may be shown. */
export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(UNSAFE_ON_A_TERMINAL, escape).replace(COMMAND_MARK, '#\\u0023')}\n`;
}

/**
 * What JSON allows in a string and a terminal may obey: DEL, C1 controls, invisible and bidirectional
 * format characters, line separators. Escaped, the document means the same.
 */
const UNSAFE_ON_A_TERMINAL = /[\x7f-\x9f\u2028\u2029]|\p{Cf}/gu;

function escape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
