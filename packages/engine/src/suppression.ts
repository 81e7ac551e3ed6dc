/**
 * Comments that switch findings off, ours and ESLint's:
 * `dist-lint-disable-next-line RULE -- reason`, `eslint-disable-next-line dist-lint/RULE -- reason`,
 * the same with `-line`, and `-disable … -enable` around a stretch of a file. Without a name: all rules.
 */
import { lineAndColumn, type LinkedModule, type Program } from '@dist-lint/graph';
import type { Finding } from '@dist-lint/model';

export interface Suppressions {
  /** Whether a finding of a rule that starts on a line is switched off. */
  covers(rule: string, line: number): boolean;
  /** Whose comment switches it off. ESLint honours its own by itself. */
  by(rule: string, line: number): 'dist-lint' | 'eslint' | undefined;
}

const DIRECTIVE = /^(dist-lint|eslint)-(disable-next-line|disable-line|disable|enable)(?:\s+([\s\S]*))?$/;

export function suppressions(module: LinkedModule): Suppressions {
  const own = { 'dist-lint': directives(), eslint: directives() };
  for (const comment of module.facts.comments) {
    if (comment.kind !== 'directive') continue;
    const match = DIRECTIVE.exec(comment.text.trim());
    if (!match) continue;
    const family = match[1] as keyof typeof own;
    const covers = ruleTest(family === 'eslint', match[3] ?? '');
    const [first] = lineAndColumn(module.facts.lineStarts, comment.at);
    const [last] = lineAndColumn(module.facts.lineStarts, comment.end);
    const { lines, stretches } = own[family];
    if (match[2] === 'disable-next-line') add(lines, last + 1, covers);
    else if (match[2] === 'disable-line') add(lines, first, covers);
    else if (match[2] === 'disable') stretches.push({ from: first, to: Infinity, covers });
    else for (const each of Object.values(own)) for (const stretch of each.stretches) if (stretch.to === Infinity) stretch.to = first;
  }
  const by = (rule: string, line: number) => FAMILIES.find((family) => own[family].covers(rule, line));
  return { by, covers: (rule, line) => by(rule, line) !== undefined };
}

/** Whether a comment switches a finding off, of whichever family. */
export function isSuppressed(program: Program, { file, rule, line }: Finding): boolean {
  const module = program.modules.byPath(file);
  return module !== undefined && suppressions(module).covers(rule, line);
}

/** A finding of one file, whether or not a comment there switches it off. */
export interface FileFinding extends Finding {
  /** Switched off by a comment of this family. */
  suppressedBy?: 'dist-lint' | 'eslint';
}

export function withSuppressions(module: LinkedModule, findings: readonly Finding[]): FileFinding[] {
  const { by } = suppressions(module);
  return findings.map((finding) => {
    const suppressedBy = by(finding.rule, finding.line);
    return suppressedBy === undefined ? finding : { ...finding, suppressedBy };
  });
}

const FAMILIES = ['dist-lint', 'eslint'] as const;

function directives() {
  const lines = new Map<number, (rule: string) => boolean>();
  const stretches: { from: number; to: number; covers: (rule: string) => boolean }[] = [];
  const covers = (rule: string, line: number): boolean =>
    (lines.get(line)?.(rule) ?? false) || stretches.some((stretch) => line >= stretch.from && line <= stretch.to && stretch.covers(rule));
  return { lines, stretches, covers };
}

function add(lines: Map<number, (rule: string) => boolean>, line: number, covers: (rule: string) => boolean): void {
  const before = lines.get(line);
  lines.set(line, before ? (rule) => before(rule) || covers(rule) : covers);
}

/** `a, b -- reason`: nothing before the reason means every rule. */
function ruleTest(eslint: boolean, text: string): (rule: string) => boolean {
  const names = (text.split(/(?:^|\s)--/)[0] ?? '').split(/[\s,]+/).filter(Boolean);
  if (names.length === 0) return () => true;
  const own = new Set(names.map((name) => (eslint ? name.replace(/^dist-lint\//, '') : name)).filter((name, index) => !eslint || names[index] !== name));
  return (rule) => own.has(rule);
}
