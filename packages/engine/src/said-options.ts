import type { Rule } from '@dist-lint/graph';
import type { OptionTable } from './rule-selection.ts';

/** The host's options over the configuration's. Hosts fill in defaults, so a default counts as nothing said. */
export function withSaid(rule: Rule, configured: OptionTable, said: Readonly<Record<string, unknown>>): OptionTable {
  const own = Object.entries(said).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(rule.options[key]?.default));
  return { ...configured, ...(Object.fromEntries(own) as OptionTable) };
}
