import { describe, expect, it } from 'vitest';
import { checkSteps, factsOf } from './check.test.support.ts';
import { lower } from './lower.ts';
import { languageOf } from './source.ts';
import { flaws } from './soundness.test.support.ts';

const times = (text: string, n: number): string => text.repeat(n);

function outcome(text: string): string {
  const result = lower(text, 'tsx');
  return 'gap' in result ? result.gap.kind : 'facts';
}

describe('languages', () => {
  it('go by the extension', () => {
    const paths = ['a.ts', 'a/b.test.tsx', 'C:\\a.mts', 'a.cjs', 'a.d.ts', 'a.d.mts', 'a.d.css.ts', 'a.json', 'ts', '.ts', 'd.ts'];
    expect(paths.map((path) => languageOf(path) ?? '-').join(' ')).toBe('ts tsx mts cjs - - - - - - ts');
  });

  it('type assertions are TypeScript, elements are allowed in JavaScript', () => {
    checkSteps('const a = <string>b;', 'let a = global:b', 'ts');
    checkSteps('const a = <b>{c()}</b>;', '#0 = call global:c()\nlet a = { children: [#0] }', 'js');
  });
});

describe('texts', () => {
  it('empty', () => expect(factsOf('')).toMatchObject({ lineStarts: [0], functions: [{ name: '<module>', body: [], at: 0, end: 0 }] }));
  it('directives', () => expect(factsOf(`#!/usr/bin/env node\n'use strict';\n"use client"\nwork();`).directives).toEqual(['use strict', 'use client']));
  it('every kind of line end', () => expect(factsOf('a\nb\r\nc\rd\u2028e').lineStarts).toEqual([0, 2, 5, 7]));
  it('byte order mark', () => expect(factsOf('\ufeffwork();').functions[0]?.body[0]).toMatchObject({ at: 1, end: 7 }));
  it('awaits at the top of a file without imports', () => checkSteps('await work();', '#0 = await call global:work() [dropped]'));
  it('unpaired surrogates', () => checkSteps(`a('\ud800');`, `#0 = call global:a('\ud800') [dropped]`));
  it('syntax errors keep what can be read', () => {
    const facts = factsOf('const a = ; function f( { b( } c();');
    expect(facts.syntaxErrors.length).toBeGreaterThan(0);
    expect(facts.functions.map((fact) => fact.name)).toEqual(['<module>', 'f']);
  });
  it('at most 20 syntax errors', () => expect(factsOf(times('const = ;\n', 100)).syntaxErrors).toHaveLength(20));
  it('too large', () => expect(outcome(times(' ', 5_000_001))).toBe('too-large'));
});

describe('depth', () => {
  it.each([
    ['parentheses', '(', '1', ')'], ['arrays', '[', '', ']'], ['objects', '{a:', '1', '}'], ['arrows', '() => ', '1', ''],
    ['ternaries', 'a ? b : ', 'c', ''], ['templates', '`${', 'a', '}`'], ['calls', 'f(', '', ')'], ['callbacks', 'f(() => {', '', '})'],
    ['elements', '<a>', '', '</a>'], ['class expressions', 'class { a = ', '1', '}'], ['assignments', 'a = ', 'b', ''],
    ['members', '', 'a', '.b'], ['assertions', '', 'a', ' as b'], ['optional calls', '', 'a', '?.b()'],
  ])('%s', (_name, open, middle, close) => {
    const nested = (n: number): string => `x = ${times(open, n)}${middle}${times(close, n)};`;
    expect([60, 10_000].map(nested).map(outcome)).toEqual(['facts', 'too-deep']);
  });

  it.each([
    ['blocks', 'if (a) {', '}'], ['functions', 'function f() {', '}'], ['labels', 'a: ', ''], ['classes', 'class A { m() {', '}}'],
    ['namespaces', 'namespace A {', '}'], ['object types', 'let a: {b:', '1}'], ['tries', 'try {', '} catch {}'], ['types', 'let a: A<', 'B>'],
  ])('%s', (_name, open, close) => {
    const nested = (n: number): string => (open.startsWith('let a') ? `let a: ${times(open.slice(7), n)}${times(close, n)}` : times(open, n) + times(close, n));
    expect([60, 10_000].map(nested).map(outcome)).toEqual(['facts', 'too-deep']);
  });

  it.each([
    ['else if', `${times('if (f(a)) { g(); } else ', 2000)}{ h(); }`],
    ['concatenation', `x = ${times('a + ', 5000)}b;`],
    ['concatenated calls', `x = ${times('a() + ', 5000)}b;`],
    ['alternatives', `x = ${times('a() || ', 3000)}b;`],
    ['fluent calls', `x = a${times('.b(1)', 1000)};`],
    ['commas', `${times('a(), ', 5000)}b;`],
    ['curried calls', `x = f${times('()', 2000)};`],
    ['template values', `x = \`${times('${a()}', 5000)}\`;`],
    ['declarations', `var ${times('a, ', 5000)}b;`],
  ])('a long chain is no depth: %s', (_name, text) => {
    const result = lower(text, 'ts');
    expect('facts' in result && flaws(result.facts, text)).toEqual([]);
    expect(() => structuredClone(result)).not.toThrow();
  });

  it('a long else-if chain is a block that its branches leave', () => {
    const [block] = factsOf(`${times('if (a) b(); else ', 100)}c();`).functions[0]?.body ?? [];
    expect(block).toMatchObject({ s: 'block', label: 'else-if' });
    expect(block?.s === 'block' && block.body).toHaveLength(101);
    expect(block?.s === 'block' && block.body[0]).toMatchObject({ s: 'if', then: [{ s: 'call' }, { s: 'break', label: 'else-if' }], else: [] });
  });

  it('a file of 50,000 lines', () => {
    const text = times('export const pay = async () => { await send(); };\n', 50_000);
    expect(factsOf(text).functions).toHaveLength(50_001);
  });
});
