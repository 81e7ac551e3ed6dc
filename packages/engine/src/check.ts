/** One run from workspace to report. */
import { resolve } from 'node:path';
import type { Finding, Gap, Report } from '@dist-lint/model';
import { rules as catalogue } from '@dist-lint/rules';
import { readSource, selectTargets } from '@dist-lint/workspace';
import { analyse, type Analysis } from './analyse.ts';
import type { CheckOptions, CheckResult, Preset, Rule } from './api.ts';
import { isShown, rulesAnywhere, type ResolvedConfig } from './config.ts';
import { countGaps, readImports, readProgramGaps } from './gaps.ts';
import { ruleInfos } from './rule-info.ts';
import { runRules } from './run-rules.ts';
import { suppressions } from './suppression.ts';
import { version } from './version.ts';

/**
 * Analyses the root of the paths and reports what lies in them.
 *
 * @throws UserError for a path, rule or option that does not exist.
 */
export async function check(options: CheckOptions, all: readonly Rule[] = catalogue): Promise<CheckResult> {
  const target = resolve(options.cwd, options.paths[0] ?? '.');
  const analysis = await analyse(target, { ...options, flags: options }, all);
  const { config } = analysis;
  const targets = new Set(selectTargets(analysis.found, options.paths.length === 0 ? ['.'] : options.paths, options.cwd).modules);

  const found = runRules(analysis, options).filter(({ file }) => targets.has(file));
  const { kept, suppressed } = suppress(analysis, found.filter((each) => isShown(config, each)));
  const hidden = suppress(analysis, found.filter((each) => !isShown(config, each))).kept;
  return { report: { ...report(analysis, targets.size, kept, suppressed), ...hiding(config, hidden), rules: ruleInfos(rulesAnywhere(config)) }, timings: analysis.timings, ...(config.failOn === undefined ? {} : { failOn: config.failOn }) };
}

function suppress(analysis: Analysis, found: readonly Finding[]): { kept: Finding[]; suppressed: number } {
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
  const [first, ...others] = new Set(hidden.map((each) => presetFor(config, each)));
  return { hidden: hidden.length, ...(first === undefined || others.length > 0 ? {} : { hiddenBelow: first }) };
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
  const by = (severity: Finding['severity']): number => findings.filter((each) => each.severity === severity).length;
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
    excerpts: excerpts(analysis, findings),
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
      const text = readSource(`${analysis.root}/${file}`).text?.split(/\r\n|\n|\r/) ?? [];
      const sorted = [...lines].filter((line) => line >= 1 && line <= text.length).sort((a, b) => a - b);
      return [file, Object.fromEntries(sorted.map((line) => [line, text[line - 1] ?? '']))];
    }),
  );
}
