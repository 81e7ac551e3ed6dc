import type { ts } from 'ts-morph';
import type { ExportFact, Expr, ImportBinding, VariableId } from '@dist-lint/model';
import { addImport } from './imports.ts';
import { expression } from './expressions.ts';
import { spanOf, type Lowering } from './lowering.ts';
import { memberName } from './naming.ts';
import { bindingOf, lookupType, lookupValue } from './scopes.ts';
import * as K from './syntax.ts';

type Exported =
  | ts.VariableStatement | ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration
  | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ModuleDeclaration | ts.ImportEqualsDeclaration;

/** `export` in front of a declaration. `value` is what a nameless default declaration is. */
export function exportDeclared(cx: Lowering, node: Exported, value?: Expr): void {
  const bits = K.modifiersOf(node);
  if ((bits & K.Mod.export) === 0 || cx.scope.parent !== undefined) return;
  if (node.kind === K.VariableStatement) {
    for (const declaration of (node).declarationList.declarations) exportNames(cx, declaration.name);
    return;
  }
  const name = (node as ts.ClassDeclaration).name;
  const isDefault = (bits & K.Mod.default) !== 0;
  if (name === undefined || name.text === '') {
    if (isDefault && value !== undefined) add(cx, { name: 'default', kind: 'expression', typeOnly: false, value, ...spanOf(cx, node) });
    return;
  }
  const isType = node.kind === K.InterfaceDeclaration || node.kind === K.TypeAliasDeclaration;
  if (isType && cx.facts.exports.some((fact) => fact.name === name.text && fact.variable === cx.scope.types?.get(name.text))) return;
  exportLocal(cx, isDefault ? 'default' : name.text, name, isType);
}

function exportNames(cx: Lowering, name: ts.BindingName): void {
  if (name.kind === K.Identifier) {
    if ((name).text !== '') exportLocal(cx, (name).text, name, false);
    return;
  }
  for (const element of (name).elements) {
    if (element.kind !== K.OmittedExpression) exportNames(cx, element.name);
  }
}

function exportLocal(cx: Lowering, exported: string, name: ts.Identifier, isType: boolean): void {
  const variable = isType ? cx.scope.types?.get(name.text) : cx.scope.values?.get(name.text);
  // Overloads and merged declarations are exported once.
  if (variable !== undefined && cx.facts.exports.at(-1)?.variable === variable && cx.facts.exports.at(-1)?.name === exported) return;
  const fact: ExportFact = { name: exported, kind: 'local', typeOnly: isType, ...spanOf(cx, name) };
  if (variable !== undefined) fact.variable = variable;
  add(cx, fact);
}

function add(cx: Lowering, fact: ExportFact): void {
  cx.facts.exports.push(fact);
}

/** `export { a as b }`, `export { a } from 's'`, `export * from 's'`, `export * as ns from 's'` */
export function lowerExportDeclaration(cx: Lowering, node: ts.ExportDeclaration): void {
  const { exportClause, moduleSpecifier, isTypeOnly } = node;
  if (moduleSpecifier === undefined || K.literalText(moduleSpecifier) === undefined) {
    if (exportClause?.kind !== K.NamedExports) return;
    for (const element of (exportClause).elements) exportSpecifier(cx, element, isTypeOnly || element.isTypeOnly);
    return;
  }
  const fact = addImport(cx, node, moduleSpecifier, 'reexport', isTypeOnly, false);
  const index = cx.facts.imports.length - 1;
  const reexport = (kind: ExportFact['kind'], imported: string, name: string, typeOnly: boolean, place: ts.Node): void => {
    const binding: ImportBinding = { imported, exported: name, typeOnly, ...spanOf(cx, place) };
    fact.bindings.push(binding);
    add(cx, { name, kind, typeOnly, import: index, imported, ...spanOf(cx, place) });
  };
  if (exportClause === undefined) {
    reexport('star', '*', '*', isTypeOnly, node);
  } else if (exportClause.kind !== K.NamedExports) {
    reexport('namespace', '*', memberName((exportClause).name) ?? '', isTypeOnly, exportClause);
  } else {
    for (const element of (exportClause).elements) {
      const name = memberName(element.name) ?? '';
      const imported = memberName(element.propertyName ?? element.name) ?? '';
      reexport('reexport', imported, name, isTypeOnly || element.isTypeOnly, element);
    }
  }
}

function exportSpecifier(cx: Lowering, element: ts.ExportSpecifier, typeOnly: boolean): void {
  const local = memberName(element.propertyName ?? element.name) ?? '';
  const asType = lookupType(cx, local, false);
  const asValue = lookupValue(cx.scope, local);
  const variable = asValue === -1 || (typeOnly && asType !== -1) ? asType : asValue;
  const isType = cx.facts.variables[variable]?.kind === 'type';
  const fact: ExportFact = {
    name: memberName(element.name) ?? '', kind: 'local', typeOnly: typeOnly || isType, ...spanOf(cx, element),
  };
  if (variable !== -1) {
    fact.variable = variable;
    markExported(cx, variable);
  }
  add(cx, fact);
}

function markExported(cx: Lowering, variable: VariableId): void {
  const known = cx.facts.variables[variable];
  const use = known === undefined ? undefined : bindingOf(cx, known)?.use;
  if (use !== undefined) use.exported = true;
}

/** `export default …` and `export = …` */
export function lowerExportAssignment(cx: Lowering, node: ts.ExportAssignment): void {
  const name = node.isExportEquals === true ? '=' : 'default';
  const inner = K.unwrapped(node.expression);
  if (inner.kind === K.Identifier && (inner as ts.Identifier).text !== '') {
    const text = (inner as ts.Identifier).text;
    const variable = lookupValue(cx.scope, text);
    if (variable === -1) {
      const type = lookupType(cx, text, false);
      if (type !== -1) {
        add(cx, { name, kind: 'local', typeOnly: true, variable: type, ...spanOf(cx, node) });
        return;
      }
    } else {
      markExported(cx, variable);
    }
  }
  const value = expression(cx, node.expression, name === '=' ? 'exports' : 'default');
  add(cx, { name, kind: 'expression', typeOnly: false, value, ...spanOf(cx, node) });
}

/** `module.exports = x`, `exports.a = x` and `module.exports.a = x` in the module body. */
export function commonJsExport(cx: Lowering, node: ts.BinaryExpression, value: Expr): void {
  if (cx.functionId !== 0 || node.left.kind !== K.PropertyAccess) return;
  const { expression: of, name } = node.left as ts.PropertyAccessExpression;
  let exported: string | undefined;
  if (isGlobal(cx, of, 'module') && name.text === 'exports') exported = '=';
  else if (isGlobal(cx, of, 'exports')) exported = name.text;
  else if (of.kind === K.PropertyAccess) {
    const { expression: root, name: middle } = of as ts.PropertyAccessExpression;
    if (isGlobal(cx, root, 'module') && middle.text === 'exports') exported = name.text;
  }
  if (exported === undefined || exported === '') return;
  add(cx, { name: exported, kind: 'expression', typeOnly: false, value, commonjs: true, ...spanOf(cx, node) });
}

function isGlobal(cx: Lowering, node: ts.Expression, name: string): boolean {
  return node.kind === K.Identifier && (node as ts.Identifier).text === name && lookupValue(cx.scope, name) === -1;
}
