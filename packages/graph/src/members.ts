/** What a member of a value is: methods, fields, exports, properties, and what interfaces' implementors give. */
import type { Expr, TypeMember } from '@dist-lint/model';
import { assignedLater, classMembers } from './class-members.ts';
import { environment } from './evaluate.ts';
import type { Injection } from './injection.ts';
import { isGlobalObject } from './index-module.ts';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { parseSymbol } from './symbols.ts';
import type { Memo } from './tracking.ts';
import { forArgument } from './type-arguments.ts';
import { join, memberPath, NOTHING, type ExternalValue, type InterfaceValue, type ObjectValue, type TypeEnvironment, type Value } from './values.ts';

/** Symbols longer than this come from chains nobody has a row for. */
const LONGEST_SYMBOL = 160;
const PROMISE_MEMBERS = new Set(['then', 'catch', 'finally']);

export function memberResolver(link: Link, injection: Injection): Link['member'] {
  const { ofInstance, ofClass } = classMembers(link, injection, externalMember);
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
        return ofInstance(value, name);
      case 'class':
        return ofClass(value.number, name);
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

  function functionAddition(number: number, name: string): readonly Value[] {
    const { module, id } = link.modules.function(number);
    return assignedLater(link, module, module.index.additions.get(id)?.get(name));
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
    const added = assignedLater(link, value.module, value.module.index.additions.get(value.expr)?.get(name));
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
      ...(is !== undefined && row?.facts.returnsArgs ? { args: row.facts.returnsArgs.map((slot) => starAt(row, slot)) } : value.args ? { args: value.args } : {}),
      ...(value.made ? { made: value.made } : {}),
    }];
  }

  /** `sequelize.models.order` is the model of that name. */
  function starAt({ stars }: { stars: readonly string[] }, slot: string): readonly Value[] {
    const name = /^\*(\d+)$/.exec(slot)?.[1];
    const text = name === undefined ? undefined : stars[Number(name) - 1];
    return text === undefined ? NOTHING : [{ is: 'literal', value: text }];
  }

  /** A double in a test has the members of what it stands for; what it says, a text or a number, is said of nothing else. */
  function ofOthers(literal: Value, found: readonly Value[]): readonly Value[] {
    return literal.is === 'object' && link.isExempt(literal.module.path) ? found.filter(({ is }) => is !== 'literal') : found;
  }

  function interfaceMember(value: InterfaceValue, name: string): readonly Value[] {
    const implementors = link.hierarchy.implementors(value.module, value.index);
    const literals = link.hierarchy.literals(value.module, value.index);
    const implemented = join([
      ...implementors.map((number) => link.member({ is: 'instance', number, exact: true }, name)),
      ...literals.map((literal) => ofOthers(literal, link.member(literal, name))),
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
