/** The tests that decide whether control gets to a place, in its function and in those around it. */
import type { LinkedModule } from '../../program.ts';
import { testsOnWay, type TestOnWay } from '../../tests-on-way.ts';

export interface TestBefore extends TestOnWay {
  /** The function in which it stands. */
  function: number;
}

/** Those of a function and of the functions around it, up to the call to which they are handed. */
export function testsBefore(module: LinkedModule, fn: number, at: number): TestBefore[] {
  const own = testsOnWay(module.facts.functions[fn]?.body ?? [], at).filter(({ kind }) => kind !== 'switch').map((each): TestBefore => ({ ...each, function: fn }));
  const passed = module.index.passedTo[fn];
  return passed ? [...testsBefore(module, passed.function, passed.call.at), ...own] : own;
}
