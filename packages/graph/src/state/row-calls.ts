/** The calls of a function that read or write rows and documents, by the rows of libraries. */
import type { Effect, Library } from '@dist-lint/libraries';
import type { CallStep } from '@dist-lint/model';
import { callEffects, type CallEffect } from '../effects.ts';
import { THIS_TYPE } from '../generics.ts';
import { owningClass } from '../index-module.ts';
import type { Program } from '../link.ts';
import type { LinkedModule, Placed } from '../program.ts';
import { slotExpr } from '../slots.ts';
import type { Memo } from '../tracking.ts';
import type { ExternalValue } from '../values.ts';
import { entities } from './entities.ts';
import { toldReceiver } from './told-receivers.ts';
import { deferredEffects } from './unit-of-work.ts';
import { once } from '../once.ts';

export interface RowCall {
  /** Where it stands. */
  module: LinkedModule;
  function: number;
  call: CallStep;
  external: ExternalValue;
  library: Library;
  effect: Effect;
  /** The entity as the code spells it; '' when unknown, `<T>` for a type parameter. */
  target: string;
  payload?: Placed;
  where?: Placed;
}

/** A method of a base class that is no entity itself stores for whichever class it is called on. */
function isBase(program: Program, module: LinkedModule, fn: number, { callee }: CallStep): boolean {
  if (callee.k !== 'member' || (callee.of.k !== 'this' && callee.of.k !== 'super')) return false;
  const owner = owningClass(module.facts, fn);
  const fact = owner === undefined ? undefined : module.facts.classes[owner];
  return fact !== undefined && program.link.hierarchy.subclasses(module.classBase + (owner ?? 0)).length > 0 && !entities(program).in(module).some(({ name }) => name === fact.name);
}

/** `this.getRepository().increment(…)` in such a method. */
function isMadeOfBase(program: Program, { receiver }: ExternalValue): boolean {
  if (receiver?.is !== 'external' || !receiver.made) return false;
  const { module, function: fn, call } = receiver.made;
  const by = receiver.receiver;
  const isOfClass = by?.is === 'external' && program.link.libraries.symbol(by.package, by.path)?.facts.returnsArgs?.includes('this') === true;
  return isOfClass && isBase(program, module, fn, call);
}

const memoOf = once((program: Program): Memo<number, readonly RowCall[]> => program.tracker.memo());

/** Read once for each function: who follows a value asks for every call on its way. */
export function rowCalls(program: Program, module: LinkedModule, fn: number): readonly RowCall[] {
  const memo = memoOf(program);
  return memo.get(module, fn) ?? memo.fill(module, fn, [], () => read(program, module, fn));
}

function read(program: Program, module: LinkedModule, fn: number): RowCall[] {
  const { link } = program;
  return program.calls(module, fn).flatMap(({ call, externals, functions }) => {
    // A member that means the same on any receiver says nothing of it.
    const told = functions.length === 0 && externals.every((each) => each.package === '*') ? toldReceiver(program, module, fn, call) : undefined;
    return (told ? [told.external] : externals).flatMap((external): RowCall[] => {
      const row = link.libraries.symbol(external.package, external.path);
      if (!row) return [];
      const site = { module, function: fn, call };
      const at = (slot: string | undefined): Placed | undefined => {
        if (slot === undefined) return undefined;
        if (slot === 'this') return call.callee.k === 'member' ? { module, function: fn, expr: call.callee.of } : undefined;
        return slotExpr(link, site, external, slot);
      };
      const effects: readonly (CallEffect & { payload?: Placed })[] = [...callEffects(link, site, external), ...deferredEffects(program, site, external)];
      return effects.filter(({ kind }) => kind === 'db-read' || kind === 'db-write').map(({ effect, kind, target, payload: item }) => {
        const [payload, where] = [item ?? at(effect.payload), at(effect.where)];
        const isOfThis = effect.target === 'this' ? isBase(program, module, fn, call) : effect.target === '<0>' && isMadeOfBase(program, external);
        return { ...site, external, library: row.library, effect: { ...effect, kind }, target: told ? told.name : isOfThis ? `<${THIS_TYPE}>` : target, ...(payload ? { payload } : {}), ...(where ? { where } : {}) };
      });
    });
  });
}
