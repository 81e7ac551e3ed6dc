/** Who owns a cell: the part of the code base through which all writes should go. */
import { addTo } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { featureFolders } from '../territory.ts';
import { stateAccesses } from './state-accesses.ts';
import type { StateAccess, StateCell } from './state-model.ts';

export interface Ownership {
  /** What each unit writes, those who write most first; the owner, if there is one, before all. */
  writers: readonly UnitWrites[];
  /** Undefined when nobody stands out. */
  owner?: string;
  /** How the owner is known. */
  because?: 'configured' | 'declares' | 'creates' | 'writes most' | 'writes alone';
}

export interface UnitWrites {
  unit: string;
  writes: readonly StateAccess[];
}

/**
 * The writers of a cell by unit: the configured owner of a file, else its top-level feature folder, else its package, or
 * the file itself where there are no folders. What a repository stores for others is the repository's write. Creation
 * and deletion are no changes, and what people run by hand owns nothing.
 */
export function ownership(program: Program, cell: StateCell): Ownership {
  return ownershipAmong(program, cell, stateAccesses(program).of(cell.id));
}

/** The same for other accesses than all of the cell's: those of its whole entity, or of one program. */
export function ownershipAmong(program: Program, cell: StateCell, accesses: readonly StateAccess[]): Ownership {
  const unitOf = units(program);
  const byUnit = new Map<string, StateAccess[]>();
  for (const access of accesses) {
    if (program.settings.isAside(storedBy(access).path)) continue;
    if (isChange(access)) addTo(byUnit, unitOf(storedBy(access)), access);
  }
  const found = [...byUnit].map(([unit, writes]): UnitWrites => ({ unit, writes })).sort((a, b) => b.writes.length - a.writes.length || (a.unit < b.unit ? -1 : 1));
  if (found.length === 0) return { writers: [] };
  const declaring = cell.declared?.module ? unitOf(cell.declared.module) : undefined;
  const [owner, because] = ownerAmong(program, cell, found, declaring, [...new Set(stateAccesses(program).ofEntity(cell).filter(({ operation }) => operation === 'create').map((each) => unitOf(storedBy(each))))]);
  return { writers: owner === undefined ? found : [...found.filter(({ unit }) => unit === owner), ...found.filter(({ unit }) => unit !== owner)], ...(owner === undefined ? {} : { owner }), ...(because ? { because } : {}) };
}

function ownerAmong(program: Program, cell: StateCell, found: readonly UnitWrites[], declaring: string | undefined, [creator, ...creators]: readonly string[]): [string | undefined, Ownership['because']?] {
  const [first, second] = found;
  const configured = cell.declared && program.settings.ownerOf(cell.declared.path);
  if (configured !== undefined) return [configured, 'configured'];
  if (!first || !second) return first ? [first.unit, 'writes alone'] : [undefined];
  if (declaring !== undefined && found.some(({ unit }) => unit === declaring)) return [declaring, 'declares'];
  // Making the rows is a write, too. Who makes them and sets it once, where another sets it time and again, only begins it.
  if (creators.length === 0 && found.some(({ unit, writes }) => unit === creator && writes.length + 1 >= first.writes.length)) return [creator, 'creates'];
  return first.writes.length > second.writes.length ? [first.unit, 'writes most'] : [undefined];
}

/** The module whose call or assignment stores it. */
export function storedBy({ by, module }: StateAccess): LinkedModule {
  return by?.module ?? module;
}

/** It changes what is there: rows that come and go keep their values. */
export function isChange({ how, operation }: StateAccess): boolean {
  return how === 'write' && operation !== 'create' && operation !== 'delete';
}

/** Names the unit of a module. */
export function units(program: Program): (module: LinkedModule) => string {
  const folderOf = featureFolders(program);
  return (module) => program.settings.ownerOf(module.path) ?? (folderOf(module) || module.path);
}
