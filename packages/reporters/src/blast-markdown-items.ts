/** Items of lists and cells of tables in Markdown that the views of blast radius have in common. */
import type { BlastDrawing, BlastNode, BlastWay, Fallback } from '@dist-lint/model';
import { fallbackKind, hops, nameOf, placeOf, standsAt, STRENGTH } from './blast-words.ts';
import { graphMermaidBlock } from './graph-mermaid.ts';
import { type Block, folded } from './markdown-room.ts';
import { cell, codeCell } from './markdown-table.ts';
import { codeSpan, escaped } from './markdown-text.ts';
import { counted, grouped } from './numbers.ts';
import { type Said, saidMarkdown } from './said.ts';

/** Characters of a name and of a place: a page holds many. */
const NAME = 100;
const PLACE = 160;

export function nodeItem(node: BlastNode): string {
  const place = standsAt(node);
  return `${codeSpan(nameOf(node), NAME)}${place === '' ? '' : ` ${codeSpan(place, PLACE)}`}`;
}

/** Names in a cell. */
const MOST_NAMES = 4;

export function nodesCell(nodes: readonly BlastNode[]): string {
  return listCell(nodes.map((node) => codeCell(shortened(nameOf(node)))));
}

export function saidCell(all: readonly Said[]): string {
  return listCell(all.map((each) => cell(saidMarkdown(each, NAME))));
}

/** What is in the list is Markdown already. */
function listCell(all: readonly string[]): string {
  const shown = all.length <= MOST_NAMES + 1 ? all : all.slice(0, MOST_NAMES);
  return [...shown, ...(all.length > shown.length ? [`and ${grouped(all.length - shown.length)} more`] : [])].join('<br>');
}

function shortened(name: string): string {
  return name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name;
}

/** Steps of one way that are told; the first and the last are among them. */
const MOST_STEPS = 12;

/** `POST /checkout` (2 hops): calls pay at src/a.ts:3 → writes to postgres at src/b.ts:5. */
export function wayItem(way: BlastWay, note = ''): string {
  const { entry, path } = way;
  const steps = path.map(({ says, strength, ...at }) => `${escaped(says, NAME)}${placeOf(at) === '' ? '' : ` ${codeSpan(placeOf(at), PLACE)}`}${strength === 'hard' ? '' : ` (${STRENGTH[strength]})`}`);
  const shown = steps.length <= MOST_STEPS ? steps : [...steps.slice(0, MOST_STEPS - 1), `… ${counted(steps.length - MOST_STEPS, 'more step')} …`, ...steps.slice(-1)];
  return `- ${nodeItem(entry)} (${hops(way.hops)})${shown.length === 0 ? '' : `: ${shown.join(' → ')}`}${note}`;
}

export function fallbackItem(fallback: Fallback): string {
  return `${fallbackKind(fallback)}: ${escaped(fallback.says, NAME)} ${codeSpan(placeOf(fallback), PLACE)}`;
}

/** The graph around it, drawn small, and last: everything in it is said in words before. */
export function graphBlock(drawing: BlastDrawing): Block[] {
  return drawing.nodes.length === 0 ? [] : [folded('Graph', { what: 'the graph', rank: 9, items: [graphMermaidBlock(drawing, MOST_DRAWN)] })];
}

/** Nodes of a graph in a comment; more cannot be read. */
const MOST_DRAWN = 40;
