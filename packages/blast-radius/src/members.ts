/** What goes when a thing goes. */
import { type EntryPoint, forEachStep, type LinkedModule, membersOf, operands, someExpr, type SystemGraph, type SystemNode } from '@dist-lint/graph';
import type { Step } from '@dist-lint/model';
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

/** Functions of other modules that need a name of a module: they mention what their module imports under it, or are registered with it. */
export function usersOf(head: SystemGraph, path: string, name: string): number[] {
  const module = head.number(path);
  if (module === undefined) return [];
  return head.into(module).flatMap((number) => {
    const edge = head.edges[number];
    const from = edge?.kind === 'refers' ? head.nodes[edge.from] : undefined;
    return edge && from && !from.isAside && (mentions(from, name) || isRegisteredWith(head, edge.from, name)) ? [edge.from] : [];
  });
}

function mentions({ module, function: fn }: SystemNode, name: string): boolean {
  if (!module || fn === undefined) return true;
  const variables = importedAs(module, name);
  return variables.size > 0 && mention(module.facts.functions[fn - module.functionBase]?.body ?? [], variables);
}

/** Whether the call that makes a function an entry point mentions it. */
function isRegisteredWith(head: SystemGraph, fn: number, name: string): boolean {
  return head.into(fn).some((number) => {
    const edge = head.edges[number];
    const entry = edge?.kind === 'enters' ? head.nodes[edge.from]?.entry : undefined;
    const variables = entry ? importedAs(entry.module, name) : undefined;
    return entry !== undefined && variables !== undefined && variables.size > 0
      && entry.module.facts.functions.some((fact) => fact.at <= entry.at && entry.end <= fact.end && mention(fact.body, variables, entry, registeredWithin(head, entry)));
  });
}

/** In a chain of registrations, `app.get('/', list).post('/', add)`, the later calls hold the earlier ones. */
function registeredWithin(head: SystemGraph, { module, at, end }: EntryPoint): { at: number; end: number }[] {
  return head.nodes.flatMap(({ entry }) => (entry?.module === module && entry.at >= at && entry.end < end ? [{ at: entry.at, end: entry.end }] : []));
}

/** Variables under which a module imports a name. */
function importedAs({ facts }: Pick<LinkedModule, 'facts'>, name: string): Set<number> {
  return new Set(facts.imports.flatMap(({ bindings }) => bindings.flatMap(({ imported, variable }) => (variable !== undefined && (imported === name || imported === '*') ? [variable] : []))));
}

/** @param within only steps that stand there, and not in one of the others */
function mention(body: readonly Step[], variables: ReadonlySet<number>, within?: { at: number; end: number }, others: readonly { at: number; end: number }[] = []): boolean {
  let found = false;
  forEachStep(body, (step) => {
    if (within && (step.at < within.at || step.end > within.end || others.some(({ at, end }) => at <= step.at && step.end <= end))) return !found;
    found ||= operands(step).some((operand) => someExpr(operand, (expr) => expr.k === 'var' && variables.has(expr.v)));
    return !found;
  });
  return found;
}
