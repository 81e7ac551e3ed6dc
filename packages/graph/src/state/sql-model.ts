/** What one statement of an SQL text does. */

export interface SqlStatement {
  does: 'read' | 'create' | 'update' | 'upsert' | 'delete';
  /** As written, without quotes; with its schema if it has one. `*` for what varies: all of the name, or a part. */
  table: string;
  /** Columns written or read; `*` for all, and for columns that vary. Empty where it cannot be told which. */
  columns: readonly SqlColumn[];
  /** Columns the condition compares with `=`, `IN` or `IS`, and the literals; empty for parameters and parts that vary. */
  where: readonly { column: string; literals: readonly (string | number | boolean | null)[] }[];
  /** Of a change, further columns that its condition compares in another way, or in one of several: `status <> 'paid'`. */
  asks?: readonly string[];
  /** A part of the text varies that may hold further conditions. */
  open?: true;
  /** `FOR UPDATE`, `FOR NO KEY UPDATE`, `WITH (UPDLOCK)`. */
  locksRows?: true;
}

export interface SqlColumn {
  name: string;
  /** The literal written; absent for parameters, expressions and reads. */
  literal?: string | number | boolean | null;
  /** The new value is computed from the old one in the statement: `n = n + 1`. */
  atomic?: true;
  /** Of an upsert: written only when the row is new. The same column may be listed again with what an old row gets. */
  onlyNew?: true;
}
