/** Functions that the program has and nobody in it names: what they would do is done by nobody. */
import type { ModuleFacts } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import type { FunctionNumber, LinkedModule } from '../../program.ts';
import { simpleName } from '../../class-members.ts';
import type { Table } from '../../tracking.ts';
import { boundNames, forEachExpr, forEachStep, operands } from '../../walk.ts';
import { once } from '../../once.ts';

/**
 * `unused`: no other package can name it. `offered`: other packages might. Undefined where somebody names it, where that
 * cannot be told (what a framework finds by path, by decorator or by interface), and of what has no name.
 * To be asked only of functions without callers: O(names) once, then O(modules that name the same).
 */
export function whoNames(program: Program, number: FunctionNumber): 'unused' | 'offered' | undefined {
  const { module, id, fact } = program.modules.function(number);
  const name = simpleName(fact.name);
  if (name === '' || name === 'default' || !isLoaded(program, module)) return undefined;
  if (fact.class === undefined ? isNamed(program, module, id, name) : isCallable(module, id, fact.class) || named(program, name).some(({ variable }) => variable === undefined)) return undefined;
  return program.modules.packages.find(({ path }) => path === module.input.package)?.private ? 'unused' : 'offered';
}

/** Of a method: a framework or a base class may call it without its name standing anywhere. */
function isCallable({ facts }: LinkedModule, id: number, owner: number): boolean {
  const fact = facts.classes[owner];
  return !fact || fact.extends !== undefined || (fact.implements?.length ?? 0) > 0 || (facts.functions[id]?.decorators?.length ?? 0) > 0;
}

/** Of a function: in its own module, by an import that leads to it, or as a member of what is imported as a whole. */
function isNamed(program: Program, module: LinkedModule, id: number, name: string): boolean {
  const { facts, index } = module;
  const own = facts.variables.findIndex((each, variable) => each.function === 0 && (each.def === id && each.kind === 'function' || index.assignments[variable]?.some(({ value }) => value.k === 'function' && value.function === id)));
  if (own < 0) return true;
  const outside = facts.exports.filter(({ variable }) => variable === own).map((each) => each.name);
  if (outside.includes('default') || facts.exports.some(({ value }) => value !== undefined) || mentioned(facts).has(own)) return true;
  return [...new Set([name, ...outside])].some((each) => named(program, each).some(({ module: at, variable }) => {
    if (variable === undefined) return true;
    const found = program.exports.import(at, variable, 'value');
    return found ? found.is === 'variable' && found.module === module && found.variable === own : !isExternal(at, variable);
  }));
}

/** The variables of a module that are used, and not only given something. */
const mentioned = once(({ functions }: ModuleFacts): ReadonlySet<number> => {
  const found = new Set<number>();
  for (const { body } of functions) {
    forEachStep(body, (step) => {
      for (const operand of operands(step)) {
        forEachExpr(operand, (expr) => {
          if (expr.k === 'var' && !(step.s === 'assign' && operand === expr)) found.add(expr.v);
        });
      }
    });
  }
  return found;
});

function isExternal({ facts, input }: LinkedModule, variable: number): boolean {
  const specifier = facts.imports[facts.variables[variable]?.def ?? -1]?.specifier;
  return specifier !== undefined && input.resolutions[specifier]?.to === 'external';
}

/** A module that another one asks for, and not a framework by its path. */
function isLoaded(program: Program, module: LinkedModule): boolean {
  return named(program, `module ${module.number}`).length > 0;
}

interface Mention {
  module: LinkedModule;
  /** Of the import that names it; absent for a member or a part of an object. */
  variable?: number;
}

const tableOf = once((program: Program): Table<string, Mention> => program.tracker.table(() => program.modules.all, (module) => (program.link.isExempt(module.path) ? [] : read(program, module))));

function named(program: Program, name: string): readonly Mention[] {
  const table = tableOf(program);
  return table.get(name);
}

function* read(program: Program, module: LinkedModule): Iterable<[string, Mention]> {
  const { facts, input } = module;
  for (const { specifier, typeOnly, bindings } of facts.imports) {
    const resolution = input.resolutions[specifier];
    if (resolution?.to === 'module' && !typeOnly) {
      const target = program.modules.byPath(resolution.path);
      if (target) yield [`module ${target.number}`, { module }];
    }
    for (const { imported, variable } of bindings) if (variable !== undefined) yield [imported, { module, variable }];
  }
  for (const name of membersNamed(module)) yield [name, { module }];
}

function membersNamed({ facts }: LinkedModule): Set<string> {
  const names = new Set<string>();
  for (const { body } of facts.functions) {
    forEachStep(body, (step) => {
      if (step.s === 'assign') for (const { path } of boundNames(step.to)) for (const each of path) names.add(each);
      for (const operand of operands(step)) {
        forEachExpr(operand, (expr) => {
          if (expr.k === 'member') names.add(expr.name);
          else if (expr.k === 'index' && expr.index.k === 'literal' && typeof expr.index.value === 'string') names.add(expr.index.value);
        });
      }
    });
  }
  return names;
}
