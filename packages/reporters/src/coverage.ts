import type { GapKind, Report } from '@dist-lint/model';
import { wrap } from './columns.ts';
import type { RenderOptions } from './formats.ts';
import { counted, grouped, share } from './numbers.ts';
import type { Paint } from './paint.ts';
import { visible } from './visible.ts';

/** What the findings rest on: how much was read and understood, what was not, and what was left out on purpose. */
export function coverage(report: Report, paint: Paint, options: RenderOptions): string[] {
  const { modules, lines, imports, calls } = report.summary;
  const read = [`${counted(modules, 'module')}, ${counted(lines, 'line')}`, origins('imports', imports, 'of packages'), origins('calls', calls, 'of libraries')];
  return [
    ...wrap(read.join(' · '), options.width).map(paint.dim),
    ...gaps(report.gaps, paint, options),
    ...skipped(report.skipped, paint, options),
  ];
}

/** Where they lead. What leads out of the program is understood as well, so it is told by what it is and not by what it is not. */
function origins(noun: string, { total, resolved, external }: { total: number; resolved: number; external: number }, outside: string): string {
  if (total === 0) return `no ${noun}`;
  const unknown = total - resolved - external;
  const shares = [`${share(resolved, total)} of the program`, `${share(external, total)} ${outside}`, `${share(unknown, total)} unknown`];
  return `${noun} ${grouped(total)}: ${shares.join(', ')}`;
}

function gaps(all: readonly GapKind[], paint: Paint, options: RenderOptions): string[] {
  if (all.length === 0) return [];
  const counts = all.map(({ kind, count }) => `${grouped(count)} ${visible(kind)}`).join(', ');
  const lines = wrap(`gaps: ${counts}${options.verbose ? '' : ' (--verbose shows where)'}`, options.width).map(paint.dim);
  if (!options.verbose) return lines;
  for (const { kind, count, samples } of all) {
    for (const { file, line, message } of samples) lines.push(paint.dim(`  ${visible(kind)}  ${visible(file)}:${line}  ${visible(message)}`));
    lines.push(...rest(count - samples.length, kind, paint));
  }
  return lines;
}

function skipped(all: Report['skipped'], paint: Paint, options: RenderOptions): string[] {
  if (all.length === 0) return [];
  const counts = all.map(({ reason, count }) => `${grouped(count)} ${visible(reason)}`).join(', ');
  const lines = wrap(`left out: ${counts}`, options.width).map(paint.dim);
  if (!options.verbose) return lines;
  for (const { reason, count, samples } of all) {
    for (const sample of samples) lines.push(paint.dim(`  ${visible(reason)}  ${visible(sample)}`));
    lines.push(...rest(count - samples.length, reason, paint));
  }
  return lines;
}

function rest(count: number, kind: string, paint: Paint): string[] {
  return count > 0 ? [paint.dim(`  ${visible(kind)}  … and ${grouped(count)} more`)] : [];
}
