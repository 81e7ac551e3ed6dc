/** The state that an audit looks at as a table, so that the first screen says where to begin. */
import type { StateRow } from '@dist-lint/model';
import { columnsOf, endOf, padded, startOf } from './columns.ts';
import { grouped } from './numbers.ts';
import type { Drawing } from './state-row-text.ts';
import { visible } from './visible.ts';

/** Rows of the table; all are told below it. */
const MOST_ROWS = 16;
/** Fewer need no table. */
const FEWEST = 3;
const MACHINES = 14;
const GAP = '  ';

export function stateOverview(rows: readonly StateRow[], { width, paint }: Drawing): string[] {
  if (rows.length < FEWEST) return [];
  const shown = rows.slice(0, MOST_ROWS);
  const cells = shown.map(({ name, owner, writers, readers, guards, fields }) => ({
    name: visible(name), owner: visible(owner?.unit ?? 'nobody'), writers: grouped(writers.filter(({ changes }) => changes > 0).length), readers: grouped(readers.length),
    unguarded: guards === undefined ? '' : `${grouped(guards.unguarded ?? 0)} of ${grouped(Object.values(guards).reduce((sum, each) => sum + each, 0))}`,
    machines: fields.filter(({ machine }) => machine !== undefined).map((field) => visible(field.name)).join(', '),
  }));
  const counts = { writers: 7, readers: 7, unguarded: Math.max(9, ...cells.map(({ unguarded }) => unguarded.length)) };
  const left = width - counts.writers - counts.readers - counts.unguarded - MACHINES - 5 * GAP.length;
  const names = Math.min(Math.max(5, ...cells.map(({ name }) => columnsOf(name))), Math.floor(left * 0.45));
  const line = (each: Record<keyof (typeof cells)[number], string>): string => [
    padded(startOf(each.name, names), names), padded(endOf(each.owner, left - names), left - names),
    each.writers.padStart(counts.writers), each.readers.padStart(counts.readers), each.unguarded.padStart(counts.unguarded), startOf(each.machines, MACHINES),
  ].join(GAP).trimEnd();
  const rest = rows.length - shown.length;
  return [
    paint.bold(line({ name: 'State', owner: 'Owner', writers: 'Writers', readers: 'Readers', unguarded: 'Unguarded', machines: 'Machines' })),
    ...cells.map(line),
    ...(rest > 0 ? [`and ${grouped(rest)} more below`] : []),
  ];
}
