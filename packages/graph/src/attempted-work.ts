/** What a retry that is written by hand attempts, in words and with the way to it. */
import { nameSpan } from './call-spans.ts';
import type { EvidencePoint } from './define-rule.ts';
import type { Program } from './link.ts';
import type { OwnRetry } from './own-retry.ts';
import type { ReachedEffect } from './summaries.ts';
import { describeEffect, witness } from './witness.ts';
import { isWork } from './work.ts';

export interface AttemptedWork {
  /** `a POST request to Stripe`. */
  what: string;
  path: EvidencePoint[];
  /** An effect is known; else something is called of which nothing can be seen. */
  isSeen: boolean;
  symbols: readonly string[];
}

/** What is attempted: the effect that the first attempt reaches, first of those whose failure comes out. */
export function attemptedWork(program: Program, { module, function: fn, attempts }: OwnRetry): AttemptedWork {
  const [first] = attempts;
  const effects = program.summary(module.functionBase + fn).effects.filter((effect) => isWork(effect) && attempts.includes(effect.call) && !effect.presumed);
  // What a callee keeps to itself is told by what it gives, if nothing else may be meant.
  const open = effects.filter((effect) => comesOut(program, effect));
  const effect = (open.length > 0 ? open : effects).sort((a, b) => rank(a) - rank(b) || a.hops - b.hops)[0];
  if (effect) {
    return { what: describeEffect(effect), path: witness(program, module, fn, effect), isSeen: true, symbols: [effect.symbol] };
  }
  const span = first ? nameSpan(first) : { at: 0, end: 1 };
  const symbols = first ? (program.call(module, fn, first.id)?.externals ?? []).map((external) => `${external.package}#${external.path}`) : [];
  return { what: 'what is called here', path: [{ module, span, message: 'what is attempted' }], isSeen: false, symbols };
}

/** The failure of an effect comes out of the function that is called. */
function comesOut(program: Program, { kind, symbol, target, via }: ReachedEffect): boolean {
  return via === undefined || program.summary(via).effects.some((each) => each.escapes && each.kind === kind && each.symbol === symbol && each.target === target);
}

/** Files last: what reads one far down is seldom what is attempted. */
function rank({ kind }: ReachedEffect): number {
  return kind.startsWith('file') ? 2 : kind === 'unseen' ? 1 : 0;
}
