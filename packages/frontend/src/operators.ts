import { ts } from 'ts-morph';
import type { Expr, IfStep, Step } from '@dist-lint/model';
import { effect, expression } from './expressions.ts';
import { append, collect, Dropped, enter, hasEffects, Returned, spanOf, startOf, unknown, Voided, type Lowering } from './lowering.ts';
import * as K from './syntax.ts';

/** So many branches of one `&&`, `||` or `??` chain are nested in each other; then a new nest begins. */
const deepestNest = 64;

const logicalKinds = new Map<ts.SyntaxKind, 'and' | 'or' | 'nullish'>([
  [ts.SyntaxKind.AmpersandAmpersandToken, 'and'],
  [ts.SyntaxKind.BarBarToken, 'or'],
  [ts.SyntaxKind.QuestionQuestionToken, 'nullish'],
]);

export function isLogical(operator: ts.SyntaxKind): boolean {
  return logicalKinds.has(operator);
}

/** The fates that an operand shares with the expression whose value it may become. */
const shared = Dropped | Voided | Returned;

/** `a && b && c`: each operand with steps is a branch within the branch of the operand before it. */
export function lowerLogical(cx: Lowering, node: ts.BinaryExpression, hint: string, fate: number): Expr {
  const operator = node.operatorToken.kind;
  const kind = logicalKinds.get(operator) ?? 'and';
  const op = ts.tokenToString(operator) ?? '';
  const operands = leftSpine(node, operator);
  const first = operands[0] as ts.Expression;
  const values = [expression(cx, first, hint)];
  const open: { outer: Step[]; step: IfStep }[] = [];
  const depth = cx.depth;
  let from = 0;
  let testAt = startOf(cx, first);

  const close = (): void => {
    for (let frame = open.pop(); frame !== undefined; frame = open.pop()) {
      frame.outer.push(frame.step);
      cx.steps = frame.outer;
    }
    cx.depth = depth;
  };

  for (let i = 1; i < operands.length; i++) {
    const operand = operands[i] as ts.Expression;
    const last = i === operands.length - 1;
    let value: Expr = unknown();
    const branch = collect(cx, () => {
      value = expression(cx, operand, hint, last ? fate & shared : 0);
    });
    if (!hasEffects(branch)) {
      append(cx.steps, branch);
    } else {
      if (open.length === deepestNest) close();
      const tested = values.slice(from);
      const test: Expr = tested.length === 1 ? (tested[0] as Expr) : { k: 'op', op, args: tested };
      open.push({ outer: cx.steps, step: { s: 'if', kind, test, then: branch, else: [], at: testAt, end: node.end } });
      cx.steps = branch;
      enter(cx);
      from = i;
      testAt = startOf(cx, operand);
    }
    values.push(value);
  }
  close();
  return { k: 'op', op, args: values };
}

/** The operands of `a op b op c …`, from the left. */
function leftSpine(node: ts.BinaryExpression, operator: ts.SyntaxKind): ts.Expression[] {
  const operands: ts.Expression[] = [];
  let at: ts.Expression = node;
  while (at.kind === K.BinaryExpression && (at as ts.BinaryExpression).operatorToken.kind === operator) {
    operands.push((at as ts.BinaryExpression).right);
    at = (at as ts.BinaryExpression).left;
  }
  operands.push(at);
  return operands.reverse();
}

/** `c ? a : b` */
export function lowerConditional(cx: Lowering, node: ts.ConditionalExpression, hint: string, fate: number): Expr {
  const test = expression(cx, node.condition);
  let yes: Expr = unknown();
  let no: Expr = unknown();
  const then = collect(cx, () => {
    yes = expression(cx, node.whenTrue, hint, fate & shared);
  });
  const otherwise = collect(cx, () => {
    no = expression(cx, node.whenFalse, hint, fate & shared);
  });
  if (hasEffects(then) || hasEffects(otherwise)) {
    cx.steps.push({ s: 'if', kind: 'cond', test, then, else: otherwise, ...spanOf(cx, node) });
  } else {
    append(cx.steps, then);
    append(cx.steps, otherwise);
  }
  return { k: 'op', op: '?:', args: [test, yes, no] };
}

/** `a, b`: the value is the last, the others are evaluated. */
export function lowerComma(cx: Lowering, node: ts.BinaryExpression, hint: string, fate: number): Expr {
  const operands = leftSpine(node, ts.SyntaxKind.CommaToken);
  for (const operand of operands.slice(0, -1)) effect(cx, operand);
  return expression(cx, operands.at(-1) as ts.Expression, hint, fate & shared);
}

/** Arithmetic, comparisons and the like, along the left spine: `a + b + c` is one operator. */
export function lowerOperators(cx: Lowering, node: ts.BinaryExpression): Expr {
  const spine: ts.BinaryExpression[] = [];
  let at: ts.Expression = node;
  while (at.kind === K.BinaryExpression && isPlainOperator((at as ts.BinaryExpression).operatorToken.kind)) {
    spine.push(at as ts.BinaryExpression);
    at = (at as ts.BinaryExpression).left;
  }
  const depth = cx.depth;
  let value = expression(cx, at);
  let open: { k: 'op'; op: string; args: Expr[] } | undefined;
  for (let i = spine.length - 1; i >= 0; i--) {
    const { operatorToken, right } = spine[i] as ts.BinaryExpression;
    const op = ts.tokenToString(operatorToken.kind) ?? '';
    const operand = expression(cx, right);
    if (open?.op === op) {
      open.args.push(operand);
    } else {
      enter(cx);
      value = open = { k: 'op', op, args: [value, operand] };
    }
  }
  cx.depth = depth;
  return value;
}

function isPlainOperator(operator: ts.SyntaxKind): boolean {
  return operator !== ts.SyntaxKind.CommaToken && !isLogical(operator)
    && (operator < ts.SyntaxKind.FirstAssignment || operator > ts.SyntaxKind.LastAssignment);
}
