/** Runs the rules, each with the options of the files it looks at, and apart from the others. */
import { locate, type LinkedModule, type RuleFinding } from '@dist-lint/graph';
import { addTo, type Finding, type Gap, type Severity } from '@dist-lint/model';
import { stopwatch, type Analysis } from './analyse.ts';
import type { CheckOptions, Rule } from './api.ts';
import { isShown, rulesFor, type ResolvedConfig, type RuleSetting } from './config.ts';
import { isExemptFor } from './exempt.ts';
import { assertFinding } from './finding-shape.ts';
import { byPlace, finish, plain, severityRank, type IdentifiedFinding } from './findings.ts';

/** A rule that throws is named in `incomplete`; the others still run. */
export function runRules(analysis: Analysis, options: Pick<CheckOptions, 'onProgress'>): IdentifiedFinding[] {
  const { config } = analysis;
  const clock = stopwatch();
  const groups = groupByRule(analysis.program.modules.all, config);
  const found: IdentifiedFinding[] = [];
  [...groups.values()].forEach((settings, done) => {
    const { rule } = (settings[0] as Group).setting;
    options.onProgress?.({ phase: 'rules', done, total: groups.size, label: rule.name });
    try {
      found.push(...identify(analysis, config, rule, settings));
    } catch (error) {
      analysis.incomplete.push(failureOf(rule, error, analysis.root));
    }
    clock.lap(`rule ${rule.name}`);
  });
  analysis.timings.phases.push(...clock.laps);
  return found.sort(byPlace);
}

/** A sentence that names the rule; a path of this machine says nothing to others. */
export function failureOf(rule: Rule, error: unknown, root: string): string {
  return `The rule '${rule.name}' failed: ${(error instanceof Error ? error.message : String(error)).replaceAll(`${root}/`, '')}`;
}

/** Files for which a rule has the same options. */
export interface Group {
  setting: RuleSetting;
  modules: LinkedModule[];
}

function groupByRule(modules: readonly LinkedModule[], config: ResolvedConfig): Map<string, Group[]> {
  const byKey = new Map<string, Group>();
  const byRule = new Map<string, Group[]>();
  for (const module of modules) {
    for (const setting of rulesFor(config, module.path)) {
      if (setting.rule.isWhole && !isWanted(config, setting, module.path)) continue;
      const key = JSON.stringify([setting.rule.name, setting.options, setting.severity]);
      let group = byKey.get(key);
      if (!group) {
        byKey.set(key, (group = { setting, modules: [] }));
        addTo(byRule, setting.rule.name, group);
      }
      group.modules.push(module);
    }
  }
  return byRule;
}

/** Whether a rule that needs the whole system is run on a file: what takes seconds is not done for findings that nobody is shown. */
export function isWanted(config: ResolvedConfig, { rule, severity = rule.severity }: RuleSetting, file: string): boolean {
  return config.flags.rules?.includes(rule.name) === true || isShown(config, { rule: rule.name, file, severity, precision: rule.precision });
}

/** The findings of one rule in some files, each with the options of its group. */
export function runRule(...given: Parameters<typeof identify>): Finding[] {
  return identify(...given).map(plain);
}

function identify(analysis: Pick<Analysis, 'program' | 'gaps'>, config: Pick<ResolvedConfig, 'isExempt' | 'isLifted'>, rule: Rule, groups: readonly Group[]): IdentifiedFinding[] {
  const kept: RuleFinding[] = [];
  const severities = new Map<string, Severity>();
  /** What several ways lead to is one gap. */
  const gaps = new Map<string, Gap>();
  for (const { setting, modules } of groups) {
    const own = new Set(modules.map(({ path }) => path));
    for (const { path } of modules) if (setting.severity) severities.set(path, setting.severity);
    for (const each of rule.find(analysis.program, setting.options, modules)) {
      assertFinding(analysis.program, each);
      const { path } = each.module;
      if (!own.has(path) || config.isExempt(path) || (!config.isLifted(path) && isExemptFor(rule.exempt ?? [], path))) continue;
      if ('gap' in each) gaps.set(`${each.gap} ${path} ${each.span.at} ${each.message}`, { kind: each.gap, file: path, line: locate(each.module, each.span).line, message: each.message });
      else kept.push(each);
    }
  }
  analysis.gaps.push(...gaps.values());
  return finish(rule, kept).map((finding) => {
    const wanted = severities.get(finding.file);
    // What the finding itself lowered stays low.
    const isChanged = wanted !== undefined && (finding.severity === rule.severity || severityRank(wanted) < severityRank(finding.severity));
    return isChanged ? { ...finding, severity: wanted } : finding;
  });
}
