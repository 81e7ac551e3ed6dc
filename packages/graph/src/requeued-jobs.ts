/**
 * Jobs that are added to their queue once more, with how often that was: `add('send', { ...job, attempt }, { delay })` where
 * `attempt` is what the job said and one more.
 */
import type { CallStep, Expr } from '@dist-lint/model';
import { COMPARISONS } from './attempt-steps.ts';
import { callEffects } from './effects.ts';
import { nameSpan } from './call-spans.ts';
import { countedAttempts, MOST_WAITS } from './counted-limits.ts';
import { delayOf } from './delays.ts';
import type { Program } from './link.ts';
import type { PlainValue, Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { isTurnNumber } from './same-attempt.ts';
import type { RetryLayer } from './retry-layers.ts';
import { partsOf, testsOnWay } from './tests-on-way.ts';
import { timeOf, type Wait } from './waits.ts';
import { someExpr } from './walk.ts';

export function requeuedJobs(program: Program, module: LinkedModule, fn: number): RetryLayer[] {
  const fact = module.facts.functions[fn];
  if (!fact || fact.bodiless) return [];
  return (module.index.calls[fn] ?? []).flatMap((call): RetryLayer[] => {
    const variable = call && enqueues(program, module, fn, call) ? countIn(module, fn, call) : undefined;
    if (!call || variable === undefined) return [];
    const scopeAfter = (count: number): Scope => scopeWith({ module, function: fn }, variable, count);
    const limits = testsOnWay(fact.body, call.at).flatMap(({ kind, test, when }) => (kind === 'chain' || kind === 'switch' ? [] : partsOf(test, when))).filter(({ expr }) => compares(expr, variable));
    // The first job has counted nothing.
    const { attempts, limit } = countedAttempts(program, limits.map((each) => ({ ...each, scopeAfter })));
    const delay = delayIn(call);
    const waits: Wait[] = [];
    for (let turn = 1; turn < (typeof attempts === 'number' ? attempts : MOST_WAITS) && turn <= MOST_WAITS; turn += 1) waits.push(delay ? timeOf(program, scopeAfter(turn), delay) : { ms: undefined });
    return [{
      form: 'job', name: `job that ${fact.name} adds again`, module, span: nameSpan(call),
      attempts, bound: 'count', delay: delayOf(waits, attempts), errors: 'some',
      said: attempts === 'unknown' ? 'a number that cannot be told here' : 'counted in the job',
      ...(limit ? { saidAt: limit } : {}),
    }];
  });
}

function enqueues(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  return program.call(module, fn, call.id)?.externals.some((external) => callEffects(program.link, { module, function: fn, call }, external).some(({ kind }) => kind === 'enqueue')) === true;
}

/** The variable that is one more than what a parameter says under a name, and that is sent along under the same name. */
function countIn(module: LinkedModule, fn: number, call: CallStep): number | undefined {
  const keyOf = (variable: number): string | undefined => {
    const [only, ...more] = module.index.assignments[variable] ?? [];
    if (only?.function !== fn || more.length > 0 || only.value.k !== 'op' || only.value.op !== '+' || !only.value.args.some((arg) => arg.k === 'literal' && arg.value === 1)) return undefined;
    return only.value.args.map((arg) => memberOfParameter(module, arg)).find((key) => key !== undefined);
  };
  const within = (expr: Expr, depth: number): number | undefined => {
    const values = module.index.assignments[expr.k === 'var' ? expr.v : -1] ?? [];
    if (expr.k === 'var' && depth < 3) return values.length === 1 && values[0]?.function === fn ? within(values[0].value, depth + 1) : undefined;
    for (const { key, value } of expr.k === 'object' ? expr.props : []) {
      // Pages and places are counted on, too.
      if (value.k === 'var' && key !== undefined && keyOf(value.v) === key && isTurnNumber(module, value.v)) return value.v;
      const inner = value.k === 'object' || value.k === 'var' ? within(value, depth + 1) : undefined;
      if (inner !== undefined) return inner;
    }
    return undefined;
  };
  return call.args.map((arg) => within(arg, 0)).find((each) => each !== undefined);
}

/** `job.data.attempt`, `job.data.attempt ?? 0`: the name, of what a parameter holds. */
function memberOfParameter(module: LinkedModule, expr: Expr): string | undefined {
  const [of, otherwise] = expr.k === 'op' && (expr.op === '??' || expr.op === '||') ? expr.args : [];
  if (of && otherwise?.k === 'literal' && otherwise.value === 0) return memberOfParameter(module, of);
  if (expr.k !== 'member') return undefined;
  let root: Expr = expr;
  while (root.k === 'member') root = root.of;
  return root.k === 'var' && module.facts.variables[root.v]?.kind === 'param' ? expr.name : undefined;
}

function compares(expr: Expr, variable: number): boolean {
  return expr.k === 'op' && COMPARISONS.has(expr.op) && expr.args.some((arg) => someExpr(arg, (each) => each.k === 'var' && each.v === variable));
}

function scopeWith({ module, function: fn }: Scope, variable: number, count: number): Scope {
  return { module, function: fn, locals: new Map<number, PlainValue | null>([[variable, { value: count }]]) };
}

/** `{ delay }`, in the options of the job. */
function delayIn({ args }: CallStep): Expr | undefined {
  const last = args.at(-1);
  return last?.k === 'object' ? last.props.find(({ key }) => key === 'delay')?.value : undefined;
}
