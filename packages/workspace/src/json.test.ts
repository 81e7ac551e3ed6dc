import { describe, expect, it } from 'vitest';
import { parseJson } from './json.ts';

describe('parseJson', () => {
  it('reads what TypeScript reads', () => {
    const text = '\ufeff{ // line\n "a": [1, -2.5e3, true, null, "x\\u0041\\n",], /* block */ "b": {"c": {},}, }';
    expect(parseJson(text)).toEqual({ value: { a: [1, -2500, true, null, 'xA\n'], b: { c: {} } }, relaxed: true });
  });

  it('keeps comments within strings', () => {
    expect(parseJson('{"a": "http://x/*y*/", /**/ "b": 1}').value).toEqual({ a: 'http://x/*y*/', b: 1 });
  });

  it.each([
    ['', 1, 'unexpected end of file'],
    ['{\n"a": }', 2, 'unexpected "}"'],
    ['{"a" 1}', 1, 'unexpected "1", a colon should be here'],
    ['{"a": 1\n"b": 2}', 2, 'unexpected "\\"", a comma or } should be here'],
    ['{"a": nope}', 1, 'unexpected "n"'],
    ['{"a": "x', 1, 'a string that does not end on its line'],
    ['{a: 1}', 1, 'unexpected "a", a quoted name should be here'],
    ['<<<<<<< HEAD\n{}', 1, 'unexpected "<"'],
    ['{} x', 1, 'unexpected "x"'],
    ['['.repeat(100_000), 1, 'nested too deeply'],
    ['{"a":'.repeat(100_000), 1, 'nested too deeply'],
  ])('places the mistake in %.20j', (text, line, message) => {
    expect(parseJson(text).error).toEqual({ line, message });
  });

  it('cannot be used to change objects', () => {
    const { value } = parseJson('{"__proto__": {"x": 1},}');
    expect((value as { x?: number }).x).toBeUndefined();
    expect(Object.keys(value as object)).toEqual(['__proto__']);
  });
});
