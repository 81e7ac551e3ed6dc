import type { BlastDrawing, BlastKind, Strength } from '@dist-lint/model';
import { dotString } from './dot-text.ts';
import { EDGES_A_NODE, labelOf, notes } from './graph-mermaid.ts';
import { type SeenEdge, type SeenNode, sightOf } from './graph-sight.ts';

/** The graph in Graphviz's DOT language. Names are nothing but labels; the nodes are numbered. */
export function graphDot(drawing: BlastDrawing, { nodes: most = MOST_NODES }: { nodes?: number }): string {
  const sight = sightOf(drawing, { nodes: most, edges: most * EDGES_A_NODE });
  const { nodes, edges, frames } = sight;
  const line = (at: number, indent: string): string => `${indent}${statement(nodes[at], at)}`;
  return `${[
    '// Solid: fails with it. Dashed: goes on without it. Dotted: has handed the work over.',
    ...notes(sight).map((note) => `// ${note}`),
    'digraph {', '  rankdir=LR', '  node [shape=box, style=filled, fillcolor="#f6f8fa", fontname="Helvetica"]', '  edge [color="#57606a"]',
    ...nodes.flatMap(({ frame }, at) => (frame === undefined ? [line(at, '  ')] : [])),
    ...frames.flatMap((name, frame) => [`  subgraph cluster_${frame} {`, `    label=${dotString(name)}`, ...nodes.flatMap((node, at) => (node.frame === frame ? [line(at, '    ')] : [])), '  }']),
    ...edges.map(arrow),
    '}',
  ].join('\n')}\n`;
}

const MOST_NODES = 200;

const SHAPES: Record<BlastKind, string> = { entry: 'cds', resource: 'cylinder', state: 'hexagon', function: 'ellipse', module: 'box', package: 'folder', component: 'component' };

const COLORS: Record<NonNullable<SeenNode['mark']>, string> = {
  target: 'fillcolor="#ffd7d5", color="#b62324", penwidth=3', changed: 'fillcolor="#fff1c2", color="#9a6700", penwidth=2', added: 'fillcolor="#d3f5d9", color="#1a7f37", penwidth=2',
  removed: 'fillcolor="#eaeef2", color="#6e7781", style="filled,dashed"', lost: 'fillcolor="#ffebe9", color="#cf222e"', spof: 'fillcolor="#fbdfff", color="#8250df", penwidth=3',
};

function statement(node: SeenNode | undefined, at: number): string {
  const style = node?.mark === undefined ? '' : `, ${COLORS[node.mark]}`;
  return `n${at} [label=${dotString(labelOf(node), 120)}, shape=${SHAPES[node?.kind ?? 'module']}${style}]`;
}

const STYLES: Record<Strength, string> = { hard: '', guarded: 'style=dashed', asynchronous: 'style=dotted' };
const EDGE_COLORS = { added: 'color="#1a7f37", penwidth=2', removed: 'color="#afb8c1"' };

function arrow({ from, to, strength, mark }: SeenEdge): string {
  const attributes = [STYLES[strength], ...(mark === undefined ? [] : [EDGE_COLORS[mark]])].filter((each) => each !== '');
  return `  n${from} -> n${to}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`}`;
}
