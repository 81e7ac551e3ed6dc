import { expect } from 'vitest';
import type { Language, ModuleFacts } from '@dist-lint/model';
import { lower } from './lower.ts';
import { print } from './print.ts';

/** Lowers a text that is known to have facts. */
export function factsOf(text: string, language: Language = 'ts'): ModuleFacts {
  const result = lower(text, language);
  if ('gap' in result) throw new Error(`no facts: ${result.gap.message}`);
  return result.facts;
}

/** Checks the printed steps of a text; both are indented for reading. */
export function checkSteps(text: string, expected: string, language: Language = 'ts'): void {
  expect(print(factsOf(dedent(text), language))).toBe(dedent(expected));
}

/** A template literal's text without the indentation of the test around it. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').replace(/\n[ \t]*$/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}
