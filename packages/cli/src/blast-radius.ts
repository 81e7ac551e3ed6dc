import type { BlastOptions } from '@dist-lint/engine';
import { type BlastReport, UserError } from '@dist-lint/model';
import { blastFormats, counted, renderBlast } from '@dist-lint/reporters';
import type { DrawnCommand } from './drawn-command.ts';
import { emptyTarget } from './one-target.ts';

/** Formats that print no graph. */
const UNDRAWN: ReadonlySet<string> = new Set(['text', 'json']);

/** `dist-lint blast-radius [targets…]`: what breaks without them; without targets the map of dependencies; with a base what a change adds. */
export const blastRadius: DrawnCommand<BlastOptions, BlastReport> = {
  formats: blastFormats,
  defaultFormat: 'text',
  options(given, tree, format) {
    if (given.operands.includes('')) throw emptyTarget();
    const base = given.value('base');
    const share = given.value('threshold');
    return {
      ...tree,
      ...(given.operands.length === 0 ? {} : { targets: given.operands }),
      ...(base === undefined ? {} : { base }),
      ...(share === undefined ? {} : { threshold: shareOf(share) }),
      draws: !UNDRAWN.has(format),
    };
  },
  ask: (engine, options) => engine.blastRadius(options),
  draw: renderBlast,
  told({ counts, change, targets }) {
    if (change) return `${counted(change.entries.length, 'entry point')} of ${change.of} affected`;
    if (targets) return targets.map(({ target, lost, of }) => `${target.name}: ${lost.length} of ${of} entry points lost`).join('; ');
    return `${counted(counts.entries, 'entry point')}, ${counted(counts.resources, 'resource')}`;
  },
};

/** @throws UserError `invalid-threshold` */
function shareOf(text: string): number {
  const percent = Number(text);
  if (!/^\d{1,3}$/.test(text) || percent < 1 || percent > 100) throw new UserError('invalid-threshold', `'${text}' is no share of the entry points.`, 'Give a whole number of percent, from 1 to 100.');
  return percent / 100;
}
