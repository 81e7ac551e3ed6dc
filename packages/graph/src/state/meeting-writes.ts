/** Whether two writes of a cell may meet at all, and whether one of them keeps others off while it changes what is there. */
import { nameSpan } from '../call-spans.ts';
import { owningClass } from '../index-module.ts';
import type { Program } from '../link.ts';
import { shareProcess } from '../same-process.ts';
import { protectedAt } from './lost/protection.ts';
import { mayRunTwice } from './lost/runs-at-once.ts';
import { mayShareRows } from './shared-rows.ts';
import type { StateAccess, StateCell } from './state-model.ts';
import { storedBy } from './state-owners.ts';

/** They may hit one row; or, of what a process keeps, run in one process. O(conditions), and for memory the modules that load them. */
export function mayMeet(program: Program, a: StateAccess, b: StateAccess): boolean {
  return isInMemory(a.cell) ? shareProcess(program, storedBy(a), storedBy(b)) : mayShareRows(program, a, b);
}

function isInMemory({ kind }: StateCell): boolean {
  return kind === 'variable' || kind === 'field' || kind === 'global' || kind === 'environment';
}

/** A field that its class, or a class that extends it, sets: whoever inherits it owns it, too. */
export function isOwnField(program: Program, { cell, module, function: fn }: StateAccess): boolean {
  const owner = cell.kind === 'field' ? owningClass(module.facts, fn) : undefined;
  if (owner === undefined) return false;
  const { declared, of } = cell;
  const declaring = declared?.module?.facts.classes.findIndex(({ name }) => name === of) ?? -1;
  if (!declared?.module || declaring < 0) return false;
  const number = declared.module.classBase + declaring;
  return module.classBase + owner === number || program.link.hierarchy.subclasses(number).includes(module.classBase + owner);
}

/** Set as the program starts, before others run: what a process keeps gets its first value so. */
export function isFirstValue(program: Program, { cell, module, function: fn }: StateAccess): boolean {
  return isInMemory(cell) && !mayRunTwice(program, module.functionBase + fn);
}

/** On all ways to the call that stores it, a lock is held: of the row that was read before, of a table, or around it. */
export function isHeldWrite(program: Program, access: StateAccess): boolean {
  if (access.guard.lock) return true;
  const { module, function: fn } = access.by ?? access;
  const call = (module.index.calls[fn] ?? []).find((each) => each && (access.by ? nameSpan(each).at === access.by.span.at : each.id === access.call));
  return call !== undefined && protectedAt(program, { module, function: fn }, call) === 'held';
}
