/** Layers of retries that lie on one way: put before one another, told apart, and weighed. */
import type { RetryLayer } from './retry-layers.ts';

/** Layers on one way; more is no number anybody believes. */
const MOST_LAYERS = 8;

/** Layers before others, none twice. */
export function together(outer: readonly RetryLayer[], inner: readonly RetryLayer[]): RetryLayer[] {
  const all = [...outer, ...inner];
  const seen = new Set<string>();
  return all.filter((layer, index) => {
    const key = layerKey(layer);
    if (seen.has(key) || all.some((other, at) => at < index && isSameRound(other, layer))) return false;
    seen.add(key);
    return true;
  }).slice(0, MOST_LAYERS);
}

/**
 * One way round that is come to in the middle: `connect` that fails has `reconnect` call it later, which has itself called again.
 * One function that begins anew both when it fails and when what it made ends does the one or the other: it follows, and nothing multiplies.
 */
function isSameRound(a: RetryLayer, b: RetryLayer): boolean {
  if (a.module !== b.module || a.round === undefined || b.round === undefined) return false;
  return a.round.function === b.round.function || (a.round.leadsBack.has(b.round.function) && b.round.leadsBack.has(a.round.function));
}

/**
 * The layers that may try the same failure again: what a layer without end takes upon itself never comes to those around it,
 * but for failures that it lets out, which it has not tried again.
 */
export function withinEndless(layers: readonly RetryLayer[]): readonly RetryLayer[] {
  const last = layers.findLastIndex(({ attempts, errors }) => attempts === 'unbounded' && KEEPING.has(errors));
  return last > 0 ? layers.slice(last) : layers;
}

const KEEPING: ReadonlySet<RetryLayer['errors']> = new Set(['any', 'some', 'chosen', 'transient']);

/** Two layers with the same key are the same mechanism at the same place. */
export function layerKey({ module, span, form, name, usedAt }: RetryLayer): string {
  return `${module.number} ${span.at} ${form} ${name} ${usedAt ? `${usedAt.module.number} ${usedAt.at}` : ''}`;
}

/** A client that retries reads alone tries a write once. */
export function forMethod(layer: RetryLayer, method: string): RetryLayer {
  const isLeftOut = layer.methods !== undefined && method !== '' && !layer.methods.includes(method.toUpperCase());
  return isLeftOut ? { ...layer, attempts: 1, bound: 'count', said: `${layer.said}, but never for ${method}` } : layer;
}

/** How much a chain multiplies; unknown counts as one, and a little more than nothing. */
export function weight(layers: readonly RetryLayer[]): number {
  return layers.reduce((product, { attempts }) => product * (attempts === 'unbounded' ? 1e6 : attempts === 'unknown' ? 1.01 : attempts), 1);
}
