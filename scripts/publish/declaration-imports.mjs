import ts from 'typescript';

/**
 * What a declaration file imports or re-exports, each with its place in the text.
 *
 * `names`: what it takes, when that is a list of names; undefined for `*`, a default, a side effect and `import('…')`.
 */
export function readImports(text) {
  const file = ts.createSourceFile('it.d.ts', text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) found.push({ ...places(node, node.moduleSpecifier), ...list(node) });
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) found.push(places(node, node.argument.literal));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const places = (node, literal) => ({ specifier: literal.text, start: node.getStart(), end: node.end, quoted: { start: literal.getStart(), end: literal.end } });

function list(node) {
  const isImport = ts.isImportDeclaration(node);
  const bindings = isImport ? node.importClause?.namedBindings : node.exportClause;
  if (bindings === undefined || (isImport && node.importClause.name) || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) return {};
  const isType = isImport ? node.importClause.isTypeOnly : node.isTypeOnly;
  const names = bindings.elements.map((each) => ({ from: (each.propertyName ?? each.name).text, as: each.name.text, isType: isType || each.isTypeOnly }));
  return { keyword: isImport ? 'import' : 'export', names };
}

/** The file that declares what a file exports under a name, and the name it has there. */
export function declaring(file, name, { read, resolve }) {
  const text = read(file);
  for (const { keyword, names, specifier } of readImports(text)) {
    const own = keyword === 'export' ? names.find(({ as }) => as === name) : undefined;
    const next = own && resolve(file, specifier);
    if (next) return declaring(next, own.from, { read, resolve });
  }
  if (declaredIn(text).has(name)) return { file, name };
  for (const specifier of starsOf(text)) {
    const next = resolve(file, specifier);
    const found = next && declaring(next, name, { read, resolve });
    if (found) return found;
  }
  return undefined;
}

function starsOf(text) {
  const { statements } = ts.createSourceFile('it.d.ts', text, ts.ScriptTarget.Latest);
  return statements.filter((each) => ts.isExportDeclaration(each) && each.moduleSpecifier && !each.exportClause).map((each) => each.moduleSpecifier.text);
}

/** Exported names whose declaration, or import, is in the file itself. */
function declaredIn(text) {
  const { statements } = ts.createSourceFile('it.d.ts', text, ts.ScriptTarget.Latest);
  const isExported = (node) => ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return new Set(statements.flatMap((each) => {
    if (ts.isExportDeclaration(each) && !each.moduleSpecifier && each.exportClause) return each.exportClause.elements.map(({ name }) => name.text);
    if (!isExported(each)) return [];
    return ts.isVariableStatement(each) ? each.declarationList.declarations.map(({ name }) => name.text) : [each.name?.text ?? 'default'];
  }));
}
