/** How an anti-pattern is declared: once, in one literal, read by presets, pages, `explain` and every adapter. */
import type { Precision, Severity, Span, Suggestion } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';

export interface RuleDeclaration<O extends OptionDeclarations = OptionDeclarations> {
  /** A noun phrase in kebab-case: file, test, fixtures, page and id all bear it. */
  name: string;
  /** One sentence: what is wrong when it is found. */
  summary: string;
  /**
   * The question it answers: `state` (where does state live?), `feedback` (who learns of a failure?), `blast-radius`
   * (what breaks if I delete this?).
   */
  pillar: 'state' | 'feedback' | 'blast-radius';
  /** The name under which people know it: 'Retry Storm'. */
  source: string;
  /** How bad if true. A finding may lower it. */
  severity: Severity;
  /** How often true. A finding may lower it. */
  precision: Precision;
  /** `file`: what it says of a file rests on that file and what it calls; `program`: on the whole graph. */
  scope: 'file' | 'program';
  /** It asks the graph of the whole system, which takes seconds: run where its findings are shown or it is named, and in no editor. */
  isWhole?: true;
  /** Kinds of code in which it stays silent, besides tests, mocks, stories, benchmarks and examples. */
  exempt?: readonly ('scripts' | 'migrations')[];
  options: O;
  /**
   * Yields what it finds, and the places where it could not see enough.
   *
   * `options`: their values for these modules, defaults filled in.
   * `modules`: those whose findings are wanted: all of a run, in an editor a single one. What is found elsewhere is
   * dropped, so a rule that asks only about them finds the same and answers an editor at once.
   */
  find(program: Program, options: OptionValues<O>, modules: readonly LinkedModule[]): Iterable<RuleFinding | RuleGap>;
  /** What the rule thinks of a line, one sentence each: for `explain --at`. May be left out; worth it where silence puzzles. */
  explain?(program: Program, module: LinkedModule, line: number): Iterable<string>;
}

/** Few, positive, documented once. */
export type OptionDeclaration =
  | { type: 'boolean'; default: boolean; description: string }
  /** A whole number. */
  | { type: 'number'; default: number; minimum: number; maximum?: number; description: string }
  | { type: 'choice'; default: string; choices: readonly string[]; description: string }
  | { type: 'strings'; default: readonly string[]; description: string };

export type OptionDeclarations = Record<string, OptionDeclaration>;

export type OptionValues<O extends OptionDeclarations> = {
  [K in keyof O]: O[K] extends { type: 'boolean' } ? boolean
    : O[K] extends { type: 'number' } ? number
    : O[K] extends { type: 'strings' } ? readonly string[]
    : string;
};

/** What a rule yields; the engine adds places, fingerprints and suppression. */
export interface RuleFinding {
  module: LinkedModule;
  span: Span;
  /** One factual sentence that names the element and the consequence. Advice lives in the rule's page. */
  message: string;
  /** The steps that prove it, in order; at least one. */
  path: readonly EvidencePoint[];
  /** Lower than the rule's. */
  severity?: Severity;
  precision?: Precision;
  /** What tells it from other findings of the rule in the same function, stable under edits elsewhere. */
  anchor?: string;
  data?: Record<string, unknown>;
  /** Changes to `module` that end the finding. What they make has to parse, whatever stands around. */
  suggestions?: readonly Suggestion[];
}

/** A place at which the rule kept silent because it could not see enough: counted in the report, so that silence is not taken for health. */
export interface RuleGap {
  /** Its kind, a stable word. */
  gap: string;
  module: LinkedModule;
  span: Span;
  message: string;
}

export interface EvidencePoint {
  module: LinkedModule;
  span: Span;
  message: string;
}

/** Any rule, whatever its options. */
export interface Rule extends Omit<RuleDeclaration, 'find'> {
  find(program: Program, options: Record<string, boolean | number | string | readonly string[]>, modules: readonly LinkedModule[]): Iterable<RuleFinding | RuleGap>;
}

/** Declares a rule. @throws Error when the declaration is malformed: our own mistake, seen at once. */
export function defineRule<const O extends OptionDeclarations>(rule: RuleDeclaration<O>): Rule {
  if (!/^[a-z]+(-[a-z]+)*$/.test(rule.name)) throw new Error(`A rule's name is kebab-case: '${rule.name}'`);
  // Options are validated against the declaration before they reach `find`.
  return rule;
}
