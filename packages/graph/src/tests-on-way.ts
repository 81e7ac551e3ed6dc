/** The tests that decide whether control gets to a place in a body: of branches around it, and of those before it that leave. */
import type { Expr, IfStep, Step } from '@dist-lint/model';
import { endsProcess } from './attempt-steps.ts';
import { exits } from './control-flow.ts';
import { innerBodies } from './walk.ts';

export interface TestOnWay {
  /** `switch`: one of its cases is around the place; the test is what the cases are compared with. */
  kind: IfStep['kind'] | 'switch';
  test: Expr;
  at: number;
  end: number;
  /** The place is reached when the test holds (`true`) or when it does not. */
  when: boolean;
  /** Whoever does not get there is told, by an error. */
  refuses: boolean;
}

export function testsOnWay(steps: readonly Step[], at: number): TestOnWay[] {
  const found: TestOnWay[] = [];
  for (const step of steps) {
    if (step.at > at) break;
    if (at >= step.end) {
      if (step.s !== 'if' || step.kind !== 'if') continue;
      const leaving = [step.then, step.else].find(neverGoesOn);
      if (leaving) found.push({ ...about(step), when: leaving === step.else, refuses: exits(leaving, () => 0).some(({ how }) => how === 'throw') });
      continue;
    }
    const inner = innerBodies(step).find((body) => body.some((each) => at >= each.at && at < each.end));
    if (!inner) continue;
    if (step.s === 'if') found.push({ ...about(step), when: inner === step.then, refuses: false });
    if (step.s === 'switch') found.push({ kind: 'switch', test: step.on, at: step.at, end: step.end, when: true, refuses: false });
    found.push(...testsOnWay(inner, at));
  }
  return found;
}

function about({ kind, test, at, end }: IfStep): Pick<TestOnWay, 'kind' | 'test' | 'at' | 'end'> {
  return { kind, test, at, end };
}

/** What stands behind it is not come to. */
function neverGoesOn(body: readonly Step[]): boolean {
  return exits(body, () => 0).every(({ how }) => how !== 'end') || body.some((step) => step.s === 'call' && endsProcess(step));
}

/** `a && b` has to hold in both parts, `a || b` has to fail in both. */
export function partsOf(test: Expr, when: boolean): { expr: Expr; when: boolean }[] {
  if (test.k !== 'op') return [{ expr: test, when }];
  if (test.op === '!' && test.args[0]) return partsOf(test.args[0], !when);
  if (test.op === (when ? '&&' : '||')) return test.args.flatMap((arg) => partsOf(arg, when));
  return [{ expr: test, when }];
}
