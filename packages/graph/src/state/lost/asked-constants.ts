/** Constants that are asked for and written, also where only their names are in sight. */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { literalsOf, type Literal } from '../literals.ts';
import type { Frame } from './frames.ts';

/** Undefined when some of it is no constant. A member of an enumeration that a library generates goes by its name. */
export function constantsOf(program: Program, frame: Frame, expr: Expr): readonly Literal[] | undefined {
  const { module, function: fn } = frame;
  const plain = unconverted(frame, expr);
  const literals = literalsOf(program, { module, function: fn, expr: plain });
  if (literals) return literals;
  if (plain.k !== 'member') return undefined;
  const { of, name } = plain;
  const isGenerated = of.k === 'var' && module.facts.variables[of.v]?.kind === 'import' && program.link.evaluate(module, fn, of).every(({ is }) => is === 'external');
  return isGenerated ? [name] : undefined;
}

/** `status.valueOf()`, `String(status)` and the like ask for the same. */
export function unconverted({ module, function: fn }: Frame, expr: Expr): Expr {
  const call = expr.k === 'result' ? module.index.calls[fn]?.[expr.id] : undefined;
  if (!call) return expr;
  if (call.callee.k === 'member' && call.args.length === 0 && CONVERSIONS.has(call.callee.name)) return unconverted({ module, function: fn }, call.callee.of);
  const only = soleOf(call.args);
  return call.callee.k === 'global' && call.callee.name === 'String' && only ? unconverted({ module, function: fn }, only) : expr;
}

const CONVERSIONS: ReadonlySet<string> = new Set(['valueOf', 'toString']);
