/** Which classes have an instance that outlives a call: made while modules load, held by such an instance or a static field, kept by a container. */
import type { CallStep, Expr } from '@dist-lint/model';
import { decoratorCall } from '../injection.ts';
import type { Program } from '../link.ts';
import type { Assignment, ClassNumber, LinkedModule } from '../program.ts';
import { property, slotExpr, slotText, textOf } from '../slots.ts';
import type { Memo, Table } from '../tracking.ts';
import { aliased } from './aliases.ts';
import { isStaticPlace } from './instance-fields.ts';
import { holderOf } from './named-objects.ts';
import { once } from '../once.ts';

export interface SharedClasses {
  /** One of its instances, or of its subclasses', is shared. */
  has(number: ClassNumber): boolean;
  /** So is every instance that the program is seen to make. */
  alwaysShared(number: ClassNumber): boolean;
}

/** O(classes + `new` + assignments), when first asked. */
export const sharedClasses = once(open);

/** What a module says of a class: an instance lasts, lasts as long as one of another class, is one of many, or a container makes many. */
type Says = { is: 'shared' | 'made' | 'scoped' } | { is: 'held'; by: ClassNumber };

const SHARED: Says = { is: 'shared' };
const MADE: Says = { is: 'made' };
const SCOPED: Says = { is: 'scoped' };

function open(program: Program): SharedClasses {
  const table: Table<ClassNumber, Says> = program.tracker.table(() => program.modules.all, (module) => (program.link.isExempt(module.path) ? [] : readClasses(program, module)), isSame);
  const shared: Memo<ClassNumber, boolean> = program.tracker.memo();
  const scoped: Memo<ClassNumber, boolean> = program.tracker.memo();

  const has = (number: ClassNumber): boolean => shared.get(undefined, number) ?? shared.fill(undefined, number, false, () => isShared(number));

  function isShared(number: ClassNumber): boolean {
    if (isScoped(number)) return false;
    const says = table.get(number);
    return says.some((each) => each.is === 'shared' || (each.is === 'held' && has(each.by))) || program.link.hierarchy.subclasses(number).some(has);
  }

  const isScoped = (number: ClassNumber): boolean => scoped.get(undefined, number) ?? scoped.fill(undefined, number, false, () => saysScoped(number));

  /** Who is injected with something that is made for each request is itself made for each request. */
  function saysScoped(number: ClassNumber): boolean {
    const says = table.get(number);
    if (says.some((each) => each.is === 'scoped')) return true;
    const { module, fact } = program.modules.class(number);
    if (!fact.decorators) return false;
    const made = fact.methods.find((id) => module.facts.functions[id]?.kind === 'constructor');
    const params = made === undefined ? [] : (module.facts.functions[made]?.params ?? []);
    return params.some(({ type }) => type && program.link.type(module, type).some((value) => value.is === 'instance' && value.number !== number && isScoped(value.number)));
  }

  return { has, alwaysShared: (number) => has(number) && !table.get(number).some(({ is }) => is === 'made') };
}

function isSame(a: Says, b: Says): boolean {
  return a.is === b.is && (a.is !== 'held' || b.is !== 'held' || a.by === b.by);
}

type Found = (readonly [ClassNumber, Says])[];

function readClasses(program: Program, module: LinkedModule): Found {
  const found: Found = [];
  declared(program, module, found);
  provided(program, module, found);
  made(program, module, found);
  return found;
}

/** `@Injectable()`, `@Controller({ scope: Scope.REQUEST })`, and what a module lists as its providers. */
function declared(program: Program, module: LinkedModule, found: Found): void {
  for (const [id, { decorators, function: fn }] of module.facts.classes.entries()) {
    for (const decorator of decorators ?? []) {
      const site = { module, function: fn, call: decoratorCall(decorator) };
      for (const value of program.link.evaluate(module, fn, decorator.callee)) {
        const says = value.is === 'external' ? program.link.libraries.symbol(value.package, value.path)?.facts.decorates : undefined;
        if (value.is !== 'external' || says?.on !== 'class' || !says.injectable) continue;
        const scope = says.instances ? slotText(program.link, site, value, says.instances.at) : '';
        found.push([module.classBase + id, says.instances?.many.includes(scope) ? SCOPED : SHARED]);
        const list = says.providers === undefined ? undefined : slotExpr(program.link, site, value, says.providers);
        if (list?.expr.k === 'array') for (const item of list.expr.items) classesAt(program, list.module, list.function, item, SHARED, found);
      }
    }
  }
}

