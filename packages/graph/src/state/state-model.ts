/**
 * Where state lives: cells that outlive a call, and the places that read and write them.
 *
 * A cell's identity is text, stable under edits elsewhere:
 * - `db:package:Entity.field`: a column of a table, a field of a document; `Entity.*` where the field is unknown or all are meant
 * - `mod:path#name`, `cls:path#Class.field`: memory of a process; `cls` for static fields and fields of shared instances
 * - `env:NAME`, `global:NAME`: `process.env` and `globalThis`
 * - `kv:library:prefix`: keys of a cache or store, with `*` for what varies
 * - `file:path`: a file named by a literal
 *
 * `package` is the path of the workspace package that declares the entity, so that two services' `Order` stay apart.
 */
import type { Span } from '@dist-lint/model';
import type { LinkedModule, Placed } from '../program.ts';

export type CellKind = 'column' | 'variable' | 'field' | 'environment' | 'global' | 'key' | 'file';

export interface StateCell {
  id: string;
  kind: CellKind;
  /** For people: `Order.status`, `product:*`, `CartService.items`. */
  name: string;
  /** The entity, key prefix, class or module that it is part of; cells with the same one are told together. */
  of: string;
  /** The last part of its name: `status`, `*`. */
  field: string;
  /** The library through which it is reached, as people say it; '' for memory. */
  store: string;
  /** Where it is declared, if that is in the program. Schema files are not modules: they have `path` and `line` alone. */
  declared?: { path: string; line: number; module?: LinkedModule; span?: Span };
  /** The states it may be in, as declared by an enum or a union of literals. */
  states?: readonly string[];
  /** The state of what is created without one. */
  initial?: string;
}

export interface StateAccess {
  cell: StateCell;
  how: 'read' | 'write';
  /**
   * What is done: rows and keys are created, updated, upserted, deleted; memory is `set` (assigned) or `mutated` (a
   * container's content). Reads are `read`.
   */
  operation: 'create' | 'update' | 'upsert' | 'delete' | 'set' | 'mutate' | 'read';
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  /** The word a person would point at. */
  span: Span;
  /** CallId of the call that does it, within the function; absent for assignments. */
  call?: number;
  /** What is written, if it stands in the program. */
  value?: Placed;
  /** All literals that may be written; absent when some of it is not a literal. */
  literals?: readonly (string | number | boolean | null)[];
  guard: Guard;
  /** Which rows: other fields that are known to be one of these there, by the condition or by what is created. */
  rows?: readonly RowsWhere[];
  /** The call that stores it, where that is not this place: in a repository, or its generic base. */
  by?: { module: LinkedModule; function: number; span: Span };
  /** How the cell was found out: `PrismaClient.order.update`, `OrderRepository.save → Repository<Order>`. */
  via: string;
}

export interface RowsWhere {
  field: string;
  literals: readonly (string | number | boolean | null)[];
}

/** What keeps two writers from undoing each other at a write. Absent parts were not found. */
export interface Guard {
  /** The write is one indivisible step on the store: `increment`, `$inc`, `SET n = n + 1`. */
  atomic?: true;
  /** The condition names the same field, with these values; empty when they are no literals. */
  from?: readonly (string | number | boolean | null)[];
  /** A part of the condition varies, and may hold what would protect. */
  open?: true;
  /** The condition names a field that counts versions. */
  version?: true;
  /** How many rows were hit is looked at afterwards. */
  checked?: true;
  /** It runs in a transaction, of this isolation if that is said. */
  transaction?: 'serializable' | 'repeatable-read' | 'read-committed' | 'unsaid';
  /** A lock is held: of the row (`FOR UPDATE`), or of a mutex or distributed lock around it. */
  lock?: 'row' | 'mutex';
  /** Its function checks the field before, in memory: worth little without one of the above. */
  looked?: readonly (string | number | boolean | null)[];
}

/** A table, model, or collection that the program or one of its schemas declares. */
export interface Entity {
  /** As the code spells it: `Order`. */
  name: string;
  /** Its name in the store, where that is said. */
  table?: string;
  /** Path of the workspace package that declares it. */
  package: string;
  /** The library: `Prisma`, `TypeORM`. */
  store: string;
  fields: readonly EntityField[];
  /** Of the schema file or module, and the line from 1. */
  path: string;
  line: number;
}

export interface EntityField {
  name: string;
  /** In the store, where that is another; `*` where it is said and cannot be read. */
  column?: string;
  /** The values of its enum or union of literals. */
  values?: readonly string[];
  /** What stands there in a row that is created without it, where that is a word. */
  initial?: string;
  /** What the library raises with each write and compares: `@VersionColumn`, `optimisticConcurrency`. */
  isVersion?: true;
  /** Set by the library or the store itself: keys, `createdAt`, `updatedAt`. */
  isGenerated?: true;
  /** The primary key, or part of it. */
  isKey?: true;
  /** It leads to other entities: what is stored, if anything, is their key, and `column` the column of that. */
  isRelation?: true;
  /** Of a relation: the entity that it leads to, where that is said. */
  leadsTo?: string;
  /** Of a relation: what is stored of it is in the rows that it leads to. */
  isElsewhere?: true;
}
