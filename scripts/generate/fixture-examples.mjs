/** Picks, from a rule's fixtures, the code that its page shows: a test runs it, so it cannot rot. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import ts from 'typescript';

const LONGEST = 60;
const MARK = /(?:\/\/|\/\*)\s*finds:/;

/** The shortest file that bears a mark. */
export function badExample(root, rule) {
  return present(root, byLength(codeFiles(root, rule, 'bad').filter(({ text }) => MARK.test(text)))[0]);
}

/** The file that stands where the bad example stands, in the system of the same name; else the longest that a page can bear. */
export function goodExample(root, rule) {
  const bad = byLength(codeFiles(root, rule, 'bad').filter(({ text }) => MARK.test(text)))[0];
  const files = codeFiles(root, rule, 'good');
  const twin = files.find(({ path }) => path === bad?.path) ?? files.find(({ path }) => basename(path) === basename(bad?.path ?? ''));
  return present(root, twin ?? byLength(files.filter(({ text }) => lineCount(text) <= LONGEST)).at(-1) ?? byLength(files)[0]);
}

/** Code files below `fixtures/<rule>/<kind>`, sorted by path. */
function codeFiles(root, rule, kind) {
  const folder = join(root, 'fixtures', rule, kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ file, path: relative(folder, file), text: readFileSync(file, 'utf8').replaceAll('\r\n', '\n') }));
}

const lineCount = (text) => text.split('\n').length;

const byLength = (files) => files.toSorted((a, b) => lineCount(a.text) - lineCount(b.text));

function present(root, found) {
  if (!found) return undefined;
  const { file, text } = found;
  return {
    file: relative(root, file).split(sep).join('/'),
    language: extname(file).slice(1).replace(/^[cm]/, ''),
    code: lineCount(text) <= LONGEST ? text : cut(dirname(file), text),
  };
}

/** Of a long file, the statements that bear a mark; without one, the first that fill a page. */
function cut(file, text) {
  const statements = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements.map((statement) => statement.getFullText());
  const marked = statements.filter((statement) => MARK.test(statement));
  const kept = marked.length > 0 ? marked : statements.filter((_, index) => lineCount(statements.slice(0, index + 1).join('')) <= LONGEST);
  return kept.map((statement) => statement.trim()).join('\n\n// …\n\n');
}
