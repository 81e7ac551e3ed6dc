import { ts } from 'ts-morph';
import type { CatchFact, Expr, IfStep, Step, SwitchStep, TryStep } from '@dist-lint/model';
import { pathLike } from './assignments.ts';
import { withHow } from './calls.ts';
import { lowerClass } from './classes.ts';
import { handlerComments } from './comments.ts';
import { lowerEnum, lowerTypeDeclaration, lowerNamespace } from './declarations.ts';
import { exportDeclared, lowerExportAssignment, lowerExportDeclaration } from './exports.ts';
import { effect, expression } from './expressions.ts';
import { lowerFunctionDeclaration } from './functions.ts';
import { hoistBlock, hoistName, openBlock } from './hoisting.ts';
import { jsDocType } from './jsdoc.ts';
import { collect, enter, leave, MAX_ELSE_IFS, Returned, spanOf, startOf, TooDeep, unknown, type Lowering } from './lowering.ts';
import { lowerDo, lowerFor, lowerForIn, lowerForOf, lowerWhile } from './loops.ts';
import { bindingTarget } from './patterns.ts';
import { childScope, lookupValue } from './scopes.ts';
import * as K from './syntax.ts';
import { typeFact, visitTypes } from './types.ts';

/** Longer `else if` chains are flat. */
const mostNestedElseIfs = 64;

/** Lowers the statements of a block whose names are declared; function declarations come first. */
export function lowerStatements(cx: Lowering, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    if (statement.kind === K.FunctionDeclaration) {
      enter(cx);
      const id = lowerFunctionDeclaration(cx, statement as ts.FunctionDeclaration, cx.steps);
      exportDeclared(cx, statement as ts.FunctionDeclaration, { k: 'function', function: id });
      leave(cx);
    }
  }
  for (const statement of statements) {
    if (statement.kind !== K.FunctionDeclaration) lowerStatement(cx, statement);
  }
}

/** Lowers a statement in place; a block's steps join the present list. */
export function lowerStatement(cx: Lowering, node: ts.Statement, label = ''): void {
  const lower = lowering[node.kind];
  if (lower === undefined) {
    visitTypes(cx, node);
    return;
  }
  enter(cx);
  lower(cx, node, label);
  leave(cx);
}

/** The steps of a statement that is a branch or a loop's body. */
export function branch(cx: Lowering, node: ts.Statement | undefined): Step[] {
  return node === undefined ? [] : collect(cx, () => lowerStatement(cx, node));
}

type Lower = (cx: Lowering, node: ts.Node, label: string) => void;
const lowering: (Lower | undefined)[] = [];

function on<T extends ts.Node>(lower: (cx: Lowering, node: T, label: string) => void, ...kinds: ts.SyntaxKind[]): void {
  for (const kind of kinds) lowering[kind] = lower as Lower;
}

on<ts.Block>(lowerBlock, K.Block);

function lowerBlock(cx: Lowering, node: ts.Block): void {
  const outer = openBlock(cx, node.statements);
  lowerStatements(cx, node.statements);
  cx.scope = outer;
}

on<ts.ExpressionStatement>((cx, node) => effect(cx, node.expression), K.ExpressionStatement);

on<ts.VariableStatement>((cx, node) => {
  if ((K.modifiersOf(node) & K.Mod.declare) !== 0) {
    for (const declaration of node.declarationList.declarations) declaredType(cx, declaration);
  } else {
    lowerDeclarations(cx, node.declarationList);
  }
  exportDeclared(cx, node);
}, K.VariableStatement);

/** `const a = 1, { b } = c` */
export function lowerDeclarations(cx: Lowering, list: ts.VariableDeclarationList): void {
  for (const declaration of list.declarations) lowerDeclaration(cx, declaration);
}

function lowerDeclaration(cx: Lowering, node: ts.VariableDeclaration): void {
  declaredType(cx, node);
  if (node.initializer === undefined || cx.requires.has(node)) return;
  const hint = node.name.kind === K.Identifier ? (node.name).text : '';
  const how = cx.how === 'other' ? 'initialiser' : cx.how;
  const value = withHow(cx, how, () => expression(cx, node.initializer as ts.Expression, hint));
  const to = bindingTarget(cx, node.name, pathLike(value));
  cx.steps.push({ s: 'assign', to, op: '=', value, declares: true, ...spanOf(cx, node) });
}

function declaredType(cx: Lowering, node: ts.VariableDeclaration): void {
  const type = node.type === undefined ? jsDocType(cx, cx.jsDoc?.declarations.get(node)) : typeFact(cx, node.type);
  if (type === undefined || node.name.kind !== K.Identifier) return;
  const variable = cx.facts.variables[lookupValue(cx.scope, (node.name).text)];
  if (variable !== undefined) variable.type = type;
}

