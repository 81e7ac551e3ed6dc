import type { StateOptions } from '@dist-lint/engine';
import type { StateInventory } from '@dist-lint/model';
import { counted, renderState, stateFormats } from '@dist-lint/reporters';
import type { DrawnCommand } from './drawn-command.ts';
import { oneTarget } from './one-target.ts';

/** `dist-lint state [target]`: the inventory of state. */
export const state: DrawnCommand<StateOptions, StateInventory> = {
  formats: stateFormats,
  defaultFormat: 'text',
  options: (given, tree) => ({ ...tree, ...oneTarget(given, 'Name one entity, ENTITY.FIELD, key, file, folder or FILE#NAME; quote what holds blanks or an asterisk.') }),
  ask: (engine, options) => engine.state(options),
  draw: renderState,
  told: ({ counts }) => `${counted(counts.state, 'piece')} of state, ${counted(counts.machines, 'state machine')}`,
};
