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
import { answerPerComponent } from './component-answers.ts';
import { shortestWay, type Component } from './cycles.ts';
import { loadNeeds, type LoadNeed } from './load-needs.ts';
import type { Program } from './link.ts';
import { importedModule, moduleGraph, type ModuleEdge, type ModuleGraph } from './module-graph.ts';
import { once } from './once.ts';
import type { LinkedModule } from './program.ts';

/** Components with more modules are simulated only from the modules that the names are imported from. */
const MOST_SIMULATED = 200;

export interface LoadHazard {
  need: LoadNeed;
  /** Loaded first, it makes the need fail. */
  first: LinkedModule;
  /** From `first` to the module that is then evaluated too early: at least one edge. */
  hops: number;
  way(): readonly ModuleEdge[];
  /** It fails whatever the branches, wherever the imports stand in the file, and in both module systems. */
  certain: boolean;
  /** ES modules are not concerned. */
  commonJsOnly?: true;
}

/** All hazards of a component, the gravest first. O(bodies + declaring modules · edges + simulated modules · edges). */
export const loadHazards: (program: Program, component: Component) => readonly LoadHazard[] = answerPerComponent(readHazards);

function readHazards(program: Program, component: Component): LoadHazard[] {
  const graph = moduleGraph(program);
  const ways = waysWithin(component);
  const orderFrom = once((first: LinkedModule): Int32Array => evaluationOrder(graph, first));
  const hazards: LoadHazard[] = [];
  for (const module of component.modules) {
    for (const need of loadNeeds(program, graph.runtime[module.number] ?? [], module, component.has)) {
      const hazard = need.hoisted ? undefined : component.has(need.in) ? withinCycle(ways, need) : beyondCycle(component, ways, need, orderFrom);
      const found = hazard ?? behindBarrel(program, component, ways, need);
      if (found) hazards.push(found);
    }
  }
  return hazards.sort(byGravity);
}

/**
 * When each module is evaluated if one is loaded: depth first, imports in source order; by module number, -1 for never.
 * It is run for each module of a cycle, over all that these lead to: so it keeps nothing but numbers.
 */
export function evaluationOrder(graph: ModuleGraph, first: LinkedModule): Int32Array {
  const count = graph.modules.length;
  const order = new Int32Array(count).fill(-1);
  /** The modules that are being loaded, and how many imports of each have been gone along. */
  const [stack, gone] = [new Int32Array(count), new Int32Array(count)];
  order[first.number] = LOADING;
  stack[0] = first.number;
  for (let depth = 0, next = 0; depth >= 0;) {
    const module = stack[depth] as number;
    const edge = graph.runtime[module]?.[(gone[module] as number)++];
    if (!edge) {
      order[module] = next;
      next += 1;
      depth -= 1;
    } else if (order[edge.to.number] === -1) {
      order[edge.to.number] = LOADING;
      depth += 1;
      stack[depth] = edge.to.number;
    }
  }
  return order;
}

/** It is not evaluated yet, and not loaded again. */
const LOADING = -2;

function withinCycle(ways: Ways, need: LoadNeed): LoadHazard | undefined {
  // What is required, or imported in compiled code, below the declaration runs after it.
  const isAbove = ways.leadsAt(need.in, need.by) < need.declaredAt;
  if (need.how === 'require' && !isAbove) return undefined;
  return { ...ways.between(need.in, need.by), need, first: need.in, certain: need.certain && isAbove };
}

function beyondCycle(component: Component, ways: Ways, need: LoadNeed, orderFrom: (first: LinkedModule) => Int32Array): LoadHazard | undefined {
  if (!need.from || !component.has(need.from)) return undefined;
  const others = component.modules.length <= MOST_SIMULATED ? component.modules : [];
  const breaks = (first: LinkedModule): boolean => {
    if (first === need.by) return false;
    const order = orderFrom(first);
    const declaredAs = order[need.in.number] ?? -1;
    const evaluatedAs = order[need.by.number] ?? -1;
    return declaredAs >= 0 && evaluatedAs >= 0 && evaluatedAs <= declaredAs;
  };
  const first = breaks(need.from) ? need.from : others.find(breaks);
  return first && { ...ways.between(first, need.by), need, first, certain: need.certain };
}

