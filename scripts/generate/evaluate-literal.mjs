import ts from 'typescript';

/** The value of an expression made of literals and of constants of the same file. Nothing is executed. */
export function evaluateLiteral(node, source) {
  const evaluate = (inner) => evaluateLiteral(inner, source);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll('_', ''));
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return evaluate(node.expression);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) return -evaluate(node.operand);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return evaluate(node.left) + evaluate(node.right);
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => (ts.isSpreadElement(element) ? evaluate(element.expression) : [evaluate(element)]));
  if (ts.isObjectLiteralExpression(node)) return Object.assign({}, ...node.properties.map((property) => evaluateProperty(property, evaluate)));
  if (ts.isIdentifier(node)) return evaluate(constant(node, source));
  throw new Error(`\`${node.getText()}\` is not a literal`);
}

function evaluateProperty(property, evaluate) {
  if (ts.isSpreadAssignment(property)) return evaluate(property.expression);
  if (ts.isShorthandPropertyAssignment(property)) return { [property.name.text]: evaluate(property.name) };
  if (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)) return { [property.name.text]: evaluate(property.initializer) };
  throw new Error(`\`${property.getText()}\` is not a plain property`);
}

function constant(identifier, source) {
  const declarations = source.statements.filter(ts.isVariableStatement).flatMap((statement) => statement.declarationList.declarations);
  const found = declarations.find(({ name }) => name.getText() === identifier.text)?.initializer;
  if (!found) throw new Error(`\`${identifier.text}\` is not a constant of this file`);
  return found;
}
