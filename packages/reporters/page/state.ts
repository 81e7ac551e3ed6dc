/** What the reader has chosen. Everything that is shown follows from it and from the data. */
import type { PageData, PageNode } from '../src/graph-page-data.ts';
import type { Adjacency, Reach } from './reach.ts';
import { adjacencyOf, reachOf } from './reach.ts';

export interface State {
  readonly data: PageData;
  readonly adjacency: Adjacency;
  selected: number | undefined;
  /** Of what is selected. */
  reach: Reach | undefined;
  query: string;
  hidden: ReadonlySet<PageNode['kind']>;
  /** By node: it is of a kind that is shown. */
  isShown: readonly boolean[];
  /** Nodes that the search finds, in their order; all that are shown without a search. */
  found: readonly number[];
}

export type Change = Partial<Pick<State, 'query' | 'hidden'>> & { selected?: number | undefined };

export function initialState(data: PageData): State {
  const adjacency = adjacencyOf(data);
  const target = data.nodes.findIndex(({ mark }) => mark === 'target');
  const state: State = { data, adjacency, selected: undefined, reach: undefined, query: '', hidden: new Set(), isShown: [], found: [] };
  apply(state, { query: '', hidden: new Set(), selected: target === -1 ? undefined : target });
  return state;
}

export function apply(state: State, change: Change): void {
  if ('selected' in change) {
    state.selected = change.selected;
    state.reach = change.selected === undefined ? undefined : reachOf(change.selected, state.adjacency);
  }
  if (change.query === undefined && change.hidden === undefined) return;
  state.query = change.query ?? state.query;
  state.hidden = change.hidden ?? state.hidden;
  state.isShown = state.data.nodes.map(({ kind }) => !state.hidden.has(kind));
  const words = state.query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  state.found = state.data.nodes.flatMap((node, index) => {
    const text = `${node.name} ${node.place}`.toLowerCase();
    return state.isShown[index] && words.every((word) => text.includes(word)) ? [index] : [];
  });
}