/** The barrel is loaded first, and leads to the module above the line that exports the name. */
function behindBarrel(program: Program, component: Component, ways: Ways, need: LoadNeed): LoadHazard | undefined {
  const { from: barrel, by, binding } = need;
  if (!barrel || binding === undefined || barrel === need.in || !component.has(barrel)) return undefined;
  const exportedAt = barrel.facts.exports.filter((fact) => fact.import !== undefined && exports(program, barrel, fact, binding, need.in)).map(({ at }) => at);
  if (exportedAt.length === 0 || Math.min(...exportedAt) < ways.leadsAt(barrel, by)) return undefined;
  return { ...ways.between(barrel, by), need, first: barrel, certain: false, commonJsOnly: true };
}

/** Ways inside a component; what is asked of a module is found once for all others. */
interface Ways {
  between(from: LinkedModule, to: LinkedModule): Pick<LoadHazard, 'hops' | 'way'>;
  /** Offset of the first import of a module that leads to another without coming back; Infinity for none. */
  leadsAt(from: LinkedModule, to: LinkedModule): number;
}

function waysWithin(component: Component): Ways {
  const index = new Map(component.modules.map((module, at) => [module, at]));
  const distances = once((from: LinkedModule) => distancesFrom(component, index, from));
  const leading = once((from: LinkedModule) => firstLeads(component, index, from));
  const at = (values: Float64Array, module: LinkedModule): number => values[index.get(module) ?? -1] ?? Infinity;
  return {
    between: (from, to) => ({
      hops: at(distances(from), to),
      way: () => shortestWay(component, from, to) ?? [],
    }),
    leadsAt: (from, to) => at(leading(from), to),
  };
}

function distancesFrom(component: Component, index: ReadonlyMap<LinkedModule, number>, from: LinkedModule): Float64Array {
  const found = new Float64Array(index.size).fill(Infinity);
  found[index.get(from) ?? -1] = 0;
  const queue = [from];
  for (let head = 0; head < queue.length; head += 1) {
    const module = queue[head] as LinkedModule;
    for (const { to } of component.from(module)) {
      const at = index.get(to) ?? -1;
      if (found[at] !== Infinity) continue;
      found[at] = (found[index.get(module) ?? -1] ?? 0) + 1;
      queue.push(to);
    }
  }
  return found;
}

/** For each module, the offset of the first import through which it is reached: later imports add only what is new. */
function firstLeads(component: Component, index: ReadonlyMap<LinkedModule, number>, from: LinkedModule): Float64Array {
  const found = new Float64Array(index.size).fill(Infinity);
  const starts = component.from(from).map((edge) => ({ to: edge.to, at: Math.min(...edge.statements.map(({ fact }) => fact.at)) }));
  for (const { to, at } of starts.sort((a, b) => a.at - b.at)) {
    const stack = [to];
    for (let module = stack.pop(); module; module = stack.pop()) {
      const place = index.get(module) ?? -1;
      if (module === from || found[place] !== Infinity) continue;
      found[place] = at;
      stack.push(...component.from(module).map((edge) => edge.to));
    }
  }
  return found;
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
    a.need.calls.length - b.need.calls.length || a.hops - b.hops ||
    a.need.by.number - b.need.by.number || a.need.span.at - b.need.span.at || (a.need.name < b.need.name ? -1 : 1)
  );
}

function isLazy({ need }: LoadHazard): boolean {
  return need.lazy === true;
}

const GRAVITY: readonly LoadNeed['how'][] = ['extends', 'new', 'call', 'require', 'decorator', 'injection', 'static', 'enum', 'computed', 'jsx', 'initialiser', 'other', 'metadata'];
