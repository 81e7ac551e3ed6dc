/** What a run of attempts asks of steps, tests and names by themselves. */
import type { AssignStep, CallStep, Expr, Step } from '@dist-lint/model';
import { exits } from './control-flow.ts';
import type { Program } from './link.ts';
import type { FunctionNumber } from './program.ts';
import { boundNames, forEachStep, someExpr } from './walk.ts';
import { once } from './once.ts';

export const CONFLICT = /conflict|version|stale|optimistic|serializ|deadlock|unique|duplicate|abort|^EEXIST$|^EBUSY$|SQLITE_BUSY|^SQLITE_LOCKED|contention|^P2002$|^P2034$|^40001$|^40P01$|^23505$|^E?11000$|^ER_DUP/i;

/** Under these names, results say how it went. */
export const GOOD = /^(ok|success|succeeded|isSuccess|isOk)$/;

export const BAD = /^(error|err|failed|isError|isErr|errors)$/;

export const STATUS = /^(status|statusCode)$/;

/** Under these names, results of writes say whether they took place: of how many rows, if by a number. */
export const TOOK = /^(updated|created|inserted|acquired|locked|written|saved|applied|committed|modified|swapped|claimed|reserved|granted|count|changes|affected|affectedRows|changedRows|rowCount|rowsAffected|numAffected|matchedCount|modifiedCount|upsertedCount)$/;

/** Columns of a row that say whether a lock was taken, which is not waited for: under the name of PostgreSQL's function, or another. */
export const TOOK_LOCK = /^(pg_try_advisory_(xact_)?lock(_shared)?|acquired|locked|granted|got_?lock)$/i;

export const TELLING = new RegExp([GOOD, BAD, STATUS].map(({ source }) => source).join('|'));

/** Flags by which an owner ends what runs. */
export const STOPPED = /stop|clos(ed|ing)|destroy|dispos|cancel|running|shut_?down|terminat|exit(ed|ing)|disconnected|alive|active|enabled|unmounted/i;

/** Failures that may pass by themselves, as codes and messages name them. */
export const PASSING = /^E[A-Z]{4,}$|time_?out|network|rate|throttl|unavailable|busy|overload|tempor|transient|reset|connect|fetch|50\d|429|too many/i;

/** Status codes of failures that do not pass by waiting. */
export const LASTING = new Set([400, 401, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 422, 431]);

export const NOBODY: ReadonlySet<number> = new Set();

export const NO_STEPS: readonly Step[] = [];

export const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '===', '==', '!==', '!=']);

export function isComparison(test: Expr): boolean {
  return someExpr(test, (each) => each.k === 'op' && COMPARISONS.has(each.op));
}

/** Every way through it ends the function or the loop. */
export const leaves = once((body: readonly Step[]): boolean => {
  const all = exits(body, () => 0);
  return body.some((step) => step.s === 'call' && endsProcess(step)) || (all.length > 0 && all.every(({ how }) => how === 'throw' || how === 'return' || how === 'break'));
});

/** `process.exit(1)`: nothing follows. */
export function endsProcess({ callee }: CallStep): boolean {
  return callee.k === 'member' && (callee.name === 'exit' || callee.name === 'abort') && callee.of.k === 'global' && callee.of.name === 'process';
}

/** Every way through it begins the next turn of a loop. */
export function goesRound(body: readonly Step[]): boolean {
  const all = body.length === 0 ? [] : exits(body, () => 0);
  return all.length > 0 && all.every(({ how }) => how === 'continue');
}

/** Some way through it begins the next turn of a loop. */
export function mayGoRound(body: readonly Step[]): boolean {
  return body.length > 0 && exits(body, () => 0).some(({ how }) => how === 'continue');
}

/** Some way through it comes to its end. */
export function mayRunOut(body: readonly Step[]): boolean {
  return body.length === 0 || exits(body, () => 0).some(({ how }) => how === 'end');
}

/** A function that gives the time: `() => performance.now()`. */
export function readsClock(program: Program, number: FunctionNumber): boolean {
  const { module, id, fact } = program.modules.function(number);
  return fact.body.length <= 3 && program.calls(module, id).some(({ externals }) => externals.some(({ path }) => /(^|\.)(now|hrtime|bigint)$/.test(path)));
}

/** The steps of a case, and of those it falls through to. */
export function fallingThrough({ cases }: Extract<Step, { s: 'switch' }>, index: number): readonly Step[] {
  const body: Step[] = [];
  for (const each of cases.slice(index)) {
    body.push(...each.body);
    if (leaves(each.body) || each.body.some(({ s }) => s === 'break' || s === 'continue')) break;
  }
  return body;
}

/** Variables that are assigned, other than once by their declaration. */
export function changedIn(steps: readonly Step[]): ReadonlySet<number> {
  const found = new Set<number>();
  forEachStep(steps, (step) => {
    if (step.s !== 'assign' || step.declares) return;
    for (const { variable } of boundNames(step.to)) found.add(variable);
  });
  return found;
}

/** Fields of the object at hand that are counted or set. */
export function changedFields(steps: readonly Step[]): ReadonlySet<string> {
  const found = new Set<string>();
  forEachStep(steps, (step) => {
    if (step.s === 'assign' && step.to.k === 'member' && step.to.of.k === 'this') found.add(step.to.name);
  });
  return found;
}

/** A member of an object that is kept under a name: `progress.failures`. */
export function memberKey(expr: Pick<Expr & { k: 'member' }, 'of' | 'name'>): string | undefined {
  return expr.of.k === 'var' ? `${expr.of.v} ${expr.name}` : undefined;
}

/** Members of objects under names that are counted or set. */
export function changedMembers(steps: readonly Step[]): ReadonlySet<string> {
  const found = new Set<string>();
  forEachStep(steps, (step) => {
    const key = step.s === 'assign' && step.to.k === 'member' ? memberKey(step.to) : undefined;
    if (key !== undefined) found.add(key);
  });
  return found;
}

/** The last of the steps before a place that sets a field of the object at hand. */
export function lastWrite(steps: readonly Step[], name: string, before: number): AssignStep | undefined {
  let last: AssignStep | undefined;
  forEachStep(steps, (step) => {
    if (step.s === 'assign' && step.at < before && step.to.k === 'member' && step.to.of.k === 'this' && step.to.name === name) last = step;
  });
  return last;
}

/** The operator by which an assignment makes the new value of the old one. */
export function operatorOf(op: string): string {
  return op === '++' ? '+' : op === '--' ? '-' : op.slice(0, -1);
}
