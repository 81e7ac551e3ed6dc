/** Packages hold modules, modules hold functions and load one another, functions need constants and classes of other modules. */
import { groupBy, type Expr } from '@dist-lint/model';
import type { EntryPoint } from '../entry-points.ts';
import type { Program } from '../link.ts';
import { importedModule, moduleGraph } from '../module-graph.ts';
import type { FunctionNumber, LinkedModule } from '../program.ts';
import { forEachExpr, forEachStep, operands } from '../walk.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** Adds the nodes of packages, modules and functions, and what holds what. */
export function moduleNodes(program: Program, builder: GraphBuilder): void {
  const packages = new Map(program.modules.packages.map(({ path, name }) => [path, name]));
  for (const module of program.modules.all) {
    const { path, input, facts } = module;
    const aside = program.link.isExempt(path) ? { isAside: true as const } : {};
    const holder = builder.node('package', `pkg:${input.package}`, packages.get(input.package) || input.package || '.');
    const number = builder.node('module', path, path, { module, at: 0, ...aside });
    builder.edge(holder, number, 'contains');
    const names = new Map<string, number>();
    facts.functions.forEach((fact, fn) => {
      if (fact.bodiless) return;
      const count = (names.get(fact.name) ?? 0) + 1;
      names.set(fact.name, count);
      const id = `${path}#${fact.name}${count > 1 ? ` (${count})` : ''}`;
      const inner = builder.node('function', id, fact.name, { module, at: fact.nameAt, function: module.functionBase + fn, ...aside });
      builder.edge(number, inner, 'contains');
    });
  }
}

export function moduleEdges(program: Program, builder: GraphBuilder, entries: ReadonlyMap<LinkedModule, readonly EntryPoint[]>): void {
  const { runtime, deferred, type } = moduleGraph(program);
  const number = new Map<LinkedModule, number>(program.modules.all.map((module) => [module, builder.node('module', module.path, module.path)]));
  for (const [kind, lists] of [['imports', runtime], ['loads', deferred], ['types', type]] as const) {
    for (const edges of lists) {
      for (const { from, to, statements } of edges) {
        const [a, b, first] = [number.get(from), number.get(to), statements[0]];
        if (a !== undefined && b !== undefined && first) builder.edge(a, b, kind, { strength: 'hard', module: from, at: first.fact.at, end: first.fact.end });
      }
    }
  }
  const registered = groupBy([...entries.values()].flat(), ({ module }) => module);
  for (const module of program.modules.all) referEdges(program, builder, module, registered.get(module) ?? []);
}

/** Functions that read what they import: called functions have edges of their own. What is said where one is registered, it needs, too. */
function referEdges(program: Program, builder: GraphBuilder, module: LinkedModule, registered: readonly EntryPoint[]): void {
  /** Of these, facts do not hold all places. */
  const often = new Map<number, readonly number[]>();
  let around: ((at: number) => FunctionNumber) | undefined;
  for (const fact of module.facts.imports) {
    const to = importedModule(program, module, fact);
    if (!to || fact.typeOnly || fact.deferred) continue;
    for (const { variable, imported, use, typeOnly } of fact.bindings) {
      if (variable === undefined || typeOnly || use === undefined || use.deferred + use.evaluated.length === 0) continue;
      const holders = holdersOf(program, to, imported).map((each) => builder.node('module', each.path, each.path));
      if (holders.length === 0) continue;
      if (use.deferred > use.deferredAt.length) often.set(variable, holders);
      for (const at of [...use.evaluated.map((each) => each.at), ...use.deferredAt]) {
        const from = builder.ofFunction((around ??= innermost(module, registered))(at));
        for (const holder of holders) if (from !== undefined) builder.edge(from, holder, 'refers', { strength: 'hard', module, at, end: at + 1 });
      }
    }
  }
  if (often.size === 0) return;
  module.facts.functions.forEach((fact, fn) => {
    const from = builder.ofFunction(module.functionBase + fn);
    if (from === undefined) return;
    const look = (expr: Expr, at: number, end: number): void => {
      forEachExpr(expr, (each) => {
        if (each.k === 'var') for (const to of often.get(each.v) ?? []) builder.edge(from, to, 'refers', { strength: 'hard', module, at, end });
      });
    };
    forEachStep(fact.body, (step) => { for (const operand of operands(step)) look(operand, step.at, step.end); });
    for (const param of fact.params) if (param.default) look(param.default, param.at, param.end);
  });
}

/** By offset: the innermost function around it, or the one that is registered there: the schema of a route. */
function innermost({ facts, functionBase }: LinkedModule, registered: readonly EntryPoint[]): (at: number) => FunctionNumber {
  const spans = [
    ...facts.functions.flatMap(({ at, end, bodiless }, fn) => (fn === 0 || bodiless ? [] : [{ fn: functionBase + fn, at, end }])),
    ...registered.map(({ function: fn, at, end }) => ({ fn, at, end })),
  ].sort((a, b) => a.at - b.at || b.end - a.end); // stable: what is registered lies within a function of the same span
  /** Spans lie within one another and never across. By place in the list: the place of the one around. */
  const outer: number[] = [];
  const outwards = (from: number, at: number): number => {
    let place = from;
    while (place >= 0 && (spans[place]?.end ?? 0) <= at) place = outer[place] ?? -1;
    return place;
  };
  spans.forEach(({ at }, place) => outer.push(outwards(place - 1, at)));
  return (at) => {
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return spans[outwards(low - 1, at)]?.fn ?? functionBase;
  };
}

/** The modules that declare an imported constant or class; none for functions. */
function holdersOf(program: Program, to: LinkedModule, name: string): LinkedModule[] {
  if (name === '*') return [];
  const declared = program.exports.export(to, name, 'value');
  if (declared?.is !== 'variable') return [];
  const kind = declared.module.facts.variables[declared.variable]?.kind;
  return kind === 'function' || kind === 'type' || kind === 'import' ? [] : [declared.module];
}
