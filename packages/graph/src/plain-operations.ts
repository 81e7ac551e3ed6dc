/** The plain value of an operator's result: what stands in for nothing, conditions, comparisons and arithmetic. */
import type { Expr } from '@dist-lint/model';
import { arithmetic, compute, isComparing } from './plain-operators.ts';
import { mayLack } from './plain-parameters.ts';
import { ABSENT, inArithmetic, isGiven, isTrue, same, withEnv, type Reader, type Reading, type Scope } from './plain-scope.ts';

export function operation(reader: Reader, scope: Scope, op: string, args: readonly Expr[], path: readonly string[], depth: number): Reading | undefined {
  const at = (index: number, below: readonly string[] = []): Reading | undefined => {
    const arg = args[index];
    return arg ? reader.read(scope, arg, below, depth + 1) : undefined;
  };
  switch (op) {
    case '??':
    case '||':
      return standIn(op, args.length, (index) => at(index, path) ?? lacking(reader, scope, args, index, path), (index) => (path.length > 0 ? at(index) : undefined));
    case '&&':
      return conjunction(args.length, (index) => at(index, index < args.length - 1 ? [] : path), path);
    case ',':
      return at(args.length - 1, path);
    case '?:': {
      const test = at(0);
      return test && !test.guess ? at(isTrue(test) ? 1 : 2, path) : same([at(1, path), at(2, path)]);
    }
    case 'assign':
      return at(0, path);
    case '++':
    case '--': {
      const after = at(0);
      return typeof after?.value === 'number' && path.length === 0 ? { ...after, value: after.value + (op === '++' ? -1 : 1) } : undefined;
    }
    case 'typeof': {
      const of = at(0);
      if (!of || of.guess || of.env !== undefined) return undefined;
      return { value: of.run ? 'function' : of.isObject || of.list ? 'object' : compute(op, [of.value]) };
    }
    default:
      return path.length > 0 ? undefined : computed(reader, op, args.map((_, index) => at(index)));
  }
}

/** `options.tries ?? 3`, of options that nobody is known to hand in: what is said for them that they may lack. */
function lacking({ link }: Reader, scope: Scope, args: readonly Expr[], index: number, path: readonly string[]): Reading | undefined {
  const arg = index < args.length - 1 ? args[index] : undefined;
  return arg && mayLack(link, scope, arg, path) ? ABSENT : undefined;
}

/** The first that is taken. What cannot be told may be anything, but where a test beside it holds they hold together. */
function standIn(op: '??' | '||', count: number, at: (index: number) => Reading | undefined, wholeAt: (index: number) => Reading | undefined): Reading | undefined {
  let before: Reading | undefined;
  let isTold = true;
  for (let index = 0; index < count; index += 1) {
    // An object is taken, whatever it has under a name.
    if (isTold && wholeAt(index)?.isObject) return withEnv(at(index), before);
    const each = at(index);
    if (!each) {
      if (op === '??') return undefined;
      isTold = false;
      continue;
    }
    if (!isTold) {
      if (each.value === true) return each;
      continue;
    }
    const merged = withEnv(each, before);
    if (op === '??' ? isGiven(each) : isTrue(each)) return merged;
    before = merged;
  }
  return isTold ? before : undefined;
}

/** The last, where those before it hold; of the first that does not, nothing is below it. */
function conjunction(count: number, at: (index: number) => Reading | undefined, path: readonly string[]): Reading | undefined {
  let unknown = false;
  let last: Reading | undefined;
  for (let index = 0; index < count; index += 1) {
    last = at(index);
    if (!last) unknown = true;
    else if (!isTrue(last)) {
      if (path.length === 0) return last;
      if (index < count - 1) return ABSENT;
      if (!isGiven(last)) return last;
    }
  }
  return unknown ? undefined : last;
}

function computed(reader: Reader, op: string, operands: readonly (Reading | undefined)[]): Reading | undefined {
  const values = isComparing(op) ? operands : operands.map((each) => inArithmetic(reader, each));
  // What those out of sight may hand in is no number, and not the lack of one.
  if (!values.every((each): each is Reading => each !== undefined && !each.isOpen && !(each.value === undefined && each.env !== undefined))) return undefined;
  const isSomething = values.some(({ isObject, run, list }) => isObject ?? run ?? list);
  if (isSomething) return againstNothing(op, values);
  // Chance goes either way, and what is made up compares to nothing.
  if (isComparing(op) && values.some(({ guess, random }) => guess ?? random)) return againstInfinity(op, values);
  if (values.some(({ guess }) => guess)) {
    return arithmetic(op, (...numbers) => Number(compute(op, numbers)), values);
  }
  const result = compute(op, values.map(({ value }) => value));
  return result === undefined ? undefined : values.reduce<Reading>((sum, each) => withEnv(sum, each) as Reading, { value: result });
}

/** `delay > Infinity`: no time is, whatever chance or anybody says. */
function againstInfinity(op: string, values: readonly Reading[]): Reading | undefined {
  const isInfinite = ({ value }: Reading): boolean => value === Infinity || value === -Infinity;
  if (!ORDER.has(op) || values.filter(isInfinite).length !== 1) return undefined;
  return { value: compute(op, values.map(({ value }) => value)) };
}

const ORDER: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** `!options`, `delayOf !== undefined`: an object, a function or a list is not nothing. */
function againstNothing(op: string, values: readonly Reading[]): Reading | undefined {
  if (op === '!') return { value: false };
  const isOther = values.length === 2 && values.some((each) => !isGiven(each));
  if (!isOther) return undefined;
  if (op === '===' || op === '==') return { value: false };
  return op === '!==' || op === '!=' ? { value: true } : undefined;
}
