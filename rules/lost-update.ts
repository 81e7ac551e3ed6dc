import {
  defineRule, lostChecks, lostRowsIn, stakeOf, staleCells, type LostCheck, type LostRow, type RuleFinding, type StaleCell,
} from '@dist-lint/graph';

/**
 * ## What it finds
 *
 * Changes that are lost when two do the same at once.
 *
 * - **A row** that is read, changed in memory, and written back under the same key: `coupon.uses + 1`, `user.balance -= amount`
 *   with `save(user)`, `{ ...order.settings, theme }`. The value is followed through variables, functions and repositories.
 * - **A check alone**: `if (wallet.balance < price) throw …`, and then a write that does not ask again. So it is with what is done
 *   once between a test and the mark: `if (invite.used) return`, an account is made, `{ used: true }`; also where the read or the
 *   function that calls asks for it.
 * - **What a process holds**, read before an `await` and written after it from what was read.
 * - **What is made twice**: `if (!client) client = await connect()`, where all that come before the first has finished connect, too,
 *   if something is left over of it.
 *
 * What a lock, a serializable transaction or a queue of turns leads to on all ways is no finding; where it is on some of them, one
 * severity less. So it is for rows behind a consumer of one job at a time: other processes have one, too, and other code may write.
 * What a process holds is safe there. What only start-up leads to (module bodies, hooks of a container as it starts) and what
 * nobody names is no finding; rows that only users of a package could change, of which none is in sight, are one severity less.
 *
 * Money, stock, counters and states are errors, other fields warnings, and so is what is done twice before it is marked as done,
 * unless an amount of money, stock or the like is changed by it;
 * a connection, listener, timer or row of which each caller makes one is worth knowing (info). An answer that is computed twice is not.
 *
 * ## Why it is bad
 *
 * It works on every desk and in every test, since there is one of everybody. In production two requests read the same 100,
 * take 30 and 50 away, and write 70 and 50: one of the two was for nothing, and no log says so. A transaction does not help:
 * at the isolation that databases choose unless told otherwise, both may read before either writes.
 *
 * ## What to do
 *
 * Let the store compute: `{ increment: 1 }`, `$inc`, `SET uses = uses + 1`. Or make the write depend on what was read,
 * `WHERE uses = 4` or a version, and look whether it took place. Or lock what is read: `FOR UPDATE`, or a serializable
 * transaction that is tried again. In memory, read after the `await`, or keep the promise instead of its value:
 * `client ??= connect()`.
 *
 * ## What it misses
 *
 * - A row whose key it cannot compare with that of the write; these are counted as gaps.
 * - Rows that are saved with a value that nobody computed from them, although other fields go along as they were read.
 * - Jobs that are put into a queue once only (by an id of their own) count as several at once where they are put there in bulk, or
 *   by a function of the team.
 * - What is created because it was not found, twice.
 * - Two processes that change one file or one key of a cache.
 */
export const lostUpdate = defineRule({
  name: 'lost-update',
  summary: 'Two at once read the same, change it, and write it back: one of the two changes is lost.',
  pillar: 'state',
  source: 'Lost Update',
  severity: 'error',
  precision: 'high',
  scope: 'program',
  exempt: ['scripts', 'migrations'],
  options: {},

  *find(program, _, modules) {
    for (const module of modules) {
      const { lost, unclear } = lostRowsIn(program, module);
      for (const each of lost) yield lowered(judgeRow(each), each);
      for (const each of lostChecks(program, module)) yield lowered(judgeCheck(each), each);
      for (const each of staleCells(program, module)) yield lowered(judgeCell(each), each);
      for (const { why, entity, field, write } of unclear) {
        yield { gap: `lost-update-${why}`, module: write.module, span: write.span, message: `'${entity}.${field}' is read and written back, and ${why === 'key' ? 'whether it is the same row' : 'what runs it'} cannot be told` };
      }
    }
  },
});

