/** What is said of blast radius, in words that every format shares; names in them are untrusted. */
import type { BlastNode, BlastStep, DependencyRow, Fallback, Spof, Strength, TargetLoss } from '@dist-lint/model';
import { counted, grouped, share } from './numbers.ts';
import { said, type Said } from './said.ts';

export const SPOF: Record<Spof, string> = { yes: 'YES', partial: 'Partial', no: 'No' };

const STRENGTH: Record<Strength, string> = { hard: 'fails with it', guarded: 'goes on without it', asynchronous: 'has handed the work over' };

const FALLBACK: Record<Fallback['kind'], string> = {
  caught: 'caught', settled: 'settled', breaker: 'circuit breaker', cache: 'cache', failed: 'after a failure alone', queue: 'queue', event: 'event', detached: 'not waited for',
};

/** `src/a.ts:12`; nothing for what stands nowhere. */
export function placeOf({ file, line }: { file?: string; line?: number }): string {
  return file === undefined ? '' : line === undefined ? file : `${file}:${line}`;
}

/** Where a node is, unless its name says so. */
export function standsAt(node: BlastNode): string {
  return node.kind === 'module' && nameOf(node) === node.file ? '' : placeOf(node);
}

/** As people call it; an entry point that is no route by its role too, unless its name says it. */
export function nameOf({ id, kind, name, role }: BlastNode): string {
  const known = name === '' ? id : name;
  return kind === 'entry' && role !== undefined && role !== 'route' && role !== 'main' && name !== '' ? `${role} ${known}` : known;
}

export function kindOf({ kind, role }: BlastNode): string {
  return kind === 'entry' ? `entry point${role === undefined ? '' : ` (${role})`}` : kind;
}

/** `No`, `caught, queue on 2 of 3 ways`. */
export function fallbackWords({ node, fallbacks, guarded, ways }: DependencyRow): string {
  // That there is no fallback would say that somebody needs one.
  if (ways === 0) return node.kind === 'resource' ? 'not reached' : '-';
  if (guarded === 0) return 'No';
  const kinds = [...new Set(fallbacks.map(({ kind }) => FALLBACK[kind]))].join(', ');
  const on = guarded === ways ? (ways === 1 ? '' : `on all ${grouped(ways)} ways`) : `on ${grouped(guarded)} of ${counted(ways, 'way')}`;
  return [kinds === '' ? 'Yes' : kinds, on].filter((each) => each !== '').join(' ');
}

export function fallbackKind({ kind }: Fallback): string {
  return FALLBACK[kind];
}

/** `4 of 37`. */
export function ofAll(count: number, of: number): string {
  return `${grouped(count)} of ${grouped(of)}`;
}

export function hops(count: number): string {
  return counted(count, 'hop');
}

/** What a step says, and unless it holds it already, how the one before fares without. */
export function stepWords(step: BlastStep): string {
  return `${step.says}${faresWithout(step)}`;
}

/** How the one before a step fares without it, between parentheses; nothing where it fails, too. A handler that fails is no work that goes on. */
export function faresWithout({ strength, fallback }: Pick<BlastStep, 'strength' | 'fallback'>): string {
  return strength === 'hard' ? '' : ` (${fallback === 'failed' ? 'after a failure alone' : STRENGTH[strength]})`;
}

/** One sentence: what is lost without it. Nothing in sight is not nothing lost. */
export function lossSentence({ target, lost, spared, of }: TargetLoss): Said {
  const name = nameOf(target);
  if (of === 0) return said`No entry point is in sight, so nobody can tell what is lost without ${name}.`;
  const others = spared.length === 0 ? [] : said`; ${lost.length === 0 ? [] : said`another `}${spared.length}${[spared.length === 1 ? ' goes' : ' go']} on without it`;
  if (lost.length === 0 && spared.length === 0) return said`No entry point in sight reaches ${name}, of ${of}.`;
  if (lost.length === 0) return said`Without ${name} no entry point in sight is lost, of ${of}${others}.`;
  return said`Without ${name} ${lost.length} of ${[counted(of, 'entry point')]} ${[lost.length === 1 ? 'is' : 'are']} lost (${[share(lost.length, of)]})${others}.`;
}

/** What is never counted. */
export function apartSentence({ typeOnly, tests }: TargetLoss): string {
  const parts = [...(typeOnly > 0 ? [`${counted(typeOnly, 'module')} that ${typeOnly === 1 ? 'names' : 'name'} only its types`] : []), ...(tests > 0 ? [counted(tests, 'test')] : [])];
  return parts.length === 0 ? '' : `Not counted: ${parts.join(' and ')}.`;
}
