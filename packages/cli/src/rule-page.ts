import type { Rule } from '@dist-lint/engine';

/** A rule's page as text for a terminal. */
export function page(rule: Rule): string {
  const lines = [
    rule.name,
    '',
    rule.summary,
    '',
    `severity   ${rule.severity}`,
    `precision  ${rule.precision}`,
    `about      ${rule.pillar}`,
    `known as   ${rule.source}`,
    ...options(rule),
  ];
  return `${lines.join('\n')}\n`;
}

function options(rule: Rule): string[] {
  const all = Object.entries(rule.options);
  if (all.length === 0) return [];
  return ['', 'Options:', ...all.flatMap(([name, it]) => [`  ${rule.name}.${name}=${JSON.stringify(it.default)}`, `    ${it.description}`])];
}
