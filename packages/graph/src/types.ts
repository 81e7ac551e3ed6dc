/** What a value of a declared type may be. Types are read as written; nothing is checked. */
import type { TypeFact } from '@dist-lint/model';
import { environment } from './evaluate.ts';
import type { ExportResolver } from './exports.ts';
import type { Link } from './link-context.ts';
import { parametersOf } from './parameter-types.ts';
import type { LinkedModule } from './program.ts';
import { forArgument } from './type-arguments.ts';
import { join, memberPath, NOTHING, type TypeArguments, type TypeEnvironment, type Value } from './values.ts';

/** Global types that stand for their first argument. */
const TRANSPARENT = new Set([
  'Promise', 'PromiseLike', 'Awaited', 'Readonly', 'Partial', 'Required', 'NonNullable', 'Omit', 'Pick', 'Extract', 'Exclude', 'Observable',
]);
/** Global types whose last argument is what they hold. */
const ARRAYS = new Set(['Array', 'ReadonlyArray', 'Iterable', 'AsyncIterable', 'AsyncGenerator', 'Generator', 'Iterator', 'AsyncIterableIterator', 'IterableIterator']);

export function typeResolver(link: Link, exports: ExportResolver): Link['type'] {
  const memo = link.tracker.memo<TypeFact, readonly Value[]>();

  function type(module: LinkedModule, fact: TypeFact, env?: TypeEnvironment): readonly Value[] {
    if (!env) {
      const known = memo.get(module, fact);
      if (known) return known;
    }
    if (!link.budget.enter()) return NOTHING;
    try {
      return env ? read(module, fact, env) : memo.fill(module, fact, NOTHING, () => read(module, fact, undefined));
    } finally {
      link.budget.leave();
    }
  }

  function read(module: LinkedModule, fact: TypeFact, env: TypeEnvironment | undefined): readonly Value[] {
    switch (fact.t) {
      case 'ref':
        return reference(module, fact, env);
      case 'import': {
        if (fact.typeof) return fact.name.split('.').reduce((values, name) => (name === '' ? values : join(values.map((value) => link.member(value, name)))), link.imported(module, fact.specifier));
        const resolution = module.input.resolutions[fact.specifier];
        if (resolution?.to === 'module') {
          const target = link.modules.byPath(resolution.path);
          const found = fact.name === '' ? exports.whole(module, fact.specifier) : target && exports.export(target, fact.name, 'type');
          return found ? declaredType(found, [], argumentsOf(module, fact.args, env)) : NOTHING;
        }
        return resolution?.to === 'external' ? [{ is: 'external', package: resolution.package, path: fact.name }] : NOTHING;
      }
      case 'literal':
        return fact.value === null ? NOTHING : [{ is: 'literal', value: fact.value }];
      case 'union':
      case 'intersection':
        return join(fact.of.map((each) => type(module, each, env)));
      case 'array': {
        const of = fact.of;
        return [{ is: 'array', element: () => type(module, of, env) }];
      }
      case 'function':
        return [{ is: 'signature', type: fact, module, name: '', ...(env ? { env } : {}) }];
      case 'object':
        return [{ is: 'shape', type: { module, type: fact }, ...(env ? { env } : {}) }];
      case 'keyword':
        return env?.get(fact.name) ?? NOTHING; // `this`
      case 'query':
        return link.evaluate(module, 0, fact.of);
      case 'index': {
        const { key } = fact;
        const handed = parametersOf(link, module, fact);
        if (handed) return handed;
        return join(type(module, fact.of, env).map((value) => link.member(value, key)));
      }
      default:
        return NOTHING;
    }
  }

  function argumentsOf(module: LinkedModule, args: readonly TypeFact[] | undefined, env: TypeEnvironment | undefined): TypeArguments | undefined {
    return args && args.length > 0 ? args.map((arg) => type(module, arg, env)) : undefined;
  }

  function reference(module: LinkedModule, fact: Extract<TypeFact, { t: 'ref' }>, env: TypeEnvironment | undefined): readonly Value[] {
    const [first = '', ...rest] = fact.name.split('.');
    if (fact.variable === undefined) return globalType(module, fact, env);
    const variable = module.facts.variables[fact.variable];
    if (!variable) return NOTHING;
    if (variable.kind === 'type-param') return env?.get(first) ?? [{ is: 'type-parameter', name: first }];
    const args = argumentsOf(module, fact.args, env);
    if (variable.kind === 'import') {
      const found = exports.import(module, fact.variable, 'type');
      return found ? declaredType(found, rest, args) : NOTHING;
    }
    return declaredType({ is: 'variable', module, variable: fact.variable }, rest, args);
  }

  function globalType(module: LinkedModule, fact: Extract<TypeFact, { t: 'ref' }>, env: TypeEnvironment | undefined): readonly Value[] {
    const first = fact.args?.[0];
    if (first && TRANSPARENT.has(fact.name)) return type(module, first, env);
    if (first && ARRAYS.has(fact.name)) return [{ is: 'array', element: () => type(module, first, env) }];
    if (first && fact.name === 'ReturnType') {
      return join(type(module, first, env).map((value) => returned(value)));
    }
    if (first && fact.name === 'InstanceType') {
      return join(type(module, first, env).map((value) => [value.is === 'class' ? { is: 'instance', number: value.number } : value]));
    }
    const args = argumentsOf(module, fact.args, env);
    return [{ is: 'external', package: 'global', path: fact.name, ...(args ? { args } : {}) }];
  }

  /** What a function returns by its declaration, or its body. */
  function returned(value: Value): readonly Value[] {
    if (value.is === 'signature') return value.type.returns ? type(value.module, value.type.returns, value.env) : NOTHING;
    if (value.is !== 'function') return NOTHING;
    const { module, id, fact } = link.modules.function(value.number);
    if (fact.returns) return type(module, fact.returns);
    return join((module.index.returns[id] ?? []).map((expr) => link.evaluate(module, id, expr)));
  }

  function declaredType(
    found: NonNullable<ReturnType<ExportResolver['export']>>,
    rest: readonly string[],
    args: TypeArguments | undefined,
  ): readonly Value[] {
    if (found.is === 'external') {
      let { path } = found;
      for (const name of rest) path = memberPath(path, name);
      if (found.path === '' && rest[0] !== undefined) path = [link.libraries.canonical(found.package, rest[0]), ...rest.slice(1)].join('.');
      const value = { is: 'external' as const, package: found.package, path, ...(args ? { args } : {}) };
      return forArgument(link, value, link.libraries.symbol(found.package, path)?.facts.is) ?? [value];
    }
    if (found.is === 'module') {
      const [name, ...inner] = rest;
      const member = name === undefined ? undefined : exports.export(found.module, name, 'type');
      return member ? declaredType(member, inner, args) : NOTHING;
    }
    if (found.is === 'expression') {
      return join(
        link.evaluate(found.placed.module, found.placed.function, found.placed.expr).map((value) => [value.is === 'class' ? { is: 'instance', number: value.number } : value]),
      );
    }
    const { module } = found;
    const variable = module.facts.variables[found.variable];
    switch (variable?.kind) {
      case 'class':
        return variable.def === undefined ? NOTHING : [{ is: 'instance', number: module.classBase + variable.def, ...(args ? { args } : {}) }];
      case 'enum':
        return variable.def === undefined ? NOTHING : [{ is: 'enum', module, index: variable.def }];
      case 'import': {
        const through = exports.import(module, found.variable, 'type');
        return through ? declaredType(through, rest, args) : NOTHING;
      }
      case 'type': {
        const declaration = variable.def === undefined ? undefined : module.facts.types[variable.def];
        if (!declaration || variable.def === undefined) return NOTHING;
        if (declaration.kind === 'interface') return [{ is: 'interface', module, index: variable.def, ...(args ? { args } : {}) }];
        const values = type(module, declaration.type, environment(declaration.typeParams, args));
        return values.map((value) => (value.is === 'signature' && value.name === '' ? { ...value, name: declaration.name } : value));
      }
      default:
        return NOTHING;
    }
  }

  return type;
}