/** `{ provide: CLOCK, useClass: Clock }`: one for all, unless it says a scope. */
function provided(program: Program, module: LinkedModule, found: Found): void {
  for (const { function: fn, expr } of module.index.providers) {
    const scope = property(program.link, { module, function: fn, expr }, ['scope']);
    const says = scope && textOf(program.link, scope.module, scope.function, scope.expr) !== 'DEFAULT' ? SCOPED : SHARED;
    for (const { key, value } of expr.props) {
      if (key === 'useClass') classesAt(program, module, fn, value, says, found);
      if (key !== 'useFactory') continue;
      for (const factory of program.link.evaluate(module, fn, value)) {
        if (factory.is !== 'function') continue;
        const place = program.modules.function(factory.number);
        for (const returned of place.module.index.returns[place.id] ?? []) instancesAt(program, place.module, place.id, returned, says, found);
      }
    }
  }
}

/** `new` while a module loads, and what is put into something that lasts: a module's variable, a static field, a global, a field. */
function made(program: Program, module: LinkedModule, found: Found): void {
  const lasting = new Set<CallStep>();
  forEachKept(module, ({ function: fn, value }, says) => {
    for (const id of resultsIn(module, value)) {
      const call = module.index.calls[fn]?.[id];
      if (call) lasting.add(call);
    }
    instancesAt(program, module, fn, value, says, found);
  });
  for (const [id, { fields }] of module.facts.classes.entries()) {
    for (const { param, type } of fields) {
      if (param === undefined || !type) continue;
      for (const value of program.link.type(module, type)) if (value.is === 'instance') found.push([value.number, { is: 'held', by: module.classBase + id }]);
    }
  }
  module.index.calls.forEach((calls, fn) => {
    for (const call of calls) {
      if (call?.kind !== 'new' || call.callee.k === 'global' || lasting.has(call)) continue;
      for (const value of program.link.callee(module, fn, call)) if (value.is === 'class') found.push([value.number, runsAtLoad(module, fn) ? SHARED : MADE]);
    }
  });
}

/** What may be an instance and is assigned to something that lasts, and what that says of the instance. */
function forEachKept(module: LinkedModule, visit: (assignment: Assignment, says: Says) => void): void {
  const { assignments, fieldAssignments, additions, globals } = module.index;
  const all = (list: readonly Assignment[], says: Says): void => {
    for (const each of list) if (mayBeInstance(each.value) && each.path.length === 0 && !each.item) visit(each, says);
  };
  assignments.forEach((list, variable) => {
    if (list && isModuleVariable(module, variable)) all(list, SHARED);
  });
  fieldAssignments.forEach((fields, id) => {
    const held: Says = { is: 'held', by: module.classBase + id };
    for (const list of fields.values()) for (const each of list) all([each], isStaticPlace(module, each.function) ? SHARED : held);
  });
  for (const [owner, members] of additions) {
    if (typeof owner === 'object' && holderOf(module, owner) === undefined) continue;
    for (const list of members.values()) all(list, SHARED);
  }
  for (const list of globals.values()) all(list, SHARED);
}

function isModuleVariable(module: LinkedModule, variable: number): boolean {
  const fact = module.facts.variables[variable];
  return fact?.function === 0 && !fact.ambient && fact.kind !== 'import';
}

/** The module's body, and what runs as part of it. */
function runsAtLoad(module: LinkedModule, fn: number): boolean {
  for (let each = fn; each > 0; ) {
    const fact = module.facts.functions[each];
    if (!fact || !(fact.immediate || fact.kind === 'static-init')) return false;
    each = fact.parent;
  }
  return fn >= 0;
}

function mayBeInstance({ k }: Expr): boolean {
  return k === 'result' || k === 'awaited' || k === 'op' || k === 'object' || k === 'array' || k === 'var' || k === 'this';
}

/** The calls whose results an expression passes on. */
function resultsIn(module: LinkedModule, expr: Expr): number[] {
  switch (expr.k) {
    case 'result':
      return [expr.id];
    case 'awaited':
      return resultsIn(module, expr.of);
    case 'var': {
      const source = aliased(module, expr.v);
      return source?.value.k === 'result' && source.path.length === 0 ? [source.value.id] : [];
    }
    case 'op':
      return expr.args.flatMap((arg) => resultsIn(module, arg));
    default:
      return [];
  }
}

function classesAt(program: Program, module: LinkedModule, fn: number, expr: Expr, says: Says, found: Found): void {
  for (const value of program.link.evaluate(module, fn, expr)) if (value.is === 'class') found.push([value.number, says]);
}

function instancesAt(program: Program, module: LinkedModule, fn: number, expr: Expr, says: Says, found: Found): void {
  if (expr.k === 'object') {
    for (const { value } of expr.props) if (mayBeInstance(value)) instancesAt(program, module, fn, value, says, found);
  } else if (expr.k === 'array') {
    for (const item of expr.items) if (mayBeInstance(item)) instancesAt(program, module, fn, item, says, found);
  } else {
    for (const value of program.link.evaluate(module, fn, expr)) if (value.is === 'instance') found.push([value.number, says]);
  }
}