on<ts.IfStatement>((cx, node) => {
  const links: ts.IfStatement[] = [];
  let at: ts.Statement | undefined = node;
  for (; at?.kind === K.IfStatement; at = (at as ts.IfStatement).elseStatement) links.push(at as ts.IfStatement);
  if (links.length > MAX_ELSE_IFS) throw new TooDeep();
  if (links.length > mostNestedElseIfs) longChain(cx, links, at);
  else nestedChain(cx, links, at);
}, K.IfStatement);

/** `if … else if … else …`: each link is a step in the `else` of the one before. */
function nestedChain(cx: Lowering, links: ts.IfStatement[], otherwise: ts.Statement | undefined): void {
  const outer = cx.steps;
  for (const link of links) {
    const step = ifStep(cx, link);
    cx.steps.push(step);
    cx.steps = step.else;
  }
  if (otherwise !== undefined) lowerStatement(cx, otherwise);
  cx.steps = outer;
}

/** A very long chain is a block that each branch leaves: the same meaning, and no deep nesting for readers of the facts. */
function longChain(cx: Lowering, links: ts.IfStatement[], otherwise: ts.Statement | undefined): void {
  const label = 'else-if';
  const first = links[0] as ts.IfStatement;
  const body = collect(cx, () => {
    for (const link of links) {
      const step = ifStep(cx, link);
      const end = link.thenStatement.end;
      step.then.push({ s: 'break', label, at: end, end });
      step.end = end;
      cx.steps.push(step);
    }
    if (otherwise !== undefined) lowerStatement(cx, otherwise);
  });
  cx.steps.push({ s: 'block', label, body, ...spanOf(cx, first) });
}

function ifStep(cx: Lowering, node: ts.IfStatement): IfStep {
  const test = expression(cx, node.expression);
  return { s: 'if', kind: 'if', test, then: branch(cx, node.thenStatement), else: [], ...spanOf(cx, node) };
}

on<ts.ForStatement>((cx, node, label) => lowerFor(cx, node, label), ts.SyntaxKind.ForStatement);
on<ts.ForOfStatement>((cx, node, label) => lowerForOf(cx, node, label), ts.SyntaxKind.ForOfStatement);
on<ts.ForInStatement>((cx, node, label) => lowerForIn(cx, node, label), ts.SyntaxKind.ForInStatement);
on<ts.WhileStatement>((cx, node, label) => lowerWhile(cx, node, label), ts.SyntaxKind.WhileStatement);
on<ts.DoStatement>((cx, node, label) => lowerDo(cx, node, label), ts.SyntaxKind.DoStatement);

on<ts.SwitchStatement>((cx, node, label) => {
  const on = expression(cx, node.expression);
  const { clauses } = node.caseBlock;
  const step: SwitchStep = { s: 'switch', on, cases: [], ...spanOf(cx, node) };
  if (label !== '') step.label = label;
  const outer = cx.scope;
  cx.scope = childScope(outer, cx.functionId);
  for (const clause of clauses) hoistBlock(cx, clause.statements, cx.scope);
  for (const clause of clauses) {
    // The steps of a `case` test run before the switch step: there is no place for them inside.
    const test = clause.kind === K.CaseClause ? expression(cx, (clause).expression) : undefined;
    const body = collect(cx, () => lowerStatements(cx, clause.statements));
    const at = startOf(cx, clause);
    step.cases.push(test === undefined ? { body, at } : { test, body, at });
  }
  cx.scope = outer;
  cx.steps.push(step);
}, ts.SyntaxKind.SwitchStatement);

on<ts.TryStatement>((cx, node) => {
  const step: TryStep = { s: 'try', body: branch(cx, node.tryBlock), ...spanOf(cx, node) };
  if (node.catchClause !== undefined) {
    step.handler = catchFact(cx, node.catchClause);
    handlerComments(cx, node.tryBlock, node.catchClause);
  }
  if (node.finallyBlock !== undefined) step.finally = branch(cx, node.finallyBlock);
  cx.steps.push(step);
}, ts.SyntaxKind.TryStatement);

