/** What a change adds and takes away, in words that text and Markdown share; names in them are untrusted. */
import { groupBy, type AffectedEntry, type AlteredCycle, type BlastNode, type BlastWay, type ChangedDependency, type ChangedState, type ChangeReport, type ReviewQuestion } from '@dist-lint/model';
import { nameOf } from './blast-words.ts';
import { counted, grouped } from './numbers.ts';
import { said, type Said, saidNames } from './said.ts';
import { severityCounts } from './sentences.ts';

/** The verdict: how far it reaches, and the worst of what it adds. */
export function changeSentence(change: ChangeReport): Said {
  if (isNothing(change)) return nothingSentence(change);
  return said`${reach(change)}${worst(change)}.`;
}

/** Nothing of what runs is different. */
export function isNothing({ symbols, entries, state, dependencies, fallbacksLost, points, cycles, findings }: ChangeReport): boolean {
  return [symbols, entries, state, dependencies, fallbacksLost, points, cycles.added, cycles.removed, cycles.altered ?? [], findings.added, findings.fixed].every((each) => each.length === 0);
}

function nothingSentence({ cosmetic, otherFiles, files }: ChangeReport): Said {
  if (files.added + files.deleted + files.modified + files.renamed === 0) return said`Nothing has changed.`;
  const alike = cosmetic === 0 ? [] : said`: only comments, formatting${[files.renamed > 0 ? ', types or the names of files' : ' or types']} are different in ${[counted(cosmetic, 'file')]}`;
  const others = otherFiles.length === 0 ? [] : said` What ${saidNames(otherFiles, MOST_NAMED)} ${[otherFiles.length === 1 ? 'changes' : 'change']} is not seen.`;
  return said`No code has changed its meaning${alike}.${others}`;
}

/** Names in one sentence. */
const MOST_NAMED = 2;

function reach(change: ChangeReport): Said {
  const { of } = change;
  const removed = entriesOf(change, 'removed');
  const removes = removed.length === 0 ? [] : said` and removes ${saidNames(removed.map(({ entry }) => nameOf(entry)), MOST_NAMED)}`;
  const reached = [...entriesOf(change, 'affected'), ...entriesOf(change, 'added')];
  const later = reached.filter(leavesIt).length;
  const count = reached.length - later;
  if (of === 0) return said`No entry point is in sight, so nobody can tell what this change reaches`;
  const left = later === 0 ? [] : said`, ${[removes.length === 0 ? 'and ' : '']}${later} ${[count === 0 ? '' : 'more ']}only by what ${[later === 1 ? 'it leaves' : 'they leave']} to run later${removes.length === 0 ? [] : [',']}`;
  if (count === 0 && later === 0) return said`This change reaches no entry point in sight, of ${of}${removes.length === 0 ? [] : [',']}${removes}`;
  if (count === 0) return said`This change reaches ${later} of ${[counted(of, 'entry point')]}, only by what ${[later === 1 ? 'it leaves' : 'they leave']} to run later${removes.length === 0 ? [] : [',']}${removes}`;
  return said`This change reaches ${count} of ${[counted(of, 'entry point')]}${left}${removes}`;
}

/** The first of what a reviewer would ask about first. */
function worst({ dependencies, fallbacksLost, points, cycles, findings }: ChangeReport): Said {
  const hard = dependencies.find(({ change, strength }) => change === 'added' && strength === 'hard');
  if (hard) return said`; ${nameOf(hard.resource)} is newly on the way of ${saidNames(waysBy(hardWays(hard.ways).length === 0 ? hard.ways : hardWays(hard.ways)), MOST_NAMED)} without a fallback`;
  const [lost] = fallbacksLost;
  if (lost) return said`; ${nameOf(lost.entry)} no longer goes on without ${nameOf(lost.resource)}`;
  const point = points.find(({ change }) => change === 'added');
  if (point) return said`; ${nameOf(point.node)} becomes a single point of failure for ${point.lost} of ${[counted(point.of, 'entry point')]}`;
  const soft = dependencies.find(({ change }) => change === 'added');
  if (soft) return said`; ${nameOf(soft.resource)} is newly on the way of ${saidNames(waysBy(soft.ways), MOST_NAMED)}, with a fallback`;
  if (cycles.added.length > 0) return said`; it adds ${[counted(cycles.added.length, 'import cycle')]}`;
  const gone = points.find(({ change }) => change === 'removed');
  if (gone) return said`; ${nameOf(gone.node)} is no longer a single point of failure`;
  return findings.added.length > 0 ? said`; it adds ${[severityCounts(findings.added)]}` : [];
}

