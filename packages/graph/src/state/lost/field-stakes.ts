/** What is at stake when a change of a field is lost, by the words in its name. */

export type Stake = 'money' | 'stock' | 'quota' | 'status' | 'other';

const WORDS: readonly (readonly [Stake, RegExp])[] = [
  ['money', /^(balance|amount|total|credit|credits|debit|price|paid|refunded|wallet|funds|cents|cost|budget|spent|spend|earnings|payout)$/],
  ['stock', /^(stock|inventory|quantity|qty|onhand|reserved|available|seats|capacity|remaining|allocated)$/],
  ['quota', /^(quota|limit|used|uses|usage|usages|count|counter|attempts|attempt|retries|hits|tokens|points|score|seq|sequence|number|version|failures|views|votes|likes|redemptions|redeemed)$/],
  ['status', /^(status|state|phase|stage)$/],
];

export function stakeOf(field: string): Stake {
  const words = field.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
  for (const [stake, by] of WORDS) if (words.some((word) => by.test(word)) || by.test(words.join(''))) return stake;
  return 'other';
}
