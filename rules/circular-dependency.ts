/**
 * ## What it finds
 *
 * Modules that lead to one another by imports that load: one finding for each knot of modules, placed
 * at the import that is cheapest to remove. How grave it is depends on what the cycle can do:
 *
 * - **error**: a class is extended, a name is called, decorated with or read *while the modules are
 *   evaluated*, and one order of loading evaluates that module before the one that declares the name.
 * - **warning**: the cycle spans workspace packages or top-level feature folders, or whether the name
 *   is read depends on a branch.
 * - **info**: the names are used inside functions only, or the cycle exists in types only.
 *
 * Imports of types, imports that TypeScript drops, and `import()` close no cycle that loads. Function
 * declarations are hoisted, so calling one at the top level is fine as long as it reads nothing that
 * has not been initialised.
 *
 * ## Why it is bad
 *
 * Which module of a cycle is evaluated first depends on who asks first: a new import, a sorted import
 * list or a test that loads one file alone can turn a working system into `Cannot access 'Order' before
 * initialization`, or into a class that extends `undefined`. Short of that, modules on a cycle cannot be
 * understood, tested, built or deleted one by one: the blast radius of each is all of them.
 *
 * ## What to do
 *
 * The finding names the imports whose removal ends every cycle of the knot, and for each what it takes:
 * `import type`, an import that goes past the barrel, an `import()` inside the function that needs it,
 * or moving what both sides need to a module of its own.
 *
 * ## What it misses
 *
 * - Functions handed to a function of the code base are not followed at the top level.
 * - A namespace that is handed on whole (`register(orders)`) is not looked into.
 * - Decorators count as used; what their own bodies read is not followed.
 * - A barrel in CommonJS can lack a name that an ES module would already have; only what fails in both is an error.
 * - Cycles between services, by HTTP or queues, are not imports.
 */
import {
  cheapestCut, cycleFix, declaringModules, defineRule, featureFolders, importedNames, isBarrel, isTypeOnly, loadCycles, loadHazards,
  moduleGraph, shortestCycle, typeCycles,
  type Component, type EdgeCut, type EvidencePoint, type LinkedModule, type LoadHazard, type LoadUse, type ModuleEdge, type Program, type RuleFinding,
} from '@dist-lint/graph';
import type { Precision, Severity } from '@dist-lint/model';

export const circularDependency = defineRule({
  name: 'circular-dependency',
  summary: 'Modules import one another in a circle.',
  pillar: 'blast-radius',
  source: 'Circular Dependencies',
  severity: 'error',
  precision: 'high',
  scope: 'program',
  options: {},

  *find(program) {
    const graph = moduleGraph(program);
    const loading = loadCycles(graph);
    const featureOf = featureFolders(program);
    for (const component of loading) {
      const hazards = loadHazards(program, graph, component);
      yield finding(program, component, judge(component, hazards, featureOf), hazards);
    }
    for (const component of typeCycles(graph, loading)) yield typeFinding(program, component);
  },
});

interface Verdict {
  severity: Severity;
  precision: Precision;
  /** The shortest cycle that shows it, beginning with the edge that matters most. */
  cycle: readonly ModuleEdge[];
  hazard?: LoadHazard;
  /** What the cycle goes across. */
  across?: 'package' | 'folder';
}

function judge(component: Component, hazards: readonly LoadHazard[], featureOf: (module: LinkedModule) => string): Verdict {
  const hazard = hazards.find(({ need }) => !need.lazy);
  if (hazard) {
    const cycle = hazardCycle(component, hazard);
    return { severity: hazard.certain ? 'error' : 'warning', precision: precisionOf(hazard), cycle, hazard };
  }
  const packages = component.edges.filter(({ from, to }) => from.input.package !== to.input.package);
  if (packages.length > 0) return { severity: 'warning', precision: 'high', cycle: shortestCycle(component, packages), across: 'package' };
  const folders = component.edges.filter(({ from, to }) => featureOf(from) !== featureOf(to) && featureOf(from) !== '' && featureOf(to) !== '');
  if (folders.length > 0) return { severity: 'warning', precision: 'medium', cycle: shortestCycle(component, folders), across: 'folder' };
  return { severity: 'info', precision: 'high', cycle: shortestCycle(component, component.edges) };
}

/** What a framework makes of missing metadata is its own business; behind calls or branches there is doubt. */
function precisionOf({ need, certain }: LoadHazard): Precision {
  return certain && need.calls.length <= 1 && !(need.how === 'metadata' && !need.injected) ? 'high' : 'medium';
}

/** The shortest cycle through the import by which the needing module gets the name. */
function hazardCycle(component: Component, { need }: LoadHazard): readonly ModuleEdge[] {
  const own = component.from(need.by);
  const asked = own.filter(({ to }) => to === (need.from ?? need.in));
  return shortestCycle(component, asked.length > 0 ? asked : own);
}

function finding(program: Program, component: Component, verdict: Verdict, hazards: readonly LoadHazard[]): RuleFinding {
  const cut = cheapestCut(program, component);
  const place = placeOf(cut, verdict.cycle);
  return {
    ...place,
    message: wording(program, component, verdict),
    path: evidence(program, component, verdict, cut),
    severity: verdict.severity,
    precision: verdict.precision,
    anchor: place.edge.to.path,
    data: {
      kind: 'load',
      modules: component.modules.map(({ path }) => path),
      cut: cut.edges.map((edge) => ({ from: edge.from.path, to: edge.to.path, names: importedNames(edge), fix: cycleFix(program, component, edge) })),
      cutIsSmallest: cut.exact,
      hazards: hazards.filter(({ need }) => !need.lazy).slice(0, MOST_LISTED).map(({ need, first, certain }) => ({
        name: need.name, how: need.how, by: need.by.path, in: need.in.path, breaksWhenFirst: first.path, certain,
      })),
      typeOnlyFix: typeOnlyFix(component),
    },
  };
}

const MOST_LISTED = 20;
