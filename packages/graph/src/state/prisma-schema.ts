/**
 * Reads a Prisma schema: blocks, and in them fields with the attributes that tell of names, keys and defaults. What does
 * not fit is an error, and the rest is read on. Every step is over one line, so that no text takes long.
 */

export interface PrismaSchema {
  path: string;
  blocks: PrismaBlock[];
  errors: { line: number; message: string }[];
}

export interface PrismaBlock {
  keyword: string;
  name: string;
  /** From 1. */
  line: number;
  /** Of an enum, its values. */
  fields: PrismaField[];
  attributes: { map?: string; schema?: string; keyFields: readonly string[] };
}

export interface PrismaField {
  name: string;
  /** Without `[]` and `?`; '' in enums. */
  type: string;
  attributes: { map?: string; isKey: boolean; isGenerated: boolean; initial?: string; relationFields?: readonly string[] };
}

const OPENING = /^\s*(\w+)\s+(\w[\w-]*)\s*\{\s*$/;
const EMPTY = /^\s*(\w+)\s+(\w[\w-]*)\s*\{\s*\}\s*$/;
const FIELD = /^\s*([A-Za-z]\w*)\s+([A-Za-z]\w*)(?:\("_*"\))?\s*(?:\[\])?\??\s*(?=@|$)/;
const VALUE = /^\s*([A-Za-z]\w*)\s*(?=@|$)/;
/** Blocks of other kinds hold settings. */
const DECLARING = new Set(['model', 'view', 'type', 'enum']);
const KNOWN = new Set([...DECLARING, 'generator', 'datasource']);
const GENERATED = /@updatedAt\b|@default\s*\(\s*(?:autoincrement|now|uuid|cuid|ulid|nanoid|dbgenerated|auto|sequence)\s*\(/;
const MOST_ERRORS = 20;
/** Characters of a line, with those that its brackets join to it. Nobody writes more, and all are searched several times. */
const LONGEST = 10_000;

export function readPrismaSchema(path: string, text: string): PrismaSchema {
  const schema: PrismaSchema = { path, blocks: [], errors: [] };
  const fail = (line: number, message: string): void => {
    if (schema.errors.length < MOST_ERRORS) schema.errors.push({ line, message });
  };
  let block: PrismaBlock | undefined;
  for (const { line, raw, masked } of statements(text)) {
    if (masked.trim() === '') continue;
    if (block) {
      // One that is never closed ends where the next begins.
      const next = OPENING.exec(masked);
      if (masked.trim() === '}') block = undefined;
      else if (next && KNOWN.has(next[1] ?? '')) {
        fail(block.line, `The ${block.keyword} '${block.name}' is not closed.`);
        block = begun(next, line);
        schema.blocks.push(block);
      } else if (DECLARING.has(block.keyword) && (raw.length > 2 * LONGEST || !readLine(block, raw, masked))) fail(line, `This line of '${block.name}' cannot be read.`);
      continue;
    }
    const opening = OPENING.exec(masked);
    const whole = opening ? undefined : EMPTY.exec(masked);
    if (opening || whole) schema.blocks.push(begun(opening ?? whole, line));
    else fail(line, 'This line of the schema cannot be read.');
    if (opening) block = schema.blocks.at(-1);
  }
  if (block) fail(block.line, `The ${block.keyword} '${block.name}' is not closed.`);
  return schema;
}

function begun(opening: RegExpExecArray | null | undefined, line: number): PrismaBlock {
  return { keyword: opening?.[1] ?? '', name: opening?.[2] ?? '', line, fields: [], attributes: { keyFields: [] } };
}

function readLine(block: PrismaBlock, raw: string, masked: string): boolean {
  if (/^\s*@@/.test(masked)) {
    const { attributes } = block;
    const map = argument(raw, masked, '@@map');
    const schema = argument(raw, masked, '@@schema');
    if (map !== undefined) attributes.map = map;
    if (schema !== undefined) attributes.schema = schema;
    const key = /^\s*@@id\s*\(\s*(?:fields\s*:\s*)?\[([^\]]*)\]/.exec(masked)?.[1];
    if (key !== undefined) attributes.keyFields = names(key);
    return true;
  }
  const field = (block.keyword === 'enum' ? VALUE : FIELD).exec(masked);
  if (!field) return false;
  const map = argument(raw, masked, '@map');
  const initial = /@default\s*\(\s*(?:(\w+)|"(_*)")\s*\)/.exec(masked);
  const relation = /@relation\s*\(.*?\bfields\s*:\s*\[([^\]]*)\]/.exec(masked)?.[1];
  block.fields.push({
    name: field[1] ?? '',
    type: field[2] ?? '',
    attributes: {
      ...(map === undefined ? {} : { map }),
      isKey: /(?:^|\s)@id\b/.test(masked),
      isGenerated: GENERATED.test(masked),
      ...(initial ? { initial: initial[1] ?? argument(raw, masked, '@default') ?? '' } : {}),
      ...(relation === undefined ? {} : { relationFields: names(relation) }),
    },
  });
  return true;
}

function names(list: string): string[] {
  return list.split(',').flatMap((each) => /^\s*(\w+)/.exec(each)?.[1] ?? []);
}

/** The text in `@map("orders")` or `@map(name: "orders")`. */
function argument(raw: string, masked: string, attribute: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${attribute}\\s*\\(\\s*(?:name\\s*:\\s*)?"(_*)"`).exec(masked);
  if (!found) return undefined;
  const end = found.index + found[0].length - 1;
  return raw.slice(end - (found[1]?.length ?? 0), end).replaceAll(/\\(.)/g, '$1');
}

interface Statement {
  /** Of its first line, from 1. */
  line: number;
  raw: string;
  /** Of the same length, without comments, and with `_` for what stands in quotes. */
  masked: string;
}

/** Lines, joined where brackets are open. A line that begins with `}` ends what is open. */
function* statements(text: string): Iterable<Statement> {
  let open: Statement | undefined;
  let depth = 0;
  let inComment = false;
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const read = mask(line, inComment);
    inComment = read.inComment;
    if (open && /^\s*\}/.test(read.masked)) {
      yield open;
      open = undefined;
      depth = 0;
    }
    depth = Math.max(0, depth + brackets(read.masked));
    open = open ? { line: open.line, raw: `${open.raw} ${line}`, masked: `${open.masked} ${read.masked}` } : { line: index + 1, raw: line, masked: read.masked };
    if (depth > 0 && open.raw.length < LONGEST) continue;
    depth = 0;
    yield open;
    open = undefined;
  }
  if (open) yield open;
}

function brackets(masked: string): number {
  let depth = 0;
  for (const char of masked) {
    if (char === '(' || char === '[') depth += 1;
    else if (char === ')' || char === ']') depth -= 1;
  }
  return depth;
}

/** Comments become blanks, quoted text becomes underscores. */
function mask(line: string, startsInComment: boolean): { masked: string; inComment: boolean } {
  if (!startsInComment && !/["/]/.test(line)) return { masked: line, inComment: false };
  let masked = '';
  let inComment = startsInComment;
  let inText = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    const pair = char + (line[at + 1] ?? '');
    if (inComment) {
      const ends = pair === '*/';
      masked += ends ? '  ' : ' ';
      if (ends) at += 1;
      inComment = !ends;
    } else if (inText) {
      if (char === '\\' && at + 1 < line.length) {
        masked += '__';
        at += 1;
      } else {
        masked += char === '"' ? '"' : '_';
        inText = char !== '"';
      }
    } else if (pair === '//') {
      return { masked: masked.padEnd(line.length), inComment: false };
    } else if (pair === '/*') {
      masked += '  ';
      at += 1;
      inComment = true;
    } else {
      inText = char === '"';
      masked += char;
    }
  }
  return { masked, inComment };
}
