/**
 * ## What it finds
 *
 * Modules that lead to one another by imports that load: one finding for each knot of modules, placed
 * at the import that is cheapest to remove. How grave it is depends on what the cycle can do:
 *
 * - **error**: a class is extended, a name is called, decorated with or read *while the modules are
 *   evaluated*, and one order of loading evaluates that module before the one that declares the name.
 * - **warning**: the cycle spans workspace packages or top-level feature folders; or whether the name
 *   is read depends on a branch; or only CommonJS fails, where a barrel hands out a name once it has got
 *   to the line that exports it.
 * - **info**: the names are used inside functions only; or every import of the cycle is of types alone; or
 *   an ES module would fail where CommonJS does not, at a type that `emitDecoratorMetadata` emits. Cycles of
 *   types alone are of low precision: true as a fact, and seldom worth a change. Only the preset `all` shows them.
 *
 * Imports of types, imports that TypeScript drops, and `import()` close no cycle that loads. Function
 * declarations are hoisted, so calling one at the top level is fine as long as it reads nothing that
 * has not been initialised. Entities that need one another only in a decorator's thunks
 * (`@ManyToOne(() => Order)`, with `Relation<Order>` or no emitted types) are no finding.
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
 * - Cycles between services, by HTTP or queues, are not imports.
 */
