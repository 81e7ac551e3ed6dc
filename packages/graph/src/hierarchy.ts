/** Who extends and implements whom, across files. */
import type { Expr, TypeFact } from '@dist-lint/model';
import type { Hierarchy, Link } from './link-context.ts';
import type { ClassNumber, LinkedModule } from './program.ts';
import type { Value } from './values.ts';

type Names = Pick<Link, 'modules' | 'evaluate' | 'type' | 'isExempt'>;

export function hierarchy(link: Names): Hierarchy {
  const bases = new Map<ClassNumber, readonly Value[]>();
  let children: Map<ClassNumber, ClassNumber[]> | undefined;
  let implemented: Map<string, Set<ClassNumber>> | undefined;
  let extended: Map<string, string[]> | undefined;
  let typedLiterals: Map<string, Value[]> | undefined;
  const subclassMemo = new Map<ClassNumber, readonly ClassNumber[]>();
  const implementorMemo = new Map<string, readonly ClassNumber[]>();

  function basesOf(number: ClassNumber): readonly Value[] {
    const known = bases.get(number);
    if (known) return known;
    bases.set(number, []);
    const { module, fact } = link.modules.class(number);
    const found = fact.extends ? link.evaluate(module, fact.function, fact.extends) : [];
    const args = fact.extendsArgs?.map((arg) => link.type(module, arg));
    const withArgs = args
      ? found.map((value): Value => (value.is === 'external' ? { ...value, args } : value))
      : found;
    bases.set(number, withArgs);
    return withArgs;
  }

  function classes(): readonly ClassNumber[] {
    return Array.from({ length: link.modules.classCount }, (_, number) => number);
  }

  function childrenOf(number: ClassNumber): readonly ClassNumber[] {
    if (!children) {
      children = new Map();
      for (const each of classes()) {
        for (const base of basesOf(each)) {
          if (base.is === 'class') push(children, base.number, each);
        }
      }
    }
    return children.get(number) ?? [];
  }

  function subclasses(number: ClassNumber): readonly ClassNumber[] {
    const known = subclassMemo.get(number);
    if (known) return known;
    const found = new Set<ClassNumber>();
    const queue = [...childrenOf(number)];
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      if (found.has(each) || each === number) continue;
      found.add(each);
      queue.push(...childrenOf(each));
    }
    const sorted = inProduction([...found].sort((a, b) => a - b));
    subclassMemo.set(number, sorted);
    return sorted;
  }

  /** Test doubles stand for a class only where nothing else does. */
  function inProduction(numbers: readonly ClassNumber[]): readonly ClassNumber[] {
    const real = numbers.filter((each) => !link.isExempt(link.modules.class(each).module.path));
    return real.length > 0 ? real : numbers;
  }

  /** `module.index` of each interface, with the interfaces and classes that name it. */
  function readInterfaces(): void {
    implemented = new Map();
    extended = new Map();
    for (const each of classes()) {
      const { module, fact } = link.modules.class(each);
      for (const type of fact.implements ?? []) {
        for (const value of link.type(module, type)) {
          if (value.is === 'interface') add(implemented, interfaceKey(value.module, value.index), each);
          // `implements SomeClass`: treated like an interface of that class.
          if (value.is === 'instance') add(implemented, `class ${value.number}`, each);
        }
      }
    }
    for (const module of link.modules.all) {
      module.facts.types.forEach((declaration, index) => {
        for (const type of declaration.extends ?? []) {
          for (const value of link.type(module, type)) {
            if (value.is === 'interface') push(extended as Map<string, string[]>, interfaceKey(value.module, value.index), interfaceKey(module, index));
          }
        }
      });
    }
  }

  function implementors(module: LinkedModule, index: number): readonly ClassNumber[] {
    const key = interfaceKey(module, index);
    const known = implementorMemo.get(key);
    if (known) return known;
    if (!implemented) readInterfaces();
    const found = new Set<ClassNumber>();
    const seen = new Set<string>();
    const queue = [key];
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      if (seen.has(each)) continue;
      seen.add(each);
      for (const number of implemented?.get(each) ?? []) {
        found.add(number);
        for (const sub of subclasses(number)) found.add(sub);
      }
      queue.push(...(extended?.get(each) ?? []));
    }
    const sorted = inProduction([...found].sort((a, b) => a - b));
    implementorMemo.set(key, sorted);
    return sorted;
  }

  /** `const gateway: Gateway = { … }` and functions declared to return the interface and returning a literal. */
  function literals(module: LinkedModule, index: number): readonly Value[] {
    if (!typedLiterals) {
      typedLiterals = new Map();
      for (const each of link.modules.all) {
        each.facts.variables.forEach((variable, id) => {
          const assignment = each.index.assignments[id]?.[0];
          if (variable.type && assignment && assignment.path.length === 0) note(each, variable.type, assignment.function, assignment.value);
        });
        each.facts.functions.forEach((fact, id) => {
          if (!fact.returns) return;
          for (const value of each.index.returns[id] ?? []) note(each, fact.returns, id, value);
        });
      }
    }
    const found = typedLiterals.get(interfaceKey(module, index)) ?? [];
    const real = found.filter((each) => each.is !== 'object' || !link.isExempt(each.module.path));
    return real.length > 0 || implementors(module, index).some((each) => !link.isExempt(link.modules.class(each).module.path)) ? real : found;
  }

  function note(module: LinkedModule, type: TypeFact, fn: number, value: Expr): void {
    if (value.k !== 'object') return;
    for (const declared of link.type(module, type)) {
      if (declared.is === 'interface') {
        push(typedLiterals as Map<string, Value[]>, interfaceKey(declared.module, declared.index), { is: 'object', module, function: fn, expr: value });
      }
    }
  }

  return { bases: basesOf, subclasses, implementors, literals };
}

function interfaceKey(module: LinkedModule, index: number): string {
  return `${module.number}.${index}`;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
