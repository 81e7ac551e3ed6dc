/**
 * Which module loads which: one edge for each pair of modules, told apart by when the load happens.
 *
 * An import that TypeScript drops from its output is a type edge here, because nothing of it is left
 * when the program runs. Built in one pass over the imports: O(imports + bindings).
 */
import type { ImportBinding, ImportFact } from '@dist-lint/model';
import type { Declared } from './exports.ts';
import type { Program } from './link.ts';
import { once, onceWhile } from './once.ts';
import type { LinkedModule, ModuleNumber } from './program.ts';
import type { Table } from './tracking.ts';

/**
 * - `runtime`: loads the other module while this one is loaded
 * - `deferred`: loads it later, if at all: `import()`, a `require` inside a function
 * - `type`: loads nothing: written or understood as types only
 */
export type ModuleEdgeKind = 'runtime' | 'deferred' | 'type';

export interface ModuleEdge {
  from: LinkedModule;
  to: LinkedModule;
  kind: ModuleEdgeKind;
  /** In the order of the source; at least one. */
  statements: readonly ImportStatement[];
}

export interface ImportStatement {
  fact: ImportFact;
  /** The bindings that are left at run time; for `type` edges, all. */
  bindings: readonly ImportBinding[];
}

export interface ModuleGraph {
  /** Sorted by path. */
  readonly modules: readonly LinkedModule[];
  /** By module number; each in the order in which the modules are first asked for. */
  readonly runtime: readonly (readonly ModuleEdge[])[];
  readonly deferred: readonly (readonly ModuleEdge[])[];
  readonly type: readonly (readonly ModuleEdge[])[];
  /** The same object for as long as every module leads to the same others in the same order, whatever else changes. */
  readonly shape: object;
  edge(kind: ModuleEdgeKind, from: ModuleNumber, to: ModuleNumber): ModuleEdge | undefined;
}

export function moduleGraph(program: Program): ModuleGraph {
  return graphs(program).graph;
}

/** The graph of a program as it now is, with each module's own edges. */
const graphs = onceWhile((program: Program) => program.tracker.epoch, (program, before: { graph: ModuleGraph; edges: readonly OwnEdges[] } | undefined) => {
  // After a keystroke almost all edges are those of before: the lists are copied, and what changed is put in its place.
  const edges = before?.edges.slice() ?? [];
  const runtime = before?.graph.runtime.slice() ?? [];
  const deferred = before?.graph.deferred.slice() ?? [];
  const type = before?.graph.type.slice() ?? [];
  let shape = before?.graph.shape ?? {};
  const { table, read } = edgesIn(program);
  table.has(0); // it is up to date once it has been asked
  for (const own of read.splice(0)) {
    const known = edges[own.of];
    if (!known || !leadsToTheSame(known, own)) shape = {};
    edges[own.of] = own;
    runtime[own.of] = own.lists.runtime;
    deferred[own.of] = own.lists.deferred;
    type[own.of] = own.lists.type;
  }
  const graph: ModuleGraph = { modules: program.modules.all, runtime, deferred, type, shape, edge: (kind, from, to) => edges[from]?.[kind].get(to) };
  return { graph, edges };
});

/** A module's own edges. For answers that are kept: they rest on the modules whose edges they follow, and on no other. */
export function edgesFrom(program: Program, module: ModuleNumber): OwnEdges | undefined {
  return edgesIn(program).table.get(module)[0];
}

/** Going through thousands of modules after each keystroke would cost more than the rest: so what is read anew is noted. */
const edgesIn = once((program: Program): { table: Table<ModuleNumber, OwnEdges>; read: OwnEdges[] } => {
  const read: OwnEdges[] = [];
  const table = program.tracker.table<ModuleNumber, OwnEdges>(() => program.modules.all, (module) => {
    const own = readEdges(program, module);
    read.push(own);
    return [[module.number, own]];
  });
  return { table, read };
});

/** The edges that leave a module. */
export type OwnEdges = Record<ModuleEdgeKind, ReadonlyMap<ModuleNumber, ModuleEdge>> & { of: ModuleNumber; lists: Record<ModuleEdgeKind, readonly ModuleEdge[]> };

function leadsToTheSame(a: OwnEdges, b: OwnEdges): boolean {
  return KINDS.every((kind) => a.lists[kind].length === b.lists[kind].length && a.lists[kind].every(({ to }, at) => to === b.lists[kind][at]?.to));
}

const KINDS: readonly ModuleEdgeKind[] = ['runtime', 'deferred', 'type'];

