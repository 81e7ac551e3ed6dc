/** Fields of classes as memory: which class declares them, and whether they are fields at all. */
import type { FieldFact } from '@dist-lint/model';
import { classKey } from '../index-module.ts';
import type { Program } from '../link.ts';
import { simpleName } from '../class-members.ts';
import type { ClassNumber, LinkedModule } from '../program.ts';

export interface Field {
  /** The class that declares it: `number` or one of its bases. */
  number: ClassNumber;
  module: LinkedModule;
  className: string;
  name: string;
  isStatic: boolean;
  fact?: FieldFact;
}

/** Methods and accessors are none: what a setter writes, it writes itself. */
export function fieldOf(program: Program, number: ClassNumber, name: string, isStatic: boolean, depth = 0): Field | undefined {
  const { module, id, fact } = program.modules.class(number);
  if (fact.methods.some((each) => isMember(module, each, name, isStatic))) return undefined;
  const declared = fact.fields.find((each) => each.name === name && Boolean(each.static) === isStatic);
  const field = { number, module, className: fact.name, name, isStatic, ...(declared ? { fact: declared } : {}) };
  if (declared) return field;
  const inherited = depth > DEEPEST ? undefined : program.link.hierarchy.bases(number).flatMap((base) => (base.is === 'class' ? (fieldOf(program, base.number, name, isStatic, depth + 1) ?? []) : []))[0];
  if (inherited) return inherited;
  // JavaScript declares none: what is assigned is a field.
  const assigned = module.index.fieldAssignments[id]?.get(name)?.some((each) => isStaticPlace(module, each.function) === isStatic);
  const added = isStatic && module.index.additions.get(classKey(id))?.has(name);
  return assigned || added ? field : undefined;
}

const DEEPEST = 12;

function isMember(module: LinkedModule, fn: number, name: string, isStatic: boolean): boolean {
  const fact = module.facts.functions[fn];
  return fact !== undefined && fact.kind !== 'constructor' && Boolean(fact.static) === isStatic && simpleName(fact.name) === name;
}

/** Whether `this` is the class and not an instance. */
export function isStaticPlace(module: LinkedModule, fn: number): boolean {
  for (let each = module.facts.functions[fn]; each; each = module.facts.functions[each.parent]) {
    if (each.class !== undefined) return each.static === true || each.kind === 'static-init';
  }
  return false;
}
