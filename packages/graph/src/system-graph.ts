/**
 * The whole system as one graph: who loads, calls, uses, holds and enters what. The only door to graphology.
 *
 * Built when first asked for. Parallel edges of one kind between two nodes are one edge; edges of different
 * kinds stay apart. O(modules + functions + calls).
 */
import type { EffectKind } from '@dist-lint/libraries';
import type { Expr } from '@dist-lint/model';
import { MultiDirectedGraph } from 'graphology';
import type { Program } from './link.ts';
import { moduleGraph, type ModuleGraph } from './module-graph.ts';
import type { LinkedModule } from './program.ts';

/**
 * - `module`: path from the root
 * - `function`: `path#qualified name`
 * - `state`: `mod:path#name`, `cls:path#Class.field`
 * - `resource`: `database:`, `cache:`, `queue:` or `host:`, then `library:target`; the target is missing where it is unknown
 * - `entry`: `role:name@path#function`
 * - `package`: `pkg:path`
 */
export type SystemNodeKind = 'module' | 'function' | 'state' | 'resource' | 'entry' | 'package';

/**
 * - `imports`: module → module, loaded together; `loads`: module → module, later or never
 * - `calls`: function → function; `uses`: function → resource
 * - `contains`: package → module → function or state cell; `enters`: entry → function
 */
export type SystemEdgeKind = 'imports' | 'loads' | 'calls' | 'uses' | 'contains' | 'enters';

export interface SystemNode {
  id: string;
  kind: SystemNodeKind;
  /** For people. */
  name: string;
}

export interface SystemGraph {
  node(id: string): SystemNode | undefined;
  /** Sorted by id. */
  nodes(kind: SystemNodeKind): readonly SystemNode[];
  /** Where edges of a kind (or all) lead, each node once, sorted by id. */
  neighbours(id: string, kind?: SystemEdgeKind): readonly SystemNode[];
  /** Where they come from. */
  dependents(id: string, kind?: SystemEdgeKind): readonly SystemNode[];
  counts(): { nodes: Record<SystemNodeKind, number>; edges: Record<SystemEdgeKind, number> };
}

interface NodeData {
  kind: SystemNodeKind;
  name: string;
}

type Graph = MultiDirectedGraph<NodeData, { kind: SystemEdgeKind }>;

export function systemGraph(program: Program, modules: ModuleGraph = moduleGraph(program)): SystemGraph {
  let built: Graph | undefined;
  const graph = (): Graph => (built ??= build(program, modules));
  const around = (id: string, kind: SystemEdgeKind | undefined, direction: 'out' | 'in'): SystemNode[] => {
    if (!graph().hasNode(id)) return [];
    const found = new Set<string>();
    const visit = (_: string, data: { kind: SystemEdgeKind }, from: string, to: string): void => {
      if (kind === undefined || data.kind === kind) found.add(direction === 'out' ? to : from);
    };
    if (direction === 'out') graph().forEachOutEdge(id, visit);
    else graph().forEachInEdge(id, visit);
    return [...found].sort().map((each) => nodeOf(graph(), each));
  };
  return {
    node: (id) => (graph().hasNode(id) ? nodeOf(graph(), id) : undefined),
    nodes: (kind) => graph().filterNodes((_, data) => data.kind === kind).sort().map((id) => nodeOf(graph(), id)),
    neighbours: (id, kind) => around(id, kind, 'out'),
    dependents: (id, kind) => around(id, kind, 'in'),
    counts: () => countAll(graph()),
  };
}

function nodeOf(graph: Graph, id: string): SystemNode {
  const { kind, name } = graph.getNodeAttributes(id);
  return { id, kind, name };
}

function countAll(graph: Graph): ReturnType<SystemGraph['counts']> {
  const nodes = { module: 0, function: 0, state: 0, resource: 0, entry: 0, package: 0 };
  const edges = { imports: 0, loads: 0, calls: 0, uses: 0, contains: 0, enters: 0 };
  graph.forEachNode((_, { kind }) => { nodes[kind] += 1; });
  graph.forEachEdge((_, { kind }) => { edges[kind] += 1; });
  return { nodes, edges };
}

