/** The pages of a router that runs in the browser: their paths as they are written down, with what is shown there. */
import type { Expr } from '@dist-lint/model';
import type { Pages } from '@dist-lint/libraries';
import { joinPath, type EntryPoint } from '../entry-points.ts';
import type { Program } from '../link.ts';
import { arrayItems } from '../plain-lists.ts';
import type { FunctionNumber, LinkedModule, Placed } from '../program.ts';
import { property, slotExpr, textOf } from '../slots.ts';
import type { Value } from '../values.ts';
import { someExpr } from '../walk.ts';

/** Pages in pages are followed this far. */
const DEEPEST = 12;

/** One entry point for each function of a page: what stands around it first, what is shown last. */
export function clientRoutes(program: Program): EntryPoint[] {
  const found: EntryPoint[] = [];
  for (const module of program.modules.all) {
    if (program.link.isExempt(module.path)) continue;
    module.facts.functions.forEach((_, fn) => {
      const elements = new Map<number, Element>();
      for (const { call, externals } of program.calls(module, fn)) {
        for (const external of externals) {
          const row = program.link.libraries.symbol(external.package, external.path)?.facts.pages;
          const placed = row && slotExpr(program.link, { module, function: fn, call }, external, row.at);
          if (!row || !placed) continue;
          if (call.kind === 'jsx') elements.set(call.id, { row, item: placed, span: call });
          else for (const page of pagesOf(program, row, itemsOf(program, placed), '', [], 0)) found.push(...entriesOf(program, page, external.package, module, call));
        }
      }
      const inner = new Set([...elements.values()].flatMap(({ row, item }) => childrenOf(program, row, item)));
      for (const [id, { row, item, span }] of elements) {
        if (inner.has(id)) continue;
        for (const page of pagesOf(program, row, [item], '', [], 0, elements)) found.push(...entriesOf(program, page, externalOf(program, module, fn, id), module, span));
      }
    });
  }
  return found;
}

interface Element {
  row: Pages;
  item: Placed;
  span: { at: number; end: number };
}

interface Page {
  path: string;
  functions: readonly FunctionNumber[];
}

function pagesOf(program: Program, row: Pages, items: readonly Placed[], above: string, around: readonly FunctionNumber[], depth: number, elements?: ReadonlyMap<number, Element>): Page[] {
  if (depth > DEEPEST) return [];
  return items.flatMap((item) => {
    const said = property(program.link, item, [row.path]);
    const own = said ? textOf(program.link, said.module, said.function, said.expr) : '';
    if (said && (own === '' || own.includes('*')) && !/^\/?\*?$/.test(own)) return []; // A path that nobody sees is no name.
    const path = own.startsWith('/') ? joinPath(own, '') : joinPath(above, own);
    const shown = [...new Set([...around, ...row.shows.flatMap((key) => shownBy(program, property(program.link, item, [key])))])];
    const listed = property(program.link, item, [row.inner]);
    const children = elements ? childrenOf(program, row, item).flatMap((id) => elements.get(id)?.item ?? []) : listed ? itemsOf(program, listed) : [];
    const inside = pagesOf(program, row, children, path, shown, depth + 1, elements);
    const isPage = shown.length > around.length && !inside.some((each) => each.path === path) && (said !== undefined || children.length === 0);
    return [...(isPage ? [{ path, functions: shown }] : []), ...inside];
  });
}

function entriesOf(program: Program, { path, functions }: Page, library: string, module: LinkedModule, { at, end }: { at: number; end: number }): EntryPoint[] {
  return functions.map((fn) => ({ function: fn, role: 'page', name: path, library, module, at, end }));
}

function externalOf(program: Program, module: LinkedModule, fn: number, id: number): string {
  return program.call(module, fn, id)?.externals[0]?.package ?? '';
}

function itemsOf(program: Program, placed: Placed): Placed[] {
  const list = arrayItems(program.link, { module: placed.module, function: placed.function }, placed.expr);
  return list ? list.items.map((expr) => ({ module: list.scope.module, function: list.scope.function, expr })) : [];
}

/** The elements among the children of an element. */
function childrenOf(program: Program, row: Pages, item: Placed): number[] {
  const children = property(program.link, item, [row.inner]);
  const found: number[] = [];
  if (children) someExpr(children.expr, (each) => {
    if (each.k === 'result') found.push(each.id);
    return false;
  });
  return found;
}

/** A component, an element with all that it holds, or a function that imports a component. */
function shownBy(program: Program, placed: Placed | undefined): FunctionNumber[] {
  if (!placed) return [];
  const { module, function: fn, expr } = placed;
  const inElements = elementsIn(program, module, fn, expr);
  if (inElements.length > 0) return inElements;
  return program.link.evaluate(module, fn, expr).flatMap((value) => functionsOf(program, value));
}

function functionsOf(program: Program, value: Value): FunctionNumber[] {
  if (value.is !== 'function') return [];
  const { module, id } = program.modules.function(value.number);
  const imported = (module.index.returns[id] ?? []).flatMap((expr) => program.link.evaluate(module, id, expr)).filter(({ is }) => is === 'module');
  const components = imported.flatMap((each) => ['default', 'Component'].flatMap((name) => program.link.member(each, name))).flatMap((each) => (each.is === 'function' ? [each.number] : []));
  return components.length > 0 ? components : [value.number];
}

function elementsIn(program: Program, module: LinkedModule, fn: number, expr: Expr, depth = 0): FunctionNumber[] {
  const found: FunctionNumber[] = [];
  if (depth > DEEPEST) return found;
  someExpr(expr, (each) => {
    const resolved = each.k === 'result' ? program.call(module, fn, each.id) : undefined;
    if (resolved?.call.kind !== 'jsx') return false;
    found.push(...resolved.functions.map(({ number }) => number), ...resolved.call.args.flatMap((arg) => elementsIn(program, module, fn, arg, depth + 1)));
    return false;
  });
  return found;
}
