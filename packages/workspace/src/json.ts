/** What {@link parseJson} makes of a text. */
export interface ParsedJson {
  /** As much as could be read; undefined when nothing could. */
  value: unknown;
  /** Why it is not JSON: the first mistake and its line, from 1. Absent when the text is fine. */
  error?: { line: number; message: string };
  /** Comments or trailing commas were there: fine in a tsconfig, a mistake in a package.json. */
  relaxed: boolean;
}

/** Deeper nesting than this is no configuration but an attack on the stack. */
const DEEPEST = 100;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings of an array; [] for anything else. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/**
 * Reads JSON the way TypeScript reads its configuration: a byte order mark, comments and trailing
 * commas are allowed. Never throws.
 */
export function parseJson(text: string): ParsedJson {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return { value: JSON.parse(body) as unknown, relaxed: false };
  } catch {
    return parseRelaxed(body);
  }
}

class Mistake extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

function parseRelaxed(text: string): ParsedJson {
  let at = 0;
  let relaxed = false;

  try {
    const value = parseValue(0);
    skipBlanks();
    if (at < text.length) throw new Mistake(at, `unexpected ${shown()}`);
    return { value, relaxed };
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    return { value: undefined, error: { line: lineAt(text, mistake.offset), message: mistake.message }, relaxed };
  }

  function parseValue(depth: number): unknown {
    if (depth > DEEPEST) throw new Mistake(at, 'nested too deeply');
    skipBlanks();
    const start = text[at];
    if (start === '{') return parseObject(depth);
    if (start === '[') return parseArray(depth);
    if (start === '"') return parseString();
    const word = /[-+.\w]+/y;
    word.lastIndex = at;
    const found = word.exec(text)?.[0];
    if (found === undefined) throw new Mistake(at, `unexpected ${shown()}`);
    try {
      const value = JSON.parse(found) as unknown;
      at += found.length;
      return value;
    } catch {
      throw new Mistake(at, `unexpected ${shown()}`);
    }
  }

  function parseObject(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    at++;
    for (let first = true; ; first = false) {
      skipBlanks();
      if (text[at] === '}') {
        if (!first) relaxed = true;
        break;
      }
      if (text[at] !== '"') throw new Mistake(at, `unexpected ${shown()}, a quoted name should be here`);
      const key = parseString();
      skipBlanks();
      if (text[at] !== ':') throw new Mistake(at, `unexpected ${shown()}, a colon should be here`);
      at++;
      const value = parseValue(depth + 1);
      // Assignment to `__proto__` would change the object instead of giving it a property.
      Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      skipBlanks();
      if (text[at] === '}') break;
      if (text[at] !== ',') throw new Mistake(at, `unexpected ${shown()}, a comma or } should be here`);
      at++;
    }
    at++;
    return object;
  }

  function parseArray(depth: number): unknown[] {
    const array: unknown[] = [];
    at++;
    for (;;) {
      skipBlanks();
      if (text[at] === ']') {
        if (array.length > 0) relaxed = true;
        break;
      }
      array.push(parseValue(depth + 1));
      skipBlanks();
      if (text[at] === ']') break;
      if (text[at] !== ',') throw new Mistake(at, `unexpected ${shown()}, a comma or ] should be here`);
      at++;
    }
    at++;
    return array;
  }

  function parseString(): string {
    const literal = /"(?:[^"\\\n\r]|\\.)*"/y;
    literal.lastIndex = at;
    const found = literal.exec(text)?.[0];
    if (found === undefined) throw new Mistake(at, 'a string that does not end on its line');
    try {
      const value = JSON.parse(found) as string;
      at += found.length;
      return value;
    } catch {
      throw new Mistake(at, 'a string with an unknown escape');
    }
  }

  function skipBlanks(): void {
    const blank = /\s+|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//y;
    for (;;) {
      blank.lastIndex = at;
      const found = blank.exec(text)?.[0];
      if (found === undefined) return;
      if (found.startsWith('/')) relaxed = true;
      at += found.length;
    }
  }

  function shown(): string {
    return at >= text.length ? 'end of file' : JSON.stringify(text[at]);
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
