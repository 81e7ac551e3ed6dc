/**
 * The linked program: all modules with their facts, and the answers link has found.
 *
 * Functions and classes have program-wide numbers (`FunctionNumber`, `ClassNumber`); a module's own
 * index plus the module's base gives the number, so that both directions cost nothing.
 */
import type {
  CallStep, ClassFact, Expr, FunctionFact, Location, ModuleFacts, ModuleInput, Span, TypeFact, WorkspacePackage,
} from '@dist-lint/model';

/** Index of a module in {@link Modules.all}. */
export type ModuleNumber = number;
/** Program-wide number of a function. */
export type FunctionNumber = number;
/** Program-wide number of a class. */
export type ClassNumber = number;

export interface LinkedModule {
  number: ModuleNumber;
  /** Relative to the root, with `/`. */
  path: string;
  readonly facts: ModuleFacts;
  /** What of the facts other modules see of its imports: looked at here, its bodies may change without harm. */
  readonly outline: Pick<ModuleFacts, 'imports' | 'variables'>;
  /** The exports of a name: looked at here, all others may change without harm. */
  exported(name: string): ModuleFacts['exports'];
  readonly input: ModuleInput;
  /** Number of this module's first function and class. */
  functionBase: FunctionNumber;
  classBase: ClassNumber;
  /** What is bound where: built once, see `index-module.ts`. */
  readonly index: ModuleIndex;
}

/** An expression with the function in whose body it stands: results and `this` mean something only there. */
export interface Placed {
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  expr: Expr;
}

export interface Assignment {
  function: number;
  value: Expr;
  /** From the value to the part that is bound; `*` element, `...` rest. */
  path: string[];
  default?: Expr;
  /** The variable is an item of an iteration over `value`. */
  item?: true;
  at: number;
}

/** Where a function expression is handed to a call. */
export interface PassedTo {
  /** The function that makes the call. */
  function: number;
  call: CallStep;
  /** `1`, `0.eachMessage`, `0.retry.on`; as in a library's slot. */
  at: string;
}

export interface ModuleIndex {
  /** By VariableId. */
  assignments: (Assignment[] | undefined)[];
  /** `this.name = …` and field initialisers, by ClassId, then field. */
  fieldAssignments: Map<string, Assignment[]>[];
  /**
   * `f.retries = …` after the declaration of `f`: by what `f` is (a FunctionId, `class` and a ClassId, or its
   * object literal), then member.
   */
  additions: Map<number | string | Expr, Map<string, Assignment[]>>;
  /** `globalThis.pool = …`, by name. */
  globals: Map<string, Assignment[]>;
  /** Call steps by FunctionId, then CallId. */
  calls: (CallStep | undefined)[][];
  /** Returned expressions, by FunctionId. */
  returns: Expr[][];
  /** By FunctionId: the call to which it is passed as a literal. */
  passedTo: (PassedTo | undefined)[];
  /** By FunctionId: the object literal whose property it is. */
  propertyOf: (Extract<Expr, { k: 'object' }> | undefined)[];
  /** By FunctionId: the object below a name into which it is put: `schema.methods` of `schema.methods.close = function () {}`. */
  putInto: ({ function: number; expr: Expr } | undefined)[];
  /** What is set on parameters, or on members of them: `req.order = order`, `ctx.state.order = order`. */
  hung: { name: string; function: number; of: Expr; value: Expr }[];
  /** Object literals that bind a token to what a container makes: `{ provide, useClass }`. */
  providers: { function: number; expr: Extract<Expr, { k: 'object' }> }[];
  /** By FunctionId: functions nested directly in it. */
  children: number[][];
}

export interface FunctionPlace {
  module: LinkedModule;
  /** FunctionId within the module. */
  id: number;
  fact: FunctionFact;
}

export interface ClassPlace {
  module: LinkedModule;
  /** ClassId within the module. */
  id: number;
  fact: ClassFact;
  number: ClassNumber;
}

/** All modules of the program, sorted by path; those that were added later come last. */
export class Modules {
  readonly packages: readonly WorkspacePackage[];
  readonly #all: LinkedModule[];
  readonly #byPath: Map<string, LinkedModule>;
  /** By function and class number: the module's number, -1 where nothing is any more. */
  readonly #functionModule: number[] = [];
  readonly #classModule: number[] = [];

  constructor(all: readonly LinkedModule[], packages: readonly WorkspacePackage[]) {
    this.#all = [...all];
    this.packages = packages;
    this.#byPath = new Map(all.map((module) => [module.path, module]));
    for (const module of all) this.number(module, module.facts);
  }

  get all(): readonly LinkedModule[] {
    return this.#all;
  }

  /** Function numbers are below it. */
  get functionCount(): number {
    return this.#functionModule.length;
  }

  /** Gives a module's functions and classes their numbers: those it has, or new ones when it has outgrown them. */
  number(module: LinkedModule, { functions, classes }: Pick<ModuleFacts, 'functions' | 'classes'>): void {
    module.functionBase = place(this.#functionModule, module.number, module.functionBase, functions.length);
    module.classBase = place(this.#classModule, module.number, module.classBase, classes.length);
  }

  add(module: LinkedModule): void {
    this.#all.push(module);
    this.#byPath.set(module.path, module);
    this.number(module, module.facts);
  }

  byPath(path: string): LinkedModule | undefined {
    return this.#byPath.get(path);
  }

  /** @throws RangeError for a number that is no function's. */
  function(number: FunctionNumber): FunctionPlace {
    const module = this.#all[this.#functionModule[number] ?? -1];
    const fact = module?.facts.functions[number - module.functionBase];
    if (!module || !fact) throw new RangeError(`no function ${number}`);
    return { module, id: number - module.functionBase, fact };
  }

  /** @throws RangeError for a number that is no class's. */
  class(number: ClassNumber): ClassPlace {
    const module = this.#all[this.#classModule[number] ?? -1];
    const fact = module?.facts.classes[number - module.classBase];
    if (!module || !fact) throw new RangeError(`no class ${number}`);
    return { module, id: number - module.classBase, fact, number };
  }
}

/** The first number of a module's entries in a table of numbers. A module that grows gets a place with room to grow on. */
function place(table: number[], module: number, before: number, count: number): number {
  let room = 0;
  while (before >= 0 && table[before + room] === module) room += 1;
  if (before >= 0 && room >= count) return before;
  for (let at = 0; at < room; at += 1) table[before + at] = -1;
  const base = table.length;
  const spare = before < 0 ? 0 : 32;
  for (let at = 0; at < count + spare; at += 1) table.push(module);
  return base;
}

/** A type as written, with the module in which its names mean something. */
export interface PlacedType {
  module: LinkedModule;
  type: TypeFact;
}

/** Lines and columns (from 1) of a span. */
export function locate(module: LinkedModule, span: Span): Location {
  const [line, column] = lineAndColumn(module.facts.lineStarts, span.at);
  const [endLine, endColumn] = lineAndColumn(module.facts.lineStarts, span.end);
  return { file: module.path, line, column, endLine, endColumn };
}

/** Line and column, from 1, of an offset. */
export function lineAndColumn(lineStarts: readonly number[], offset: number): [line: number, column: number] {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return [low + 1, offset - (lineStarts[low] ?? 0) + 1];
}
