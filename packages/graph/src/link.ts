/** Joins the facts of all modules into a program: names to declarations, calls to functions, effects to callers. */
import { createLookup, type Library } from '@dist-lint/libraries';
import type { CallStep, Gap, SchemaFile, WorkspacePackage } from '@dist-lint/model';
import { budget } from './budget.ts';
import { callResolver } from './calls.ts';
import { byFunction, entryPointReader, type EntryPoint } from './entry-points.ts';
import { evaluator } from './evaluate.ts';
import { exportResolver, type ExportResolver } from './exports.ts';
import { hierarchy } from './hierarchy.ts';
import { injection } from './injection.ts';
import type { Link } from './link-context.ts';
import { fixedModule, ReplaceableModule, type ModuleSource } from './linked-modules.ts';
import { memberResolver } from './members.ts';
import { namedUses } from './named-functions.ts';
import { parameterSource } from './parameters.ts';
import { lineAndColumn, Modules, type FunctionNumber, type LinkedModule } from './program.ts';
import { enclosing, resolveCall, type CallTarget, type ResolvedCall } from './resolved-calls.ts';
import { generatedClients } from './schemas.ts';
import { summaries, type Summary } from './summaries.ts';
import { tracked } from './tracked.ts';
import { untracked, type Tracker } from './tracking.ts';
import { typeResolver } from './types.ts';
import { MOST_ANSWERS, type Closure } from './values.ts';

export interface LinkInput {
  modules: readonly ModuleSource[];
  packages: readonly WorkspacePackage[];
  libraries: readonly Library[];
  schemas?: readonly SchemaFile[];
  /** Which paths hold tests, mocks or examples: what they implement stands in for nothing but in tests. */
  isExempt?: (path: string) => boolean;
  settings?: Settings;
}

/** What the configuration says of the program and no fact can tell. */
export interface Settings {
  /** Who owns the file; undefined when nobody is said to. */
  ownerOf(path: string): string | undefined;
  /** Whether a person runs what a file holds: scripts, migrations, seeds. It changes state, and owns none. */
  isAside(path: string): boolean;
}

/** A program whose modules may be replaced: what did not ask about them is not computed again. */
export interface ReplaceableProgram extends Program {
  /** Puts a module in the place of the one with its path, or adds it. Costs nothing until something is asked. */
  replace(module: ModuleSource): void;
}

/** What rules ask. Everything is computed when first asked for. */
export interface Program {
  readonly link: Link;
  readonly modules: Modules;
  readonly exports: ExportResolver;
  readonly tracker: Tracker;
  readonly settings: Settings;
  readonly schemas: readonly SchemaFile[];
  /** What could not be resolved, one entry each. */
  readonly gaps: readonly Gap[];
  /** All calls of a function, by its module and FunctionId, in order of CallId. */
  calls(module: LinkedModule, fn: number): readonly ResolvedCall[];
  /** One call by CallId. */
  call(module: LinkedModule, fn: number, id: number): ResolvedCall | undefined;
  /** Functions that call a function, with the call. */
  callers(fn: FunctionNumber): readonly Caller[];
  entryPoints(): readonly EntryPoint[];
  /** Those whose function it is. */
  entryPointsOf(fn: FunctionNumber): readonly EntryPoint[];
  /** Those that a module registers, declares or is. */
  entryPointsIn(module: LinkedModule): readonly EntryPoint[];
  summary(fn: FunctionNumber): Summary;
  callCounts(): { total: number; resolved: number; external: number };
}

export interface Caller {
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  resolved: ResolvedCall;
}

/** The modules must be sorted by path. Never throws on what the facts hold. */
export function link(input: LinkInput): Program {
  const tracker = untracked();
  return joined(input, tracker, input.modules.map(fixedModule));
}

/** The same for a program that changes, as in an editor. It takes more memory: every answer is kept with what it rests on. */
export function linkReplaceable(input: LinkInput): ReplaceableProgram {
  const tracker = tracked();
  const program = joined(input, tracker, input.modules.map((source, number) => new ReplaceableModule(source, number, tracker)));
  const { modules } = program;
  return Object.assign(program, {
    replace(source: ModuleSource) {
      const known = modules.byPath(source.input.path);
      program.link.gaps.length = 0;
      if (known instanceof ReplaceableModule) {
        known.replace(source);
        modules.number(known, source.facts);
      } else {
        const added = new ReplaceableModule(source, modules.all.length, tracker);
        modules.add(added);
        tracker.changed(added, { imports: true, exports: [] });
      }
    },
  });
}

