/** Answers about a cycle: the same for all of its modules, of which an editor asks one after the other. */
import type { Component } from './cycles.ts';
import type { Program } from './link.ts';
import { once } from './once.ts';
import type { LinkedModule } from './program.ts';
import type { Memo } from './tracking.ts';

/**
 * They rest on what they ask of the program, and on the cycle: it is another one as soon as an edge of one of its modules
 * or what any module leads to is. Kept with its first module, which is in no other cycle of the kind.
 */
export function answerPerComponent<V>(read: (program: Program, component: Component) => V): (program: Program, component: Component) => V {
  const answers = once((program: Program): Memo<string, { component: Component; value?: V }> => program.tracker.memo());
  return (program, component) => {
    const known = answers(program);
    const first = component.modules[0] as LinkedModule;
    const before = known.get(first, '');
    const { value } = before?.component === component ? before : known.fill(first, '', { component }, () => ({ component, value: read(program, component) }));
    return value as V;
  };
}
