/**
 * What comes out: findings with their evidence, gaps, and the report that reporters draw.
 * Lines and columns count from 1, columns in UTF-16 code units; paths are relative to the root.
 */

export type Severity = 'error' | 'warning' | 'info';
export type Precision = 'high' | 'medium' | 'low';

/** A place in a file; `endColumn` is exclusive. */
export interface Location {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** One step of the evidence, in the order in which it proves the finding. */
export interface EvidenceStep extends Location {
  message: string;
}

export interface Finding extends Location {
  rule: string;
  severity: Severity;
  precision: Precision;
  /** Against a base or a baseline; `new` without one. */
  status: 'new' | 'existing';
  /** One factual sentence that names the element and the consequence. */
  message: string;
  /** Survives line moves: rule, module, enclosing symbol, anchor, ordinal among twins. 16 hex digits. */
  fingerprint: string;
  path: EvidenceStep[];
  /** Rule-specific, plain, sorted keys. */
  data: Record<string, unknown>;
  /** Changes to this file that would end it, for editors to offer; no report prints them. */
  suggestions?: readonly Suggestion[];
}

/** A change that a person may accept. It can change what the program does, so nobody applies it unasked. */
export interface Suggestion {
  /** What accepting it does, as an imperative sentence without a full stop. */
  message: string;
  /** In order, not overlapping. */
  edits: readonly TextEdit[];
}

/** `text` takes the place of what stands between two offsets of the file. */
export interface TextEdit {
  at: number;
  end: number;
  text: string;
}

/**
 * What could not be read or resolved. Kinds are stable words:
 * `syntax-error`, `too-deep`, `too-large`, `unreadable-file`, `not-text`, `unsupported-file`, `outside-root`, `symlink-loop`,
 * `unresolved-import`, `generated-import`, `outside-import`, `unresolved-call`, `too-many-answers`,
 * `presumed-told`, `broken-config`, `broken-schema`, `missing-schema`, `skipped-vendored`, `skipped-minified`, `skipped-generated`, `skipped-output`, …
 */
export interface GapKind {
  kind: string;
  count: number;
  /** At most 5, sorted by place. */
  samples: GapSample[];
}

export interface GapSample {
  file: string;
  line: number;
  message: string;
}

/** One gap as the stages report it, before it is counted. */
export interface Gap {
  kind: string;
  file: string;
  /** From 1; 1 when it concerns the whole file. */
  line: number;
  message: string;
}

export interface Summary {
  /** Modules analysed: the whole root. */
  modules: number;
  /** Modules reported on: those the given paths name. */
  targets: number;
  lines: number;
  /** Import specifiers; `resolved` lead to a module of the program, `external` to packages, builtins and assets. */
  imports: { total: number; resolved: number; external: number };
  /** Call steps; `resolved` to a function of the program, `external` to a known symbol outside it. */
  calls: { total: number; resolved: number; external: number };
  /** Without those that were there before. */
  findings: Record<Severity, number>;
  gaps: number;
}

/** What the findings were compared with. */
export interface Comparison {
  /** Findings that were there before: their status is `existing`. */
  existing: number;
  /** The base of a change; absent without one. */
  base?: {
    /** As it was named. */
    ref: string;
    /** The full name of the commit in which it and HEAD meet. */
    commit: string;
    /** Findings of the base that are none any more. */
    fixed: number;
  };
  /** The list of findings that are put up with; absent without one. */
  baseline?: {
    /** Relative to the root. */
    file: string;
    /** Entries of what is no longer found, which are to be removed; sorted as in the file. */
    stale: BaselineEntry[];
    /** What was done to the file; absent when it was only read. */
    updated?: { added: number; removed: number; moved: number };
  };
}

/** A finding that is put up with. */
export interface BaselineEntry {
  rule: string;
  file: string;
  fingerprint: string;
  /** In short, and as it was when the finding was put up with. */
  message: string;
}

/** What a rule says of itself, for formats that carry it beside its findings. */
export interface RuleInfo {
  name: string;
  /** One sentence: what is wrong when it is found. */
  summary: string;
  /** As declared; a finding may be lower. */
  severity: Severity;
  precision: Precision;
  pillar: 'state' | 'feedback' | 'blast-radius';
  /** The name it is known by elsewhere. */
  source: string;
  /** The sections of its page, in Markdown; empty for a rule without a page. */
  help: RuleHelp;
  /** Its page; a rule of the configuration's own has none. */
  url?: string;
}

export interface RuleHelp {
  finds: string;
  why: string;
  todo: string;
  misses: string;
}

export interface Report {
  tool: { name: string; version: string };
  /** The folder all paths are relative to, absolute: for people, never printed in machine formats. */
  root: string;
  summary: Summary;
  /** Sorted by file, line, column, rule, message. Those that were there before are among them. */
  findings: Finding[];
  /** Absent when they were compared with nothing. */
  comparison?: Comparison;
  /** Sorted by kind. */
  gaps: GapKind[];
  /** What was left out on purpose, sorted by reason. */
  skipped: { reason: string; count: number; samples: string[] }[];
  /** Suppressed findings by comment. */
  suppressed: number;
  /** Findings in the targets that no comment suppresses and that lie below the severity or precision that is shown. */
  hidden: number;
  /** The preset below which all of them lie; absent where the floor is said in another way. */
  hiddenBelow?: 'recommended' | 'strict' | 'all';
  /** Source lines needed to draw findings: file → line number → text. Text is untrusted. */
  excerpts: Record<string, Record<number, string>>;
  /** The rules that ran, whether they found something or not, sorted by name. */
  rules: RuleInfo[];
  /** Something ended early: the report is not the whole truth. One sentence each. */
  incomplete: string[];
}

/** A mistake of the user's: what is wrong, where, and what to do. Exit code 2. */
export class UserError extends Error {
  readonly code: string;
  readonly hint: string;
  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = 'UserError';
    this.code = code;
    this.hint = hint;
  }
}
