/** What a function gives back when its work has failed: `catch { return 'failed'; }`. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { innerBodies } from './walk.ts';

type Literal = Extract<Expr, { k: 'literal' }>['value'];

export interface FailureValues {
  /** Given back after a failure alone. */
  failed: ReadonlySet<Literal>;
  /** Given back otherwise. */
  others: ReadonlySet<Literal>;
}

const NONE: FailureValues = { failed: new Set(), others: new Set() };
/** Functions that give back what another gives are followed this deep. */
const DEEPEST = 3;

/** By the functions that a call calls, or, for `ready.then(() => load())`, hands over. */
export function failureValues(program: Program, module: LinkedModule, fn: number, call: CallStep, depth = 0): FailureValues {
  const resolved = program.call(module, fn, call.id);
  const handed = call.callee.k === 'member' && call.callee.name === 'then' ? (resolved?.handed ?? []).filter(({ at }) => at === '0').flatMap(({ functions }) => functions) : [];
  const [target, ...more] = [...(resolved?.functions ?? []), ...handed];
  return target && more.length === 0 ? ofFunction(program, target.number, depth) : NONE;
}

function ofFunction(program: Program, number: FunctionNumber, depth: number): FailureValues {
  const { module, id, fact } = program.modules.function(number);
  const failed = new Set<Literal>();
  const others = new Set<Literal>();
  let isOther = false as boolean;
  const through: Expr[] = [];
  const look = (steps: readonly Step[], isAfter: boolean): void => {
    for (const step of steps) {
      if (step.s === 'return' && step.value) {
        if (step.value.k === 'literal') (isAfter ? failed : others).add(step.value.value);
        else if (!isAfter) through.push(step.value);
        else isOther = true;
      }
      if (step.s === 'try') {
        look(step.body, isAfter);
        look(step.handler?.body ?? [], true);
        look(step.finally ?? [], isAfter);
      } else for (const inner of innerBodies(step)) look(inner, isAfter);
    }
  };
  look(fact.body, false);
  if (isOther) return NONE;
  const [only, ...more] = through;
  if (only && more.length === 0 && failed.size === 0 && others.size === 0 && depth < DEEPEST) {
    const of = only.k === 'awaited' ? only.of : only;
    const call = of.k === 'result' ? module.index.calls[id]?.[of.id] : undefined;
    return call ? failureValues(program, module, id, call, depth + 1) : NONE;
  }
  for (const each of others) failed.delete(each);
  return { failed, others };
}
