import { type BlastDrawing, UserError } from '@dist-lint/model';
import { graphDot } from './graph-dot.ts';
import { graphJson } from './graph-json.ts';
import { graphMermaid } from './graph-mermaid.ts';

export interface GraphRenderOptions {
  /** Nodes that are drawn at most, in formats that draw; the rest is aggregated. */
  nodes?: number;
}

export type GraphFormat = (drawing: BlastDrawing, options: GraphRenderOptions) => string;

/** Every format of a graph by its name on the command line. */
export const graphFormats: Readonly<Record<string, GraphFormat>> = { dot: graphDot, json: graphJson, mermaid: graphMermaid };

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
