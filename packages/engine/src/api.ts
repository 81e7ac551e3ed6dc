/** What one run takes and gives: the surface that the command line and the editor adapter use. */
import type { Precision, Report, Severity } from '@dist-lint/model';
import type { Rule } from '@dist-lint/graph';

export type Preset = 'recommended' | 'strict' | 'all';

export interface CheckOptions {
  /** What to analyse: files or folders, absolute or relative to `cwd`. Empty: `cwd`. */
  paths: readonly string[];
  cwd: string;
  /** A configuration file instead of the one at the root: absolute, or relative to `cwd`. */
  config?: string;
  /** Runs no code of the tree and neither reads nor fills its cache. @throws UserError `unsafe-config`. */
  safe?: boolean;
  /** Only these rules. @throws UserError `unknown-rule` with the nearest names. */
  rules?: readonly string[];
  preset?: Preset;
  minSeverity?: Severity;
  minPrecision?: Precision;
  /** Rule name → option → value. @throws UserError `invalid-option`. */
  ruleOptions?: Record<string, Record<string, unknown>>;
  /** A branch, tag or commit of git's: what is found at the merge base, too, is there before. */
  base?: string;
  /** A file that lists findings which are put up with: absolute, or relative to `cwd`. Instead of the configuration's. */
  baseline?: string;
  /** Removes what is no longer found from the baseline, and writes one when there is none. @throws UserError `no-baseline`. */
  updateBaseline?: boolean;
  /** What is found and not in the baseline is added to it. @throws UserError `growth-without-update`. */
  allowGrowth?: boolean;
  /** Worker threads for reading and lowering; default 4, and 1 below four processors, where starting them costs more than they save. */
  threads?: number;
  /** Use and fill the disk cache; default true. */
  cache?: boolean;
  onProgress?: (progress: Progress) => void;
}

/** `phase` is one of find, read, resolve, link, rules; counts are files (or rules) done. */
export interface Progress {
  phase: 'find' | 'read' | 'resolve' | 'link' | 'rules';
  done: number;
  total: number;
  /** The rule being run. */
  label?: string;
}

/** Wall-clock milliseconds by phase, for benchmarks; never part of a report. */
export interface Timings {
  phases: { name: string; ms: number }[];
  bytes: number;
}

export interface CheckResult {
  report: Report;
  /** What the configuration says of it; undefined when it says nothing. */
  failOn?: Severity | 'never';
  timings: Timings;
}

/** What is known at one place, for `explain --at`. */
export interface PlaceExplanation {
  file: string;
  line: number;
  /** The function around it, qualified. */
  symbol: string;
  /** One entry a fact, in order: title and lines of text. Text is untrusted. */
  sections: { title: string; lines: string[] }[];
}

export type { Rule };
