/**
 * Work that can be refused without failing: a write for which somebody else came first, a lock that is held. Its result says
 * so, and is asked for again. What is only read is none: who reads until something is there is polling, and no attempt has failed.
 */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { COMPARISONS, LASTING, STATUS } from './attempt-steps.ts';
import { callEffects } from './effects.ts';
import type { Program } from './link.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { asksUnknown } from './unknown-work.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { isWork } from './work.ts';
import { forEachExpr, forEachStep, operands } from './walk.ts';

const WRITES: ReadonlySet<string> = new Set(['db-write', 'db-transaction', 'cache-write', 'file-write', 'lock', 'enqueue']);

/** Of what cannot be seen, the name alone says that it asks for something others may hold. */
const ASKING = /^(try_?)?([aA]cquire|[lL]ock|[cC]laim|[rR]eserve|[oO]btain)(?![a-z])/;

/** Who is told that there is nothing left, has not been refused. */
const COMPLETING = /done|finish|complete|empty|exhaust|drain|more|next|pending/i;

/** Whether a part of its result may say that it was refused. `whole`: whether the result as a whole may, by being nothing. */
export function mayBeRefused(program: Program, { module, function: fn }: Scope, resolved: ResolvedCall | undefined, whole: 'whole' | 'part'): boolean {
  if (!resolved) return false;
  const { call } = resolved;
  const name = call.callee.k === 'member' || call.callee.k === 'global' ? call.callee.name : call.callee.k === 'var' ? (module.facts.variables[call.callee.v]?.name ?? '') : '';
  const effects = [
    ...resolved.externals.flatMap((external) => callEffects(program.link, { module, function: fn, call }, external)),
    ...resolved.functions.flatMap(({ number }) => program.summary(number).effects),
  ];
  const isWriting = effects.some(({ kind, method }) => WRITES.has(kind) || (kind === 'network' && method !== '' && method !== 'GET' && method !== 'HEAD'));
  if (isWriting) return whole === 'part' || ![name, ...namesOf(module, fn, call)].some((each) => COMPLETING.test(each));
  const isSeen = effects.some((effect) => effect.kind !== 'unseen' && isWork(effect)) || (resolved.functions.length > 0 && effects.length === 0 && !resolved.functions.some(({ number }) => asksUnknown(program, number, 'anywhere')));
  return !isSeen && (whole === 'part' || ASKING.test(name));
}

/** The names that are given to a call's result. */
function namesOf(module: LinkedModule, fn: number, { id }: CallStep): string[] {
  const isIt = (expr: Expr): boolean => (expr.k === 'result' && expr.id === id) || (expr.k === 'awaited' && isIt(expr.of));
  return module.facts.variables.flatMap(({ name }, variable) => (module.index.assignments[variable]?.some((each) => each.function === fn && isIt(each.value)) ? [name] : []));
}

/** Statuses of failures that a body tests for by themselves: `response.status === 409`. */
export function statusesIn(steps: readonly Step[]): number[] {
  const found = new Set<number>();
  const look = (expr: Expr): void => forEachExpr(expr, (each) => {
    if (each.k !== 'op' || !COMPARISONS.has(each.op) || !each.args.some((arg) => isStatus(arg))) return;
    for (const arg of each.args) if (arg.k === 'literal' && typeof arg.value === 'number' && isFailing(arg.value)) found.add(arg.value);
  });
  forEachStep(steps, (step) => operands(step).forEach(look));
  return [...found];
}

function isStatus(expr: Expr): boolean {
  return expr.k === 'member' && STATUS.test(expr.name);
}

/** Not what is simply not there yet. */
function isFailing(status: number): boolean {
  return status >= 400 && status < 600 && ![404, 429, 503].includes(status);
}

/** Failures that ask for other credentials: who is given them before it asks again is not refused the same. */
export function asksForCredentials(status: number | undefined): boolean {
  return status === 401 || status === 403;
}

/** Failures with this status come from what others did, or from what was sent. */
export function isLasting(status: number | undefined): boolean {
  return status !== undefined && LASTING.has(status);
}
