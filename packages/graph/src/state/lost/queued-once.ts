/** Jobs of which a queue holds one at a time for each row: their own id is made of what they are about. */
import type { Expr } from '@dist-lint/model';
import { callEffects } from '../../effects.ts';
import { once } from '../../once.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule, Placed } from '../../program.ts';
import type { Handed, ResolvedCall } from '../../resolved-calls.ts';
import { slotExpr, slotText } from '../../slots.ts';
import type { Table } from '../../tracking.ts';
import { forEachExpr } from '../../walk.ts';

/** Whether all that is put into the queue of a consumer has such an id: two jobs about the same then never run at once. */
export function isQueuedOnce(program: Program, module: LinkedModule, fn: number, { call, externals }: ResolvedCall, { row }: Handed): boolean {
  const { name, role } = row ?? {};
  if (role !== 'consumer' || name === undefined) return false;
  const queues = externals.map((external) => slotText(program.link, { module, function: fn, call }, external, name));
  return queues.length > 0 && queues.every((queue) => {
    const jobs = queue === '' || queue.includes('*') ? [] : tableOf(program).get(queue);
    return jobs.length > 0 && jobs.every((isOwn) => isOwn);
  });
}

/** By queue: of each call that puts a job into it, whether the job has an id of its own. */
const tableOf = once((program: Program): Table<string, boolean> => program.tracker.table(() => program.modules.all, (module) => (program.link.isExempt(module.path) ? [] : [...jobsIn(program, module)])));

function* jobsIn(program: Program, module: LinkedModule): Iterable<[string, boolean]> {
  for (let fn = 0; fn < module.facts.functions.length; fn += 1) {
    for (const { call, externals } of program.calls(module, fn)) {
      for (const external of externals) {
        if (!program.link.libraries.symbol(external.package, external.path)?.facts.effects?.some(({ kind }) => kind === 'enqueue')) continue;
        const site = { module, function: fn, call };
        for (const { effect, kind, target } of callEffects(program.link, site, external)) {
          if (kind !== 'enqueue' || target === '') continue;
          const at = (slot: string | undefined): Placed | undefined => (slot === undefined ? undefined : slotExpr(program.link, site, external, slot));
          yield [target, isOfWhatItIsAbout(at(effect.onceFor), at(effect.payload))];
        }
      }
    }
  }
}

/** Each part of the id that varies is handed over in the job, too, or belongs to the same thing: `${shop.id}-${shop.syncedAt}` with `{ shopId: shop.id }`. */
function isOfWhatItIsAbout(id: Placed | undefined, data: Placed | undefined): boolean {
  if (!id) return false;
  const parts = partsOf(id, id.expr);
  if (!parts) return false;
  const handed = new Set<string>();
  if (data) forEachExpr(data.expr, (expr) => void handed.add(JSON.stringify(expr)));
  const about = parts.filter((part) => handed.has(JSON.stringify(part)));
  const bases = new Set(about.flatMap((part) => baseOf(part) ?? []));
  return parts.every((part) => about.includes(part) || (part.k === 'member' && bases.has(baseOf(part) ?? -1)));
}

/** Undefined where a part may be another each time. */
function partsOf({ module, function: fn }: Pick<Placed, 'module' | 'function'>, expr: Expr): readonly Expr[] | undefined {
  const all = (list: readonly Expr[]): readonly Expr[] | undefined => {
    const found = list.map((each) => partsOf({ module, function: fn }, each));
    return found.every((each) => each !== undefined) ? found.flat() : undefined;
  };
  switch (expr.k) {
    case 'literal':
      return [];
    case 'template':
      return all(expr.values);
    case 'op':
      return all(expr.args);
    case 'var':
    case 'member':
      return [expr];
    case 'result': {
      // `shop.syncedAt.toISOString()`
      const call = module.index.calls[fn]?.[expr.id];
      return call?.callee.k === 'member' && call.callee.of.k === 'member' && call.args.length === 0 && !call.awaited ? [call.callee.of] : undefined;
    }
    default:
      return undefined;
  }
}

function baseOf(expr: Expr): number | undefined {
  let each = expr;
  while (each.k === 'member') each = each.of;
  return each.k === 'var' ? each.v : undefined;
}
