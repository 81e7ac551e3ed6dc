/** What calls call, and what they return. */
import type { CallStep, TypeFact } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { simpleName } from './class-members.ts';
import { promisedValues } from './promised.ts';
import { slotExpr } from './slots.ts';
import { sendsSql } from './sql-templates.ts';
import { parseSymbol } from './symbols.ts';
import { environmentAt, returnedBy } from './type-arguments.ts';
import { join, NOTHING, type CallSite, type Closure, type ExternalValue, type FunctionValue, type InstanceValue, type TypeArguments, type Value } from './values.ts';

export function callResolver(link: Link): Pick<Link, 'callee' | 'result'> {
  const callees = link.tracker.memo<CallStep, readonly Value[]>();
  const results = link.tracker.memo<CallStep, readonly Value[]>();

  function callee(module: LinkedModule, fn: number, call: CallStep): readonly Value[] {
    return callees.get(module, call) ?? callees.fill(module, call, NOTHING, () => calleeOf(module, fn, call));
  }

  function calleeOf(module: LinkedModule, fn: number, call: CallStep): readonly Value[] {
    if (call.callee.k === 'super') {
      return link.evaluate(module, fn, call.callee).flatMap((value): Value[] => (value.is === 'instance' ? [{ is: 'class', number: value.number }] : [value]));
    }
    const found = link.evaluate(module, fn, call.callee).map(asCalled);
    if (call.kind === 'tag' && found.every((value) => isUnknownTag(link, value)) && sendsSql(module, fn, call)) return [{ is: 'external', package: '*', path: 'sql``' }];
    if (found.length > 0 || call.callee.k !== 'member') return found;
    // Members that mean the same on nearly any receiver: `.then`, `.forEach`, `.on`.
    const any = link.libraries.any(call.callee.name);
    if (!any) return NOTHING;
    const receiver = link.evaluate(module, fn, call.callee.of)[0];
    return [{ is: 'external', package: '*', path: call.callee.name, ...(receiver ? { receiver } : {}) }];
  }

  /** A package that is called as a whole is what it exports by default: `const express = require('express'); express()`. */
  function asCalled(value: Value): Value {
    return value.is === 'external' && value.path === '' ? { ...value, path: link.libraries.canonical(value.package, 'default') } : value;
  }

  function result(module: LinkedModule, fn: number, call: CallStep): readonly Value[] {
    return results.get(module, call) ?? results.fill(module, call, NOTHING, () => resultAt({ module, function: fn, call }));
  }

  function resultAt(site: CallSite): readonly Value[] {
    const { module, function: fn, call } = site;
    return call.kind === 'import' ? imported(site) : withoutUnknown(join(callee(module, fn, call).map((value) => resultOf(value, site))));
  }

  function imported({ module, call }: CallSite): readonly Value[] {
    const [specifier] = call.args;
    return specifier?.k === 'literal' && typeof specifier.value === 'string' ? link.imported(module, specifier.value) : NOTHING;
  }

  function resultOf(value: Value, site: CallSite): readonly Value[] {
    if (site.call.kind === 'jsx') return NOTHING;
    switch (value.is) {
      case 'class':
        return [instance(value.number, site)];
      case 'function':
        return functionResult(value, site);
      case 'external':
        return externalResult(value, site);
      case 'signature':
        return value.type.returns ? link.type(value.module, value.type.returns, environmentAt(link, value, value.type.returns, site)) : NOTHING;
      default:
        return NOTHING;
    }
  }

  function instance(number: number, site: CallSite): InstanceValue {
    const args = site.call.typeArgs?.map((type) => link.type(site.module, type));
    return { is: 'instance', number, exact: true, made: site, ...(args ? { args } : {}) };
  }

  function functionResult(value: FunctionValue, site: CallSite): readonly Value[] {
    const { module, id, fact } = link.modules.function(value.number);
    if (fact.kind === 'constructor') return NOTHING;
    if (isBind(site.call, fact.name)) return [value];
    const declared = join(returnTypes(link, value.number).map((type) => link.type(module, type, environmentAt(link, value, type, site))));
    if (declared.some((each) => each.is === 'instance' || each.is === 'external' || each.is === 'enum')) return declared;
    if (!(fact.returns && isTuple(fact.returns)) && declared.some((each) => each.is === 'array' && each.element().some((inner) => inner.is === 'instance' || inner.is === 'external'))) return declared;
    const returned = join((module.index.returns[id] ?? []).map((expr) => link.evaluate(module, id, expr)))
      .filter((each) => each.is !== 'type-parameter' && (each.is !== 'literal' || declared.length === 0))
      .map((each) => {
        if (each.is === 'function') return enclosed(each, value, site);
        const isThis = each.is === 'instance' && each.own && value.self && fact.class !== undefined && each.number === module.classBase + fact.class;
        return isThis && value.self ? value.self : each;
      });
    const implementations = returned.filter((each) => each.is !== 'interface' && each.is !== 'shape' && each.is !== 'signature');
    if (implementations.length > 0) return implementations;
    return declared.some((each) => each.is !== 'type-parameter') ? declared : returned;
  }

  /** A function made inside the one that was called sees what was handed to the call. */
  function enclosed(made: FunctionValue, by: FunctionValue, site: CallSite): FunctionValue {
    if (site.call.args.length === 0 && !by.within) return made;
    const callee = link.modules.function(by.number);
    if (!isInside(link, made.number, by.number)) return made;
    const within: Closure = { site, callee: callee.module.functionBase + callee.id, ...(by.within ? { outer: by.within } : {}) };
    return { ...made, within };
  }

  function externalResult(value: ExternalValue, site: CallSite): readonly Value[] {
    const { call } = site;
    const row = link.libraries.symbol(value.package, value.path)?.facts;
    const typeArgs = call.typeArgs?.map((type) => link.type(site.module, type));
    const args = argumentsFromRow(row?.returnsArgs, value, site) ?? typeArgs ?? value.args;
    const from = { made: site, receiver: value, ...(args ? { args } : {}) };
    if (row?.returns !== undefined) return rowResult(row.returns, value, site, from);
    if (call.kind === 'new' && value.package === 'global' && value.path === 'Promise') {
      const promised = promisedValues(link, site);
      // As of an asynchronous function: what it is fulfilled with, by which its methods are known anyway.
      if (promised.length > 0) return promised;
    }
    if (call.kind === 'new') return [{ is: 'external', package: value.package, path: value.path, ...from }];
    if (value.package === 'global' && value.path.startsWith('Array.') && value.receiver?.is === 'array') return [value.receiver];
    if (value.package === '*') return NOTHING;
    const path = `${value.path === '' ? 'default' : value.path}()`;
    return path.length > 160 ? NOTHING : [{ is: 'external', package: value.package, path, ...from }];
  }

  function rowResult(returns: string, value: ExternalValue, site: CallSite, from: Partial<ExternalValue>): readonly Value[] {
    if (returns.endsWith('[]')) {
      const each = returns.slice(0, -2);
      return [{ is: 'array', element: () => rowResult(each, value, site, from) }];
    }
    if (returns === 'this') return receiverOf(value, site);
    if (returns === 'instance') return receiverOf(value, site).map((each) => (each.is === 'class' ? { is: 'instance', number: each.number } : each));
    if (returns === 'args') return join(site.call.args.map((arg) => link.evaluate(site.module, site.function, arg)));
    if (returns === 'element') return value.receiver?.is === 'array' ? value.receiver.element() : NOTHING;
    if (returns.endsWith('.default')) return join(rowResult(returns.slice(0, -'.default'.length), value, site, from).map((each) => link.member(each, 'default')));
    const slot = /^(arg|result|made|held)(\d+)$/.exec(returns);
    if (slot) {
      const arg = site.call.args[Number(slot[2])];
      const values = arg ? link.evaluate(site.module, site.function, arg) : NOTHING;
      if (slot[1] === 'arg') return values;
      return join(values.map((each) => (slot[1] === 'held' ? heldBy(each) : slot[1] === 'made' && each.is === 'external' ? madeFrom(each) : returnedBy(link, each))));
    }
    const typeArg = /^<(\d+)>$/.exec(returns);
    if (typeArg) return from.args?.[Number(typeArg[1])] ?? NOTHING;
    return [{ is: 'external', ...parseSymbol(returns, value.package), ...from }];
  }

  /** An instance of an external class is named like the class; a token stands for what it holds. */
  function madeFrom(value: ExternalValue): readonly Value[] {
    const held = value.made ? heldBy(value) : NOTHING;
    return held.length > 0 ? held : [value];
  }

  /** What a container (`Context<Session>`, a token) is for: its type argument, or else the value it was made with. */
  function heldBy(value: Value): readonly Value[] {
    if (value.is !== 'external') return NOTHING;
    if (value.args?.[0]) return value.args[0];
    const first = value.made?.call.args[0];
    return value.made && first ? link.evaluate(value.made.module, value.made.function, first) : NOTHING;
  }

  /** The type arguments of a result that a row reads from the call: `getRepository(Order)`. */
  function argumentsFromRow(slots: readonly string[] | undefined, value: ExternalValue, site: CallSite): TypeArguments | undefined {
    const found = slots?.map((slot) => {
      const placed = slotExpr(link, site, value, slot);
      const values = placed ? link.evaluate(placed.module, placed.function, placed.expr) : slot === 'this' ? ofProgram(value.receiver) : NOTHING;
      return values.map((each): Value => (each.is === 'class' ? { is: 'instance', number: each.number } : each));
    });
    return found?.some((each) => each.length > 0) ? found : undefined;
  }

  /** The class on which it was called, or of whose instance: a library's own base class names nothing. */
  function ofProgram(receiver: Value | undefined): readonly Value[] {
    return receiver?.is === 'class' || receiver?.is === 'instance' ? [receiver] : NOTHING;
  }

  /** The object a fluent method was called on, with the call added to its chain. */
  function receiverOf(value: ExternalValue, site: CallSite): readonly Value[] {
    const receiver = value.receiver;
    if (!receiver) return NOTHING;
    if (value.package === '*') return [receiver];
    return receiver.is === 'external' ? [{ ...receiver, receiver: value, made: site }] : [receiver];
  }

  return { callee, result };
}

