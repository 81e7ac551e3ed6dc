/** How often a function says yes that a library asks before each further attempt: `retry: (failures, error) => failures < 3`. */
import type { Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { plainValue, type Scope } from './plain-values.ts';
import type { RetryLayer } from './retry-layers.ts';
import type { LayerSite } from './retry-sites.ts';
import { slotExpr } from './slots.ts';
import type { Closure, FunctionValue } from './values.ts';

/** Failures that are tried out. */
const MOST = 100;
/** What nobody can tell: the error. */
const UNSEEN: Expr = { k: 'template', parts: ['', ''], values: [] };

/** @returns the most attempts, the first included; undefined where no function stands */
export function askedAttempts(program: Program, { external, call, scope, maker }: LayerSite, slot: string, { from, at }: { from: 0 | 1; at?: string }): RetryLayer['attempts'] | undefined {
  const placed = slotExpr(program.link, { module: scope.module, function: scope.function, call }, external, slot);
  if (!placed) return undefined;
  const run = [maker, scope].find((each) => each?.module === placed.module && each.function === placed.function) ?? { module: placed.module, function: placed.function };
  const values = program.link.evaluate(placed.module, placed.function, placed.expr);
  const [value] = values;
  if (value?.is !== 'function') return undefined;
  if (values.length > 1) return 'unknown';
  const { module, id } = program.modules.function(value.number);
  const returns = module.index.returns[id] ?? [];
  const outer = outerOf(program, value, run);
  let isTold = false;
  for (let failures = from; failures < MOST; failures += 1) {
    const count: Expr = { k: 'literal', value: failures };
    const first: Expr = at === undefined ? count : { k: 'object', props: [{ key: at, value: count, at: 0 }] };
    const inRun: Scope = { module, function: id, given: { args: [first, UNSEEN], scope: run }, ...(outer ? { outer } : {}) };
    const answers = returns.map((each) => plainValue(program.link, inRun, each));
    if (answers.length === 0 || answers.every((each) => each !== undefined && !each.value && each.env === undefined)) return failures - from + 1;
    isTold = answers.every((each) => each !== undefined);
  }
  return isTold && returns.length === 1 ? 'unbounded' : 'unknown';
}

/** The run of the function around it, which made it. */
function outerOf(program: Program, { within }: FunctionValue, run: Scope): Scope | undefined {
  return within ? closure(program, within) : run;
}

function closure(program: Program, { site, callee, outer }: Closure): Scope {
  const { module, id } = program.modules.function(callee);
  return { module, function: id, given: { args: site.call.args, scope: { module: site.module, function: site.function } }, ...(outer ? { outer: closure(program, outer) } : {}) };
}
