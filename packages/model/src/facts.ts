/**
 * Module facts: what one source file says, as plain data.
 *
 * The frontend states facts and never judges. Facts depend on the file's text, its language and
 * {@link FACTS_VERSION} alone, survive `JSON.parse(JSON.stringify(facts))` unchanged, and hold no
 * reference to a syntax tree. Absent optional fields are absent, never `undefined`.
 *
 * Places are offsets into the text in UTF-16 code units, `at` inclusive and `end` exclusive;
 * `lineStarts` turns them into lines and columns. Indices (`VariableId`, `FunctionId`, …) point
 * into the arrays of the same module.
 *
 * docs/facts.md explains the representation with examples.
 */

/** Raised whenever the meaning of any fact changes: cached facts of another version are not used. */
export const FACTS_VERSION = 4;

/** What the extension says about how to parse. `.d.ts` files are never lowered. */
export type Language = 'ts' | 'tsx' | 'mts' | 'cts' | 'js' | 'jsx' | 'mjs' | 'cjs';

/** Index into {@link ModuleFacts.variables}. */
export type VariableId = number;
/** Index into {@link ModuleFacts.functions}; 0 is the module body. */
export type FunctionId = number;
/** Index into {@link ModuleFacts.classes}. */
export type ClassId = number;
/** Identity of a call step, unique within its function. */
export type CallId = number;

/** A place: offsets in UTF-16 code units, `end` exclusive. */
export interface Span {
  at: number;
  end: number;
}

export interface ModuleFacts {
  version: number;
  language: Language;
  /** Offset of the first character of each line. Lines end with `\n`, `\r\n` or `\r`. */
  lineStarts: number[];
  /** The parser's complaints; facts around them are best effort. At most 20 are kept. */
  syntaxErrors: SyntaxErrorFact[];
  /** `use client`, `use server`, `use strict`, … at the top of the file. */
  directives: string[];
  imports: ImportFact[];
  exports: ExportFact[];
  variables: VariableFact[];
  /** `functions[0]` is the module body, whose steps run when the module is evaluated. */
  functions: FunctionFact[];
  classes: ClassFact[];
  enums: EnumFact[];
  types: TypeDeclarationFact[];
  /** What the file adds to types of packages: `declare module 'fastify' { interface FastifyRequest { shop: Shop } }`. */
  augments?: AugmentationFact[];
  comments: CommentFact[];
}

export interface SyntaxErrorFact extends Span {
  message: string;
}

// ---------------------------------------------------------------------------------------------
// Imports and exports

/**
 * How one module asks for another.
 * - `import`: `import … from 's'` with at least one binding
 * - `side-effect`: `import 's'`
 * - `reexport`: `export … from 's'`
 * - `dynamic`: `import('s')`
 * - `require`: `require('s')`, `import x = require('s')`, `require.resolve` is none
 * - `type`: `import('s').T` in a type
 */
export type ImportKind = 'import' | 'side-effect' | 'reexport' | 'dynamic' | 'require' | 'type';

export interface ImportFact extends Span {
  specifier: string;
  /** The place of the specifier's string literal. */
  specifierAt: number;
  kind: ImportKind;
  /** `import type …` / `export type … from`, as written for the whole statement. */
  typeOnly: boolean;
  /** Runs inside a function (dynamic imports and requires), not while the module is evaluated. */
  deferred: boolean;
  /** Empty for side-effect, dynamic and `import('s').T`. */
  bindings: ImportBinding[];
}

/** One imported (or re-exported) name. */
export interface ImportBinding extends Span {
  /** The name in the other module: `default`, `*` for the namespace, or the exported name. */
  imported: string;
  /** The local variable; absent for re-exports. */
  variable?: VariableId;
  /** For re-exports, the name under which it leaves again; `*` with `imported: '*'` is `export *`. */
  exported?: string;
  /** `import { type X }` or the whole statement is type-only. */
  typeOnly: boolean;
  /** How the local name is used in this file. Absent for re-exports. */
  use?: BindingUse;
}

/**
 * How an imported name is used. With no `evaluated`, `deferred`, `typeKeys` or `metadata` use and no export,
 * the import is *elided* by TypeScript unless `verbatimModuleSyntax` keeps it; link decides.
 */
