/** The literals that are written to a field, or asked of it, as a library spells them. */
import type { Library } from '@dist-lint/libraries';
import type { Program } from '../link.ts';
import type { Placed } from '../program.ts';
import { literalsOf, type Literal } from './literals.ts';
import { propertyKey } from './property-keys.ts';
import type { StateCell } from './state-model.ts';

/** What a field is set to. Undefined when some of it is not a literal. */
export function wordsOf(program: Program, placed: Placed, library: Library, cell: StateCell): readonly Literal[] | undefined {
  return literalsOf(program, placed) ?? generatedWord(program, placed, library.packages, cell.states);
}

/** What a condition asks a field to be: a literal, or one of a list. Undefined when some of it is not a literal. */
export function askedWords(program: Program, { module, function: fn, expr }: Placed, library: Library, cell: StateCell): readonly Literal[] | undefined {
  if (expr.k === 'array') {
    const listed = expr.items.map((each) => wordsOf(program, { module, function: fn, expr: each }, library, cell));
    return listed.length > 0 && listed.every((each) => each !== undefined) ? listed.flat() : undefined;
  }
  const [prop, ...others] = expr.k === 'object' ? expr.props : [];
  if (!prop) return wordsOf(program, { module, function: fn, expr }, library, cell);
  const key = propertyKey(program, { module, function: fn }, prop);
  if (key === undefined || others.length > 0 || library.operators?.equals?.includes(key) !== true) return undefined;
  const items = prop.value.k === 'array' ? prop.value.items : [prop.value];
  const words = items.map((each) => wordsOf(program, { module, function: fn, expr: each }, library, cell));
  return words.length > 0 && words.every((each) => each !== undefined) ? words.flat() : undefined;
}

/** `OrderStatus.PAID` of a generated client: the schema says which words there are. */
function generatedWord(program: Program, { module, function: fn, expr }: Placed, packages: readonly string[], states: readonly string[] = []): readonly string[] | undefined {
  const values = program.link.evaluate(module, fn, expr);
  const words = values.flatMap((value) => (value.is === 'external' && packages.includes(value.package) ? [value.path.slice(value.path.lastIndexOf('.') + 1)] : []));
  return words.length > 0 && words.length === values.length && words.every((word) => states.includes(word)) ? words : undefined;
}
