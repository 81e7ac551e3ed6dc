/** Operators and functions of arithmetic on plain values. */
import type { PlainValue } from './plain-values.ts';

export function compute(op: string, values: readonly PlainValue['value'][]): PlainValue['value'] {
  const [a, b] = values;
  if (values.length === 1) return op === '!' ? !a : op === '-' ? -Number(a) : op === '+' ? Number(a) : undefined;
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

export const MATH: Record<string, (...numbers: number[]) => number> = { min: Math.min, max: Math.max, pow: Math.pow, floor: Math.floor, round: Math.round, ceil: Math.ceil, abs: Math.abs, trunc: Math.trunc };

function isNothing(value: PlainValue['value']): boolean {
  return value === undefined || value === null;
}
