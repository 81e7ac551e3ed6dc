/** Branches that a caller does not take, because of what it hands over: `if (options.version !== undefined)`. */
import type { Expr } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { argumentOf, partOf, type Frame } from './frames.ts';
import { testsBefore } from './tests-before.ts';

/** Whether a place is reached only when something was left out that was handed over, or the other way round. */
export function isNotTaken(program: Program, frame: Frame, at: number): boolean {
  if (!frame.entered) return false;
  return testsBefore(frame.module, frame.function, at).some(({ test, when, function: fn }) => fn === frame.function && presence(program, frame, test) === !when);
}

/** Whether a test for presence holds; undefined when it is none, or that cannot be told. */
function presence(program: Program, frame: Frame, test: Expr): boolean | undefined {
  if (test.k === 'op' && test.op === '!') {
    const inner = test.args[0] && presence(program, frame, test.args[0]);
    return inner === undefined ? undefined : !inner;
  }
  if (test.k === 'op' && ['===', '==', '!==', '!='].includes(test.op)) {
    const [left, right] = test.args;
    const isNothing = (right?.k === 'global' && right.name === 'undefined') || (right?.k === 'literal' && right.value === null);
    const isThere = left && isNothing ? isGiven(program, frame, left) : undefined;
    return isThere === undefined ? undefined : isThere === test.op.startsWith('!');
  }
  return undefined;
}

/** A parameter, or a part of one, for which the caller hands over something: what that is, it may not know itself. */
function isGiven(program: Program, frame: Frame, expr: Expr): boolean | undefined {
  const path: string[] = [];
  let base = expr;
  while (base.k === 'member') {
    path.unshift(base.name);
    base = base.of;
  }
  let handed = base.k === 'var' ? argumentOf(frame, base.v) : undefined;
  // Options are handed on as they are.
  for (let hops = 0; hops < 5 && handed && handed !== 'handed' && handed.expr.k === 'var'; hops += 1) {
    const further = argumentOf(handed.frame, handed.expr.v);
    if (!further) break;
    handed = further === 'handed' ? further : { ...further, path: [...further.path, ...handed.path] };
  }
  if (!handed || handed === 'handed') return undefined;
  const part = partOf(program, handed, [...handed.path, ...path]);
  if (!part || part.expr.k === 'global' || (part.expr.k === 'literal' && part.expr.value === null)) return undefined;
  // A parameter handed on may be nothing itself.
  return part.expr.k === 'member' || part.expr.k === 'literal' || part.expr.k === 'object' ? true : undefined;
}
