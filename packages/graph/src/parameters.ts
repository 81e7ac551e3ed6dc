/**
 * What reaches a parameter whose declaration says nothing: what a library hands to callbacks, what the
 * called function's own type says of its callback, or what it is called with.
 */
import type { TypeFact } from '@dist-lint/model';
import type { ParameterSource } from './evaluate.ts';
import type { Link } from './link-context.ts';
import type { LinkedModule, PassedTo } from './program.ts';
import { handedRow } from './resolved-calls.ts';
import { parseSymbol } from './symbols.ts';
import { join, NOTHING, type ExternalValue, type FunctionValue, type Value } from './values.ts';

export function parameterSource(link: Link): ParameterSource {
  return (module, fn, index) => {
    const passed = module.index.passedTo[fn];
    return passed ? fromCall(link, module, passed, index, module.facts.functions[fn]?.params.length ?? 0) : NOTHING;
  };
}

function fromCall(link: Link, module: LinkedModule, passed: PassedTo, index: number, params: number): readonly Value[] {
  return join(
    link.callee(module, passed.function, passed.call).map((callee): readonly Value[] => {
      if (callee.is === 'external') return fromRow(link, callee, passed, index, params);
      if (callee.is === 'function') return fromFunction(link, callee, passed, index);
      if (callee.is === 'signature') return contextual(link, callee.module, callee.type.params[Number(passed.at.split('.')[0])]?.type, passed, index);
      if (callee.is === 'class') return fromConstructor(link, callee.number, passed, index);
      return NOTHING;
    }),
  );
}

function fromRow(link: Link, callee: ExternalValue, passed: PassedTo, index: number, params: number): readonly Value[] {
  const row = handedRow(link, callee, passed.at, passed.call.args.length, params);
  const symbol = row?.params?.[index];
  if (symbol === undefined || symbol === null) {
    return callee.receiver?.is === 'array' && index === 0 ? callee.receiver.element() : NOTHING;
  }
  if (symbol === 'element') return callee.receiver?.is === 'array' ? callee.receiver.element() : NOTHING;
  if (symbol === 'error') return [{ is: 'external', package: 'global', path: 'Error' }];
  const name = parseSymbol(symbol.replace(/\[\]$/, ''), callee.package);
  if (symbol.endsWith('[]')) return [{ is: 'array', element: () => [{ is: 'external', ...name, receiver: callee }] }];
  return [{ is: 'external', ...name, receiver: callee, ...(callee.args ? { args: callee.args } : {}) }];
}

function fromFunction(link: Link, callee: FunctionValue, passed: PassedTo, index: number): readonly Value[] {
  const { module, fact } = link.modules.function(callee.number);
  const param = fact.params[Number(passed.at.split('.')[0])];
  return param?.type ? contextual(link, module, param.type, passed, index) : NOTHING;
}

function fromConstructor(link: Link, number: number, passed: PassedTo, index: number): readonly Value[] {
  const { module, fact } = link.modules.class(number);
  const id = fact.methods.find((each) => module.facts.functions[each]?.kind === 'constructor');
  const param = id === undefined ? undefined : module.facts.functions[id]?.params[Number(passed.at.split('.')[0])];
  return param?.type ? contextual(link, module, param.type, passed, index) : NOTHING;
}

/** The type of the callback's parameter, by the type of the parameter it is passed to. */
function contextual(link: Link, module: LinkedModule, type: TypeFact | undefined, passed: PassedTo, index: number): readonly Value[] {
  if (!type) return NOTHING;
  let values = link.type(module, type);
  for (const key of passed.at.split('.').slice(1)) values = join(values.map((value) => link.member(value, key)));
  return join(
    values.map((value) => {
      if (value.is !== 'signature') return NOTHING;
      const param = value.type.params[index]?.type;
      return param ? link.type(value.module, param, value.env).filter((each) => each.is !== 'type-parameter') : NOTHING;
    }),
  );
}