export function entriesOf({ entries }: ChangeReport, kind: AffectedEntry['change']): AffectedEntry[] {
  return entries.filter(({ change }) => change === kind);
}

/** It only comes to what has changed by what it leaves to run later: a job, a listener, a function that it hands on. */
function leavesIt({ path }: BlastWay): boolean {
  return path.some(({ strength }) => strength === 'asynchronous');
}

/** Names of the entry points of ways, each entry point once; two of them may have one name. */
function waysBy(ways: readonly BlastWay[]): string[] {
  return [...new Map(ways.map(({ entry }) => [entry.id, nameOf(entry)])).values()];
}

/** Ways on which nothing goes on without what they lead to. */
function hardWays(ways: readonly BlastWay[]): BlastWay[] {
  return ways.filter(({ path }) => path.every(({ strength }) => strength === 'hard'));
}

/** A resource, and who needs it now: those that fail with it apart from those that go on. */
function dependencyWords({ resource, change, strength, ways }: ChangedDependency): Said {
  const hard = waysBy(hardWays(ways));
  const all = waysBy(ways);
  if (change === 'removed') return all.length === 0 ? said`${nameOf(resource)}` : said`${nameOf(resource)}, on the way of ${saidNames(all, MOST_NAMED)} before`;
  if (strength !== 'hard') return said`${nameOf(resource)}, with a fallback, on the way of ${saidNames(all, MOST_NAMED)}`;
  const others = all.length - hard.length;
  return said`${nameOf(resource)}, no fallback on the way of ${saidNames(hard.length === 0 ? all : hard, MOST_NAMED)}${hard.length === 0 || others <= 0 ? [] : said` (${others} ${[others === 1 ? 'other goes' : 'others go']} on without it)`}`;
}

/** One row of what is different; rows without a difference are left out. */
export interface Delta {
  what: string;
  count: string;
  which: readonly Said[];
}

export function deltas(change: ChangeReport): Delta[] {
  const { of, dependencies, points, cycles, findings, fallbacksLost, state } = change;
  const names = (entries: readonly AffectedEntry[]): Said[] => entries.map(({ entry }) => said`${nameOf(entry)}`);
  const all = entriesOf(change, 'affected');
  const [affected, later] = [all.filter((each) => !leavesIt(each)), all.filter(leavesIt)];
  const ofThem = (entries: readonly AffectedEntry[]): string => `${grouped(entries.length)} of ${grouped(of)}`;
  const resources = (kind: 'added' | 'removed'): Said[] => dependencies.filter((each) => each.change === kind).map(dependencyWords);
  const spofs = (kind: 'added' | 'removed'): Said[] => points.filter((each) => each.change === kind).map((each) => said`${nameOf(each.node)} for ${each.lost} of ${each.of}`);
  const rings = (all: readonly (readonly string[])[]): Said[] => all.map((ring) => [
    ...ring.slice(0, MOST_OF_RING).flatMap((file, index): Said => (index === 0 ? said`${file}` : said` → ${file}`)),
    ...(ring.length > MOST_OF_RING ? said` and ${ring.length - MOST_OF_RING} more` : []),
  ]);
  const found = (all: typeof findings.added): Said[] => all.map(({ rule, file, line }) => said`${rule} at ${`${file}:${line}`}`);
  const row = (what: string, which: readonly Said[], count = grouped(which.length)): Delta[] => (which.length === 0 ? [] : [{ what, count, which }]);
  return [
    ...row('Entry points affected', names(affected), ofThem(affected)),
    ...row('Entry points that leave it to run later', names(later), ofThem(later)),
    ...row('Entry points added', names(entriesOf(change, 'added'))),
    ...row('Entry points removed', names(entriesOf(change, 'removed'))),
    ...row('Resources newly depended on', resources('added')),
    ...row('Resources no longer depended on', resources('removed')),
    ...row('Fallbacks lost', fallbacksLost.map(({ entry, resource }) => said`${nameOf(entry)} without ${nameOf(resource)}`)),
    ...row('Single points of failure added', spofs('added')),
    ...row('Single points of failure gone', spofs('removed')),
    ...row('Import cycles added', rings(cycles.added)),
    ...row('Import cycles broken', rings(cycles.removed)),
    ...row('Import cycles with other modules', (cycles.altered ?? []).map(alteredWords)),
    ...row('Findings added', found(findings.added), severityCounts(findings.added)),
    ...row('Findings fixed', found(findings.fixed), severityCounts(findings.fixed)),
    ...row('State that changed code writes', stateWords(state), grouped(state.length)),
  ];
}

