/**
 * The plain value of a field, as initialisers and constructors leave it.
 *
 * What a constructor is given is read where objects are made. Where they are made in several ways and nobody says which
 * of them is meant, the most of the numbers that are known counts: it is what some object does. Where none is made in
 * sight, what holds when a constructor is told nothing. A field that anything else sets cannot be told.
 */
import { soleOf, type TypeFact } from '@dist-lint/model';
import { isChangedList } from './changed-lists.ts';
import { constructions, type Construction } from './constructions.ts';
import { after, sets, type State } from './field-writes.ts';
import { classKey } from './index-module.ts';
import { parameter } from './plain-parameters.ts';
import { GUESS, most, runOf, selfWithin, type Reader, type Reading, type Scope, type Self } from './plain-scope.ts';
import { classOfThis, isOfClass, isOverridden, ownMember } from './own-members.ts';
import { returnedBy } from './plain-runs.ts';
import type { ClassNumber, LinkedModule } from './program.ts';
import type { Memo } from './tracking.ts';
import { once } from './once.ts';

/** `this.limit`, and what is below. */
export function field(reader: Reader, scope: Scope, path: readonly string[], depth: number): Reading | undefined {
  const { module, function: fn } = scope;
  const [name = '', ...rest] = path;
  const owner = classAround(module, fn);
  if (owner === undefined) return undefined;
  const { self } = selfWithin(scope);
  const held = self?.fields?.get(name);
  if (held !== undefined) return held !== null && rest.length === 0 ? held : undefined;
  const own = reader.link.modules.class(classOfThis(reader.link, scope) ?? module.classBase + owner);
  if (isOfClass(module, fn)) return staticField(reader, own.module, own.id, path, depth);
  if (name === 'constructor' && rest.length > 0) return staticMember(reader, own, self?.of !== undefined, rest, depth);
  const holder = holderOf(reader, own.module, own.id, name, self?.of !== undefined);
  if (!holder) return undefined;
  if (isSetLater(holder, path)) return undefined;
  if ((rest.length === 0 || rest[0] === 'length') && isChangedList(holder.module, name)) return undefined;
  const within = scope.outer && holder.construct !== undefined && holder.module === module ? runOf(scope.outer, holder.construct) : undefined;
  if (within) return left(reader, holder, within, path, depth);
  const key = `${holder.owner} ${path.join('.')} ${self?.made?.at ?? ''} ${self?.of ?? ''} ${self?.holder ?? ''} ${reader.guesses}`;
  const memo = memoOf(reader.link);
  const known = memo.get(module, key) ?? memo.fill(module, key, { found: undefined }, () => ({ found: inAll(reader.anew(), holder, path, self, depth) }));
  return known.found;
}

/** `this.constructor.limit`, `(this.constructor as typeof Task).options()`: of just that class, or where no other class says otherwise. */
function staticMember(reader: Reader, { module, id, number }: { module: LinkedModule; id: number; number: ClassNumber }, isJust: boolean, path: readonly string[], depth: number): Reading | undefined {
  const [name = '', ...rest] = path;
  if (!isJust && isOverridden(reader.link, number, name)) return undefined;
  const method = ownMember(reader.link, number, name, true);
  if (method === undefined) return staticField(reader, module, id, path, depth);
  const place = reader.link.modules.function(method);
  const run: Scope = { module: place.module, function: place.id, self: { of: number } };
  if (place.fact.kind === 'getter') return returnedBy(reader, run, rest, depth + 1);
  return rest.length > 0 ? undefined : { value: undefined, run };
}

/** What a field that is set later, too, holds in an object that has just been made. */
export function firstOfField(reader: Reader, scope: Scope, name: string): Reading | undefined {
  const owner = classAround(scope.module, scope.function);
  const holder = owner === undefined || isOfClass(scope.module, scope.function) ? undefined : holderOf(reader, scope.module, owner, name, false);
  return holder && inAll(reader, holder, [name], selfWithin(scope).self, 0);
}

/** `Orders.LIMIT`, and what is below. */
export function staticField(reader: Reader, module: LinkedModule, owner: number, path: readonly string[], depth: number, hops = 0): Reading | undefined {
  const [name = '', ...rest] = path;
  const fact = module.facts.classes[owner];
  if (!fact || name === '' || hops > MOST_BASES) return undefined;
  if (!fact.fields.some((each) => each.name === name && each.static)) {
    const base = reader.link.hierarchy.bases(module.classBase + owner).find((each) => each.is === 'class');
    const place = base && reader.link.modules.class(base.number);
    return place && staticField(reader, place.module, place.id, path, depth, hops + 1);
  }
  if (module.index.additions.get(classKey(owner))?.has(name)) return undefined;
  const only = soleOf((module.index.fieldAssignments[owner]?.get(name) ?? []).filter(({ function: fn }) => isOfClass(module, fn)));
  if (!only || only.function !== fact.staticInit) return undefined;
  return reader.read({ module, function: only.function }, only.value, rest, depth + 1);
}

