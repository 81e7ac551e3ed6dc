/** What breaks without the node that is selected, in words and lists. */
import type { PageEdge, PageNode } from '../src/graph-page-data.ts';
import { MARKS } from './colors.ts';
import { button, counted, element } from './elements.ts';
import type { State } from './state.ts';

/** Names in one list; the table has all. */
const MOST = 100;
const MOST_AT_FIRST = 12;

export function showDetails(panel: HTMLElement, state: State, select: (node: number) => void): void {
  const { data, selected } = state;
  const node = selected === undefined ? undefined : data.nodes[selected];
  panel.replaceChildren(...(node === undefined || selected === undefined ? overview(state, select) : details(node, selected, state, select)));
  panel.scrollTop = 0;
}

/** Where to begin. */
function overview({ data: { nodes, entries } }: State, select: (node: number) => void): Node[] {
  const worst = nodes.map(({ lost, kind }, index) => ({ lost, kind, index })).filter(({ lost, kind }) => lost > 0 && kind !== 'entry').sort((a, b) => b.lost - a.lost || a.index - b.index).slice(0, MOST_AT_FIRST);
  return [
    element('h2', {}, 'What breaks without it?'),
    element('p', {}, 'Choose a node in the graph, the search or the table.'),
    ...(worst.length === 0 ? [] : [element('h3', {}, 'Most entry points lost'), list(worst.map(({ index, lost }) => [index, `${lost} of ${entries}`] as const), nodes, select)]),
  ];
}

function details(node: PageNode, selected: number, state: State, select: (node: number) => void): Node[] {
  const { data: { nodes }, adjacency } = state;
  const spared = entriesIn(state.reach?.spared, nodes);
  const where = [node.place, node.part === '' ? '' : `in ${node.part}`].filter((each) => each !== '');
  return [
    element('h2', {}, node.name),
    element('p', { class: 'what' }, node.what, ...(node.mark === undefined ? [] : [' ', element('span', { class: `mark ${node.mark}` }, MARKS[node.mark])])),
    ...where.map((each) => element('p', { class: 'place' }, each)),
    ...loss(node, selected, state, select),
    ...section(`Go on without it (${counted(spared.length, 'entry point')})`, spared.map(([index, hops]) => [index, counted(hops, 'hop')] as const), nodes, select),
    ...section('Depended on by', (adjacency.into[selected] ?? []).map((edge) => [edge[0], strengthOf(edge)] as const), nodes, select),
    ...section('Depends on', (adjacency.outOf[selected] ?? []).map((edge) => [edge[1], strengthOf(edge)] as const), nodes, select),
  ];
}

/** The number of the report, which counts by function, and what the graph shows, which joins the functions of a file. */
function loss(node: PageNode, selected: number, { data: { nodes, entries }, reach }: State, select: (node: number) => void): Node[] {
  const lost = entriesIn(reach?.lost, nodes);
  const others = (reach?.lost.size ?? 1) - 1;
  const farthest = Math.max(0, ...(reach?.lost.values() ?? []));
  return [
    element('p', { class: 'loss', id: 'loss' }, lossWords(node, entries)),
    element('p', { id: 'reach' }, others === 0 ? 'Nothing in this graph depends on it without a fallback.' : `${counted(others, 'node')} in this graph cannot do without it, up to ${counted(farthest, 'hop')} away.`),
    ...(lost.length === node.lost ? [] : [element('p', { class: 'note' }, `The report follows functions. This graph joins those that lie together, so it shows ${counted(lost.length, 'entry point')} on a way to it.`)]),
    ...section(`Entry points lost (${lost.length.toLocaleString('en')})`, lost.map(([index, hops]) => [index, index === selected ? 'itself' : counted(hops, 'hop')] as const), nodes, select, 'lost'),
  ];
}

export function lossWords({ lost }: PageNode, entries: number): string {
  return entries === 0 ? 'No entry point is in sight, so nobody can tell what is lost.' : `Without it ${lost} of ${counted(entries, 'entry point')} ${lost === 1 ? 'is' : 'are'} lost.`;
}

function entriesIn(hops: ReadonlyMap<number, number> | undefined, nodes: readonly PageNode[]): (readonly [node: number, hops: number])[] {
  return [...hops ?? []].filter(([index]) => nodes[index]?.kind === 'entry');
}

function strengthOf([, , strength, mark]: PageEdge): string {
  return [strength === 'hard' ? '' : strength === 'guarded' ? 'has a fallback' : 'handed over', mark ?? ''].filter((each) => each !== '').join(', ');
}

function section(title: string, rows: readonly (readonly [node: number, note: string])[], nodes: readonly PageNode[], select: (node: number) => void, id?: string): Node[] {
  return rows.length === 0 ? [] : [element('h3', {}, title), list(rows, nodes, select, id)];
}

function list(rows: readonly (readonly [node: number, note: string])[], nodes: readonly PageNode[], select: (node: number) => void, id?: string): HTMLElement {
  const items = rows.slice(0, MOST).map(([index, note]) => element('li', {}, button(nodes[index]?.name ?? '', { class: 'node' }, () => select(index)), ...(note === '' ? [] : [' ', element('span', { class: 'note' }, note)])));
  const rest = rows.length - items.length;
  return element('ul', id === undefined ? {} : { id }, ...items, ...(rest > 0 ? [element('li', { class: 'note' }, `and ${rest.toLocaleString('en')} more`)] : []));
}