/** One a table or object, with its fields. */
function stateWords(state: readonly ChangedState[]): Said[] {
  const things = groupBy(state, ({ cell: { id, name } }) => (name.includes('.') && id.endsWith(name) ? id.slice(0, id.lastIndexOf('.')) : id));
  return [...things.values()].map((fields) => {
    const [first, ...more] = fields;
    const readers = new Set(fields.flatMap(({ readers: all }) => all.map(({ id }) => id))).size;
    const read = readers === 0 ? [] : said`, read by ${[counted(readers, 'function')]}`;
    if (more.length === 0) return said`${nameOf(first.cell)}${read}`;
    const { name } = first.cell;
    return said`${name.slice(0, name.lastIndexOf('.'))} (${saidNames(fields.map(({ cell }) => cell.name.slice(cell.name.lastIndexOf('.') + 1)), MOST_NAMED)})${read}`;
  });
}

/** Modules of a cycle that are named. */
const MOST_OF_RING = 4;

function alteredWords({ modules, joined, left }: AlteredCycle): Said {
  const parts = [...(joined.length === 0 ? [] : [said`joined by ${saidNames(joined, MOST_NAMED)}`]), ...(left.length === 0 ? [] : [said`left by ${saidNames(left, MOST_NAMED)}`])];
  return said`one of ${[counted(modules, 'module')]}, ${parts.flatMap((part, index): Said => (index === 0 ? part : said` and ${part}`))}`;
}

/** What a reviewer should be able to answer, in the manner of a failure scenario. */
export function questionSentence(question: ReviewQuestion): Said {
  switch (question.about) {
    case 'resource': return said`${nameOf(question.resource)} is now on the way of ${named(question.entries)} without a fallback: what happens when it is down?`;
    case 'fallback': return said`${nameOf(question.entry)} used to go on without ${nameOf(question.resource)} and no longer does: what does it answer when ${nameOf(question.resource)} fails?`;
    case 'writer': return said`${nameOf(question.cell)} is written by ${named(question.writers)}: which of them wins when two write at the same time?`;
    case 'removed': return said`${nameOf(question.node)} is gone${question.readers.length === 0 ? [] : said`, and ${named(question.readers)} relied on it`}: what happens to what is still waiting for it?`;
    case 'spof': return said`${question.lost} of ${[counted(question.of, 'entry point')]} cannot do without ${nameOf(question.node)}: what is the fallback?`;
    case 'entry': return said`${nameOf(question.entry)} is new and needs ${named(question.resources)}: what does its caller see when ${[question.resources.length === 1 ? 'it' : 'one of them']} is slow or down?`;
  }
}

function named(nodes: readonly BlastNode[]): Said {
  return nodes.length === 0 ? said`nothing in sight` : saidNames(nodes.map(nameOf), MOST_NAMED + 1);
}
