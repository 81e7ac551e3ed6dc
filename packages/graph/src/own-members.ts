/** Members of the object at hand that are no fields: methods and getters, of its class or of those that this one extends. */
import { owningClass } from './index-module.ts';
import type { Link } from './link-context.ts';
import { simpleName } from './class-members.ts';
import { selfWithin, type Scope } from './plain-scope.ts';
import type { ClassNumber, FunctionNumber, LinkedModule } from './program.ts';

/** The class whose object, or which itself, `this` is: the one that is known, or the one around. */
export function classOfThis(link: Link, scope: Scope): ClassNumber | undefined {
  const around = owningClass(scope.module.facts, scope.function);
  if (around === undefined) return undefined;
  const number = scope.module.classBase + around;
  const { of } = selfWithin(scope).self ?? {};
  return of !== undefined && (of === number || link.hierarchy.subclasses(number).includes(of)) ? of : number;
}

/** The method or getter that an object of just this class has under a name. */
export function ownMember(link: Link, number: ClassNumber, name: string, isStatic: boolean): FunctionNumber | undefined {
  let each: ClassNumber | undefined = number;
  for (let hops = 0; each !== undefined && hops < MOST_BASES; hops += 1) {
    const { module, fact } = link.modules.class(each);
    const found = fact.methods.find((id) => {
      const method = module.facts.functions[id];
      return method !== undefined && !method.bodiless && method.kind !== 'setter' && method.kind !== 'constructor' && (method.static === true) === isStatic && simpleName(method.name) === name;
    });
    if (found !== undefined) return module.functionBase + found;
    each = link.hierarchy.bases(each).find((base) => base.is === 'class')?.number;
  }
  return undefined;
}

const MOST_BASES = 8;

/** Whether a class that extends this one has a member of its own under a name. */
export function isOverridden(link: Link, number: ClassNumber, name: string): boolean {
  return link.hierarchy.subclasses(number).some((each) => {
    const { module, id, fact } = link.modules.class(each);
    return fact.methods.some((method) => simpleName(module.facts.functions[method]?.name ?? '') === name) || fact.fields.some((field) => field.name === name) || module.index.fieldAssignments[id]?.has(name) === true;
  });
}

/** Whether `this` is the class itself in a function. */
export function isOfClass(module: LinkedModule, fn: number): boolean {
  for (let id = fn; id >= 0; ) {
    const fact = module.facts.functions[id];
    if (!fact || fact.class !== undefined) return fact?.static === true || fact?.kind === 'static-init';
    id = fact.parent;
  }
  return false;
}
