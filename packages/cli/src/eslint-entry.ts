/** What to add to an ESLint configuration, and the configuration with it where its shape is understood with certainty. */
export interface EslintEntry {
  /** The lines, to be shown. */
  lines: readonly string[];
  /** The whole text with the lines in it; missing where a person has to add them. */
  edited?: string;
  /** Where the second line goes, for that person. */
  place: string;
}

const PACKAGE = 'eslint-plugin-dist-lint';
const ENTRY = 'distLint.configs.recommended,';

/** Whether the configuration speaks of the plugin already. */
export function mentionsPlugin(text: string): boolean {
  return text.includes(PACKAGE);
}

/**
 * Three shapes are understood, each as the last statement of the file: `export default [ … ]`,
 * `export default defineConfig( … )` with ESLint's own `defineConfig`, and the `config( … )` of
 * typescript-eslint. Whatever else may stand in the file, an entry before the first of theirs is
 * then a configuration like any other.
 */
export function eslintEntry(text: string): EslintEntry {
  const quote = /^import .*"/m.test(text) && !/^import .*'/m.test(text) ? '"' : "'";
  const end = /^import .*;/m.test(text) || !/^import /m.test(text) ? ';' : '';
  const isCommonJs = /^module\.exports\b/m.test(text);
  const load = isCommonJs ? `const distLint = require(${quote}${PACKAGE}${quote}).default;` : `import distLint from ${quote}${PACKAGE}${quote}${end}`;
  const lines = [load, ENTRY];
  const code = codeOnly(text);
  const at = code === undefined || /\bdistLint\b/.test(code) ? undefined : firstEntry(code, text);
  const place = placeIn(code ?? text);
  if (code === undefined || at === undefined) return { lines, place };
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const withEntry = text.slice(0, at) + entryAt(text.slice(at), newline) + text.slice(at);
  const top = importPlace(code, text);
  return { lines, place, edited: `${withEntry.slice(0, top)}${load}${newline}${withEntry.slice(top)}` };
}

/** The shape's last words, for somebody who reads them in the file. */
function placeIn(code: string): string {
  const [, called] = /^(?:export default|module\.exports =) (?:await )?([\w$.]+)\(/m.exec(code) ?? [];
  return called === undefined ? 'as an element of its list' : `as an argument of '${called}'`;
}

/** Where an entry before all others goes; undefined where the shape is another one. */
function firstEntry(code: string, text: string): number | undefined {
  const heads = [...code.matchAll(/^export default\b/gm)];
  const [head, ...more] = [...code.matchAll(/^export default (?:([\w$.]+)\((\s*\[)?|\[)/gm)];
  if (head === undefined || more.length > 0 || heads.length > 1) return undefined;
  const [whole, called, list] = head;
  if (called !== undefined && !takesEntries(called, text)) return undefined;
  const outer = head.index + 'export default '.length + (called?.length ?? 0);
  const close = closing(code, outer);
  if (close === undefined || !/^\s*;?\s*$/.test(code.slice(close + 1))) return undefined;
  const inner = head.index + whole.length;
  if (list === undefined) return inner;
  // The list has to be the whole argument: `defineConfig([…].flat())` is another shape.
  const listEnd = closing(code, inner - 1);
  return listEnd !== undefined && /^\s*,?\s*$/.test(code.slice(listEnd + 1, close)) ? inner : undefined;
}

/** Whether a function takes configurations as arguments and in lists: ESLint's own, and `config` of typescript-eslint by its default or namespace. */
function takesEntries(called: string, text: string): boolean {
  if (called === 'defineConfig') return /^import \{[^}]*\bdefineConfig\b[^}]*\} from ['"]eslint\/config['"]/m.test(text);
  const [, of] = /^([\w$]+)\.config$/.exec(called) ?? [];
  const [, name, namespace] = /^import (?:([\w$]+)(?:, \{[^}]*\})?|\* as ([\w$]+)) from ['"]typescript-eslint['"]/m.exec(text) ?? [];
  return of !== undefined && of === (name ?? namespace);
}

/** The index of the bracket that closes the one at `open`. */
function closing(code: string, open: number): number | undefined {
  const expected: string[] = [];
  for (let index = open; index < code.length; index++) {
    const character = code[index] as string;
    const closer = { '(': ')', '[': ']', '{': '}' }[character];
    if (closer !== undefined) expected.push(closer);
    else if (')]}'.includes(character) && expected.pop() !== character) return undefined;
    if (expected.length === 0) return index;
  }
  return undefined;
}

function entryAt(rest: string, newline: string): string {
  const [, indent] = /^[ \t]*\r?\n(?:[ \t]*\r?\n)*([ \t]+)\S/.exec(rest) ?? [];
  if (indent !== undefined) return `${newline}${indent}${ENTRY}`;
  return /^\s*[\])]/.test(rest) ? ENTRY.slice(0, -1) : `${ENTRY} `;
}

/** Before the first import; else below the comments that have to stay first, such as `// @ts-check`. */
function importPlace(code: string, text: string): number {
  const first = /^import\b/m.exec(code);
  return first?.index ?? (/^(?:(?:\/\/|#!).*\r?\n)*/.exec(text)?.[0].length ?? 0);
}

/**
 * The text with blanks for what is in comments and strings, of the same length. Undefined where
 * only a parser could tell them from code: a regular expression, a division, a template with code.
 */
function codeOnly(text: string): string | undefined {
  const masked = text.replace(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\r\n])*'|"(?:\\.|[^"\\\r\n])*"|`(?:\\.|[^`\\])*`/g, (part) =>
    part.startsWith('`') && part.includes('${') ? part : part.replace(/[^\r\n]/g, ' '),
  );
  return /[/'"`]/.test(masked.replace(/^#!.*/, '')) ? undefined : masked;
}
