import { ts } from 'ts-morph';
import type { Expr } from '@dist-lint/model';
import { lowerAssignment, lowerUpdate, isAssignment } from './assignments.ts';
import { lowerChain, lowerNew, type Link } from './calls.ts';
import { lowerClass } from './classes.ts';
import { functionValue } from './functions.ts';
import { lowerJsxElement, lowerJsxFragment, lowerJsxSelfClosing } from './jsx.ts';
import { lowerArray, lowerObject, lowerTemplate, numeric } from './literals.ts';
import { Awaited, Dropped, enter, leave, spanOf, unknown, Voided, type Lowering } from './lowering.ts';
import { lowerComma, lowerConditional, lowerLogical, lowerOperators, isLogical } from './operators.ts';
import { reference } from './scopes.ts';
import * as K from './syntax.ts';
import { visitTypes } from './types.ts';

/**
 * Lowers an expression: its effects become steps, what remains is the operand. `hint` is what an
 * anonymous function in it is called, `fate` what becomes of the value.
 */
export function expression(cx: Lowering, node: ts.Expression, hint = '', fate = 0): Expr {
  if (node.kind === K.Identifier) return reference(cx, node as ts.Identifier);
  const lower = lowering[node.kind];
  if (lower === undefined) {
    visitTypes(cx, node);
    return unknown();
  }
  enter(cx);
  const value = lower(cx, node, hint, fate);
  leave(cx);
  return value;
}

/** Lowers an expression whose value nobody uses. */
export function effect(cx: Lowering, node: ts.Expression, fate = Dropped): void {
  const value = expression(cx, node, '', fate);
  const inner = K.unwrapped(node);
  if (inner.kind === K.BinaryExpression && isAssignment((inner as ts.BinaryExpression).operatorToken.kind)) return;
  if (!isSpent(value)) cx.steps.push({ s: 'use', of: value, ...spanOf(cx, node) });
}

/** Whether an operand only repeats what steps have said already. */
function isSpent(value: Expr): boolean {
  let at = value;
  for (;;) {
    switch (at.k) {
      case 'result':
      case 'awaited':
      case 'literal':
      case 'function':
      case 'class':
      case 'unknown':
        return true;
      case 'op': {
        if (at.op === 'assign' || at.op === '++' || at.op === '--' || at.op === 'yield') return true;
        if (at.op === '?:' && !isSpent(at.args[1] as Expr)) return false;
        if (at.op !== '?:' && at.op !== '&&' && at.op !== '||' && at.op !== '??' && at.args.length > 1) return false;
        at = at.args.at(-1) ?? unknown();
        break;
      }
      default:
        return false;
    }
  }
}

/**
 * One entry a kind. The entries call the other files only when they run: these files need each other,
 * as the grammar does, but never while they are loaded.
 */
type Lower = (cx: Lowering, node: ts.Node, hint: string, fate: number) => Expr;
const lowering: (Lower | undefined)[] = [];

function on<T extends ts.Node>(
  lower: (cx: Lowering, node: T, hint: string, fate: number) => Expr, ...kinds: ts.SyntaxKind[]
): void {
  for (const kind of kinds) lowering[kind] = lower as Lower;
}

on<ts.StringLiteral>((_cx, node) => ({ k: 'literal', value: node.text }), K.StringLiteral, K.NoSubstitutionTemplate);
on<ts.NumericLiteral>((_cx, node) => numeric(node.text), K.NumericLiteral);
on<ts.BigIntLiteral>((_cx, node) => ({ k: 'bigint', text: node.text }), K.BigIntLiteral);
on<ts.RegularExpressionLiteral>((_cx, node) => ({ k: 'regexp', text: node.text }), ts.SyntaxKind.RegularExpressionLiteral);
on(() => ({ k: 'literal', value: true }), K.TrueKeyword);
on(() => ({ k: 'literal', value: false }), K.FalseKeyword);
on(() => ({ k: 'literal', value: null }), K.NullKeyword);
on(() => ({ k: 'this' }), K.ThisKeyword);
on(() => ({ k: 'super' }), K.SuperKeyword);
on(unknown, ts.SyntaxKind.MetaProperty, K.OmittedExpression, K.PrivateIdentifier, K.ImportKeyword);

on<ts.ParenthesizedExpression>((cx, node, hint, fate) => expression(cx, node.expression, hint, fate), K.Parenthesized);
on<ts.AsExpression>(
  (cx, node, hint, fate) => {
    visitTypes(cx, node.type);
    return expression(cx, node.expression, hint, fate);
  },
  K.AsExpression, K.Satisfies, K.TypeAssertion,
);
on<ts.ExpressionWithTypeArguments>((cx, node, hint, fate) => {
  node.typeArguments?.forEach((type) => visitTypes(cx, type));
  return expression(cx, node.expression, hint, fate);
}, ts.SyntaxKind.ExpressionWithTypeArguments);

