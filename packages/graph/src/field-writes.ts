/** What steps leave in a field of `this`: assignments in order, branches where their tests can be told. */
import type { AssignStep, Expr, Step } from '@dist-lint/model';
import { compute } from './plain-operators.ts';
import { isGiven, isTrue, same, selfWithin, type Reader, type Reading, type Scope } from './plain-scope.ts';
import { innerBodies, someStep } from './walk.ts';

/** What a field holds; without, it has not been set. */
export type State = { found: Reading | undefined } | undefined;

export function after(reader: Reader, run: Scope, steps: readonly Step[], path: readonly string[], before: State, depth: number): State {
  let state = before;
  for (const step of steps) {
    if (step.s === 'assign') {
      const below = fieldPath(step.to);
      if (below?.every((name, index) => name === path[index])) state = { found: assigned(reader, below.length === 1 && path.length === 1 ? holding(run, path[0] as string, state) : run, step, path.slice(below.length), state, depth) };
    } else if (innerBodies(step).some((body) => sets(body, path))) {
      if (step.s === 'if') state = either(reader, run, step, path, state, depth);
      else if (step.s === 'block') state = after(reader, run, step.body, path, state, depth);
      else state = { found: undefined };
    }
  }
  return state;
}

/** `this.limit = options.limit ?? this.limit`: what it held before. */
function holding(run: Scope, name: string, before: State): Scope {
  if (!before) return run;
  const { self } = selfWithin(run);
  return { ...run, self: { ...self, fields: new Map([...(self?.fields ?? []), [name, before.found ?? null]]) } };
}

function either(reader: Reader, run: Scope, { test, then, else: otherwise }: Extract<Step, { s: 'if' }>, path: readonly string[], before: State, depth: number): State {
  const told = reader.read(run, test, [], depth + 1);
  if (told && !told.guess) return after(reader, run, isTrue(told) ? then : otherwise, path, before, depth);
  return { found: same([after(reader, run, then, path, before, depth)?.found, after(reader, run, otherwise, path, before, depth)?.found]) };
}

function assigned(reader: Reader, run: Scope, { op, value }: AssignStep, rest: readonly string[], before: State, depth: number): Reading | undefined {
  const next = (): Reading | undefined => reader.read(run, value, rest, depth + 1);
  if (op === '=') return next();
  if (!before?.found || rest.length > 0) return before === undefined && (op === '??=' || op === '||=') ? next() : undefined;
  const { found } = before;
  if (op === '??=') return isGiven(found) ? found : next();
  if (op === '||=') return isTrue(found) ? found : next();
  const by = next();
  const sum = by && compute(op.slice(0, -1), [found.value, by.value]);
  return sum === undefined ? undefined : { value: sum };
}

/** `this.config.retries` as `['config', 'retries']`. */
function fieldPath(to: AssignStep['to']): string[] | undefined {
  if (to.k !== 'member') return undefined;
  const path: string[] = [];
  let each: Expr = to;
  while (each.k === 'member') {
    path.unshift(each.name);
    each = each.of;
  }
  return each.k === 'this' ? path : undefined;
}

export function sets(steps: readonly Step[], path: readonly string[]): boolean {
  return someStep(steps, (step) => step.s === 'assign' && isOn(fieldPath(step.to), path));
}

/** Whether a write to one path is to the other, to what holds it, or to what it holds. */
function isOn(written: readonly string[] | undefined, path: readonly string[]): boolean {
  return written !== undefined && written.every((name, index) => index >= path.length || name === path[index]);
}
