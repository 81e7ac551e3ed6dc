/** What a retry that is written by hand attempts, in words and with the way to it. */
import { nameSpan } from './call-spans.ts';
import type { EvidencePoint } from './define-rule.ts';
import type { Program } from './link.ts';
import type { OwnRetry } from './own-retry.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { observeChain, type ReachedEffect } from './summaries.ts';
import { describeEffect, wayTo, witness } from './witness.ts';
import { isWork } from './work.ts';

export interface AttemptedWork {
  /** `a POST request to Stripe`. */
  what: string;
  path: EvidencePoint[];
  /** An effect is known; else something is called of which nothing can be seen. */
  isSeen: boolean;
  symbols: readonly string[];
}

/** What is attempted: the nearest effect whose failure comes out of it, if the way there leaves no other that may be meant. */
export function attemptedWork(program: Program, { module, function: fn, attempts }: OwnRetry): AttemptedWork {
  const [first] = attempts;
  const reached = observeChain(program, module, fn, attempts).effects.filter(isWork);
  const comesOut = (effect: ReachedEffect): boolean => effect.escapes || effect.via === undefined;
  const seen = reached.filter((effect) => !effect.presumed && !isFarFile(effect));
  const open = seen.filter(comesOut);
  const unseen = reached.filter((effect) => effect.presumed && effect.escapes);
  // What a callee keeps to itself is told by what it gives, if nothing else may be meant.
  const candidates = (open.length > 0 ? open : unseen.length > 0 ? [] : seen).sort((a, b) => rank(a) - rank(b) || a.hops - b.hops);
  const effect = candidates.find((each) => !(isFar(each) && unseen.some(({ hops }) => hops <= each.hops)) && isOnlyOne(program, module, fn, each));
  if (effect) {
    return { what: describeEffect(effect), path: witness(program, module, fn, effect), isSeen: true, symbols: [effect.symbol] };
  }
  const span = first ? nameSpan(first) : { at: 0, end: 1 };
  const called = first ? (program.call(module, fn, first.id)?.externals ?? []).map((external) => `${external.package}#${external.path}`) : [];
  const symbols = candidates[0] ? [candidates[0].symbol] : called;
  return { what: 'what is called here', path: [{ module, span, message: 'what is attempted' }], isSeen: seen.length > 0, symbols };
}

/**
 * No other may be meant: each call on the way leads to one function, since of several implementations nobody knows which is
 * attempted, and on a long way nobody waits for what cannot be seen.
 */
function isOnlyOne(program: Program, module: LinkedModule, fn: number, effect: ReachedEffect): boolean {
  let here = module.functionBase + fn;
  return wayTo(program, effect).every(({ call, via }) => {
    const place = program.modules.function(here);
    const isOne = (program.call(place.module, place.id, call.id)?.functions ?? []).length < 2;
    if (via !== undefined) here = via;
    return isOne && !(via !== undefined && isFar(effect) && waitsForUnknown(program, via));
  });
}

/** It awaits a call of a library that nobody has described. */
function waitsForUnknown(program: Program, number: FunctionNumber): boolean {
  const { module, id } = program.modules.function(number);
  return program.calls(module, id).some(({ call, functions, externals }) =>
    call.awaited === true && functions.length === 0 && externals.length > 0 && externals.every((each) => program.link.libraries.symbol(each.package, each.path) === undefined));
}

/** Files last, and databases far down: what reads or notes one there is seldom what is attempted. */
function rank(effect: ReachedEffect): number {
  return effect.kind.startsWith('file') ? 2 : isFar(effect) ? 1 : 0;
}

/** What is stored some calls down, besides whatever else is done on the way. */
function isFar({ kind, hops }: ReachedEffect): boolean {
  return hops > NEAR && /^(db|cache|file)-/.test(kind);
}

/** A certificate, a configuration, a log: nobody attempts anything for the sake of that. */
function isFarFile(effect: ReachedEffect): boolean {
  return effect.kind.startsWith('file') && isFar(effect);
}

/** A service that asks a repository that asks a client. */
const NEAR = 3;
