/** What runs while modules load and at no other time: what is written there is how state begins, not a change of it. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { Memo } from '../tracking.ts';
import { once } from '../once.ts';

const memoOf = once((program: Program): Memo<string, boolean> => program.tracker.memo());

/** The outermost function within whose one run a function runs and ends: itself, unless it is invoked at once or handed to a call that runs it before it returns. */
export function outermost(program: Program, module: LinkedModule, fn: number): number {
  let each = fn;
  for (let hops = 0; hops < DEEPEST; hops += 1) {
    const fact = module.facts.functions[each];
    if (!fact || each === 0) return each;
    if (!(fact.immediate && !fact.async) && fact.kind !== 'static-init' && !isRunAtOnce(program, module, each)) return each;
    each = fact.parent;
  }
  return each;
}

const DEEPEST = 20;

function isRunAtOnce(program: Program, module: LinkedModule, fn: number): boolean {
  const passed = module.index.passedTo[fn];
  if (!passed) return false;
  const handed = program.call(module, passed.function, passed.call.id)?.handed.find(({ at }) => at === passed.at);
  return handed?.row?.runs === 'now' || handed?.row?.runs === 'each';
}

/**
 * Whether all calls of a function that are seen are made while modules load, and there is one. A function that is
 * exported may be called by others at any time; tests' calls do not count, and a component's element only says that it
 * will be called.
 *
 * @param mayWait Also count what loading begins and does not wait for: an asynchronous function goes on when the module has loaded.
 */
export function calledAtLoadOnly(program: Program, module: LinkedModule, fn: number, mayWait: boolean): boolean {
  const known = memoOf(program);
  const fact = module.facts.functions[fn];
  if (!fact || fact.generator || (fact.async && !mayWait)) return false;
  const key = `${fn} ${String(mayWait)}`;
  return known.get(module, key) ?? known.fill(module, key, false, () => {
    const callers = program.callers(module.functionBase + fn).filter((caller) => !program.link.isExempt(caller.module.path));
    return callers.length > 0 && callers.every(({ module: caller, function: by, resolved }) => {
      if (resolved.call.kind === 'jsx') return false;
      const from = outermost(program, caller, by);
      return from === 0 || calledAtLoadOnly(program, caller, from, mayWait);
    });
  });
}
