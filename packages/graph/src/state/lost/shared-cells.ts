/**
 * What outlives a call within a process: variables of modules, static fields, fields of objects that all requests share.
 *
 * `memory-places.ts` asks a narrower question: only what is written after it was made is state there, and a class is shared when an
 * instance is seen to last. Here the write is at hand, and an object that start-up makes once counts as shared, too.
 */
import type { Expr } from '@dist-lint/model';
import { holdersOf } from '../../called-on.ts';
import { owningClass } from '../../index-module.ts';
import type { Program } from '../../link.ts';
import type { ClassNumber, LinkedModule } from '../../program.ts';
import type { Table } from '../../tracking.ts';
import { mayRunTwice } from './runs-at-once.ts';
import { once } from '../../once.ts';

export interface SharedCell {
  id: string;
  /** For people: `client`, `TokenStore.token`. */
  name: string;
}

/** The cell that an expression is, or of whose content it is a part. */
export function cellOf(program: Program, module: LinkedModule, fn: number, expr: Expr): SharedCell | undefined {
  if (expr.k === 'var') {
    const fact = module.facts.variables[expr.v];
    const isModules = fact?.function === 0 && (fact.kind === 'let' || fact.kind === 'var' || fact.kind === 'const');
    return isModules ? { id: `mod:${module.path}#${fact.name}`, name: fact.name } : undefined;
  }
  if (expr.k === 'index') return cellOf(program, module, fn, expr.of);
  if (expr.k !== 'member') return undefined;
  if (expr.of.k === 'this') {
    const owner = owningClass(module.facts, fn);
    const fact = owner === undefined ? undefined : module.facts.classes[owner];
    const isStatic = owner !== undefined && isStaticMember(module, fn);
    if (owner === undefined || !fact || !(isStatic || isShared(program, module.classBase + owner))) return undefined;
    return { id: `cls:${module.path}#${fact.name}.${expr.name}`, name: `${fact.name}.${expr.name}` };
  }
  if (expr.of.k === 'var') {
    const fact = module.facts.variables[expr.of.v];
    if (fact?.kind === 'class' && fact.def !== undefined) return { id: `cls:${module.path}#${fact.name}.${expr.name}`, name: `${fact.name}.${expr.name}` };
    const [made] = module.index.assignments[expr.of.v] ?? [];
    if (fact?.function === 0 && made?.value.k === 'object') return { id: `mod:${module.path}#${fact.name}.${expr.name}`, name: `${fact.name}.${expr.name}` };
    return undefined;
  }
  return expr.of.k === 'member' ? cellOf(program, module, fn, expr.of) : undefined;
}

function isStaticMember(module: LinkedModule, fn: number): boolean {
  for (let id = fn; id > 0; id = module.facts.functions[id]?.parent ?? 0) {
    const fact = module.facts.functions[id];
    if (fact?.class !== undefined) return fact.static === true;
  }
  return false;
}

/** A container or a start-up holds one object of the class for all. Unknown is not shared. */
function isShared(program: Program, number: ClassNumber, depth = 0): boolean {
  if (depth > 4) return false;
  const { module, fact } = program.modules.class(number);
  for (const decorator of fact.decorators ?? []) {
    for (const value of program.link.evaluate(module, 0, decorator.callee)) {
      const says = value.is === 'external' ? program.link.libraries.symbol(value.package, value.path)?.facts.decorates : undefined;
      if (says?.on === 'class' && says.entity === undefined) return !decorator.args?.some((arg) => arg.k === 'object' && arg.props.some(({ key }) => key === 'scope' || key === 'durable'));
    }
  }
  const sites = constructions(program).get(number).filter(({ module: at }) => !program.link.isExempt(at.path));
  const isOnce = ({ module: at, function: fn, id }: Construction): boolean => {
    const maker = at.facts.functions[fn];
    if (fn === 0 || maker?.kind === 'static-init') return true;
    if (maker?.class !== undefined && (maker.kind === 'field-init' || maker.kind === 'constructor')) return isShared(program, at.classBase + maker.class, depth + 1);
    return isKeptAs(program, at, id, fn) || !mayRunTwice(program, at.functionBase + fn);
  };
  if (sites.length > 0) return sites.every(isOnce);
  return program.link.hierarchy.subclasses(number).some((each) => isShared(program, each, depth + 1));
}

/** `instance ??= new Store()` */
function isKeptAs(program: Program, module: LinkedModule, id: number, fn: number): boolean {
  const isIt = (value: Expr, at: number): boolean => at === fn && value.k === 'result' && value.id === id;
  return holdersOf(module, fn, id).some(({ variable }) => module.facts.variables[variable]?.function === 0)
    || module.index.fieldAssignments.some((fields, owner) => module.facts.functions[fn]?.static && module.facts.functions[fn].class === owner && [...fields.values()].flat().some(({ value, function: at }) => isIt(value, at)));
}

interface Construction {
  module: LinkedModule;
  function: number;
  id: number;
}

const constructions = once((program: Program): Table<ClassNumber, Construction> => program.tracker.table(() => program.modules.all, (module) => readConstructions(program, module)));

function readConstructions(program: Program, module: LinkedModule): (readonly [ClassNumber, Construction])[] {
  return module.index.calls.flatMap((calls, fn) => calls.flatMap((call) => {
    if (call?.kind !== 'new') return [];
    return program.link.callee(module, fn, call).flatMap((value): (readonly [ClassNumber, Construction])[] => (value.is === 'class' ? [[value.number, { module, function: fn, id: call.id }]] : []));
  }));
}
