/**
 * What each symbol of a file means, as a hash: the same before and after a change of comments, formatting, types or the names
 * of locals, and another after any change that can be noticed when it runs.
 *
 * A function's meaning holds what else the call says that it is handed to, and what it is written with: the module's constants and the fields of its class that it names, and
 * where its imports come from. Of other functions it holds their names alone: what they mean is theirs.
 */
import { ts } from 'ts-morph';
import type { Language, ModuleFacts } from '@dist-lint/model';
import { type Part, partHashes } from './part-hashes.ts';
import { parse } from './source.ts';

export interface Meanings {
  /** By name of a function in the facts; `<module>` is what runs when the module is loaded, without what `names` holds. */
  functions: ReadonlyMap<string, string>;
  /** By name: constants, classes (what is not in their methods) and enums of the top level. */
  names: ReadonlyMap<string, string>;
}

/** Reads the text once more: for the few files that differ. */
export function meanings(text: string, language: Language, facts: ModuleFacts): Meanings {
  const source = parse(text, language);
  const imports = importsOf(source);
  const top = topLevelNames(source);
  /** By place of its node. */
  const functions = new Map(facts.functions.filter(({ kind, bodiless }) => !bodiless && kind !== 'module').map((fact) => [`${fact.at} ${fact.end}`, fact.name]));
  const parts = new Map<string, Part>();
  const handedTo = new Map<ts.Node, ts.Node>();
  const open = (key: string, locals: ReadonlySet<string>): Writer => {
    const part = parts.get(key) ?? { text: [], needs: new Set<string>() };
    parts.set(key, part);
    return { part, locals, order: new Map(), imports, top, source, functions, open, className: '', handedTo };
  };
  const module = open('function <module>', new Set());
  for (const statement of source.statements) topLevel(statement, module);

  const hashes = partHashes(parts);
  const named = (kind: 'function' | 'name'): Map<string, string> => new Map(
    [...parts.keys()].filter((key) => key.startsWith(`${kind} `)).map((key) => [key.slice(kind.length + 1), hashes.get(key) ?? '']),
  );
  return { functions: named('function'), names: named('name') };
}

interface Writer {
  part: Part;
  /** Names declared in the functions around: what they are called means nothing. */
  locals: ReadonlySet<string>;
  /** Locals in the order in which they come. */
  order: Map<string, number>;
  imports: ReadonlyMap<string, string>;
  top: ReadonlySet<string>;
  source: ts.SourceFile;
  functions: ReadonlyMap<string, string>;
  /** The class around, for its fields. */
  className: string;
  /** By function: the call that it is handed to. */
  handedTo: Map<ts.Node, ts.Node>;
  /** Functions are passed over. */
  isOutline?: true;
  /** The call whose outline is written. */
  outlined?: ts.Node;
  open(key: string, locals: ReadonlySet<string>): Writer;
}

function topLevel(statement: ts.Statement, module: Writer): void {
  if (ts.isVariableStatement(statement) && !isErased(statement)) {
    for (const declaration of statement.declarationList.declarations) {
      for (const name of boundNames(declaration.name)) {
        const writer = module.open(`name ${name}`, new Set());
        writer.part.text.push(String(statement.declarationList.flags & ts.NodeFlags.BlockScoped));
        visit(declaration, writer);
      }
    }
    exported(statement, module);
    return;
  }
  if (ts.isEnumDeclaration(statement) && !isErased(statement)) {
    visit(statement, module.open(`name ${statement.name.text}`, new Set()));
    exported(statement, module);
    return;
  }
  // What is imported counts where it is used, but loading for its effects alone counts here.
  if (ts.isImportDeclaration(statement) && statement.importClause) return;
  visit(statement, module);
}

function exported(statement: ts.HasModifiers, { part }: Writer): void {
  if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) part.text.push('export');
}

function visit(node: ts.Node, writer: Writer): void {
  const { part } = writer;
  if (isErased(node)) return;
  const inner = withoutTypes(node);
  if (inner) {
    visit(inner, writer);
    return;
  }
  if (ts.isFunctionLike(node)) {
    const name = writer.functions.get(`${node.getStart(writer.source)} ${node.end}`);
    if (name !== undefined) {
      part.text.push('<function>');
      if (writer.isOutline) return;
      const own = writer.open(`function ${name}`, new Set([...writer.locals, ...declaredIn(node)]));
      own.className = writer.className;
      registration(node, writer, own.part);
      content(node, own);
      return;
    }
  }
  if (ts.isClassLike(node)) {
    classParts(node, writer);
    return;
  }
  content(node, writer);
}

