/** What a method of a generic base stores: of which entity, on which objects, with what filled in by itself. */
import type { Step } from '@dist-lint/model';
import { simpleName } from '../class-members.ts';
import { classEnvironment, THIS_TYPE } from '../generics.ts';
import type { Program } from '../link.ts';
import type { FunctionNumber } from '../program.ts';
import { valueName } from '../slots.ts';
import type { Value } from '../values.ts';
import { someStep } from '../walk.ts';
import type { Write } from './row-writes.ts';
import { writtenFields, type FieldValue } from './written-fields.ts';

/** What a type parameter stands for on the object that a method is called on. */
export function entityFor(program: Program, number: FunctionNumber, parameter: string, self: Value | undefined): string {
  const { module, fact } = program.modules.function(number);
  if (!self || fact.class === undefined) return '';
  // One method of the base calls another.
  if (self.is === 'instance' && self.own && !self.args && self.number === module.classBase + fact.class) return parameter;
  // `this` of a static method is the class that it is called on.
  if (self.is === 'class' && parameter === `<${THIS_TYPE}>`) return valueName(program.link, self);
  const values = classEnvironment(program.link, self, module.classBase + fact.class)?.get(parameter.slice(1, -1)) ?? [];
  return values.map((value) => valueName(program.link, value)).find(Boolean) ?? '';
}

/** What is filled in where the rest is handed on: it is lost from sight there. */
export function ownFields(program: Program, { own = [], payload = [] }: Write, decided: FunctionNumber): readonly FieldValue[] {
  return [...own, ...payload.flatMap((each) => {
    const { fields, from } = writtenFields(program, each);
    return from.some((handed) => handed.function === decided) ? fields.filter(({ at }) => isAlways(at.module.facts.functions[at.function]?.body ?? [], at.span.at)) : [];
  })];
}

/** It stands in no branch, which those who call may not take. */
function isAlways(steps: readonly Step[], at: number): boolean {
  return !someStep(steps, (step) => (step.s === 'if' || step.s === 'switch' || step.s === 'loop') && step.at <= at && at < step.end);
}

/** The same, seen from the classes that inherit the method as it is. */
export function heirsOf(program: Program, decided: FunctionNumber | undefined, write: Write): readonly Write[] {
  if (decided === undefined || write.entity === `<${THIS_TYPE}>`) return [];
  const { module, fact } = program.modules.function(decided);
  if (fact.class === undefined || fact.static) return [];
  return program.link.hierarchy.subclasses(module.classBase + fact.class).flatMap((number): Write[] => {
    const heir = program.modules.class(number);
    const self: Value = { is: 'instance', number };
    const entity = heir.fact.abstract || program.link.isExempt(heir.module.path) ? '' : entityFor(program, decided, write.entity, self);
    const isInherited = program.link.member(self, simpleName(fact.name)).some((each) => each.is === 'function' && each.number === decided);
    if (entity === '' || entity.startsWith('<') || !isInherited) return [];
    const { payload, where, own } = write;
    const span = { at: heir.fact.nameAt, end: heir.fact.nameAt + heir.fact.name.length };
    return [{ module: heir.module, function: heir.fact.function, span, entity, where, ...(payload ? { payload } : {}), ...(own ? { own } : {}) }];
  });
}
