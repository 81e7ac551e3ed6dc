/** The findings that are put up with: a list that only shrinks. */
import { UserError, type BaselineEntry, type Comparison, type Finding } from '@dist-lint/model';
import { readBaselineFile, type BaselineFile } from '@dist-lint/workspace';
import type { Analysis } from './analyse.ts';
import { entryOf, printEntries, readEntries } from './baseline-entries.ts';
import { isBaselined, rulesFor } from './config.ts';
import type { IdentifiedFinding } from './findings.ts';
import { fingerprintAt } from './moved.ts';
import { isWanted } from './run-rules.ts';

export interface AgainstBaseline {
  /** Findings that are put up with. */
  existing: ReadonlySet<Finding>;
  comparison: NonNullable<Comparison['baseline']>;
}

export interface OpenBaseline {
  file: BaselineFile;
  /** Undefined where there is no file yet. */
  entries: BaselineEntry[] | undefined;
}

/**
 * Before anything is analysed, so that a mistake is told at once.
 *
 * @param path absolute
 * @throws UserError `invalid-baseline`, `baseline-not-found` and those of reading
 */
export function openBaseline(root: string, path: string, isUpdated: boolean): OpenBaseline {
  const file = readBaselineFile(root, path);
  const entries = readEntries(file);
  if (entries === undefined && !isUpdated) throw new UserError('baseline-not-found', `There is no baseline ${file.name}.`, 'Run once with --update-baseline to write one that holds what is found now.');
  return { file, entries };
}

export interface BaselineRun extends OpenBaseline {
  /** Removes what is no longer found, and creates the file when there is none. */
  isUpdated: boolean;
  /** Adds what is found and not in it. */
  mayGrow: boolean;
  /** Whether the run reports on a file. */
  covers(path: string): boolean;
}

/**
 * @param found what is found in what the run covers, whether shown or not, without what a comment suppresses
 * @param reported those of them that are shown
 * @throws UserError `baseline-not-writable`
 */
export function againstBaseline(analysis: Analysis, run: BaselineRun, found: readonly IdentifiedFinding[], reported: readonly IdentifiedFinding[]): AgainstBaseline {
  const { file, entries, isUpdated, mayGrow } = run;
  const byFingerprint = new Map((entries ?? []).map((entry) => [entry.fingerprint, entry]));
  const mayBeListed = (each: Finding): boolean => isBaselined(analysis.config, each);

  const listed = new Map<IdentifiedFinding, BaselineEntry>();
  for (const each of found.filter(mayBeListed)) {
    const entry = byFingerprint.get(each.fingerprint);
    if (entry) listed.set(each, entry);
  }
  const moved = movedEntries(analysis, entries ?? [], new Set(listed.values()), found.filter((each) => mayBeListed(each) && !listed.has(each)));
  const kept = new Set([...listed.values(), ...moved.values()]);
  // An analysis that did not finish has not looked everywhere.
  const stale = analysis.incomplete.length > 0 ? [] : (entries ?? []).filter((entry) => !kept.has(entry) && isLookedAt(analysis, run, entry));
  const existing = new Set<Finding>([...listed.keys(), ...moved.keys()]);
  if (!isUpdated || analysis.incomplete.length > 0) return { existing, comparison: { file: file.name, stale } };

  const grown = entries === undefined || mayGrow ? reported.filter((each) => mayBeListed(each) && !existing.has(each)) : [];
  const gone = new Set([...stale, ...moved.values()]);
  const next = [...(entries ?? []).filter((entry) => !gone.has(entry)), ...[...moved.keys()].map(entryOf), ...grown.map(entryOf)];
  if (entries === undefined || gone.size > 0 || grown.length > 0) file.write(printEntries(next));
  return {
    existing: new Set([...existing, ...grown]),
    comparison: { file: file.name, stale: [], updated: { added: grown.length, removed: stale.length, moved: moved.size } },
  };
}

/** Whether this run would have found it again, were it still there. */
function isLookedAt({ config, found, lowered, program }: Analysis, { covers }: BaselineRun, { rule, file }: BaselineEntry): boolean {
  if (!covers(file)) return false;
  const named = config.flags.rules ?? [];
  if (named.length > 0 && !named.includes(rule)) return false;
  const setting = rulesFor(config, file).find((each) => each.rule.name === rule);
  if (setting?.rule.isWhole && !isWanted(config, setting, file)) return false;
  // A file that is there and could not be read says nothing.
  return program.modules.byPath(file) !== undefined || !found.modules.includes(file) || lowered.skipped.some(({ path }) => path === file);
}

/** Tries of one finding against the places that its file may have had. */
const MOST_PLACES = 50;

/** Findings whose file lay elsewhere when they were listed: the file is gone there, and there the fingerprint would be the listed one. */
function movedEntries({ found }: Analysis, entries: readonly BaselineEntry[], listed: ReadonlySet<BaselineEntry>, unlisted: readonly IdentifiedFinding[]): Map<IdentifiedFinding, BaselineEntry> {
  const left = new Map<string, BaselineEntry>();
  for (const entry of entries) if (!listed.has(entry) && found.kinds.get(entry.file) === undefined) left.set(entry.fingerprint, entry);
  const places = [...new Set([...left.values()].map(({ file }) => file))];
  const moved = new Map<IdentifiedFinding, BaselineEntry>();
  for (const each of unlisted) {
    const name = each.file.slice(each.file.lastIndexOf('/') + 1);
    const likely = places.length <= MOST_PLACES ? places : places.filter((place) => place.endsWith(`/${name}`) || place === name).slice(0, MOST_PLACES);
    for (const place of likely) {
      const entry = left.get(fingerprintAt(each.identity, place));
      if (entry?.rule !== each.rule) continue;
      moved.set(each, entry);
      left.delete(entry.fingerprint);
      break;
    }
  }
  return moved;
}