/** Of a function that is handed to a call, what else the call says: the path, the schema and the guards of a route. */
function registration(node: ts.Node, writer: Writer, { text, needs }: Part): void {
  const call = writer.handedTo.get(node);
  if (!call) return;
  const part: Part = { text: [], needs };
  content(call, { ...writer, part, order: new Map(), isOutline: true, outlined: call });
  text.push(`<given to ${part.text.join('\0')}>`);
}

/** Notes the functions among the arguments of a call, and those that stand in objects there. */
function noteHanded(call: ts.Node, arg: ts.Node, handedTo: Map<ts.Node, ts.Node>): void {
  const inner = withoutTypes(arg);
  if (inner) noteHanded(call, inner, handedTo);
  else if (ts.isFunctionLike(arg)) handedTo.set(arg, call);
  else if (ts.isObjectLiteralExpression(arg)) for (const prop of arg.properties) noteHanded(call, ts.isPropertyAssignment(prop) ? prop.initializer : prop, handedTo);
}

/** A class: what is not in its methods has a meaning of its own, each field one that its methods may need. */
function classParts(node: ts.ClassLikeDeclaration, writer: Writer): void {
  const name = node.name?.text ?? '';
  const isTop = name !== '' && writer.top.has(name) && !writer.locals.has(name);
  const own = isTop ? writer.open(`name ${name}`, new Set()) : writer;
  own.part.text.push('<class>');
  if (own !== writer) writer.part.text.push(`<class ${name}>`);
  for (const decorator of ts.getDecorators(node) ?? []) visit(decorator, own);
  for (const clause of node.heritageClauses ?? []) if (clause.token === ts.SyntaxKind.ExtendsKeyword) visit(clause, own);
  const isDecorated = (ts.getDecorators(node) ?? []).length > 0;
  for (const member of node.members) {
    // A container reads the types of a constructor's parameters.
    if (isDecorated && ts.isConstructorDeclaration(member)) for (const { type } of member.parameters) own.part.text.push(type?.getText(writer.source).replace(/\s+/g, '') ?? '');
    const field = ts.isPropertyDeclaration(member) && member.initializer ? nameText(member.name) : undefined;
    if (field === undefined || isErased(member)) {
      // Who makes or extends one learns of a method by calling it: that there is another one says nothing.
      const isMethod = ts.isFunctionLike(member) && writer.functions.has(`${member.getStart(writer.source)} ${member.end}`);
      visit(member, { ...own, className: name, ...(isMethod ? { part: { text: [], needs: new Set() } } : {}) });
      continue;
    }
    const value = { ...own.open(`field ${name}.${field}`, own.locals), className: name };
    content(member, value);
    own.part.needs.add(`field ${name}.${field}`);
  }
}

/** Its kind, what is no child of it, and its children. */
function content(node: ts.Node, writer: Writer): void {
  const { part } = writer;
  if (ts.isIdentifier(node)) {
    identifier(node.text, writer);
    return;
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    for (const arg of writer.isOutline ? [] : node.arguments ?? []) noteHanded(node, arg, writer.handedTo);
    // In a chain of registrations each stands for itself: `app.get('/', list).post('/', add)`.
    if (writer.isOutline && node !== writer.outlined && node.arguments?.some((arg) => ts.isFunctionLike(arg))) return;
  }
  part.text.push(String(node.kind));
  const own = ownText(node);
  if (own !== undefined) part.text.push(own);
  if (ts.isPropertyAccessExpression(node)) {
    visit(node.expression, writer);
    if (node.questionDotToken) part.text.push('?.');
    part.text.push(node.name.text);
    if (node.expression.kind === ts.SyntaxKind.ThisKeyword) part.needs.add(`field ${writer.className}.${node.name.text}`);
    return;
  }
  if (ts.isShorthandPropertyAssignment(node)) part.text.push(node.name.text);
  if (ts.isBindingElement(node) && !node.propertyName && !node.dotDotDotToken && ts.isIdentifier(node.name)) part.text.push(node.name.text);
  const fixed = fixedName(node);
  ts.forEachChild(node, (child) => {
    if (child === fixed) part.text.push((child as ts.Identifier).text);
    else visit(child, writer);
  });
  part.text.push(')');
}

