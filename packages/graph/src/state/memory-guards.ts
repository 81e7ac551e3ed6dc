/** What a write to memory was made to depend on: tests around it and before it, and locks. */
import type { Expr, Step } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { aliased } from './aliases.ts';
import { literalsOf, type Literal } from './literals.ts';
import type { Memory } from './memory.ts';
import { memoryTarget } from './memory-places.ts';

/** A test that was passed on the way to a step, the nearest first. */
export interface Passed {
  test: Expr;
  holds: boolean;
  /** `switch (test)`: the case in which the step stands. */
  equals?: Expr;
  before: Passed | undefined;
}

/** The literals that tests on the way compared the memory with; empty when it was looked at otherwise; undefined when it was not. */
export function lookedAt(program: Program, module: LinkedModule, fn: number, memory: Memory, passed: Passed | undefined): readonly Literal[] | undefined {
  let looked = false;
  for (let each = passed; each; each = each.before) {
    const found = each.equals
      ? (isOf(program, module, fn, each.test, memory) ? (literalsOf(program, { module, function: fn, expr: each.equals }) ?? []) : undefined)
      : compared(program, module, fn, each.test, each.holds, memory);
    if (found && found.length > 0) return found;
    looked ||= found !== undefined;
  }
  return looked ? [] : undefined;
}

function compared(program: Program, module: LinkedModule, fn: number, test: Expr, holds: boolean, memory: Memory): readonly Literal[] | undefined {
  if (test.k !== 'op') return isOf(program, module, fn, test, memory) ? [] : undefined;
  const parts = (): (readonly Literal[] | undefined)[] => test.args.map((arg) => compared(program, module, fn, arg, test.op === '!' ? !holds : holds, memory));
  switch (test.op) {
    case '===':
    case '==':
    case '!==':
    case '!=': {
      const [left, right] = test.args;
      if (!left || !right) return undefined;
      const other = isOf(program, module, fn, left, memory) ? right : isOf(program, module, fn, right, memory) ? left : undefined;
      if (!other) return undefined;
      return (test.op[0] === '=') === holds ? (literalsOf(program, { module, function: fn, expr: other }) ?? []) : [];
    }
    case '||': {
      const each = parts();
      if (!holds) return each.find((part) => part !== undefined && part.length > 0) ?? each.find((part) => part !== undefined);
      // Only if all of it is about this memory is it known which values lead on.
      return each.every((part) => part !== undefined && part.length > 0) ? each.flatMap((part) => part ?? []) : each.some((part) => part !== undefined) ? [] : undefined;
    }
    default: {
      const each = parts();
      return each.find((part) => part !== undefined && part.length > 0) ?? each.find((part) => part !== undefined);
    }
  }
}

/** The memory itself, what it says of itself (`cache.has(id)`), or a local that was given one of these. */
function isOf(program: Program, module: LinkedModule, fn: number, expr: Expr, memory: Memory, hops = 0): boolean {
  if (expr.k === 'result') {
    const call = module.index.calls[fn]?.[expr.id];
    return call?.callee.k === 'member' && isOf(program, module, fn, call.callee.of, memory, hops);
  }
  if (memoryTarget(program, module, fn, expr)?.id === memory.id) return true;
  if (expr.k === 'member' && memory.inside) return isOf(program, module, fn, expr.of, memory, hops);
  const source = expr.k === 'var' && hops < 2 ? aliased(module, expr.v) : undefined;
  return source?.path.length === 0 && source.function === fn && isOf(program, module, fn, source.value, memory, hops + 1);
}

/** Whether a mutex or distributed lock is held: around the callback in which it stands, or taken before and released after. */
export function isLocked(program: Program, module: LinkedModule, fn: number, at: number): boolean {
  for (let each = fn; each > 0; each = module.facts.functions[each]?.parent ?? -1) {
    const passed = module.index.passedTo[each];
    const call = passed && program.call(module, passed.function, passed.call.id);
    const handed = call?.handed.find((one) => one.at === passed?.at);
    if (call && handed?.row?.runs === 'now' && does(program, call.externals, 'lock')) return true;
  }
  const calls = program.calls(module, fn);
  const taken = calls.some(({ call, externals }) => call.awaited && call.at < at && does(program, externals, 'lock'));
  return taken && calls.some(({ call, externals }) => call.at > at && does(program, externals, 'unlock'));
}

function does(program: Program, externals: readonly { package: string; path: string }[], kind: 'lock' | 'unlock'): boolean {
  return externals.some(({ package: from, path }) => program.link.libraries.symbol(from, path)?.facts.effects?.some((effect) => effect.kind === kind));
}

/** Whether a body never goes on with what stands behind it. */
export function leaves(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  if (!last) return false;
  if (last.s === 'if') return leaves(last.then) && leaves(last.else);
  return last.s === 'return' || last.s === 'throw' || last.s === 'continue' || last.s === 'break';
}
