/** The states of a field that is one of several words, and the transitions that code performs. */
import type { StateAccess, StateCell } from './state-model.ts';

export interface StateMachine {
  /** Declared ones in their order, then others that are written. */
  states: readonly string[];
  transitions: readonly Transition[];
  /** Writes whose value is not a word in sight. */
  unknown: readonly StateAccess[];
}

export interface Transition {
  /** Absent: whatever it was before, even nothing. */
  from?: string;
  to: string;
  /** Whether the store itself holds it to `from`: a condition, a version, a lock. `memory`: the code looked before, which others may do, too. */
  guard: 'store' | 'memory' | 'none';
  access: StateAccess;
}

/** Words that name the state of something. */
const STATE_LIKE = /^(.*[a-z_])?(status|state|phase|stage)$/i;
/** Fewer words make no machine; `true` and `false` are none. */
const FEWEST_STATES = 2;

/** Undefined for a cell that is no machine: its values are declared as words, or it is called a state and receives words alone. */
export function stateMachine(cell: StateCell, accesses: readonly StateAccess[]): StateMachine | undefined {
  const writes = accesses.filter(({ how, operation }) => how === 'write' && operation !== 'delete');
  const words = writes.flatMap(({ literals }) => literals?.filter((each) => typeof each === 'string') ?? []);
  if (!cell.states && !isStateLike(cell.field) && writes.some(({ literals }) => !literals || literals.some((each) => typeof each !== 'string' && each !== null))) return undefined;
  const states = [...new Set([...(cell.states ?? []), ...words])];
  if (states.length < FEWEST_STATES) return undefined;
  return { states, transitions: writes.flatMap(transitionsOf), unknown: writes.filter(({ literals }) => !literals) };
}

export function isStateLike(field: string): boolean {
  return STATE_LIKE.test(field);
}

function transitionsOf(access: StateAccess): Transition[] {
  const { guard: { from, looked, version, lock }, literals = [], operation } = access;
  const before = (from?.length ? from : looked)?.filter((each) => typeof each === 'string') ?? [];
  const guard: Transition['guard'] = from !== undefined || version || lock === 'row' ? 'store' : looked || lock ? 'memory' : 'none';
  return literals.filter((each) => typeof each === 'string').flatMap((to) => {
    const starts = operation === 'create' || before.length === 0 ? [undefined] : before;
    return starts.map((each): Transition => ({ ...(each === undefined ? {} : { from: each }), to, guard, access }));
  });
}