import {
  cheapestCut, cutCost, cycleFix, declaringModules, defineRule, featureFolders, importedNames, isBarrel, isLazyRelation, isTypeOnly, loadCycles, loadHazards,
  moduleGraph, shortestCycle, typeCycles, typeOnlyImport, withoutEdges,
  type Component, type CycleFix, type EdgeCut, type EvidencePoint, type LinkedModule, type LoadHazard, type LoadUse, type ModuleEdge, type Program, type RuleFinding,
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

  *find(program, _options, modules) {
    const graph = moduleGraph(program);
    const featureOf = featureFolders(program);
    for (const component of loadCycles(graph, modules)) {
      const hazards = loadHazards(program, component);
      // What entities know of one another through thunks is how an ORM's relations are written.
      if (hazards.length === 0 && withoutEdges(component, component.edges.filter(isLazyRelation)).length === 0) continue;
      const cut = cheapestCut(program, component);
      yield finding(program, component, cut, judge(program, component, hazards, cut, featureOf), hazards);
    }
    for (const component of typeCycles(graph, modules)) yield typeFinding(program, component);
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

function judge(program: Program, component: Component, hazards: readonly LoadHazard[], cut: EdgeCut, featureOf: (module: LinkedModule) => string): Verdict {
  const [hazard] = hazards;
  if (hazard && !hazard.need.lazy) {
    return { severity: hazard.certain ? 'error' : 'warning', precision: precisionOf(hazard), cycle: hazardCycle(component, hazard), hazard };
  }
  const packages = component.edges.filter(({ from, to }) => from.input.package !== to.input.package);
  if (packages.length > 0) return { severity: 'warning', precision: 'high', cycle: shortestCycle(component, packages), across: 'package' };
  const folders = component.edges.filter(({ from, to }) => featureOf(from) !== featureOf(to) && featureOf(from) !== '' && featureOf(to) !== '');
  if (folders.length > 0) {
    const isEasy = cut.edges.every((edge) => EASY.has(cycleFix(program, component, edge)));
    return { severity: 'warning', precision: isEasy ? 'high' : 'medium', cycle: shortestCycle(component, folders), across: 'folder' };
  }
  if (hazard) return { severity: 'info', precision: 'high', cycle: hazardCycle(component, hazard), hazard };
  // A recursive algorithm in several files is a cycle as well, and meant.
  return { severity: 'info', precision: 'medium', cycle: shortestCycle(component, component.edges) };
}

/** Fixes that touch nothing but import statements. */
const EASY: ReadonlySet<CycleFix> = new Set(['type-import', 'direct-import']);

/** What a framework makes of missing metadata is its own business; behind calls or branches there is doubt. */
function precisionOf({ need, certain }: LoadHazard): Precision {
  return certain && need.calls.length <= 1 && need.how !== 'metadata' ? 'high' : 'medium';
}

/** The shortest cycle through the import by which the needing module gets the name. */
function hazardCycle(component: Component, { need }: LoadHazard): readonly ModuleEdge[] {
  const own = component.from(need.by);
  const asked = own.filter(({ to }) => to === (need.from ?? need.in));
  return shortestCycle(component, asked.length > 0 ? asked : own);
}

function finding(program: Program, component: Component, cut: EdgeCut, verdict: Verdict, hazards: readonly LoadHazard[]): RuleFinding {
  const placed = cheapestOf(program, component, verdict.cycle, cut);
  const name = shortNames([...verdict.cycle.map(({ from }) => from), ...(verdict.hazard?.way() ?? []).map(({ from }) => from)]);
  const easy = cycleFix(program, component, placed) === 'type-import' ? typeOnlyImport(placed) : undefined;
  const tangle = component.modules.length > verdict.cycle.length ? `, in a tangle of ${component.modules.length}` : '';
  return {
    module: placed.from,
    span: specifierOf(placed),
    message: `${whoImportsWhom(program, verdict, name, tangle)}; ${consequence(program, component, verdict, cut, name)}.`,
    path: [...evidence(verdict, name), ...remedies(program, component, cut)],
    severity: verdict.severity,
    precision: verdict.precision,
    anchor: placed.to.path,
    data: {
      cut: cut.edges.map((edge) => ({ fix: cycleFix(program, component, edge), from: edge.from.path, names: importedNames(edge), to: edge.to.path })),
      cutIsSmallest: cut.exact,
      hazards: hazards.filter(({ need }) => !need.lazy).slice(0, MOST_LISTED).map(({ need, first, certain, commonJsOnly = false }) => ({
        by: need.by.path, certain, commonJsOnly, how: need.how, in: need.in.path, loadedFirst: first.path, name: need.name,
      })),
      kind: 'load',
      modules: component.modules.map(({ path }) => path),
      typeOnlyFix: typeOnlyFix(component),
    },
    ...(easy ? { suggestions: [easy] } : {}),
  };
}

/** Hazards in `data`, and cut edges in the evidence. */
const MOST_LISTED = 12;

function typeFinding(program: Program, component: Component): RuleFinding {
  const cycle = shortestCycle(component, component.edges);
  const [edge] = cycle as [ModuleEdge];
  const name = shortNames(cycle.map(({ from }) => from));
  const tangle = component.modules.length > cycle.length ? `, in a tangle of ${component.modules.length}` : '';
  return {
    module: edge.from,
    span: specifierOf(edge),
    message: `${whoImportsWhom(program, { cycle }, name, tangle)}; types alone close the cycle, so nothing of it is left at run time.`,
    path: cycle.map((each) => step(each, name)),
    severity: 'info',
    // Right as a fact, but types that name each other are how contracts are written: hardly a maintainer would mend it.
    precision: 'low',
    anchor: edge.to.path,
    data: { kind: 'type', modules: component.modules.map(({ path }) => path) },
  };
}

/** The import to point at: on the cycle that is shown, and the cheapest of those to cut. */
function cheapestOf(program: Program, component: Component, cycle: readonly ModuleEdge[], cut: EdgeCut): ModuleEdge {
  const candidates = cycle.filter((edge) => cut.edges.includes(edge));
  const [first, ...others] = (candidates.length > 0 ? candidates : cycle) as [ModuleEdge, ...ModuleEdge[]];
  return others.reduce((best, edge) => (cutCost(program, component, edge) < cutCost(program, component, best) ? edge : best), first);
}

/** When `import type` alone helps: how many imports it takes, and whether no cycle is left then. */
function typeOnlyFix(component: Component): { ends: boolean; imports: { from: string; names: string[]; to: string }[] } | null {
  const edges = component.edges.filter(isTypeOnly);
  if (edges.length === 0) return null;
  const imports = edges.map((edge) => ({ from: edge.from.path, names: edge.statements.flatMap(({ fact }) => fact.bindings.map(({ imported }) => imported)), to: edge.to.path }));
  return { ends: withoutEdges(component, edges).length === 0, imports };
}

// Words

type Name = (module: LinkedModule) => string;

/** Paths without the folders that all of them share. */
function shortNames(modules: readonly LinkedModule[]): Name {
  const folders = modules.map(({ path }) => path.split('/').slice(0, -1));
  let shared = 0;
  while (folders.every((each) => each[shared] !== undefined && each[shared] === folders[0]?.[shared])) shared += 1;
  return ({ path }) => `'${path.split('/').slice(shared).join('/')}'`;
}

function whoImportsWhom(program: Program, { cycle, hazard }: Pick<Verdict, 'cycle' | 'hazard'>, name: Name, tangle: string): string {
  const [edge] = cycle as [ModuleEdge];
  const size = `(${cycle.length} modules${tangle})`;
  if (edge.from === edge.to) return `${name(edge.from)} imports itself`;
  const barrel = cycle.find(({ from, to }) => isBarrel(to) && !isBarrel(from));
  if (barrel) {
    const behind = declaringModules(program, barrel).filter((module) => module !== barrel.to);
    const where = behind.length === 1 && behind[0] ? ` of '${behind[0].path.split('/').at(-1)}'` : '';
    return `${name(barrel.from)} imports ${list(importedNames(barrel))}${where} through the barrel ${name(barrel.to)}, which loads it again ${size}`;
  }
  if (cycle.length === 2) return `${name(edge.from)} and ${name(edge.to)} import each other${tangle ? ` ${size}` : ''}`;
  const pair: readonly LinkedModule[] = hazard && hazard.need.in !== hazard.need.by && cycle.some(({ from }) => from === hazard.need.in) ? [hazard.need.by, hazard.need.in] : [edge.from, edge.to];
  return `${pair.map(name).join(' and ')} import each other in a circle ${size}`;
}

function consequence(program: Program, component: Component, { hazard, across, cycle }: Verdict, cut: EdgeCut, name: Name): string {
  const [edge] = cycle as [ModuleEdge];
  if (hazard) {
    const { need, first, certain } = hazard;
    const where = hazard.commonJsOnly ? ' in CommonJS' : '';
    if (need.lazy) return `'${need.name}' ${USES[need.how]}, which a CommonJS build survives and an ES module does not`;
    const through = need.calls.at(-1);
    const use = through ? `'${need.name}' is read by '${through.name}', which is called` : `'${need.name}' ${USES[need.how]}`;
    return `${use} while the modules are evaluated, so loading ${name(first)} first ${certain || hazard.commonJsOnly ? 'finds' : 'may find'} it undefined${where}`;
  }
  if (across === 'package') return `the packages ${packageName(program, edge.from)} and ${packageName(program, edge.to)} cannot be built, tested or released without each other`;
  if (across === 'folder') return 'neither folder can be changed, tested or moved without the other';
  if (edge.from === edge.to) return 'every name of its own that it uses goes through its exports';
  if (cut.edges.every((each) => cycleFix(program, component, each) === 'type-import')) return "what closes the cycle is used as types only, so 'import type' would end it";
  return 'nothing that has to be initialised is used while the modules are evaluated, so they load in any order';
}

function packageName(program: Program, { input }: LinkedModule): string {
  return `'${program.modules.packages.find(({ path }) => path === input.package)?.name || input.package}'`;
}

const USES: Readonly<Record<LoadUse, string>> = {
  extends: 'is extended', decorator: 'is used by a decorator', call: 'is called', new: 'is constructed', initialiser: 'is read', static: 'is read by a static field',
  computed: 'names a member', enum: 'is read by an enum', jsx: 'is rendered', other: 'is read', injection: 'is emitted as the type to inject',
  metadata: 'is emitted as the type of a decorated member', require: 'is taken from its exports',
};

function evidence({ cycle, hazard }: Verdict, name: Name): EvidencePoint[] {
  if (!hazard) return cycle.map((edge) => step(edge, name));
  const { need, way, first } = hazard;
  const why = hazard.commonJsOnly ? `before ${name(first)} has got to the line that exports it` : first === need.in ? `while ${name(first)} still waits for its imports` : `before ${name(need.in)} is evaluated`;
  const [start, ...rest] = way().map((edge) => step(edge, name)) as [EvidencePoint, ...EvidencePoint[]];
  return [
    { ...start, message: `loaded first, ${start.message}` },
    ...rest,
    ...need.calls.map((call) => ({ module: call.module, span: call.span, message: `calls '${call.name}' while it is evaluated` })),
    { module: need.module, span: need.span, message: `'${need.name}' ${need.calls.length > 0 ? 'is read' : USES[need.how]} here, ${why}` },
  ];
}

function step(edge: ModuleEdge, name: Name): EvidencePoint {
  const { fact } = edge.statements[0] as ModuleEdge['statements'][number];
  const names = list(importedNames(edge));
  const verb = fact.kind === 'reexport' ? 're-exports' : fact.kind === 'require' ? 'requires' : 'imports';
  const what = names === '' ? `loads ${name(edge.to)}` : `${verb} ${names} from ${name(edge.to)}`;
  return { module: edge.from, span: specifierOf(edge), message: `${name(edge.from)} ${what}` };
}

function remedies(program: Program, component: Component, cut: EdgeCut): EvidencePoint[] {
  const [head] = cut.edges;
  if (!head) return [];
  const others = cut.edges.length - 1;
  const end = others === 0 ? 'without this import no cycle is left' : `without this import and ${others} other${others > 1 ? 's' : ''} no cycle is left`;
  return cut.edges.slice(0, MOST_LISTED).map((edge) => ({ module: edge.from, span: specifierOf(edge), message: `${end}: ${remedy(program, component, edge)}` }));
}

/** Why the import can go, and what to do instead. */
function remedy(program: Program, component: Component, edge: ModuleEdge): string {
  switch (cycleFix(program, component, edge)) {
    case 'type-import':
      return "its names are used as types only; use 'import type'";
    case 'direct-import': {
      const places = declaringModules(program, edge).filter((module) => module !== edge.to).map(({ path }) => path);
      return `what it names lies behind a barrel, in modules that do not lead back; import it from ${places.length > 0 ? list(places) : 'the package that has it'}`;
    }
    case 'lazy-import':
      return "its names are used inside functions only; use 'import()' inside the function";
    case 'move':
      return 'its names are used while the modules are evaluated, or exported again; move what both sides need to a module of its own';
  }
}

function specifierOf(edge: ModuleEdge): { at: number; end: number } {
  const { fact } = edge.statements[0] as ModuleEdge['statements'][number];
  return { at: fact.specifierAt, end: fact.specifierAt + fact.specifier.length + 2 };
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => (name === '*' ? 'everything' : `'${name}'`));
  return names.length > 3 ? `${shown.join(', ')} and ${names.length - 3} more` : shown.join(names.length === 2 ? ' and ' : ', ');
}