function catchFact(cx: Lowering, node: ts.CatchClause): CatchFact {
  const outer = cx.scope;
  const fact: CatchFact = { body: [], ...spanOf(cx, node) };
  const declared = node.variableDeclaration;
  fact.body = collect(cx, () => {
    if (declared !== undefined) {
      cx.scope = childScope(outer, cx.functionId);
      hoistName(cx, declared.name, 'catch', cx.scope);
      if (declared.type !== undefined) declaredType(cx, declared);
      fact.param = bindingTarget(cx, declared.name);
    }
    lowerStatement(cx, node.block);
  });
  cx.scope = outer;
  return fact;
}

on<ts.ReturnStatement>((cx, node) => {
  const span = spanOf(cx, node);
  if (node.expression === undefined) cx.steps.push({ s: 'return', ...span });
  else cx.steps.push({ s: 'return', value: expression(cx, node.expression, '<returned>', Returned), ...span });
}, ts.SyntaxKind.ReturnStatement);

on<ts.ThrowStatement>((cx, node) => {
  // The parser leaves it out after a line break.
  const thrown = node.expression as ts.Expression | undefined;
  const value: Expr = thrown === undefined ? unknown() : expression(cx, thrown);
  cx.steps.push({ s: 'throw', value, ...spanOf(cx, node) });
}, ts.SyntaxKind.ThrowStatement);

on<ts.BreakStatement>((cx, node) => jump(cx, 'break', node), ts.SyntaxKind.BreakStatement);
on<ts.ContinueStatement>((cx, node) => jump(cx, 'continue', node), ts.SyntaxKind.ContinueStatement);

function jump(cx: Lowering, s: 'break' | 'continue', node: ts.BreakOrContinueStatement): void {
  const label = node.label?.text ?? '';
  cx.steps.push(label === '' ? { s, ...spanOf(cx, node) } : { s, label, ...spanOf(cx, node) });
}

on<ts.LabeledStatement>((cx, node) => {
  const label = node.label.text;
  const { statement } = node;
  switch (statement.kind) {
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.ForInStatement:
    case ts.SyntaxKind.WhileStatement:
    case ts.SyntaxKind.DoStatement:
    case ts.SyntaxKind.SwitchStatement:
      lowerStatement(cx, statement, label);
      break;
    default:
      cx.steps.push({ s: 'block', label, body: branch(cx, statement), ...spanOf(cx, node) });
  }
}, ts.SyntaxKind.LabeledStatement);

on<ts.WithStatement>((cx, node) => {
  effect(cx, node.expression);
  lowerStatement(cx, node.statement);
}, ts.SyntaxKind.WithStatement);

on(() => undefined, ts.SyntaxKind.EmptyStatement, ts.SyntaxKind.DebuggerStatement, K.ImportDeclaration, ts.SyntaxKind.NamespaceExportDeclaration);

on<ts.FunctionDeclaration>((cx, node) => {
  lowerFunctionDeclaration(cx, node, cx.steps);
}, K.FunctionDeclaration);

on<ts.ClassDeclaration>((cx, node) => {
  const value = lowerClass(cx, node, (K.modifiersOf(node) & K.Mod.default) !== 0 ? 'default' : '');
  exportDeclared(cx, node, value);
}, K.ClassDeclaration);

on<ts.EnumDeclaration>((cx, node) => {
  lowerEnum(cx, node);
  exportDeclared(cx, node);
}, K.EnumDeclaration);

on<ts.InterfaceDeclaration | ts.TypeAliasDeclaration>((cx, node) => {
  lowerTypeDeclaration(cx, node);
  exportDeclared(cx, node);
}, K.InterfaceDeclaration, K.TypeAliasDeclaration);

on<ts.ModuleDeclaration>((cx, node) => {
  lowerNamespace(cx, node);
  exportDeclared(cx, node);
}, K.ModuleDeclaration);

on<ts.ImportEqualsDeclaration>((cx, node) => {
  const reference = node.moduleReference;
  if (reference.kind !== K.ExternalModuleReference) {
    const value = entityValue(cx, reference);
    const to = bindingTarget(cx, node.name);
    cx.steps.push({ s: 'assign', to, op: '=', value, declares: true, ...spanOf(cx, node) });
  }
  exportDeclared(cx, node);
}, K.ImportEquals);

/** `A.B.C` of `import x = A.B.C` */
function entityValue(cx: Lowering, name: ts.EntityName): Expr {
  if (name.kind === K.Identifier) return expression(cx, name);
  enter(cx);
  const of = entityValue(cx, (name).left);
  leave(cx);
  return { k: 'member', of, name: (name).right.text };
}

on<ts.ExportDeclaration>((cx, node) => lowerExportDeclaration(cx, node), K.ExportDeclaration);
on<ts.ExportAssignment>((cx, node) => lowerExportAssignment(cx, node), ts.SyntaxKind.ExportAssignment);

