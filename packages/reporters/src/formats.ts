import { type Report, UserError } from '@dist-lint/model';
import { agent } from './agent.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** How a report is drawn. A machine format looks at none of it, so that its output is the same everywhere. */
export interface RenderOptions {
  color: boolean;
  /** Columns to fill; long lines of source are cut, sentences are wrapped. */
  width: number;
  /** Also samples of gaps and of what was left out, every step of long evidence, fingerprints. */
  verbose: boolean;
}

/** Draws a report; ends with a line break. */
export type Format = (report: Report, options: RenderOptions) => string;

/** Every format by the name it has on the command line: add a file, then a line here. */
export const formats: Readonly<Record<string, Format>> = { agent, github, gitlab, json, markdown, sarif, text };

/**
 * A report in the format of that name.
 *
 * @throws {UserError} `unknown-format`
 */
export function render(report: Report, format: string, options: RenderOptions): string {
  const draw = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (draw === undefined) {
    throw new UserError('unknown-format', `There is no format '${format}'.`, `Formats: ${Object.keys(formats).sort().join(', ')}.`);
  }
  return draw(report, options);
}
