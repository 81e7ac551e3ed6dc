import type { RuleInfo, Severity } from '@dist-lint/model';

export const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = { error: 'error', warning: 'warning', info: 'note' };

/** What a rule says of itself, in the terms of SARIF and with the properties that GitHub reads. */
export function descriptor({ name, summary, severity, precision, pillar, source, help, url }: RuleInfo) {
  const sections = { 'What it finds': help.finds, 'Why it is bad': help.why, 'What to do': help.todo, 'What it misses': help.misses };
  const written = Object.entries(sections).filter(([, body]) => body.trim() !== '');
  const markdown = written.map(([title, body]) => `## ${title}\n\n${body.trim()}`).join('\n\n');
  const text = written.map(([title, body]) => `${title}:\n${body.trim()}`).join('\n\n');
  return {
    id: name,
    name: name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: summary },
    fullDescription: { text: help.why.trim() === '' ? summary : `${summary} ${help.why.trim().replace(/\s+/g, ' ')}` },
    // GitHub refuses a rule whose help is empty.
    help: { text: text || summary, markdown: markdown || summary },
    ...(url === undefined ? {} : { helpUri: url }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      precision,
      'problem.severity': severity === 'info' ? 'recommendation' : severity,
      tags: [pillar, source.toLowerCase().replace(/[^a-z0-9]+/g, '-')],
    },
  };
}
