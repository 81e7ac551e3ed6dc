import type { Rule } from '@dist-lint/engine';
import type { RulePage } from '@dist-lint/rules';

/** A rule's page as text for a terminal. */
export function page(rule: Rule, text?: RulePage): string {
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
    ...sections(text),
  ];
  return `${lines.join('\n')}\n`;
}

function options(rule: Rule): string[] {
  const all = Object.entries(rule.options);
  if (all.length === 0) return [];
  return ['', 'Options:', ...all.flatMap(([name, it]) => [`  ${rule.name}.${name}=${JSON.stringify(it.default)}`, `    ${it.description}`])];
}

function sections(text: RulePage | undefined): string[] {
  if (text === undefined) return [];
  const titled = { 'What it finds': text.finds, 'Why it is bad': text.why, 'What to do': text.todo, 'What it misses': text.misses };
  return Object.entries(titled).flatMap(([title, body]) => ['', title, '', ...body.trim().split('\n').map((line) => `  ${line}`.trimEnd())]);
}
