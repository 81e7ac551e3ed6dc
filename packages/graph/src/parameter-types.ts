/** `Parameters<typeof place>[0]`: what a function takes, of the program's own or by a library's row. */
import type { TypeFact } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { handedRow } from './resolved-calls.ts';
import { parseSymbol } from './symbols.ts';
import { join, type ExternalValue, type Value } from './values.ts';

/** Undefined where the type asks for no parameter. */
export function parametersOf(link: Link, module: LinkedModule, fact: Extract<TypeFact, { t: 'index' }>): readonly Value[] | undefined {
  const callee = calleeOf(fact);
  if (!callee) return undefined;
  const index = Number(fact.key);
  const inner = callee.t === 'index' ? calleeOf(callee) : undefined;
  // `Parameters<Parameters<typeof db.transaction>[0]>[0]`: what a library hands to a callback.
  const byRow = inner && callee.t === 'index' ? link.type(module, inner).flatMap((value) => (value.is === 'external' ? handedBy(link, value, callee.key, index) : [])) : [];
  return byRow.length > 0 ? byRow : join(link.type(module, callee).map((value) => parameterOf(link, value, index)));
}

function calleeOf({ of, key }: Extract<TypeFact, { t: 'index' }>): TypeFact | undefined {
  return of.t === 'ref' && of.variable === undefined && of.name === 'Parameters' && /^\d+$/.test(key) ? of.args?.[0] : undefined;
}

function parameterOf(link: Link, value: Value, index: number): readonly Value[] {
  if (value.is === 'signature') return typed(link, value.module, value.type.params[index]?.type, value.env);
  if (value.is !== 'function') return [];
  const { module, fact } = link.modules.function(value.number);
  return typed(link, module, fact.params[index]?.type);
}

function typed(link: Link, module: LinkedModule, type: TypeFact | undefined, env?: Parameters<Link['type']>[2]): readonly Value[] {
  return type ? link.type(module, type, env).filter((each) => each.is !== 'type-parameter') : [];
}

function handedBy(link: Link, callee: ExternalValue, at: string, index: number): readonly Value[] {
  const symbol = handedRow(link, callee, at, Number(at) + 1)?.params?.[index];
  return symbol === undefined || symbol === null || symbol === 'element' || symbol === 'piped' ? [] : handedAs(symbol, callee);
}

/** The value that a row names as what a callback is given. */
export function handedAs(symbol: string, callee: ExternalValue): readonly Value[] {
  if (symbol === 'error') return [{ is: 'external', package: 'global', path: 'Error' }];
  const name = parseSymbol(symbol.replace(/\[\]$/, ''), callee.package);
  if (symbol.endsWith('[]')) return [{ is: 'array', element: () => [{ is: 'external', ...name, receiver: callee }] }];
  return [{ is: 'external', ...name, receiver: callee, ...(callee.args ? { args: callee.args } : {}) }];
}
