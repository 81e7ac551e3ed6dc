import type { EvidenceStep, Finding, Location, Severity } from '@dist-lint/model';
import { codeFrame } from './code-frame.ts';
import { columnsOf, wrap } from './columns.ts';
import type { RenderOptions } from './formats.ts';
import { grouped } from './numbers.ts';
import type { Paint } from './paint.ts';
import { visible } from './visible.ts';

/** One finding for people: what and where, one sentence, the source, and the evidence step by step. */
export function textFinding(finding: Finding, lines: Readonly<Record<number, string>> | undefined, paint: Paint, options: RenderOptions): string[] {
  const inner = options.width - INDENT.length;
  return [
    heading(finding, paint, options),
    ...wrap(visible(finding.message), inner).map(indented),
    ...codeFrame(finding, lines, inner, paint).map(indented),
    ...evidence(finding.path, paint, options).map(indented),
  ];
}

const INDENT = '  ';
const indented = (line: string) => `${INDENT}${line}`;

function heading({ severity, rule, precision, status, fingerprint, ...at }: Finding, paint: Paint, { verbose }: RenderOptions): string {
  const notes: string[] = [];
  if (precision !== 'high') notes.push(`${precision} precision`);
  if (status === 'existing') notes.push('existing');
  if (verbose) notes.push(fingerprint);
  const note = notes.length === 0 ? '' : `  ${paint.dim(`(${notes.join(', ')})`)}`;
  return `${bySeverity(severity, paint)(severity)}  ${paint.bold(visible(rule))}  ${place(at)}${note}`;
}

/** The style that tells how bad it is. */
export function bySeverity(severity: Severity, paint: Paint): (text: string) => string {
  return severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.blue;
}

/** `src/a.ts:3:5`, which terminals and editors turn into a link. */
export function place({ file, line, column }: Pick<Location, 'file' | 'line' | 'column'>): string {
  return `${visible(file)}:${line}:${column}`;
}

/** Long evidence is shown in part unless asked: its beginning and its end. */
const SHOWN_AT_BEGINNING = 10;
const SHOWN_AT_END = 4;

function evidence(path: readonly EvidenceStep[], paint: Paint, options: RenderOptions): string[] {
  const steps = path.map((step, index) => ({ number: path.length === 1 ? '→' : `${index + 1}.`, step }));
  const left = steps.length - SHOWN_AT_BEGINNING - SHOWN_AT_END;
  if (options.verbose || left <= 1) return draw(steps, paint, options);
  return [
    ...draw(steps.slice(0, SHOWN_AT_BEGINNING), paint, options),
    paint.dim(`… ${grouped(left)} more steps; --verbose shows them all`),
    ...draw(steps.slice(-SHOWN_AT_END), paint, options),
  ];
}

/** Messages beside their places where all fit, else all below. */
function draw(steps: readonly { number: string; step: EvidenceStep }[], paint: Paint, { width }: RenderOptions): string[] {
  const rows = steps.map(({ number, step }) => ({ number, at: place(step), message: visible(step.message) }));
  const numbers = Math.max(...rows.map(({ number }) => number.length)) + 1;
  const places = Math.max(...rows.map(({ at }) => columnsOf(at))) + 2;
  const space = width - INDENT.length - numbers;
  const isBeside = rows.every(({ message }) => places + columnsOf(message) <= space);
  return rows.flatMap(({ number, at, message }) => {
    const lead = `${number.padStart(numbers - 1)} `;
    if (isBeside) return [`${paint.dim(lead + at)}${' '.repeat(places - columnsOf(at))}${message}`];
    const indent = ' '.repeat(numbers + INDENT.length);
    return [paint.dim(lead + at), ...wrap(message, space - INDENT.length).map((line) => indent + line)];
  });
}
