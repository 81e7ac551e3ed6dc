/** How an effect is reached: the shortest chain of calls that proves it, and its name for people. */
import { nameSpan } from './call-spans.ts';
import type { EvidencePoint } from './define-rule.ts';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import { spelling, type ReachedEffect } from './summaries.ts';

const LONGEST = 12;

/** One step per call from a function to the effect. */
export function witness(program: Program, module: LinkedModule, fn: number, reached: ReachedEffect): EvidencePoint[] {
  let here = module;
  return wayTo(program, reached).map((current) => {
    const { call, via } = current;
    const at = here;
    const span = nameSpan(call);
    if (via === undefined) return { module: at, span, message: `${current.symbol === '' ? spelling(at, call) : current.symbol}: ${describeEffect(current)}` };
    const place = program.modules.function(via);
    here = place.module;
    return { module: at, span, message: `calls ${place.fact.name}` };
  });
}

/** The effect as each function on the way to it reaches it, the first of all as given. */
export function wayTo(program: Program, reached: ReachedEffect): ReachedEffect[] {
  const way: ReachedEffect[] = [];
  for (let each: ReachedEffect | undefined = reached; each && way.length < LONGEST; ) {
    const current: ReachedEffect = each;
    way.push(current);
    each = current.via === undefined ? undefined : program.summary(current.via).effects.filter((candidate) => sameEffect(candidate, current)).sort((a, b) => a.hops - b.hops)[0];
  }
  return way;
}

function sameEffect(a: ReachedEffect, b: ReachedEffect): boolean {
  return a.kind === b.kind && a.symbol === b.symbol && a.target === b.target && a.method === b.method && (a.escapes || !b.escapes) && a.hops < b.hops;
}

/** `a write of 'order'`, `a job for queue 'mail'`: what happens, in words. */
export function describeEffect({ kind, target, method, effect, symbol }: ReachedEffect): string {
  const of = target === '' || target === '*' || target.startsWith('<') ? '' : ` '${shorten(target)}'`;
  const library = symbol.slice(0, Math.max(0, symbol.indexOf('#')));
  switch (kind) {
    case 'db-write':
      return `a database ${effect?.operation === 'delete' ? 'delete' : 'write'}${of ? ` to${of}` : ''}`;
    case 'db-read':
      return `a database read${of ? ` of${of}` : ''}`;
    case 'enqueue':
      return `a message for${of || ' a queue'}`;
    case 'ack':
      return 'an acknowledgement';
    case 'network':
      if (effect?.stake === 'payment') return `a payment call to ${library}`;
      if (effect?.stake === 'mail') return `a message sent through ${library}`;
      if (effect?.said === 'message') return 'a message over an open connection';
      if (effect?.said === 'answer') return `a request${of ? ` to${of}` : ''}`;
      return `a ${method ? `${method} ` : ''}request${of ? ` to${of}` : ''}`;
    case 'file-write':
      return `a file write${of ? ` to${of}` : ''}`;
    case 'file-delete':
      return `a file deletion${of ? ` of${of}` : ''}`;
    case 'unlock':
      return 'the release of a lock';
    case 'unseen':
      return `a call to '${symbol}', whose implementation is not in sight`;
    default:
      return `${kind}${of}`;
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
