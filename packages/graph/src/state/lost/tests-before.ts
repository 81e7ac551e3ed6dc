/** The tests that decide whether control gets to a place. */
import type { Expr, Step } from '@dist-lint/model';
import { exits } from '../../control-flow.ts';
import type { LinkedModule } from '../../program.ts';
import { innerBodies } from '../../walk.ts';

export interface TestBefore {
  /** The function in which it stands. */
  function: number;
  test: Expr;
  at: number;
  end: number;
  /** The place is reached when the test holds (`true`) or when it does not. */
  when: boolean;
  /** Whoever does not get there is told, by an error. */
  refuses: boolean;
}

/** Those of a function and of the functions around it, up to the call to which they are handed. */
export function testsBefore(module: LinkedModule, fn: number, at: number): TestBefore[] {
  const own = inBody(module.facts.functions[fn]?.body ?? [], at).map((each): TestBefore => ({ ...each, function: fn }));
  const passed = module.index.passedTo[fn];
  return passed ? [...testsBefore(module, passed.function, passed.call.at), ...own] : own;
}

function inBody(steps: readonly Step[], at: number): Omit<TestBefore, 'function'>[] {
  const found: Omit<TestBefore, 'function'>[] = [];
  for (const step of steps) {
    if (step.at > at) break;
    const holds = at >= step.at && at < step.end;
    if (!holds) {
      if (step.s !== 'if' || step.kind !== 'if') continue;
      const [ends, otherwise] = [step.then, step.else].map((branch) => exits(branch, () => 0));
      const span = { test: step.test, at: step.at, end: step.end };
      if (ends?.every(({ how }) => how !== 'end')) found.push({ ...span, when: false, refuses: ends.some(({ how }) => how === 'throw') });
      else if (step.else.length > 0 && otherwise?.every(({ how }) => how !== 'end')) found.push({ ...span, when: true, refuses: otherwise.some(({ how }) => how === 'throw') });
      continue;
    }
    const inner = innerBodies(step).find((body) => body.some((each) => at >= each.at && at < each.end));
    if (step.s === 'if' && inner) found.push({ test: step.test, at: step.at, end: step.end, when: inner === step.then, refuses: false });
    if (inner) found.push(...inBody(inner, at));
  }
  return found;
}
