/** Which writes of a state another write undoes: it sets another state, whatever is there. */
import type { Program } from '../link.ts';
import { testsBefore } from './lost/tests-before.ts';
import { madeFromRows } from './lost/value-origins.ts';
import { areOfOneKind } from './row-kinds.ts';
import { stateAccesses } from './state-accesses.ts';
import { storedBy, type UnitWrites } from './state-owners.ts';
import type { StateAccess, StateCell } from './state-model.ts';

/**
 * Writes of other parts that set a state which this one does not know of. Who sets the same state undoes nobody, and who leaves
 * the state in which rows begin does what the state is for.
 */
export function undoneBy(program: Program, writers: readonly UnitWrites[], access: StateAccess): readonly StateAccess[] {
  const own = wordsOf(access);
  if (!isBlind(access) || own.length === 0 || isSetOnce(program, access)) return [];
  const known = [...own, ...begins(program, access.cell)];
  const others = writers.filter(({ writes }) => !writes.includes(access)).flatMap(({ writes }) => writes);
  return others.filter((each) => wordsOf(each).some((word) => !known.includes(word)) && areOfOneKind(program, access, each));
}

/** It writes whatever is there. */
function isBlind({ guard }: StateAccess): boolean {
  return !guard.from && !guard.version && !guard.lock && !guard.looked && !guard.atomic && !guard.open;
}

/** The row is marked together with it, and left alone where the mark is found: what comes last undoes nothing. */
function isSetOnce(program: Program, { cell, module, function: fn, call, span, by }: StateAccess): boolean {
  if (call === undefined || by) return false;
  const marks = stateAccesses(program).in(module).filter((each) => each.how === 'write' && each.function === fn && each.call === call && each.cell.of === cell.of && each.cell.field !== cell.field);
  return marks.length > 0 && testsBefore(module, fn, span.at).some(({ test, when, function: at }) => !when && test.k === 'member'
    && marks.some((each) => each.cell.field === test.name) && madeFromRows(program, { module, function: at }, test).origins.some(({ path }) => path.at(-1) === test.name));
}

function wordsOf({ literals }: StateAccess): readonly string[] {
  return literals?.filter((each) => typeof each === 'string') ?? [];
}

/** The states in which rows are created, by code or as the schema says; not by seeds, which make rows of every kind. */
function begins(program: Program, cell: StateCell): readonly string[] {
  const said = cell.initial === undefined ? [] : [cell.initial];
  return [...said, ...stateAccesses(program).of(cell.id).filter((each) => each.operation === 'create' && !program.settings.isAside(storedBy(each).path)).flatMap(wordsOf)];
}
