/** Entry points that no framework calls: module bodies that start something, commands, and what packages publish. */
import type { EntryPoint } from '../entry-points.ts';
import type { Program } from '../link.ts';
import { moduleGraph } from '../module-graph.ts';
import type { LinkedModule } from '../program.ts';
import { enter, placeOf } from './entries.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** Nodes of functions that listen, connect or begin to receive, and of those that render into a page. */
export interface Starters {
  services: ReadonlySet<number>;
  webApps: ReadonlySet<number>;
}

export function startNodes(program: Program, builder: GraphBuilder, { services, webApps }: Starters): void {
  const [starting, rendering] = [builder.callersOf(services), builder.callersOf(webApps)];
  const isImported = new Set<LinkedModule>();
  for (const edges of moduleGraph(program).runtime) for (const { from, to } of edges) if (!program.link.isExempt(from.path)) isImported.add(to);
  const commands = new Map<string, string>();
  for (const { entries } of program.modules.packages) for (const { as, module } of entries) if (as.startsWith('bin:')) commands.set(module, as.slice('bin:'.length));

  for (const module of program.modules.all) {
    if (program.link.isExempt(module.path) || program.settings.isAside(module.path)) continue;
    const body = builder.ofFunction(module.functionBase);
    const command = commands.get(module.path);
    if (command !== undefined) add(program, builder, module, 'cli', command, module.functionBase, '');
    else if (body !== undefined && rendering.has(body) && !isImported.has(module)) add(program, builder, module, 'main', webAppName(program, module), module.functionBase, '');
    else if (body !== undefined && starting.has(body) && !isImported.has(module)) add(program, builder, module, 'main', `main ${module.path}`, module.functionBase, '');
  }
  for (const { path, name, private: isPrivate, entries } of program.modules.packages) {
    if (isPrivate || name === '' || program.link.isExempt(`${path}/`)) continue;
    for (const { as, module: at } of entries) {
      const module = as.startsWith('bin:') ? undefined : program.modules.byPath(at);
      if (module) published(program, builder, module, as === 'main' || as === '.' ? name : `${name}${as.slice(1)}`);
    }
  }
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

function add(program: Program, builder: GraphBuilder, module: LinkedModule, role: 'main' | 'cli' | 'export', name: string, fn: number, library: string, within?: EntryPoint['within']): void {
  const { fact, module: at } = program.modules.function(fn);
  const entry: EntryPoint = { function: fn, role, name, library, module: at, at: fact.nameAt, end: fact.end, ...(within ? { within } : {}) };
  const number = builder.node('entry', `${role}:${name}@${placeOf(program, fn)}`, name, { module: at, at: fact.nameAt, function: fn, entry });
  enter(program, builder, number, entry);
}
