import { ts } from 'ts-morph';
import type { CommentFact } from '@dist-lint/model';
import { startOf, type Lowering } from './lowering.ts';
import { lastName } from './naming.ts';
import * as K from './syntax.ts';

const longestText = 500;
const mostStatements = 5;
const deepestBlock = 3;
const directive = /(?:dist-lint|eslint)-(?:disable|enable)/g;

/** Offsets of everything that looks like the begin of a comment: cheap to ask, and never too few. */
export function commentStartsOf(text: string): number[] {
  const starts: number[] = [];
  const pattern = /\/[/*]/g;
  while (pattern.test(text)) starts.push(pattern.lastIndex - 2);
  return starts;
}

/** The words inside, beside or directly above a catch clause. */
export function handlerComments(cx: Lowering, body: ts.Block, clause: ts.CatchClause): void {
  const { block, variableDeclaration: declared } = clause;
  const at = startOf(cx, clause);
  inBlock(cx, block, 0);
  if (declared === undefined || declared.name.kind === K.Identifier) between(cx, clause.pos, startOf(cx, block));
  // The end of the try block, if it is on the line above `catch` or on its own.
  between(cx, body.statements.at(-1)?.end ?? startOf(cx, body) + 1, body.end, (comment) => lineBreaks(cx.text, comment.end, at) <= 1);
  if (lineBreaks(cx.text, at, block.end) === 0) beside(cx, block.end);
}

/** The words inside a small function that is passed to a call, and those beside and above a `.catch`. */
export function argumentComments(
  cx: Lowering, callee: ts.Expression, node: ts.ArrowFunction | ts.FunctionExpression, later: boolean,
): void {
  if (!hasComment(cx, Math.max(0, node.pos - 2000), node.end + 200)) return;
  const { body } = node;
  if (body.kind === K.Block) {
    if ((body as ts.Block).statements.length <= mostStatements) inBlock(cx, body as ts.Block, 0);
  } else if (node.kind === K.ArrowFunction) {
    between(cx, node.equalsGreaterThanToken.end, startOf(cx, body));
  }
  const name = lastName(callee);
  if (callee.kind !== K.PropertyAccess || !(name === 'catch' || (name === 'then' && later))) return;
  const access = callee as ts.PropertyAccessExpression;
  const nameAt = startOf(cx, access.name);
  between(cx, access.expression.end, nameAt);
  above(cx, nameAt);
  if (lineBreaks(cx.text, nameAt, node.end) === 0) beside(cx, node.end);
}

/** Comments that tell a linter something. */
export function directiveComments(cx: Lowering): void {
  if (cx.commentStarts.length === 0) return;
  for (const match of cx.text.matchAll(directive)) {
    const place = gapAround(cx, match.index);
    if (place !== undefined) {
      between(cx, place.at, place.end, (comment) => comment.at <= match.index && match.index < comment.end);
    }
  }
}

export function sortedComments(cx: Lowering): CommentFact[] {
  return [...cx.comments.values()].sort((a, b) => a.at - b.at);
}

/** The text between the tokens around an offset; nothing when the offset lies in a literal. */
function gapAround(cx: Lowering, offset: number): { at: number; end: number } | undefined {
  let node: ts.Node = cx.source;
  for (;;) {
    let at = node.pos;
    let { end } = node;
    let leaf = true as boolean; // set in the callback
    const inside = ts.forEachChild<ts.Node | undefined>(node, (child) => {
      leaf = false;
      if (child.pos <= offset && offset < child.end) return child;
      if (child.end <= offset) at = Math.max(at, child.end);
      else end = Math.min(end, child.pos);
      return undefined;
    });
    if (inside === undefined) {
      if (!leaf || !isText(node)) return { at, end };
      const start = startOf(cx, node);
      return offset < start ? { at, end: start } : undefined;
    }
    node = inside;
  }
}

/** Tokens whose characters may look like a comment. */
function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || node.kind === K.JsxText || node.kind === ts.SyntaxKind.RegularExpressionLiteral
    || (node.kind >= ts.SyntaxKind.TemplateHead && node.kind <= ts.SyntaxKind.TemplateTail);
}

/** Comments between the statements of a block, and of the blocks directly in it. */
function inBlock(cx: Lowering, block: ts.Block, level: number): void {
  if (!hasComment(cx, block.pos, block.end)) return;
  let from = startOf(cx, block) + 1;
  for (const statement of block.statements) {
    between(cx, from, startOf(cx, statement));
    from = statement.end;
    if (level < deepestBlock) nestedBlocks(cx, statement, level + 1);
  }
  between(cx, from, block.end);
}

function nestedBlocks(cx: Lowering, statement: ts.Node, level: number): void {
  if (statement.kind === K.Block) {
    inBlock(cx, statement as ts.Block, level);
    return;
  }
  if (level > deepestBlock || !hasComment(cx, statement.pos, statement.end)) return;
  for (const inner of K.statementsWithin(statement)) nestedBlocks(cx, inner, level + 1);
}

/** Index of the first candidate at or behind an offset. */
function candidateFrom(cx: Lowering, offset: number): number {
  let low = 0;
  let high = cx.commentStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cx.commentStarts[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hasComment(cx: Lowering, from: number, to: number): boolean {
  const at = cx.commentStarts[candidateFrom(cx, from)];
  return at !== undefined && at < to;
}

/** Keeps the comments of a range that holds no literals. */
function between(cx: Lowering, from: number, to: number, keep: (comment: { at: number; end: number }) => boolean = () => true): void {
  let end = from;
  for (let i = candidateFrom(cx, from); i < cx.commentStarts.length; i++) {
    const at = cx.commentStarts[i] as number;
    if (at >= to) return;
    if (at < end) continue;
    end = commentEnd(cx.text, at);
    if (keep({ at, end })) add(cx, at, end);
  }
}

function commentEnd(text: string, at: number): number {
  if (text.charAt(at + 1) === '*') {
    const close = text.indexOf('*/', at + 2);
    return close === -1 ? text.length : close + 2;
  }
  const lineEnd = /[\r\n\u2028\u2029]/g;
  lineEnd.lastIndex = at;
  return lineEnd.exec(text)?.index ?? text.length;
}

/** A comment behind a handler, on the line where the handler ends. */
function beside(cx: Lowering, end: number): void {
  let at = end;
  while (at < cx.text.length && /[ \t);,\]}]/.test(cx.text.charAt(at))) at++;
  if (cx.commentStarts[candidateFrom(cx, at)] === at) add(cx, at, commentEnd(cx.text, at));
}