/** A tag without code and without a row: its type may be known. */
function isUnknownTag(link: Link, value: Value): boolean {
  if (value.is === 'external') return !link.libraries.symbol(value.package, value.path);
  return value.is === 'signature' || value.is === 'shape' || value.is === 'interface';
}

/** `fn.bind(x)` is `fn`; it does not call it. A method may be called `bind` too. */
export function isBind(call: CallStep, callee: string): boolean {
  return call.callee.k === 'member' && call.callee.name === 'bind' && simpleName(callee) !== 'bind';
}

/** What an unknown call of a package returns says nothing where something else is known. */
function withoutUnknown(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  const known = values.filter((value) => value.is !== 'external' || !value.path.endsWith('()'));
  return known.some((value) => value.is !== 'external' && value.is !== 'literal') ? known : values;
}

/** A tuple's literal says which element is where; its type, as kept, does not. */
function isTuple(type: TypeFact): boolean {
  if (type.t === 'ref' && type.name === 'Promise' && type.args?.[0]) return isTuple(type.args[0]);
  return type.t === 'array' && type.of.t === 'union';
}

/** What a function declares to return; its overloads say it where the implementation does not. */
function returnTypes(link: Pick<Link, 'modules'>, number: FunctionNumber): readonly TypeFact[] {
  const { module, id, fact } = link.modules.function(number);
  if (fact.returns) return [fact.returns];
  const found: TypeFact[] = [];
  for (let each = id - 1; each >= 0; each -= 1) {
    const before = module.facts.functions[each];
    if (!before?.bodiless || before.parent !== fact.parent || before.class !== fact.class || simpleName(before.name) !== simpleName(fact.name)) break;
    if (before.returns) found.unshift(before.returns);
  }
  return found;
}

/** Whether a function is declared, at any depth, in the body of another. */
function isInside(link: Pick<Link, 'modules'>, inner: FunctionNumber, outer: FunctionNumber): boolean {
  const { module, id } = link.modules.function(outer);
  for (let each = inner - module.functionBase; each >= 0; ) {
    const fact = module.facts.functions[each];
    if (!fact) return false;
    if (fact.parent === id) return true;
    each = fact.parent;
  }
  return false;
}