export interface BindingUse {
  /**
   * Places where the value is read while this module is evaluated: module-level calls and
   * initialisers, `extends`, decorators and their arguments, static fields, computed member names,
   * enum initialisers, immediately invoked functions. First 8 kept.
   */
  evaluated: EvaluatedUse[];
  /** How many times the value is read inside functions that run later. */
  deferred: number;
  /** Places of the first 4 deferred value uses. */
  deferredAt: number[];
  /** How many times the name is used as a type only (including `typeof x` in types). */
  types: number;
  /**
   * How many times it names a member of a type, as in `{ [Kind.Paid]: Payment }`: nothing reads it when the
   * program runs, and yet TypeScript keeps the import. Absent for none; `declare` takes what it holds away.
   */
  typeKeys?: number;
  /**
   * How many times it is the declared type of a decorated member, parameter or of a parameter of a
   * decorated class: `emitDecoratorMetadata` turns such a type into a value read at evaluation.
   */
  metadata: number;
  /** Exported again under some name by `export { x }` or `export default x`. */
  exported: boolean;
}

export interface EvaluatedUse {
  at: number;
  how: 'extends' | 'decorator' | 'call' | 'new' | 'initialiser' | 'static' | 'computed' | 'enum' | 'jsx' | 'other';
}

/**
 * One exported name.
 * - `local`: the variable of this file; `export default function f` has `name: 'default'`
 * - `expression`: `export default <expr>`, `export = <expr>`, `module.exports = <expr>` (name `=`),
 *   `exports.name = <expr>`, `module.exports.name = <expr>`
 * - `reexport`: `export { a as b } from 's'`
 * - `namespace`: `export * as ns from 's'`
 * - `star`: `export * from 's'` (name `*`)
 */
export interface ExportFact extends Span {
  name: string;
  kind: 'local' | 'expression' | 'reexport' | 'namespace' | 'star';
  typeOnly: boolean;
  variable?: VariableId;
  /** The exported expression; its calls are steps of the module body. */
  value?: Expr;
  /** Index into {@link ModuleFacts.imports} for re-exports. */
  import?: number;
  /** The name in the other module for re-exports. */
  imported?: string;
  /** Written through CommonJS. */
  commonjs?: true;
}

// ---------------------------------------------------------------------------------------------
// Declarations

export type VariableKind =
  | 'const' | 'let' | 'var' | 'using'
  | 'param' | 'catch'
  | 'function' | 'class' | 'enum' | 'namespace'
  | 'import'
  | 'type' | 'type-param';

/** Every name a file declares, in any scope; names in expressions and types point here. */
export interface VariableFact extends Span {
  name: string;
  kind: VariableKind;
  /** The function whose scope declares it; 0 for the module. */
  function: FunctionId;
  /** Declared type as written, for variables and parameters (pattern members have none). */
  type?: TypeFact;
  /**
   * What it names: a FunctionId (`function`), ClassId (`class`), index into enums (`enum`),
   * types (`type`) or imports (`import`).
   */
  def?: number;
  /** For `import`: index of the binding within the import. */
  binding?: number;
  /** How many times it is assigned after its declaration (`=`, `+=`, `++`, destructuring, for-in heads). */
  writes?: number;
  /** Read or written by a function nested in the declaring one. */
  captured?: true;
  /** `declare const`, `declare function`, `declare class`: no value in this program. */
  ambient?: true;
}

export type FunctionKind =
  | 'module' | 'function' | 'arrow' | 'method' | 'constructor' | 'getter' | 'setter'
  /** Instance field initialisers of a class, run at construction. */
  | 'field-init'
  /** Static field initialisers and static blocks, run when the class is evaluated. */
  | 'static-init';

