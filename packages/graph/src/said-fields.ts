/** What a field of a class holds that its classes say each for themselves: `super('mail')` in what extends it, or a field of the same name. */
import { soleOf, type Expr } from '@dist-lint/model';
import { owningClass } from './index-module.ts';
import type { Link } from './link-context.ts';
import type { Caller } from './link.ts';
import type { ClassNumber, LinkedModule, Placed } from './program.ts';
import { parameterBehind, type ParameterPlace } from './resolved-calls.ts';

/** Classes that extend one another. */
const DEEPEST = 8;

/** @param by calls that have led there, the nearest first: the class of the object is that of the first who called it */
export function fieldSaidBy(link: Link, module: LinkedModule, fn: number, name: string, by: readonly Caller[]): Placed | undefined {
  const own = owningClass(module.facts, fn);
  if (own === undefined) return undefined;
  const owner = module.classBase + own;
  const lines = by.flatMap((caller) => classesOf(caller)).flatMap((number) => {
    const line = lineTo(link, number, owner);
    return line ? [line] : [];
  });
  const line = lines.reduce<readonly ClassNumber[] | undefined>((longest, each) => (longest === undefined || each.length > longest.length ? each : longest), undefined);
  return line && saidBy(link, line, name);
}

/** What a parameter of a base class's constructor is given by the class of the object that a call is made on. */
export function baseSaidBy(link: Link, { function: constructor, index, path }: ParameterPlace, caller: Caller): Placed | undefined {
  const { module, id } = link.modules.function(constructor);
  const own = owningClass(module.facts, id);
  if (own === undefined || path.length > 0) return undefined;
  const { callee } = caller.resolved.call;
  const isOwn = callee.k === 'member' && (callee.of.k === 'this' || callee.of.k === 'super');
  const around = owningClass(caller.module.facts, caller.function);
  const numbers = isOwn ? (around === undefined ? [] : [caller.module.classBase + around]) : caller.resolved.functions.flatMap(({ self }) => (self?.is === 'instance' ? [self.number] : []));
  const only = soleOf(new Set(numbers));
  const line = only === undefined ? undefined : lineTo(link, only, module.classBase + own);
  return line && given(link, line.slice(0, -1).reverse(), index);
}

/** The class in which a call stands, and that of the object it is made on. */
function classesOf({ module, function: fn, resolved }: Caller): ClassNumber[] {
  const own = owningClass(module.facts, fn);
  return [...(own === undefined ? [] : [module.classBase + own]), ...resolved.functions.flatMap(({ self }) => (self?.is === 'instance' ? [self.number] : []))];
}

/** The classes from one up to one that it extends. */
function lineTo(link: Link, from: ClassNumber, to: ClassNumber): ClassNumber[] | undefined {
  const line: ClassNumber[] = [];
  for (let each: number | undefined = from; each !== undefined && line.length < DEEPEST; each = link.hierarchy.bases(each).find((base) => base.is === 'class')?.number) {
    line.push(each);
    if (each === to) return line;
  }
  return undefined;
}

/** @param line the class of the object first, the one that reads the field last */
function saidBy(link: Link, line: readonly ClassNumber[], name: string): Placed | undefined {
  for (const number of line) {
    const { module, id, fact } = link.modules.class(number);
    const below = line.slice(0, line.indexOf(number)).reverse();
    const { param } = fact.fields.find((each) => each.name === name && !each.static) ?? {};
    if (param !== undefined) return given(link, below, param);
    const only = soleOf(module.index.fieldAssignments[id]?.get(name));
    if (!only) continue;
    const placed = { module, function: only.function, expr: only.value };
    const place = parameterBehind(link, module, only.function, only.value);
    return place && place.path.length === 0 ? given(link, below, place.index) : placed;
  }
  return undefined;
}

/** What the constructors of classes, the nearest to the base first, hand to `super` there. */
function given(link: Link, below: readonly ClassNumber[], index: number): Placed | undefined {
  let at = index;
  /** What the last class hands on of its own parameters: who makes it says no more, and a container may. */
  let handedOn: Placed | undefined;
  for (const number of below) {
    const { module, fact } = link.modules.class(number);
    const own = fact.methods.find((each) => module.facts.functions[each]?.kind === 'constructor' && !module.facts.functions[each].bodiless);
    if (own === undefined) continue; // It is handed on as it is.
    const expr: Expr | undefined = module.index.calls[own]?.find((call) => call?.callee.k === 'super')?.args[at];
    const place = expr && parameterBehind(link, module, own, expr);
    if (!expr || (place && place.path.length > 0)) return undefined;
    if (!place) return { module, function: own, expr };
    at = place.index;
    handedOn = { module, function: own, expr };
  }
  return handedOn;
}
