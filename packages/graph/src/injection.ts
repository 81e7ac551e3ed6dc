/** What a container hands to constructor parameters and properties: tokens and their providers. */
import type { CallStep, DecoratorFact, Expr, FieldFact } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { parseSymbol } from './symbols.ts';
import { join, NOTHING, type Value } from './values.ts';

/** A decorator's arguments seen as a call's, for slots. */
export function decoratorCall(decorator: DecoratorFact): CallStep {
  return { s: 'call', id: -1, kind: 'new', callee: decorator.callee, nameAt: decorator.at, args: decorator.args ?? [], at: decorator.at, end: decorator.end };
}

export interface Injection {
  /** What is injected into a field, or nothing if its declaration decides. */
  field(module: LinkedModule, classId: number, field: FieldFact): readonly Value[];
  /** What decorators say that a parameter is given: `@InjectQueue('mail') queue: Queue`. */
  decorated(module: LinkedModule, decorators: readonly DecoratorFact[]): readonly Value[];
  /** What a container gives a parameter of a factory: `{ provide, useFactory: (mail) => …, inject: [MailService] }`. */
  factoryParameter(module: LinkedModule, fn: number, index: number): readonly Value[];
}

type Needs = Pick<Link, 'modules' | 'libraries' | 'evaluate' | 'member' | 'isExempt' | 'tracker'>;

export function injection(link: Needs): Injection {
  const providers = link.tracker.table(() => link.modules.all, readProviders);

  function field(module: LinkedModule, classId: number, fact: FieldFact): readonly Value[] {
    const constructorId = module.facts.classes[classId]?.methods.find((id) => module.facts.functions[id]?.kind === 'constructor');
    const param = fact.param === undefined || constructorId === undefined ? undefined : module.facts.functions[constructorId]?.params[fact.param];
    return decorated(module, [...(fact.decorators ?? []), ...(param?.decorators ?? [])]);
  }

  function decorated(module: LinkedModule, decorators: readonly DecoratorFact[]): readonly Value[] {
    for (const decorator of decorators) {
      const found = injected(module, decorator);
      if (found.length > 0) return found;
    }
    return NOTHING;
  }

  function injected(module: LinkedModule, decorator: DecoratorFact): readonly Value[] {
    return join(
      link.evaluate(module, 0, decorator.callee).map((value): readonly Value[] => {
        const says = value.is === 'external' ? link.libraries.symbol(value.package, value.path)?.facts.decorates : undefined;
        if (value.is !== 'external' || !says) return NOTHING;
        if (says.injects !== undefined) {
          const args = (says.injectsArgs ?? []).map((slot) => {
            const arg = decorator.args?.[Number(slot)];
            return arg ? link.evaluate(module, 0, arg).map((each): Value => (each.is === 'class' ? { is: 'instance', number: each.number } : each)) : NOTHING;
          });
          const made = { module, function: 0, call: decoratorCall(decorator) };
          return [{ is: 'external', ...parseSymbol(says.injects, value.package), made, ...(args.length > 0 ? { args } : {}) }];
        }
        if (says.injectsToken !== undefined) {
          const token = decorator.args?.[Number(says.injectsToken)];
          return token ? provided(module, 0, token) : NOTHING;
        }
        return NOTHING;
      }),
    );
  }

  /** What the container gives for a token. */
  function provided(module: LinkedModule, fn: number, token: Expr): readonly Value[] {
    const fromProviders = join(tokenKeys(module, fn, token).flatMap((key) => providers.get(key)));
    // A class that one module replaces is itself provided in others.
    const itself = link.evaluate(module, fn, token).filter((value) => value.is === 'class' && (fromProviders.length === 0 || !link.modules.class(value.number).fact.abstract));
    return join([fromProviders, itself.map((value) => (value.is === 'class' ? { is: 'instance', number: value.number } : value))]);
  }

  function factoryParameter(module: LinkedModule, fn: number, index: number): readonly Value[] {
    const provider = module.index.propertyOf[fn];
    const factory = provider?.props.find(({ key }) => key === 'useFactory')?.value;
    const tokens = provider?.props.find(({ key }) => key === 'inject')?.value;
    if (factory?.k !== 'function' || factory.function !== fn || tokens?.k !== 'array') return NOTHING;
    const token = tokens.items[index];
    return token ? provided(module, module.facts.functions[fn]?.parent ?? 0, token) : NOTHING;
  }

  function readProviders(module: LinkedModule): (readonly [string, readonly Value[]])[] {
    if (link.isExempt(module.path)) return []; // What tests provide is theirs alone.
    return module.index.providers.flatMap(({ function: fn, expr }) => {
      const prop = (key: string): Expr | undefined => expr.props.find((each) => each.key === key)?.value;
      const token = prop('provide');
      if (!token) return [];
      const made = join([
        ...[prop('useClass'), prop('useExisting')].map((each) =>
          each ? link.evaluate(module, fn, each).map((value): Value => (value.is === 'class' ? { is: 'instance', number: value.number } : value)) : NOTHING,
        ),
        ...[prop('useValue')].map((each) => (each ? link.evaluate(module, fn, each) : NOTHING)),
        ...[prop('useFactory')].map((each) => (each ? join(link.evaluate(module, fn, each).map(returned)) : NOTHING)),
      ]);
      const keys = tokenKeys(module, fn, token);
      // Providers that a loop makes, of as many classes: which of them a token stands for is not told.
      return keys.length > 1 && made.length > 1 ? [] : keys.map((key) => [key, made] as const);
    });
  }

  function returned(value: Value): readonly Value[] {
    if (value.is !== 'function') return NOTHING;
    const { module, id } = link.modules.function(value.number);
    return join((module.index.returns[id] ?? []).map((expr) => link.evaluate(module, id, expr)));
  }

  /** A token's identity: its literal value, its class, or the variable that holds it. */
  function tokenKeys(module: LinkedModule, fn: number, token: Expr): string[] {
    return link.evaluate(module, fn, token).flatMap((value) => {
      if (value.is === 'literal') return [`literal ${String(value.value)}`];
      if (value.is === 'class') return [`class ${value.number}`];
      if (value.is === 'external' && value.made) return [`made ${value.made.module.path}:${value.made.call.at}`];
      if (value.is === 'external') return [`external ${value.package}#${value.path}`];
      return [];
    });
  }

  return { field, decorated, factoryParameter };
}
