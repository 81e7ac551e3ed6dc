/** Who extends and implements whom, across files. */
import type { Expr, TypeFact } from '@dist-lint/model';
import type { Hierarchy, Link } from './link-context.ts';
import { withHanded } from './mixins.ts';
import type { ClassNumber, LinkedModule } from './program.ts';
import type { Value } from './values.ts';

type Names = Pick<Link, 'modules' | 'evaluate' | 'type' | 'isExempt' | 'libraries' | 'tracker'>;

export function hierarchy(link: Names): Hierarchy {
  const { tracker } = link;
  const all = (): readonly LinkedModule[] => link.modules.all;
  const bases = tracker.memo<ClassNumber, readonly Value[]>();
  const children = tracker.table(all, (module) =>
    classesOf(module).flatMap((number) => basesOf(number).flatMap((base) => (base.is === 'class' ? [[base.number, number] as const] : []))), Object.is);
  const implemented = tracker.table(all, (module) => classesOf(module).flatMap(implementing), Object.is);
  const extended = tracker.table(all, extending, Object.is);
  const typedLiterals = tracker.table(all, literalsIn);
  const subclassesOf = tracker.memo<ClassNumber, readonly ClassNumber[]>();
  const implementorsOf = tracker.memo<string, readonly ClassNumber[]>();
  const standInsOf = tracker.memo<ClassNumber, readonly ClassNumber[]>();

  function basesOf(number: ClassNumber): readonly Value[] {
    return bases.get(undefined, number) ?? bases.fill(undefined, number, [], () => readBases(number));
  }

  function readBases(number: ClassNumber): readonly Value[] {
    const { module, fact } = link.modules.class(number);
    const found = fact.extends ? withHanded(link, module, fact.function, fact.extends, link.evaluate(module, fact.function, fact.extends)) : [];
    const args = fact.extendsArgs?.map((arg) => link.type(module, arg));
    return args ? found.map((value): Value => (value.is === 'external' ? { ...value, args } : value)) : found;
  }

  function subclasses(number: ClassNumber): readonly ClassNumber[] {
    return subclassesOf.get(undefined, number) ?? subclassesOf.fill(undefined, number, [], () => readSubclasses(number));
  }

  function readSubclasses(number: ClassNumber): readonly ClassNumber[] {
    const found = new Set<ClassNumber>();
    const queue = [...children.get(number)];
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      if (found.has(each) || each === number) continue;
      found.add(each);
      queue.push(...children.get(each));
    }
    return inProduction([...found].sort((a, b) => a - b));
  }

  /** Test doubles stand for a class only where nothing else does. */
  function inProduction(numbers: readonly ClassNumber[]): readonly ClassNumber[] {
    const real = numbers.filter((each) => !link.isExempt(link.modules.class(each).module.path));
    return real.length > 0 ? real : numbers;
  }

  /** The interfaces (and classes, treated like their interfaces) that a class names. */
  function implementing(number: ClassNumber): (readonly [string, ClassNumber])[] {
    const { module, fact } = link.modules.class(number);
    return (fact.implements ?? []).flatMap((type) => link.type(module, type)).flatMap((value): (readonly [string, ClassNumber])[] => {
      if (value.is === 'interface') return [[interfaceKey(value.module, value.index), number]];
      return value.is === 'instance' ? [[`class ${value.number}`, number]] : [];
    });
  }

  /** Interface → an interface that extends it. */
  function extending(module: LinkedModule): (readonly [string, string])[] {
    return module.facts.types.flatMap((declaration, index) =>
      (declaration.extends ?? []).flatMap((type) => link.type(module, type)).flatMap((value): (readonly [string, string])[] =>
        value.is === 'interface' ? [[interfaceKey(value.module, value.index), interfaceKey(module, index)]] : []));
  }

  function standIns(number: ClassNumber): readonly ClassNumber[] {
    return standInsOf.get(undefined, number) ?? standInsOf.fill(undefined, number, [], () => readStandIns(number));
  }

  function readStandIns(number: ClassNumber): readonly ClassNumber[] {
    const below = new Set([number, ...subclasses(number)]);
    const found = new Set<ClassNumber>();
    for (const each of below) {
      for (const other of implemented.get(`class ${each}`)) for (const stands of [other, ...subclasses(other)]) if (!below.has(stands)) found.add(stands);
    }
    return [...found].filter((each) => !link.isExempt(link.modules.class(each).module.path)).sort((a, b) => a - b);
  }

  function implementors(module: LinkedModule, index: number): readonly ClassNumber[] {
    const key = interfaceKey(module, index);
    return implementorsOf.get(undefined, key) ?? implementorsOf.fill(undefined, key, [], () => readImplementors(key));
  }

  function readImplementors(key: string): readonly ClassNumber[] {
    const found = new Set<ClassNumber>();
    const seen = new Set<string>();
    const queue = [key];
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      if (seen.has(each)) continue;
      seen.add(each);
      for (const number of implemented.get(each)) {
        found.add(number);
        for (const sub of subclasses(number)) found.add(sub);
      }
      queue.push(...extended.get(each));
    }
    return inProduction([...found].sort((a, b) => a - b));
  }

  function literals(module: LinkedModule, index: number): readonly Value[] {
    const found = typedLiterals.get(interfaceKey(module, index));
    const real = found.filter((each) => each.is !== 'object' || !link.isExempt(each.module.path));
    return real.length > 0 || implementors(module, index).some((each) => !link.isExempt(link.modules.class(each).module.path)) ? real : found;
  }

  /** `const gateway: Gateway = { … }` and functions declared to return the interface and returning a literal. */
  function literalsIn(module: LinkedModule): (readonly [string, Value])[] {
    const ofVariables = module.facts.variables.flatMap((variable, id) => {
      const assignment = module.index.assignments[id]?.[0];
      return variable.type && assignment && assignment.path.length === 0 ? literalOf(module, variable.type, assignment.function, assignment.value) : [];
    });
    const returned = module.facts.functions.flatMap(({ returns }, id) =>
      returns ? (module.index.returns[id] ?? []).flatMap((value) => literalOf(module, returns, id, value)) : []);
    return [...ofVariables, ...returned];
  }

  function literalOf(module: LinkedModule, type: TypeFact, fn: number, value: Expr): (readonly [string, Value])[] {
    if (value.k !== 'object') return [];
    return link.type(module, type).flatMap((declared): (readonly [string, Value])[] =>
      declared.is === 'interface' ? [[interfaceKey(declared.module, declared.index), { is: 'object', module, function: fn, expr: value }]] : []);
  }

  return { bases: basesOf, subclasses, standIns, implementors, literals };
}

function classesOf(module: LinkedModule): ClassNumber[] {
  return module.facts.classes.map((_, id) => module.classBase + id);
}

function interfaceKey(module: LinkedModule, index: number): string {
  return `${module.number}.${index}`;
}
