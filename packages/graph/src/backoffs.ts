/** The delay that a library's policy makes, as its options say. */
import type { Backoff } from '@dist-lint/libraries';
import { askedWaits, type Answers } from './asked-functions.ts';
import { delayOf, type Delay } from './delays.ts';
import type { Program } from './link.ts';
import { slotFunction, slotPlain, wordOf } from './option-values.ts';
import type { LayerSite } from './retry-sites.ts';
import { slotExpr } from './slots.ts';

type Attempts = number | 'unbounded' | 'unknown';

/** `ends`: a function among the options says after how many attempts it is enough. */
export function readBackoff(program: Program, site: LayerSite, policy: Backoff, attempts: Attempts): Delay & { ends?: Answers['ends'] } {
  const { given, asked, constant, jitter, says } = policy;
  const random = jitter ? { random: true as const } : {};
  const each = constant === undefined ? undefined : slotPlain(program, site, constant);
  if (typeof each?.value === 'number') return delayOf([{ ms: Math.max(0, each.value) }], attempts);
  const isSaid = says?.first !== undefined && typeof slotPlain(program, site, says.first)?.value === 'number';
  if (given === undefined || isSaid) return byOptions(program, site, policy, attempts);
  const run = asked && slotFunction(program, site, given);
  if (run) {
    const { waits, ends } = askedWaits(program, run, asked, (failure) => (typeof attempts === 'number' && failure >= attempts ? 0 : policy.first * policy.factor ** (failure - 1)));
    if (asked.ends) return { ...delayOf(waits, ends === 'never' ? 'unbounded' : ends), ends };
    const delay = delayOf(waits, attempts);
    const { total } = delayOf(typeof attempts === 'number' ? waits.slice(0, attempts - 1) : waits, attempts);
    return total === undefined ? delay : { ...delay, total };
  }
  const known = slotPlain(program, site, given);
  if (known && known.value === undefined && !known.isObject) return byOptions(program, site, policy, attempts);
  return ofLibrary(program, site, given, attempts) ?? { kind: 'some', ...random };
}

/** `retryDelay: exponentialDelay`: a function of the library. */
function ofLibrary(program: Program, { external, call, scope }: LayerSite, given: string, attempts: Attempts): Delay | undefined {
  const placed = slotExpr(program.link, { module: scope.module, function: scope.function, call }, external, given);
  const values = placed ? program.link.evaluate(placed.module, placed.function, placed.expr) : [];
  const [only] = values;
  if (!placed || only?.is !== 'external' || values.length > 1) return undefined;
  const backoff = program.link.libraries.symbol(only.package, only.path)?.facts.backoff;
  return backoff && byOptions(program, { external: only, call, scope: { module: placed.module, function: placed.function } }, backoff, attempts);
}

function byOptions(program: Program, site: LayerSite, { first, factor, adds, max, jitter, jitterAt, says, grows }: Backoff, attempts: Attempts): Delay {
  const random = jitter || (jitterAt !== undefined && slotPlain(program, site, jitterAt)?.value === true) ? { random: true as const } : {};
  const unit = says?.unit === 's' ? 1000 : 1;
  const read = (slot: string | undefined, usual: number | undefined): number | undefined => {
    const found = slot === undefined ? undefined : slotPlain(program, site, slot);
    if (slot !== undefined && found?.isObject) return durationAt(program, site, slot) ?? NaN;
    if (slot === undefined || (found && found.value === undefined)) return usual;
    return typeof found?.value === 'number' ? found.value * unit : NaN;
  };
  const said = read(says?.first, first) ?? 0;
  const word = grows === undefined ? undefined : grows.is === true ? slotPlain(program, site, grows.at) : wordOf(program, site, grows.at);
  if (grows !== undefined && word === undefined) return { kind: 'some', ...random };
  const isGrowing = grows !== undefined && word?.value === grows.is;
  const byChance = isGrowing && grows.jitter ? { random: true as const } : random;
  const begin = isGrowing ? Math.max(said, grows.least ?? 0) : said;
  const by = isGrowing ? grows.factor : says?.factor === undefined ? factor : (read(says.factor, factor * unit) ?? factor) / unit;
  const most = read(says?.max, max) ?? Infinity;
  if (Number.isNaN(begin) || Number.isNaN(by)) return { kind: 'some', ...random };
  if (begin === 0) return { kind: 'none', first: 0, total: 0 };
  const more = adds === 'first' ? begin : (adds ?? 0);
  const limit = Number.isNaN(most) ? Infinity : most;
  const count = typeof attempts === 'number' ? Math.min(attempts - 1, 1000) : 0;
  let total = 0;
  for (let each = begin, turn = 0; turn < count; turn += 1, each = each * by + more) total += Math.min(each, limit);
  return { kind: by > 1 || more > 0 ? 'growing' : 'constant', first: Math.min(begin, limit), total, ...byChance };
}

/** `{ minutes: 1, seconds: 30 }`, in milliseconds; undefined where a part cannot be told, or none is there. */
function durationAt(program: Program, site: LayerSite, slots: string): number | undefined {
  let ms: number | undefined;
  for (const [name, unit] of UNITS) {
    const part = slotPlain(program, site, slots.split('|').map((slot) => `${slot}.${name}`).join('|'));
    if (part && part.value === undefined && !part.isObject) continue;
    if (typeof part?.value !== 'number') return undefined;
    ms = (ms ?? 0) + part.value * unit;
  }
  return ms;
}

const UNITS = [['milliseconds', 1], ['seconds', 1000], ['minutes', 60_000], ['hours', 3_600_000], ['days', 86_400_000]] as const;
