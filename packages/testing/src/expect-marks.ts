import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { CheckOptions } from '@dist-lint/engine';
import { assertKnownRule } from './catalogue.ts';
import { compare, isEmpty } from './compare.ts';
import { describeDifference } from './describe-difference.ts';
import type { AnalysedSystem, Engine } from './engine.ts';
import { ExpectationError } from './expectation-error.ts';
import { type Mark, readMarks } from './marks.ts';

export interface Expectation {
  /** What failures call it. */
  title: string;
  engine: Engine;
  options: Partial<CheckOptions>;
  /** Says what is wrong with the marks themselves, before anything runs. */
  judgeMarks?: (marks: readonly Mark[]) => void;
  /** Syntax errors are part of the case. */
  broken?: boolean;
}

/** Analyses a folder as its own root, and throws unless the findings are exactly the marked ones. */
export async function expectMarks(folder: string, expectation: Expectation): Promise<AnalysedSystem> {
  const { title, engine } = expectation;
  const texts = sourceTexts(folder);
  const marks = [...texts].flatMap(([file, text]) => readMarks(file, text));
  for (const mark of marks) assertKnownRule(mark.rule, engine.rules, `${title}: ${mark.file}:${mark.line}`);
  expectation.judgeMarks?.(marks);

  const { report } = await engine.check({
    paths: [folder],
    cwd: folder,
    preset: 'all',
    minSeverity: 'info',
    minPrecision: 'low',
    cache: false,
    threads: 1,
    ...expectation.options,
  });
  assertWholeAnalysis(folder, report, expectation);

  const difference = compare(report.findings, marks.filter((mark) => engine.rules.includes(mark.rule)));
  if (!isEmpty(difference)) throw new ExpectationError(describeDifference(title, difference, texts));
  return report;
}

/** A system that could not be read finds nothing, and must not pass for a good one. */
function assertWholeAnalysis(folder: string, report: AnalysedSystem, { title, broken }: Expectation): void {
  if (report.root !== folder) throw new Error(`${title}: expected it to be its own root, but the root is ${report.root}.`);
  if (report.incomplete.length > 0) throw new Error(`${title}: the analysis is incomplete: ${report.incomplete.join(' ')}`);
  const unread = report.gaps.filter((gap) => UNREAD.includes(gap.kind));
  if (unread.length === 0 || broken) return;
  const samples = unread.flatMap((gap) => gap.samples.map((sample) => `  ${sample.file}:${sample.line}  ${gap.kind}: ${sample.message}`));
  throw new ExpectationError([`${title}: not all of it could be read:`, ...samples].join('\n'));
}

const UNREAD = ['syntax-error', 'too-deep', 'too-large', 'unreadable-file', 'not-text', 'unsupported-file'];

/** Path from the folder → text, sorted, of the files that may bear marks. */
function sourceTexts(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]sx?|prisma|vue|svelte|astro)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}
