/**
 * What the parts of link share: the modules, the knowledge of libraries, and each other.
 *
 * Names, members, types and calls are resolved by functions that need one another
 * (a member may need a type, a type a name, a name a call). They meet here, so that no file of link
 * imports another in a circle. All answers are computed when first asked for and kept.
 */
import type { CallStep, Expr, Gap } from '@dist-lint/model';
import type { Lookup } from '@dist-lint/libraries';
import type { Budget } from './budget.ts';
import type { ClassNumber, LinkedModule, Modules, PlacedType } from './program.ts';
import type { Tracker } from './tracking.ts';
import type { TypeEnvironment, Value } from './values.ts';

export interface Link {
  readonly modules: Modules;
  readonly libraries: Lookup;
  readonly hierarchy: Hierarchy;
  readonly gaps: Gap[];
  /** Whether a path holds tests, mocks or examples: never what production code means. */
  isExempt(path: string): boolean;
  readonly budget: Budget;
  readonly tracker: Tracker;
  /** What an expression stands for. */
  evaluate(module: LinkedModule, fn: number, expr: Expr): readonly Value[];
  /** What a variable stands for. */
  variable(module: LinkedModule, variable: number): readonly Value[];
  /** What a value of a type is. */
  type(module: LinkedModule, type: PlacedType['type'], env?: TypeEnvironment): readonly Value[];
  /** What a member of a value is. */
  member(value: Value, name: string): readonly Value[];
  /** What an exported name of a module stands for. */
  exported(module: LinkedModule, name: string): readonly Value[];
  /** What the program itself puts among the globals under a name; undefined for what was there before. */
  global(name: string): readonly Value[] | undefined;
  /** What a specifier as a whole stands for, in a module: `import('./orders')`. */
  imported(module: LinkedModule, specifier: string): readonly Value[];
  /** What a call returns, once awaited. */
  result(module: LinkedModule, fn: number, call: CallStep): readonly Value[];
  /** What a call calls. */
  callee(module: LinkedModule, fn: number, call: CallStep): readonly Value[];
}

/** Who extends and implements whom. */
export interface Hierarchy {
  /** Direct base classes (values of the `extends` clause). */
  bases(number: ClassNumber): readonly Value[];
  /** Direct and indirect subclasses, sorted. */
  subclasses(number: ClassNumber): readonly ClassNumber[];
  /** Classes that implement a class or one of its subclasses, and extend none of them: they have its members, and nothing of its code. Sorted. */
  standIns(number: ClassNumber): readonly ClassNumber[];
  /** Classes that implement an interface, directly or through another interface or a base, sorted. */
  implementors(module: LinkedModule, index: number): readonly ClassNumber[];
  /** Object literals declared to be of the interface's type. */
  literals(module: LinkedModule, index: number): readonly Value[];
}
