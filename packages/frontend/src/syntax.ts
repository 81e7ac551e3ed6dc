import { ts } from 'ts-morph';

/**
 * Kinds that are compared with `===`. TypeScript's enum objects are slow to read in a hot loop,
 * constants of this module are not.
 */
export const ArrayLiteral = ts.SyntaxKind.ArrayLiteralExpression;
export const ArrowFunction = ts.SyntaxKind.ArrowFunction;
export const AsExpression = ts.SyntaxKind.AsExpression;
export const AwaitExpression = ts.SyntaxKind.AwaitExpression;
export const BigIntLiteral = ts.SyntaxKind.BigIntLiteral;
export const BinaryExpression = ts.SyntaxKind.BinaryExpression;
export const Block = ts.SyntaxKind.Block;
export const CallExpression = ts.SyntaxKind.CallExpression;
export const CaseClause = ts.SyntaxKind.CaseClause;
export const ClassDeclaration = ts.SyntaxKind.ClassDeclaration;
export const ClassExpression = ts.SyntaxKind.ClassExpression;
export const ComputedPropertyName = ts.SyntaxKind.ComputedPropertyName;
export const ConditionalExpression = ts.SyntaxKind.ConditionalExpression;
export const Constructor = ts.SyntaxKind.Constructor;
const Decorator = ts.SyntaxKind.Decorator;
export const ElementAccess = ts.SyntaxKind.ElementAccessExpression;
export const EnumDeclaration = ts.SyntaxKind.EnumDeclaration;
export const ExportDeclaration = ts.SyntaxKind.ExportDeclaration;
export const ExpressionStatement = ts.SyntaxKind.ExpressionStatement;
export const ExternalModuleReference = ts.SyntaxKind.ExternalModuleReference;
export const FalseKeyword = ts.SyntaxKind.FalseKeyword;
export const FunctionDeclaration = ts.SyntaxKind.FunctionDeclaration;
export const FunctionExpression = ts.SyntaxKind.FunctionExpression;
export const GetAccessor = ts.SyntaxKind.GetAccessor;
export const HeritageExtends = ts.SyntaxKind.ExtendsKeyword;
export const Identifier = ts.SyntaxKind.Identifier;
export const IfStatement = ts.SyntaxKind.IfStatement;
export const ImportDeclaration = ts.SyntaxKind.ImportDeclaration;
export const ImportEquals = ts.SyntaxKind.ImportEqualsDeclaration;
export const ImportKeyword = ts.SyntaxKind.ImportKeyword;
export const InterfaceDeclaration = ts.SyntaxKind.InterfaceDeclaration;
export const JsxAttribute = ts.SyntaxKind.JsxAttribute;
export const JsxElement = ts.SyntaxKind.JsxElement;
export const JsxExpression = ts.SyntaxKind.JsxExpression;
export const JsxFragment = ts.SyntaxKind.JsxFragment;
export const JsxNamespacedName = ts.SyntaxKind.JsxNamespacedName;
export const JsxSelfClosing = ts.SyntaxKind.JsxSelfClosingElement;
export const JsxSpreadAttribute = ts.SyntaxKind.JsxSpreadAttribute;
export const JsxText = ts.SyntaxKind.JsxText;
export const MethodDeclaration = ts.SyntaxKind.MethodDeclaration;
export const ModuleBlock = ts.SyntaxKind.ModuleBlock;
export const ModuleDeclaration = ts.SyntaxKind.ModuleDeclaration;
export const NamedExports = ts.SyntaxKind.NamedExports;
export const NamespaceImport = ts.SyntaxKind.NamespaceImport;
export const NewExpression = ts.SyntaxKind.NewExpression;
export const NonNull = ts.SyntaxKind.NonNullExpression;
export const NoSubstitutionTemplate = ts.SyntaxKind.NoSubstitutionTemplateLiteral;
export const NullKeyword = ts.SyntaxKind.NullKeyword;
export const NumericLiteral = ts.SyntaxKind.NumericLiteral;
export const ObjectBindingPattern = ts.SyntaxKind.ObjectBindingPattern;
export const ObjectLiteral = ts.SyntaxKind.ObjectLiteralExpression;
export const OmittedExpression = ts.SyntaxKind.OmittedExpression;
export const Parenthesized = ts.SyntaxKind.ParenthesizedExpression;
export const PrefixUnary = ts.SyntaxKind.PrefixUnaryExpression;
export const PrivateIdentifier = ts.SyntaxKind.PrivateIdentifier;
export const PropertyAccess = ts.SyntaxKind.PropertyAccessExpression;
export const PropertyAssignment = ts.SyntaxKind.PropertyAssignment;
export const PropertyDeclaration = ts.SyntaxKind.PropertyDeclaration;
export const QualifiedName = ts.SyntaxKind.QualifiedName;
export const Satisfies = ts.SyntaxKind.SatisfiesExpression;
export const SetAccessor = ts.SyntaxKind.SetAccessor;
export const ShorthandProperty = ts.SyntaxKind.ShorthandPropertyAssignment;
export const SpreadAssignment = ts.SyntaxKind.SpreadAssignment;
export const SpreadElement = ts.SyntaxKind.SpreadElement;
export const StaticBlock = ts.SyntaxKind.ClassStaticBlockDeclaration;
export const StringLiteral = ts.SyntaxKind.StringLiteral;
export const SuperKeyword = ts.SyntaxKind.SuperKeyword;
export const TaggedTemplate = ts.SyntaxKind.TaggedTemplateExpression;
export const TemplateExpression = ts.SyntaxKind.TemplateExpression;
export const ThisKeyword = ts.SyntaxKind.ThisKeyword;
export const TrueKeyword = ts.SyntaxKind.TrueKeyword;
export const TypeAliasDeclaration = ts.SyntaxKind.TypeAliasDeclaration;
export const TypeAssertion = ts.SyntaxKind.TypeAssertionExpression;
export const TypeReference = ts.SyntaxKind.TypeReference;
export const VariableDeclarationList = ts.SyntaxKind.VariableDeclarationList;
export const VariableStatement = ts.SyntaxKind.VariableStatement;