export interface FunctionFact extends Span {
  /**
   * Qualified: `pay`, `OrderService.pay`, `createRouter.get('/orders')callback`… Anonymous functions
   * are named after what they are assigned or passed to (`main.<setTimeout>`, `orders.create`),
   * and made unique in the file by `#2`, `#3`, …
   */
  name: string;
  /** The place of its name, or `at` without one. */
  nameAt: number;
  kind: FunctionKind;
  /** The enclosing function; -1 for the module body. */
  parent: FunctionId;
  /** The class whose member it is. */
  class?: ClassId;
  static?: true;
  async?: true;
  generator?: true;
  /** Has no body here: overload signature, abstract or ambient. */
  bodiless?: true;
  accessibility?: 'private' | 'protected';
  params: ParamFact[];
  typeParams?: string[];
  returns?: TypeFact;
  decorators?: DecoratorFact[];
  /** Immediately invoked: `(() => …)()`. */
  immediate?: true;
  body: Step[];
}

export interface ParamFact extends Span {
  /** A `var` expression for a plain name, else a pattern. */
  target: Target;
  type?: TypeFact;
  optional?: true;
  rest?: true;
  default?: Expr;
  /** A constructor parameter property: `private readonly db: Db`. */
  property?: true;
  decorators?: DecoratorFact[];
}

export interface ClassFact extends Span {
  /** '' when anonymous. */
  name: string;
  nameAt: number;
  variable?: VariableId;
  /** The function in which it is declared. */
  function: FunctionId;
  abstract?: true;
  ambient?: true;
  typeParams?: string[];
  /** The `extends` clause: any expression (a mixin call is a `result`). */
  extends?: Expr;
  extendsArgs?: TypeFact[];
  implements?: TypeFact[];
  decorators?: DecoratorFact[];
  fields: FieldFact[];
  /** All member functions with a body or signature, in order; the constructor among them. */
  methods: FunctionId[];
  /** `field-init` function, if any instance field has an initialiser. */
  instanceInit?: FunctionId;
  /** `static-init` function, if there are static initialisers or static blocks. */
  staticInit?: FunctionId;
}

/** A declared field; its initialiser is an `assign` to `this.name` in `instanceInit` or `staticInit`. */
export interface FieldFact extends Span {
  name: string;
  static?: true;
  readonly?: true;
  optional?: true;
  accessibility?: 'private' | 'protected';
  type?: TypeFact;
  decorators?: DecoratorFact[];
  /** Has an initialiser. */
  init?: true;
  /** From a constructor parameter property: index of the parameter. */
  param?: number;
}

export interface DecoratorFact extends Span {
  /** What stands behind the `@`, without the call's arguments. */
  callee: Expr;
  /** The arguments if it is called; calls and functions within are steps of the enclosing function. */
  args?: Expr[];
}

export interface EnumFact extends Span {
  name: string;
  const?: true;
  members: { name: string; value?: string | number }[];
}

export interface TypeDeclarationFact extends Span {
  name: string;
  kind: 'interface' | 'alias';
  variable: VariableId;
  typeParams?: string[];
  /** Interfaces only. */
  extends?: TypeFact[];
  /** For an interface an `object`. */
  type: TypeFact;
}

/** Members that `declare module` adds to an interface of a package. */
export interface AugmentationFact extends Span {
  specifier: string;
  /** The interface. */
  name: string;
  members: TypeMember[];
}

/** A type as written; nothing is checked or expanded. Depth and width are capped (`other`). */
export type TypeFact =
  /** A named type, `name` dotted as written; `variable` if its first segment is declared in the file. */
  | { t: 'ref'; name: string; variable?: VariableId; args?: TypeFact[] }
  /** `import('s').A.B`; what that is itself, and no instance of it, after `typeof`. Without a name, what the module as a whole is set to. */
  | { t: 'import'; specifier: string; name: string; typeof?: true; args?: TypeFact[] }
  /** `string`, `number`, `void`, `any`, `unknown`, `this`, … */
  | { t: 'keyword'; name: string }
  | { t: 'literal'; value: string | number | boolean | null }
  | { t: 'union'; of: TypeFact[] }
  | { t: 'intersection'; of: TypeFact[] }
  /** Arrays, and tuples as arrays of a union. */
  | { t: 'array'; of: TypeFact }
  | { t: 'function'; params: TypeParam[]; returns?: TypeFact; constructs?: true }
  | { t: 'object'; members: TypeMember[] }
  /** `typeof x.y` */
  | { t: 'query'; of: Expr }
  /** `T['key']` with a literal key. */
  | { t: 'index'; of: TypeFact; key: string }
  /** Conditional, mapped, template, `keyof`, predicates: not followed. `asserts x` / `x is T` keep nothing. */
  | { t: 'other' };

