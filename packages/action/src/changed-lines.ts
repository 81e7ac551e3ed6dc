/** File → the lines of the new side that a change added or replaced. `all` where every line is new. */
export type ChangedLines = Map<string, 'all' | ReadonlySet<number>>;

/** The lines that a patch adds, in the numbers of the new side; a patch is what GitHub and `git diff` print from the first `@@` on. */
export function addedLines(patch: string): Set<number> {
  const added = new Set<number>();
  let next = 0;
  for (const line of patch.split('\n')) {
    const [, start] = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line) ?? [];
    if (start !== undefined) next = Number(start);
    else if (line.startsWith('+')) added.add(next++);
    else if (line.startsWith(' ') || line === '') next++;
    // A line that is gone, and "\ No newline at end of file", have no number on the new side.
  }
  return added;
}

/** The changed lines in what `git diff` prints. */
export function fromDiff(diff: string): ChangedLines {
  const files: ChangedLines = new Map();
  for (const part of diff.split(/^diff --git /m).slice(1)) {
    const [, quoted, plain] = /^\+\+\+ (?:"((?:[^"\\]|\\.)*)"|([^\t\n]*))/m.exec(part) ?? [];
    const file = quoted === undefined ? plain : unquoted(quoted);
    const from = part.search(/^@@ /m);
    if (file !== undefined && file !== '/dev/null' && from >= 0) files.set(file.replace(/^b\//, ''), addedLines(part.slice(from)));
  }
  return files;
}

/** Whether a place has a changed line. */
export function isChanged(changed: ChangedLines, { file, line, endLine }: { file: string; line: number; endLine: number }): boolean {
  const lines = changed.get(file);
  if (lines === undefined || lines === 'all') return lines === 'all';
  for (let at = line; at <= Math.max(line, Math.min(endLine, line + MOST_LINES)); at++) if (lines.has(at)) return true;
  return false;
}

/** Of a longer place the beginning tells. */
const MOST_LINES = 10_000;

/** A path as git quotes it, in C's way and byte by byte. */
function unquoted(text: string): string {
  const bytes: number[] = [];
  for (const [match, octal, letter] of text.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gs)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else bytes.push(...Buffer.from(letter === undefined ? match : (LETTERS[letter] ?? letter)));
  }
  return Buffer.from(bytes).toString('utf8');
}

const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };
