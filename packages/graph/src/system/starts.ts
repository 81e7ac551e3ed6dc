/** Entry points that no framework calls: module bodies that start something, commands, and what packages publish. */
import type { EntryPoint } from '../entry-points.ts';
import type { Program } from '../link.ts';
import { importedModule, moduleGraph } from '../module-graph.ts';
import type { LinkedModule } from '../program.ts';
import { enter, placeOf } from './entries.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** Nodes of functions, by what they begin. */
export interface Starters {
  connecting: ReadonlySet<number>;
  listening: ReadonlySet<number>;
  receiving: ReadonlySet<number>;
  /** Into a page of the browser. */
  rendering: ReadonlySet<number>;
}

export function startNodes(program: Program, builder: GraphBuilder, starters: Starters): void {
  const [connecting, listening, receiving, rendering] = [builder.callersOf(starters.connecting), builder.callersOf(starters.listening), builder.callersOf(starters.receiving), builder.callersOf(starters.rendering)];
  const isImported = new Set<LinkedModule>();
  for (const edges of moduleGraph(program).runtime) for (const { from, to } of edges) if (!program.link.isExempt(from.path)) isImported.add(to);
  const commands = new Map<string, string>();
  for (const { entries } of program.modules.packages) for (const { as, module } of entries) if (as.startsWith('bin:')) commands.set(module, as.slice('bin:'.length));

  /** Modules that listen as soon as they are loaded, and whose server a main or a command has been found to start. */
  const started = new Set<LinkedModule>();
  const bodyOf = (module: LinkedModule): number => builder.ofFunction(module.functionBase) ?? -1;
  const serves = (module: LinkedModule): boolean => listening.has(bodyOf(module)) || receiving.has(bodyOf(module));
  const own = program.modules.all.filter(({ path }) => !program.link.isExempt(path) && !program.settings.isAside(path));
  for (const module of own) {
    const command = commands.get(module.path);
    if (command === undefined && isImported.has(module)) continue;
    const loaded = loadedForEffect(program, module).filter(serves);
    const name = command ?? (rendering.has(bodyOf(module)) ? webAppName(program, module) : `main ${module.path}`);
    if (command === undefined && loaded.length === 0 && !rendering.has(bodyOf(module)) && !connecting.has(bodyOf(module)) && !serves(module)) continue;
    const entry = add(program, builder, module, command === undefined ? 'main' : 'cli', name, module.functionBase, '');
    for (const each of loaded) enter(program, builder, entry, { function: each.functionBase, module, at: 0, end: 0 });
    for (const each of [module, ...loaded]) started.add(each);
  }
  // A server that listens while its module is loaded is started by whoever needs something of that module.
  for (const module of own) if (!started.has(module) && listening.has(bodyOf(module))) add(program, builder, module, 'main', `main ${module.path}`, module.functionBase, '');
  for (const { path, name, private: isPrivate, entries } of program.modules.packages) {
    if (isPrivate || name === '' || program.link.isExempt(`${path}/`)) continue;
    for (const { as, module: at } of entries) {
      const module = as.startsWith('bin:') ? undefined : program.modules.byPath(at);
      if (module) published(program, builder, module, as === 'main' || as === '.' ? name : `${name}${as.slice(1)}`);
    }
  }
}

/** Modules that one loads for nothing but what they do then: `import './server'`, and what these load so. */
function loadedForEffect(program: Program, module: LinkedModule): LinkedModule[] {
  const found = new Set<LinkedModule>([module]);
  for (const each of found) {
    for (const fact of each.facts.imports) {
      const to = fact.kind === 'side-effect' ? importedModule(program, each, fact) : undefined;
      if (to) found.add(to); // grows meanwhile
    }
  }
  return [...found].slice(1);
}

function webAppName(program: Program, { input }: LinkedModule): string {
  const name = program.modules.packages.find(({ path }) => path === input.package)?.name;
  return `web app ${name || input.package || '.'}`;
}

/** Each function that a package publishes, the methods of each class, and what is handed to the call that makes a constant: `createWorkflow('order', run)`. */
function published(program: Program, builder: GraphBuilder, module: LinkedModule, from: string): void {
  for (const exported of namesOf(program, module)) {
    for (const value of program.link.exported(module, exported)) {
      if (value.is === 'function') add(program, builder, module, 'export', `${from} ${exported}`, value.number, from, value.within && [value.within]);
      if (value.is === 'external' && value.made) {
        const made = program.call(value.made.module, value.made.function, value.made.call.id);
        // What its library runs by itself is an entry point already, or none.
        const handed = made?.handed.filter(({ row }) => row === undefined).flatMap(({ functions }) => functions) ?? [];
        for (const { number, within } of handed) add(program, builder, module, 'export', `${from} ${exported}`, number, from, within);
      }
      if (value.is !== 'class') continue;
      const { module: at, fact } = program.modules.class(value.number);
      for (const id of fact.methods) {
        const method = at.facts.functions[id];
        if (method && !method.bodiless && method.accessibility === undefined && !method.name.includes('#')) add(program, builder, module, 'export', `${from} ${method.name}`, at.functionBase + id, from);
      }
    }
  }
}

/** The names that a module exports, through `export *`. */
function namesOf(program: Program, module: LinkedModule, seen: Set<LinkedModule> = new Set()): string[] {
  if (seen.has(module)) return [];
  seen.add(module);
  const found = new Set<string>();
  for (const { name, kind, import: index, typeOnly } of module.facts.exports) {
    if (typeOnly) continue;
    if (kind !== 'star') {
      found.add(name);
      continue;
    }
    const specifier = index === undefined ? undefined : module.facts.imports[index]?.specifier;
    const to = specifier === undefined ? undefined : module.input.resolutions[specifier];
    const next = to?.to === 'module' ? program.modules.byPath(to.path) : undefined;
    if (next) for (const each of namesOf(program, next, seen)) found.add(each);
  }
  return [...found].sort();
}

function add(program: Program, builder: GraphBuilder, module: LinkedModule, role: 'main' | 'cli' | 'export', name: string, fn: number, library: string, within?: EntryPoint['within']): number {
  const { fact, module: at } = program.modules.function(fn);
  const entry: EntryPoint = { function: fn, role, name, library, module: at, at: fact.nameAt, end: fact.end, ...(within ? { within } : {}) };
  const number = builder.node('entry', `${role}:${name}@${placeOf(program, fn)}`, name, { module: at, at: fact.nameAt, function: fn, entry });
  enter(program, builder, number, entry);
  return number;
}