export interface TypeParam {
  name: string;
  type?: TypeFact;
  optional?: true;
  rest?: true;
}

export interface TypeMember {
  name: string;
  optional?: true;
  readonly?: true;
  /** For a method signature a `function`. */
  type?: TypeFact;
}

/**
 * A comment that matters: a directive for a linter, or the words inside, beside or directly above an
 * error handler (a catch clause, or a function that is passed as an argument).
 */
export interface CommentFact extends Span {
  /** Without the comment marks, trimmed; at most 500 characters. */
  text: string;
  kind: 'directive' | 'handler';
  /** Nothing but white space precedes it on its line. */
  ownLine: boolean;
}

// ---------------------------------------------------------------------------------------------
// Bodies

/**
 * A structured body: steps in evaluation order. Every call, await, write, branch and nested function
 * is a step; what remains in operands is free of effects, apart from getters.
 *
 * `a && f()`, `a || f()`, `a ?? f()`, `c ? f() : g()` and `a?.f()` become `if` steps (kind says
 * which) when a branch holds steps of its own; else they stay operators in the operand. The value of
 * such an expression is an `op` over the same operands, whose `result` operands may not have run.
 */
export type Step =
  | CallStep | AwaitStep | AssignStep | DeleteStep | UseStep
  | IfStep | LoopStep | SwitchStep | TryStep | BlockStep
  | ReturnStep | ThrowStep | YieldStep | JumpStep
  | FunctionStep | ClassStep;

export interface CallStep extends Span {
  s: 'call';
  id: CallId;
  /** `new C()`, a tagged template, `<Component/>` (args: the properties as one object), `import('s')`. */
  kind?: 'new' | 'tag' | 'jsx' | 'import';
  /** `{ k: 'super' }` for `super(…)`. */
  callee: Expr;
  /** The place of the last name of the callee: the word a person would point at. */
  nameAt: number;
  args: Expr[];
  typeArgs?: TypeFact[];
  /** `a?.()` or `a?.b()`. */
  optional?: true;
  /** `await` stands directly around it (parentheses, `as`, `!` aside). */
  awaited?: true;
  /**
   * What becomes of the result when nobody names it: `dropped` (an expression statement, awaited or
   * not), `void` (`void f()`), `returned` (`return f()`, an arrow's expression).
   */
  fate?: 'dropped' | 'void' | 'returned';
}

/** `await` of anything but a call directly. */
export interface AwaitStep extends Span {
  s: 'await';
  of: Expr;
}

/** A declaration with initialiser, or an assignment. */
export interface AssignStep extends Span {
  s: 'assign';
  to: Target;
  /** `=` or the compound operator: `+=`, `??=`, `++`, `--`, … (`++` has the value 1). */
  op: string;
  value: Expr;
  /** It declares its variables. */
  declares?: true;
}

export interface DeleteStep extends Span {
  s: 'delete';
  target: Expr;
}

/** An operand that is evaluated and not otherwise part of a step: `x;`, a `super.x` getter, JSX children. */
export interface UseStep extends Span {
  s: 'use';
  of: Expr;
}

export interface IfStep extends Span {
  s: 'if';
  /** `chain`: then-branch runs when the test is not nullish; `nullish`: when it is. */
  kind: 'if' | 'and' | 'or' | 'nullish' | 'cond' | 'chain' | 'default';
  test: Expr;
  then: Step[];
  else: Step[];
}

export interface LoopStep extends Span {
  s: 'loop';
  kind: 'for' | 'while' | 'do' | 'of' | 'in' | 'await-of';
  /** Runs once before: a `for` initialiser; the iterated operand's calls precede the loop. */
  init?: Step[];
  /** Steps of the test, run before each iteration (after the body for `do`). */
  head?: Step[];
  test?: Expr;
  /** `of`, `in`: what each item is bound to, and what is iterated. */
  item?: Target;
  over?: Expr;
  body: Step[];
  /** The `for` increment. */
  update?: Step[];
  label?: string;
}

