/** Objects that are filled in step by step: `const options: Options = {}; options.retries = 5;`. */
import type { Expr, Step } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';
import { innerBodies } from './walk.ts';

export interface FilledIn {
  value: Expr;
  /** The function that sets it. */
  function: number;
  /** Every run that comes to its end sets it. */
  isAlways: boolean;
}

/** What is set as a property of an object literal that a variable of a function holds; undefined where it is set twice, or where that cannot be told. */
export function filledInLater({ facts, index }: LinkedModule, literal: Expr, owner: number, name: string): FilledIn | 'several' | undefined {
  const [only, ...more] = index.additions.get(literal)?.get(name) ?? [];
  if (!only) return undefined;
  if (more.length > 0) return 'several';
  const isAlways = only.function === owner && setsAt(facts.functions[owner]?.body ?? [], only.at);
  const isPlain = isAlways || assignsAt(facts.functions[only.function]?.body ?? [], only.at);
  return isPlain ? { value: only.value, function: only.function, isAlways } : 'several';
}

/** Among the steps that are all run, or those of blocks in them. */
function setsAt(steps: readonly Step[], at: number): boolean {
  return steps.some((step) => isSet(step, at) || ((step.s === 'block' || step.s === 'try') && setsAt(step.body, at)));
}

function assignsAt(steps: readonly Step[], at: number): boolean {
  return steps.some((step) => isSet(step, at) || innerBodies(step).some((inner) => assignsAt(inner, at)));
}

/** It is set, and not counted up or down from what it was. */
function isSet(step: Step, at: number): boolean {
  return step.s === 'assign' && step.at === at && step.op === '=';
}
