/** What functions see that are run by hand where they are called: their arguments, and the variables around them. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { Self } from './plain-scope.ts';
import { plainValue, type PlainValue, type Scope } from './plain-values.ts';
import type { FunctionPlace, LinkedModule } from './program.ts';
import { boundNames } from './walk.ts';

type Values = ReadonlyMap<number, PlainValue | null>;

/** Gives the scope of the steps at hand: within the run at hand, and within the functions around both. */
export function closures(scope: Scope, self: Self): (current: Scope, locals: Values) => Scope {
  const own: { -readonly [K in keyof Scope]: Scope[K] } = { ...scope, self };
  const around: (typeof own)[] = scope.outer ? [] : functionsAround(scope);
  around.forEach((each, index) => {
    const next = around[index + 1];
    if (next) each.outer = next;
  });
  if (around[0]) own.outer = around[0];
  return (current, locals) => {
    for (const each of [own, ...around]) each.locals = locals;
    const seeing = (each: Scope): Scope => (each === scope ? own : { ...each, locals, self, outer: each.outer ? seeing(each.outer) : own });
    return seeing(current);
  };
}

function functionsAround({ module, function: fn }: Scope): { module: Scope['module']; function: number }[] {
  const parent = module.facts.functions[fn]?.parent ?? -1;
  return parent < 0 ? [] : [{ module, function: parent }, ...functionsAround({ module, function: parent })];
}

/** What a call gives to the parameters of a function, as far as it changes them. */
export function bindArguments(program: Program, from: Scope, { module, fact, id }: FunctionPlace, call: CallStep): Values {
  const found = new Map<number, PlainValue | null>();
  fact.params.forEach((param, index) => {
    for (const { variable, path, default: otherwise } of boundNames(param.target)) {
      const arg = call.args[index];
      // `retry(fn, n)` as it was: what is handed on unchanged is no counter.
      if (arg?.k === 'var' && arg.v === variable && !from.locals?.has(variable)) continue;
      const given = arg && valueOf(program, from, path.reduce<Expr>((of, name) => ({ k: 'member', of, name }), arg));
      const fallback = path.length === 0 ? param.default : otherwise;
      const isLeftOut = arg === undefined || given?.value === undefined && given !== undefined && !given.isObject;
      const known = isLeftOut && fallback ? plainValue(program.link, { module, function: id }, fallback) : arg ? given : { value: undefined };
      found.set(variable, known ?? null);
    }
  });
  return found;
}

/** The value of an argument; of an object, those of its properties. */
function valueOf(program: Program, from: Scope, arg: Expr): PlainValue | undefined {
  const whole = plainValue(program.link, from, arg);
  if (arg.k !== 'object') return whole;
  const holds = new Map<string, PlainValue | null>();
  for (const { key, value } of arg.props) {
    // `{ ...job, tries: tries + 1 }`: the rest is what it was.
    if (value.k === 'spread' && value.of.k === 'var') for (const [name, known] of from.locals?.get(value.of.v)?.holds ?? []) holds.set(name, known);
    else if (key !== undefined && (value.k === 'op' || value.k === 'literal' || value.k === 'var')) holds.set(key, plainValue(program.link, from, value) ?? null);
  }
  return { value: undefined, isObject: true, holds };
}

/** The outermost function of a way back that hands another over in place, through those in between. */
export function handedOverBy(module: LinkedModule, fn: number, leadsBack: ReadonlySet<number>): number | undefined {
  const from = module.index.passedTo[fn]?.function;
  if (from === undefined || !leadsBack.has(from)) return undefined;
  return handedOverBy(module, from, leadsBack) ?? from;
}
