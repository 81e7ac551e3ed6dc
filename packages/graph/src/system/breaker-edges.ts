/** Functions that a circuit breaker is made with and that `fire()` runs, with or without something to fall back on. */
import type { Program } from '../link.ts';
import { chainCall, slotExpr } from '../slots.ts';
import type { CallSite, ExternalValue } from '../values.ts';
import type { NeededCall } from './call-edges.ts';
import { fallback } from './edge-strength.ts';
import type { GraphBuilder } from './graph-builder.ts';

export function breakerEdges(program: Program, builder: GraphBuilder, calls: readonly NeededCall[]): void {
  const factsOf = ({ package: from, path }: ExternalValue) => program.link.libraries.symbol(from, path)?.facts;
  const falling = new Map<string, NeededCall>();
  for (const call of calls) for (const external of call.resolved.externals) if (factsOf(external)?.fallsBack) falling.set(keyOf(chainCall(external, 'new')), call);
  for (const { from, module, function: fn, resolved, need } of calls) {
    for (const external of resolved.externals) {
      const slot = factsOf(external)?.runsHeld;
      const placed = slot === undefined ? undefined : slotExpr(program.link, { module, function: fn, call: resolved.call }, external, slot);
      if (!placed) continue;
      const instead = falling.get(keyOf(chainCall(external, 'new')));
      for (const value of program.link.evaluate(placed.module, placed.function, placed.expr)) {
        const to = value.is === 'function' ? builder.ofFunction(value.number) : undefined;
        if (to === undefined) continue;
        const kept = need.strength === 'hard' && instead;
        builder.edge(from, to, 'calls', kept ? { ...need, strength: 'guarded', fallback: fallback(instead.module, 'breaker', instead.resolved.call.nameAt, 'says what the circuit breaker falls back on') } : need);
      }
    }
  }
}

function keyOf(made: CallSite | undefined): string {
  return made ? `${made.module.number} ${made.function} ${made.call.id}` : '';
}