const MOST_BASES = 6;

const memoOf = once((link: Reader['link']): Memo<string, { found: Reading | undefined }> => link.tracker.memo());

/** The class that declares a field or sets it, and the functions that make its objects. */
interface Holder {
  module: LinkedModule;
  owner: number;
  construct?: number;
  init?: number;
  /** The constructor's parameter that it is. */
  param?: number;
}

/** @param isJust objects of just that class are meant: what extends it does not matter */
function holderOf(reader: Reader, module: LinkedModule, owner: number, name: string, isJust: boolean, hops = 0): Holder | undefined {
  const { link } = reader;
  const number: ClassNumber = module.classBase + owner;
  const fact = module.facts.classes[owner];
  if (!fact || hops > MOST_BASES) return undefined;
  const declared = fact.fields.find((each) => each.name === name && !each.static);
  const written = module.index.fieldAssignments[owner]?.has(name) === true;
  if (!declared && !written) {
    const base = link.hierarchy.bases(number).find((each) => each.is === 'class');
    const place = base && link.modules.class(base.number);
    return place && holderOf(reader, place.module, place.id, name, isJust, hops + 1);
  }
  // What extends it may set it to something else.
  const isSetBelow = !isJust && link.hierarchy.subclasses(number).some((each) => {
    const below = link.modules.class(each);
    return below.module.index.fieldAssignments[below.id]?.has(name);
  });
  if (isSetBelow) return undefined;
  const construct = fact.methods.find((id) => module.facts.functions[id]?.kind === 'constructor' && !module.facts.functions[id].bodiless);
  return {
    module, owner,
    ...(construct === undefined ? {} : { construct }),
    ...(fact.instanceInit === undefined ? {} : { init: fact.instanceInit }),
    ...(declared?.param === undefined ? {} : { param: declared.param }),
  };
}

function inAll(reader: Reader, holder: Holder, path: readonly string[], self: Self | undefined, depth: number): Reading | undefined {
  const { module, construct } = holder;
  const all = construct === undefined ? [] : constructions(reader.link, module.functionBase + construct);
  const runs: Scope[] = meant(reader, holder, all, self).map(({ run, made }) => ({ ...run, self: { made } }));
  if (runs.length === 0) runs.push({ module, function: construct ?? holder.init ?? 0 });
  const found = most(runs.map((run) => left(reader, holder, run, path, depth)));
  return found ?? (reader.guesses && isNumber(holder, path) ? GUESS : undefined);
}

/** Of all that are made, those that are known to be the object at hand, as far as anything says which it is. */
function meant({ link }: Reader, { module, owner }: Holder, all: readonly Construction[], self: Self | undefined): readonly Construction[] {
  const { made, of, holder } = self ?? {};
  const isOf = (each: ClassNumber | undefined, wanted: ClassNumber): boolean => each === undefined || each === wanted || link.hierarchy.subclasses(wanted).includes(each);
  const own = all.filter((each) => each.made === made);
  const kept = holder === undefined ? own : own.filter((each) => isOf(each.holder, holder));
  const just = of === undefined ? [] : all.filter((each) => (each.of ?? module.classBase + owner) === of);
  return [kept, own, just].find((each) => each.length > 0) ?? all;
}

/** What initialisers and a constructor leave in a field, in one run. */
function left(reader: Reader, holder: Holder, run: Scope, path: readonly string[], depth: number): Reading | undefined {
  const { module, init, construct, param } = holder;
  const fact = construct === undefined ? undefined : module.facts.functions[construct];
  const target = param === undefined ? undefined : fact?.params[param]?.target;
  let before: State = target?.k === 'var' ? { found: parameter(reader, run, target.v, path.slice(1), depth + 1) } : undefined;
  if (init !== undefined) before = after(reader, run.function === init ? run : { module, function: init, ...selfWithin(run) }, module.facts.functions[init]?.body ?? [], path, before, depth);
  if (fact) before = after(reader, run, fact.body, path, before, depth);
  return before?.found;
}

/** Whether anything but its constructor and initialisers sets it. */
function isSetLater({ module, owner, construct, init }: Holder, path: readonly string[]): boolean {
  return module.facts.functions.some((fact, id) =>
    id !== construct && id !== init && !isOfClass(module, id) && classAround(module, id) === owner && sets(fact.body, path));
}

/** What a declaration says that is no number is none. */
function isNumber({ module, owner }: Holder, [name, ...rest]: readonly string[]): boolean {
  const type: TypeFact | undefined = module.facts.classes[owner]?.fields.find((each) => each.name === name)?.type;
  return rest.length > 0 || type === undefined || (type.t === 'keyword' && type.name === 'number') || type.t === 'ref' || type.t === 'union';
}

function classAround(module: LinkedModule, fn: number): number | undefined {
  for (let id = fn; id >= 0; ) {
    const fact = module.facts.functions[id];
    if (!fact || fact.class !== undefined) return fact?.class;
    id = fact.parent;
  }
  return undefined;
}
