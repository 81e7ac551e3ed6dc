/** A long-lived analysis that answers for one file at a time, whose text may differ from the disk. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { rules as catalogue } from '@dist-lint/rules';
import { findRoot } from '@dist-lint/workspace';
import type { Rule } from './api.ts';
import { rulesFor } from './config.ts';
import { byPlace } from './findings.ts';
import { openTree } from './living-tree.ts';
import { selectRules, type OptionTable } from './rule-selection.ts';
import { runRule } from './run-rules.ts';
import { withSuppressions, type FileFinding } from './suppression.ts';

export interface SessionOptions {
  /** Where the host works: the root is the one of this folder. */
  cwd: string;
  threads?: number;
  /** Use and fill the disk cache; default true. */
  cache?: boolean;
  /** A configuration file, instead of the one at the root. */
  config?: string;
  /** Told how many modules there are to read, before they are read. */
  onFound?: (modules: number) => void;
}

export interface LintRequest {
  /** Absolute, or relative to `cwd`; it need not exist. */
  file: string;
  /** As the host has it. */
  text: string;
  /** Rule name → options; only these rules are run. */
  rules: Readonly<Record<string, Record<string, unknown>>>;
}

/**
 * All findings of a file, of every severity and precision, sorted by place. `outside`: not below the root.
 * `not-analysed`: of another kind, ignored, generated, or unreadable. Neither is a clean file.
 */
export type LintAnswer = { status: 'answered'; findings: FileFinding[] } | { status: 'outside' | 'not-analysed'; findings: [] };

export interface Session {
  /** Absolute. */
  readonly root: string;
  /** @throws UserError for a rule or option that does not exist. */
  lint(request: LintRequest): Promise<LintAnswer>;
}

/**
 * Analyses the root of `cwd`, and keeps it: the answer to a lint reflects the text handed in and every other file as
 * it is saved. What a change does not touch is not computed again.
 *
 * @throws UserError for a configuration that cannot be used.
 */
export async function openSession(options: SessionOptions, all: readonly Rule[] = catalogue): Promise<Session> {
  const root = findRoot(options.cwd);
  const tree = await openTree(root, options, all);
  return {
    root,
    async lint({ file, text, rules }) {
      const path = relative(root, resolve(options.cwd, file)).split(sep).join('/');
      if (path === '' || path === '..' || path.startsWith('../') || isAbsolute(path)) return { status: 'outside', findings: [] };
      await tree.refresh();
      selectRules(tree.config.rules, { rules: Object.keys(rules), ruleOptions: rules });
      const module = await tree.moduleWith(path, text);
      if (!module) return { status: 'not-analysed', findings: [] };
      const { program, config } = tree;
      const settings = rulesFor(config, path).filter(({ rule }) => Object.hasOwn(rules, rule.name));
      const found = settings.flatMap(({ rule, options: configured, ...setting }) => {
        const group = { setting: { rule, options: withSaid(rule, configured, rules[rule.name] ?? {}), ...setting }, modules: [module] };
        return runRule({ program, gaps: [] }, config, rule, [group]);
      });
      return { status: 'answered', findings: withSuppressions(module, found.sort(byPlace)) };
    },
  };
}

/** The host's options over the configuration's. Hosts fill in defaults, so a default counts as nothing said. */
function withSaid(rule: Rule, configured: OptionTable, said: Record<string, unknown>): OptionTable {
  const own = Object.entries(said).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(rule.options[key]?.default));
  return { ...configured, ...(Object.fromEntries(own) as OptionTable) };
}
