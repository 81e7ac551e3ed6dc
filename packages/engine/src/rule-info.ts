/** What the rules that ran say of themselves. */
import type { RuleInfo } from '@dist-lint/model';
import { rulePages } from '@dist-lint/rules';
import type { Rule } from './api.ts';

/** Where rules' pages are read; the one place that knows. */
const PAGES = 'https://github.com/dist-lint/dist-lint/blob/main/docs/rules/';

/** Sorted by name. A rule that is not in the catalogue has no page: its help is empty, and it leads nowhere. */
export function ruleInfos(rules: readonly Rule[]): RuleInfo[] {
  return rules.map(ruleInfo).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function ruleInfo({ name, summary, severity, precision, pillar, source }: Rule): RuleInfo {
  const page = Object.hasOwn(rulePages, name) ? rulePages[name] : undefined;
  const { finds, why, todo, misses } = page ?? { finds: '', why: '', todo: '', misses: '' };
  return { name, summary, severity, precision, pillar, source, help: { finds, why, todo, misses }, ...(page ? { url: `${PAGES}${name}.md` } : {}) };
}
