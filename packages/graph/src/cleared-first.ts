/** Work that is attempted only while something is there which its failure takes away: what comes next is another way. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { callBehind } from './made-of.ts';
import type { LinkedModule } from './program.ts';
import { innermostTry } from './same-attempt.ts';
import { spellExpr } from './summaries.ts';
import { forEachExpr, innerBodies, someStep } from './walk.ts';

/**
 * It is attempted only while something is there, which is taken away when it has failed:
 * `if (cache.token) try { … } catch { cache.clear(); … }`.
 */
export function isClearedFirst(module: LinkedModule, fn: number, steps: readonly Step[], call: CallStep): boolean {
  const tests = testsAround(steps, call.at);
  if (tests.length === 0) return false;
  const asked = new Set<string>();
  const note = (test: Expr): void => forEachExpr(test, (each) => {
    // `if (await cache.has(key))`
    const made = callBehind(module, fn, each);
    if (made?.callee.k === 'member' && made !== call) asked.add(spellExpr(module, made.callee.of));
    if (each.k !== 'member') return;
    asked.add(spellExpr(module, each.of));
    asked.add(spellExpr(module, each));
  });
  for (const { test } of tests) note(test);
  asked.delete('');
  asked.delete('this');
  const handler = innermostTry(steps, call.at)?.handler?.body ?? [];
  return touches(module, handler, asked, () => true) || tests.some(({ then }) => touches(module, then, asked, (step) => step.at > call.at && takesAway(step)));
}

function touches(module: LinkedModule, body: readonly Step[], asked: ReadonlySet<string>, counts: (step: Step) => boolean): boolean {
  return someStep(body, (step) => {
    const touched = step.s === 'call' && step.callee.k === 'member' ? step.callee.of : step.s === 'assign' && step.to.k === 'member' ? step.to : step.s === 'delete' ? step.target : undefined;
    return touched !== undefined && counts(step) && asked.has(spellExpr(module, touched));
  });
}

/** It leaves nothing there. */
function takesAway(step: Step): boolean {
  if (step.s === 'delete') return true;
  if (step.s === 'assign') return step.op === '=' && ((step.value.k === 'literal' && !step.value.value) || (step.value.k === 'global' && step.value.name === 'undefined'));
  return step.s === 'call' && step.callee.k === 'member' && TAKING_AWAY.test(step.callee.name);
}

const TAKING_AWAY = /^(delete|del|remove|clear|unset|evict|invalidate|reset|unlink|pop|shift)/i;

interface TestAround {
  test: Expr;
  /** What is done where it holds, or does not: where the call stands. */
  then: readonly Step[];
}

function testsAround(steps: readonly Step[], at: number): TestAround[] {
  const step = steps.find((each) => at >= each.at && at < each.end);
  const inside = step && innerBodies(step).find((body) => body.some((each) => at >= each.at && at < each.end));
  return inside ? [...(step.s === 'if' ? [{ test: step.test, then: inside }] : []), ...testsAround(inside, at)] : [];
}
