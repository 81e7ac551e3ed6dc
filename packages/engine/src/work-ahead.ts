/** What answers will rest on, computed while nobody asks, so that the first lint of a file need not wait for it. */
import { posix } from 'node:path';
import { moduleGraph, stronglyConnectedComponents, type LinkedModule, type Program } from '@dist-lint/graph';

/** In larger programs the answers that are kept would take more memory than a thread has by default. */
const MOST_MODULES = 10_000;

/** What a module loads comes before it: so each step finds done what it rests on, and is short. */
function inLoadingOrder(program: Program): LinkedModule[] {
  const { modules, runtime } = moduleGraph(program);
  const components = stronglyConnectedComponents(modules.length, (number) => (runtime[number] ?? []).map(({ to }) => to.number));
  return components.flat().flatMap((number) => modules[number] ?? []);
}

/** More are not near: a barrel is imported by hundreds. */
const MOST_NEAR = 40;

/** Where somebody goes on from a file: to what it imports, to who imports it, to its folder. A step is one module. */
export function* workAround(program: Program, file: string, run: (module: LinkedModule) => void): Generator<void> {
  const middle = program.modules.byPath(file);
  if (!middle) return;
  for (const module of near(program, middle)) {
    run(module);
    yield;
  }
}

function near(program: Program, middle: LinkedModule): LinkedModule[] {
  const graph = moduleGraph(program);
  const kinds = [graph.runtime, graph.deferred];
  const imported = kinds.flatMap((edges) => edges[middle.number]?.map(({ to }) => to) ?? []);
  const importing = kinds.flatMap((edges) => edges.flat().flatMap(({ from, to }) => (to === middle ? [from] : [])));
  const beside = program.modules.all.filter(({ path }) => posix.dirname(path) === posix.dirname(middle.path));
  const found = new Set([...imported, ...importing, ...beside]);
  found.delete(middle);
  return [...found].slice(0, MOST_NEAR);
}

/** A step is short, such as the calls of one function, except that the first `run` brings together what all modules say. */
export function* workAhead(program: Program, run: (module: LinkedModule) => void): Generator<void> {
  const all = [...program.modules.all];
  if (all.length > MOST_MODULES) return;
  for (const module of all) {
    for (const fn of module.facts.functions.keys()) {
      program.calls(module, fn);
      yield;
    }
  }
  for (const module of inLoadingOrder(program)) {
    run(module);
    yield;
  }
}
