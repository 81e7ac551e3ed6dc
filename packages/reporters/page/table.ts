/** The same data as a table: for reading with a screen reader, for sorting, and for copying. */
import type { PageNode } from '../src/graph-page-data.ts';
import { MARKS } from './colors.ts';
import { button, element } from './elements.ts';
import type { State } from './state.ts';

interface Column {
  name: string;
  isNumber?: boolean;
  of: (node: PageNode, index: number, state: State) => string | number;
}

const COLUMNS: readonly Column[] = [
  { name: 'Name', of: ({ name }) => name },
  { name: 'Kind', of: ({ what }) => what },
  { name: 'Entry points lost', isNumber: true, of: ({ lost }) => lost },
  { name: 'Depends on', isNumber: true, of: (_, index, { adjacency }) => adjacency.outOf[index]?.length ?? 0 },
  { name: 'Depended on by', isNumber: true, of: (_, index, { adjacency }) => adjacency.into[index]?.length ?? 0 },
  { name: 'Hops to what is selected', isNumber: true, of: (_, index, { reach }) => reach?.lost.get(index) ?? '' },
  { name: 'Note', of: ({ mark }) => (mark === undefined ? '' : MARKS[mark]) },
  { name: 'Place', of: ({ place }) => place },
];

export function showTable(into: HTMLElement, state: State, open: (node: number) => void, order: { column: number; isDown: boolean } = { column: 2, isDown: true }): void {
  const column = COLUMNS[order.column];
  const value = (index: number): string | number => { const node = state.data.nodes[index]; return node === undefined || column === undefined ? '' : column.of(node, index, state); };
  const sorted = state.found.map((index) => ({ index, value: value(index) })).sort((a, b) => compare(a.value, b.value, order.isDown) || a.index - b.index);
  const heads = COLUMNS.map(({ name, isNumber }, at) => element('th', { scope: 'col', ...(isNumber ? { class: 'number' } : {}), 'aria-sort': at === order.column ? (order.isDown ? 'descending' : 'ascending') : 'none' },
    button(name, {}, () => {
      showTable(into, state, open, { column: at, isDown: at === order.column ? !order.isDown : isNumber === true });
      into.querySelectorAll('th')[at]?.querySelector('button')?.focus();
    })));
  const rows = sorted.map(({ index }) => row(index, state, open));
  into.replaceChildren(element('table', {}, element('caption', {}, `${sorted.length.toLocaleString('en')} of ${state.data.nodes.length.toLocaleString('en')} nodes`), element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rows)));
}

function row(index: number, state: State, open: (node: number) => void): HTMLTableRowElement {
  const node = state.data.nodes[index];
  const cells = node === undefined ? [] : COLUMNS.map(({ of, isNumber }, at) => {
    const text = String(of(node, index, state));
    return at === 0 ? element('th', { scope: 'row' }, button(text, { class: 'node' }, () => open(index))) : element('td', isNumber ? { class: 'number' } : {}, text);
  });
  return element('tr', index === state.selected ? { 'aria-selected': 'true' } : {}, ...cells);
}

/** What has no value stands last, whichever way. */
function compare(a: string | number, b: string | number, isDown: boolean): number {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  const result = typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : a > b ? 1 : 0;
  return isDown ? -result : result;
}
