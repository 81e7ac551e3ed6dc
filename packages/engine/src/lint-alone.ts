/** What can be said of a file by itself, while the program around it is not known yet. */
import { link } from '@dist-lint/graph';
import { libraries } from '@dist-lint/libraries';
import { rules as catalogue } from '@dist-lint/rules';
import { resolveAlone } from '@dist-lint/workspace';
import type { Rule } from './api.ts';
import { rulesFor, type ResolvedConfig } from './config.ts';
import { isExempt } from './exempt.ts';
import { byPlace } from './findings.ts';
import { selectRules } from './rule-selection.ts';
import { runRule } from './run-rules.ts';
import { withSaid } from './said-options.ts';
import { withSuppressions, type FileFinding } from './suppression.ts';

export interface LoneFile {
  /** Relative to the root, with `/`. */
  path: string;
  text: string;
  /** Rule name → options. Those whose scope is the program are passed over. */
  rules: Readonly<Record<string, Record<string, unknown>>>;
  /** What the root is configured to: its library rows, exemptions, ignored files, and rules. */
  config?: ResolvedConfig;
}

/**
 * Findings of the rules of scope `file`, from a program that holds this one file: packages are known by
 * their libraries' rows, and what lies in other files is unknown.
 *
 * @throws UserError for a rule or option that does not exist.
 */
export async function lintAlone({ path, text, rules, config = UNCONFIGURED }: LoneFile, all: readonly Rule[] = catalogue): Promise<FileFinding[]> {
  const known = config === UNCONFIGURED ? { ...UNCONFIGURED, rules: all } : config;
  selectRules(known.rules, { rules: Object.keys(rules), ruleOptions: rules });
  const selected = rulesFor(known, path).filter(({ rule }) => rule.scope === 'file' && Object.hasOwn(rules, rule.name));
  if (selected.length === 0 || known.isIgnored(path) || known.isExempt(path)) return [];
  const { lower, languageOf } = await import('@dist-lint/frontend');
  const language = languageOf(path);
  const result = language && lower(text, language);
  if (!result || !('facts' in result)) return [];
  const { facts } = result;
  const input = { path, package: '', options: {}, resolutions: resolveAlone(facts.imports.map(({ specifier }) => specifier)) };
  const program = link({ modules: [{ facts, input }], packages: [], libraries: known.libraries, isExempt: known.isExempt, settings: known.settings });
  const module = program.modules.byPath(path);
  if (!module) return [];
  const found = selected.flatMap(({ rule, options, ...rest }) =>
    runRule({ program, gaps: [] }, known, rule, [{ setting: { rule, options: withSaid(rule, options, rules[rule.name] ?? {}), ...rest }, modules: [module] }]));
  return withSuppressions(module, found.sort(byPlace));
}

const UNCONFIGURED: ResolvedConfig = {
  rules: catalogue, libraries, isExempt, settings: { ownerOf: () => undefined, isAside: () => false }, layers: [], flags: {}, cache: true, isIgnored: () => false, isLifted: () => false,
};
