/** The graph as one page that needs nothing but itself: no network, no code but ours, and names that are nothing but text. */
import type { BlastDrawing } from '@dist-lint/model';
import { pageScript, pageScriptHash, pageStyle, pageStyleHash } from './graph-page.ts';
import { pageData } from './graph-page-data.ts';
import { labelOf, notes } from './graph-mermaid.ts';
import { sightOf } from './graph-sight.ts';
import { htmlText, scriptData } from './html-text.ts';

export interface PageWords {
  title: string;
  /** The verdict first. */
  says: readonly string[];
  /** All entry points of the program. */
  entries: number;
}

/** A page stays quick with so many nodes. */
const MOST_NODES = 4000;
const MOST_EDGES = 40_000;

export function graphHtml(whole: BlastDrawing, { title, says, entries }: PageWords, { nodes: most = MOST_NODES }: { nodes?: number }): string {
  const { drawing, notes: told } = limited(whole, most);
  const sentences = [...says, ...told];
  const policy = `default-src 'none'; script-src '${pageScriptHash}'; style-src '${pageStyleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `${[
    '<!doctype html>', '<html lang="en">', '<head>', '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">', '<meta name="color-scheme" content="light dark">', '<meta name="referrer" content="no-referrer">',
    '<link rel="icon" href="data:,">', `<title>${htmlText(title)}</title>`, `<style>${pageStyle}</style>`, '</head>', '<body>',
    `<header><h1>${htmlText(title)}</h1>${sentences.map((each) => `<p>${htmlText(each)}</p>`).join('')}</header>`,
    '<noscript><p>The graph needs JavaScript; the formats text and json hold the same.</p></noscript>',
    BODY,
    `<script type="application/json" id="data">${scriptData(pageData(drawing, { title, says: sentences, entries }))}</script>`,
    `<script>${pageScript}</script>`, '</body>', '</html>',
  ].join('\n')}\n`;
}

const BODY = `<main>
<section id="tools" aria-label="Find and filter">
<label for="query">Search</label>
<input type="search" id="query" autocomplete="off" spellcheck="false" placeholder="Name or path">
<p id="found" role="status"></p>
<ul id="results"></ul>
<fieldset id="kinds"><legend>Show</legend></fieldset>
<details open><summary>Legend</summary><dl>
<dt><span class="line"></span></dt><dd>fails with it</dd>
<dt><span class="line guarded"></span></dt><dd>goes on without it</dd>
<dt><span class="line asynchronous"></span></dt><dd>has handed the work over</dd>
<dt><span class="line way"></span></dt><dd>on the way to what is selected</dd>
<dt><span class="dot target"></span></dt><dd>what was asked for</dd>
<dt><span class="dot changed"></span></dt><dd>changed</dd>
<dt><span class="dot added"></span></dt><dd>added</dd>
<dt><span class="dot removed"></span></dt><dd>removed</dd>
<dt><span class="dot spof"></span></dt><dd>single point of failure</dd>
</dl></details>
<details><summary>Keys</summary><dl>
<dt><kbd>/</kbd></dt><dd>search</dd>
<dt><kbd>↑ ↓ ← →</kbd></dt><dd>next node</dd>
<dt><kbd>Shift</kbd> <kbd>↑ ↓</kbd></dt><dd>move the picture</dd>
<dt><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd></dt><dd>nearer, farther, all</dd>
<dt><kbd>Esc</kbd></dt><dd>select nothing</dd>
</dl></details>
</section>
<section id="sight" aria-label="Graph and table">
<div id="bar" role="group" aria-label="View">
<button type="button" id="as-graph" aria-pressed="true">Graph</button>
<button type="button" id="as-table" aria-pressed="false">Table</button>
<button type="button" id="zoom-out" aria-label="Farther">−</button>
<button type="button" id="zoom-in" aria-label="Nearer">+</button>
<button type="button" id="fit">All</button>
</div>
<canvas id="canvas" tabindex="0" role="application" aria-label="Graph. Arrow keys lead from node to node; the table holds the same data."></canvas>
<div id="table" hidden></div>
<p id="status" role="status"></p>
</section>
<section id="details" aria-label="What breaks without it"></section>
</main>`;

/** Beyond its limit the graph is aggregated, as in the other formats. */
function limited(drawing: BlastDrawing, most: number): { drawing: BlastDrawing; notes: readonly string[] } {
  if (drawing.nodes.length <= most) return { drawing, notes: [] };
  const sight = sightOf(drawing, { nodes: most, edges: MOST_EDGES });
  const nodes = sight.nodes.map(({ kind, lost, mark, ...node }, index) => ({ id: String(index), kind, name: labelOf({ kind, lost, ...node }), lost, ...(mark === undefined ? {} : { mark }) }));
  return { drawing: { nodes, edges: sight.edges }, notes: notes(sight) };
}
