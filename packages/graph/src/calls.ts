/** What calls call, and what they return. */
import type { CallStep, Expr, TypeFact } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { slotExpr } from './slots.ts';
import { parseSymbol } from './symbols.ts';
import { join, NOTHING, type CallSite, type ExternalValue, type InstanceValue, type TypeArguments, type TypeEnvironment, type Value } from './values.ts';

export function callResolver(link: Link): Pick<Link, 'callee' | 'result'> {
  const callees = new Map<CallStep, readonly Value[]>();
  const results = new Map<CallStep, readonly Value[] | null>();

  function callee(module: LinkedModule, fn: number, call: CallStep): readonly Value[] {
    const known = callees.get(call);
    if (known) return known;
    callees.set(call, NOTHING);
    const found = calleeOf(module, fn, call);
    callees.set(call, found);
    return found;
  }

  function calleeOf(module: LinkedModule, fn: number, call: CallStep): readonly Value[] {
    if (call.callee.k === 'super') {
      return link.evaluate(module, fn, call.callee).flatMap((value): Value[] => (value.is === 'instance' ? [{ is: 'class', number: value.number }] : [value]));
    }
    const found = link.evaluate(module, fn, call.callee);
    if (found.length > 0 || call.callee.k !== 'member') return found;
    // Members that mean the same on nearly any receiver: `.then`, `.forEach`, `.on`.
    const any = link.libraries.any(call.callee.name);
    if (!any) return NOTHING;
    const receiver = link.evaluate(module, fn, call.callee.of)[0];
    return [{ is: 'external', package: '*', path: call.callee.name, ...(receiver ? { receiver } : {}) }];
  }

  function result(module: LinkedModule, fn: number, call: CallStep): readonly Value[] {
    const known = results.get(call);
    if (known !== undefined) return known ?? NOTHING;
    results.set(call, null);
    const site = { module, function: fn, call };
    const found = join(callee(module, fn, call).map((value) => resultOf(value, site)));
    results.set(call, found);
    return found;
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
        return value.type.returns ? link.type(value.module, value.type.returns, bound(value.type.returns, value.type.params, site, value.env)) : NOTHING;
      case 'interface': {
        // `new Ctor()` through an interface with a construct signature, or a callable interface: not followed.
        return NOTHING;
      }
      default:
        return NOTHING;
    }
  }

  function instance(number: number, site: CallSite): InstanceValue {
    const args = site.call.typeArgs?.map((type) => link.type(site.module, type));
    return { is: 'instance', number, exact: true, made: site, ...(args ? { args } : {}) };
  }

  function functionResult(value: Extract<Value, { is: 'function' }>, site: CallSite): readonly Value[] {
    const { module, id, fact } = link.modules.function(value.number);
    if (fact.kind === 'constructor') return NOTHING;
    const env = fact.returns
      ? bound(fact.returns, fact.params.map((param) => param.type), site, selfEnvironment(value.self), fact.typeParams)
      : undefined;
    const declared = fact.returns ? link.type(module, fact.returns, env) : NOTHING;
    if (declared.some((each) => each.is === 'instance' || each.is === 'external' || each.is === 'enum')) return declared;
    const returned = join((module.index.returns[id] ?? []).map((expr) => link.evaluate(module, id, expr))).filter(
      (each) => each.is !== 'type-parameter' && (each.is !== 'literal' || declared.length === 0),
    );
    const implementations = returned.filter((each) => each.is !== 'interface' && each.is !== 'shape' && each.is !== 'signature');
    if (implementations.length > 0) return implementations;
    return declared.some((each) => each.is !== 'type-parameter') ? declared : returned;
  }

  /** The type parameters of the class (or its instance) on which a method is called. */
  function selfEnvironment(self: Value | undefined): TypeEnvironment | undefined {
    if (self?.is !== 'instance' || !self.args) return undefined;
    const names = link.modules.class(self.number).fact.typeParams;
    const { args } = self;
    return names && new Map(names.map((name, index) => [name, args[index] ?? NOTHING]));
  }

  /**
   * What a function's own type parameters stand for at a call: from written type arguments, from
   * arguments whose parameter is of the type, or from what a callback returns.
   */
  function bound(
    returns: TypeFact,
    params: readonly (TypeFact | { type?: TypeFact } | undefined)[],
    site: CallSite,
    outer: TypeEnvironment | undefined,
    names?: readonly string[],
  ): TypeEnvironment | undefined {
    const wanted = [...typeParameters(returns)].filter((name) => !outer?.has(name));
    if (wanted.length === 0) return outer;
    const env = new Map(outer ?? []);
    for (const name of wanted) {
      const written = site.call.typeArgs?.[names?.indexOf(name) ?? 0];
      if (written) {
        env.set(name, link.type(site.module, written));
        continue;
      }
      for (const [index, param] of params.entries()) {
        const type = param && 't' in param ? param : param?.type;
        const arg = site.call.args[index];
        if (!type || !arg) continue;
        const values = inferred(type, name, link.evaluate(site.module, site.function, arg), site);
        if (values.length > 0) {
          env.set(name, values);
          break;
        }
      }
    }
    return env;
  }

  function inferred(type: TypeFact, name: string, values: readonly Value[], site: CallSite): readonly Value[] {
    if (type.t === 'ref' && type.name === name) return values;
    if (type.t === 'function' && type.returns && typeParameters(type.returns).has(name)) return join(values.map((value) => returnedBy(value, site)));
    if (type.t === 'ref' && type.args?.some((arg) => arg.t === 'ref' && arg.name === name)) {
      const position = type.args.findIndex((arg) => arg.t === 'ref' && arg.name === name);
      return join(
        values.map((value) => {
          if (value.is === 'class') return [{ is: 'instance', number: value.number } as Value];
          return ('args' in value ? value.args?.[position] : undefined) ?? NOTHING;
        }),
      );
    }
    if (type.t === 'array') return join(values.map((value) => (value.is === 'array' ? value.element() : NOTHING)));
    return NOTHING;
  }

  /** What a function handed over returns. */
  function returnedBy(value: Value, site: CallSite): readonly Value[] {
    if (value.is === 'signature') return value.type.returns ? link.type(value.module, value.type.returns, value.env) : NOTHING;
    if (value.is !== 'function') return NOTHING;
    const { module, id, fact } = link.modules.function(value.number);
    if (fact.returns) return link.type(module, fact.returns);
    return join((module.index.returns[id] ?? []).map((expr) => link.evaluate(module, id, expr))).filter((each) => each.is !== 'type-parameter' || site.module === module);
  }

  function externalResult(value: ExternalValue, site: CallSite): readonly Value[] {
    const { call } = site;
    const row = link.libraries.symbol(value.package, value.path)?.facts;
    const typeArgs = call.typeArgs?.map((type) => link.type(site.module, type));
    const args = argumentsFromRow(row?.returnsArgs, value, site) ?? typeArgs ?? value.args;
    const from = { made: site, receiver: value, ...(args ? { args } : {}) };
    if (row?.returns !== undefined) return rowResult(row.returns, value, site, from);
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
    if (returns === 'element') return value.receiver?.is === 'array' ? value.receiver.element() : NOTHING;
    const slot = /^(arg|result)(\d+)$/.exec(returns);
    if (slot) {
      const arg = site.call.args[Number(slot[2])];
      const values = arg ? link.evaluate(site.module, site.function, arg) : NOTHING;
      return slot[1] === 'arg' ? values : join(values.map((each) => returnedBy(each, site)));
    }
    const typeArg = /^<(\d+)>$/.exec(returns);
    if (typeArg) return from.args?.[Number(typeArg[1])] ?? NOTHING;
    return [{ is: 'external', ...parseSymbol(returns, value.package), ...from }];
  }

  /** The type arguments of a result that a row reads from the call: `getRepository(Order)`. */
  function argumentsFromRow(slots: readonly string[] | undefined, value: ExternalValue, site: CallSite): TypeArguments | undefined {
    const found = slots?.map((slot) => {
      const placed = slotExpr(link, site, value, slot);
      if (!placed) return NOTHING;
      return link.evaluate(placed.module, placed.function, placed.expr).map((each): Value => (each.is === 'class' ? { is: 'instance', number: each.number } : each));
    });
    return found?.some((each) => each.length > 0) ? found : undefined;
  }

  /** The object a fluent method was called on, with the call added to its chain. */
  function receiverOf(value: ExternalValue, site: CallSite): readonly Value[] {
    const receiver = value.receiver;
    if (!receiver) return NOTHING;
    return receiver.is === 'external' ? [{ ...receiver, receiver: value, made: site }] : [receiver];
  }

  return { callee, result };
}

/** Names of references in a type that may be type parameters. */
function typeParameters(type: TypeFact, found = new Set<string>()): Set<string> {
  switch (type.t) {
    case 'ref':
      found.add(type.name);
      type.args?.forEach((arg) => typeParameters(arg, found));
      break;
    case 'array':
      typeParameters(type.of, found);
      break;
    case 'union':
    case 'intersection':
      type.of.forEach((each) => typeParameters(each, found));
      break;
    case 'function':
      if (type.returns) typeParameters(type.returns, found);
      break;
    default:
  }
  return found;
}

/** The name a call would be known by: the last word of the callee. */
export function calleeName(callee: Expr): string {
  return callee.k === 'member' ? callee.name : '';
}
