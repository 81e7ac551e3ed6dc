/**
 * What a test lets through once, done twice: a row's field is asked for, something is done that adds up or is made anew,
 * and the row is then written so that the test would no longer hold, whatever it is by then.
 *
 *     if (invite.used) return;
 *     await db.user.create(…);
 *     await db.invite.update({ where: { code }, data: { used: true } });
 *
 * The test may stand where the function is called that does both.
 */
import type { CallStep, IfStep } from '@dist-lint/model';
import { nameSpan } from '../../call-spans.ts';
import { exits } from '../../control-flow.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { forEachExpr } from '../../walk.ts';
import type { RowCall } from '../row-calls.ts';
import { asksOf, type Asked } from './asked-fields.ts';
import { storedFields, type StoredField } from './changes.ts';
import { addsUp, type Addition } from './additions.ts';
import { entityOf, type Frame } from './frames.ts';
import { leavesTest } from './left-states.ts';
import type { LostCheck } from './lost-check.ts';
import { outermost, withHanded } from './handed-within.ts';
import { isClaimed } from './claimed-rows.ts';
import { isSameEntity } from './row-places.ts';
import { mayPrecede, stepsInOrder, type Ordered } from './steps-in-order.ts';
import { unguarded, type SeenWrite } from './unguarded-writes.ts';

const MOST_CALLERS = 12;

/** Of one write: seen from its own function, and from those that call it. */
export function doneTwice(program: Program, module: LinkedModule, fn: number, row: RowCall): LostCheck | undefined {
  const outer = outermost(module, fn);
  const own = seenFrom(program, { module, function: fn }, row, { module, function: outer }, row.call, fn);
  if (own) return own;
  const callers = program.callers(module.functionBase + outer).filter((each) => !program.link.isExempt(each.module.path));
  if (callers.length > MOST_CALLERS) return undefined;
  for (const { module: at, function: caller, resolved: { call } } of callers) {
    const from: Frame = { module: at, function: caller };
    const found = seenFrom(program, enclosed(module, fn, outer, { module, function: outer, entered: { from, call } }), row, { module: at, function: outermost(at, caller) }, call, caller);
    if (found) return found;
  }
  return undefined;
}

/** @param family the outermost function of those in which tests are looked for; `call` in `caller` leads to the write */
function seenFrom(program: Program, frame: Frame, row: RowCall, family: Frame, call: CallStep, caller: number): LostCheck | undefined {
  const { module } = family;
  const stored = mayBeStored(program, frame, row);
  if (stored.length === 0) return undefined;
  for (let fn = caller; ; fn = module.index.passedTo[fn]?.function ?? -1) {
    if (fn < 0) return undefined;
    const order = stepsInOrder(module, fn);
    const calls = callsAt(order);
    const write = placeIn(module, calls, fn, caller, call.at);
    if (!write) return undefined;
    for (const test of order) {
      if (test.step.s !== 'if' || test.step.kind !== 'if') continue;
      const found = judge(program, { frame, row, stored, call, from: { module, function: caller } }, { fn, calls, test, step: test.step, write });
      if (found) return found;
    }
    if (fn === family.function) return undefined;
  }
}

interface Written extends SeenWrite {
  stored: readonly StoredField[];
}

interface Tested {
  fn: number;
  calls: ReadonlyMap<number, Ordered>;
  test: Ordered;
  step: IfStep;
  write: Ordered;
}

function judge(program: Program, written: Written, tested: Tested): LostCheck | undefined {
  const { frame, row, from } = written;
  const { fn, step } = tested;
  for (const when of [true, false]) {
    if (!guardsAnything(step, when)) continue;
    const asked = written.stored.map((stored) => {
      const each = asksOf(program, { module: from.module, function: fn }, step.test, stored.field, when);
      return each && leavesTest(program, each, stored) ? { stored, ...each } : undefined;
    }).find((each) => each !== undefined);
    const open = asked && unguarded(program, asked.origin, asked.stored.field, written);
    const twice = open && guarded(program, written, tested, when, isFlag(asked));
    if (!twice) continue;
    return {
      ...open, field: asked.stored.field, how: 'once', twice: { module: from.module, ...twice },
      read: { module: asked.origin.frame.module, function: asked.origin.frame.function, span: nameSpan(asked.origin.row.call) },
      test: { module: from.module, function: fn, span: { at: step.at, end: Math.min(step.end, step.at + 2) } },
      write: { module: frame.module, function: frame.function, span: asked.stored.span.at >= row.call.at && asked.stored.span.end <= row.call.end ? asked.stored.span : nameSpan(row.call) },
    };
  }
  return undefined;
}

