/** What variables hold in a run of attempts: as it begins, after an assignment, and as the function begins anew. */
import type { AssignStep, CallStep, Expr } from '@dist-lint/model';
import { isChanging } from './attempt-changes.ts';
import { isOutcome, outcomeMember, valueNow } from './attempt-outcome.ts';
import { scopeNow, type AttemptState, type Locals } from './attempt-state.ts';
import { ABSENT, plainValue } from './plain-values.ts';
import { boundNames, someExpr } from './walk.ts';

export function assign(now: AttemptState, { to, op, value: from, declares }: AssignStep): void {
  const { locals, outcomes, changing } = now;
  if (declares && to.k === 'var' && !changing.has(to.v) && !isOutcome(now, from)) {
    // It is read by its declaration, unless what it is made from may change before.
    const known = someExpr(from, (each) => isChanging(now, each)) ? valueNow(now, from) : undefined;
    outcomes.delete(to.v);
    if (known) locals.set(to.v, known);
    else locals.delete(to.v);
    return;
  }
  if (to.k === 'member' && to.of.k === 'this') now.fields.set(to.name, op === '=' ? (valueNow(now, from) ?? null) : null);
  if (to.k !== 'var') {
    for (const { variable, path } of boundNames(to)) {
      const told = isOutcome(now, from) && path.length === 1 ? outcomeMember(now, path[0] as string) : undefined;
      locals.set(variable, told ?? null);
      if (told) now.tellers.add(variable);
    }
    // A name that is bound once is read by its declaration.
    if (!isOutcome(now, from)) for (const { variable } of boundNames(to)) if (!changing.has(variable)) locals.delete(variable);
    return;
  }
  outcomes.delete(to.v);
  if (isOutcome(now, from)) {
    outcomes.add(to.v);
    locals.set(to.v, null);
  } else if (op === '=') locals.set(to.v, valueNow(now, from) ?? null);
  else {
    const operator = op === '++' ? '+' : op === '--' ? '-' : op.slice(0, -1);
    locals.set(to.v, valueNow(now, { k: 'op', op: operator, args: [{ k: 'var', v: to.v }, from] }) ?? null);
  }
}

/** What changing variables hold when the loop begins, as far as the steps before it tell. */
export function begin({ program, module, scope, steps, changing, locals }: AttemptState): void {
  const [first] = steps;
  if (first?.s !== 'loop') return;
  for (const variable of changing) {
    const before = (module.index.assignments[variable] ?? []).filter((each) => each.function === scope.function && each.at < first.at);
    const last = before.at(-1);
    const isWhole = last && last.path.length === 0 && !last.item;
    if (isWhole) locals.set(variable, plainValue(program.link, scope, last.value) ?? null);
  }
}

/** The parameters of the function as it calls itself. */
export function enter(now: AttemptState, call: CallStep): void {
  const { program, module, scope, locals } = now;
  const params = module.facts.functions[scope.function]?.params ?? [];
  const next: Locals = new Map();
  const from = scopeNow(now);
  now.current = scope;
  if (call.args.length === 0 && params.length > 0) return; // as it was
  params.forEach((param, index) => {
    for (const { variable, path } of boundNames(param.target)) {
      const arg = call.args[index];
      const given = arg === undefined ? ABSENT : path.length === 0 ? plainValue(program.link, from, arg) : plainValue(program.link, from, path.reduce<Expr>((of, name) => ({ k: 'member', of, name }), arg));
      const known = given?.value === undefined && given && param.default && path.length === 0 ? plainValue(program.link, scope, param.default) : given;
      // `retry(fn, n)` as it was: what is handed on unchanged is no counter.
      const isSame = arg?.k === 'var' && arg.v === variable && !locals.has(variable);
      if (!isSame) next.set(variable, known ?? null);
    }
  });
  now.locals = next;
}
