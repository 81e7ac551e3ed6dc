import { lower } from '@dist-lint/frontend';
import { expect, test } from 'vitest';
import { exits } from './control-flow.ts';

const MARKS: Record<string, number> = { a: 1, b: 2, c: 4 };

/** How control leaves a body, with the calls `a()`, `b()`, `c()` it has passed: `return ab`, `end`. Sorted. */
function exitsOf(body: string): string[] {
  const lowered = lower(`async function main(x: any) { ${body} }`, 'ts');
  if (!('facts' in lowered)) throw new Error('not read');
  const main = lowered.facts.functions.find(({ name }) => name === 'main');
  const found = exits(main?.body ?? [], (step) => (step.s === 'call' && step.callee.k === 'global' ? (MARKS[step.callee.name] ?? 0) : 0));
  const words = found.map(({ how, label, marks }) => [how, label, Object.keys(MARKS).filter((name) => marks & (MARKS[name] ?? 0)).join('')].filter(Boolean).join(' '));
  return [...new Set(words)].sort();
}

test('straight on, return and throw; what follows is never reached', () => {
  expect(exitsOf('a(); b();')).toEqual(['end ab']);
  expect(exitsOf('a(); return; b();')).toEqual(['return a']);
  expect(exitsOf('a(); throw x;')).toEqual(['throw a']);
  expect(exitsOf('')).toEqual(['end']);
});

test('branches: if, else, and, or, ternaries and optional calls', () => {
  expect(exitsOf('if (x) a(); b();')).toEqual(['end ab', 'end b']);
  expect(exitsOf('if (x) { a(); return; } else b(); c();')).toEqual(['end bc', 'return a']);
  expect(exitsOf('x && a();')).toEqual(['end', 'end a']);
  expect(exitsOf('x ? a() : b();')).toEqual(['end a', 'end b']);
});

test('loops: none, break, continue, endless, do', () => {
  expect(exitsOf('for (const y of x) { a(); }')).toEqual(['end', 'end a']);
  expect(exitsOf('while (true) { a(); if (x) break; b(); }')).toContain('end a');
  expect(exitsOf('while (true) { a(); }')).toEqual([]);
  expect(exitsOf('for (;;) { try { a(); return; } catch { b(); } }')).toContain('return a');
  expect(exitsOf('do { a(); } while (x);')).toEqual(['end a']);
  expect(exitsOf('while (x) { if (x) continue; a(); }')).toEqual(['end', 'end a']);
  expect(exitsOf('while (x) { return; }')).toEqual(['end', 'return']);
});

test('labels: break and continue of an outer loop, and of a block', () => {
  expect(exitsOf('outer: for (const y of x) { for (;;) { a(); continue outer; } } b();')).toEqual(['end ab', 'end b']);
  expect(exitsOf('outer: for (;;) { for (;;) { a(); break outer; } } b();')).toEqual(['end ab']);
  expect(exitsOf('done: { if (x) break done; a(); } b();')).toEqual(['end ab', 'end b']);
});

test('switch: fall through, break, default', () => {
  expect(exitsOf('switch (x) { case 1: a(); case 2: b(); break; default: c(); }')).toEqual(['end ab', 'end b', 'end c']);
  expect(exitsOf('switch (x) { case 1: a(); break; }')).toEqual(['end', 'end a']);
  expect(exitsOf('switch (x) { case 1: return; default: throw x; }')).toEqual(['return', 'throw']);
  expect(exitsOf('switch (x) { default: a(); case 1: b(); }')).toEqual(['end ab', 'end b']);
});

test('try: a handler may begin before or after anything in the body', () => {
  expect(exitsOf('try { a(); } catch { b(); }')).toEqual(['end a', 'end ab', 'end b']);
  expect(exitsOf('try { a(); throw x; } catch { b(); }')).toEqual(['end ab', 'end b']);
  expect(exitsOf('try { a(); } catch (e) { throw e; }')).toEqual(['end a', 'throw', 'throw a']);
  expect(exitsOf('try { a(); return; } finally { b(); }')).toEqual(['return ab']);
});

test('finally has the last word', () => {
  expect(exitsOf('try { return; } finally { throw x; }')).toEqual(['throw']);
  expect(exitsOf('try { throw x; } finally { return; }')).toEqual(['return']);
  expect(exitsOf('for (const y of x) { try { return; } finally { break; } } a();')).toEqual(['end a']);
  expect(exitsOf('try { throw x; } catch { return; } finally { a(); }')).toContain('return a');
});

test('many branches in a row cost their marks, not their paths', () => {
  const many = Array.from({ length: 400 }, () => 'if (x) a(); else b();').join(' ');
  expect(exitsOf(many)).toEqual(['end a', 'end ab', 'end b']);
});
