/** What a container runs before routes: guards, interceptors and pipes, by decorator or for all; decorators of parameters that compute. */
import { addTo, type DecoratorFact, type Expr } from '@dist-lint/model';
import type { EntryPoint } from '../entry-points.ts';
import type { Program } from '../link.ts';
import { simpleName } from '../class-members.ts';
import type { FunctionNumber, LinkedModule } from '../program.ts';

/** The functions that run before a route that is a method of a class. */
export function beforeRoutes(program: Program): (entry: EntryPoint) => FunctionNumber[] {
  const provided = new Map<string, FunctionNumber[]>();
  for (const module of program.modules.all) {
    if (program.link.isExempt(module.path)) continue;
    for (const { function: fn, expr } of module.index.providers) {
      const prop = (key: string): Expr | undefined => expr.props.find((each) => each.key === key)?.value;
      const [token, made] = [prop('provide'), prop('useClass') ?? prop('useExisting')];
      const method = token && methodBefore(program, module, fn, token);
      if (method !== undefined && made) addTo(provided, module.input.package, ...methodsOf(program, module, fn, made, method));
    }
  }
  return ({ module, function: number, role }) => {
    if (role !== 'route' && role !== 'procedure' && role !== 'resolver') return [];
    const place = program.modules.function(number);
    const owner = place.fact.class === undefined ? undefined : place.module.facts.classes[place.fact.class];
    if (!owner || place.module !== module) return [];
    const decorators = [...(owner.decorators ?? []), ...(place.fact.decorators ?? [])];
    const own = decorators.flatMap((decorator) => before(program, module, owner.function, decorator));
    const computed = place.fact.params.flatMap((param) => (param.decorators ?? []).flatMap((decorator) => [...computedBy(program, module, owner.function, decorator), ...before(program, module, owner.function, decorator)]));
    return [...new Set([...(provided.get(module.input.package) ?? []), ...own, ...computed])];
  };
}

function methodBefore(program: Program, module: LinkedModule, fn: number, token: Expr): string | undefined {
  return program.link.evaluate(module, fn, token).flatMap((value) => (value.is === 'external' ? [program.link.libraries.symbol(value.package, value.path)?.facts.beforeRoutes] : [])).find((method) => method !== undefined);
}

function before(program: Program, module: LinkedModule, fn: number, { callee, args }: DecoratorFact): FunctionNumber[] {
  const method = program.link.evaluate(module, fn, callee).flatMap((value) => (value.is === 'external' ? [program.link.libraries.symbol(value.package, value.path)?.facts.decorates?.before] : [])).find((each) => each !== undefined);
  return method === undefined ? [] : (args ?? []).flatMap((arg) => methodsOf(program, module, fn, arg, method));
}

function methodsOf(program: Program, module: LinkedModule, fn: number, expr: Expr, name: string): FunctionNumber[] {
  return program.link.evaluate(module, fn, expr).flatMap((value) => {
    if (value.is !== 'class' && value.is !== 'instance') return [];
    return program.link.member({ is: 'instance', number: value.number }, name).flatMap((member) => (member.is === 'function' && simpleName(program.modules.function(member.number).fact.name) === name ? [member.number] : []));
  });
}

/** `createParamDecorator((data, context) => …)`: the function that makes the value. */
function computedBy(program: Program, module: LinkedModule, fn: number, { callee }: DecoratorFact): FunctionNumber[] {
  return program.link.evaluate(module, fn, callee).flatMap((value) => {
    if (value.is !== 'external' || !value.made) return [];
    return (program.call(value.made.module, value.made.function, value.made.call.id)?.handed ?? []).flatMap(({ functions }) => functions.map(({ number }) => number));
  });
}
