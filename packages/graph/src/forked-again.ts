/**
 * Processes that are started again whenever one of them ends: `cluster.on('exit', () => { cluster.fork(); })`. The listener
 * names nobody who begins anew: what it starts ends in the same listener.
 */
import type { Step } from '@dist-lint/model';
import { attemptRun, type Course } from './attempt-run.ts';
import type { Program } from './link.ts';
import { once } from './once.ts';
import type { OwnRetry } from './own-retry.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { spanOf } from './retry-candidates.ts';
import type { Memo } from './tracking.ts';
import { forEachStep, innerBodies, someExpr } from './walk.ts';

export function forkedAgain(program: Program, module: LinkedModule, fn: number): OwnRetry[] {
  const fact = module.facts.functions[fn];
  const listened = listenersIn(program, module).get(fn);
  if (!fact || !listened) return [];
  const found: OwnRetry[] = [];
  forEachStep(fact.body, (step) => {
    if (step.s !== 'call' || !startsFor(program, program.call(module, fn, step.id), listened) || isAfterPlannedEnd(fact.body, step.at)) return;
    const course: Course = attemptRun(program, {
      steps: fact.body, scope: { module, function: fn }, how: 'throw', isAttempt: (call) => call === step, again: module.functionBase + fn,
      intercepted: { kept: new Set(), failures: new Set() },
    });
    // Who looks at the time may see that it has not lived long.
    if (course.attempts === 1 || course.bound === 'deadline') return;
    found.push({ form: 'event', module, function: fn, span: spanOf(step), escapes: false, attempts: [step], course: () => course });
  });
  return found.slice(0, 1);
}

/** The functions of a module that listen to what a package itself tells, by FunctionId: `cluster exit`. */
function listenersIn(program: Program, module: LinkedModule): ReadonlyMap<number, string> {
  const memo = memoOf(program);
  return memo.get(module, '') ?? memo.fill(module, '', NOBODY, () => {
    const found = new Map<number, string>();
    module.index.calls.forEach((calls, fn) => calls.forEach((call) => {
      const [event] = call?.args ?? [];
      if (!call || event?.k !== 'literal' || call.callee.k !== 'member') return;
      const { externals, handed } = program.call(module, fn, call.id) ?? { externals: [], handed: [] };
      const own = externals.find(({ path }) => OWN_LISTENING.test(path));
      if (own) for (const { at, functions } of handed) if (at === '1') for (const { number } of functions) found.set(number - module.functionBase, `${own.package} ${String(event.value)}`);
    }));
    return found;
  });
}

const NOBODY: ReadonlyMap<number, string> = new Map();

/** Of the package, and of nothing that it makes. */
const OWN_LISTENING = /^(default\.)?(on|addListener)$/;

const memoOf = once((program: Program): Memo<'', ReadonlyMap<number, string>> => program.tracker.memo());

/** What it starts tells those who listen so when it ends. */
function startsFor({ link }: Program, resolved: ResolvedCall | undefined, listened: string): boolean {
  return resolved?.externals.some((each) => link.libraries.symbol(each.package, each.path)?.facts.endTold?.some((event) => `${each.package} ${event}` === listened)) === true;
}

/** `if (worker.exitedAfterDisconnect) cluster.fork()`: it was told to end, and another takes its place. */
function isAfterPlannedEnd(steps: readonly Step[], at: number): boolean {
  return steps.some((step) => {
    if (at < step.at || at >= step.end) return false;
    if (step.s === 'if' && step.then.some((each) => at >= each.at && at < each.end) && !(step.test.k === 'op' && step.test.op === '!') &&
      someExpr(step.test, (each) => each.k === 'member' && each.name === 'exitedAfterDisconnect') && !someExpr(step.test, (each) => each.k === 'op' && (each.op === '!' || each.op === '!=='))) return true;
    return innerBodies(step).some((inner) => isAfterPlannedEnd(inner, at));
  });
}
