/**
 * Where functions are handed over or called by name, in JavaScript, whose parameters have no types: `app.register(require('./api'))`,
 * `routes(app)`. Names are followed by declaration alone: what expressions stand for may rest on the very parameter that is asked about.
 */
import { type CallStep, type Expr } from '@dist-lint/model';
import type { Declared, ExportResolver } from './exports.ts';
import type { Link } from './link-context.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';

export interface NamedUse {
  module: LinkedModule;
  /** The function that makes the call. */
  function: number;
  call: CallStep;
  /** The place among the arguments at which it is handed over; of a call of the function itself undefined. */
  at?: string;
}

/** More places than these say nothing certain any more. */
const MOST = 12;

/** Only functions of JavaScript files are looked for: in TypeScript the declaration says it. */
export function namedUses(link: Pick<Link, 'modules' | 'tracker'>, exports: ExportResolver): (fn: FunctionNumber) => readonly NamedUse[] {
  const table = link.tracker.table(() => link.modules.all, usesIn);
  return (fn) => {
    const found = table.get(fn);
    return found.length > MOST ? [] : found;
  };

  function* usesIn(module: LinkedModule): Iterable<readonly [FunctionNumber, NamedUse]> {
    for (let fn = 0; fn < module.facts.functions.length; fn += 1) {
      for (const call of module.index.calls[fn] ?? []) {
        if (!call || call.kind === 'import' || call.kind === 'jsx') continue;
        const use = { module, function: fn, call };
        const called = call.kind === 'new' ? undefined : functionOf(module, fn, call.callee);
        if (called !== undefined) yield [called, use];
        for (const [index, arg] of call.args.entries()) {
          const handed = functionOf(module, fn, arg);
          if (handed !== undefined) yield [handed, { ...use, at: String(index) }];
        }
      }
    }
  }

  /** A function of JavaScript with parameters that an expression names. */
  function functionOf(module: LinkedModule, fn: number, expr: Expr): FunctionNumber | undefined {
    const found = expr.k === 'var' ? ofVariable(module, expr.v) : expr.k === 'result' ? required(module, fn, expr.id) : undefined;
    if (found === undefined) return undefined;
    const place = link.modules.function(found);
    return place.fact.params.length > 0 && /\.[cm]?jsx?$/.test(place.module.path) ? found : undefined;
  }

  function ofVariable(module: LinkedModule, variable: number): FunctionNumber | undefined {
    const fact = module.facts.variables[variable];
    if (fact?.kind === 'import') return ofDeclared(exports.import(module, variable, 'value'));
    if (fact?.kind === 'function') return fact.def === undefined ? undefined : module.functionBase + fact.def;
    const [only, ...more] = fact?.kind === 'const' ? module.index.assignments[variable] ?? [] : [];
    return only && more.length === 0 && only.path.length === 0 && only.value.k === 'function' ? module.functionBase + only.value.function : undefined;
  }

  function required(module: LinkedModule, fn: number, id: number): FunctionNumber | undefined {
    const call = module.index.calls[fn]?.[id];
    const specifier = call?.kind === 'import' ? call.args[0] : undefined;
    return specifier?.k === 'literal' && typeof specifier.value === 'string' ? ofDeclared(exports.whole(module, specifier.value)) : undefined;
  }

  function ofDeclared(found: Declared | undefined): FunctionNumber | undefined {
    if (found?.is === 'variable') return ofVariable(found.module, found.variable);
    if (found?.is !== 'expression') return undefined;
    const { module, expr } = found.placed;
    const named = expr.k === 'member' && expr.of.k === 'object' ? expr.of.props.find(({ key }) => key === expr.name)?.value : expr;
    return named?.k === 'function' ? module.functionBase + named.function : named?.k === 'var' ? ofVariable(module, named.v) : undefined;
  }
}
