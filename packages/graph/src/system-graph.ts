/**
 * The whole system as one graph: who loads, calls, uses, holds and enters what, and what goes on without what.
 *
 * One pass over the calls of the program, once what they call and what they do is known: O(modules + functions + calls).
 */
import { groupBy } from '@dist-lint/model';
import type { Program } from './link.ts';
import { onceWhile } from './once.ts';
import { addressOf, type Address } from './system/addresses.ts';
import { answeringGroups } from './system/answering.ts';
import { breakerEdges } from './system/breaker-edges.ts';
import { callEdges, type NeededCall } from './system/call-edges.ts';
import { componentNodes, deployables } from './system/components.ts';
import { needReader } from './system/edge-strength.ts';
import { databasesOf } from './system/databases.ts';
import { entryGroups, entryNodes, systemEntries } from './system/entries.ts';
import { graphBuilder, type GraphBuilder, type Need } from './system/graph-builder.ts';
import { joins, type Joins } from './system/joins.ts';
import { moduleEdges, moduleNodes } from './system/module-edges.ts';
import { mountsOf } from './system/mounts.ts';
import { noteDialect, type Dialects } from './system/dialects.ts';
import { resourcesOf } from './system/resources.ts';
import { startNodes, type Starters } from './system/starts.ts';
import { stateEdges } from './system/state-edges.ts';
import type { LinkedModule } from './program.ts';
import type { SystemGraph } from './system-model.ts';

/** Built when first asked for, and kept until the program changes. */
export const systemGraph = onceWhile((program: Program): number => program.tracker.epoch, build);

function build(program: Program): SystemGraph {
  const builder = graphBuilder();
  moduleNodes(program, builder);

  const outward: NeededCall[] = [];
  const dialects: Dialects = new Map();
  const entries = systemEntries(program);
  const byFunction = groupBy([...entries.values()].flat(), (entry) => entry.function);
  callEdges(program, builder, (fn) => byFunction.get(fn) ?? program.entryPointsOf(fn), (call) => {
    outward.push(call);
    noteDialect(program, dialects, call);
  });

  breakerEdges(program, builder, outward);
  const mounts = mountsOf(program, outward);
  const groups = entryNodes(program, builder, [...entryGroups(entries, mounts), ...answeringGroups(program, entries)], mounts);
  const joined = joins(program, builder, groups, deployables(program, groups), needsOf(program));
  const starters = resourceEdges(program, builder, outward, dialects, joined);
  startNodes(program, builder, starters);
  componentNodes(program, builder);
  moduleEdges(program, builder, entries);
  stateEdges(program, builder);
  return builder.built();
}

/** Adds what calls reach outside; gives the functions that begin something. */
function resourceEdges(program: Program, builder: GraphBuilder, calls: readonly NeededCall[], dialects: Dialects, joined: Joins): Starters {
  const telling = { dialects, databases: databasesOf(program, calls) };
  const begun = { connecting: new Set<number>(), listening: new Set<number>(), receiving: new Set<number>(), rendering: new Set<number>() };
  for (const call of calls) {
    // What tests reach says nothing of what the system needs.
    if (program.link.isExempt(call.module.path)) continue;
    const addresses = new Map<unknown, Address>();
    for (const external of call.resolved.externals) {
      const { effects = [], starts } = program.link.libraries.symbol(external.package, external.path)?.facts ?? {};
      if (starts) begun.rendering.add(call.from);
      for (const { kind } of effects) {
        if (kind === 'connect') begun.connecting.add(call.from);
        else if (kind === 'listen') begun.listening.add(call.from);
        else if (kind === 'consume') begun.receiving.add(call.from);
      }
    }
    const found = resourcesOf(program, telling, call, (external, effect) => {
      const address = addressOf(program, call, external, effect);
      addresses.set(external, address);
      return address;
    });
    for (const reached of found) {
      if (reached.reached.kind === 'enqueue' || reached.reached.kind === 'dead-letter') joined.message(call, reached);
      const address = addresses.get(reached.external);
      if (address && joined.request(call, reached, address)) continue;
      const id = `${reached.kind}:${reached.name}`;
      const name = reached.kind === 'queue' && !reached.name.includes(' (') ? `queue ${reached.name}` : reached.name;
      builder.edge(call.from, builder.node('resource', id, name, reached.alone === undefined ? {} : { alone: reached.alone }), 'uses', call.need);
    }
  }
  return begun;
}

/** How much a function needs one of its calls, for calls far from the one that is read. */
function needsOf(program: Program): (module: LinkedModule, fn: number, id: number) => Need {
  const readers = new Map<number, ReturnType<typeof needReader>>();
  return (module, fn, id) => {
    const number = module.functionBase + fn;
    const reader = readers.get(number) ?? needReader(program, module, fn);
    readers.set(number, reader);
    const resolved = program.call(module, fn, id);
    return resolved ? reader(resolved) : { strength: 'hard' };
  };
}
