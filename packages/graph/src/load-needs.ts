/**
 * What a module needs from other modules while it is evaluated: the names it reads, itself or through
 * functions it calls, whose declarations must have been evaluated before.
 *
 * Function declarations are hoisted, so a name that stands for one is never needed; what its body
 * reads is. Calls are followed {@link MOST_HOPS} deep, through at most {@link MOST_FUNCTIONS}
 * functions a module, so that the whole is linear in the modules asked about.
 */
import type { EvaluatedUse, ImportBinding, ImportFact, Span } from '@dist-lint/model';
import type { Declared } from './exports.ts';
import type { Program } from './link.ts';
import { loadSteps, type LoadSteps } from './load-steps.ts';
import { metadataUses } from './metadata-uses.ts';
import { importedModule, type ModuleEdge } from './module-graph.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';

export const MOST_HOPS = 4;
export const MOST_FUNCTIONS = 100;

/**
 * How a name is used at evaluation; besides what the facts say:
 * - `injection`, `metadata`: its type is emitted, for a constructor's parameter or for another member
 * - `require`: it is taken from the exports when they are required
 */
export type LoadUse = EvaluatedUse['how'] | 'injection' | 'metadata' | 'require';

export interface LoadNeed {
  /** The module that is being evaluated. */
  by: LinkedModule;
  /** Where the name is declared. */
  in: LinkedModule;
  /** Offset of the declaration. */
  declaredAt: number;
  /** The name, as it is called where it is read. */
  name: string;
  /** The module of `by`'s import statement: `in`, or a barrel on the way. Absent when another module's function reads it. */
  from?: LinkedModule;
  /** The name that is asked of `from`. */
  binding?: string;
  how: LoadUse;
  /** Where it is read. */
  module: LinkedModule;
  span: Span;
  /** The calls that lead there, outermost first; none when the module body reads it itself. */
  calls: readonly { module: LinkedModule; span: Span; name: string }[];
  /** It is read whatever the branches. */
  certain: boolean;
  /** A function declaration behind a barrel: it exists, but a CommonJS barrel may not export it yet. */
  hoisted?: true;
  /** Emitted metadata that the decorator's own arguments make needless: `@ManyToOne(() => Order)`. */
  lazy?: true;
}

/** Where a name is declared. */
interface Declaration {
  module: LinkedModule;
  at: number;
  /** A function declaration: it exists before its module has been evaluated. */
  hoisted?: true;
}

/** @param within modules whose functions are followed; declarations outside are found only by imports of the module itself. */
export function loadNeeds(program: Program, edges: readonly ModuleEdge[], module: LinkedModule, within: (module: LinkedModule) => boolean): LoadNeed[] {
  const own = loadSteps(module.facts, 0);
  const found: LoadNeed[] = [];
  for (const edge of edges) {
    for (const { fact, bindings } of edge.statements) {
      for (const binding of bindings) found.push(...directNeeds(program, own, edge, fact, binding));
    }
  }
  found.push(...indirectNeeds(program, own, module, within));
  return found.filter((need) => need.in !== module);
}

function directNeeds(program: Program, own: LoadSteps, edge: ModuleEdge, fact: ImportFact, binding: ImportBinding): LoadNeed[] {
  const { from: module, to } = edge;
  const { use, variable } = binding;
  if (!use || variable === undefined) return [];
  const name = module.facts.variables[variable]?.name ?? binding.imported;
  const reads = own.reads.filter((read) => read.variable === variable);
  const need = (declared: Declaration, at: Span, how: LoadUse, certain: boolean, as = name): LoadNeed => ({
    by: module, in: declared.module, declaredAt: declared.at, name: as, from: to, binding: as === name ? binding.imported : as.slice(name.length + 1), how, module, span: at, calls: [], certain,
    ...(declared.hoisted ? { hoisted: true as const } : {}),
  });
  const declarationOf = (imported: string): Declaration | undefined => {
    const declared = declaration(program.exports.export(to, imported, 'value'));
    return declared?.hoisted && declared.module === to ? undefined : declared;
  };

  if (fact.kind === 'require') {
    const taken = takenByRequire(to, binding);
    if (taken && use.evaluated.length + use.deferred > 0) return [need(taken, { at: binding.at, end: binding.end }, 'require', true)];
  }
  const place = use.evaluated[0];
  if (binding.imported === '*') {
    if (!place) return [];
    const members = [...new Set(reads.flatMap((read) => read.member ?? []))];
    return members.flatMap((member) => {
      const declared = declarationOf(member);
      const read = reads.find((each) => each.member === member && each.certain) ?? reads.find((each) => each.member === member);
      return declared && read ? [need(declared, read.span, place.how, read.certain, `${name}.${member}`)] : [];
    });
  }
  const declared = declarationOf(binding.imported);
  if (!declared) return [];
  const needs: LoadNeed[] = [];
  if (place) needs.push(need(declared, { at: place.at, end: place.at + name.length }, place.how, reads.some((read) => read.certain)));
  if (use.metadata > 0 && module.input.options.emitDecoratorMetadata) {
    for (const { span, injected, lazy } of metadataUses(module.facts, variable)) {
      needs.push({ ...need(declared, span, injected ? 'injection' : 'metadata', true), ...(lazy ? { lazy: true as const } : {}) });
    }
  }
  return needs;
}

/** What CommonJS hands out may not be there yet, and is never looked up again. */
function takenByRequire(to: LinkedModule, binding: ImportBinding): Declaration | undefined {
  const name = binding.imported === '*' ? '=' : binding.imported;
  const fact = to.facts.exports.find((each) => each.commonjs && (each.name === name || each.name === '='));
  return fact ? { module: to, at: fact.at } : undefined;
}

