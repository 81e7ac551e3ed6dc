/** What a target of `dist-lint blast-radius` names: a file, a folder, a symbol, a package, state, a resource, an entry point. */
import { relative, sep } from 'node:path';
import { blastNode, goneWith, usersOf } from '@dist-lint/blast-radius';
import type { Program, SystemGraph } from '@dist-lint/graph';
import { type BlastNode, UserError } from '@dist-lint/model';
import { nearestOf, type Place, some } from './retry-target.ts';

export interface BlastTarget {
  node: BlastNode;
  /** All that is gone with it. */
  members: number[];
}

/** @throws UserError `unknown-target`, `ambiguous-target`. */
export function blastTarget(graph: SystemGraph, { program, root }: { program: Program; root: string }, target: string, place: Place | undefined): BlastTarget {
  const onDisk = place && relative(root, place.absolute).split(sep).join('/');
  const id = graph.number(target);
  if (id !== undefined) return whole(graph, id);
  if (place?.isWhole === true && onDisk !== undefined) {
    const inside = ofPath(graph, program, onDisk);
    if (inside) return inside;
  }
  const symbol = ofSymbol(graph, program, target, onDisk);
  if (symbol) return symbol;
  const named = namedBy(graph, target);
  const [only] = named;
  if (only !== undefined && named.length === 1) return whole(graph, only);
  if (named.length > 1) {
    const ids = named.map((number) => `'${graph.nodes[number]?.id ?? ''}'`);
    throw new UserError('ambiguous-target', `'${target}' is ${named.length} things.`, `Name one of them: ${some(ids)}.`);
  }
  const entity = ofEntity(graph, target);
  if (entity) return entity;
  const inside = ofPath(graph, program, target.replace(/\/+$/, ''));
  if (inside) return inside;
  throw unknown(graph, program, target, onDisk);
}

function whole(graph: SystemGraph, number: number): BlastTarget {
  return { node: blastNode(graph, number), members: goneWith(graph, number) };
}

/** A file, or everything below a folder; a folder that is a package goes by its name. */
function ofPath(graph: SystemGraph, program: Program, path: string): BlastTarget | undefined {
  const file = graph.number(path);
  if (file !== undefined) return whole(graph, file);
  const modules = program.modules.all.flatMap((module) => (path === '' || module.path.startsWith(`${path}/`) ? [graph.number(module.path) ?? -1] : [])).filter((number) => number >= 0);
  if (modules.length === 0) return undefined;
  const holder = graph.number(`pkg:${path}`);
  const node: BlastNode = holder === undefined ? { id: path === '' ? '.' : path, kind: 'package', name: path === '' ? '.' : path } : blastNode(graph, holder);
  return { node, members: [...new Set(modules.flatMap((module) => goneWith(graph, module)))] };
}

/** `src/a.ts#save`, `src/a.ts#Orders` with all its methods, `src/a.ts#LIMIT` with all who need it. */
function ofSymbol(graph: SystemGraph, program: Program, target: string, onDisk: string | undefined): BlastTarget | undefined {
  for (let at = target.indexOf('#'); at > 0; at = target.indexOf('#', at + 1)) {
    const name = target.slice(at + 1);
    for (const path of new Set([onDisk ?? target.slice(0, at), target.slice(0, at)])) {
      const fn = graph.number(`${path}#${name}`);
      if (fn !== undefined) return whole(graph, fn);
      const module = program.modules.byPath(path);
      if (!module) continue;
      const node: BlastNode = { id: `${path}#${name}`, kind: 'function', name, file: path, line: 1 };
      if (module.facts.classes.some((each) => each.name === name)) {
        const methods = module.facts.functions.flatMap((fact) => (fact.name.startsWith(`${name}.`) ? [graph.number(`${path}#${fact.name}`) ?? -1] : [])).filter((number) => number >= 0);
        return { node, members: [...new Set([...methods.flatMap((number) => goneWith(graph, number)), ...usersOf(graph, path, name)])] };
      }
      if (module.facts.variables.some((each) => each.function === 0 && each.name === name)) return { node: { ...node, kind: 'module' }, members: usersOf(graph, path, name) };
    }
  }
  return undefined;
}

/** A table, model or class by its name: all of its fields. */
function ofEntity(graph: SystemGraph, target: string): BlastTarget | undefined {
  const before = `${target.toLowerCase()}.`;
  const cells = graph.nodes.flatMap(({ kind, name, isAside }, number) => (kind === 'state' && !isAside && name.toLowerCase().startsWith(before) ? [number] : []));
  if (cells.length === 0) return undefined;
  return { node: { id: target, kind: 'state', name: target }, members: [...new Set(cells.flatMap((cell) => goneWith(graph, cell)))] };
}

const NAMED: ReadonlySet<string> = new Set(['resource', 'state', 'entry', 'package', 'component']);

/** By name, as spelled before otherwise; what a package and its component share is the package. */
function namedBy(graph: SystemGraph, target: string): number[] {
  for (const same of [(name: string) => name === target, (name: string) => name.toLowerCase() === target.toLowerCase()]) {
    const found = graph.nodes.flatMap(({ kind, name, isAside, entry }, number) => (NAMED.has(kind) && !isAside && (same(name) || (entry !== undefined && entry.name !== '' && same(entry.name))) ? [number] : []));
    const packages = found.filter((number) => graph.nodes[number]?.kind === 'package');
    if (found.length > 0) return packages.length > 0 && found.every((number) => ['package', 'component'].includes(graph.nodes[number]?.kind ?? '')) ? packages.slice(0, 1) : found;
  }
  return [];
}

function unknown(graph: SystemGraph, program: Program, target: string, onDisk: string | undefined): UserError {
  const hash = target.lastIndexOf('#');
  const module = hash > 0 ? program.modules.byPath(onDisk ?? target.slice(0, hash)) : undefined;
  if (module) {
    const names = [...module.facts.functions.filter(({ kind }) => kind !== 'module').map(({ name }) => name), ...module.facts.classes.map(({ name }) => name)].filter(Boolean);
    const meant = nearestOf(target.slice(hash + 1), names);
    return new UserError('unknown-target', `There is no '${target.slice(hash + 1)}' in '${module.path}'.`, meant === undefined ? `There are: ${some(names)}.` : `Did you mean '${module.path}#${meant}'?`);
  }
  const names = [...new Set(graph.nodes.flatMap(({ kind, name, isAside }) => (NAMED.has(kind) && !isAside && name !== '' ? [name] : [])))].sort();
  const paths = new Set(program.modules.all.flatMap(({ path }) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))));
  const meant = nearestOf(target, names) ?? nearestOf(target, paths);
  const resources = graph.nodes.flatMap(({ kind, name }) => (kind === 'resource' ? [name] : []));
  const known = resources.length > 0 ? `Resources: ${some([...new Set(resources)].sort())}.` : 'Name a file, a folder, a package, or a symbol as FILE#NAME.';
  return new UserError('unknown-target', `There is no file, symbol, package, state, resource or entry point '${target}'.`, meant === undefined ? known : `Did you mean '${meant}'?`);
}
