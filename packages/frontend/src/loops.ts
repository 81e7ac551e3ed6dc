import type { ts } from 'ts-morph';
import type { Expr, LoopStep, Target } from '@dist-lint/model';
import { effect, expression } from './expressions.ts';
import { hoistList } from './hoisting.ts';
import { collect, spanOf, unknown, type Lowering } from './lowering.ts';
import { assignmentTarget, bindingTarget } from './patterns.ts';
import { childScope } from './scopes.ts';
import { branch, lowerDeclarations, lowerStatement } from './statements.ts';
import * as K from './syntax.ts';

/** `for (init; test; update) body` */
export function lowerFor(cx: Lowering, node: ts.ForStatement, label: string): void {
  const outer = openHead(cx, node.initializer);
  const step: LoopStep = { s: 'loop', kind: 'for', body: [], ...spanOf(cx, node) };
  const { initializer, incrementor } = node;
  if (initializer !== undefined) {
    const init = collect(cx, () => {
      if (initializer.kind === K.VariableDeclarationList) lowerDeclarations(cx, initializer as ts.VariableDeclarationList);
      else effect(cx, initializer);
    });
    if (init.length > 0) step.init = init;
  }
  lowerTest(cx, step, node.condition);
  step.body = branch(cx, node.statement);
  if (incrementor !== undefined) {
    const update = collect(cx, () => effect(cx, incrementor));
    if (update.length > 0) step.update = update;
  }
  finish(cx, step, label, outer);
}

export function lowerWhile(cx: Lowering, node: ts.WhileStatement, label: string): void {
  const step: LoopStep = { s: 'loop', kind: 'while', body: [], ...spanOf(cx, node) };
  lowerTest(cx, step, node.expression);
  step.body = branch(cx, node.statement);
  finish(cx, step, label, cx.scope);
}

export function lowerDo(cx: Lowering, node: ts.DoStatement, label: string): void {
  const step: LoopStep = { s: 'loop', kind: 'do', body: branch(cx, node.statement), ...spanOf(cx, node) };
  lowerTest(cx, step, node.expression);
  finish(cx, step, label, cx.scope);
}

export function lowerForOf(cx: Lowering, node: ts.ForOfStatement, label: string): void {
  lowerEach(cx, node, node.awaitModifier === undefined ? 'of' : 'await-of', label);
}

export function lowerForIn(cx: Lowering, node: ts.ForInStatement, label: string): void {
  lowerEach(cx, node, 'in', label);
}

function lowerEach(cx: Lowering, node: ts.ForOfStatement | ts.ForInStatement, kind: LoopStep['kind'], label: string): void {
  const over = expression(cx, node.expression);
  const outer = openHead(cx, node.initializer);
  let item: Target = unknown();
  const body = collect(cx, () => {
    item = itemTarget(cx, node.initializer);
    lowerStatement(cx, node.statement);
  });
  finish(cx, { s: 'loop', kind, item, over, body, ...spanOf(cx, node) }, label, outer);
}

function itemTarget(cx: Lowering, node: ts.ForInitializer): Target {
  if (node.kind !== K.VariableDeclarationList) return assignmentTarget(cx, node);
  const name = (node as ts.VariableDeclarationList).declarations[0]?.name;
  return name === undefined ? unknown() : bindingTarget(cx, name);
}

/** A scope for what the head declares with `let` or `const`. */
function openHead(cx: Lowering, node: ts.ForInitializer | undefined): Lowering['scope'] {
  const outer = cx.scope;
  if (node?.kind === K.VariableDeclarationList && (node.flags & K.BlockScoped) !== 0) {
    cx.scope = childScope(outer, cx.functionId);
    hoistList(cx, node as ts.VariableDeclarationList, cx.scope);
  }
  return outer;
}

function lowerTest(cx: Lowering, step: LoopStep, node: ts.Expression | undefined): void {
  if (node === undefined) return;
  let test: Expr = unknown();
  const head = collect(cx, () => {
    test = expression(cx, node);
  });
  if (head.length > 0) step.head = head;
  step.test = test;
}

function finish(cx: Lowering, step: LoopStep, label: string, outer: Lowering['scope']): void {
  if (label !== '') step.label = label;
  cx.scope = outer;
  cx.steps.push(step);
}
