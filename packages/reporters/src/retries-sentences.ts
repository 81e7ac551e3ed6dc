/** What the counts of a retry inventory come to, in sentences. */
import type { RetryInventory } from '@dist-lint/model';
import { counted, grouped } from './numbers.ts';

/** The first says how much there is. Never more than was found out: nothing read and nothing understood are no "no retries". */
export function conclusions({ layers, counts, incomplete }: RetryInventory): string[] {
  const { modules, exempt, unbounded, unknown, off, connections, multiplied, uncertain, unreached, unresolvedCalls } = counts;
  if (modules === 0) return ['Nothing was analysed: there are no TypeScript or JavaScript files in what was asked for.'];
  const looked = `${counted(modules - exempt, 'module')}${exempt === 0 ? '' : ` (${counted(exempt, 'module')} of tests and examples left out)`}`;
  const unseen = unresolvedCalls === 0 ? [] : [`Nothing is known of ${counted(unresolvedCalls, 'call')} in the program: retries behind them are not seen, nor are those outside of it, such as a load balancer's.`];
  if (layers.length === 0 && exempt === modules) return [`Nothing was looked at: ${exempt === 1 ? 'the module is a test or an example' : `all ${grouped(exempt)} modules are tests or examples`}, whose retries are left out.`];
  if (layers.length === 0) return [`No retry layer ${incomplete.length > 0 ? 'was found before the analysis ended' : 'is in sight'} in ${looked}.`, ...unseen];
  return [
    `${counted(layers.length, 'retry layer')} in ${looked}${listed([[unbounded, 'without an end (×∞)'], [unknown, 'with a number that cannot be told (×?)'], [off, 'switched off'], [connections, connections === 1 ? 'connection' : 'connections']])}.`,
    `${counted(counts.products, 'product')}${listed([[multiplied, 'of several layers'], [uncertain, 'uncertain (×?, ×9+) because a number in it cannot be told'], [unreached, 'not reached from an entry point in sight']])}.`,
    ...unseen,
  ];
}

function listed(parts: readonly (readonly [count: number, words: string])[]): string {
  const shown = parts.filter(([count]) => count > 0).map(([count, words]) => `${grouped(count)} ${words}`);
  return shown.length === 0 ? '' : `: ${shown.join(', ')}`;
}
