/** Whom a base class reaches for each of the classes that extend it: its code says nobody, and who calls it on one of these does. */
import { soleOf } from '@dist-lint/model';
import type { Caller, Program } from './link.ts';
import type { LinkedModule, Placed } from './program.ts';
import { parameterBehind, type ResolvedCall } from './resolved-calls.ts';
import { baseSaidBy, fieldSaidBy } from './said-fields.ts';
import { slotText } from './slots.ts';
import { textSaidBy } from './spoken-texts.ts';

export interface SaidBelow {
  text: string;
  caller: Caller;
}

interface BaseCall {
  module: LinkedModule;
  function: number;
  resolved: ResolvedCall;
}

/** The texts that classes hand to the constructor of their base, which makes a client with them: `super('mail')`. */
export function textsBelow(program: Program, call: BaseCall, placed: Placed): SaidBelow[] {
  const place = parameterBehind(program.link, placed.module, placed.function, placed.expr);
  return place ? callersBelow(program, call, (caller) => {
    const told = baseSaidBy(program.link, place, caller);
    return told ? textSaidBy(program.link, told, []) : '';
  }) : [];
}

/** The same of clients that classes hand to their base: `super(new Queue('mail'))`. @param slot where the making of one says it */
export function clientsBelow(program: Program, call: BaseCall, slot: string): SaidBelow[] {
  const { link } = program;
  const { callee } = call.resolved.call;
  const field = callee.k === 'member' && callee.of.k === 'member' && callee.of.of.k === 'this' ? callee.of.name : undefined;
  return field === undefined ? [] : callersBelow(program, call, (caller) => {
    const told = fieldSaidBy(link, call.module, call.function, field, [caller]);
    const texts = new Set((told ? link.evaluate(told.module, told.function, told.expr) : []).flatMap((value) =>
      (value.is === 'external' && value.made ? [slotText(link, value.made, value, slot)] : [])));
    return soleOf(texts) ?? '';
  });
}

/** Callers that say it, and where they are methods that call one another on the same object, those who call these. */
function callersBelow(program: Program, call: BaseCall, saidBy: (caller: Caller) => string): SaidBelow[] {
  const found: SaidBelow[] = [];
  const seen = new Set<number>();
  const open = [call.module.functionBase + call.function];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    for (const caller of program.callers(each)) {
      const text = saidBy(caller);
      if (!text.includes('*') && text !== '') found.push({ text, caller });
      else if (caller.resolved.call.callee.k === 'member' && caller.resolved.call.callee.of.k === 'this') open.push(caller.module.functionBase + caller.function);
    }
  }
  return found;
}
