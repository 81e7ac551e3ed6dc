import type { ts } from 'ts-morph';
import type { VariableKind } from '@dist-lint/model';
import { childScope, declareBoth, declareType, declareValue, type Scope } from './scopes.ts';
import { hoistImport, hoistImportEquals, hoistRequire } from './imports.ts';
import { enter, leave, type Lowering } from './lowering.ts';
import * as K from './syntax.ts';

/**
 * Declares what a list of statements declares in its own block, before any of it is lowered: a name
 * then has its meaning wherever it is met.
 */
export function hoistBlock(cx: Lowering, statements: readonly ts.Statement[], scope: Scope): void {
  for (const statement of statements) hoistStatement(cx, statement, scope);
}

/** Opens a scope for a block if it declares anything; the caller restores the scope that is returned. */
export function openBlock(cx: Lowering, statements: readonly ts.Statement[]): Scope {
  const outer = cx.scope;
  if (statements.some(declares)) {
    cx.scope = childScope(outer, cx.functionId);
    hoistBlock(cx, statements, cx.scope);
  }
  return outer;
}

function declares(statement: ts.Statement): boolean {
  switch (statement.kind) {
    case K.VariableStatement:
      return ((statement as ts.VariableStatement).declarationList.flags & K.BlockScoped) !== 0;
    case K.FunctionDeclaration:
    case K.ClassDeclaration:
    case K.EnumDeclaration:
    case K.InterfaceDeclaration:
    case K.TypeAliasDeclaration:
    case K.ModuleDeclaration:
    case K.ImportDeclaration:
    case K.ImportEquals:
      return true;
    default:
      return false;
  }
}

function hoistStatement(cx: Lowering, statement: ts.Statement, scope: Scope): void {
  switch (statement.kind) {
    case K.VariableStatement: {
      const list = (statement as ts.VariableStatement).declarationList;
      const ambient = (K.modifiersOf(statement) & K.Mod.declare) !== 0;
      if ((list.flags & K.BlockScoped) !== 0) hoistList(cx, list, scope, ambient);
      return;
    }
    case K.FunctionDeclaration: {
      const { name, body } = statement as ts.FunctionDeclaration;
      if (name === undefined || name.text === '') return;
      const ambient = body === undefined && (K.modifiersOf(statement) & K.Mod.declare) !== 0;
      declareValue(cx, scope, name, 'function', ambient);
      return;
    }
    case K.ClassDeclaration:
    case K.EnumDeclaration: {
      const { name } = statement as ts.ClassDeclaration;
      if (name === undefined || name.text === '') return;
      const kind = statement.kind === K.ClassDeclaration ? 'class' : 'enum';
      declareBoth(cx, scope, name, kind, (K.modifiersOf(statement) & K.Mod.declare) !== 0);
      return;
    }
    case K.InterfaceDeclaration:
    case K.TypeAliasDeclaration: {
      const { name } = statement as ts.InterfaceDeclaration;
      if (name.text !== '') declareType(cx, scope, name, 'type');
      return;
    }
    case K.ModuleDeclaration: {
      const { name } = statement as ts.ModuleDeclaration;
      if (name.kind !== K.Identifier || name.text === '' || name.text === 'global') return;
      declareValue(cx, scope, name, 'namespace', (K.modifiersOf(statement) & K.Mod.declare) !== 0);
      return;
    }
    case K.ImportDeclaration:
      return hoistImport(cx, statement as ts.ImportDeclaration, scope);
    case K.ImportEquals:
      return hoistImportEquals(cx, statement as ts.ImportEqualsDeclaration, scope);
  }
}

/** Declares the names of one declaration list. */
export function hoistList(cx: Lowering, list: ts.VariableDeclarationList, scope: Scope, ambient = false): void {
  const kind = listKind(list);
  for (const declaration of list.declarations) {
    if (hoistRequire(cx, declaration, scope)) continue;
    hoistName(cx, declaration.name, kind, scope, ambient);
  }
}

function listKind(list: ts.VariableDeclarationList): VariableKind {
  switch (list.flags & K.BlockScoped) {
    case 0:
      return 'var';
    case 1:
      return 'let';
    case 2:
      return 'const';
    default:
      return 'using';
  }
}

/** Declares the name or the names of the pattern. */
export function hoistName(cx: Lowering, name: ts.BindingName, kind: VariableKind, scope: Scope, ambient = false): void {
  if (name.kind === K.Identifier) {
    if (name.text !== '') declareValue(cx, scope, name, kind, ambient);
    return;
  }
  enter(cx);
  for (const element of (name).elements) {
    if (element.kind !== K.OmittedExpression) hoistName(cx, element.name, kind, scope, ambient);
  }
  leave(cx);
}

/** Declares every `var` of a function's body, however deep its block. */
export function hoistVars(cx: Lowering, statements: readonly ts.Statement[], scope: Scope): void {
  if (!cx.hasVar) return;
  for (const statement of statements) hoistVarsOf(cx, statement, scope);
}

function hoistVarsOf(cx: Lowering, statement: ts.Statement | ts.ForInitializer | undefined, scope: Scope): void {
  for (let at: ts.Node | undefined = statement; at !== undefined;) {
    if (at.kind === K.IfStatement) {
      // An `else if` chain may be long: walk along it instead of into it.
      inner(cx, (at as ts.IfStatement).thenStatement, scope);
      at = (at as ts.IfStatement).elseStatement;
    } else {
      inner(cx, at, scope);
      return;
    }
  }
}

function inner(cx: Lowering, node: ts.Node, scope: Scope): void {
  enter(cx);
  if (node.kind === K.VariableStatement) {
    const list = (node as ts.VariableStatement).declarationList;
    const ambient = (K.modifiersOf(node) & K.Mod.declare) !== 0;
    if ((list.flags & K.BlockScoped) === 0) hoistList(cx, list, scope, ambient);
  } else if (node.kind === K.VariableDeclarationList) {
    if ((node.flags & K.BlockScoped) === 0) hoistList(cx, node as ts.VariableDeclarationList, scope);
  } else {
    for (const part of K.statementsWithin(node)) hoistVarsOf(cx, part, scope);
  }
  leave(cx);
}
