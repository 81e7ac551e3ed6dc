/** What the counts of a report of blast radius come to, in sentences. */
import type { BlastOverview, BlastReport } from '@dist-lint/model';
import { nameOf } from './blast-words.ts';
import { isNothing } from './change-sentences.ts';
import { counted, grouped, share } from './numbers.ts';
import { said, type Said, saidNames } from './said.ts';

/** Names in a sentence. */
const MOST_NAMED = 4;

/** What there is and where it can be stopped at once. Never more than was found out: nothing read and no beginning in sight are no "no single point of failure". */
export function overviewSentence({ runtime, threshold }: BlastOverview, { counts, incomplete }: BlastReport): Said {
  const { modules, entries, resources } = counts;
  if (modules === 0) return said`Nothing was analysed: there are no TypeScript or JavaScript files in what was asked for.`;
  const looked = [`${counted(modules, 'module')}, ${counted(entries, 'entry point')}, ${counted(resources, 'resource')}`];
  if (entries === 0) return said`${looked}: without an entry point in sight nobody can tell what breaks. What your framework calls can be said under 'libraries' in the configuration.`;
  const points = runtime.filter(({ spof }) => spof === 'yes');
  const from = `${share(threshold, 1)} of the entry points`;
  if (points.length === 0) return said`${looked}: ${[incomplete.length > 0 ? 'before the analysis ended, ' : '']}no single point of failure in sight for ${[from]} or more.`;
  return said`${looked}: ${points.length} ${[points.length === 1 ? 'single point' : 'single points']} of failure for ${[from]} or more: ${saidNames(points.map(({ node }) => nameOf(node)), MOST_NAMED)}.`;
}

/** What was not seen. */
export function blastGaps({ counts: { modules, unresolvedCalls, unnamedEntries, damaged = [] }, change }: BlastReport): string[] {
  // What changes nothing that runs reaches nothing, whatever was not seen.
  if (modules === 0 || (change !== undefined && isNothing(change))) return [];
  return [
    ...(damaged.length === 0 ? [] : [`${counted(damaged.length, 'file')} with a syntax error ${damaged.length === 1 ? 'is' : 'are'} read in part: ${damaged.slice(0, MOST_NAMED).join(', ')}${damaged.length > MOST_NAMED ? ` and ${grouped(damaged.length - MOST_NAMED)} more` : ''}.`]),
    ...(unresolvedCalls === 0 ? [] : [`Nothing is known of ${counted(unresolvedCalls, 'call')}: what is behind them is not seen, so every number of what is reached or lost is "at least".`]),
    ...(unnamedEntries === 0 ? [] : [`${grouped(unnamedEntries)} ${unnamedEntries === 1 ? 'entry point has' : 'entry points have'} no name in sight.`]),
  ];
}

export const INCOMPLETE = 'INCOMPLETE: the analysis did not finish, so there may be more than is shown.';
