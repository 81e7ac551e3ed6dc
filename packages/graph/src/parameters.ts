/**
 * What reaches a parameter whose declaration says nothing, or whose decorator says more: what a container or a library hands to callbacks, what the
 * called function's own type says of its callback, or what it is called with.
 */
import type { TypeFact } from '@dist-lint/model';
import type { ParameterSource } from './evaluate.ts';
import type { Injection } from './injection.ts';
import type { Link } from './link-context.ts';
import { handedAs } from './parameter-types.ts';
import type { NamedUse } from './named-functions.ts';
import type { FunctionNumber, LinkedModule, PassedTo } from './program.ts';
import { handedRow } from './resolved-calls.ts';
import { environmentAt } from './type-arguments.ts';
import { join, NOTHING, type CallSite, type ExternalValue, type FunctionValue, type SignatureValue, type Value } from './values.ts';

export function parameterSource(link: Link, injection: Pick<Injection, 'decorated' | 'factoryParameter'>, usesOf: (fn: FunctionNumber) => readonly NamedUse[]): ParameterSource {
  return (module, fn, index) => {
    const { decorators } = module.facts.functions[fn]?.params[index] ?? {};
    const decorated = decorators ? injection.decorated(module, decorators) : NOTHING;
    if (decorated.length > 0) return decorated;
    const injected = module.index.propertyOf[fn] ? injection.factoryParameter(module, fn, index) : NOTHING;
    if (injected.length > 0) return injected;
    const params = module.facts.functions[fn]?.params.length ?? 0;
    const passed = module.index.passedTo[fn];
    if (passed) return fromCall(link, module, passed, index, params);
    return join(usesOf(module.functionBase + fn).map((use) => fromUse(link, use, index, params)));
  };
}

/** What a library hands to a function that is named where it is handed over, and what of a library it is called with. */
function fromUse(link: Link, { module, function: fn, call, at }: NamedUse, index: number, params: number): readonly Value[] {
  if (at !== undefined) return fromCall(link, module, { function: fn, call, at }, index, params);
  const arg = call.args[index];
  return arg && arg.k !== 'literal' ? link.evaluate(module, fn, arg).filter((value) => value.is === 'external' && link.libraries.hasPackage(value.package) && value.package !== 'global') : NOTHING;
}

function fromCall(link: Link, module: LinkedModule, passed: PassedTo, index: number, params: number): readonly Value[] {
  const site = { module, function: passed.function, call: passed.call };
  return join(
    link.callee(module, passed.function, passed.call).map((callee): readonly Value[] => {
      switch (callee.is) {
        case 'external':
          return fromRow(link, callee, site, passed, index, params);
        case 'function': {
          const place = link.modules.function(callee.number);
          return contextual(link, callee, place.module, place.fact.params[position(passed)]?.type, site, passed, index);
        }
        case 'signature':
          return contextual(link, callee, callee.module, callee.type.params[position(passed)]?.type, site, passed, index);
        case 'class':
          return fromConstructor(link, callee.number, site, passed, index);
        default:
          return NOTHING;
      }
    }),
  );
}

function position(passed: PassedTo): number {
  return Number(passed.at.split('.')[0]);
}

function fromRow(link: Link, callee: ExternalValue, site: CallSite, passed: PassedTo, index: number, params: number): readonly Value[] {
  const { receiver } = callee;
  // The first thing a promise hands on is what it was a promise of.
  if (callee.package === '*' && callee.path === 'then' && passed.at === '0') return receiver && index === 0 ? [receiver] : NOTHING;
  const row = handedRow(link, callee, passed.at, passed.call.args.length, params);
  const symbol = row?.params?.[index];
  const element = receiver?.is === 'array' ? receiver.element() : NOTHING;
  if (symbol === undefined || symbol === null) return index === 0 && !row?.params ? element : NOTHING;
  if (symbol === 'element') return element;
  const given = /^arg(\d)$/.exec(symbol)?.[1];
  if (given === undefined) return handedAs(symbol, callee);
  const arg = passed.call.args[Number(given)];
  return arg ? link.evaluate(site.module, site.function, arg) : element;
}

function fromConstructor(link: Link, number: number, site: CallSite, passed: PassedTo, index: number): readonly Value[] {
  const { module, fact } = link.modules.class(number);
  const id = fact.methods.find((each) => module.facts.functions[each]?.kind === 'constructor');
  if (id === undefined) return NOTHING;
  const type = module.facts.functions[id]?.params[position(passed)]?.type;
  return contextual(link, { is: 'function', number: module.functionBase + id }, module, type, site, passed, index);
}

/** The type of the callback's parameter, by the type of the parameter it is passed to. */
function contextual(
  link: Link, callee: FunctionValue | SignatureValue, module: LinkedModule, type: TypeFact | undefined, site: CallSite, passed: PassedTo, index: number,
): readonly Value[] {
  if (!type) return NOTHING;
  let values = link.type(module, type, environmentAt(link, callee, type, site, position(passed)));
  for (const key of passed.at.split('.').slice(1)) values = join(values.map((value) => link.member(value, key)));
  return join(
    values.map((value) => {
      if (value.is !== 'signature') return NOTHING;
      const param = value.type.params[index]?.type;
      return param ? link.type(value.module, param, value.env).filter((each) => each.is !== 'type-parameter') : NOTHING;
    }),
  );
}
