/** What goes when a thing goes. */
import { membersOf, type SystemGraph } from '@dist-lint/graph';
import { accessorsOf } from './state-accessors.ts';

/**
 * The nodes that are gone with one: of a module, package or component all that it holds; of a function those inside of it;
 * of state the functions that cannot read or write it any more.
 */
export function goneWith(graph: SystemGraph, target: number): number[] {
  const node = graph.nodes[target];
  switch (node?.kind) {
    case 'module':
    case 'package':
    case 'component':
      return membersOf(graph, target);
    case 'function':
      return [target, ...insideOf(graph, target)];
    case 'state':
      return [target, ...new Set([...accessorsOf(graph, target, 'reads'), ...accessorsOf(graph, target, 'writes')])];
    default:
      return [target];
  }
}

/** Functions written inside of a function, and what is made of a class with it. */
function insideOf(graph: SystemGraph, target: number): number[] {
  const outer = graph.nodes[target];
  if (!outer?.module || outer.function === undefined) return [];
  const { module } = outer;
  const inside = new Set([outer.function - module.functionBase]);
  module.facts.functions.forEach((fact, fn) => {
    // Inner functions come after the one that they stand in.
    if (inside.has(fact.parent)) inside.add(fn);
  });
  return [...inside].flatMap((fn) => {
    const number = graph.ofFunction(module.functionBase + fn);
    return number === undefined || number === target ? [] : [number];
  });
}