function build(program: Program, modules: ModuleGraph): Graph {
  const graph: Graph = new MultiDirectedGraph();
  const add = (id: string, kind: SystemNodeKind, name: string): string => {
    graph.mergeNode(id, { kind, name });
    return id;
  };
  const connect = (from: string, to: string, kind: SystemEdgeKind): void => {
    graph.mergeEdgeWithKey(`${kind} ${from} ${to}`, from, to, { kind });
  };

  for (const { path, name } of program.modules.packages) add(packageId(path), 'package', name || path);
  for (const module of program.modules.all) {
    const id = add(module.path, 'module', module.path);
    connect(add(packageId(module.input.package), 'package', module.input.package), id, 'contains');
    module.facts.functions.forEach((fact, fn) => connect(id, add(functionId(module, fn), 'function', fact.name), 'contains'));
    for (const { id: cell, name } of stateCells(module)) connect(id, add(cell, 'state', name), 'contains');
  }
  for (const edge of modules.runtime.flat()) connect(edge.from.path, edge.to.path, 'imports');
  for (const edge of modules.deferred.flat()) connect(edge.from.path, edge.to.path, 'loads');

  for (const module of program.modules.all) {
    module.facts.functions.forEach((_, fn) => {
      const from = functionId(module, fn);
      for (const { functions } of program.calls(module, fn)) {
        for (const { number } of functions) connect(from, functionOf(program, number), 'calls');
      }
      for (const reached of program.summary(module.functionBase + fn).effects) {
        const resource = reached.kind === 'unseen' ? undefined : RESOURCES[reached.kind];
        if (resource === undefined || reached.hops > 0 || reached.presumed) continue;
        const library = reached.symbol.split('#')[0] ?? '';
        const parts = [resource, library, reached.target].filter((part) => part !== '');
        connect(from, add(parts.join(':'), 'resource', reached.target || library), 'uses');
      }
    });
  }
  for (const { role, name, function: fn } of program.entryPoints()) {
    const target = functionOf(program, fn);
    connect(add(`${role}:${name}@${target}`, 'entry', name || target), target, 'enters');
  }
  return graph;
}

function packageId(path: string): string {
  return `pkg:${path}`;
}

function functionId(module: LinkedModule, fn: number): string {
  return `${module.path}#${module.facts.functions[fn]?.name ?? ''}`;
}

function functionOf(program: Program, number: number): string {
  const { module, id } = program.modules.function(number);
  return functionId(module, id);
}

/** Module variables that change or hold containers, and static fields. */
function stateCells(module: LinkedModule): { id: string; name: string }[] {
  const { path, facts, index } = module;
  const found: { id: string; name: string }[] = [];
  facts.variables.forEach((fact, variable) => {
    if (fact.function !== 0 || fact.ambient || !/^(let|var|const)$/.test(fact.kind)) return;
    const isContainer = index.assignments[variable]?.some(({ function: fn, value, path: part }) => part.length === 0 && isEmptyContainer(module, fn, value));
    if ((fact.writes ?? 0) > 0 || fact.kind === 'let' || isContainer) found.push({ id: `mod:${path}#${fact.name}`, name: fact.name });
  });
  for (const { name, fields } of facts.classes) {
    for (const field of fields) {
      if (field.static && !field.readonly) found.push({ id: `cls:${path}#${name}.${field.name}`, name: `${name}.${field.name}` });
    }
  }
  return found;
}

/** `new Map()`, `[]`, `{}`: tables with content are constants until somebody writes to them. */
function isEmptyContainer({ index }: LinkedModule, fn: number, value: Expr): boolean {
  if (value.k === 'array') return value.items.length === 0;
  if (value.k === 'object') return value.props.length === 0;
  if (value.k !== 'result') return false;
  const call = index.calls[fn]?.find((each) => each?.id === value.id);
  return call?.kind === 'new' && call.callee.k === 'global' && CONTAINERS.has(call.callee.name);
}

const CONTAINERS = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array']);

/** What can be down, by the effects that need it. */
const RESOURCES: Readonly<Partial<Record<EffectKind, string>>> = {
  network: 'host',
  'db-read': 'database', 'db-write': 'database', 'db-transaction': 'database',
  'cache-read': 'cache', 'cache-write': 'cache', 'cache-invalidate': 'cache',
  enqueue: 'queue', consume: 'queue', 'dead-letter': 'queue',
};