/** The flag of every link of an optional chain behind its first `?.`. */
export const InOptionalChain = ts.NodeFlags.OptionalChain;
export const BlockScoped = ts.NodeFlags.BlockScoped;

/** Modifiers as bits, so that a declaration's list is read once. */
export const Mod = {
  export: 1, default: 2, declare: 4, abstract: 8, async: 16, static: 32, readonly: 64, private: 128,
  protected: 256, const: 512, public: 1024, override: 2048, decorated: 4096,
} as const;

const modifierBits = new Map<ts.SyntaxKind, number>([
  [ts.SyntaxKind.ExportKeyword, Mod.export],
  [ts.SyntaxKind.DefaultKeyword, Mod.default],
  [ts.SyntaxKind.DeclareKeyword, Mod.declare],
  [ts.SyntaxKind.AbstractKeyword, Mod.abstract],
  [ts.SyntaxKind.AsyncKeyword, Mod.async],
  [ts.SyntaxKind.StaticKeyword, Mod.static],
  [ts.SyntaxKind.ReadonlyKeyword, Mod.readonly],
  [ts.SyntaxKind.PrivateKeyword, Mod.private],
  [ts.SyntaxKind.ProtectedKeyword, Mod.protected],
  [ts.SyntaxKind.ConstKeyword, Mod.const],
  [ts.SyntaxKind.PublicKeyword, Mod.public],
  [ts.SyntaxKind.OverrideKeyword, Mod.override],
  [ts.SyntaxKind.Decorator, Mod.decorated],
]);

/** The {@link Mod} bits of a declaration. */
export function modifiersOf(node: ts.Node): number {
  const list = (node as { modifiers?: ts.NodeArray<ts.ModifierLike> }).modifiers;
  let bits = 0;
  if (list !== undefined) {
    for (const modifier of list) bits |= modifierBits.get(modifier.kind) ?? 0;
  }
  return bits;
}

/** Whether the parser was within something `declare`d: it says so of every node, in a flag that its types leave out. */
export function isAmbient(node: ts.Node): boolean {
  return (node.flags & AMBIENT) !== 0;
}

const AMBIENT = (ts.NodeFlags as unknown as { Ambient: number }).Ambient;

/** The decorators of a declaration, in source order. */
export function decoratorsOf(node: ts.Node): ts.Decorator[] {
  const list = (node as { modifiers?: ts.NodeArray<ts.ModifierLike> }).modifiers;
  return list === undefined ? [] : list.filter((m): m is ts.Decorator => m.kind === Decorator);
}

/** So many wrappers are looked through; what is wrapped deeper has to be counted as nesting. */
const mostWrappers = 8;

/** An expression without the parentheses, casts and `!` around it. */
export function unwrapped(node: ts.Expression): ts.Expression {
  let inner = node;
  for (let i = 0; i < mostWrappers; i++) {
    switch (inner.kind) {
      case Parenthesized:
      case AsExpression:
      case NonNull:
      case Satisfies:
      case TypeAssertion:
        inner = (inner as ts.ParenthesizedExpression).expression;
        break;
      default:
        return inner;
    }
  }
  return inner;
}

export function isFunctionExpression(node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return node.kind === ArrowFunction || node.kind === FunctionExpression;
}

/** The text of a string literal or a template without substitutions. */
export function literalText(node: ts.Node | undefined): string | undefined {
  return node !== undefined && (node.kind === StringLiteral || node.kind === NoSubstitutionTemplate)
    ? (node as ts.StringLiteral).text
    : undefined;
}

type Nested = ts.Statement | ts.ForInitializer;

/** The statements directly within a statement, and the declarations in a loop's head. */
export function statementsWithin(node: ts.Node): readonly Nested[] {
  switch (node.kind) {
    case Block:
      return (node as ts.Block).statements;
    case IfStatement: {
      const { thenStatement, elseStatement } = node as ts.IfStatement;
      return elseStatement === undefined ? [thenStatement] : [thenStatement, elseStatement];
    }
    case ts.SyntaxKind.ForStatement: {
      const { initializer, statement } = node as ts.ForStatement;
      return initializer === undefined ? [statement] : [initializer, statement];
    }
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.ForInStatement:
      return [(node as ts.ForOfStatement).initializer, (node as ts.ForOfStatement).statement];
    case ts.SyntaxKind.WhileStatement:
    case ts.SyntaxKind.DoStatement:
    case ts.SyntaxKind.LabeledStatement:
    case ts.SyntaxKind.WithStatement:
      return [(node as ts.WhileStatement).statement];
    case ts.SyntaxKind.SwitchStatement:
      return (node as ts.SwitchStatement).caseBlock.clauses.flatMap((clause) => clause.statements);
    case ts.SyntaxKind.TryStatement: {
      const { tryBlock, catchClause, finallyBlock } = node as ts.TryStatement;
      return [tryBlock, catchClause?.block, finallyBlock].filter((block) => block !== undefined);
    }
    default:
      return [];
  }
}
