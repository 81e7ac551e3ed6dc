/** What is another thing when it is done twice: an amount that the store counts up or down, and a row that is made. */
import type { CallStep, Span } from '@dist-lint/model';
import { nameSpan } from '../../call-spans.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { rowCalls } from '../row-calls.ts';
import { storedFields } from './changes.ts';
import { withHanded } from './handed-within.ts';
import { testsBefore } from './tests-before.ts';

/** Functions that a call leads to, and how far they are followed. */
const MOST_TARGETS = 3;
const DEEPEST = 3;

export interface Addition {
  /** The field that is counted; absent for a row that is made. */
  counts?: string;
  span: Span;
}

/** Of a call, or of the functions of the program that it runs. */
export function addsUp(program: Program, module: LinkedModule, fn: number, call: CallStep, withRows: boolean): Addition | undefined {
  const found = within(program, module, fn, call, withRows, 0, new Set());
  return found && { ...(found.counts === undefined ? {} : { counts: found.counts }), span: nameSpan(call) };
}

function within(program: Program, module: LinkedModule, fn: number, call: CallStep, withRows: boolean, depth: number, seen: Set<number>): { counts?: string } | undefined {
  const rows = rowCalls(program, module, fn).filter((row) => row.call === call && row.effect.kind === 'db-write');
  let made: { counts?: string } | undefined;
  for (const row of rows) {
    if (row.effect.operation === 'create') made ??= withRows ? {} : undefined;
    const counted = row.effect.operation === 'create' ? undefined : storedFields(program, { frame: { module, function: fn }, row }).find(({ atomic }) => atomic);
    if (counted) return { counts: counted.field };
  }
  if (made || depth >= DEEPEST) return made;
  const functions = program.call(module, fn, call.id)?.functions ?? [];
  if (functions.length > MOST_TARGETS) return undefined;
  for (const { number } of functions) {
    if (seen.has(number)) continue;
    seen.add(number);
    const place = program.modules.function(number);
    for (const fn of withHanded(place.module, place.id)) {
      for (const each of program.calls(place.module, fn)) {
        // What is made only if it is not there yet is not made twice.
        const rowsToo = withRows && testsBefore(place.module, fn, each.call.at).length === 0;
        const inner = within(program, place.module, fn, each.call, rowsToo, depth + 1, seen);
        if (inner?.counts !== undefined) return inner;
        made ??= inner;
      }
    }
  }
  return made;
}
