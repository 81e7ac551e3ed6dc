import { ExpectationError } from './expectation-error.ts';

/**
 * Expectation comments: `// finds: silent-catch, lost-update ~ "part of the message"`.
 * After code they speak of their own line; alone on a line, of the next line of code. They may also stand in
 * a block comment, which JSX needs.
 */
export interface Mark {
  file: string;
  /** Where the finding starts, from 1. */
  line: number;
  rule: string;
  /** What the finding's message must hold. */
  message?: string;
}

const COMMENT = /\/\/\s*finds:(?<line>.*)$|\/\*\s*finds:(?<block>.*?)\*\//;
const NEARLY = /(?:\/\/|\/\*)\s*(?:find|finds|expect|expects)\s*:/i;
const ENTRY = /\s*(?<rule>[a-z]+(?:-[a-z]+)*)\s*(?:~\s*"(?<message>(?:[^"\\]|\\.)*)"\s*)?(?<end>,|$)/y;

/** @throws Error on a mark that cannot be read, or that no line of code follows. */
export function readMarks(file: string, text: string): Mark[] {
  const marks: Mark[] = [];
  let waiting: { rule: string; message?: string }[] = [];
  const lines = text.split(/\r?\n/);
  const isCode = codeLines(lines);
  for (const [index, line] of lines.entries()) {
    const where = `${file}:${index + 1}`;
    const comment = COMMENT.exec(line);
    if (!comment && NEARLY.test(line)) throw new ExpectationError(`${where}: a mark is written '// finds: rule-name'.`);
    const entries = comment ? readEntries(comment.groups?.['line'] ?? comment.groups?.['block'] ?? '', where) : [];
    if (isCode[index]) {
      marks.push(...[...waiting, ...entries].map((entry) => ({ file, line: index + 1, ...entry })));
      waiting = [];
    } else waiting.push(...entries);
  }
  if (waiting.length > 0) throw new ExpectationError(`${file}: no line of code follows the mark '${waiting[0]?.rule ?? ''}'.`);
  return marks;
}

function readEntries(list: string, where: string): { rule: string; message?: string }[] {
  const text = list.trim();
  const entries: { rule: string; message?: string }[] = [];
  ENTRY.lastIndex = 0;
  for (;;) {
    const groups = ENTRY.exec(text)?.groups;
    if (!groups?.['rule']) throw new ExpectationError(`${where}: cannot read the mark 'finds: ${text}'. Write: finds: rule-a, rule-b ~ "part of its message"`);
    const message = groups['message'];
    entries.push({ rule: groups['rule'], ...(message === undefined ? {} : { message: message.replace(/\\(.)/g, '$1') }) });
    if (groups['end'] === '') return entries;
  }
}

/** A comment that is closed on its line, at the line's start; JSX wraps it in braces. */
const LEADING_COMMENT = /^\s*(?:\{\s*\/\*.*?\*\/\s*\}|\/\*.*?\*\/)/;
const OPENED_COMMENT = /^\s*(?<brace>\{\s*)?\/\*/;

/** For every line, whether it holds anything but comments and white space. */
function codeLines(lines: readonly string[]): boolean[] {
  let closing: RegExp | undefined;
  return lines.map((line) => {
    let rest = line;
    if (closing) {
      if (!closing.test(rest)) return false;
      rest = rest.replace(closing, '');
      closing = undefined;
    }
    while (LEADING_COMMENT.test(rest)) rest = rest.replace(LEADING_COMMENT, '');
    const opened = OPENED_COMMENT.exec(rest);
    if (opened) closing = opened.groups?.['brace'] === undefined ? /^.*?\*\// : /^.*?\*\/\s*\}?/;
    return !opened && !/^\s*(?:\/\/|$)/.test(rest);
  });
}
