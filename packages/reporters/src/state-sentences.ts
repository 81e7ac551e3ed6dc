/** What the counts of a state inventory come to, in sentences. */
import type { StateInventory, StateUnnamed } from '@dist-lint/model';
import { counted, grouped } from './numbers.ts';

/** How much state there is and how it fares. Never more than was found out: nothing read and nothing understood are no "no state". */
export function stateSummary({ state, counts, incomplete }: StateInventory): string {
  const { modules, exempt, shared, machines, changes, unguarded } = counts;
  if (modules === 0) return 'Nothing was analysed: there are no TypeScript or JavaScript files in what was asked for.';
  if (state.length === 0 && exempt === modules) return `Nothing was looked at: ${exempt === 1 ? 'the module is a test or an example' : `all ${grouped(exempt)} modules are tests or examples`}, whose state is left out.`;
  const looked = `${counted(modules - exempt, 'module')}${exempt === 0 ? '' : ` (${counted(exempt, 'module')} of tests and examples left out)`}`;
  if (state.length === 0) return `No state that changes ${incomplete.length > 0 ? 'was found before the analysis ended' : 'is in sight'} in ${looked}.`;
  const protectedness = changes === 0 ? '' : ` Without protection in sight: ${grouped(unguarded)} of ${counted(changes, 'change')} of rows.`;
  return `${counted(state.length, 'piece')} of state in ${looked}: ${counted(shared, 'field')} changed by several parts, ${counted(machines, 'state machine')}.${protectedness}`;
}

/** What was not told. */
export function stateGaps({ counts }: StateInventory): string[] {
  const { modules, exempt, unknownFields, unnamedRows, unnamedKeys, unnamedFiles, unresolvedCalls } = counts;
  if (modules === exempt) return [];
  const unnamed = [of(unnamedRows, 'to a database without a table in sight'), of(unnamedKeys, 'to a cache or store without a key in sight'), of(unnamedFiles, 'to a file without a name in sight')].filter((each) => each !== '');
  return [
    ...(unknownFields === 0 ? [] : [`Of ${counted(unknownFields, 'write')} nobody can tell which fields they set: each may be one more writer of any field.`.replace(/^Of 1 write nobody can tell which fields they set: each/, 'Of 1 write nobody can tell which fields it sets: it')]),
    ...(unnamed.length === 0 ? [] : [`Not in any row: ${unnamed.join('; ')}.`]),
    ...(unresolvedCalls === 0 ? [] : [`Nothing is known of ${counted(unresolvedCalls, 'call')} in the program, nor of what other programs, triggers and people change.`]),
  ];
}

function of({ reads, writes }: StateUnnamed, words: string): string {
  const parts = [...(writes > 0 ? [counted(writes, 'write')] : []), ...(reads > 0 ? [counted(reads, 'read')] : [])];
  return parts.length === 0 ? '' : `${parts.join(' and ')} ${words}`;
}
