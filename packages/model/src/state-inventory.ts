/** Where state lives: what outlives a call, who changes and reads it, and what keeps two writers from undoing each other. */

/** Lines and columns count from 1; the path counts from the root. */
export interface StatePlace {
  file: string;
  line: number;
  column: number;
}

/** What a piece of state is: an entity is a table, model or collection; class and module are memory of a process. */
export type StateKind = 'entity' | 'class' | 'module' | 'key' | 'file' | 'environment' | 'global';

/**
 * What protects a change, the strongest that was found: one step on the store, a condition on the field itself, a version, a
 * serializable transaction or a lock; `looked` is a check in memory beforehand, which others may make, too. `unknown`: a part
 * of the condition varies, and may protect.
 */
export type StateGuard = 'atomic' | 'conditional' | 'versioned' | 'isolated' | 'looked' | 'unknown' | 'unguarded';

export interface StateWriter {
  /** The part of the code base. */
  unit: string;
  changes: number;
  creates: number;
  deletes: number;
}

export interface StateReader {
  unit: string;
  reads: number;
}

/** Who is responsible, and how that is known. */
export interface StateOwner {
  unit: string;
  because: 'configured' | 'declares' | 'creates' | 'writes most' | 'writes alone';
}

/** One place that writes a field; names and literals are untrusted text. */
export interface StateWrite extends StatePlace {
  function: string;
  unit: string;
  operation: 'create' | 'update' | 'upsert' | 'delete' | 'set' | 'mutate';
  /** All literals that may be written; absent when some of it is none. */
  literals?: readonly (string | number | boolean | null)[];
  /** Of changes of rows. */
  guard?: StateGuard;
  /** In a script or migration, which changes state and owns none. */
  aside: boolean;
  /** The call that stores it, where that is elsewhere. */
  storedAt?: StatePlace;
}

export interface StateTransition extends StatePlace {
  /** Absent: whatever it was before. */
  from?: string;
  to: string;
  /** The row is new. */
  isStart: boolean;
  /** Of changes of rows. */
  guard?: StateGuard;
  unit: string;
}

export interface StateMachineInfo {
  /** Declared ones in their order, then others that are written. */
  states: readonly string[];
  transitions: readonly StateTransition[];
  /** Writes whose value is no word in sight. */
  unknown: number;
}

export interface StateField {
  /** `status`. */
  name: string;
  /** Its identity: `db:services/orders:Order.status`. */
  id: string;
  owner?: StateOwner;
  /** The owner first, then who changes most. */
  writers: readonly StateWriter[];
  /** Those who read it by its name; whole rows are read besides. */
  readers: readonly StateReader[];
  /** How many changes of rows have which protection; absent for memory, keys and files, and for times of something, which the last writer rightly sets. */
  guards?: Readonly<Partial<Record<StateGuard, number>>>;
  /** Nothing but the time at which something happened is written. */
  isMoment: boolean;
  machine?: StateMachineInfo;
  writes: readonly StateWrite[];
}

/** Another place that holds what was read from this one in the same function. */
export interface StateCopy extends StatePlace {
  /** Its identity. */
  id: string;
  name: string;
  store: string;
}

export interface StateRow {
  /** Its identity: `db:services/orders:Order`. */
  id: string;
  name: string;
  kind: StateKind;
  /** The library through which it is reached; '' for memory. */
  store: string;
  declared?: { file: string; line: number };
  owner?: StateOwner;
  /** Of the whole: a call that writes several fields counts once. */
  writers: readonly StateWriter[];
  readers: readonly StateReader[];
  guards?: Readonly<Partial<Record<StateGuard, number>>>;
  /** Most at risk first. */
  fields: readonly StateField[];
  /** Writes of which nobody can tell which fields they set. */
  unknownFields: number;
  copies: readonly StateCopy[];
}

/** Accesses of which nobody can tell to what. */
export interface StateUnnamed {
  reads: number;
  writes: number;
}

export interface StateCounts {
  /** Modules looked at, and the tests, fixtures and examples left out. */
  modules: number;
  exempt: number;
  /** Rows, and their fields. */
  state: number;
  fields: number;
  /** Fields that several parts change, times of something left out, and fields that are state machines. */
  shared: number;
  machines: number;
  /** Places that change rows, and those without any protection. */
  changes: number;
  unguarded: number;
  unknownFields: number;
  /** Calls in the modules looked at: to a database without a table in sight, to a store without a key, to a file without a name. */
  unnamedRows: StateUnnamed;
  unnamedKeys: StateUnnamed;
  unnamedFiles: StateUnnamed;
  /** Calls in the whole program of which nothing is known. */
  unresolvedCalls: number;
}

export interface StateInventory {
  tool: { name: string; version: string };
  /** From the working directory to the folder that all paths count from: `.`, `../..`. */
  root: string;
  /** What was asked for, as typed. */
  target?: string;
  /** Most at risk first. */
  state: readonly StateRow[];
  counts: StateCounts;
  /** Something ended early: this is not the whole truth. One sentence each. */
  incomplete: readonly string[];
}
