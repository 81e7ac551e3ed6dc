/** Calls by what they are made on, and variables by the call whose result they hold. A module may have thousands of each, and be asked about as many. */
import { addTo, type CallStep } from '@dist-lint/model';
import { once } from './once.ts';
import type { LinkedModule, ModuleIndex } from './program.ts';

/** The call that is made on what a call gives: `.where(…)` of `db('orders').where(…)`. */
export function nextInChain({ index }: LinkedModule, fn: number, id: number): CallStep | undefined {
  const own = index.calls[fn];
  return own && chained(own).get(id);
}

/** All calls of members of a variable, in whichever function. */
export function callsOn({ index }: LinkedModule, variable: number): readonly CallIn[] {
  return onVariables(index).get(variable) ?? NO_CALLS;
}

/** The variables that are given what a call gives, or a part of it. */
export function holdersOf({ index }: LinkedModule, fn: number, id: number): readonly Holder[] {
  return holders(index).get(`${fn} ${id}`) ?? NO_HOLDERS;
}

interface CallIn {
  function: number;
  call: CallStep & { callee: { k: 'member' } };
}

interface Holder {
  variable: number;
  /** The part: `['rows']` of `const { rows } = await …`. */
  path: readonly string[];
}

const NO_CALLS: readonly CallIn[] = [];
const NO_HOLDERS: readonly Holder[] = [];

const chained = once((calls: ModuleIndex['calls'][number]): ReadonlyMap<number, CallStep> => {
  const next = new Map<number, CallStep>();
  for (const call of calls) {
    if (call?.callee.k === 'member' && call.callee.of.k === 'result' && !next.has(call.callee.of.id)) next.set(call.callee.of.id, call);
  }
  return next;
});

// An index is another one when its module changes.
const onVariables = once(({ calls: all }: ModuleIndex): ReadonlyMap<number, readonly CallIn[]> => {
  const found = new Map<number, CallIn[]>();
  all.forEach((calls, fn) => {
    for (const call of calls) if (call && isOnMember(call) && call.callee.of.k === 'var') addTo(found, call.callee.of.v, { function: fn, call });
  });
  return found;
});

const holders = once(({ assignments }: ModuleIndex): ReadonlyMap<string, readonly Holder[]> => {
  const found = new Map<string, Holder[]>();
  assignments.forEach((list, variable) => {
    for (const { function: fn, value, path } of list ?? []) if (value.k === 'result') addTo(found, `${fn} ${value.id}`, { variable, path });
  });
  return found;
});

function isOnMember(call: CallStep): call is CallIn['call'] {
  return call.callee.k === 'member';
}
