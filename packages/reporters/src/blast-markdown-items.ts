/** Items of lists and cells of tables in Markdown that the views of blast radius have in common. */
import { groupBy, type BlastDrawing, type BlastNode, type BlastStep, type BlastWay, type Fallback } from '@dist-lint/model';
import { fallbackKind, faresWithout, hops, nameOf, placeOf, standsAt } from './blast-words.ts';
import { graphMermaidBlock } from './graph-mermaid.ts';
import { type Block, folded } from './markdown-room.ts';
import { cell, codeCell } from './markdown-table.ts';
import { codeSpan, escaped } from './markdown-text.ts';
import { counted, grouped } from './numbers.ts';
import { type Said, saidMarkdown, saidNames } from './said.ts';

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

/** A way with what is told behind it: ` (new)`. */
export interface NotedWay {
  way: BlastWay;
  note: string;
}

/** `POST /checkout` (2 hops): calls pay at src/a.ts:3 → writes to postgres at src/b.ts:5. */
export function wayItem(way: BlastWay, note = ''): string {
  return `- ${nodeItem(way.entry)} ${stepsOf(way)}${note}`;
}

/** Entry points that go the same way are one item, as those behind one plugin are: the way is told once. @param most names of one item */
export function wayItems(ways: readonly NotedWay[], most: number): string[] {
  const keyOf = ({ way, note }: NotedWay): string =>
    way.path.length === 0 ? way.entry.id : JSON.stringify([way.path.map((step) => [step.says, stepPlace(way, step), faresWithout(step)]), note]);
  return [...groupBy(ways, keyOf).values()].map((group) => {
    const [first, ...others] = group;
    if (others.length === 0) return wayItem(first.way, first.note);
    return `- ${counted(group.length, 'entry point')} ${stepsOf(first.way)}${first.note}<br>${saidMarkdown(saidNames(group.map(({ way }) => nameOf(way.entry)), most), NAME)}`;
  });
}

/** A step where the entry point itself stands, as most begin, does not repeat the place. */
function stepPlace({ entry }: BlastWay, step: BlastStep): string {
  return step.file === entry.file && step.line === entry.line ? '' : placeOf(step);
}

function stepsOf(way: BlastWay): string {
  const { path, hops: count } = way;
  const steps = path.map((step) => `${escaped(step.says, NAME)}${stepPlace(way, step) === '' ? '' : ` ${codeSpan(stepPlace(way, step), PLACE)}`}${faresWithout(step)}`);
  const shown = steps.length <= MOST_STEPS ? steps : [...steps.slice(0, MOST_STEPS - 1), `… ${counted(steps.length - MOST_STEPS, 'more step')} …`, ...steps.slice(-1)];
  return `(${hops(count)})${shown.length === 0 ? '' : `: ${shown.join(' → ')}`}`;
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
