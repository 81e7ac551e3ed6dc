/** Flushes of a unit of work name nothing; what they store is told where it was changed, if that is in the same function. */
import type { CallStep } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { once } from '../once.ts';
import type { LinkedModule } from '../program.ts';
import type { Memo } from '../tracking.ts';
import { rowAssignments } from './row-assignments.ts';
import { rowCalls } from './row-calls.ts';

const memoOf = once((program: Program): Memo<'changed', ReadonlySet<number>> => program.tracker.memo());

export function isNamedFlush(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  const isFlush = program.link.callee(module, fn, call).some((each) => each.is === 'external' && program.link.libraries.symbol(each.package, each.path)?.facts.flushes);
  if (!isFlush) return false;
  const memo = memoOf(program);
  const changed = memo.get(module, 'changed') ?? memo.fill(module, 'changed', new Set(), () => changedIn(program, module));
  return changed.has(rootOf(module, fn));
}

/** The functions in which rows are changed that a flush stores, the outermost of those that stand in one another. */
function changedIn(program: Program, module: LinkedModule): ReadonlySet<number> {
  const deferred = module.facts.functions.flatMap((_, fn) => (rowCalls(program, module, fn).some(({ external, target }) =>
    target !== '' && program.link.libraries.symbol(external.package, external.path)?.facts.defers !== undefined) ? [fn] : []));
  return new Set([...deferred, ...rowAssignments(program, module).map((each) => each.function)].map((fn) => rootOf(module, fn)));
}

function rootOf(module: LinkedModule, fn: number): number {
  let each = fn;
  for (let fact = module.facts.functions[each]; fact && fact.class === undefined && fact.parent > 0; fact = module.facts.functions[each]) each = fact.parent;
  return each;
}
