import { COMMAND_MARK } from './visible.ts';

/**
 * Text for people as the log of a build service may show it: no line begins with the colons that GitHub Actions obeys, whatever blanks or
 * colours stand before them, and no mark of a command is left. A backslash parts what would be one.
 */
export function logLines(drawn: string): string {
  return drawn.replace(COLONS, '$1\\::').replace(COMMAND_MARK, '#\\#');
}

const COLONS = /^((?:[^\S\n]|\u001b\[\d+m)*)::/gm;
