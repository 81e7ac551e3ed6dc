import { describe, expect, it } from 'vitest';
import { logLines } from './log-lines.ts';

describe('logLines', () => {
  it.each([
    ['::error::x', '\\::error::x'],
    ['a\n  ::add-mask::x', 'a\n  \\::add-mask::x'],
    ['\u001b[4m::error::x\u001b[24m', '\u001b[4m\\::error::x\u001b[24m'],
    ['a::b ::c', 'a::b ::c'],
    ['see ##[group]x', 'see #\\#[group]x'],
    ['see ##VSO[task.complete]', 'see #\\#VSO[task.complete]'],
    ['###[x]', '##\\#[x]'],
    ['## heading [x]', '## heading [x]'],
  ])('%j', (drawn, expected) => {
    expect(logLines(drawn)).toBe(expected);
  });
});
