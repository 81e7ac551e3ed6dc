import { type StateInventory, UserError } from '@dist-lint/model';
import type { RenderOptions } from './formats.ts';
import { stateJson } from './state-json.ts';
import { stateMarkdown } from './state-markdown.ts';
import { stateMermaid } from './state-mermaid.ts';
import { stateText } from './state-text.ts';

export type StateFormat = (inventory: StateInventory, options: Pick<RenderOptions, 'color' | 'width'>) => string;

/** Every format of an inventory of state by its name on the command line. */
export const stateFormats: Readonly<Record<string, StateFormat>> = { json: stateJson, markdown: stateMarkdown, mermaid: stateMermaid, text: stateText };

/**
 * An inventory of state in the format of that name.
 *
 * @throws {UserError} `unknown-format`
 */
export function renderState(inventory: StateInventory, format: string, options: Pick<RenderOptions, 'color' | 'width'>): string {
  const draw = Object.hasOwn(stateFormats, format) ? stateFormats[format] : undefined;
  if (draw === undefined) throw new UserError('unknown-format', `There is no format '${format}'.`, `Formats: ${Object.keys(stateFormats).sort().join(', ')}.`);
  return draw(inventory, options);
}
