import { type BlastReport, UserError } from '@dist-lint/model';
import { blastHtml } from './blast-html.ts';
import { blastJson } from './blast-json.ts';
import { blastMarkdown } from './blast-markdown.ts';
import { blastText } from './blast-text.ts';
import type { RenderOptions } from './formats.ts';
import { graphDot } from './graph-dot.ts';
import { graphMermaid } from './graph-mermaid.ts';

export interface BlastRenderOptions extends Pick<RenderOptions, 'color' | 'width'> {
  /** Nodes that are drawn at most, in formats that draw; the rest is aggregated. */
  nodes?: number;
}

export type BlastFormat = (report: BlastReport, options: BlastRenderOptions) => string;

/** Every format of blast radius by its name on the command line. */
export const blastFormats: Readonly<Record<string, BlastFormat>> = {
  dot: ({ drawing }, options) => graphDot(drawing, options),
  html: blastHtml,
  json: blastJson,
  markdown: blastMarkdown,
  mermaid: ({ drawing }, options) => graphMermaid(drawing, options),
  text: blastText,
};

/**
 * A report of blast radius in the format of that name.
 *
 * @throws {UserError} `unknown-format`
 */
export function renderBlast(report: BlastReport, format: string, options: BlastRenderOptions): string {
  const draw = Object.hasOwn(blastFormats, format) ? blastFormats[format] : undefined;
  if (draw === undefined) throw new UserError('unknown-format', `There is no format '${format}'.`, `Formats: ${Object.keys(blastFormats).sort().join(', ')}.`);
  return draw(report, options);
}
