/** A retry written by hand, as each of its callers in sight sets it. */
import type { CallStep } from '@dist-lint/model';
import { insideHandler } from './handlers.ts';
import type { Program } from './link.ts';
import type { OwnRetry } from './own-retry.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { runOfCall } from './retry-chains.ts';
import { entriesOf, within } from './retry-entries.ts';
import { runsByCallers, withoutArguments } from './made-sites.ts';
import { isSameSetting } from './retry-settings.ts';
import { ownLayer, type RetryLayer } from './retry-layers.ts';
import { someStep } from './walk.ts';
import { isWork } from './work.ts';

export interface OwnRun {
  layer: RetryLayer;
  /** Where it is called. */
  module: LinkedModule;
  call: CallStep;
  /** The functions that it hands over. */
  handed: ResolvedCall['handed'];
}

/** None where nobody in sight calls it; what tests and examples do is left out. */
export function ownRuns(program: Program, retry: OwnRetry): OwnRun[] {
  const { module, function: fn } = retry;
  const number = module.functionBase + fn;
  const [parameter] = retry.attempts.flatMap((call) => program.call(module, fn, call.id)?.parameter ?? []);
  const entries = parameter ? entriesOf(program, parameter).flatMap((each) =>
    byCallers(program, retry, within(each.scope, module, fn), 0).map((layer): OwnRun => ({ layer, module: each.module, call: each.resolved.call, handed: each.resolved.handed }))) : [];
  if (entries.length > 0) return entries;
  return program.callers(number).flatMap((caller): OwnRun[] => {
    const isOwn = caller.module === module && caller.function === fn;
    if (isOwn || program.link.isExempt(caller.module.path)) return [];
    const scope: Scope = { module: caller.module, function: caller.function };
    return caller.resolved.functions.filter((target) => target.number === number).flatMap((target) =>
      byCallers(program, retry, runOfCall(program, scope, caller.resolved, target), 0).map((layer) => ({ layer, module: caller.module, call: caller.resolved.call, handed: caller.resolved.handed })));
  });
}

/** Callers of callers whose numbers are asked for, and ways to set it that are told apart. */
const DEEPEST = 3;
const MOST_SETTINGS = 24;

/** What rests on parameters of a caller is told once for each way in which its own callers set it. */
function byCallers(program: Program, retry: OwnRetry, run: Scope, depth: number): RetryLayer[] {
  const here = ownLayer(program, retry, run);
  if (depth >= DEEPEST || (here.attempts !== 'unknown' && isSameSetting(here, ownLayer(program, retry, withoutArguments(run))))) return [here];
  const found: RetryLayer[] = [];
  for (const outer of runsByCallers(program, run).slice(0, MOST_SETTINGS)) {
    for (const layer of byCallers(program, retry, outer, depth + 1)) {
      if (!found.some((each) => isSameSetting(each, layer) && each.saidAt?.at === layer.saidAt?.at && each.saidAt?.module === layer.saidAt?.module)) found.push(layer);
    }
  }
  return found.length > 0 ? found : [here];
}

/**
 * What the callers of a helper make of it that all say another number, wait, or decide by a function of theirs: nobody has
 * what it does by default. Of those that say another number and no wait, the layer with the most attempts, if there is one.
 */
export function saidByCallers(program: Program, retry: OwnRetry, attempts: RetryLayer['attempts']): { most: OwnRun | undefined } | undefined {
  const isHelper = retry.attempts.some((call) => program.call(retry.module, retry.function, call.id)?.parameter);
  // Where it has no number of its own, what callers say is what is told.
  const runs = isHelper && attempts !== 'unknown' ? ownRuns(program, retry) : [];
  const open = runs.filter((run) => run.layer.delay.kind === 'none' && !isDecidedByCaller(program, retry, run));
  if (runs.length === 0 || open.some(({ layer }) => typeof layer.attempts !== 'number' || layer.attempts === attempts)) return undefined;
  return { most: open.reduce<OwnRun | undefined>((most, run) => (most === undefined || Number(run.layer.attempts) > Number(most.layer.attempts) ? run : most), undefined) };
}

/** A function that this caller gives is awaited after each failure, and does work, waits or throws: it decides about the next attempt. */
function isDecidedByCaller(program: Program, { module, function: fn, attempts }: OwnRetry, { handed }: OwnRun): boolean {
  const body = module.facts.functions[fn]?.body ?? [];
  return program.calls(module, fn).some(({ call, parameter }) => {
    if (!parameter || call.awaited !== true || attempts.includes(call) || !insideHandler(body, call.at)) return false;
    const at = [parameter.index, ...parameter.path].join('.');
    return handed.some((each) => each.at === at && each.functions.length > 0 && each.functions.every(({ number }) => decides(program, number)));
  });
}

function decides(program: Program, number: number): boolean {
  return someStep(program.modules.function(number).fact.body, ({ s }) => s === 'throw') || program.summary(number).effects.some((effect) => isWork(effect) || effect.kind === 'timer');
}
