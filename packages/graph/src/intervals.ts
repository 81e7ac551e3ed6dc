/** Functions that an interval runs, time and again until it is cleared. */
import type { CallStep } from '@dist-lint/model';
import type { Program } from './link.ts';
import { plainValue } from './plain-values.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import type { Wait } from './waits.ts';

/** How long an interval waits that runs a function, when one of the module does. */
export function intervalOf(program: Program, module: LinkedModule, fn: number): Wait | undefined {
  const number = module.functionBase + fn;
  const passed = module.index.passedTo[fn];
  const around = passed ? [passed.function] : module.facts.functions.map((_, id) => id);
  for (const id of around) {
    for (const resolved of program.calls(module, id)) {
      if (!isGlobal(resolved, 'setInterval') || !resolved.handed.some(({ at, functions }) => at === '0' && functions.some((each) => each.number === number))) continue;
      const [, delay] = resolved.call.args;
      const found = delay ? plainValue(program.link, { module, function: id }, delay) : { value: 0 };
      return typeof found?.value === 'number' ? { ms: found.value } : { ms: undefined };
    }
  }
  return undefined;
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
