import { describe, expect, it } from 'vitest';
import { addedLines, fromDiff, isChanged } from './changed-lines.ts';

describe('addedLines', () => {
  it.each<[what: string, patch: string, lines: number[]]>([
    ['a change in the middle', '@@ -1,3 +1,3 @@ fn\n a\n-b\n+c\n d', [2]],
    ['two hunks', '@@ -1 +1,2 @@\n a\n+b\n@@ -10,2 +11,3 @@\n x\n+y\n z', [2, 12]],
    ['lines that look like heads of hunks', '@@ -1,0 +1,2 @@\n+@@ -9 +9 @@\n+++ b/x', [1, 2]],
    ['an empty line of the context, whose blank was lost', '@@ -1,3 +1,4 @@\n a\n\n+b\n c', [3]],
    ['what is gone alone', '@@ -4,2 +3,0 @@\n-a\n-b', []],
    ['no line break at the end', '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file', [1]],
  ])('%s', (_, patch, lines) => {
    expect([...addedLines(patch)]).toEqual(lines);
  });
});

describe('fromDiff', () => {
  it('tells files apart, whatever they are called', () => {
    const diff = ['diff --git a/a.ts b/a.ts', '--- a/a.ts', '+++ b/a.ts', '@@ -1 +1 @@', '-x', '+y', 'diff --git "a/gr\\303\\266\\"\\t.ts" "b/gr\\303\\266\\"\\t.ts"', '--- /dev/null', '+++ "b/gr\\303\\266\\"\\t.ts"', '@@ -0,0 +1,2 @@', '+1', '+2', 'diff --git a/gone.ts b/gone.ts', '--- a/gone.ts', '+++ /dev/null', '@@ -1 +0,0 @@', '-x', 'diff --git a/moved.ts b/to.ts', 'similarity index 100%'].join('\n');
    expect([...fromDiff(diff)].map(([file, lines]) => [file, lines === 'all' ? lines : [...lines]])).toEqual([['a.ts', [1]], ['grö"\t.ts', [1, 2]]]);
  });
});

describe('isChanged', () => {
  const changed = new Map<string, 'all' | ReadonlySet<number>>([['a.ts', new Set([5])], ['b.ts', 'all']]);
  it.each([['a.ts', 5, 5, true], ['a.ts', 3, 7, true], ['a.ts', 6, 9, false], ['b.ts', 900, 900, true], ['c.ts', 5, 5, false], ['a.ts', 1, 1e15, true]] as const)('%s:%i-%i %s', (file, line, endLine, is) => {
    expect(isChanged(changed, { file, line, endLine })).toBe(is);
  });
});
