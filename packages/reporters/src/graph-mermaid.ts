import type { BlastDrawing, BlastKind, Strength } from '@dist-lint/model';
import { type SeenEdge, type SeenNode, type Sight, sightOf } from './graph-sight.ts';
import { mermaidLabel } from './mermaid-text.ts';
import { counted, grouped } from './numbers.ts';

/** The graph as a flowchart of Mermaid. Names are nothing but labels; the nodes are numbered. */
export function graphMermaid(drawing: BlastDrawing, { nodes = MOST_NODES }: { nodes?: number }): string {
  // Mermaid refuses more characters than it has room for: fewer nodes, then.
  for (let most = nodes; ; most = Math.floor(most * 0.75)) {
    const text = `${drawn(sightOf(drawing, { nodes: most, edges: Math.min(MOST_EDGES, most * EDGES_A_NODE) }))}\n`;
    if (text.length <= MOST_CHARACTERS || most <= 1) return text;
  }
}

/** The same in Markdown. */
export function graphMermaidBlock(drawing: BlastDrawing, nodes: number): string {
  return `\`\`\`mermaid\n${graphMermaid(drawing, { nodes })}\`\`\``;
}

const MOST_NODES = 200;
/** Mermaid's own limits are 500 edges and 50,000 characters. */
const MOST_EDGES = 480;
/** With more, a picture is a tangle. */
export const EDGES_A_NODE = 4;
const MOST_CHARACTERS = 48_000;

function drawn(sight: Sight): string {
  const { nodes, edges, frames } = sight;
  const line = (at: number, indent: string): string => `${indent}${statement(nodes[at], at)}`;
  const free = nodes.flatMap(({ frame }, at) => (frame === undefined ? [line(at, '  ')] : []));
  const framed = frames.flatMap((name, frame) => [`  subgraph f${frame}[${mermaidLabel(name)}]`, '    direction LR', ...nodes.flatMap((node, at) => (node.frame === frame ? [line(at, '    ')] : [])), '  end']);
  return [
    '%% Solid: fails with it. Dotted: goes on without it, or has handed the work over.',
    ...notes(sight).map((note) => `%% ${note}`),
    'flowchart LR', ...free, ...framed, ...edges.map(arrow), ...styles(nodes), ...edgeStyles(edges),
  ].join('\n');
}

/** What is not drawn by itself, in sentences. */
export function notes({ aggregated, edgesLeftOut }: Sight): string[] {
  return [
    ...(aggregated > 0 ? [`${counted(aggregated, 'node')} ${aggregated === 1 ? 'is' : 'are'} drawn as part of packages and folders.`] : []),
    ...(edgesLeftOut > 0 ? [`${grouped(edgesLeftOut)} more ${edgesLeftOut === 1 ? 'edge is' : 'edges are'} not drawn.`] : []),
  ];
}

const SHAPES: Record<BlastKind, readonly [string, string]> = {
  entry: ['([', '])'], resource: ['[(', ')]'], state: ['{{', '}}'], function: ['(', ')'], module: ['[', ']'], package: ['[[', ']]'], component: ['[[', ']]'],
};

function statement(node: SeenNode | undefined, at: number): string {
  const [open, close] = SHAPES[node?.kind ?? 'module'];
  return `n${at}${open}${mermaidLabel(labelOf(node))}${close}`;
}

export function labelOf(node: SeenNode | undefined): string {
  return node === undefined ? '' : node.holds === undefined ? node.name : `${node.name}: ${node.holds}`;
}

const ARROWS: Record<Strength, string> = { hard: '-->', guarded: '-.->', asynchronous: '-.-o' };

function arrow({ from, to, strength, mark }: SeenEdge): string {
  return `  n${from} ${ARROWS[strength]}${mark === undefined ? '' : `|"${mark}"|`} n${to}`;
}

/** Colours that can be read on light and dark pages; the shape says the rest. */
const COLORS: Record<NonNullable<SeenNode['mark']>, string> = {
  target: 'fill:#ffd7d5,stroke:#b62324,stroke-width:3px,color:#1f2328', changed: 'fill:#fff1c2,stroke:#9a6700,stroke-width:2px,color:#1f2328',
  added: 'fill:#d3f5d9,stroke:#1a7f37,stroke-width:2px,color:#1f2328', removed: 'fill:#eaeef2,stroke:#6e7781,stroke-width:2px,stroke-dasharray:4,color:#1f2328',
  lost: 'fill:#ffebe9,stroke:#cf222e,color:#1f2328', spof: 'fill:#fbdfff,stroke:#8250df,stroke-width:3px,color:#1f2328',
};

function styles(nodes: readonly SeenNode[]): string[] {
  return Object.entries(COLORS).flatMap(([mark, style]) => {
    const marked = nodes.flatMap((node, at) => (node.mark === mark ? [`n${at}`] : []));
    return marked.length === 0 ? [] : [`  classDef ${mark} ${style}`, `  class ${marked.join(',')} ${mark}`];
  });
}

function edgeStyles(edges: readonly SeenEdge[]): string[] {
  return ([['added', '#1a7f37'], ['removed', '#6e7781']] as const).flatMap(([mark, color]) => {
    const marked = edges.flatMap((edge, at) => (edge.mark === mark ? [at] : []));
    return marked.length === 0 ? [] : [`  linkStyle ${marked.join(',')} stroke:${color},stroke-width:3px`];
  });
}