export interface SwitchStep extends Span {
  s: 'switch';
  on: Expr;
  /** In order; falls through unless the body ends in a jump. No `test`: `default`. */
  cases: { test?: Expr; body: Step[]; at: number }[];
  label?: string;
}

export interface TryStep extends Span {
  s: 'try';
  body: Step[];
  handler?: CatchFact;
  finally?: Step[];
}

export interface CatchFact extends Span {
  /** Absent for `catch { … }`. */
  param?: Target;
  body: Step[];
}

/** A labelled block, or one whose scope matters no more: kept only when labelled. */
export interface BlockStep extends Span {
  s: 'block';
  label: string;
  body: Step[];
}

export interface ReturnStep extends Span {
  s: 'return';
  value?: Expr;
  /** The implicit return of an arrow's expression. */
  implicit?: true;
}

export interface ThrowStep extends Span {
  s: 'throw';
  value: Expr;
}

export interface YieldStep extends Span {
  s: 'yield';
  value?: Expr;
  /** `yield*` */
  all?: true;
}

export interface JumpStep extends Span {
  s: 'break' | 'continue';
  label?: string;
}

/** A function is created here (declared or as an operand). Declarations stand first in their block. */
export interface FunctionStep extends Span {
  s: 'function';
  function: FunctionId;
}

/** A class is evaluated here: decorators' and computed names' steps precede it. */
export interface ClassStep extends Span {
  s: 'class';
  class: ClassId;
}

/** Where a value goes: a name, a member, or a pattern. */
export type Target =
  | Expr
  | { k: 'object-pattern'; props: PatternProp[]; rest?: Target }
  | { k: 'array-pattern'; items: (PatternItem | null)[]; rest?: Target };

export interface PatternProp extends PatternItem {
  /** Absent when computed. */
  key?: string;
}

export interface PatternItem {
  to: Target;
  default?: Expr;
}

/** An operand. `as`, `satisfies`, `!`, type assertions and parentheses are dropped. */
export type Expr =
  | { k: 'var'; v: VariableId }
  /** A name no scope of the file declares: `process`, `fetch`, `undefined`. */
  | { k: 'global'; name: string }
  | { k: 'this' }
  | { k: 'super' }
  | { k: 'member'; of: Expr; name: string }
  | { k: 'index'; of: Expr; index: Expr }
  /** Strings, numbers, booleans and null. */
  | { k: 'literal'; value: string | number | boolean | null }
  | { k: 'bigint'; text: string }
  | { k: 'regexp'; text: string }
  /** `parts` has one more element than `values`. */
  | { k: 'template'; parts: string[]; values: Expr[] }
  | { k: 'object'; props: ObjectProp[] }
  | { k: 'array'; items: Expr[] }
  | { k: 'spread'; of: Expr }
  /** The value of the call step `id` of the same function, awaited if the step is. */
  | { k: 'result'; id: CallId }
  /** The value of an `await` step's operand. */
  | { k: 'awaited'; of: Expr }
  | { k: 'function'; function: FunctionId }
  | { k: 'class'; class: ClassId }
  /**
   * Operators as written. `?:` has three operands; `!`, `-`, `+`, `~`, `typeof`, `void` one; `&&`, `||`,
   * `??` and the rest two (longer chains of one left-associative operator have more). `,` keeps the last.
   * `assign` is the value of an assignment used as an expression: the operand is the target.
   * `++` and `--` are the value of a postfix update, which is the one before it. `yield` is what a generator is sent.
   */
  | { k: 'op'; op: string; args: Expr[] }
  /** What is not modelled: `import.meta`, `new.target`, holes, private `#x in o`, broken syntax. */
  | { k: 'unknown' };

export interface ObjectProp {
  /** Absent for spreads and computed keys that are no literal. */
  key?: string;
  /** For a computed key, its expression. */
  computed?: Expr;
  /** For a spread, `{ k: 'spread' }`; for methods and accessors, `{ k: 'function' }`. */
  value: Expr;
  at: number;
  kind?: 'method' | 'getter' | 'setter';
}
