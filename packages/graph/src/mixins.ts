/** Classes that functions make of the class they are handed: `class Order extends Dated(Base)`, `extends pipe(Dated, Named)(Base)`. */
import { soleOf, type CallStep, type Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { ClassNumber, LinkedModule } from './program.ts';
import type { Value } from './values.ts';

type Names = Pick<Link, 'modules' | 'evaluate' | 'libraries'>;

/** Calls and variables followed. */
const DEEPEST = 8;

/**
 * What a class extends, where a call makes that: whatever the call adds, what it makes extends the class it was handed. A
 * class that is made within a function of the program says what is added, and only of its parameter what it is added to.
 *
 * @param bases what the expression behind `extends` is found to be
 */
export function withHanded(link: Names, module: LinkedModule, fn: number, expr: Expr, bases: readonly Value[]): readonly Value[] {
  if (bases.length > 0 && !bases.some((base) => isUnread(link, base) || isAdded(link, base))) return bases;
  const made = bases.flatMap((base): readonly Value[] => (base.is === 'external' && isUnread(link, base) && base.made ? handedTo(link, base.made.module, base.made.function, base.made.call, 0) : []));
  const handed = unique([...made, ...handedIn(link, module, fn, expr, 0)]);
  return handed.length === 0 ? bases : unique([...bases.filter((base) => !isUnread(link, base)), ...handed]);
}

/** The result of a call of which nothing is known. */
function isUnread(link: Names, base: Value): boolean {
  return base.is === 'external' && base.path.endsWith('()') && !link.libraries.symbol(base.package, base.path);
}

/** A class that extends the parameter of the function in which it is made. */
function isAdded(link: Names, base: Value): boolean {
  if (base.is !== 'class') return false;
  const { module, fact } = link.modules.class(base.number);
  return fact.extends?.k === 'var' && module.facts.variables[fact.extends.v]?.kind === 'param';
}

/** Of an expression that is a call, or a variable that holds what one gives. */
function handedIn(link: Names, module: LinkedModule, fn: number, expr: Expr, depth: number): readonly Value[] {
  if (depth > DEEPEST) return [];
  if (expr.k === 'var') {
    const only = soleOf(module.index.assignments[expr.v]);
    return only && only.path.length === 0 && !only.item ? handedIn(link, module, only.function, only.value, depth + 1) : [];
  }
  const call: CallStep | undefined = expr.k === 'result' ? module.index.calls[fn]?.[expr.id] : undefined;
  return call ? handedTo(link, module, fn, call, depth) : [];
}

function handedTo(link: Names, module: LinkedModule, fn: number, { args }: CallStep, depth: number): readonly Value[] {
  return args.flatMap((arg): readonly Value[] => {
    const values = link.evaluate(module, fn, arg);
    const classes = values.filter((value) => value.is === 'class');
    if (classes.length === 0 && !values.some((value) => isUnread(link, value))) return [];
    return [...classes, ...(classes.length === 0 || classes.some((each) => isAdded(link, each)) ? handedIn(link, module, fn, arg, depth + 1) : [])];
  });
}

function unique(values: readonly Value[]): readonly Value[] {
  const seen = new Set<ClassNumber>();
  return values.filter((value) => value.is !== 'class' || (!seen.has(value.number) && Boolean(seen.add(value.number))));
}
