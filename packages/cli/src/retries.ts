import type { RetriesOptions } from '@dist-lint/engine';
import type { RetryInventory } from '@dist-lint/model';
import { counted, renderRetries, retriesFormats } from '@dist-lint/reporters';
import type { DrawnCommand } from './drawn-command.ts';
import { oneTarget } from './one-target.ts';

/** `dist-lint retries [target]`: the inventory of retry layers and their products. */
export const retries: DrawnCommand<RetriesOptions, RetryInventory> = {
  formats: retriesFormats,
  defaultFormat: 'text',
  options: (given, tree) => ({ ...tree, ...oneTarget(given, 'Name one file, folder, entry point or function; quote a name with blanks, such as "POST /orders".') }),
  ask: (engine, options) => engine.retries(options),
  draw: renderRetries,
  told: ({ counts }) => `${counted(counts.layers, 'retry layer')}, ${counted(counts.products, 'product')}`,
};
