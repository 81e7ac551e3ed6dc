/** What expressions and variables stand for. */
import type { Expr, Target } from '@dist-lint/model';
import { borrowedThis } from './borrowed-this.ts';
import type { ExportResolver } from './exports.ts';
import { hungValues } from './hung-values.ts';
import { owningClass } from './index-module.ts';
import { narrowedByType } from './injected-types.ts';
import type { Link } from './link-context.ts';
import type { Assignment, LinkedModule } from './program.ts';
import { join, NOTHING, type TypeArguments, type TypeEnvironment, type Value } from './values.ts';

export interface Evaluator {
  evaluate(module: LinkedModule, fn: number, expr: Expr): readonly Value[];
  variable(module: LinkedModule, variable: number): readonly Value[];
  exported(module: LinkedModule, name: string): readonly Value[];
  imported(module: LinkedModule, specifier: string): readonly Value[];
  global(name: string): readonly Value[] | undefined;
  /** Variables of kind `param` that have no type and no default: what callers hand in decides. */
  parameter: ParameterSource;
}

/** Answers for parameters whose declaration says nothing. */
export interface ParameterSource {
  (module: LinkedModule, fn: number, index: number): readonly Value[];
}

export function evaluator(link: Link, exports: ExportResolver, parameter: ParameterSource): Evaluator {
  const variables = link.tracker.memo<number, readonly Value[]>();
  const borrowedBy = borrowedThis(link);
  const carried = hungValues(link);
  const globals = link.tracker.table(() => link.modules.all, (module) =>
    [...module.index.globals].flatMap(([name, assignments]) => assignments.map((assignment) => [name, { module, assignment }] as const)));

  function evaluate(module: LinkedModule, fn: number, expr: Expr): readonly Value[] {
    if (!link.budget.enter()) return NOTHING;
    try {
      return evaluateExpr(module, fn, expr);
    } finally {
      link.budget.leave();
    }
  }

  function evaluateExpr(module: LinkedModule, fn: number, expr: Expr): readonly Value[] {
    switch (expr.k) {
      case 'var':
        return variable(module, expr.v);
      case 'global':
        return expr.name === 'undefined' ? NOTHING : [{ is: 'external', package: 'global', path: expr.name }];
      case 'this':
        return thisOf(module, fn);
      case 'super':
        return superOf(module, fn);
      case 'member':
        return expr.of.k === 'super' ? ofSuper(module, fn, expr.name) : withCarried(module, evaluate(module, fn, expr.of), expr.name);
      case 'index':
        return indexed(evaluate(module, fn, expr.of), module, fn, expr.index);
      case 'literal':
        return [{ is: 'literal', value: expr.value }];
      case 'object':
        return [{ is: 'object', module, function: fn, expr }];
      case 'array':
        return [arrayOf(module, fn, expr.items)];
      case 'spread':
        return elementsOf(evaluate(module, fn, expr.of));
      case 'result': {
        const call = module.index.calls[fn]?.[expr.id];
        return call ? link.result(module, fn, call) : NOTHING;
      }
      case 'awaited':
        return evaluate(module, fn, expr.of);
      case 'function':
        return [{ is: 'function', number: module.functionBase + expr.function }];
      case 'class':
        return [{ is: 'class', number: module.classBase + expr.class }];
      case 'op':
        return operator(module, fn, expr.op, expr.args);
      default:
        return NOTHING;
    }
  }

  function operator(module: LinkedModule, fn: number, op: string, args: readonly Expr[]): readonly Value[] {
    switch (op) {
      case '||':
      case '??':
        return join(args.map((arg) => evaluate(module, fn, arg)));
      case '?:':
        return join(args.slice(1).map((arg) => evaluate(module, fn, arg)));
      case '&&':
      case ',':
      case 'assign': {
        const last = args.at(-1);
        return last ? evaluate(module, fn, last) : NOTHING;
      }
      default:
        return NOTHING;
    }
  }

  function members(values: readonly Value[], name: string): readonly Value[] {
    if (values.length === 1 && values[0]) return link.member(values[0], name);
    const found = join(values.map((value) => (isRecord(value) ? NOTHING : link.member(value, name))));
    return found.length > 0 ? found : join(values.map((value) => (isRecord(value) ? link.member(value, name) : NOTHING)));
  }

  function withCarried(module: LinkedModule, of: readonly Value[], name: string): readonly Value[] {
    const found = members(of, name);
    const known = found.some((each) => each.is !== 'external' || link.libraries.symbol(each.package, each.path) !== undefined);
    return known ? found : join([found, carried(module, of, name)]);
  }

  function indexed(values: readonly Value[], module: LinkedModule, fn: number, index: Expr): readonly Value[] {
    if (values.length === 0) return NOTHING;
    const keys = index.k === 'literal' ? [index] : evaluate(module, fn, index);
    const named = keys.flatMap((key) => ('value' in key && typeof key.value === 'string' ? [key.value] : []));
    if (named.length > 0 && named.length === keys.length) {
      const found = join(named.map((name) => members(values, name)));
      if (found.length > 0) return found;
    }
    return join(
      values.map((value) => {
        if (value.is === 'array' && index.k === 'literal') return positional(value, String(index.value));
        if (value.is !== 'object') return elementsOf([value]);
        return join(value.expr.props.map((prop) => evaluate(value.module, value.function, prop.value)));
      }),
    );
  }

  function thisOf(module: LinkedModule, fn: number): readonly Value[] {
    for (let id = fn; id >= 0; ) {
      const fact = module.facts.functions[id];
      if (!fact) return NOTHING;
      if (fact.class !== undefined) {
        const number = module.classBase + fact.class;
        return [fact.static || fact.kind === 'static-init' ? { is: 'class', number } : { is: 'instance', number, own: true }];
      }
      if (fact.kind !== 'arrow') {
        const borrowed = borrowedBy(module, id);
        if (borrowed.length > 0) return borrowed;
        const object = module.index.propertyOf[id];
        return object ? [{ is: 'object', module, function: fact.parent, expr: object }] : NOTHING;
      }
      id = fact.parent;
    }
    return NOTHING;
  }

  /** The base class as it is: `super.save()` never means a subclass's `save`. */
  function superOf(module: LinkedModule, fn: number): readonly Value[] {
    const owner = owningClass(module.facts, fn);
    if (owner === undefined) return NOTHING;
    const isStatic = thisOf(module, fn)[0]?.is === 'class';
    const args = module.facts.classes[owner]?.extendsArgs?.map((arg) => link.type(module, arg));
    return link.hierarchy.bases(module.classBase + owner).map((base): Value => {
      if (base.is !== 'class' || isStatic) return base;
      return { is: 'instance', number: base.number, exact: true, ...(args ? { args } : {}) };
    });
  }

  /** What a package's class does in `super.save()`, it does to the program's own. */
  function ofSuper(module: LinkedModule, fn: number, name: string): readonly Value[] {
    const found = members(superOf(module, fn), name);
    const [own] = found.some(({ is }) => is === 'external') ? thisOf(module, fn) : NOTHING;
    return own ? found.map((each) => (each.is === 'external' ? { ...each, receiver: own } : each)) : found;
  }

  function arrayOf(module: LinkedModule, fn: number, items: readonly Expr[]): Value {
    const element = (): readonly Value[] => join(items.map((item) => evaluate(module, fn, item)));
    if (items.some((item) => item.k === 'spread')) return { is: 'array', element };
    return { is: 'array', element, at: (index) => (items[index] ? evaluate(module, fn, items[index]) : NOTHING) };
  }

  /** What the program itself puts among the globals: `globalThis.pool ??= new Pool()`. */
  function globalMember(name: string): readonly Value[] | undefined {
    const found = join(globals.get(name).map(({ module, assignment }) => assignedValues(module, assignment)));
    const made = found.filter(isMade);
    return globals.has(name) && made.length === found.length ? made : made.length > 0 ? made : undefined;
  }

  function variable(module: LinkedModule, id: number): readonly Value[] {
    return variables.get(module, id) ?? variables.fill(module, id, NOTHING, () => variableValues(module, id));
  }

  function variableValues(module: LinkedModule, id: number): readonly Value[] {
    const fact = module.facts.variables[id];
    if (!fact) return NOTHING;
    switch (fact.kind) {
      case 'import':
        return declared(exports.import(module, id, 'value'));
      case 'function':
        return fact.def === undefined ? NOTHING : [{ is: 'function', number: module.functionBase + fact.def }];
      case 'class':
        return fact.def === undefined ? NOTHING : [{ is: 'class', number: module.classBase + fact.def }];
      case 'enum':
        return fact.def === undefined ? NOTHING : [{ is: 'enum', module, index: fact.def }];
      case 'catch':
        return [{ is: 'external', package: 'global', path: 'Error' }];
      case 'const':
      case 'let':
      case 'var':
      case 'using':
      case 'param':
        return boundValues(module, id);
      default:
        return NOTHING;
    }
  }

  function boundValues(module: LinkedModule, id: number): readonly Value[] {
    const fact = module.facts.variables[id];
    const typed = fact?.type ? link.type(module, fact.type) : NOTHING;
    const assigned = join((module.index.assignments[id] ?? []).map((assignment) => assignedValues(module, assignment)));
    if (assigned.some(isConcrete)) return typed.some(isConcrete) ? join([assigned, typed]) : assigned;
    if (fact?.kind === 'param') {
      const injected = injectedValues(module, id);
      const handed = injected.length > 0 ? narrowedByType(link, injected, typed) : typed.length > 0 ? typed : parameterValues(module, id);
      return join([handed, assigned]);
    }
    return typed.length > 0 ? typed : assigned;
  }

  /** What a container hands to a parameter whose decorator says so, which is more than its type says. */
  function injectedValues(module: LinkedModule, id: number): readonly Value[] {
    const owner = module.facts.variables[id]?.function ?? 0;
    const params = module.facts.functions[owner]?.params ?? [];
    const index = params.findIndex(({ decorators, target }) => decorators && target.k === 'var' && target.v === id);
    return index < 0 ? NOTHING : parameter(module, owner, index);
  }

  /** Looks up the parameter (or the part of a destructured one) a variable stands for. */
  function parameterValues(module: LinkedModule, id: number): readonly Value[] {
    const owner = module.facts.variables[id]?.function ?? 0;
    const params = module.facts.functions[owner]?.params ?? [];
    for (const [index, param] of params.entries()) {
      const path = pathTo(param.target, id);
      if (!path) continue;
      const whole = param.type ? link.type(module, param.type) : parameter(module, owner, index);
      const found = project(param.rest && !param.type ? [{ is: 'array', element: () => whole }] : whole, path);
      return param.default ? join([found, path.length === 0 ? evaluate(module, owner, param.default) : NOTHING]) : found;
    }
    return NOTHING;
  }

  function assignedValues(module: LinkedModule, assignment: Assignment): readonly Value[] {
    const whole = evaluate(module, assignment.function, assignment.value);
    const found = project(assignment.item ? elementsOf(whole) : whole, assignment.path);
    return assignment.default ? join([found, evaluate(module, assignment.function, assignment.default)]) : found;
  }

  function project(values: readonly Value[], path: readonly string[]): readonly Value[] {
    let found = values;
    for (const step of path) {
      if (step === '...') return NOTHING;
      found = step === '*' || /^\d+$/.test(step) ? join(found.map((value) => positional(value, step))) : members(found, step);
    }
    return found;
  }

  function positional(value: Value, step: string): readonly Value[] {
    if (value.is === 'array') return value.at && step !== '*' ? value.at(Number(step)) : value.element();
    const own = link.member(value, step);
    return own.length > 0 && value.is !== 'external' ? own : elementsOf([value]);
  }

  function elementsOf(values: readonly Value[]): readonly Value[] {
    return join(
      values.map((value) => {
        if (value.is === 'array') return value.element();
        if (value.is === 'external' && value.args && value.package === 'global') return value.path === 'Map' ? [entryOf(value.args)] : (value.args.at(-1) ?? NOTHING);
        return NOTHING;
      }),
    );
  }

  /** A key and a value. */
  function entryOf(args: TypeArguments): Value {
    return { is: 'array', element: () => join(args), at: (index) => args[index] ?? NOTHING };
  }

  function declared(found: ReturnType<ExportResolver['export']>): readonly Value[] {
    switch (found?.is) {
      case 'variable':
        return variable(found.module, found.variable);
      case 'expression':
        return evaluate(found.placed.module, found.placed.function, found.placed.expr);
      case 'module':
        return [{ is: 'module', module: found.module }];
      case 'external':
        return [{ is: 'external', package: found.package, path: found.path }];
      default:
        return NOTHING;
    }
  }

  return {
    evaluate, variable, parameter,
    exported: (module, name) => declared(exports.export(module, name, 'value')),
    global: globalMember,
    imported: (module, specifier) => declared(exports.whole(module, specifier)),
  };
}