function judgeRow({ entity, field, others, how, isArithmetic, isList, isToggle, isDirect, read, write, stores }: LostRow): RuleFinding {
  const name = named(entity, field);
  // Who switches a thing wants the other side, and gets it from whoever was first.
  const isMinor = how === 'kept' || isToggle;
  // `modelsUsed: [...row.modelsUsed, model]` counts nothing.
  const isSerious = !isMinor && !isList && (isArithmetic || stakeOf(field) !== 'other');
  const says = {
    computed: `${name} is read, changed and written back: of two changes at once, one is lost`,
    kept: `${name} may be written back as it was read: a change that was made meanwhile is lost`,
    unwatched: `${name} is written only if nobody has changed it, and nobody looks whether it was: of two changes at once, one is lost`,
  };
  return {
    module: write.module, span: write.span, severity: isMinor ? 'info' : isSerious ? 'error' : 'warning', precision: how === 'kept' ? 'low' : isDirect ? 'high' : 'medium',
    message: `${says[how]}${others.length > 0 ? `; so ${others.length === 1 ? 'is' : 'are'} ${others.map((each) => `'${each}'`).join(', ')}` : ''}.`,
    path: [
      { module: read.module, span: read.span, message: `reads ${name}` },
      { module: write.module, span: write.span, message: how === 'kept' ? 'the old value may go back' : 'the new value is made from the one that was read' },
      ...(stores ? [{ module: stores.module, span: stores.span, message: 'writes it; who has written since the read is undone' }] : []),
    ],
    anchor: `${entity}.${field}`,
    data: { form: 'row', field: `${entity}.${field}`, how },
  };
}

function judgeCheck({ entity, field, how, twice, read, test, write }: LostCheck): RuleFinding {
  const name = named(entity, field);
  // A row that is made twice is seen by somebody; an amount that is taken twice is not.
  const isGrave = how === 'once' ? twice?.counts !== undefined && stakeOf(twice.counts) !== 'other' : stakeOf(field) !== 'other';
  const says = {
    amount: `${name} is compared first and changed later, whatever it is by then: two at once both pass the test`,
    state: `${name} is looked at first and set later, whatever it is by then: two at once both pass the test`,
    once: `${name} is ${twice?.counts === undefined ? 'marked after a test that two at once both pass' : `looked at first and set later, whatever it is by then: two at once both pass the test, and '${twice.counts}' is changed by both`}: what may happen once happens twice`,
  };
  return {
    module: write.module, span: write.span, severity: isGrave ? 'error' : 'warning', precision: how === 'amount' ? 'high' : 'medium',
    message: `${says[how]}.`,
    path: [
      { module: read.module, span: read.span, message: `reads ${name}` },
      { module: test.module, span: test.span, message: 'decides by what was read' },
      ...(twice ? [{ module: twice.module, span: twice.span, message: twice.counts === undefined ? 'made by both' : `changes '${twice.counts}' for both` }] : []),
      { module: write.module, span: write.span, message: 'writes without asking again' },
    ],
    anchor: `${entity}.${field}`,
    data: { form: 'check', field: `${entity}.${field}`, how },
  };
}

function judgeCell({ cell, how, left, read, waits, write }: StaleCell): RuleFinding {
  const says = {
    update: `'${cell}' is read before an await and written after it from what was read: what others wrote meanwhile is lost`,
    check: `'${cell}' is compared before an await and changed after it: two at once both pass the test`,
    made: `'${cell}' is made by each caller that comes before the first has finished: every ${left ?? ''} but the last is lost`,
    marked: `'${cell}' is set after what it stands for was done: each caller that comes before the first has finished does it, too${left ? `, and leaves a ${left}` : ''}`,
    entered: `'${cell}' is tested before an await and set after it: two at once both pass the test, and both do the work`,
    computed: `What stands in '${cell}' is made by each caller that comes before the first has finished: every ${left ?? ''} but the last is lost`,
  };
  return {
    module: write.module, span: write.span, severity: how === 'computed' || how === 'made' || (how === 'marked' && !left) ? 'info' : how === 'marked' || how === 'entered' ? 'warning' : 'error', precision: how === 'made' || how === 'update' ? 'high' : 'medium',
    message: `${says[how]}.`,
    path: [
      ...(how === 'update' ? [] : [{ module: read.module, span: read.span, message: how === 'check' || how === 'entered' ? 'the test' : 'nothing is there yet' }]),
      ...(how === 'update' && read.span.at !== write.span.at ? [{ module: read.module, span: read.span, message: `reads '${cell}'` }] : []),
      { module: waits.module, span: waits.span, message: 'waits here, and others run' },
      { module: write.module, span: write.span, message: `writes '${cell}'` },
    ],
    anchor: cell,
    data: { form: how === 'made' || how === 'marked' || how === 'computed' ? 'initialisation' : 'process', cell, how },
  };
}

/** Where some ways to a write hold others off, all may be meant to. */
function lowered(finding: RuleFinding, { isHeldAtTimes }: Pick<LostRow, 'isHeldAtTimes'>): RuleFinding {
  return isHeldAtTimes ? { ...finding, severity: finding.severity === 'error' ? 'warning' : 'info', precision: 'low' } : finding;
}

function named(entity: string, field: string): string {
  return entity === '' ? `'${field}'` : `'${entity}.${field}'`;
}