/** A comment that fills the line above. */
function above(cx: Lowering, offset: number): void {
  const lineAt = cx.text.lastIndexOf('\n', offset - 1) + 1;
  if (lineAt < 2) return;
  const previousAt = cx.text.lastIndexOf('\n', lineAt - 2) + 1;
  const at = cx.commentStarts[candidateFrom(cx, previousAt)];
  if (at === undefined || at >= lineAt || cx.text.slice(previousAt, at).trim() !== '') return;
  const end = commentEnd(cx.text, at);
  if (end < lineAt) add(cx, at, end);
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) {
    if (++count > 1) break;
  }
  return count;
}

function add(cx: Lowering, at: number, end: number): void {
  if (cx.comments.has(at)) return;
  const text = words(cx.text.slice(at, Math.min(end, at + 4 * longestText)));
  directive.lastIndex = 0;
  const kind = directive.test(text) ? 'directive' : 'handler';
  directive.lastIndex = 0;
  if (kind === 'handler' && (text === '' || text.startsWith('finds:'))) return;
  const before = cx.text.slice(Math.max(cx.text.lastIndexOf('\n', at - 1), cx.text.lastIndexOf('\r', at - 1)) + 1, at);
  cx.comments.set(at, { text, kind, ownLine: at === 0 || before.trim() === '', at, end });
}

/** A comment's words without its marks. */
function words(comment: string): string {
  const inner = comment.startsWith('//') ? comment.replace(/^\/\/+/, '') : comment.slice(2).replace(/\*\/$/, '').replace(/^[ \t]*\*+/gm, '');
  return inner.trim().slice(0, longestText);
}
