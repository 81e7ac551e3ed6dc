/** How often a library tries, by its row and the options at a call. */
import type { Backoff, Retries, RetrySlot } from '@dist-lint/libraries';
import { askedAttempts } from './asked-functions.ts';
import type { Program } from './link.ts';
import { slotFunction, slotPlain } from './option-values.ts';
import { arrayItems } from './plain-lists.ts';
import type { PlainPlace, PlainValue } from './plain-values.ts';
import type { RetryLayer } from './retry-layers.ts';
import type { LayerSite } from './retry-sites.ts';
import { sharedSites } from './shared-sites.ts';
import { slotExpr } from './slots.ts';

export interface ReadNumber {
  attempts: RetryLayer['attempts'];
  said: string;
  place?: PlainPlace;
  everyMethod?: true;
  /** The waits belong to another thing than the call: where that is made. */
  waits?: { site: LayerSite; backoff: Backoff };
  /** What the call is handed says it: where that is made. */
  madeAt?: LayerSite;
  /** No option says it. */
  isDefault?: true;
}

export function readNumber(program: Program, site: LayerSite, policy: Retries): ReadNumber {
  for (const slot of policy.says ?? []) {
    const found = slot.of === undefined ? readSlot(program, site, slot, policy) : readShared(program, site, slot, policy);
    if (found) return found;
  }
  const env = policy.env === undefined ? '' : `, unless ${policy.env} says otherwise`;
  return { attempts: policy.attempts, said: `default${env}`, isDefault: true };
}

/** What an option says at a call; undefined when it says nothing. */
function readSlot(program: Program, site: LayerSite, slot: RetrySlot, policy: Retries): ReadNumber | undefined {
  const untold: ReadNumber = { attempts: 'unknown', said: `an option ('${slotName(slot.at)}') that cannot be told here` };
  const allowed = slot.when === undefined ? undefined : slotPlain(program, site, slot.when);
  if (slot.when !== undefined && !allowed) return untold;
  if (allowed && allowed.value !== true) return undefined;
  const found = slotPlain(program, site, slot.at);
  const run = found || !slot.asked ? undefined : slotFunction(program, site, slot.at);
  if (run && slot.asked) return { attempts: askedAttempts(program, run, slot.asked), said: `the function at '${slotName(slot.at)}'` };
  // `retry(work)`, where options may come first: a function is no number.
  if (!found && slotExpr(program.link, { module: site.scope.module, function: site.scope.function, call: site.call }, site.external, slot.at)?.expr.k === 'function') return undefined;
  if (!found) return untold;
  if (found.value === undefined && found.env === undefined) return slot.usual === undefined ? undefined : { attempts: slot.usual, said: 'default' };
  const attempts = countOf(found, slot, policy.attempts);
  const from = found.env === undefined ? `'${slotName(slot.at)}'` : `environment variable ${found.env}`;
  return { attempts, said: from, ...(found.place ? { place: found.place } : {}), ...(slot.everyMethod ? { everyMethod: true as const } : {}) };
}

/** What the options say that hold for all, or for what the call is handed: known when all that are made say the same. */
function readShared(program: Program, site: LayerSite, slot: RetrySlot, policy: Retries): ReadNumber | undefined {
  const { sites, isHidden } = sharedSites(program, site, slot);
  const all = sites.map((made) => readSlot(program, made, slot, policy));
  const [first] = all;
  if (!isHidden && all.every((each) => each === undefined)) return undefined;
  const attempts = (each: ReadNumber | undefined): RetryLayer['attempts'] => each?.attempts ?? policy.attempts;
  if (isHidden || all.some((each) => attempts(each) !== attempts(first))) return { attempts: 'unknown', said: `an option ('${slotName(slot.at)}') that cannot be told here` };
  const [made] = sites;
  return first && made && { ...first, ...(slot.delay ? { waits: { site: made, backoff: slot.delay } } : {}), ...(slot.in !== undefined && sites.length === 1 ? { madeAt: made } : {}) };
}

/** The methods that a literal list says; undefined when there is none, or when it cannot be read. */
export function saidMethods(program: Program, { external, call, scope }: LayerSite, slots: string | undefined): string[] | undefined {
  for (const slot of slots?.split('|') ?? []) {
    const placed = slotExpr(program.link, { module: scope.module, function: scope.function, call }, external, slot);
    const list = placed && arrayItems(program.link, placed, placed.expr);
    if (list) return list.items.flatMap((item) => (item.k === 'literal' && typeof item.value === 'string' ? [item.value.toUpperCase()] : []));
  }
  return undefined;
}

export function slotName(slot: string): string {
  return slot.slice(Math.max(slot.lastIndexOf('.'), slot.lastIndexOf(':')) + 1);
}

function countOf({ value }: PlainValue, slot: RetrySlot, usual: Retries['attempts']): RetryLayer['attempts'] {
  if (value === undefined) return 'unknown';
  const meaning = slot.means?.find(({ is }) => is === value || (is === 'Infinity' && value === Infinity));
  if (meaning) return meaning.attempts;
  if (value === false || value === null) return 1;
  if (value === true) return slot.usual ?? usual;
  const number = Number(value);
  if (Number.isNaN(number)) return 'unknown';
  if (number === Infinity) return 'unbounded';
  return Math.max(1, Math.floor(number) + (slot.counts === 'retries' ? 1 : 0));
}
