/** Words of an SQL text of any dialect, with parentheses as groups. What varies stands as `*`, as the multiplication sign does. */

export interface SqlToken {
  is: 'word' | 'name' | 'text' | 'number' | 'parameter' | 'star' | 'mark' | 'group';
  /** Names and texts without their quotes. */
  text: string;
  /** Upper case; '' unless it is a word without quotes. */
  keyword: string;
  /** Nothing stands between it and the token before: `orders_*`. */
  glued: boolean;
  /** What is in the parentheses of a group. */
  items: readonly SqlToken[];
}

/** Never throws: what is not closed ends with the text. Groups deeper than that are taken as empty. */
export function sqlTokens(text: string): readonly SqlToken[] {
  const open: SqlToken[][] = [[]];
  let glued = false;
  for (const match of text.matchAll(TOKEN)) {
    const items = open[Math.min(open.length - 1, DEEPEST)] ?? [];
    const token = tokenOf(match, items.at(-1), glued);
    glued = token !== undefined;
    if (!token) continue;
    if (token.text === '(' && token.is === 'mark') {
      const inside: SqlToken[] = [];
      items.push({ ...token, is: 'group', text: '', items: open.length > DEEPEST ? [] : inside });
      open.push(inside);
    } else if (token.text === ')' && token.is === 'mark') {
      if (open.length > 1) open.pop();
    } else if (open.length <= DEEPEST + 1) items.push(token);
  }
  return open[0] ?? [];
}

/** Reading goes down by calls: a text nested a thousand deep must not end the stack. */
const DEEPEST = 60;

const TOKEN = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    // A backslash escapes in MySQL and after E; alone in quotes it is what LIKE escapes with.
    String.raw`[EeNn]?(?<text>'\\'(?!')|'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|'[\s\S]*$)`,
    String.raw`(?<dollar>\$(?<tag>(?:[A-Za-z_]\w*)?)\$[\s\S]*?\$\k<tag>\$)`,
    '(?<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`)',
    String.raw`(?<bracket>\[[A-Za-z_*][\w *.-]*\])`,
    // In Knex, `??` and `:name:` stand for names.
    String.raw`(?<hole>\?\?|(?<!:):\w+:(?!:)|\*)`,
    String.raw`(?<cast>::|:=)`,
    // ClickHouse writes `{id: String}`.
    String.raw`(?<parameter>\$\w+|\$\*|\?\d*(?![|&])|:[A-Za-z_]\w*|@{1,2}[\w$]+|\{\s*\w+\s*:[^{}]*\})`,
    String.raw`(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<mark><>|!=|<=|>=|\|\||->>|->|#>>|#>|[\s\S])`,
  ].join('|'),
  'g',
);

function tokenOf(match: RegExpMatchArray, before: SqlToken | undefined, glued: boolean): SqlToken | undefined {
  const { space, text, dollar, name, bracket, hole, parameter, number, word } = match.groups ?? {};
  const make = (is: SqlToken['is'], content: string, keyword = ''): SqlToken => ({ is, text: content, keyword, glued, items: [] });
  if (space !== undefined) return undefined;
  if (text !== undefined) return make('text', unquoted(text));
  if (dollar !== undefined) return make('text', dollar.slice(dollar.indexOf('$', 1) + 1, dollar.lastIndexOf('$', dollar.length - 2)));
  if (name !== undefined) return make('name', unquoted(name));
  // `tags[n]` is an element, `[order]` a name of SQL Server.
  if (bracket !== undefined) return before && glued && before.is !== 'mark' ? make('mark', bracket) : make('name', bracket.slice(1, -1));
  if (hole !== undefined) return make('star', '*');
  if (parameter !== undefined) return make('parameter', parameter);
  if (number !== undefined) return make('number', number);
  if (word !== undefined) return make('word', word, word.toUpperCase());
  return make('mark', match[0]);
}

function unquoted(text: string): string {
  const quote = text.charAt(0);
  return text.slice(1, text.length > 1 && text.endsWith(quote) ? -1 : undefined).replaceAll(quote + quote, quote);
}
