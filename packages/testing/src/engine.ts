/** What the harness needs of the engine; a test of the harness hands in its own. */
import { check, rules, type CheckOptions } from '@dist-lint/engine';
import type { Finding, GapKind } from '@dist-lint/model';

export interface Engine {
  /** Names of the rules that are built. */
  rules: readonly string[];
  check(options: CheckOptions): Promise<{ report: AnalysedSystem }>;
}

/** The part of a report that expectations are about. */
export interface AnalysedSystem {
  root: string;
  findings: Finding[];
  gaps: GapKind[];
  incomplete: string[];
}

export const realEngine: Engine = {
  get rules() {
    return rules.map((rule) => rule.name);
  },
  check,
};
