/** One run from workspace to report. */
import { resolve } from 'node:path';
import { soleOf, UserError, type Finding, type Gap, type Report } from '@dist-lint/model';
import { rules as catalogue } from '@dist-lint/rules';
import { findRoot, selectTargets, type Targets } from '@dist-lint/workspace';
import { analyse, type Analysis } from './analyse.ts';
import { analyseChange, type ChangeAnalysis } from './analyse-change.ts';
import type { CheckOptions, CheckResult, Preset, Rule } from './api.ts';
import { againstBaseline, openBaseline, type AgainstBaseline } from './baseline.ts';
import { isShown, rulesAnywhere, type ResolvedConfig } from './config.ts';
import { plain, type IdentifiedFinding } from './findings.ts';
import { countGaps, readImports, readProgramGaps } from './gaps.ts';
import { ruleInfos } from './rule-info.ts';
import { runRules } from './run-rules.ts';
import { movesOf, sinceBase, type SinceBase } from './since-base.ts';
import { suppressions } from './suppression.ts';
import { version } from './version.ts';

/**
 * Analyses the root of the paths and reports what lies in them.
 *
 * @throws UserError for a path, rule or option that does not exist, and for a base or baseline that cannot be had.
 */
export async function check(options: CheckOptions, all: readonly Rule[] = catalogue): Promise<CheckResult> {
  const target = resolve(options.cwd, options.paths[0] ?? '.');
  const { base: ref, cwd, baseline: written, updateBaseline: isUpdated = false, allowGrowth: mayGrow = false, ...others } = options;
  if (mayGrow && !isUpdated) throw new UserError('growth-without-update', '--allow-growth has an effect only with --update-baseline.', 'Add --update-baseline, or leave it out.');
  const named = written === undefined ? undefined : openBaseline(findRoot(target), resolve(cwd, written), isUpdated);
  const change = ref === undefined ? undefined : await analyseChange(target, { ...others, cwd, base: ref, flags: options }, all);
  const analysis = change?.head ?? (await analyse(target, { ...others, cwd, flags: options }, all));
  const { root, config } = analysis;
  const opened = named ?? (config.baseline === undefined ? undefined : openBaseline(root, config.baseline, isUpdated));
  if (isUpdated && opened === undefined) throw new UserError('no-baseline', '--update-baseline needs to know the baseline.', "Name it with --baseline FILE, or by 'baseline' in the configuration.");
  const targets = selectTargets(analysis.found, options.paths.length === 0 ? ['.'] : options.paths, cwd);

  const within = new Set(targets.modules);
  const found = runRules(analysis, options).filter(({ file }) => within.has(file));
  const { kept: told, suppressed } = suppress(analysis, found.filter((each) => isShown(config, each)));
  const hidden = suppress(analysis, found.filter((each) => !isShown(config, each))).kept;
  const since = change && compareWithBase(change, found, targets, options);
  const against = opened && againstBaseline(analysis, { ...opened, isUpdated, mayGrow, covers: targets.covers }, [...told, ...hidden], told);

  const isExisting = (each: Finding): boolean => since?.existing.has(each) === true || against?.existing.has(each) === true;
  const findings = told.map((each): Finding => ({ ...plain(each), status: isExisting(each) ? 'existing' : 'new' }));
  const comparison = since || against ? { comparison: comparisonOf(findings, options, change, since, against) } : {};
  return {
    report: {
      ...report(analysis, targets.modules.length, findings, suppressed), ...hiding(config, hidden.filter((each) => !isExisting(each))),
      ...comparison, rules: ruleInfos(rulesAnywhere(config)),
    },
    timings: analysis.timings, ...(config.failOn === undefined ? {} : { failOn: config.failOn }),
  };
}

/** Of the base, only what lies in the targets counts: where it lies now, or where it lay. */
function compareWithBase(change: ChangeAnalysis, found: readonly IdentifiedFinding[], targets: Targets, options: CheckOptions): SinceBase {
  const { head, base } = change;
  if (base === head) return { existing: new Set(found), fixed: [] };
  const moves = movesOf(change);
  const before = runRules(base, options).filter(({ file }) => targets.covers(moves.get(file) ?? file));
  head.timings.phases.push(...base.timings.phases.map(({ name, ms }) => ({ name: `base: ${name}`, ms })));
  head.incomplete.push(...base.incomplete.filter((sentence) => !head.incomplete.includes(sentence)).map((sentence) => `At the base: ${sentence}`));
  return sinceBase(change, found, before);
}

