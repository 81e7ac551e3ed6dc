/** Functions that an interval runs, time and again until it is cleared. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { plainValue } from './plain-values.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import type { Wait } from './waits.ts';
import { once } from './once.ts';

/** How long an interval waits that runs a function, when one of the module does. */
export function intervalOf(program: Program, module: LinkedModule, fn: number): Wait | undefined {
  const memo = memoOf(program);
  const found = memo.get(module, '') ?? memo.fill(module, '', new Map(), () => read(program, module));
  return found.get(fn);
}

const memoOf = once((program: Program) => program.tracker.memo<'', ReadonlyMap<number, Wait>>());

function read(program: Program, module: LinkedModule): ReadonlyMap<number, Wait> {
  const found = new Map<number, Wait>();
  module.facts.functions.forEach((_, id) => {
    for (const resolved of program.calls(module, id)) {
      if (!isGlobal(resolved, 'setInterval')) continue;
      const [, delay] = resolved.call.args;
      const wait = delay ? plainValue(program.link, { module, function: id }, asItWas(module, id, resolved.call, delay)) : { value: 0 };
      const run = resolved.handed.filter(({ at }) => at === '0').flatMap(({ functions }) => functions);
      for (const { number } of run) found.set(number - module.functionBase, typeof wait?.value === 'number' ? { ms: wait.value } : { ms: undefined });
    }
  });
  return found;
}

/** An interval waits as long as it was told when it was set, whatever becomes of the variable later. */
function asItWas(module: LinkedModule, fn: number, call: CallStep, delay: Expr): Expr {
  const before = delay.k === 'var' ? (module.index.assignments[delay.v] ?? []).filter((each) => each.function === fn && each.at < call.at) : [];
  const [only, ...more] = before;
  return only && more.length === 0 && only.path.length === 0 && !only.item ? only.value : delay;
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
