/** What it takes to remove an edge of a cycle, judged by how its names are used. */
import { answerPerComponent } from './component-answers.ts';
import { shortestWay, type Component } from './cycles.ts';
import { smallestCut, type EdgeCut } from './edge-cut.ts';
import type { Program } from './link.ts';
import { importedNames, type ModuleEdge } from './module-graph.ts';
import type { LinkedModule } from './program.ts';

/**
 * From the cheapest:
 * - `type-import`: the names are used as types only
 * - `direct-import`: a barrel is asked, and the modules behind it do not lead back
 * - `lazy-import`: the names are used inside functions only
 * - `move`: a name is used while the module is evaluated, or it is re-exported: what both need has to move
 */
export type CycleFix = 'type-import' | 'direct-import' | 'lazy-import' | 'move';

/** O(names + edges). */
export function cycleFix(program: Program, component: Component, edge: ModuleEdge): CycleFix {
  if (isTypeOnly(edge)) return 'type-import';
  if (edge.statements.some(({ fact }) => fact.kind === 'reexport' || fact.kind === 'side-effect')) return 'move';
  if (isBarrel(edge.to) && avoidsBarrel(program, component, edge)) return 'direct-import';
  const isEvaluated = edge.statements.some(({ bindings }) => bindings.some(({ use }) => use && use.evaluated.length + use.metadata > 0));
  return isEvaluated ? 'move' : 'lazy-import';
}

/** Kept by `verbatimModuleSyntax` although no name has a use at run time. */
export function isTypeOnly(edge: ModuleEdge): boolean {
  const written = edge.statements.flatMap(({ fact }) => fact.bindings);
  return (
    written.length > 0 &&
    edge.statements.every(({ fact }) => fact.kind === 'import' && fact.bindings.length > 0) &&
    written.every(({ typeOnly, use }) => typeOnly || (use !== undefined && use.evaluated.length + use.deferred + use.metadata === 0 && use.types + (use.typeKeys ?? 0) > 0 && !use.exported))
  );
}

/** A module that re-exports and does nothing else. */
export function isBarrel(module: LinkedModule): boolean {
  const { facts } = module;
  return facts.imports.some((fact) => fact.kind === 'reexport') && facts.functions.length === 1 && facts.functions[0]?.body.length === 0 && facts.classes.length === 0;
}

/** The modules in which the names of an edge are declared, by path; a namespace is declared where it points. */
export function declaringModules(program: Program, edge: ModuleEdge): LinkedModule[] {
  const found = new Set<LinkedModule>();
  for (const name of importedNames(edge)) {
    const declared = name === '*' ? undefined : program.exports.export(edge.to, name, 'value');
    if (declared?.is === 'external') continue;
    found.add(declared?.is === 'expression' ? declared.placed.module : declared ? declared.module : edge.to);
  }
  return [...found].sort((a, b) => a.number - b.number);
}

function avoidsBarrel(program: Program, component: Component, edge: ModuleEdge): boolean {
  const avoid = new Set([edge.to]);
  return declaringModules(program, edge).every((module) =>
    module !== edge.to && module !== edge.from && (!component.has(module) || shortestWay(component, module, edge.from, avoid) === undefined),
  );
}

const DIFFICULTY: Readonly<Record<CycleFix, number>> = { 'type-import': 0, 'direct-import': 1, 'lazy-import': 2, move: 3 };
const LEVELS = 4;

/** The edges to cut: as few imported names as possible, easy ones first. */
export const cheapestCut: (program: Program, component: Component) => EdgeCut = answerPerComponent((program, component) =>
  smallestCut(component, (edge) => cutCost(program, component, edge)));

/** Imported names first, then difficulty; re-exports, which others rely on, count three times. */
export function cutCost(program: Program, component: Component, edge: ModuleEdge): number {
  const isReexport = edge.statements.some(({ fact }) => fact.kind === 'reexport');
  return namesOf(edge) * LEVELS * (isReexport ? 3 : 1) + DIFFICULTY[cycleFix(program, component, edge)];
}

function namesOf(edge: ModuleEdge): number {
  const names = importedNames(edge);
  return Math.max(1, names.includes('*') ? edge.to.facts.exports.length : names.length);
}
