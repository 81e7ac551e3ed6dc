/** How often layers of retries that lie on one way multiply an attempt. */
import type { RetryLayer } from './retry-layers.ts';

export interface Multiplied {
  /** Of the layers whose number is known. */
  product: number | 'unbounded';
  /** How many layers have a number that cannot be told; each counts as one. */
  unknown: number;
  /** An outer layer waits so much longer than the inner ones take that they do not add up in one incident. */
  apart: boolean;
  /** Nobody can tell whether two of them ever try the same failure again. */
  unsure: boolean;
}

export function count({ attempts }: RetryLayer): number {
  return attempts === 'unbounded' ? Infinity : attempts === 'unknown' ? 1 : attempts;
}

/** An outer delay of so many times what the inner layers take belongs to another incident. */
const APART = 10;
/** What one attempt takes by itself, in milliseconds, when nothing else is known. */
const ONE_ATTEMPT = 1000;

/** The product of layers that fail together. */
export function multiply(layers: readonly RetryLayer[]): Multiplied {
  let product = 1 as number | 'unbounded';
  let takes = ONE_ATTEMPT;
  let apart = false;
  let unknown = 0;
  let inner: RetryLayer['errors'] | undefined;
  for (const layer of layers.toReversed()) {
    if (inner !== undefined && !overlap(layer.errors, inner)) continue;
    if (layer.attempts === 'unknown') unknown += 1;
    const times = count(layer);
    if (times > 1 && (layer.delay.first ?? 0) >= APART * takes && inner !== undefined) apart = true;
    product = times === Infinity || product === 'unbounded' ? 'unbounded' : product * times;
    takes = Math.min(1e12, takes * Math.min(times, 1000) + (layer.delay.total ?? 0));
    if (times > 1) inner = inner === undefined ? layer.errors : narrower(inner, layer.errors);
  }
  const tried = layers.filter((layer) => count(layer) > 1 && layer.errors !== 'own').map(({ errors }) => errors);
  const unsure = tried.some((errors, index) => errors === 'some' && tried.some((other, at) => at !== index && other !== 'any' && other !== 'chosen'));
  return { product, unknown, apart, unsure };
}

/** Whether one failure can be of both kinds. */
function overlap(a: RetryLayer['errors'], b: RetryLayer['errors']): boolean {
  if (a === 'own' || b === 'own') return a === b;
  return !((a === 'connection' && b === 'throttled') || (a === 'throttled' && b === 'connection'));
}

function narrower(a: RetryLayer['errors'], b: RetryLayer['errors']): RetryLayer['errors'] {
  const order: RetryLayer['errors'][] = ['any', 'chosen', 'some', 'transient', 'throttled', 'connection', 'own'];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

/** The layers that multiply: those known to try at least twice. */
export function multiplying(layers: readonly RetryLayer[]): RetryLayer[] {
  return layers.filter((layer) => count(layer) > 1);
}
