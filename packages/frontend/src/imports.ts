import { ts } from 'ts-morph';
import type { BindingUse, ImportBinding, ImportFact, ImportKind, VariableId } from '@dist-lint/model';
import { declareBoth, lookupValue, type Scope } from './scopes.ts';
import { spanOf, startOf, type Lowering } from './lowering.ts';
import { memberName } from './naming.ts';
import * as K from './syntax.ts';

/** Records that this module asks for another; answers the index of the fact. */
export function addImport(
  cx: Lowering, node: ts.Node, specifier: ts.Node, kind: ImportKind, typeOnly: boolean, deferred: boolean,
): ImportFact {
  const fact: ImportFact = {
    specifier: (specifier as ts.StringLiteral).text, specifierAt: startOf(cx, specifier), kind, typeOnly, deferred,
    bindings: [], ...spanOf(cx, node),
  };
  cx.facts.imports.push(fact);
  return fact;
}

/** `import …` declares its names before anything of the module is lowered. */
export function hoistImport(cx: Lowering, node: ts.ImportDeclaration, scope: Scope): void {
  if (K.literalText(node.moduleSpecifier) === undefined) return;
  const clause = node.importClause;
  const typeOnly = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const fact = addImport(cx, node, node.moduleSpecifier, clause === undefined ? 'side-effect' : 'import', typeOnly, false);
  if (clause === undefined) return;
  if (clause.name !== undefined) bind(cx, fact, scope, 'default', clause.name, clause.name, typeOnly);
  const named = clause.namedBindings;
  if (named === undefined) return;
  if (named.kind === K.NamespaceImport) {
    bind(cx, fact, scope, '*', (named).name, named, typeOnly);
    return;
  }
  for (const element of (named).elements) {
    const imported = memberName(element.propertyName ?? element.name) ?? element.name.text;
    bind(cx, fact, scope, imported, element.name, element, typeOnly || element.isTypeOnly);
  }
}

/** `import x = require('s')`; the alias `import x = A.B` is lowered as a constant. */
export function hoistImportEquals(cx: Lowering, node: ts.ImportEqualsDeclaration, scope: Scope): void {
  const reference = node.moduleReference;
  if (reference.kind === K.ExternalModuleReference) {
    const specifier = (reference).expression;
    if (K.literalText(specifier) !== undefined) {
      const fact = addImport(cx, node, specifier, 'require', node.isTypeOnly, false);
      bind(cx, fact, scope, '*', node.name, node.name, node.isTypeOnly);
      return;
    }
  }
  if (node.name.text !== '') declareBoth(cx, scope, node.name, 'const');
}

/**
 * `const x = require('s')`, `const { a, b: c } = require('s')` and `const x = require('s').a`: the
 * import replaces the declaration. Other patterns stay calls.
 */
export function hoistRequire(cx: Lowering, node: ts.VariableDeclaration, scope: Scope): boolean {
  if (node.initializer === undefined) return false;
  let call = K.unwrapped(node.initializer);
  let member: string | undefined;
  if (call.kind === K.PropertyAccess && node.name.kind === K.Identifier) {
    member = (call as ts.PropertyAccessExpression).name.text;
    call = K.unwrapped((call as ts.PropertyAccessExpression).expression);
  }
  const specifier = requiredSpecifier(cx, call, scope);
  if (specifier === undefined || member === '') return false;
  const pairs = member !== undefined && node.name.kind === K.Identifier
    ? [{ imported: member, name: node.name }]
    : requiredNames(node.name);
  if (pairs === undefined) return false;
  const fact = addImport(cx, node, specifier, 'require', false, !cx.evaluating);
  for (const pair of pairs) bind(cx, fact, scope, pair.imported, pair.name, pair.name, false);
  cx.requires.add(node);
  return true;
}

function requiredNames(name: ts.BindingName): { imported: string; name: ts.Identifier }[] | undefined {
  if (name.kind === K.Identifier) {
    return (name).text === '' ? undefined : [{ imported: '*', name: name }];
  }
  if (name.kind !== K.ObjectBindingPattern) return undefined;
  const pairs: { imported: string; name: ts.Identifier }[] = [];
  for (const element of (name).elements) {
    const local = element.name;
    if (element.initializer !== undefined || element.dotDotDotToken !== undefined || local.kind !== K.Identifier) return undefined;
    const imported = memberName(element.propertyName ?? (local));
    if (imported === undefined || imported === '' || (local).text === '') return undefined;
    pairs.push({ imported, name: local });
  }
  return pairs;
}

/** The string literal of `require('s')`, unless `require` is a function of the file's own. */
export function requiredSpecifier(cx: Lowering, node: ts.Expression, scope: Scope): ts.StringLiteral | undefined {
  if (node.kind !== K.CallExpression) return undefined;
  const { expression, arguments: args } = node as ts.CallExpression;
  if (expression.kind !== K.Identifier || (expression as ts.Identifier).text !== 'require' || args.length !== 1) return undefined;
  if (K.literalText(args[0]) === undefined) return undefined;
  const own = lookupValue(scope, 'require');
  if (own !== -1) {
    // `const require = createRequire(import.meta.url)` is as good as the global.
    const fact = cx.facts.variables[own];
    if (fact?.function !== 0 || (fact.kind !== 'const' && fact.kind !== 'let' && fact.kind !== 'var')) return undefined;
  }
  return args[0] as ts.StringLiteral;
}

function bind(
  cx: Lowering, fact: ImportFact, scope: Scope, imported: string, name: ts.Identifier, place: ts.Node, typeOnly: boolean,
): void {
  if (name.text === '') return;
  const variable: VariableId = declareBoth(cx, scope, name, 'import');
  const known = cx.facts.variables[variable];
  const use: BindingUse = { evaluated: [], deferred: 0, deferredAt: [], types: 0, metadata: 0, exported: false };
  const binding: ImportBinding = { imported, variable, typeOnly, use, ...spanOf(cx, place) };
  const index = fact.bindings.push(binding) - 1;
  if (known !== undefined && known.def === undefined) {
    known.kind = 'import';
    known.def = cx.facts.imports.length - 1;
    known.binding = index;
  }
}