on<Link>((cx, node, hint, fate) => lowerChain(cx, node, hint, fate), K.CallExpression, K.PropertyAccess, K.ElementAccess, K.NonNull, K.TaggedTemplate);
on<ts.NewExpression>((cx, node, hint, fate) => lowerNew(cx, node, hint, fate), K.NewExpression);

on<ts.AwaitExpression>((cx, node, hint, fate) => {
  switch (K.unwrapped(node.expression).kind) {
    case K.CallExpression:
    case K.NewExpression:
    case K.TaggedTemplate:
      return expression(cx, node.expression, hint, fate | Awaited);
  }
  const of = expression(cx, node.expression, hint);
  cx.steps.push({ s: 'await', of, ...spanOf(cx, node) });
  return { k: 'awaited', of };
}, K.AwaitExpression);

on<ts.YieldExpression>((cx, node, hint) => {
  const value = node.expression === undefined ? undefined : expression(cx, node.expression, hint);
  cx.steps.push({
    s: 'yield', ...spanOf(cx, node),
    ...(value === undefined ? undefined : { value }),
    ...(node.asteriskToken === undefined ? undefined : { all: true as const }),
  });
  return { k: 'op', op: 'yield', args: [] };
}, ts.SyntaxKind.YieldExpression);

on<ts.BinaryExpression>((cx, node, hint, fate) => {
  const operator = node.operatorToken.kind;
  if (isAssignment(operator)) return lowerAssignment(cx, node);
  if (isLogical(operator)) return lowerLogical(cx, node, hint, fate);
  if (operator === ts.SyntaxKind.CommaToken) return lowerComma(cx, node, hint, fate);
  return lowerOperators(cx, node);
}, K.BinaryExpression);

on<ts.ConditionalExpression>((cx, node, hint, fate) => lowerConditional(cx, node, hint, fate), K.ConditionalExpression);

on<ts.PrefixUnaryExpression>((cx, node) => {
  const op = ts.tokenToString(node.operator) ?? '';
  if (op === '++' || op === '--') return lowerUpdate(cx, node, node.operand, op);
  return { k: 'op', op, args: [expression(cx, node.operand)] };
}, K.PrefixUnary);
on<ts.PostfixUnaryExpression>(
  (cx, node) => {
    const op = ts.tokenToString(node.operator) ?? '';
    const { args } = lowerUpdate(cx, node, node.operand, op);
    return { k: 'op', op, args };
  },
  ts.SyntaxKind.PostfixUnaryExpression,
);
on<ts.TypeOfExpression>((cx, node) => ({ k: 'op', op: 'typeof', args: [expression(cx, node.expression)] }), ts.SyntaxKind.TypeOfExpression);
on<ts.VoidExpression>((cx, node) => ({ k: 'op', op: 'void', args: [expression(cx, node.expression, '', Voided)] }), ts.SyntaxKind.VoidExpression);
on<ts.DeleteExpression>((cx, node) => {
  cx.steps.push({ s: 'delete', target: expression(cx, node.expression), ...spanOf(cx, node) });
  return { k: 'literal', value: true };
}, ts.SyntaxKind.DeleteExpression);

on<ts.ObjectLiteralExpression>((cx, node, hint) => lowerObject(cx, node, hint), K.ObjectLiteral);
on<ts.ArrayLiteralExpression>((cx, node, hint) => lowerArray(cx, node, hint), K.ArrayLiteral);
on<ts.TemplateExpression>((cx, node) => lowerTemplate(cx, node), K.TemplateExpression);
on<ts.SpreadElement>((cx, node) => ({ k: 'spread', of: expression(cx, node.expression) }), K.SpreadElement);
on<ts.FunctionExpression | ts.ArrowFunction>((cx, node, hint) => functionValue(cx, node, hint), K.FunctionExpression, K.ArrowFunction);
on<ts.ClassExpression>((cx, node, hint) => lowerClass(cx, node, hint), K.ClassExpression);

on<ts.JsxElement>((cx, node) => lowerJsxElement(cx, node), K.JsxElement);
on<ts.JsxSelfClosingElement>((cx, node) => lowerJsxSelfClosing(cx, node), K.JsxSelfClosing);
on<ts.JsxFragment>((cx, node) => lowerJsxFragment(cx, node), K.JsxFragment);
on<ts.JsxExpression>((cx, node, hint) => (node.expression === undefined ? unknown() : expression(cx, node.expression, hint)), K.JsxExpression);
