/** What SQL texts do: which tables and columns they read and write, under which conditions. */

export interface SqlStatement {
  does: 'read' | 'create' | 'update' | 'upsert' | 'delete';
  /** As written, without quotes; with its schema if it has one. */
  table: string;
  /** Columns written or read; `*` for all. */
  columns: readonly SqlColumn[];
  /** Columns the condition compares with `=` or `IN`, and the literals; empty for parameters and parts that vary. */
  where: readonly { column: string; literals: readonly (string | number | boolean | null)[] }[];
  /** `FOR UPDATE`, `FOR NO KEY UPDATE`. */
  locksRows?: true;
}

export interface SqlColumn {
  name: string;
  /** The literal written; absent for parameters, expressions and reads. */
  literal?: string | number | boolean | null;
  /** The new value is computed from the old one in the statement: `n = n + 1`. */
  atomic?: true;
}

/** @param text `*` stands where a value, a name or any part of the text varies. Empty when it cannot be parsed: a gap. */
export function sqlStatements(_text: string): readonly SqlStatement[] {
  return [];
}
