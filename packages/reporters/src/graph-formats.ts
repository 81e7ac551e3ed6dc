import { type BlastDrawing, UserError } from '@dist-lint/model';
import { graphDot } from './graph-dot.ts';
import { graphHtml } from './graph-html.ts';
import { graphJson } from './graph-json.ts';
import { graphMermaid } from './graph-mermaid.ts';
import { counted } from './numbers.ts';

export interface GraphRenderOptions {
  /** Nodes that are drawn at most, in formats that draw; the rest is aggregated. */
  nodes?: number;
  /** All entry points of the program; without it, those that are drawn. */
  entries?: number;
}

export type GraphFormat = (drawing: BlastDrawing, options: GraphRenderOptions) => string;

/** Every format of a graph by its name on the command line. */
export const graphFormats: Readonly<Record<string, GraphFormat>> = { dot: graphDot, html: page, json: graphJson, mermaid: graphMermaid };

function page(drawing: BlastDrawing, options: GraphRenderOptions): string {
  const entries = options.entries ?? drawing.nodes.filter(({ kind }) => kind === 'entry').length;
  const kinds = [...new Set(drawing.nodes.map(({ kind }) => kind))].sort();
  const says = `${[...kinds.map((kind) => counted(drawing.nodes.filter((each) => each.kind === kind).length, kind === 'entry' ? 'entry point' : kind)), counted(drawing.edges.length, 'edge')].join(', ')}.`;
  return graphHtml(drawing, { title: 'dist-lint graph', says: [says], entries }, options);
}

/**
 * A graph in the format of that name.
 *
 * @throws {UserError} `unknown-format`
 */
export function renderGraph(drawing: BlastDrawing, format: string, options: GraphRenderOptions): string {
  const draw = Object.hasOwn(graphFormats, format) ? graphFormats[format] : undefined;
  if (draw === undefined) throw new UserError('unknown-format', `There is no format '${format}'.`, `Formats: ${Object.keys(graphFormats).sort().join(', ')}.`);
  return draw(drawing, options);
}
