import { ts } from 'ts-morph';
import type { Expr, Span, Target } from '@dist-lint/model';
import { commonJsExport } from './exports.ts';
import { expression } from './expressions.ts';
import { append, collect, hasEffects, spanOf, type Lowering } from './lowering.ts';
import { pathName } from './naming.ts';
import { assignmentTarget } from './patterns.ts';
import { lookupValue, reference } from './scopes.ts';
import * as K from './syntax.ts';

export function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

const conditional = new Map<ts.SyntaxKind, 'and' | 'or' | 'nullish'>([
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, 'and'],
  [ts.SyntaxKind.BarBarEqualsToken, 'or'],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, 'nullish'],
]);

/** `a = b`, `a += b`, `a ??= b`, `[a, b] = c` */
export function lowerAssignment(cx: Lowering, node: ts.BinaryExpression): Expr {
  const { left, operatorToken, right } = node;
  const span = spanOf(cx, node);
  const op = ts.tokenToString(operatorToken.kind) ?? '=';
  if (left.kind === K.ObjectLiteral || left.kind === K.ArrayLiteral) {
    const value = expression(cx, right);
    cx.steps.push({ s: 'assign', to: assignmentTarget(cx, left, pathLike(value)), op, value, ...span });
    return value;
  }
  if (op !== '=') countRead(cx, left);
  const to = assignmentTarget(cx, left) as Expr;
  const kind = conditional.get(operatorToken.kind);
  if (kind === undefined) {
    assign(cx, node, to, op, right, span);
  } else {
    const steps = collect(cx, () => assign(cx, node, to, op, right, span));
    if (steps.length > 1 && hasEffects(steps.slice(0, -1))) cx.steps.push({ s: 'if', kind, test: to, then: steps, else: [], ...span });
    else append(cx.steps, steps);
  }
  return { k: 'op', op: 'assign', args: [to] };
}

function assign(cx: Lowering, node: ts.BinaryExpression, to: Target, op: string, right: ts.Expression, span: Span): void {
  const how = cx.how;
  if (how === 'other') cx.how = 'initialiser';
  const value = expression(cx, right, pathName(K.unwrapped(node.left)));
  cx.how = how;
  cx.steps.push({ s: 'assign', to, op, value, ...span });
  if (op === '=') commonJsExport(cx, node, value);
}

/** `i++`, `--i`: an assignment of 1. */
/** The value is the one after the update; a postfix update says so by its operator. */
export function lowerUpdate(cx: Lowering, node: ts.Expression, operand: ts.Expression, op: string): Extract<Expr, { k: 'op' }> {
  countRead(cx, operand);
  const to = assignmentTarget(cx, operand) as Expr;
  cx.steps.push({ s: 'assign', to, op, value: { k: 'literal', value: 1 }, ...spanOf(cx, node) });
  return { k: 'op', op: 'assign', args: [to] };
}

/** A compound assignment also reads an imported name. */
function countRead(cx: Lowering, target: ts.Expression): void {
  if (target.kind === K.Identifier && lookupValue(cx.scope, (target as ts.Identifier).text) !== -1) {
    reference(cx, target as ts.Identifier);
  }
}

/** An operand that is short enough to be repeated; undefined for others. */
export function pathLike(value: Expr): Expr | undefined {
  let at = value;
  for (let i = 0; i < 8 && (at.k === 'member' || at.k === 'awaited'); i++) at = at.of;
  return at.k === 'var' || at.k === 'global' || at.k === 'this' || at.k === 'result' ? value : undefined;
}

