/** The page of a graph: everything is in it, nothing is fetched. */
import type { PageData } from '../src/graph-page-data.ts';
import { canvasOf } from './canvas.ts';
import { lossWords, showDetails } from './details.ts';
import { part } from './elements.ts';
import { finding } from './find.ts';
import { apply, type Change, initialState } from './state.ts';
import { showTable } from './table.ts';

const state = initialState(JSON.parse(part('data', HTMLScriptElement).text) as PageData);
const panel = part('details', HTMLElement);
const table = part('table', HTMLDivElement);
const status = part('status', HTMLParagraphElement);
const asGraph = part('as-graph', HTMLButtonElement);
const asTable = part('as-table', HTMLButtonElement);
const area = part('canvas', HTMLCanvasElement);

const canvas = canvasOf(area, state, (node) => change({ selected: node }));
const showFound = finding(state, change, open);

function change(what: Change): void {
  apply(state, what);
  if ('selected' in what) {
    showDetails(panel, state, open);
    const node = what.selected === undefined ? undefined : state.data.nodes[what.selected];
    status.textContent = node === undefined ? '' : `${node.name}. ${lossWords(node, state.data.entries)}`;
  } else {
    showFound();
  }
  if (!table.hidden) showTable(table, state, open);
  canvas.refresh();
}

/** Selects a node that was chosen elsewhere than on the canvas, and shows where it is. */
function open(node: number): void {
  change({ selected: node });
  if (table.hidden) canvas.reveal(node);
}

function show(isTable: boolean): void {
  table.hidden = !isTable;
  area.hidden = isTable;
  for (const id of ['zoom-in', 'zoom-out', 'fit']) part(id, HTMLButtonElement).hidden = isTable;
  asGraph.setAttribute('aria-pressed', String(!isTable));
  asTable.setAttribute('aria-pressed', String(isTable));
  if (isTable) showTable(table, state, open);
  else if (state.selected !== undefined) canvas.reveal(state.selected);
}

asGraph.addEventListener('click', () => show(false));
asTable.addEventListener('click', () => show(true));
part('zoom-in', HTMLButtonElement).addEventListener('click', () => canvas.zoom(1.25));
part('zoom-out', HTMLButtonElement).addEventListener('click', () => canvas.zoom(0.8));
part('fit', HTMLButtonElement).addEventListener('click', () => canvas.fit());
document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement;
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  part('query', HTMLInputElement).focus();
});

showFound();
showDetails(panel, state, open);
