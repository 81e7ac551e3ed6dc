/** Operators and functions of arithmetic on plain values. */
import { GUESS, withEnv, type PlainValue, type Reading } from './plain-scope.ts';

export function compute(op: string, values: readonly PlainValue['value'][]): PlainValue['value'] {
  const [a, b] = values;
  if (values.length === 1) return op === '!' ? !a : op === '-' ? -Number(a) : op === '+' ? Number(a) : op === 'typeof' ? (a === null ? 'object' : typeof a) : undefined;
  if (op === '===' || op === '==') return a === b || (op === '==' && isNothing(a) && isNothing(b));
  if (op === '!==' || op === '!=') return !(a === b || (op === '!=' && isNothing(a) && isNothing(b)));
  // What is absent is never more or less than anything.
  if (['<', '<=', '>', '>='].includes(op) && values.some((each) => each === undefined)) return false;
  if (values.some((each) => typeof each !== 'number')) return undefined;
  const numbers = values as number[];
  const [first = 0, second = 0] = numbers;
  switch (op) {
    case '+':
      return numbers.reduce((sum, each) => sum + each);
    case '*':
      return numbers.reduce((product, each) => product * each);
    case '-':
      return numbers.slice(1).reduce((rest, each) => rest - each, first);
    case '/':
      return numbers.slice(1).reduce((rest, each) => rest / each, first);
    case '**':
      return first ** second;
    case '%':
      return first % second;
    case '<<':
      return first << second;
    case '<':
      return first < second;
    case '<=':
      return first <= second;
    case '>':
      return first > second;
    case '>=':
      return first >= second;
    default:
      return undefined;
  }
}

export const MATH: Record<string, (...numbers: number[]) => number> = {
  min: Math.min, max: Math.max, pow: Math.pow, exp: Math.exp, sqrt: Math.sqrt, log: Math.log, log2: Math.log2, log10: Math.log10,
  floor: Math.floor, round: Math.round, ceil: Math.ceil, abs: Math.abs, trunc: Math.trunc,
};

/** A function of numbers, applied to what is known of its arguments. */
export function arithmetic(name: string, apply: (...numbers: number[]) => number, args: readonly (Reading | undefined)[], guesses = false): Reading | undefined {
  const told = guesses && name === 'min' ? args.filter((each) => each !== undefined) : args;
  // A limit that cannot be told says nothing of how the other grows.
  if (told.length < args.length && told.length > 0) return withEnv(arithmetic(name, apply, told, guesses), { ...GUESS, limited: true });
  if (!args.every((each): each is Reading & { value: number } => typeof each?.value === 'number')) return undefined;
  const used = name === 'min' || name === 'max' ? unlimited(name, args) : args;
  return args.reduce<Reading>((sum, each) => withEnv(sum, each) as Reading, { value: apply(...used.map(({ value }) => value)), ...(args.every(({ guess }) => guess === 'whole') ? { guess: 'whole' as const } : {}) });
}

/** Where one is made up, a limit says nothing of how the other grows. */
function unlimited<T extends Reading>(name: string, args: readonly T[]): readonly T[] {
  if (!args.some(({ guess }) => guess)) return args;
  const made = args.filter(({ guess }) => guess === 'part');
  if (made.length > 0) return made;
  const told = args.filter(({ guess, value }) => !guess && !(name === 'max' && Number(value) <= 0));
  return told.length > 0 ? told : args.filter(({ guess }) => guess);
}

function isNothing(value: PlainValue['value']): boolean {
  return value === undefined || value === null;
}

/** Whether the result says how two values compare, and is no number. */
export function isComparing(op: string): boolean {
  return op === '!' || op === 'in' || op === 'instanceof' || /^[<>=!]=?=?$/.test(op);
}