function comparisonOf(findings: readonly Finding[], { base: ref = '' }: CheckOptions, change: ChangeAnalysis | undefined, since: SinceBase | undefined, against: AgainstBaseline | undefined): NonNullable<Report['comparison']> {
  return {
    existing: findings.filter(({ status }) => status === 'existing').length,
    ...(change && since ? { base: { ref, commit: change.mergeBase, fixed: since.fixed.length } } : {}),
    ...(against ? { baseline: against.comparison } : {}),
  };
}

export function suppress(analysis: Analysis, found: readonly IdentifiedFinding[]): { kept: IdentifiedFinding[]; suppressed: number } {
  const byFile = new Map<string, ReturnType<typeof suppressions>>();
  const kept = found.filter((finding) => {
    const module = analysis.program.modules.byPath(finding.file);
    if (!module) return true;
    let known = byFile.get(finding.file);
    if (!known) byFile.set(finding.file, (known = suppressions(module)));
    return !known.covers(finding.rule, finding.line);
  });
  return { kept, suppressed: found.length - kept.length };
}

/** How many findings a floor hides, and which preset it is when it is one for all of them. */
function hiding(config: ResolvedConfig, hidden: readonly Finding[]): Pick<Report, 'hidden' | 'hiddenBelow'> {
  const first = soleOf(new Set(hidden.map((each) => presetFor(config, each))));
  return { hidden: hidden.length, ...(first === undefined ? {} : { hiddenBelow: first }) };
}

/** The preset that alone decides whether a finding is shown; undefined when a severity or precision is said. */
function presetFor({ layers, flags }: ResolvedConfig, { file, rule }: Finding): Preset | undefined {
  const said = layers.filter(({ covers }) => covers(file)).map(({ settings }) => settings);
  const ofRule = said.flatMap(({ rules }) => (typeof rules?.[rule] === 'object' ? [rules[rule]] : []));
  const floors: Pick<CheckOptions, 'preset' | 'minSeverity' | 'minPrecision'>[] = [...said, ...ofRule, flags];
  return floors.reduce<Preset | undefined>((before, { preset, minSeverity, minPrecision }) => (minSeverity || minPrecision ? undefined : (preset ?? before)), 'recommended');
}

function report(analysis: Analysis, targets: number, findings: Finding[], suppressed: number): Omit<Report, 'rules' | 'hidden'> {
  const { program, lowered } = analysis;
  const gaps: Gap[] = [...analysis.gaps, ...program.gaps];
  const imports = readImports(program, gaps);
  readProgramGaps(program, gaps);
  const counted = countGaps(gaps);
  const fresh = findings.filter(({ status }) => status === 'new');
  const by = (severity: Finding['severity']): number => fresh.filter((each) => each.severity === severity).length;
  return {
    tool: { name: 'dist-lint', version },
    root: analysis.root,
    summary: {
      modules: program.modules.all.length,
      targets,
      lines: lowered.files.reduce((sum, { lines }) => sum + lines, 0),
      imports,
      calls: program.callCounts(),
      findings: { error: by('error'), warning: by('warning'), info: by('info') },
      gaps: counted.reduce((sum, { count }) => sum + count, 0),
    },
    findings,
    gaps: counted,
    skipped: analysis.skipped,
    suppressed,
    excerpts: excerpts(analysis, fresh),
    incomplete: [...analysis.incomplete, ...mostlyUnreadable(analysis)],
  };
}

/** More files lost than read is no analysis. */
export function mostlyUnreadable({ found, lowered }: Analysis): string[] {
  const lost = found.modules.length - lowered.files.length - lowered.skipped.length;
  return lost * 2 > found.modules.length ? [`${lost} of ${found.modules.length} files could not be read.`] : [];
}

/** The lines that findings and their evidence are drawn on, with one line around. */
function excerpts(analysis: Analysis, findings: readonly Finding[]): Report['excerpts'] {
  const wanted = new Map<string, Set<number>>();
  for (const finding of findings) {
    for (const { file, line } of [finding, ...finding.path]) {
      let lines = wanted.get(file);
      if (!lines) wanted.set(file, (lines = new Set()));
      for (const each of [line - 1, line, line + 1]) lines.add(each);
    }
  }
  return Object.fromEntries(
    [...wanted].map(([file, lines]) => {
      const text = analysis.found.source(file).text?.split(/\r\n|\n|\r/) ?? [];
      const sorted = [...lines].filter((line) => line >= 1 && line <= text.length).sort((a, b) => a - b);
      return [file, Object.fromEntries(sorted.map((line) => [line, text[line - 1] ?? '']))];
    }),
  );
}
