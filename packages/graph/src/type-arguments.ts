/** What type parameters stand for at a call, without a type checker. */
import type { TypeFact } from '@dist-lint/model';
import { classEnvironment, mentioned, THIS_TYPE } from './generics.ts';
import type { Link } from './link-context.ts';
import { join, NOTHING, type CallSite, type ExternalValue, type FunctionValue, type SignatureValue, type TypeArguments, type TypeEnvironment, type Value } from './values.ts';

/**
 * What the type parameters mentioned by a type of the callee's declaration stand for at a call: those of
 * the class on whose instance it is called, and its own, from written type arguments, from arguments
 * whose parameter is of the type, or from what a callback returns.
 * @param except the position of an argument that must not be asked: its own type is the question
 */
export function environmentAt(
  link: Link, callee: FunctionValue | SignatureValue, type: TypeFact, site: CallSite, except = -1,
): TypeEnvironment | undefined {
  const declared = callee.is === 'function' ? link.modules.function(callee.number) : undefined;
  const module = callee.is === 'signature' ? callee.module : declared?.module;
  if (!module) return undefined;
  const names = mentioned(module, type);
  const outer = callee.is === 'signature' ? callee.env : undefined;
  if (names.size === 0) return outer;
  const around = outer ?? (callee.is === 'function' ? selfEnvironment(link, callee) : undefined);
  const wanted = [...names].filter((name) => name !== THIS_TYPE && !around?.has(name));
  if (wanted.length === 0) return around;
  const params = callee.is === 'signature' ? callee.type.params.map((param) => param.type) : (declared?.fact.params.map((param) => param.type) ?? []);
  const env = new Map(around ?? []);
  for (const name of wanted) {
    const written = site.call.typeArgs?.[declared?.fact.typeParams?.indexOf(name) ?? 0];
    if (written) {
      env.set(name, link.type(site.module, written));
      continue;
    }
    for (const [index, param] of params.entries()) {
      const arg = site.call.args[index];
      if (!param || !arg || index === except || !mentioned(module, param).has(name)) continue;
      const values = inferred(link, param, name, link.evaluate(site.module, site.function, arg));
      if (values.length > 0) {
        env.set(name, values);
        break;
      }
    }
  }
  return env;
}

/** The type parameters of the class on whose instance a method is called. */
function selfEnvironment(link: Link, { number, self }: FunctionValue): TypeEnvironment | undefined {
  const { module, fact } = link.modules.function(number);
  return self && fact.class !== undefined ? classEnvironment(link, self, module.classBase + fact.class) : undefined;
}

/** What a type parameter stands for when values are of a type that mentions it. */
function inferred(link: Link, type: TypeFact, name: string, values: readonly Value[]): readonly Value[] {
  switch (type.t) {
    case 'ref':
      return type.name === name ? values : inferredFromArguments(link, type, name, values);
    case 'function':
      return type.returns ? inferred(link, type.returns, name, join(values.map((value) => returnedBy(link, value)))) : NOTHING;
    case 'array':
      return inferred(link, type.of, name, join(values.map((value) => (value.is === 'array' ? value.element() : NOTHING))));
    case 'union':
    case 'intersection':
      return join(type.of.map((each) => inferred(link, each, name, values)));
    case 'object':
      return join(
        type.members.map((member) => (member.type ? inferred(link, member.type, name, join(values.map((value) => link.member(value, member.name)))) : NOTHING)),
      );
    default:
      return NOTHING;
  }
}

function inferredFromArguments(link: Link, type: Extract<TypeFact, { t: 'ref' }>, name: string, values: readonly Value[]): readonly Value[] {
  const position = type.args?.findIndex((arg) => arg.t === 'ref' && arg.name === name) ?? -1;
  if (position < 0) return NOTHING;
  if (type.variable === undefined && type.name === 'Promise') return values;
  return join(
    values.map((value): readonly Value[] => {
      if (value.is === 'class') return [{ is: 'instance', number: value.number }];
      if (value.is === 'array') return value.element();
      const args: TypeArguments | undefined = 'args' in value ? value.args : undefined;
      return args?.[position] ?? NOTHING;
    }),
  );
}

/** What a row means by `<0>()`: what the type argument returns, where it is the type of a function, and else that type. Undefined where it means something else. */
export function forArgument(link: Link, { args }: Pick<ExternalValue, 'args'>, is: string | undefined): readonly Value[] | undefined {
  const index = is === undefined ? undefined : /^<(\d+)>\(\)$/.exec(is)?.[1];
  if (index === undefined) return undefined;
  return join((args?.[Number(index)] ?? NOTHING).map((each) => (each.is === 'function' || each.is === 'signature' ? returnedBy(link, each) : [each])));
}

/** What a function handed over returns, or a class makes. */
export function returnedBy(link: Link, value: Value): readonly Value[] {
  if (value.is === 'class') return [{ is: 'instance', number: value.number }];
  if (value.is === 'signature') return value.type.returns ? link.type(value.module, value.type.returns, value.env) : NOTHING;
  if (value.is !== 'function') return NOTHING;
  const { module, id, fact } = link.modules.function(value.number);
  if (fact.returns) return link.type(module, fact.returns);
  return join((module.index.returns[id] ?? []).map((expr) => link.evaluate(module, id, expr))).filter((each) => each.is !== 'type-parameter');
}
