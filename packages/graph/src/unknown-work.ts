/** Functions that wait for what a library does that no row describes: work as likely as any, as it is where such a call stands by itself. */
import type { CallStep } from '@dist-lint/model';
import type { Program } from './link.ts';
import { once } from './once.ts';
import type { FunctionNumber } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import type { Memo } from './tracking.ts';
import { triesAround } from './walk.ts';

/** @param where `open`: its failure comes out of the function */
export function asksUnknown(program: Program, number: FunctionNumber, where: 'anywhere' | 'open', depth = 0): boolean {
  return waitedIn(program, number).some(({ isUnknown, isOpen, functions }) =>
    (isOpen || where === 'anywhere') && (isUnknown || (depth < DEEPEST && functions.some((each) => each !== number && asksUnknown(program, each, where, depth + 1)))));
}

/** Functions that call functions. */
const DEEPEST = 2;

/** A call whose end a function waits for. */
interface Waited {
  isUnknown: boolean;
  isOpen: boolean;
  functions: readonly FunctionNumber[];
}

const memoOf = once((program: Program): Memo<number, readonly Waited[]> => program.tracker.memo());

function waitedIn(program: Program, number: FunctionNumber): readonly Waited[] {
  const { module, id, fact } = program.modules.function(number);
  const memo = memoOf(program);
  return memo.get(module, id) ?? memo.fill(module, id, [], () => program.calls(module, id).flatMap((resolved): Waited[] => {
    const { call, functions } = resolved;
    const isUnknown = isOfNoRow(program, resolved);
    if (!isWaitedFor(call) || (!isUnknown && functions.length === 0)) return [];
    return [{ isUnknown, isOpen: triesAround(fact.body, call.at).every(({ handler }) => handler === undefined), functions: functions.map((each) => each.number) }];
  }));
}

function isWaitedFor({ awaited, fate, kind }: CallStep): boolean {
  return kind === undefined && (awaited === true || fate === 'returned');
}

function isOfNoRow({ link }: Program, { externals, functions }: ResolvedCall): boolean {
  return functions.length === 0 && externals.length > 0 && externals.every(({ package: from, path }) => from !== 'global' && from !== '*' && link.libraries.symbol(from, path) === undefined);
}