function readEdges(program: Program, module: LinkedModule): OwnEdges {
  const own = { runtime: new Map<ModuleNumber, GrowingEdge>(), deferred: new Map<ModuleNumber, GrowingEdge>(), type: new Map<ModuleNumber, GrowingEdge>() };
  for (const fact of inSourceOrder(module.facts.imports)) {
    const to = importedModule(program, module, fact);
    if (!to) continue;
    const { kind, bindings } = whatIsLeft(program, module, fact, to);
    const edge = own[kind].get(to.number);
    if (edge) edge.statements.push({ fact, bindings });
    else own[kind].set(to.number, { from: module, to, kind, statements: [{ fact, bindings }] });
  }
  return { ...own, of: module.number, lists: { runtime: [...own.runtime.values()], deferred: [...own.deferred.values()], type: [...own.type.values()] } };
}

/** Modules are loaded in this order, whatever the kind of statement. */
function inSourceOrder(imports: readonly ImportFact[]): ImportFact[] {
  return [...imports].sort((a, b) => a.at - b.at);
}

type GrowingEdge = ModuleEdge & { statements: ImportStatement[] };

/** The names that an edge imports, as the other module calls them, sorted; `*` for a namespace. */
export function importedNames(edge: ModuleEdge): string[] {
  return [...new Set(edge.statements.flatMap(({ bindings }) => bindings.map(({ imported }) => imported)))].sort();
}

/** The module that an import leads to, if it is one of the program's. */
export function importedModule(program: Program, module: LinkedModule, fact: ImportFact): LinkedModule | undefined {
  const resolution = Object.hasOwn(module.input.resolutions, fact.specifier) ? module.input.resolutions[fact.specifier] : undefined;
  return resolution?.to === 'module' ? program.modules.byPath(resolution.path) : undefined;
}

/** What of an import the compiler leaves in its output. */
function whatIsLeft(program: Program, module: LinkedModule, fact: ImportFact, to: LinkedModule): { kind: ModuleEdgeKind; bindings: ImportBinding[] } {
  if (fact.kind === 'type' || fact.typeOnly) return { kind: 'type', bindings: fact.bindings };
  if (fact.kind === 'dynamic' || fact.deferred) return { kind: 'deferred', bindings: fact.bindings };
  // `import {} from 's'` is kept as written or not at all.
  if (fact.kind === 'side-effect' || (fact.bindings.length === 0 && fact.kind === 'require')) return { kind: 'runtime', bindings: fact.bindings };
  const kept = fact.bindings.filter((binding) => isKept(program, module, fact, binding, to));
  // `import { type X } from 's'` still loads `s` when imports stay as written.
  const isWritten = keepsImports(module) || isRequireCall(fact);
  return kept.length > 0 || isWritten ? { kind: 'runtime', bindings: kept } : { kind: 'type', bindings: fact.bindings };
}

/** JavaScript is run as it stands. */
function isJavaScript(module: LinkedModule): boolean {
  return /^[cm]?jsx?$/.test(module.facts.language);
}

function keepsImports(module: LinkedModule): boolean {
  return isJavaScript(module) || module.input.options.verbatimModuleSyntax === true;
}

/** `const x = require('s')` runs even when `x` is never used; TypeScript drops such an `import x = require('s')`. */
function isRequireCall(fact: ImportFact): boolean {
  const [binding] = fact.bindings;
  const isImportEquals = binding?.imported === '*' && binding.at > fact.at;
  return fact.kind === 'require' && !isImportEquals;
}

function isKept(program: Program, module: LinkedModule, fact: ImportFact, binding: ImportBinding, to: LinkedModule): boolean {
  if (binding.typeOnly) return false;
  if (!keepsImports(module) && fact.kind !== 'reexport' && !isRequireCall(fact) && !isUsedAsValue(module, binding)) return false;
  return !isOnlyType(program, to, binding.imported);
}

function isUsedAsValue(module: LinkedModule, { use }: ImportBinding): boolean {
  if (!use) return true;
  if (use.evaluated.length > 0 || use.deferred > 0 || use.exported || use.typeKeys !== undefined) return true;
  return use.metadata > 0 && module.input.options.emitDecoratorMetadata === true;
}

/** Whether a module exports nothing but a type under the name. What cannot be seen counts as a value. */
function isOnlyType(program: Program, module: LinkedModule, name: string): boolean {
  if (name === '*') return false;
  const own = module.exported(name);
  if (own.length > 0 && own.every((fact) => fact.typeOnly)) return true;
  return isTypeDeclaration(program.exports.export(module, name, 'value'));
}

function isTypeDeclaration(declared: Declared | undefined): boolean {
  return declared?.is === 'variable' && declared.module.outline.variables[declared.variable]?.kind === 'type';
}
