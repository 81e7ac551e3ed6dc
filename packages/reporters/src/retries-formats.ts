import { type RetryInventory, UserError } from '@dist-lint/model';
import type { RenderOptions } from './formats.ts';
import { retriesJson } from './retries-json.ts';
import { retriesMarkdown } from './retries-markdown.ts';
import { retriesText } from './retries-text.ts';

export type RetriesFormat = (inventory: RetryInventory, options: Pick<RenderOptions, 'color' | 'width'>) => string;

/** Every format of an inventory of retries by its name on the command line. */
export const retriesFormats: Readonly<Record<string, RetriesFormat>> = { json: retriesJson, markdown: retriesMarkdown, text: retriesText };

/**
 * An inventory of retries in the format of that name.
 *
 * @throws {UserError} `unknown-format`
 */
export function renderRetries(inventory: RetryInventory, format: string, options: Pick<RenderOptions, 'color' | 'width'>): string {
  const draw = Object.hasOwn(retriesFormats, format) ? retriesFormats[format] : undefined;
  if (draw === undefined) throw new UserError('unknown-format', `There is no format '${format}'.`, `Formats: ${Object.keys(retriesFormats).sort().join(', ')}.`);
  return draw(inventory, options);
}
