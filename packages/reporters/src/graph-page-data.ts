/** What is embedded in the page of a graph: plain, short, and with nothing in it that a reader would not see. */
import type { BlastDrawing, BlastKind, DrawnEdge, DrawnNode, Strength } from '@dist-lint/model';
import { kindOf, nameOf, standsAt } from './blast-words.ts';
import { layoutOf } from './graph-layout.ts';
import type { Box } from './graph-spots.ts';
import { visible } from './visible.ts';

export interface PageData {
  title: string;
  /** What it comes to, a sentence each; the first is the verdict. */
  says: readonly string[];
  /** All entry points of the program. */
  entries: number;
  nodes: readonly PageNode[];
  /** By index in `nodes`. */
  edges: readonly PageEdge[];
  boxes: readonly Box[];
}

export interface PageNode {
  name: string;
  label: string;
  kind: BlastKind;
  /** The kind in words, with the role of an entry point. */
  what: string;
  place: string;
  /** The package or component it is part of. */
  part: string;
  lost: number;
  mark?: NonNullable<DrawnNode['mark']>;
  x: number;
  y: number;
  width: number;
}

export type PageEdge = readonly [from: number, to: number, strength: Strength, mark?: NonNullable<DrawnEdge['mark']>];

export function pageData(drawing: BlastDrawing, { title, says, entries }: Pick<PageData, 'title' | 'says' | 'entries'>): PageData {
  const { spots, boxes } = layoutOf(drawing);
  const sorted = [...spots].sort((a, b) => a.node - b.node);
  const at = new Map(sorted.map(({ node }, index) => [node, index]));
  const nodes = sorted.flatMap(({ node: index, label, x, y, width }): PageNode[] => {
    const node = drawing.nodes[index];
    if (node === undefined) return [];
    const part = node.parent === undefined ? undefined : drawing.nodes[node.parent];
    return [{
      name: visible(nameOf(node)), label, kind: node.kind, what: visible(kindOf(node)), place: visible(standsAt(node)), part: part === undefined ? '' : visible(nameOf(part)), lost: node.lost,
      ...(node.mark === undefined ? {} : { mark: node.mark }), x: Math.round(x), y: Math.round(y), width: Math.round(width),
    }];
  });
  const edges = drawing.edges.flatMap(({ from, to, strength, mark }): PageEdge[] => {
    const [first, second] = [at.get(from), at.get(to)];
    return first === undefined || second === undefined || first === second ? [] : [mark === undefined ? [first, second, strength] : [first, second, strength, mark]];
  });
  return { title: visible(title), says: says.map((each) => visible(each)), entries, nodes, edges, boxes };
}
