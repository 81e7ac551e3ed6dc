/** What a parameter is given: by the call at hand, by those who call its function, or by a library. */
import type { Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';

export interface Given {
  given: { scope: Scope; expr: Expr }[];
  /** A library makes it and hands it over. */
  isMadeOutside?: true;
}

export function parameterInitial(program: Program, run: Scope, index: number): Given {
  const { module } = run;
  const number = module.functionBase + run.function;
  const param = module.facts.functions[run.function]?.params[index];
  const usual = param?.default ? [{ scope: run, expr: param.default }] : [];
  const of = (args: readonly Expr[], scope: Scope): { scope: Scope; expr: Expr }[] => {
    const arg = args[index];
    return arg && !args.slice(0, index + 1).some(({ k }) => k === 'spread') ? [{ scope, expr: arg }] : usual;
  };
  if (run.given) return { given: of(run.given.args, run.given.scope) };
  const callers = program.callers(number).filter((caller) => !program.link.isExempt(caller.module.path) && caller.resolved.functions.some((target) => target.number === number));
  if (callers.length > 0) return { given: callers.flatMap((caller) => of(caller.resolved.call.args, { module: caller.module, function: caller.function })) };
  const passed = module.index.passedTo[run.function];
  const byLibrary = passed !== undefined && program.link.callee(module, passed.function, passed.call).some(({ is }) => is === 'external');
  // What a decorator injects is made by the framework.
  return byLibrary || param?.decorators ? { given: [], isMadeOutside: true } : { given: usual };
}

/** `constructor(private readonly options: Options = {})`: the parameter that a field is. */
export function propertyParameter(module: LinkedModule, owner: number, name: string): { function: number; variable: number } | undefined {
  const index = module.facts.classes[owner]?.fields.find((each) => each.name === name)?.param;
  const id = module.facts.classes[owner]?.methods.find((each) => module.facts.functions[each]?.kind === 'constructor' && !module.facts.functions[each].bodiless);
  const target = id === undefined || index === undefined ? undefined : module.facts.functions[id]?.params[index]?.target;
  return target?.k === 'var' && id !== undefined ? { function: id, variable: target.v } : undefined;
}