function indirectNeeds(program: Program, own: LoadSteps, module: LinkedModule, within: (module: LinkedModule) => boolean): LoadNeed[] {
  const found: LoadNeed[] = [];
  const seen = new Set<FunctionNumber>();
  interface Pending { steps: LoadSteps; module: LinkedModule; calls: LoadNeed['calls']; certain: boolean }
  const queue: Pending[] = [{ steps: own, module, calls: [], certain: true }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (next.calls.length > 0) found.push(...readsOf(program, module, next));
    if (next.calls.length >= MOST_HOPS) continue;
    for (const made of next.steps.calls) {
      if (made.call.callee.k === 'function') continue; // immediately invoked: its steps are among these already
      for (const { number, certain } of entered(program, next.module, made.function, made.call.id)) {
        if (seen.has(number) || seen.size >= MOST_FUNCTIONS) continue;
        const place = program.modules.function(number);
        if (!within(place.module)) continue;
        seen.add(number);
        queue.push({
          steps: loadSteps(place.module.facts, place.id),
          module: place.module,
          calls: [...next.calls, { module: next.module, span: { at: made.call.at, end: made.call.end }, name: place.fact.name }],
          certain: next.certain && made.certain && certain,
        });
      }
    }
  }
  return found;
}

/** The functions that run before a call returns, when there is little doubt which they are. */
function entered(program: Program, module: LinkedModule, fn: number, id: number): { number: FunctionNumber; certain: boolean }[] {
  const resolved = program.call(module, fn, id);
  if (!resolved) return [];
  const called = resolved.functions.length <= 3 ? resolved.functions.map(({ number }) => ({ number, certain: true })) : [];
  const handed = resolved.handed.filter(({ row }) => row && (row.runs === 'now' || row.runs === 'each'));
  return [...called, ...handed.flatMap(({ functions, row }) => functions.map(({ number }) => ({ number, certain: row?.runs === 'now' })))];
}

/** The names that a called function reads in modules other than the one being evaluated. */
function readsOf(
  program: Program, by: LinkedModule, { steps, module, calls, certain }: { steps: LoadSteps; module: LinkedModule; calls: LoadNeed['calls']; certain: boolean },
): LoadNeed[] {
  const needs = new Map<string, LoadNeed>();
  for (const read of steps.reads) {
    const fact = module.facts.variables[read.variable];
    if (!fact || (fact.kind !== 'import' && (fact.function !== 0 || module === by))) continue;
    const declared = fact.kind === 'import'
      ? imported(program, module, read.variable, read.member)
      : initialised({ is: 'variable', module, variable: read.variable });
    if (!declared) continue;
    const name = fact.kind === 'import' && isNamespace(module, read.variable) ? `${fact.name}.${read.member ?? ''}` : fact.name;
    const before = needs.get(name);
    if (before?.certain) continue;
    needs.set(name, {
      by, in: declared.module, declaredAt: declared.at, name, how: 'call', module, span: read.span, calls, certain: certain && read.certain,
      ...(module === by ? { from: importOf(program, module, read.variable) ?? declared.module } : {}),
    });
  }
  return [...needs.values()];
}

function imported(program: Program, module: LinkedModule, variable: number, member: string | undefined): Declaration | undefined {
  if (!isNamespace(module, variable)) return initialised(program.exports.import(module, variable, 'value'));
  const to = importOf(program, module, variable);
  return to && member !== undefined ? initialised(program.exports.export(to, member, 'value')) : undefined;
}

function isNamespace(module: LinkedModule, variable: number): boolean {
  return bindingOf(module, variable)?.binding.imported === '*';
}

function importOf(program: Program, module: LinkedModule, variable: number): LinkedModule | undefined {
  const known = bindingOf(module, variable);
  return known && !known.fact.deferred ? importedModule(program, module, known.fact) : undefined;
}

function bindingOf(module: LinkedModule, variable: number): { fact: ImportFact; binding: ImportBinding } | undefined {
  const fact = module.facts.imports[module.facts.variables[variable]?.def ?? -1];
  const binding = fact?.bindings[module.facts.variables[variable]?.binding ?? 0];
  return fact && binding ? { fact, binding } : undefined;
}

/** Classes, constants, enums and computed defaults do not exist before their module has run; function declarations do. */
function declaration(declared: Declared | undefined): Declaration | undefined {
  if (declared?.is === 'expression') {
    const { module, expr } = declared.placed;
    const isHoisted = expr.k === 'function' && module.facts.functions[expr.function]?.kind === 'function';
    return { module, at: placeOfExport(module, expr), ...(isHoisted ? { hoisted: true } : {}) };
  }
  if (declared?.is !== 'variable') return undefined;
  const { module } = declared;
  const fact = module.facts.variables[declared.variable];
  if (!fact || fact.ambient) return undefined;
  if (fact.kind === 'function') return { module, at: fact.at, hoisted: true };
  // The compiler may put a constant enum's values in place of its names.
  if (!NEEDS_EVALUATION.has(fact.kind) || (fact.kind === 'enum' && module.facts.enums[fact.def ?? -1]?.const)) return undefined;
  return { module, at: fact.at };
}

/** What cannot be read before its module has been evaluated. */
function initialised(declared: Declared | undefined): Declaration | undefined {
  const found = declaration(declared);
  return found?.hoisted ? undefined : found;
}

const NEEDS_EVALUATION = new Set(['const', 'let', 'var', 'using', 'class', 'enum', 'namespace']);

function placeOfExport(module: LinkedModule, value: object): number {
  return module.facts.exports.find((each) => each.value === value)?.at ?? 0;
}
