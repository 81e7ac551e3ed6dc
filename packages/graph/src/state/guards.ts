/** What stands around a call that keeps others from writing in between: transactions and locks. */
import type { Effect } from '@dist-lint/libraries';
import type { CallStep } from '@dist-lint/model';
import { holdersOf } from '../called-on.ts';
import { callEffects, type CallEffect } from '../effects.ts';
import type { Link } from '../link-context.ts';
import type { Program } from '../link.ts';
import { once } from '../once.ts';
import type { LinkedModule } from '../program.ts';
import { slotText } from '../slots.ts';
import type { Memo } from '../tracking.ts';
import type { CallSite, ExternalValue } from '../values.ts';
import { operands, someExpr, someStep } from '../walk.ts';
import type { Guard } from './state-model.ts';

/** Functions between the write and the one that is handed to the transaction. */
const DEEPEST = 3;

export function aroundCall(program: Program, module: LinkedModule, fn: number, call: CallStep): Guard {
  return { ...aroundFunction(program, module, fn, 0), ...before(program, module, fn, call), ...(isChecked(program, module, fn, call) ? { checked: true as const } : {}) };
}

/** What holds all through a function: it is handed to a transaction or lock, or all that call it are within one. */
function aroundFunction(program: Program, module: LinkedModule, fn: number, depth: number): Guard {
  const passed = module.index.passedTo[fn];
  if (passed) {
    const own = opened(program, module, passed.function, passed.call);
    if (own) return own;
    return aroundFunction(program, module, passed.function, depth);
  }
  if (depth === DEEPEST) return {};
  const callers = program.callers(module.functionBase + fn).filter((each) => !program.link.isExempt(each.module.path));
  if (callers.length === 0 || callers.length > 20) return {};
  const guards = callers.map((each) => ({ ...aroundFunction(program, each.module, each.function, depth + 1), ...before(program, each.module, each.function, each.resolved.call) }));
  const [first, ...others] = guards;
  return {
    ...(first?.transaction && others.every(({ transaction }) => transaction === first.transaction) ? { transaction: first.transaction } : {}),
    ...(first?.lock && others.every(({ lock }) => lock === first.lock) ? { lock: first.lock } : {}),
  };
}

/** The transaction or lock that a call opens for the function it is handed. */
function opened(program: Program, module: LinkedModule, fn: number, call: CallStep): Guard | undefined {
  for (const { effect, isolation } of effectsAt(program, module, fn, call)) {
    if (effect.kind === 'db-transaction') return { transaction: isolation };
    if (effect.kind === 'lock') return { lock: 'mutex' };
  }
  return undefined;
}

/** What was opened earlier in the function and not closed in between: `begin`, `acquire`. */
function before(program: Program, module: LinkedModule, fn: number, call: CallStep): Guard {
  let guard: Guard = {};
  for (const { at, opens, closes } of openingsIn(program, module, fn)) {
    if (at >= call.at) continue;
    guard = closes ? { ...(guard.transaction ? { transaction: guard.transaction } : {}) } : { ...guard, ...opens };
  }
  return guard;
}

/** A call that opens what holds for those after it, or closes it. */
interface Opening {
  at: number;
  opens: Guard;
  closes?: true;
}

/** Asked for each write of a function, of which there may be hundreds. */
function openingsIn(program: Program, module: LinkedModule, fn: number): readonly Opening[] {
  const memo = memoOf(program);
  return memo.get(module, fn) ?? memo.fill(module, fn, NONE, () => (module.index.calls[fn] ?? []).flatMap((call) => (call ? openingsAt(program, module, fn, call) : [])));
}

const memoOf = once((program: Program): Memo<number, readonly Opening[]> => program.tracker.memo());
const NONE: readonly Opening[] = [];

function openingsAt(program: Program, module: LinkedModule, fn: number, call: CallStep): Opening[] {
  const { at, id, fate } = call;
  const isHanded = (program.call(module, fn, id)?.handed.length ?? 0) > 0;
  return effectsAt(program, module, fn, call).flatMap(({ effect, isolation, isLock }): Opening[] => {
    if (effect.kind === 'unlock') return [{ at, opens: {}, closes: true }];
    if (isHanded) return [];
    const opens: Guard = { ...(effect.kind === 'db-transaction' ? { transaction: isolation } : {}), ...(isLock && fate !== 'dropped' ? { lock: 'mutex' as const } : {}) };
    return Object.keys(opens).length === 0 ? [] : [{ at, opens }];
  });
}

function effectsAt(program: Program, module: LinkedModule, fn: number, call: CallStep): SeenEffect[] {
  const site = { module, function: fn, call };
  return (program.call(module, fn, call.id)?.externals ?? []).flatMap((external) =>
    !mayGuard(program.link, external) ? [] : callEffects(program.link, site, external).map((each) => ({
      ...each, isolation: isolationOf(slotText(program.link, site, external, each.effect.isolation)), isLock: each.effect.kind === 'lock' || claims(program.link, site, external, each.effect),
    })));
}

/** By its row alone: what a call sends need not be read to know that it opens nothing. */
function mayGuard(link: Link, { package: pkg, path }: ExternalValue): boolean {
  const facts = link.libraries.symbol(pkg, path)?.facts;
  return facts?.effectsOf !== undefined || (facts?.effects?.some(({ kind, claims: said, affectedIn }) => GUARDS.has(kind) || said !== undefined || affectedIn !== undefined) ?? false);
}

const GUARDS: ReadonlySet<string> = new Set(['db-transaction', 'lock', 'unlock']);

interface SeenEffect extends CallEffect {
  isolation: NonNullable<Guard['transaction']>;
  isLock: boolean;
}

/** It writes only where nothing is, so that one of several gets it: `SET key value NX`. */
export function claims(link: Link, site: CallSite, external: ExternalValue, { claims: said }: Effect): boolean {
  if (said === undefined || said === true) return said === true;
  return said.split('|').some((slot) => /^(nx|true)$/i.test(slotText(link, site, external, slot)));
}

function isolationOf(said: string): NonNullable<Guard['transaction']> {
  const text = said.toLowerCase().replace(/[^a-z]/g, '');
  if (text.includes('serializable')) return 'serializable';
  if (text.includes('repeatableread') || text.includes('snapshot')) return 'repeatable-read';
  return text.includes('readcommitted') ? 'read-committed' : 'unsaid';
}

/** How many rows a call has hit is read afterwards. */
function isChecked(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  if (call.fate === 'dropped' || call.fate === 'void') return false;
  const names = new Set(effectsAt(program, module, fn, call).flatMap(({ effect }) => effect.affectedIn ?? []));
  if (names.size === 0) return false;
  const holders = new Set(holdersOf(module, fn, call.id).flatMap(({ variable, path: [name] }) => (name === undefined || names.has(name) ? [variable] : [])));
  return someStep(module.facts.functions[fn]?.body ?? [], (step) => operands(step).some((operand) => someExpr(operand, (expr) => {
    if (expr.k === 'var') return step.s === 'if' && holders.has(expr.v);
    return expr.k === 'member' && names.has(expr.name) && ((expr.of.k === 'var' && holders.has(expr.of.v)) || (expr.of.k === 'result' && expr.of.id === call.id));
  })));
}