function joined(input: LinkInput, tracker: Tracker, linked: readonly LinkedModule[]): Program {
  const modules = new Modules(linked, input.packages);
  const libraries = createLookup(input.libraries);
  const gaps: Gap[] = [];
  const exports = exportResolver({ modules, libraries, tracker }, generatedClients(input.schemas ?? []));

  // The parts need one another; each is asked only after all stand.
  const whole = { modules, libraries, gaps, tracker, budget: budget(), isExempt: remembered(input.isExempt ?? (() => false)) } as unknown as { -readonly [K in keyof Link]: Link[K] };
  const injected = injection(whole);
  const parameters = parameterSource(whole, injected, namedUses(whole, exports));
  const { evaluate, variable, exported, imported, global } = evaluator(whole, exports, parameters);
  Object.assign(whole, { evaluate, variable, exported, imported, global, type: typeResolver(whole, exports), hierarchy: hierarchy(whole) });
  Object.assign(whole, { member: memberResolver(whole, injected), ...callResolver(whole) });

  const resolved = tracker.memo<number, ResolvedCall[]>();
  const calls = (module: LinkedModule, fn: number): readonly ResolvedCall[] =>
    resolved.get(module, fn) ??
    resolved.fill(module, fn, [], () => (module.index.calls[fn] ?? []).flatMap((call) => (call ? [resolveCounted(whole, module, fn, call)] : [])));
  const call = (module: LinkedModule, fn: number, id: number): ResolvedCall | undefined => {
    const all = calls(module, fn);
    const likely = all[id]; // ids are dense unless a call was dropped
    return likely?.call.id === id ? likely : all.find((each) => each.call.id === id);
  };

  const callers = tracker.table(() => modules.all, (module) => readCallers(module, calls, (made) => call(made.site.module, made.site.function, made.site.call.id)));
  const entriesIn = tracker.memo<string, readonly EntryPoint[]>();
  const entryPointsIn = (module: LinkedModule): readonly EntryPoint[] => entriesIn.get(module, '') ?? entriesIn.fill(module, '', [], () => readEntryPoints(module));
  const entries = tracker.table(() => modules.all, (module) => entryPointsIn(module).map((entry) => [entry.function, entry] as const));
  let sorted: { epoch: number; entries: readonly EntryPoint[] } | undefined;
  let reached: ((fn: FunctionNumber) => Summary) | undefined;
  const program: Program = {
    link: whole, modules, exports, tracker, gaps, calls, call,
    settings: input.settings ?? { ownerOf: () => undefined, isAside: () => false },
    schemas: input.schemas ?? [],
    callers: (fn) => callers.get(fn),
    entryPoints() {
      if (sorted?.epoch !== tracker.epoch) sorted = { epoch: tracker.epoch, entries: entries.values().toSorted(byFunction) };
      return sorted.entries;
    },
    entryPointsOf: (fn) => entries.get(fn).toSorted(byFunction),
    entryPointsIn,
    summary: (fn) => (reached ??= summaries(program))(fn),
    callCounts: () => countCalls(modules, calls),
  };
  const readEntryPoints = entryPointReader(whole, calls, program.callers);
  return program;
}

/** A path's answer never changes, and many ask. */
function remembered(ask: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const answer = ask(path);
    known.set(path, answer);
    return answer;
  };
}

/** Resolves a call; where not all answers were followed, that is a gap. */
function resolveCounted(link: Link, module: LinkedModule, fn: number, call: CallStep): ResolvedCall {
  const { cut } = link.budget;
  const found = resolveCall(link, module, fn, call);
  if (link.budget.cut > cut || found.functions.length + found.externals.length >= MOST_ANSWERS) {
    const [line] = lineAndColumn(module.facts.lineStarts, call.nameAt);
    link.gaps.push({ kind: 'too-many-answers', file: module.path, line, message: 'What is called here was not followed to the end: there are too many possibilities.' });
  }
  return found;
}

/** Functions that the callees' makers were handed: `withRetry(charge)` gives a function that calls `charge`. */
function wrapped(resolved: ResolvedCall, call: (closure: Closure) => ResolvedCall | undefined): readonly CallTarget[] {
  return resolved.functions.flatMap((target) => (target.within ? enclosing(target, call).flatMap(({ handed }) => handed.flatMap(({ functions }) => functions)) : []));
}

function* readCallers(module: LinkedModule, calls: Program['calls'], call: (closure: Closure) => ResolvedCall | undefined): Iterable<[FunctionNumber, Caller]> {
  for (let fn = 0; fn < module.facts.functions.length; fn += 1) {
    for (const resolved of calls(module, fn)) {
      for (const { number } of [...resolved.functions, ...wrapped(resolved, call)]) yield [number, { module, function: fn, resolved }];
    }
  }
}

function countCalls(modules: Modules, calls: Program['calls']): { total: number; resolved: number; external: number } {
  const counts = { total: 0, resolved: 0, external: 0 };
  for (const module of modules.all) {
    module.facts.functions.forEach((_, fn) => {
      for (const each of calls(module, fn)) {
        counts.total += 1;
        if (each.functions.length > 0 || each.parameter) counts.resolved += 1;
        else if (each.externals.length > 0) counts.external += 1;
      }
    });
  }
  return counts;
}
