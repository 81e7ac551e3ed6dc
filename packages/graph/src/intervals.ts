/** Functions that an interval runs, time and again until it is cleared. */
import { soleOf, type CallStep, type Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { plainValue } from './plain-values.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import type { Wait } from './waits.ts';
import { spellExpr } from './summaries.ts';
import { forEachStep } from './walk.ts';
import { once } from './once.ts';

/** How long an interval waits that runs a function, when one of the module does. */
export function intervalOf(program: Program, module: LinkedModule, fn: number): Wait | undefined {
  return intervalsOf(program, module).get(fn)?.wait;
}

/** Another function clears the interval that runs a function: `stop() { clearInterval(this.timer); }`. */
export function isIntervalOwned(program: Program, module: LinkedModule, fn: number): boolean {
  return intervalsOf(program, module).get(fn)?.isOwned === true;
}

interface Interval {
  wait: Wait;
  isOwned: boolean;
}

const memoOf = once((program: Program) => program.tracker.memo<'', ReadonlyMap<number, Interval>>());

function intervalsOf(program: Program, module: LinkedModule): ReadonlyMap<number, Interval> {
  const memo = memoOf(program);
  return memo.get(module, '') ?? memo.fill(module, '', new Map(), () => read(program, module));
}

function read(program: Program, module: LinkedModule): ReadonlyMap<number, Interval> {
  const found = new Map<number, Interval>();
  module.facts.functions.forEach((_, id) => {
    for (const resolved of program.calls(module, id)) {
      if (!isGlobal(resolved, 'setInterval')) continue;
      const [, delay] = resolved.call.args;
      const wait = delay ? plainValue(program.link, { module, function: id }, asItWas(module, id, resolved.call, delay)) : { value: 0 };
      const run = resolved.handed.filter(({ at }) => at === '0').flatMap(({ functions }) => functions);
      for (const { number } of run) {
        const ran = number - module.functionBase;
        const isOwned = clearedBy(program, module, id, resolved.call).some((by) => by !== id && by !== ran);
        found.set(ran, { wait: typeof wait?.value === 'number' ? { ms: wait.value } : { ms: undefined }, isOwned });
      }
    }
  });
  return found;
}

/** The functions of the module that clear what a call gives, by the name under which it is kept. */
function clearedBy(program: Program, module: LinkedModule, fn: number, { id }: CallStep): number[] {
  const names = new Set<string>();
  forEachStep(module.facts.functions[fn]?.body ?? [], (step) => {
    if (step.s === 'assign' && (step.to.k === 'var' || step.to.k === 'member') && step.value.k === 'result' && step.value.id === id) names.add(spellExpr(module, step.to));
  });
  names.delete('');
  if (names.size === 0) return [];
  return module.facts.functions.flatMap((_, by) => (program.calls(module, by).some((each) => isGlobal(each, 'clearInterval') && each.call.args.some((arg) => names.has(spellExpr(module, arg)))) ? [by] : []));
}

/** An interval waits as long as it was told when it was set, whatever becomes of the variable later. */
function asItWas(module: LinkedModule, fn: number, call: CallStep, delay: Expr): Expr {
  const before = delay.k === 'var' ? (module.index.assignments[delay.v] ?? []).filter((each) => each.function === fn && each.at < call.at) : [];
  const only = soleOf(before);
  return only && only.path.length === 0 && !only.item ? only.value : delay;
}

/** Whether a call ends an interval, itself or by a function of the program. */
export function clearsInterval(program: Program, resolved: ResolvedCall | undefined, depth = 0): boolean {
  if (!resolved) return false;
  if (isGlobal(resolved, 'clearInterval')) return true;
  return depth < DEEPEST && resolved.functions.some(({ number }) => callsOf(program, number).some((each) => clearsInterval(program, each, depth + 1)));
}

const DEEPEST = 2;

function callsOf(program: Program, number: FunctionNumber): readonly ResolvedCall[] {
  const { module, id } = program.modules.function(number);
  return program.calls(module, id);
}

function isGlobal({ externals, call }: { externals: ResolvedCall['externals']; call: CallStep }, name: string): boolean {
  return externals.some(({ package: from, path }) => path === name && (from === 'global' || from === 'timers')) || (call.callee.k === 'global' && call.callee.name === name);
}
