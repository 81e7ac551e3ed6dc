/** What a promise that is made by hand is fulfilled with: `new Promise((resolve) => client.on('ready', () => resolve(client)))`. */
import type { CallStep } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { join, NOTHING, type CallSite, type Value } from './values.ts';

/** By what the call says, `new Promise<Client>`, else by what the executor's first parameter is called with, or is handed to `then` of. */
export function promisedValues(link: Link, { module, call }: CallSite): readonly Value[] {
  const declared = call.typeArgs?.[0] ? link.type(module, call.typeArgs[0]).filter(isThing) : NOTHING;
  if (declared.some(({ is }) => is !== 'interface' && is !== 'shape')) return declared;
  const [executor] = call.args;
  const own = executor?.k === 'function' ? module.facts.functions[executor.function] : undefined;
  const resolve = own?.params[0]?.target;
  if (executor?.k !== 'function' || resolve?.k !== 'var') return declared;
  const given = join(insideOf(module, executor.function).flatMap((inner) => (module.index.calls[inner] ?? []).flatMap((each) => {
    const value = each && fulfilment(each, resolve.v);
    return value === undefined ? [] : [link.evaluate(module, inner, value)];
  }))).filter(isThing);
  return given.length > 0 ? given : declared;

  /** What a call gives to `resolve`. */
  function fulfilment(each: CallStep, variable: number) {
    const { callee, args: [first] } = each;
    if (callee.k === 'var' && callee.v === variable) return first;
    const isThen = callee.k === 'member' && callee.name === 'then' && first?.k === 'var' && first.v === variable;
    return isThen ? callee.of : undefined;
  }
}

/** A function and those written in it. */
function insideOf(module: LinkedModule, fn: number): number[] {
  const inside = new Set([fn]);
  const end = module.facts.functions[fn]?.end ?? 0;
  // Inner functions come after the one that they stand in.
  for (let each = fn + 1; each < module.facts.functions.length; each += 1) {
    const fact = module.facts.functions[each];
    if (!fact || fact.at >= end) break;
    if (inside.has(fact.parent)) inside.add(each);
  }
  return [...inside];
}

/** Something that has members of its own: what a call of an unknown package gives says nothing. */
function isThing(value: Value): boolean {
  return value.is !== 'literal' && value.is !== 'type-parameter' && !(value.is === 'external' && (value.path.endsWith('()') || value.package === 'global'));
}