function identifier(name: string, { part, locals, order, imports, top }: Writer): void {
  if (locals.has(name)) {
    const place = order.get(name) ?? order.size;
    order.set(name, place);
    part.text.push(`$${place}`);
    return;
  }
  part.text.push(imports.get(name) ?? name);
  if (top.has(name)) part.needs.add(`name ${name}`);
}

/** The name of a node that is a word and no reference: a key, a member, an attribute, a label. */
function fixedName(node: ts.Node): ts.Node | undefined {
  if (ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node) || ts.isPropertyDeclaration(node) || ts.isEnumMember(node) || ts.isJsxAttribute(node)) {
    return ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name) ? node.name : undefined;
  }
  if (ts.isBindingElement(node)) return node.propertyName && ts.isIdentifier(node.propertyName) ? node.propertyName : undefined;
  if (ts.isLabeledStatement(node) || ts.isBreakOrContinueStatement(node)) return node.label;
  return undefined;
}

/** What a node says besides its kind and its children. */
function ownText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isBigIntLiteral(node) || ts.isRegularExpressionLiteral(node)) return node.text;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text;
  if (ts.isJsxText(node)) return node.text.replace(/\s+/g, ' ');
  if (ts.isPrivateIdentifier(node)) return node.text;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return String(node.operator);
  if (ts.isVariableDeclarationList(node)) return String(node.flags & ts.NodeFlags.BlockScoped);
  if (ts.isMetaProperty(node)) return `${node.keywordToken} ${node.name.text}`;
  return undefined;
}

/** The expression in something that only types or parentheses stand around. */
function withoutTypes(node: ts.Node): ts.Expression | undefined {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node) || ts.isNonNullExpression(node)
    ? node.expression
    : undefined;
}

const ERASED_MODIFIERS = new Set([
  ts.SyntaxKind.PublicKeyword, ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.ReadonlyKeyword,
  ts.SyntaxKind.AbstractKeyword, ts.SyntaxKind.OverrideKeyword, ts.SyntaxKind.DeclareKeyword,
]);

/** Nothing of it is left when the program runs. */
function isErased(node: ts.Node): boolean {
  if (ts.isEmptyStatement(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isTypeParameterDeclaration(node)) return true;
  if (ts.isTypeNode(node)) return !ts.isExpressionWithTypeArguments(node);
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (node.kind === ts.SyntaxKind.QuestionToken || node.kind === ts.SyntaxKind.ExclamationToken) return true;
  if (ERASED_MODIFIERS.has(node.kind)) return true;
  return ts.canHaveModifiers(node) && (node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
}

/** Everything that a function declares, also in functions inside of it. */
function declaredIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  const look = (each: ts.Node): void => {
    if (ts.isVariableDeclaration(each) || ts.isParameter(each)) for (const name of boundNames(each.name)) names.add(name);
    else if ((ts.isFunctionDeclaration(each) || ts.isFunctionExpression(each) || ts.isClassLike(each)) && each.name && each !== node) names.add(each.name.text);
    ts.forEachChild(each, look);
  };
  look(node);
  return names;
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

/** By local name: from where and what it is. */
function importsOf(source: ts.SourceFile): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const { name, namedBindings } = statement.importClause ?? {};
    if (name) found.set(name.text, `${from}#default`);
    if (namedBindings && ts.isNamespaceImport(namedBindings)) found.set(namedBindings.name.text, `${from}#*`);
    else if (namedBindings) for (const each of namedBindings.elements) found.set(each.name.text, `${from}#${(each.propertyName ?? each.name).text}`);
  }
  return found;
}

/** Constants, classes and enums; functions are known by their calls. */
function topLevelNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) for (const { name } of statement.declarationList.declarations) for (const each of boundNames(name)) names.add(each);
    else if ((ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) && statement.name) names.add(statement.name.text);
  }
  return names;
}

function nameText(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
}
