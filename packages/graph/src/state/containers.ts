/** Which container in memory a call changes, by library rows. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule, Placed } from '../program.ts';
import { slotExpr } from '../slots.ts';

export interface ContainerChange {
  /** The container. */
  of: Expr;
  puts?: Placed;
  takes?: true;
  /** `Map.set`. */
  by: string;
}

export function containerChange(program: Program, module: LinkedModule, fn: number, call: CallStep): ContainerChange | undefined {
  if (call.callee.k !== 'member' || !program.link.libraries.mutators.has(call.callee.name)) return undefined;
  for (const external of program.call(module, fn, call.id)?.externals ?? []) {
    const mutates = program.link.libraries.symbol(external.package, external.path)?.facts.mutates;
    if (!mutates) continue;
    const of = mutates.of === 'this' ? call.callee.of : call.args[0];
    if (!of || of.k === 'spread') return undefined;
    const puts = mutates.puts === undefined ? undefined : slotExpr(program.link, { module, function: fn, call }, external, mutates.puts);
    return { of, by: external.path, ...(puts ? { puts } : {}), ...(mutates.takes ? { takes: true } : {}) };
  }
  return undefined;
}
