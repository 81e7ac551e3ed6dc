/** Flags that say whether a loop goes on, in a run of attempts. */
import type { Expr, Step } from '@dist-lint/model';
import { isTruthy } from './attempt-outcome.ts';
import type { AttemptState } from './attempt-state.ts';
import { memberKey } from './attempt-steps.ts';
import { valueNow } from './attempt-values.ts';
import { setMember } from './attempt-variables.ts';
import { spellExpr } from './summaries.ts';
import { someExpr } from './walk.ts';

/** `failed = error`, in a loop that goes on while nothing has failed; or nothing, where the other way alone says that it goes on. */
export function endsLoop(now: AttemptState, body: readonly Step[], other: readonly Step[]): boolean {
  const { test, locals, fields } = now;
  if (!test || now.attempts === 0) return false;
  const set = flagsSetIn(now, body);
  const names = new Set([...set, ...flagsSetIn(now, other)].map(({ to }) => spellExpr(now.module, to)));
  if (!someExpr(test, (each) => (each.k === 'var' || each.k === 'member') && names.has(spellExpr(now.module, each)))) return false;
  const before = new Map(fields);
  now.locals = new Map(locals);
  for (const { to, value } of set) {
    const known = valueNow(now, value);
    if (to.k === 'var') now.locals.set(to.v, known ?? null);
    else if (to.of.k === 'var') setMember(now, to.of.v, to.name, known);
    else fields.set(to.name, known ?? null);
  }
  const after = valueNow(now, test);
  now.locals = locals;
  fields.clear();
  for (const [name, known] of before) fields.set(name, known);
  return after !== undefined && !isTruthy(after);
}

/** What steps set that changes: variables, members of objects under a name, fields of the object at hand. */
function flagsSetIn(now: AttemptState, body: readonly Step[]): { to: Extract<Expr, { k: 'var' | 'member' }>; value: Expr }[] {
  return body.flatMap((step) => {
    if (step.s !== 'assign' || step.op !== '=' || (step.to.k !== 'var' && step.to.k !== 'member')) return [];
    const { to } = step;
    const isOwn = to.k === 'var' ? now.changing.has(to.v) : to.of.k === 'this' || now.members.has(memberKey(to) ?? '');
    return isOwn ? [{ to, value: step.value }] : [];
  });
}
