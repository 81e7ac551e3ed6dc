/** What a member of an instance or of a class is: its own, inherited, overridden, or set from outside. */
import { environment, instanceOf } from './evaluate.ts';
import { narrowedByType } from './injected-types.ts';
import type { Injection } from './injection.ts';
import { classKey } from './index-module.ts';
import type { Link } from './link-context.ts';
import type { Assignment, ClassNumber, LinkedModule } from './program.ts';
import { join, NOTHING, type ExternalValue, type InstanceValue, type TypeArguments, type TypeEnvironment, type Value } from './values.ts';

export interface ClassMembers {
  ofInstance(value: InstanceValue, name: string): readonly Value[];
  ofClass(number: ClassNumber, name: string): readonly Value[];
}

/** Classes that extend one another. */
const DEEPEST = 12;

/** @param externalMember what a member of a package's class is */
export function classMembers(link: Link, injection: Injection, externalMember: (value: ExternalValue, name: string, owner: Value) => readonly Value[]): ClassMembers {
  const instanceMembers = link.tracker.memo<string, readonly Value[]>();

  function ofInstance(value: InstanceValue, name: string): readonly Value[] {
    if (value.args) return withOverriding(classMember(value, value.number, name, value.args, 0), value, name);
    const key = `${value.number}.${name}${value.exact ? '!' : value.own ? '.' : ''}`;
    const known = instanceMembers.get(undefined, key);
    if (known) return known.map((each) => (each.is === 'function' ? { ...each, self: value } : each));
    return instanceMembers.fill(undefined, key, NOTHING, () => withOverriding(classMember(value, value.number, name, undefined, 0), value, name));
  }

  /** What subclasses have under the name may be meant as well, and instead of what is only declared here. */
  function withOverriding(own: readonly Value[], value: InstanceValue, name: string): readonly Value[] {
    const others = overriding(value, name);
    return others.length === 0 ? own : join([own.filter((each) => each.is !== 'signature'), others]);
  }

  /** Methods of subclasses with the same name, and of classes that implement this one: any of them may be meant. Of the code of a class, the latter never are `this`. */
  function overriding(value: InstanceValue, name: string): readonly Value[] {
    if (value.exact) return NOTHING;
    return join([
      ...link.hierarchy.subclasses(value.number).map((number): readonly Value[] => {
        const method = ownMethod(number, name, false);
        return method === undefined ? NOTHING : [{ is: 'function', number: method, self: { is: 'instance', number } }];
      }),
      ...(value.own ? [] : link.hierarchy.standIns(value.number).map((number) => link.member({ is: 'instance', number, exact: true }, name).filter((each) => each.is === 'function'))),
    ]);
  }

  function ownMethod(number: number, name: string, isStatic: boolean): number | undefined {
    const { module, fact } = link.modules.class(number);
    for (const id of fact.methods) {
      const method = module.facts.functions[id];
      if (!method || method.bodiless || (method.kind !== 'method') || Boolean(method.static) !== isStatic) continue;
      if (simpleName(method.name) === name) return module.functionBase + id;
    }
    return undefined;
  }

  function classMember(self: InstanceValue, number: number, name: string, args: TypeArguments | undefined, depth: number): readonly Value[] {
    if (depth > DEEPEST) return NOTHING;
    const { module, id, fact } = link.modules.class(number);
    const env = environment(fact.typeParams, args);
    const method = ownMethod(number, name, false);
    if (method !== undefined) return [{ is: 'function', number: method, self }];
    const got = ownGetter(number, name, false, env);
    if (got) return got;
    const field = fact.fields.find((each) => each.name === name && !each.static);
    const assignments = module.index.fieldAssignments[id]?.get(name) ?? [];
    if (field || assignments.length > 0) {
      const injected = field ? injection.field(module, id, field) : NOTHING;
      if (injected.length > 0) return field?.type ? narrowedByType(link, injected, link.type(module, field.type, env)) : injected;
      const assigned = join(assignments.map((each) => link.evaluate(module, each.function, each.value))).filter((each) => each.is !== 'literal' || each.value !== null);
      const typed = field?.type ? link.type(module, field.type, env) : NOTHING;
      const implementations = assigned.filter((each) => each.is !== 'interface' && each.is !== 'shape' && each.is !== 'signature' && each.is !== 'literal');
      if (implementations.length > 0) return typed.some((each) => each.is === 'instance' || each.is === 'external') ? join([implementations, typed]) : implementations;
      return typed.length > 0 ? typed : assigned;
    }
    const inherited = join(link.hierarchy.bases(number).map((base) => inheritedMember(self, number, base, name, env, depth)));
    if (inherited.length > 0) return inherited;
    return signatures(number, name, env);
  }

  function inheritedMember(
    self: InstanceValue, number: number, base: Value, name: string, env: TypeEnvironment | undefined, depth: number,
  ): readonly Value[] {
    if (base.is !== 'class' && base.is !== 'external') return link.member(instanceOf(base), name);
    const { module, fact } = link.modules.class(number);
    const args = fact.extendsArgs?.map((arg) => link.type(module, arg, env));
    if (base.is === 'class') return classMember(self, base.number, name, args, depth + 1);
    return fromExternalBase(args ? { ...base, args } : base, name, self);
  }

  /** A member that a class of the program has from a package's class: its receiver is the program's own. */
  function fromExternalBase(base: ExternalValue, name: string, self: Value): readonly Value[] {
    return externalMember(base, name, self).map((each) => (each.is === 'external' ? { ...each, receiver: self } : each));
  }

  /** Abstract and overload signatures: only the type is seen. */
  function signatures(number: number, name: string, env: TypeEnvironment | undefined): readonly Value[] {
    const { module, fact } = link.modules.class(number);
    for (const id of fact.methods) {
      const method = module.facts.functions[id];
      if (method?.bodiless && simpleName(method.name) === name) {
        const params = method.params.map((param, index) => ({ name: `p${index}`, ...(param.type ? { type: param.type } : {}) }));
        const type = { t: 'function' as const, params, ...(method.returns ? { returns: method.returns } : {}) };
        return [{ is: 'signature', module, name: method.name, type, ...(env ? { env } : {}) }];
      }
    }
    return NOTHING;
  }

  /** What a getter of the class itself gives: as it is declared, or as it returns. */
  function ownGetter(number: number, name: string, isStatic: boolean, env: TypeEnvironment | undefined): readonly Value[] | undefined {
    const { module, fact } = link.modules.class(number);
    for (const each of fact.methods) {
      const getter = module.facts.functions[each];
      if (getter?.kind !== 'getter' || Boolean(getter.static) !== isStatic || simpleName(getter.name) !== name) continue;
      if (getter.returns) return link.type(module, getter.returns, env);
      return join((module.index.returns[each] ?? []).map((expr) => link.evaluate(module, each, expr)));
    }
    return undefined;
  }

  function staticMember(number: number, name: string, depth: number, asked = number): readonly Value[] {
    if (depth > DEEPEST) return NOTHING;
    const { module, fact } = link.modules.class(number);
    const method = ownMethod(number, name, true);
    if (method !== undefined) return [{ is: 'function', number: method, self: { is: 'class', number: asked } }];
    const got = ownGetter(number, name, true, undefined);
    if (got) return got;
    const field = fact.fields.find((each) => each.name === name && each.static);
    const added = staticInitialisers(number, name);
    if (field) {
      const typed = field.type ? link.type(module, field.type) : NOTHING;
      return added.length > 0 ? added : typed;
    }
    if (added.length > 0) return added;
    const inherited = join(
      link.hierarchy.bases(number).map((base) => {
        if (base.is === 'class') return staticMember(base.number, name, depth + 1, asked);
        // Each class has a name of its own.
        if (name === 'name') return NOTHING;
        return base.is === 'external' ? fromExternalBase(base, name, { is: 'class', number: asked }) : link.member(base, name);
      }),
    );
    return name === 'name' && depth === 0 && inherited.length === 0 && fact.name !== '' ? [{ is: 'literal', value: fact.name }] : inherited;
  }

  function staticInitialisers(number: number, name: string): readonly Value[] {
    const { module, id } = link.modules.class(number);
    const assignments = module.index.fieldAssignments[id]?.get(name) ?? [];
    const added = module.index.additions.get(classKey(id))?.get(name) ?? [];
    const values = assignedLater(link, module, assignments.length > 0 ? [...assignments, ...added] : added);
    return values.filter((each) => each.is !== 'literal' || each.value !== null);
  }

  return { ofInstance, ofClass: (number, name) => staticMember(number, name, 0) };
}

export function assignedLater(link: Link, module: LinkedModule, assignments: readonly Assignment[] | undefined): readonly Value[] {
  return assignments && assignments.length > 0 ? join(assignments.map((each) => link.evaluate(module, each.function, each.value))) : NOTHING;
}

/** `pay` of `OrderService.pay`, `OrderService.pay#2`. */
export function simpleName(qualified: string): string {
  const last = qualified.slice(qualified.lastIndexOf('.') + 1);
  const twin = last.indexOf('#', 1);
  return twin < 0 ? last : last.slice(0, twin);
}
