/**
 * Where a cycle can break at start-up: a name is needed while a module is evaluated, and some order of
 * loading evaluates that module before the one that declares it.
 *
 * Loading a module evaluates everything it leads to before itself. So when the declaring module is on
 * the cycle and is loaded first, everything else on the cycle is evaluated before it: no simulation is
 * needed. When it lies beyond the cycle, the order decides, and is simulated for each module that could be first.
 *
 * CommonJS fails in one more way: a barrel hands out a name only once it has got to the line that
 * exports it, even when the module behind that line has long been evaluated.
 */
import type { ExportFact } from '@dist-lint/model';
import { shortestWay, type Component } from './cycles.ts';
import { loadNeeds, type LoadNeed } from './load-needs.ts';
import type { Program } from './link.ts';
import { importedModule, type ModuleEdge, type ModuleGraph } from './module-graph.ts';
import type { LinkedModule } from './program.ts';

/** Components with more modules are simulated only from the modules that the names are imported from. */
export const MOST_SIMULATED = 200;

export interface LoadHazard {
  need: LoadNeed;
  /** Loaded first, it makes the need fail. */
  first: LinkedModule;
  /** From `first` to the module that is then evaluated too early; at least one edge. */
  way: readonly ModuleEdge[];
  /** It fails whatever the branches, wherever the imports stand in the file, and in both module systems. */
  certain: boolean;
  /** ES modules are not concerned. */
  commonJsOnly?: true;
}

/** All hazards of a component, the gravest first. O(modules · their bodies + needs · edges). */
export function loadHazards(program: Program, graph: ModuleGraph, component: Component): LoadHazard[] {
  const hazards: LoadHazard[] = [];
  const orders = new Map<LinkedModule, Map<LinkedModule, number>>();
  const orderFrom = (first: LinkedModule): Map<LinkedModule, number> => {
    let order = orders.get(first);
    if (!order) orders.set(first, (order = evaluationOrder(graph, first)));
    return order;
  };
  for (const module of component.modules) {
    for (const need of loadNeeds(program, graph.runtime[module.number] ?? [], module, component.has)) {
      const hazard = need.hoisted ? undefined : component.has(need.in) ? withinCycle(component, need) : beyondCycle(component, need, orderFrom);
      const found = hazard ?? behindBarrel(program, component, need);
      if (found) hazards.push(found);
    }
  }
  return hazards.sort(byGravity);
}

/** Modules in the order in which they are evaluated when one is loaded: depth first, imports in source order. */
export function evaluationOrder(graph: ModuleGraph, first: LinkedModule): Map<LinkedModule, number> {
  const order = new Map<LinkedModule, number>();
  const seen = new Set([first]);
  const stack = [{ module: first, edges: graph.runtime[first.number] ?? [], at: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const edge = top.edges[top.at];
    top.at += 1;
    if (!edge) {
      order.set(top.module, order.size);
      stack.pop();
    } else if (!seen.has(edge.to)) {
      seen.add(edge.to);
      stack.push({ module: edge.to, edges: graph.runtime[edge.to.number] ?? [], at: 0 });
    }
  }
  return order;
}

function withinCycle(component: Component, need: LoadNeed): LoadHazard | undefined {
  const way = shortestWay(component, need.in, need.by);
  if (!way || way.length === 0) return undefined;
  // What is required, or imported in compiled code, below the declaration runs after it.
  const isAbove = loadsAbove(component, need);
  if (need.how === 'require' && !isAbove) return undefined;
  return { need, first: need.in, way, certain: need.certain && isAbove };
}

/** Whether the declaring module begins to load the needing one above the declaration. */
function loadsAbove(component: Component, { in: declaring, by, declaredAt }: LoadNeed): boolean {
  const avoid = new Set([declaring]);
  return component.from(declaring).some((edge) =>
    edge.statements.some(({ fact }) => fact.at < declaredAt) && shortestWay(component, edge.to, by, avoid) !== undefined,
  );
}

function beyondCycle(
  component: Component, need: LoadNeed, orderFrom: (first: LinkedModule) => ReadonlyMap<LinkedModule, number>,
): LoadHazard | undefined {
  if (!need.from || !component.has(need.from)) return undefined;
  const candidates = component.modules.length <= MOST_SIMULATED ? [need.from, ...component.modules] : [need.from];
  for (const first of candidates) {
    if (first === need.by) continue;
    const order = orderFrom(first);
    const declaredAs = order.get(need.in);
    if (declaredAs === undefined || (order.get(need.by) ?? Infinity) > declaredAs) continue;
    const way = shortestWay(component, first, need.by);
    if (way && way.length > 0) return { need, first, way, certain: need.certain };
  }
  return undefined;
}

/** The barrel is loaded first, and leads to the module above the line that exports the name. */
function behindBarrel(program: Program, component: Component, need: LoadNeed): LoadHazard | undefined {
  const { from: barrel, by, binding } = need;
  if (!barrel || binding === undefined || barrel === need.in || !component.has(barrel)) return undefined;
  const avoid = new Set([barrel]);
  const leading = component.from(barrel).filter((edge) => edge.to === by || shortestWay(component, edge.to, by, avoid) !== undefined);
  const leadsAt = Math.min(...leading.flatMap(({ statements }) => statements.map(({ fact }) => fact.at)));
  const exportedAt = barrel.facts.exports.filter((fact) => fact.import !== undefined && exports(program, barrel, fact, binding, need.in)).map(({ at }) => at);
  if (exportedAt.length === 0 || Math.min(...exportedAt) < leadsAt) return undefined;
  const way = shortestWay(component, barrel, by);
  return way && way.length > 0 ? { need, first: barrel, way, certain: false, commonJsOnly: true } : undefined;
}

/** Whether a re-export hands out a name that is declared in a module. */
function exports(program: Program, barrel: LinkedModule, fact: ExportFact, name: string, declaring: LinkedModule): boolean {
  if (fact.kind !== 'star') return fact.name === name;
  const statement = barrel.facts.imports[fact.import ?? -1];
  const to = statement && importedModule(program, barrel, statement);
  const declared = to && program.exports.export(to, name, 'value');
  return declared?.is === 'variable' ? declared.module === declaring : declared?.is === 'expression' && declared.placed.module === declaring;
}

/** Certain ones first, then by what fails hardest, then the shortest, then by place. */
function byGravity(a: LoadHazard, b: LoadHazard): number {
  return (
    Number(isLazy(a)) - Number(isLazy(b)) || Number(b.certain) - Number(a.certain) || Number(a.commonJsOnly === true) - Number(b.commonJsOnly === true) || GRAVITY.indexOf(a.need.how) - GRAVITY.indexOf(b.need.how) ||
    a.need.calls.length - b.need.calls.length || a.way.length - b.way.length ||
    a.need.by.number - b.need.by.number || a.need.span.at - b.need.span.at || (a.need.name < b.need.name ? -1 : 1)
  );
}

function isLazy({ need }: LoadHazard): boolean {
  return need.lazy === true;
}

const GRAVITY: readonly LoadNeed['how'][] = ['extends', 'new', 'call', 'require', 'decorator', 'injection', 'static', 'enum', 'computed', 'jsx', 'initialiser', 'other', 'metadata'];