/** Rows beside it are made by everything; with a mark they are what it is set for. */
function isFlag({ form, literals }: Asked): boolean {
  return form === 'unset' || form === 'set' || (literals?.every((each) => typeof each === 'boolean') ?? false);
}

/** What is done only where the test has let it through, and together with the write. */
function guarded(program: Program, written: Written, { fn, calls, test, step, write }: Tested, when: boolean, withRows: boolean): (Addition & { function: number }) | undefined {
  const { module } = written.from;
  const isNear = module === written.row.module && written.call === written.row.call;
  for (const at of withHanded(module, fn)) {
    for (const { call } of program.calls(module, at)) {
      const place = placeIn(module, calls, fn, at, call.at);
      if (!place || !isGuardedBy(place, test, step, when)) continue;
      if (!mayPrecede(...(place.index < write.index ? [place, write] as const : [write, place] as const))) continue;
      if (call === written.row.call) continue;
      // Seen from a caller, rows that are made elsewhere are too far away to be what the mark is set for.
      const adds = addsUp(program, module, at, call, withRows && (isNear || call === written.call));
      if (adds && !isClaimed(program, { module, function: at }, call, (target) => isSameEntity(program, target, written.from, entityOf(program, written.frame, written.row), written.frame))) return { ...adds, function: at };
    }
  }
  return undefined;
}

function guardsAnything(step: IfStep, when: boolean): boolean {
  return when ? step.then.length > 0 && !leaves(step.then) || leaves(step.else) : step.else.length > 0 && !leaves(step.else) || leaves(step.then);
}

function isGuardedBy(place: Ordered, test: Ordered, step: IfStep, when: boolean): boolean {
  const holder = place.within.find((each) => each.step === step);
  if (holder) return holder.body === (when ? step.then : step.else);
  return place.index > test.index && leaves(when ? step.else : step.then) && mayPrecede(test, place);
}

function leaves(branch: IfStep['then']): boolean {
  return branch.length > 0 && exits(branch, () => 0).every(({ how }) => how !== 'end');
}

/** The step of a function in which a call of it stands, or the one to which the function around the call is handed. */
function placeIn(module: LinkedModule, calls: ReadonlyMap<number, Ordered>, fn: number, at: number, position: number): Ordered | undefined {
  let [each, where] = [at, position];
  while (each !== fn) {
    const passed = module.index.passedTo[each];
    if (!passed) return undefined;
    [each, where] = [passed.function, passed.call.at];
  }
  return calls.get(where);
}

/** The calls of a function, by where they stand. */
function callsAt(order: readonly Ordered[]): ReadonlyMap<number, Ordered> {
  return new Map(order.filter(({ step }) => step.s === 'call').toReversed().map((each) => [each.step.at, each]));
}

/** The frame of a function that is handed over within another one. */
function enclosed(module: LinkedModule, fn: number, outer: number, frame: Frame): Frame {
  const passed = fn === outer ? undefined : module.index.passedTo[fn];
  return passed ? { module, function: fn, lexical: enclosed(module, passed.function, outer, frame) } : frame;
}

/** What a write stores; of what a caller hands over, the fields that the function looks at itself: `data: dto`, with `dto.status`. */
function mayBeStored(program: Program, frame: Frame, row: RowCall): readonly StoredField[] {
  const named = storedFields(program, { frame, row });
  const payload = row.payload?.expr;
  const spread = payload?.k === 'object' ? payload.props.flatMap(({ value }) => (value.k === 'spread' ? [value.of] : [])) : payload ? [payload] : [];
  const { module } = frame;
  const handed = spread.flatMap((each) => (each.k === 'var' && module.facts.variables[each.v]?.kind === 'param' ? [each.v] : []));
  const looked = handed.flatMap((v) => [...namesAsked(module, module.facts.variables[v]?.function ?? 0, v)].map((field): StoredField => ({ field, span: nameSpan(row.call), value: { frame, expr: { k: 'member', of: { k: 'var', v }, name: field } } })));
  return [...named, ...looked.filter(({ field }) => !named.some((each) => each.field === field))];
}

/** The members of a variable that the tests of a function ask for. */
function namesAsked(module: LinkedModule, fn: number, variable: number): Set<string> {
  const names = new Set<string>();
  for (const { step } of stepsInOrder(module, fn)) {
    if (step.s !== 'if') continue;
    forEachExpr(step.test, (each) => {
      if (each.k === 'member' && each.of.k === 'var' && each.of.v === variable) names.add(each.name);
    });
  }
  return names;
}