/** The way from a parameter to a variable bound in its pattern. */
function pathTo(target: Target, id: number): string[] | undefined {
  switch (target.k) {
    case 'var':
      return target.v === id ? [] : undefined;
    case 'object-pattern': {
      for (const prop of target.props) {
        const inner = pathTo(prop.to, id);
        if (inner) return [prop.key ?? '*', ...inner];
      }
      return target.rest && pathTo(target.rest, id) ? ['...'] : undefined;
    }
    case 'array-pattern': {
      for (const [index, item] of target.items.entries()) {
        const inner = item ? pathTo(item.to, id) : undefined;
        if (inner) return [String(index), ...inner];
      }
      return target.rest && pathTo(target.rest, id) ? ['...'] : undefined;
    }
    default:
      return undefined;
  }
}

/** An instance of what stands behind `extends`. */
export function instanceOf(base: Value): Value {
  return base.is === 'class' ? { is: 'instance', number: base.number } : base;
}

/** `Record<string, Handler>`: says what any property is, and what the literal has says more. */
function isRecord(value: Value): boolean {
  return value.is === 'external' && value.package === 'global' && value.path === 'Record';
}

/** Something the program made or declared, not a name for what another package may have put there. */
function isMade(value: Value): boolean {
  return value.is === 'external' ? value.made !== undefined : isConcrete(value);
}

/** An implementation, and not only the name of what one must look like. */
function isConcrete(value: Value): boolean {
  return !['interface', 'shape', 'signature', 'type-parameter', 'literal'].includes(value.is);
}

/** The `env` under which the members of a generic class or interface are read. */
export function environment(names: readonly string[] | undefined, args: readonly (readonly Value[])[] | undefined): TypeEnvironment | undefined {
  if (!names || !args) return undefined;
  return new Map(names.map((name, index) => [name, args[index] ?? NOTHING]));
}
