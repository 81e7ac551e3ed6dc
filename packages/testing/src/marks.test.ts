import { expect, test } from 'vitest';
import { readMarks } from './marks.ts';

const marks = (text: string) => readMarks('a.ts', text).map(({ line, rule, message }) => [line, rule, ...(message === undefined ? [] : [message])]);

test('after code, a mark speaks of its own line', () => {
  expect(marks('try { send() } catch {} // finds: silent-catch')).toEqual([[1, 'silent-catch']]);
});

test('alone on a line, it speaks of the next line of code', () => {
  expect(marks('// finds: silent-catch\n\n// why\n/* and\n   so */\n/* then */ send();')).toEqual([[6, 'silent-catch']]);
});

test('marks above one another speak of the same line', () => {
  expect(marks('// finds: lost-update\n// finds: silent-catch\nsend(); // finds: stale-cache')).toEqual([
    [3, 'lost-update'], [3, 'silent-catch'], [3, 'stale-cache'],
  ]);
});

test('a list names several, and one rule twice for two findings', () => {
  expect(marks('send(); // finds: silent-catch, lost-update,silent-catch')).toEqual([
    [1, 'silent-catch'], [1, 'lost-update'], [1, 'silent-catch'],
  ]);
});

test('a mark may ask for words of the message', () => {
  expect(marks('send(); // finds: silent-catch ~ "\\"mail\\", twice", lost-update ~ "stock"')).toEqual([
    [1, 'silent-catch', '"mail", twice'], [1, 'lost-update', 'stock'],
  ]);
});

test('block comments and JSX may bear marks', () => {
  expect(marks('send(); /* finds: silent-catch */')).toEqual([[1, 'silent-catch']]);
  expect(marks('<p>\n  {/* finds: stale-cache */}\n  {price()}\n</p>')).toEqual([[3, 'stale-cache']]);
  expect(marks('/* finds: silent-catch */ send();')).toEqual([[1, 'silent-catch']]);
});

test('a long JSX comment is no code', () => {
  expect(marks('<p>\n{/* finds: stale-cache */}\n{/* the price\n   is old */}\n{price()}\n</p>')).toEqual([[5, 'stale-cache']]);
});

test('prose that begins with the word is no mark', () => {
  expect(marks('// finds the cheapest carrier\nquote();')).toEqual([]);
});

test('lines end with CRLF too', () => {
  expect(marks('send(); // finds: silent-catch\r\nsend();\r\n')).toEqual([[1, 'silent-catch']]);
});

test('a mark that cannot be read says how to write it', () => {
  expect(() => marks('send(); // finds: Silent Catch')).toThrow(/a\.ts:1: cannot read the mark.*Write: finds:/);
  expect(() => marks('send(); // finds:')).toThrow(/a\.ts:1: cannot read the mark/);
  expect(() => marks('send(); // find: silent-catch')).toThrow(/a\.ts:1: a mark is written/);
});

test('a mark that no code follows is a slip', () => {
  expect(() => marks('send();\n// finds: silent-catch\n')).toThrow(/no line of code follows/);
});
