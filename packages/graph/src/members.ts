/** What a member of a value is: methods, fields, exports, properties, and what interfaces' implementors give. */
import type { Expr, TypeMember } from '@dist-lint/model';
import { environment, instanceOf } from './evaluate.ts';
import type { Injection } from './injection.ts';
import { classKey, isGlobalObject } from './index-module.ts';
import type { Link } from './link-context.ts';
import type { Assignment, LinkedModule } from './program.ts';
import { parseSymbol } from './symbols.ts';
import type { Memo } from './tracking.ts';
import { forArgument } from './type-arguments.ts';
import { join, memberPath, NOTHING, type ExternalValue, type InstanceValue, type InterfaceValue, type ObjectValue, type TypeArguments, type TypeEnvironment, type Value } from './values.ts';

/** Symbols longer than this come from chains nobody has a row for. */
const LONGEST_SYMBOL = 160;
const PROMISE_MEMBERS = new Set(['then', 'catch', 'finally']);

export function memberResolver(link: Link, injection: Injection): Link['member'] {
  const instanceMembers = link.tracker.memo<string, readonly Value[]>();
  const literalMembers = new Map<string, Memo<Expr, readonly Value[]>>();
  const interfaceMembers = link.tracker.memo<string, readonly Value[]>();
  /** What modules of the program add to types of packages, by symbol. */
  const augmented = link.tracker.table<string, { module: LinkedModule; added: TypeMember }>(() => link.modules.all, (module) =>
    (module.facts.augments ?? []).flatMap(({ specifier, name, members }) => members.map((added) => [`${specifier}#${link.libraries.canonical(specifier, name)}.${added.name}`, { module, added }] as const)));

  function member(value: Value, name: string): readonly Value[] {
    if (!link.budget.enter()) return NOTHING;
    try {
      return memberOf(value, name);
    } finally {
      link.budget.leave();
    }
  }

  function memberOf(value: Value, name: string): readonly Value[] {
    // An array has none of these: it is the promise of one.
    const found = value.is === 'array' && PROMISE_MEMBERS.has(name) ? NOTHING : own(value, name);
    if (found.length > 0 || !PROMISE_MEMBERS.has(name)) return found;
    return [{ is: 'external', package: '*', path: name, receiver: value }];
  }

  function own(value: Value, name: string): readonly Value[] {
    switch (value.is) {
      case 'instance':
        return instanceMember(value, name);
      case 'class':
        return staticMember(value.number, name, 0);
      case 'module':
        return link.exported(value.module, name);
      case 'object':
        return keptObjectMember(value, name);
      case 'external':
        return externalMember(value, name);
      case 'array':
        if (/^\d+$/.test(name)) return value.at?.(Number(name)) ?? value.element();
        return [{ is: 'external', package: 'global', path: `Array.${name}`, receiver: value }];
      case 'literal':
        return typeof value.value === 'string' ? [{ is: 'external', package: 'global', path: `String.${name}`, receiver: value }] : NOTHING;
      case 'enum': {
        const fact = value.module.facts.enums[value.index]?.members.find((each) => each.name === name);
        return fact?.value === undefined ? NOTHING : [{ is: 'literal', value: fact.value }];
      }
      case 'interface':
        return keptInterfaceMember(value, name);
      case 'shape':
        return value.type.type.t === 'object' ? typeMember(value.type.type.members, name, value.type.module, value.env, '') : NOTHING;
      case 'function':
        // `fn.bind(x)`, `fn.call(x)`: the function itself is what matters.
        return name === 'bind' || name === 'call' || name === 'apply' ? [value] : functionAddition(value.number, name);
      default:
        return NOTHING;
    }
  }

  function instanceMember(value: InstanceValue, name: string): readonly Value[] {
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
    if (depth > 12) return NOTHING;
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
      if (injected.length > 0) return injected;
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
    return externalMember(base, name).map((each) => (each.is === 'external' ? { ...each, receiver: self } : each));
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
    if (depth > 12) return NOTHING;
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
    return join(
      link.hierarchy.bases(number).map((base) => {
        if (base.is === 'class') return staticMember(base.number, name, depth + 1, asked);
        return base.is === 'external' ? fromExternalBase(base, name, { is: 'class', number: asked }) : link.member(base, name);
      }),
    );
  }

  function staticInitialisers(number: number, name: string): readonly Value[] {
    const { module, id } = link.modules.class(number);
    const assignments = module.index.fieldAssignments[id]?.get(name) ?? [];
    const added = module.index.additions.get(classKey(id))?.get(name) ?? [];
    const values = assignedLater(module, assignments.length > 0 ? [...assignments, ...added] : added);
    return values.filter((each) => each.is !== 'literal' || each.value !== null);
  }

  function functionAddition(number: number, name: string): readonly Value[] {
    const { module, id } = link.modules.function(number);
    return assignedLater(module, module.index.additions.get(id)?.get(name));
  }

  function assignedLater(module: LinkedModule, assignments: readonly Assignment[] | undefined): readonly Value[] {
    return assignments && assignments.length > 0 ? join(assignments.map((each) => link.evaluate(module, each.function, each.value))) : NOTHING;
  }

  /** Asked for again while being computed, an object or interface has no member yet. */
  function keptObjectMember(value: ObjectValue, name: string): readonly Value[] {
    let byLiteral = literalMembers.get(name);
    if (!byLiteral) literalMembers.set(name, (byLiteral = link.tracker.memo()));
    return byLiteral.get(value.module, value.expr) ?? byLiteral.fill(value.module, value.expr, NOTHING, () => objectMember(value, name));
  }

  function keptInterfaceMember(value: InterfaceValue, name: string): readonly Value[] {
    const key = `${value.module.number}.${value.index}.${name}`;
    const known = interfaceMembers.get(undefined, key);
    if (known) return known;
    const found = interfaceMembers.fill(undefined, key, NOTHING, () => interfaceMember(value, name));
    if (value.args) interfaceMembers.forget(undefined, key);
    return found;
  }

  function objectMember(value: ObjectValue, name: string): readonly Value[] {
    const found: (readonly Value[])[] = [];
    for (const prop of value.expr.props) {
      if (prop.key === name) {
        const values = link.evaluate(value.module, value.function, prop.value);
        found.push(
          prop.kind === 'getter'
            ? join(values.map((each) => (each.is === 'function' ? returnsOf(each.number) : NOTHING)))
            : values.map((each) => (each.is === 'function' && prop.kind === 'method' ? { ...each, self: value } : each)),
        );
      } else if (prop.key === undefined && prop.value.k === 'spread') {
        const spread = prop.value.of;
        found.push(join(link.evaluate(value.module, value.function, spread).map((each) => link.member(each, name))));
      }
    }
    const added = assignedLater(value.module, value.module.index.additions.get(value.expr)?.get(name));
    return added.length > 0 ? join([...found, added]) : join(found);
  }

  function returnsOf(number: number): readonly Value[] {
    const { module, id } = link.modules.function(number);
    return join((module.index.returns[id] ?? []).map((expr) => link.evaluate(module, id, expr)));
  }

  function externalMember(value: ExternalValue, name: string): readonly Value[] {
    if (value.package === 'global' && value.path === 'Record') return value.args?.[1] ?? NOTHING;
    const ofGlobals = value.package === 'global' && isGlobalObject(value.path);
    const put = ofGlobals ? link.global(name) : undefined;
    if (put) return put;
    const path = ofGlobals ? name : value.path === '' ? link.libraries.canonical(value.package, name) : memberPath(value.path, name);
    if (path.length > LONGEST_SYMBOL) return NOTHING;
    const row = link.libraries.symbol(value.package, path);
    // Whatever a package calls its promise, `then` is the promise's own.
    if (!row && PROMISE_MEMBERS.has(name)) return [{ is: 'external', package: '*', path: name, receiver: value }];
    const is = row?.facts.is;
    const ofArgument = forArgument(link, value, is);
    if (ofArgument) return ofArgument;
    if (!row) {
      const typed = join(augmented.get(`${value.package}#${path}`).map(({ module, added }) => (added.type ? link.type(module, added.type) : NOTHING)));
      if (typed.length > 0) return typed;
    }
    const target = is === undefined ? { package: value.package, path } : parseSymbol(is, value.package);
    return [{
      is: 'external', ...target,
      receiver: value,
      ...(value.args ? { args: value.args } : {}),
      ...(value.made ? { made: value.made } : {}),
    }];
  }

  function interfaceMember(value: InterfaceValue, name: string): readonly Value[] {
    const implementors = link.hierarchy.implementors(value.module, value.index);
    const literals = link.hierarchy.literals(value.module, value.index);
    const implemented = join([
      ...implementors.map((number) => link.member({ is: 'instance', number, exact: true }, name)),
      ...literals.map((literal) => link.member(literal, name)),
    ]);
    if (implemented.length > 0) return implemented;
    const declaration = value.module.facts.types[value.index];
    if (!declaration || declaration.type.t !== 'object') return NOTHING;
    const env = environment(declaration.typeParams, value.args);
    const declared = typeMember(declaration.type.members, name, value.module, env, declaration.name);
    if (declared.length > 0) return declared;
    return join(
      (declaration.extends ?? []).flatMap((base) => link.type(value.module, base, env)).map((base) => (base === value ? NOTHING : link.member(base, name))),
    );
  }

  function typeMember(
    members: readonly TypeMember[], name: string, module: Extract<Value, { is: 'module' }>['module'], env: TypeEnvironment | undefined, owner: string,
  ): readonly Value[] {
    return join(
      members
        .filter((each) => each.name === name && each.type)
        .map((each) => {
          const values = each.type ? link.type(module, each.type, env) : NOTHING;
          return values.map((found) => (found.is === 'signature' && found.name === '' ? { ...found, name: owner ? `${owner}.${name}` : name } : found));
        }),
    );
  }

  return member;
}

/** `pay` of `OrderService.pay`, `OrderService.pay#2`. */
export function simpleName(qualified: string): string {
  const last = qualified.slice(qualified.lastIndexOf('.') + 1);
  const twin = last.indexOf('#', 1);
  return twin < 0 ? last : last.slice(0, twin);
}
