/** The name of the queue that a call puts a job into, or that it makes. */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { plainValue } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import type { LayerSite } from './retry-sites.ts';
import { slotExpr, textOf } from './slots.ts';
import type { ExternalValue } from './values.ts';

/** '' when it cannot be told. */
export function jobName(program: Program, { external, call, scope, maker }: LayerSite): string {
  const effects = program.link.libraries.symbol(external.package, external.path)?.facts.effects;
  const target = (effects?.find(({ kind }) => kind === 'enqueue') ?? effects?.[0])?.target;
  const placed = target === undefined ? undefined : slotExpr(program.link, { module: scope.module, function: scope.function, call }, external, target);
  if (!placed) return injectedName(external);
  const { module, function: fn } = placed;
  const text = textOf(program.link, module, fn, written(module, placed.expr));
  if (text !== '') return text;
  const run = [maker, scope].find((each) => each?.module === module && each.function === fn);
  const value = run && plainValue(program.link, run, placed.expr)?.value;
  return typeof value === 'string' ? value : '';
}

/** A container's queue goes by the name under which it is asked for. */
function injectedName({ args }: ExternalValue): string {
  const name = soleOf(args?.[0]);
  return name?.is === 'literal' && typeof name.value === 'string' ? name.value : '';
}

/** What a constant is bound to: a template, of which link itself keeps no text. */
function written({ index, facts }: LinkedModule, expr: Expr): Expr {
  if (expr.k !== 'var' || facts.variables[expr.v]?.kind !== 'const') return expr;
  const only = soleOf(index.assignments[expr.v]);
  return only && only.path.length === 0 && !only.item ? only.value : expr;
}
