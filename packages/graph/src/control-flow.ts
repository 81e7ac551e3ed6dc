/**
 * How control can leave a body, and what it has passed on the way.
 *
 * The caller gives each step a set of marks (bits); an exit carries the marks of all steps on a path
 * to it. Paths with the same exit and the same marks are one, so the work is bounded by
 * steps × exits × mark sets, not by the number of paths.
 */
import type { Step } from '@dist-lint/model';

export interface Exit {
  /** `end`: control runs off the body. */
  how: 'end' | 'return' | 'throw' | 'break' | 'continue';
  label?: string;
  /** Marks seen on the way. */
  marks: number;
  /** The return, throw or jump. */
  step?: Step;
}

/** Marks of a step by itself, without its inner bodies. */
export type MarksOf = (step: Step) => number;

/** All ways out of a body. Every step that calls is assumed able to throw only where a `try` watches. */
export function exits(steps: readonly Step[], marksOf: MarksOf): readonly Exit[] {
  return dedupe(run(steps, marksOf, 0));
}

/** @param seen takes the marks after every step on the way, inner ones too: where a failure may leave from */
function run(steps: readonly Step[], marksOf: MarksOf, start: number, seen?: Set<number>): Exit[] {
  let open = [start];
  const left: Exit[] = [];
  for (const step of steps) {
    const next = new Set<number>();
    for (const marks of open) {
      const after = marks | marksOf(step);
      seen?.add(after);
      for (const exit of leave(step, marksOf, after, seen)) {
        if (exit.how === 'end') next.add(exit.marks);
        else left.push(exit);
      }
    }
    open = [...next];
    if (open.length === 0) break;
  }
  return [...left, ...open.map((marks): Exit => ({ how: 'end', marks }))];
}

function leave(step: Step, marksOf: MarksOf, marks: number, seen?: Set<number>): readonly Exit[] {
  switch (step.s) {
    case 'return':
      return [{ how: 'return', marks, step }];
    case 'throw':
      return [{ how: 'throw', marks, step }];
    case 'break':
    case 'continue':
      return [{ how: step.s, marks, step, ...(step.label === undefined ? {} : { label: step.label }) }];
    case 'if':
      return dedupe([...run(step.then, marksOf, marks, seen), ...run(step.else, marksOf, marks, seen)]);
    case 'block':
      return dedupe(run(step.body, marksOf, marks, seen).map((exit) => (exit.how === 'break' && exit.label === step.label ? { how: 'end', marks: exit.marks } : exit)));
    case 'loop':
      return loop(step, marksOf, marks, seen);
    case 'switch':
      return cases(step, marksOf, marks, seen);
    case 'try':
      return attempt(step, marksOf, marks, seen);
    default:
      return [{ how: 'end', marks }];
  }
}

function loop(step: Extract<Step, { s: 'loop' }>, marksOf: MarksOf, marks: number, seen?: Set<number>): readonly Exit[] {
  const out: Exit[] = [];
  let entries = [marks];
  for (const before of [step.init, step.head]) {
    if (before) entries = entries.flatMap((each) => run(before, marksOf, each, seen).flatMap((exit) => (exit.how === 'end' ? [exit.marks] : (out.push(exit), []))));
  }
  const endless = (step.kind === 'while' || step.kind === 'for' || step.kind === 'do') && (!step.test || (step.test.k === 'literal' && Boolean(step.test.value)));
  for (const entry of new Set(entries)) {
    if (step.kind !== 'do' && !endless) out.push({ how: 'end', marks: entry });
    for (const exit of run(step.body, marksOf, entry, seen)) {
      const mine = exit.label === undefined || exit.label === step.label;
      if (exit.how === 'end' || (exit.how === 'continue' && mine)) {
        if (!endless) out.push({ how: 'end', marks: exit.marks });
      } else if (exit.how === 'break' && mine) out.push({ how: 'end', marks: exit.marks });
      else out.push(exit);
    }
  }
  return dedupe(out);
}

function cases(step: Extract<Step, { s: 'switch' }>, marksOf: MarksOf, marks: number, seen?: Set<number>): readonly Exit[] {
  const out: Exit[] = [];
  let falling: number[] = [];
  for (const each of step.cases) {
    const next: number[] = [];
    for (const entry of new Set([marks, ...falling])) {
      for (const exit of run(each.body, marksOf, entry, seen)) {
        if (exit.how === 'end') next.push(exit.marks);
        else if (exit.how === 'break' && (exit.label === undefined || exit.label === step.label)) out.push({ how: 'end', marks: exit.marks });
        else out.push(exit);
      }
    }
    falling = next;
  }
  out.push(...falling.map((each): Exit => ({ how: 'end', marks: each })));
  if (step.cases.every((each) => each.test)) out.push({ how: 'end', marks });
  return dedupe(out);
}

function attempt(step: Extract<Step, { s: 'try' }>, marksOf: MarksOf, marks: number, seen?: Set<number>): readonly Exit[] {
  // The failure may come before the body's first mark, after its last, or anywhere between.
  const onTheWay = new Set([marks]);
  const body = run(step.body, marksOf, marks, onTheWay);
  for (const each of onTheWay) seen?.add(each);
  let out: Exit[] = step.handler ? body.filter((exit) => exit.how !== 'throw') : body;
  if (step.handler) {
    for (const entry of onTheWay) out = [...out, ...run(step.handler.body, marksOf, entry, seen)];
  }
  if (!step.finally) return dedupe(out);
  const after: Exit[] = [];
  for (const exit of dedupe(out)) {
    for (const last of run(step.finally, marksOf, exit.marks, seen)) after.push(last.how === 'end' ? { ...exit, marks: last.marks } : last);
  }
  return dedupe(after);
}

function dedupe(list: readonly Exit[]): readonly Exit[] {
  if (list.length < 2) return list;
  const seen = new Map<string, Exit>();
  for (const exit of list) {
    const key = `${exit.how} ${exit.label ?? ''} ${exit.marks} ${exit.step?.at ?? ''}`;
    if (!seen.has(key)) seen.set(key, exit);
  }
  return [...seen.values()];
}
